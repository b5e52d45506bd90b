#!/usr/bin/env python3
"""Copies a ledger from a SQLite file into an empty ledger of a PostgreSQL server.

    yanlian org list --db postgresql://user@host/name           # makes the tables there
    tools/dev/ledger_to_server.py home.yanlian.db postgresql://user@host/name

Everything that stands there (the example home) is replaced, in one transaction: all rows with their ids,
or nothing. Both must have the same version of the schema. Needs psql (package postgresql-client-15) and
the owner of the tables, because their triggers are off while history is carried over as it is.
"""
import os
import sqlite3
import subprocess
import sys
import tempfile

ORDER = """
    SELECT c.relname, COALESCE(string_agg(DISTINCT f.relname, ' ') FILTER (WHERE f.oid <> c.oid), '')
    FROM pg_class AS c LEFT JOIN pg_constraint AS k ON k.conrelid = c.oid AND k.contype = 'f'
    LEFT JOIN pg_class AS f ON f.oid = k.confrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' GROUP BY c.relname"""


def ask(url, query):
    answer = subprocess.run(["psql", url, "-XAtF", "|", "-c", query], check=True, capture_output=True, text=True)
    return [line.split("|") for line in answer.stdout.splitlines()]


def in_order(rows):
    """Tables after those that they refer to."""
    waits = {table: set(others.split()) for table, others in rows}
    ordered = []
    while waits:
        ready = sorted(table for table, others in waits.items() if not others & waits.keys())
        if not ready:
            sys.exit("tables refer to each other in a circle: " + " ".join(sorted(waits)))
        ordered += ready
        for table in ready:
            del waits[table]
    return ordered


def field(value):
    """One value of COPY's text format."""
    if value is None:
        return r"\N"
    if isinstance(value, float):
        return repr(value)
    text = str(value)
    for raw, escaped in (("\\", r"\\"), ("\t", r"\t"), ("\n", r"\n"), ("\r", r"\r")):
        text = text.replace(raw, escaped)
    return text


def write_table(source, table, path):
    cursor = source.execute(f"SELECT * FROM {table}")
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for row in cursor:
            out.write("\t".join(map(field, row)) + "\n")
    return [column[0] for column in cursor.description]


def main():
    file, url = sys.argv[1:3]
    source = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    here = source.execute("SELECT max(version) FROM schema_version").fetchone()[0]
    there = int(ask(url, "SELECT max(version) FROM schema_version")[0][0])
    if here != there:
        sys.exit(f"schema {here} in the file, {there} on the server: open both with the same program first")
    tables = [table for table in in_order(ask(url, ORDER)) if table not in ("schema_version", "finding_transition")]
    with tempfile.TemporaryDirectory() as folder:
        script = ["\\set ON_ERROR_STOP on", "BEGIN;", "SELECT pg_advisory_xact_lock(1498170434);"]
        script += [f"ALTER TABLE {table} DISABLE TRIGGER USER;" for table in tables]
        script.append("TRUNCATE " + ", ".join(tables) + ";")
        for table in tables:
            path = os.path.join(folder, table)
            columns = ", ".join(write_table(source, table, path))
            script.append(f"\\copy {table}({columns}) FROM '{path}'")
            if "id" in columns.split(", "):
                script.append(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "
                              f"GREATEST((SELECT max(id) FROM {table}), 1), EXISTS (SELECT 1 FROM {table}));")
        script += [f"ALTER TABLE {table} ENABLE TRIGGER USER;" for table in tables]
        script += ["COMMIT;", "ANALYZE;"]
        subprocess.run(["psql", url, "-Xq", "-o", os.devnull], check=True, text=True, input="\n".join(script))
    print(f"{len(tables)} tables copied")


if __name__ == "__main__":
    main()
