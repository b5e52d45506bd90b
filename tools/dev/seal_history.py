"""Seals the history of a made database as the program does (roster/store/seal.cpp, which a test compares)."""
import hashlib

NOT_HISTORY = {"person", "team", "resident", "organisation", "norm", "history_seal"}
LARGEST_RUN = 4096  # ids under one seal
DIGEST_DIGITS = 16


def history_tables(db):
    names = [n for n, in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    for name in names:
        columns = sorted(row[1] for row in db.execute(f"PRAGMA table_info({name})"))
        if name not in NOT_HISTORY and "id" in columns:
            yield name, columns


def row_text(columns):
    return " || ".join(f"CASE WHEN {c} IS NULL THEN '' ELSE '{c}=' || length(CAST({c} AS TEXT)) || ':' || "
                       f"CAST({c} AS TEXT) || ';' END" for c in columns)


def texts_of(db, table, columns, low):
    texts = dict(db.execute(f"SELECT id, {row_text(columns)} FROM {table} WHERE id > ? AND id <= ? ORDER BY id",
                            (low, low + LARGEST_RUN)))
    if table == "drill":
        for drill, person, rest in db.execute(
                "SELECT drill_id, person_id, role || ';' || played_by || ';' || COALESCE(CAST(score AS TEXT), '') "
                "FROM drill_person WHERE drill_id > ? AND drill_id <= ? ORDER BY drill_id, person_id",
                (low, low + LARGEST_RUN)):
            texts[drill] += f"person={person};{len(rest.encode())}:{rest};"
    return texts


def runs_of(texts):
    """First id, last id and digests of each run of ids without a gap."""
    run = None
    for row, text in texts.items():
        digest = hashlib.sha256(text.encode()).hexdigest()[:DIGEST_DIGITS]
        if run and run[1] + 1 == row:
            run[1] = row
            run[2].append(digest)
            continue
        if run:
            yield run
        run = [row, row, [digest]]
    if run:
        yield run


def seal(db):
    """All that stands in the history tables, in one transaction of the caller."""
    previous = "0" * 64
    for table, columns in list(history_tables(db)):
        last = db.execute(f"SELECT COALESCE(max(id), 0) FROM {table}").fetchone()[0]
        for low in range(0, last, LARGEST_RUN):
            for first_id, last_id, digests in runs_of(texts_of(db, table, columns, low)):
                digits = "".join(digests)
                text = f"{previous}\n{table}\n{first_id}\n{last_id}\n{digits}\n"
                sha256 = hashlib.sha256(text.encode()).hexdigest()
                db.execute("INSERT INTO history_seal(table_name, first_id, last_id, row_digests, previous_sha256, "
                           "sha256) VALUES(?, ?, ?, ?, ?, ?)", (table, first_id, last_id, digits, previous, sha256))
                previous = sha256
