#!/usr/bin/env python3
"""Writes docs/validation.md from what `yanlian verify --json` prints.
Usage: build/release/bin/yanlian verify --json | tools/dev/update_validation.py > docs/validation.md"""
import json
import sys

HEAD = """# Verification and validation

Made by `build/release/bin/yanlian verify --json | tools/dev/update_validation.py > docs/validation.md`; do not
edit by hand. Experiments are read from a folder of published measurements (`--data DIR`); without it they
are skipped and counted, never passed.

Verdicts: **pass**; **fail** (the program disagrees with an analytic answer or a guideline: a bug);
**misfit** (it disagrees with an experiment or handbook curve by more than the band: reported, not tuned
away); **skipped** (no data). `got` is in the unit that the case names; for experiments it is the ratio of
computed to measured temperature rise unless the note says else. `peer` is what another program computes
for the same case.
"""


def figure(value):
    return "" if value is None else f"{value:.4g}"


def main():
    rows = [json.loads(line) for line in sys.stdin if line.strip()]
    counts = {}
    for row in rows:
        counts[row["verdict"]] = counts.get(row["verdict"], 0) + 1
    print(HEAD)
    print("In all: " + ", ".join(f"{counts.get(v, 0)} {v}" for v in ("pass", "fail", "misfit", "skipped")) + ".")
    misfits = [row for row in rows if row["verdict"] in ("fail", "misfit")]
    if misfits:
        print("\n## Where it does not agree\n")
        table(misfits, with_suite=True)
    for suite in dict.fromkeys(row["suite"] for row in rows):
        print(f"\n## {suite}\n")
        table([row for row in rows if row["suite"] == suite], with_suite=False)


def table(rows, with_suite):
    print(("| suite " if with_suite else "") + "| case | kind | got | expected | tolerance | verdict | peer | note |")
    print("| --- " * (9 if with_suite else 8) + "|")
    for row in rows:
        cells = ([row["suite"]] if with_suite else []) + [
            row["case"], row["kind"], figure(row["got"]), figure(row["expected"]), figure(row["tolerance"]),
            row["verdict"], row["peer"], row["note"]]
        print("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")


main()
