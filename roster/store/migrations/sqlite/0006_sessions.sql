-- Training sessions (培训班): what is offered, how many seats each county has, who is booked, what was
-- held. A plan and a booking are no evidence: only the activity that session_held names counts.
-- Rows about a session name its first row, whatever was changed since.
CREATE TABLE session(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES session(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    key TEXT NOT NULL CHECK(length(key) > 0),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id), -- whose round; of level home and shift: whose people
    level TEXT NOT NULL CHECK(level IN ('city', 'county', 'home', 'shift')),
    form TEXT NOT NULL CHECK(form IN ('ordinary', 'pre_job')),
    state TEXT NOT NULL CHECK(state IN ('open', 'invited', 'frozen', 'cancelled')),
    course TEXT NOT NULL CHECK(length(course) > 0),
    batch_no INTEGER NOT NULL CHECK(batch_no > 0),
    first_day TEXT NOT NULL CHECK(first_day IS date(first_day, '+0 days')),
    last_day TEXT NOT NULL CHECK(last_day IS date(last_day, '+0 days')),
    venue TEXT NOT NULL DEFAULT '',
    capacity_count INTEGER NOT NULL CHECK(capacity_count > 0),
    home_cap_count INTEGER NOT NULL CHECK(home_cap_count > 0), -- of one home at most
    reason TEXT NOT NULL DEFAULT '' CHECK(state <> 'cancelled' OR reason <> ''),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    CHECK(last_day >= first_day)
) STRICT;
CREATE UNIQUE INDEX session_once ON session(key) WHERE corrects_id IS NULL;
CREATE INDEX session_by_organisation ON session(organisation_id, first_day);
CREATE TRIGGER session_no_update BEFORE UPDATE ON session
BEGIN SELECT RAISE(ABORT, 'append-only: session'); END;
CREATE TRIGGER session_no_delete BEFORE DELETE ON session
BEGIN SELECT RAISE(ABORT, 'append-only: session'); END;
CREATE TRIGGER session_no_replace BEFORE INSERT ON session
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id)
             OR (NEW.corrects_id IS NULL AND key = NEW.key AND corrects_id IS NULL))
BEGIN SELECT RAISE(ABORT, 'append-only: session'); END;
CREATE VIEW session_in_force AS
    SELECT * FROM session AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM session AS c WHERE c.corrects_id = r.id);
CREATE TRIGGER session_keeps_its_key BEFORE INSERT ON session
WHEN NEW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM session WHERE id = NEW.corrects_id
    AND key = NEW.key AND organisation_id = NEW.organisation_id)
BEGIN SELECT RAISE(ABORT, 'session: another key'); END;
-- At most so many from a county; a county without a row has no bound of its own.
CREATE TABLE session_quota(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES session_quota(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    session_id INTEGER NOT NULL REFERENCES session(id),
    county_id INTEGER NOT NULL REFERENCES organisation(id),
    seats_count INTEGER NOT NULL CHECK(seats_count >= 0),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0)
) STRICT;
CREATE INDEX session_quota_by_session ON session_quota(session_id);
CREATE TRIGGER session_quota_no_update BEFORE UPDATE ON session_quota
BEGIN SELECT RAISE(ABORT, 'append-only: session_quota'); END;
CREATE TRIGGER session_quota_no_delete BEFORE DELETE ON session_quota
BEGIN SELECT RAISE(ABORT, 'append-only: session_quota'); END;
CREATE TRIGGER session_quota_no_replace BEFORE INSERT ON session_quota
WHEN EXISTS (SELECT 1 FROM session_quota WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: session_quota'); END;
CREATE VIEW session_quota_in_force AS
    SELECT * FROM session_quota AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM session_quota AS c WHERE c.corrects_id = r.id);
CREATE TRIGGER session_quota_of_first_row BEFORE INSERT ON session_quota
WHEN NOT EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND corrects_id IS NULL)
BEGIN SELECT RAISE(ABORT, 'session_quota names the first row of a session'); END;
CREATE TRIGGER session_quota_once BEFORE INSERT ON session_quota
WHEN NEW.withdrawn = 0 AND EXISTS (SELECT 1 FROM session_quota_in_force WHERE session_id = NEW.session_id
    AND county_id = NEW.county_id AND id <> COALESCE(NEW.corrects_id, 0))
