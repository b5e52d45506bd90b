#!/usr/bin/env python3
"""Checks assets/locale/en.po: nothing untranslated, the same {} fields on both sides, no Chinese left,
and every text of tr() and trf() in it.

Prints every fault as file:line and exits 1 if there is one.
"""
import ast
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "assets" / "locale" / "en.po"
FOLDERS = ("sim", "roster", "tools", "editor")
TEXT = re.compile(r'\btrf?\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)')
# What a reader of English meets in Chinese on purpose: placeholders of the condition language.
ALLOWED_CHINESE = ("{甲, 乙}",)
LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')
FIELD = re.compile(r"\{\{|\}\}|\{(\d*)((?::[^{}]*)?)\}")


def entries(text):
    """Yields (line, msgid, msgstr) of every entry but the header."""
    parts = {}
    target = None
    for number, line in enumerate(text.splitlines() + ["msgid"], start=1):
        keyword = re.match(r"msg\w+", line)
        if keyword:
            if keyword.group() == "msgid" and parts.get("msgid"):
                yield parts["line"], parts["msgid"], parts.get("msgstr", "")
            if keyword.group() == "msgid":
                parts = {"line": number}
            target = keyword.group()
            parts[target] = ""
        elif not line.startswith('"'):
            continue
        parts[target] += "".join(ast.literal_eval(piece) for piece in LITERAL.findall(line))


def fields(message):
    """Counts the {} fields of a message by (position of the argument, format)."""
    found = Counter()
    automatic = 0
    for match in FIELD.finditer(message):
        if match.group() in ("{{", "}}"):
            continue
        position = int(match.group(1)) if match.group(1) else automatic
        automatic += not match.group(1)
        found[position, match.group(2)] += 1
    return found


def mixes_numbering(message):
    kinds = {bool(m.group(1)) for m in FIELD.finditer(message) if m.group() not in ("{{", "}}")}
    return len(kinds) > 1


def is_chinese(character):
    return unicodedata.east_asian_width(character) in "WF"


def faults(msgid, msgstr):
    if not msgstr:
        return ["not translated"]
    found = []
    if fields(msgid) != fields(msgstr):
        found.append("other {} fields than the message id")
    if mixes_numbering(msgstr):
        found.append("numbered and unnumbered fields mixed")
    rest = msgstr
    for allowed in ALLOWED_CHINESE:
        rest = rest.replace(allowed, "")
    if any(is_chinese(character) for character in rest):
        found.append("Chinese left in the translation")
    if msgid.endswith("\n") != msgstr.endswith("\n"):
        found.append("line ends differ")
    return found


def missing_texts(known):
    """Yields (file, text) of what the catalogue was not told of: its collector may have failed."""
    for folder in FOLDERS:
        for source in sorted((ROOT / folder).rglob("*.cpp")):
            if "node_modules" in source.parts:
                continue
            for match in TEXT.finditer(source.read_text(encoding="utf-8")):
                text = "".join(ast.literal_eval(piece) for piece in LITERAL.findall(match.group(1)))
                if text not in known:
                    yield source, text


def main():
    count = 0
    fault_count = 0
    known = set()
    for line, msgid, msgstr in entries(CATALOGUE.read_text(encoding="utf-8")):
        count += 1
        known.add(msgid)
        for fault in faults(msgid, msgstr):
            fault_count += 1
            print(f"{CATALOGUE}:{line}: {fault}: {msgid!r} -> {msgstr!r}")
    for source, text in missing_texts(known):
        fault_count += 1
        print(f"{source}: not in the catalogue (tools/dev/update_locale.sh): {text!r}")
    print(f"{count} messages, {fault_count} faults")
    return 1 if fault_count or not count else 0


if __name__ == "__main__":
    sys.exit(main())
