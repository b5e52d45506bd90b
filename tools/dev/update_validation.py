#!/usr/bin/env python3
"""Writes docs/validation.md and its plots from what `yanlian verify --json` prints.
Usage: build/release/bin/yanlian verify --json | tools/dev/update_validation.py"""
import json
import pathlib
import sys

from plot_validation import draw_all

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"

HEAD = """# Verification and validation

Made by `build/release/bin/yanlian verify --json | tools/dev/update_validation.py`; do not edit by hand. Experiments are read from a folder of published measurements (`--data DIR`); without it they
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
    drawn = draw_all(rows, DOCS)
    (DOCS / "validation.md").write_text("\n".join(page(rows, drawn)) + "\n", encoding="utf-8")


def page(rows, drawn):
    counts = {}
    for row in rows:
        counts[row["verdict"]] = counts.get(row["verdict"], 0) + 1
    lines = [HEAD, "In all: " + ", ".join(f"{counts.get(v, 0)} {v}" for v in ("pass", "fail", "misfit", "skipped")) + "."]
    misfits = [row for row in rows if row["verdict"] in ("fail", "misfit")]
    if misfits:
        lines += ["\n## Where it does not agree\n", *table(misfits, with_suite=True)]
    for suite in dict.fromkeys(row["suite"] for row in rows):
        lines.append(f"\n## {suite}\n")
        lines += [f"![{title}]({file})\n" for file, title in drawn.get(suite, [])]
        lines += table([row for row in rows if row["suite"] == suite], with_suite=False)
    return lines


def table(rows, with_suite):
    lines = [("| suite " if with_suite else "") + "| case | kind | got | expected | tolerance | verdict | peer | note |",
             "| --- " * (9 if with_suite else 8) + "|"]
    for row in rows:
        cells = ([row["suite"]] if with_suite else []) + [
            row["case"], row["kind"], figure(row["got"]), figure(row["expected"]), figure(row["tolerance"]),
            row["verdict"], row["peer"], row["note"]]
        lines.append("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
    return lines


main()
