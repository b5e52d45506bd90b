-- Who answers for which zone of a home (责任区), and drills whose day is settled under seal beforehand.

-- A later row for the same zone takes over from its first day; with until_day it ends.
CREATE TABLE zone_responsibility(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES zone_responsibility(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    zone TEXT NOT NULL CHECK(length(zone) > 0), -- level of the plan, 'level/2', or a place in words
    person_id INTEGER NOT NULL REFERENCES person(id),
    deputy_id INTEGER REFERENCES person(id),
    phone TEXT NOT NULL DEFAULT '',
    from_day TEXT NOT NULL CHECK(from_day IS date(from_day, '+0 days')),
    until_day TEXT CHECK(until_day IS NULL OR until_day IS date(until_day, '+0 days')), -- last day
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    CHECK(deputy_id IS NULL OR deputy_id <> person_id),
    CHECK(until_day IS NULL OR until_day >= from_day)
) STRICT;
CREATE INDEX zone_responsibility_by_organisation ON zone_responsibility(organisation_id, zone);
CREATE TRIGGER zone_responsibility_no_update BEFORE UPDATE ON zone_responsibility
BEGIN SELECT RAISE(ABORT, 'append-only: zone_responsibility'); END;
CREATE TRIGGER zone_responsibility_no_delete BEFORE DELETE ON zone_responsibility
BEGIN SELECT RAISE(ABORT, 'append-only: zone_responsibility'); END;
CREATE TRIGGER zone_responsibility_no_replace BEFORE INSERT ON zone_responsibility
WHEN EXISTS (SELECT 1 FROM zone_responsibility WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: zone_responsibility'); END;
CREATE VIEW zone_responsibility_in_force AS
    SELECT * FROM zone_responsibility AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM zone_responsibility AS c WHERE c.corrects_id = r.id);

-- The window is for everybody; the day is only in the hash, together with a secret that who planned it
-- keeps. It counts for nothing: what counts is the drill that is held.
CREATE TABLE sealed_drill(
    id INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    title TEXT NOT NULL CHECK(length(title) > 0),
    from_day TEXT NOT NULL CHECK(from_day IS date(from_day, '+0 days')),
    until_day TEXT NOT NULL CHECK(until_day IS date(until_day, '+0 days')),
    seal_sha256 TEXT NOT NULL UNIQUE CHECK(length(seal_sha256) = 64),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    CHECK(until_day > from_day)
) STRICT;
CREATE INDEX sealed_drill_by_organisation ON sealed_drill(organisation_id, from_day);
CREATE TRIGGER sealed_drill_no_update BEFORE UPDATE ON sealed_drill
BEGIN SELECT RAISE(ABORT, 'append-only: sealed_drill'); END;
CREATE TRIGGER sealed_drill_no_delete BEFORE DELETE ON sealed_drill
BEGIN SELECT RAISE(ABORT, 'append-only: sealed_drill'); END;
CREATE TRIGGER sealed_drill_no_replace BEFORE INSERT ON sealed_drill
WHEN EXISTS (SELECT 1 FROM sealed_drill WHERE id = NEW.id OR seal_sha256 = NEW.seal_sha256)
BEGIN SELECT RAISE(ABORT, 'append-only: sealed_drill'); END;
-- Opened by the real drill of that day; day and secret make the seal again for whoever doubts it.
CREATE TABLE sealed_drill_opening(
    id INTEGER PRIMARY KEY,
    sealed_drill_id INTEGER NOT NULL UNIQUE REFERENCES sealed_drill(id),
    activity_id INTEGER NOT NULL UNIQUE REFERENCES activity(id),
    local_day TEXT NOT NULL CHECK(local_day IS date(local_day, '+0 days')),
    secret TEXT NOT NULL CHECK(length(secret) > 0),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0)
) STRICT;
CREATE TRIGGER sealed_drill_opening_no_update BEFORE UPDATE ON sealed_drill_opening
BEGIN SELECT RAISE(ABORT, 'append-only: sealed_drill_opening'); END;
CREATE TRIGGER sealed_drill_opening_no_delete BEFORE DELETE ON sealed_drill_opening
BEGIN SELECT RAISE(ABORT, 'append-only: sealed_drill_opening'); END;
CREATE TRIGGER sealed_drill_opening_no_replace BEFORE INSERT ON sealed_drill_opening
WHEN EXISTS (SELECT 1 FROM sealed_drill_opening WHERE id = NEW.id
             OR sealed_drill_id = NEW.sealed_drill_id OR activity_id = NEW.activity_id)
BEGIN SELECT RAISE(ABORT, 'append-only: sealed_drill_opening'); END;
-- Only a real drill that was held, of that home, on that day, inside the window.
CREATE TRIGGER sealed_drill_opening_real BEFORE INSERT ON sealed_drill_opening
WHEN NOT EXISTS (SELECT 1 FROM activity AS a JOIN sealed_drill AS s ON s.id = NEW.sealed_drill_id
                 WHERE a.id = NEW.activity_id AND a.kind = 'drill' AND a.progress = 'held'
                   AND a.hidden_date = 1 AND a.organisation_id = s.organisation_id
                   AND a.local_day = NEW.local_day AND NEW.local_day >= s.from_day
                   AND NEW.local_day <= s.until_day)
BEGIN SELECT RAISE(ABORT, 'evidence firewall: no real drill of that day opens this seal'); END;
