#!/usr/bin/env python3
"""Proves that includes point down only (docs/architecture.md). Usage: check_layers.py [ROOT]"""
import pathlib
import re
import sys

SIM = ["core", "plan", "fire", "crowd", "assist", "devices", "drill", "record", "debrief", "ensemble"]
BELOW = {f"sim/{room}": {f"sim/{lower}" for lower in SIM[:at]} for at, room in enumerate(SIM)}
BELOW["sim/devices"] -= {"sim/crowd", "sim/assist"}
BELOW["roster/domain"] = {"sim/core"}
BELOW["roster/store"] = {"sim/core", "roster/domain"}
BELOW["roster/schedule"] = {"sim/core", "roster/domain"}
BELOW["roster/service"] = {"sim/core", "roster/domain", "roster/store", "roster/schedule"}

ID_NUMBER_DOOR = "roster/domain/people.h"  # sheets refuse ID numbers by the ledger's own rule

WITH_ROSTER = ("tools/casting", "tools/import", "tools/duty", "tools/cli")
SMOKE_DOOR = "sim/fire/hazard_view.h"  # the only way for these rooms to see smoke
SEES_SMOKE_THROUGH_DOOR = {"sim/crowd", "sim/assist", "sim/devices"}

# Libraries that live in one place.
HOMES = [
    (re.compile(r"^(imgui|SDL2?/|backends/imgui)"), ("editor/",)),
    (re.compile(r"^soci/"), ("roster/store/",)),
    (re.compile(r"^sqlite3\.h"), ("roster/store/", "sim/record/")),
    (re.compile(r"^box2d/"), ("sim/assist/",)),
    (re.compile(r"^(cvode|sundials|nvector|sunlinsol|sunmatrix|sunnonlinsol)/"), ("sim/fire/",)),
    (re.compile(r"^(zip\.h|pugixml)"), ("tools/sheets/",)),
    (re.compile(r"^cairo"), ("tools/paper/", "tools/dxf/")),
    (re.compile(r"^pango/"), ("tools/paper/",)),
    (re.compile(r"^(dxflib/|geos_c)"), ("tools/dxf/",)),
    (re.compile(r"^(poppler|stb_image)"), ("tools/underlay/", "editor/app/")),
    (re.compile(r"^libical/"), ("tools/duty/",)),
    (re.compile(r"^(cadical|lemon/|coin/|Cbc|Clp)"), ("roster/schedule/",)),
    (re.compile(r"^recastnavigation/|^(Recast|DetourNavMesh)"), ("sim/plan/",)),
]
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^">]+)')


def room_of(path):
    return "/".join(path.split("/")[:2])


def faults(root):
    for path in sorted(p for wing in ("sim", "roster", "tools", "editor") for p in (root / wing).rglob("*.[hc]*")):
        if "node_modules" in path.parts:
            continue
        name = path.relative_to(root).as_posix()
        room = room_of(name)
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            target = found.group(1)
            yield from (f"{name}:{number}: {fault}" for fault in faults_of(room, name, target))


def faults_of(room, name, target):
    target_room, wing = room_of(target), target.split("/")[0]
    if room in BELOW and wing in ("sim", "roster", "tools", "editor") and target_room != room:
        if target_room not in BELOW[room]:
            yield f"{room} must not include {target}"
        elif room in SEES_SMOKE_THROUGH_DOOR and target_room == "sim/fire" and target != SMOKE_DOOR:
            yield f"{room} sees smoke only through {SMOKE_DOOR}, not {target}"
    if room.startswith("tools/") and wing == "editor":
        yield f"{room} must not include {target}"
    if room.startswith("tools/") and room not in WITH_ROSTER and wing == "roster":
        if room == "tools/sheets" and target == ID_NUMBER_DOOR:
            return
        yield f"only {', '.join(WITH_ROSTER)} know the roster, not {room}: {target}"
    for library, homes in HOMES:
        if library.match(target) and not name.startswith(homes):
            yield f"{target} belongs to {', '.join(homes)}"


if __name__ == "__main__":
    found = list(faults(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
    print("\n".join(found) or "layers: ok")
    sys.exit(bool(found))