BEGIN SELECT RAISE(ABORT, 'session_quota: a county once in a session'); END;
-- Somebody is meant to come; told: was invited. Never evidence of anything.
CREATE TABLE session_booking(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES session_booking(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    session_id INTEGER NOT NULL REFERENCES session(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    told INTEGER NOT NULL CHECK(told IN (0, 1)),
    reason TEXT NOT NULL DEFAULT '' CHECK(withdrawn = 0 OR reason <> ''), -- why it was taken back
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0)
) STRICT;
CREATE INDEX session_booking_by_session ON session_booking(session_id);
CREATE INDEX session_booking_by_person ON session_booking(person_id);
CREATE TRIGGER session_booking_no_update BEFORE UPDATE ON session_booking
BEGIN SELECT RAISE(ABORT, 'append-only: session_booking'); END;
CREATE TRIGGER session_booking_no_delete BEFORE DELETE ON session_booking
BEGIN SELECT RAISE(ABORT, 'append-only: session_booking'); END;
CREATE TRIGGER session_booking_no_replace BEFORE INSERT ON session_booking
WHEN EXISTS (SELECT 1 FROM session_booking WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: session_booking'); END;
CREATE VIEW session_booking_in_force AS
    SELECT * FROM session_booking AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM session_booking AS c WHERE c.corrects_id = r.id);
CREATE TRIGGER session_booking_of_first_row BEFORE INSERT ON session_booking
WHEN NOT EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND corrects_id IS NULL)
BEGIN SELECT RAISE(ABORT, 'session_booking names the first row of a session'); END;
CREATE TRIGGER session_booking_once BEFORE INSERT ON session_booking
WHEN NEW.withdrawn = 0 AND EXISTS (SELECT 1 FROM session_booking_in_force WHERE session_id = NEW.session_id
    AND person_id = NEW.person_id AND id <> COALESCE(NEW.corrects_id, 0))
BEGIN SELECT RAISE(ABORT, 'session_booking: a person once in a session'); END;
-- The session took place, as that activity: its attendances are what counts.
CREATE TABLE session_held(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES session_held(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    session_id INTEGER NOT NULL REFERENCES session(id),
    activity_id INTEGER NOT NULL REFERENCES activity(id),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0)
) STRICT;
CREATE INDEX session_held_by_session ON session_held(session_id);
CREATE INDEX session_held_by_activity ON session_held(activity_id);
CREATE TRIGGER session_held_no_update BEFORE UPDATE ON session_held
BEGIN SELECT RAISE(ABORT, 'append-only: session_held'); END;
CREATE TRIGGER session_held_no_delete BEFORE DELETE ON session_held
BEGIN SELECT RAISE(ABORT, 'append-only: session_held'); END;
CREATE TRIGGER session_held_no_replace BEFORE INSERT ON session_held
WHEN EXISTS (SELECT 1 FROM session_held WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: session_held'); END;
CREATE VIEW session_held_in_force AS
    SELECT * FROM session_held AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM session_held AS c WHERE c.corrects_id = r.id);
CREATE TRIGGER session_held_of_first_row BEFORE INSERT ON session_held
WHEN NOT EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND corrects_id IS NULL)
BEGIN SELECT RAISE(ABORT, 'session_held names the first row of a session'); END;
CREATE TRIGGER session_held_once BEFORE INSERT ON session_held
WHEN NEW.withdrawn = 0 AND EXISTS (SELECT 1 FROM session_held_in_force WHERE session_id = NEW.session_id
    AND id <> COALESCE(NEW.corrects_id, 0))
BEGIN SELECT RAISE(ABORT, 'session_held: a session is held once'); END;
CREATE TRIGGER session_held_is_training BEFORE INSERT ON session_held
WHEN NOT EXISTS (SELECT 1 FROM activity WHERE id = NEW.activity_id AND kind = 'training' AND progress = 'held'
    AND withdrawn = 0)
BEGIN SELECT RAISE(ABORT, 'evidence firewall: only a training that was held'); END;
