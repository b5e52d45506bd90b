"""Canonical text of a plan, the same as sim/plan/plan_format.cpp writes."""
import json

LINE_LIMIT_COLUMNS = 160


def number(value):
    if isinstance(value, bool) or isinstance(value, int):
        return json.dumps(value)
    value = round(value, 6)
    return str(int(value)) if value == int(value) else repr(value)


def flat(value):
    if isinstance(value, dict):
        return "{" + ", ".join(json.dumps(k) + ": " + flat(v) for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flat(v) for v in value) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return number(value)


def text(value, depth=0, used=0):
    line = flat(value)
    structured = isinstance(value, (dict, list, tuple))
    outer = depth < 2 and structured and value
    if not outer and (not structured or used + len(line) < LINE_LIMIT_COLUMNS):
        return line
    indent = "  " * (depth + 1)
    items = []
    if isinstance(value, dict):
        for k, v in value.items():
            start = indent + json.dumps(k) + ": "
            items.append(start + text(v, depth + 1, len(start)))
        ends = "{}"
    else:
        items = [indent + text(v, depth + 1, len(indent)) for v in value]
        ends = "[]"
    return ends[0] + "\n" + ",\n".join(items) + "\n" + "  " * depth + ends[1]


def rectangle(x0, y0, x1, y1):
    return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]


class Building:
    """Collects the things of a plan in file order."""

    def __init__(self, key, name, name_en, note):
        self.head = {"format": "yanlian-plan", "version": 1, "key": key, "name": name,
                     "name_en": name_en, "note": note, "wall_thickness_m": 0.2}
        self.lists = {k: [] for k in ("levels", "spaces", "openings", "stairs", "flights", "beds",
                                      "equipment", "detectors", "compartments", "places")}

    def add(self, where, key, name, /, **fields):
        thing = {"key": key}
        if name:
            thing["name"] = name
        thing.update({k: v for k, v in fields.items() if v is not None})
        self.lists[where].append(thing)
        return key

    def save(self, file):
        with open(file, "w", encoding="utf-8") as out:
            out.write(text({**self.head, **self.lists}) + "\n")
