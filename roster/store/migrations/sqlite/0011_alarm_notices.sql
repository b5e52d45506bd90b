-- Who is told of an alarm, in which order, and who answered: the control room or duty room, the head
-- of the home and the safety manager at once, whoever comes next when one of them does not answer.
-- Nothing here is evidence of anybody's competence.

CREATE TABLE alarm_chain_step(
    id INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    edition_no INTEGER NOT NULL CHECK(edition_no >= 1), -- the highest holds
    position_no INTEGER NOT NULL CHECK(position_no >= 1),
    person_id INTEGER REFERENCES person(id), -- NULL: the control room or the duty room
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    UNIQUE(organisation_id, edition_no, position_no)
) STRICT;
CREATE TRIGGER alarm_chain_step_no_update BEFORE UPDATE ON alarm_chain_step
BEGIN SELECT RAISE(ABORT, 'append-only: alarm_chain_step'); END;
CREATE TRIGGER alarm_chain_step_no_delete BEFORE DELETE ON alarm_chain_step
BEGIN SELECT RAISE(ABORT, 'append-only: alarm_chain_step'); END;
CREATE TRIGGER alarm_chain_step_no_replace BEFORE INSERT ON alarm_chain_step
WHEN EXISTS (SELECT 1 FROM alarm_chain_step WHERE id = NEW.id OR (organisation_id = NEW.organisation_id
             AND edition_no = NEW.edition_no AND position_no = NEW.position_no))
BEGIN SELECT RAISE(ABORT, 'append-only: alarm_chain_step'); END;
CREATE TABLE alarm(
    id INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    source TEXT NOT NULL CHECK(source IN ('trace', 'panel')),
    point TEXT NOT NULL, -- the detector as the panel names it
    raised_at_utc TEXT NOT NULL,
    trace_sha256 TEXT NOT NULL DEFAULT '',
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    CHECK((source = 'trace') = (length(trace_sha256) = 64))
) STRICT;
CREATE INDEX alarm_by_place ON alarm(organisation_id, raised_at_utc);
CREATE TRIGGER alarm_no_update BEFORE UPDATE ON alarm
BEGIN SELECT RAISE(ABORT, 'append-only: alarm'); END;
CREATE TRIGGER alarm_no_delete BEFORE DELETE ON alarm
BEGIN SELECT RAISE(ABORT, 'append-only: alarm'); END;
CREATE TRIGGER alarm_no_replace BEFORE INSERT ON alarm
WHEN EXISTS (SELECT 1 FROM alarm WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: alarm'); END;
CREATE TABLE alarm_notice(
    id INTEGER PRIMARY KEY,
    alarm_id INTEGER NOT NULL REFERENCES alarm(id),
    position_no INTEGER NOT NULL CHECK(position_no >= 1), -- in the chain as it was then
    person_id INTEGER REFERENCES person(id), -- NULL: the control room or the duty room
    queued_ms INTEGER NOT NULL CHECK(queued_ms >= 0), -- after the alarm
    after_no INTEGER CHECK(after_no IS NULL OR after_no < position_no), -- whose silence it follows
    UNIQUE(alarm_id, position_no)
) STRICT;
CREATE TRIGGER alarm_notice_no_update BEFORE UPDATE ON alarm_notice
BEGIN SELECT RAISE(ABORT, 'append-only: alarm_notice'); END;
CREATE TRIGGER alarm_notice_no_delete BEFORE DELETE ON alarm_notice
BEGIN SELECT RAISE(ABORT, 'append-only: alarm_notice'); END;
CREATE TRIGGER alarm_notice_no_replace BEFORE INSERT ON alarm_notice
WHEN EXISTS (SELECT 1 FROM alarm_notice WHERE id = NEW.id OR (alarm_id = NEW.alarm_id AND position_no = NEW.position_no))
BEGIN SELECT RAISE(ABORT, 'append-only: alarm_notice'); END;
CREATE TABLE alarm_ack(
    id INTEGER PRIMARY KEY,
    alarm_id INTEGER NOT NULL,
    position_no INTEGER NOT NULL,
    acked_ms INTEGER NOT NULL CHECK(acked_ms >= 0), -- after the alarm
    UNIQUE(alarm_id, position_no),
    FOREIGN KEY(alarm_id, position_no) REFERENCES alarm_notice(alarm_id, position_no)
) STRICT;
CREATE TRIGGER alarm_ack_no_update BEFORE UPDATE ON alarm_ack
BEGIN SELECT RAISE(ABORT, 'append-only: alarm_ack'); END;
CREATE TRIGGER alarm_ack_no_delete BEFORE DELETE ON alarm_ack
BEGIN SELECT RAISE(ABORT, 'append-only: alarm_ack'); END;
CREATE TRIGGER alarm_ack_no_replace BEFORE INSERT ON alarm_ack
WHEN EXISTS (SELECT 1 FROM alarm_ack WHERE id = NEW.id OR (alarm_id = NEW.alarm_id AND position_no = NEW.position_no))
BEGIN SELECT RAISE(ABORT, 'append-only: alarm_ack'); END;
-- Nobody answers before he was told.
CREATE TRIGGER alarm_ack_after_notice BEFORE INSERT ON alarm_ack
WHEN NEW.acked_ms < (SELECT queued_ms FROM alarm_notice
                     WHERE alarm_id = NEW.alarm_id AND position_no = NEW.position_no)
BEGIN SELECT RAISE(ABORT, 'alarm: answered before it was told'); END;
