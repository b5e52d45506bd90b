-- The first schema: people, drills, competence, findings, audit.
-- Append-only tables are guarded by triggers; a correction is a new row that points at the old one.
-- INSERT OR REPLACE deletes without firing delete triggers, so inserts are guarded as well.

CREATE TABLE schema_version(
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    applied_at_utc TEXT NOT NULL
) STRICT;

-- People ---------------------------------------------------------------------------------------

CREATE TABLE organisation(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK(length(key) > 0),
    name TEXT NOT NULL CHECK(length(name) > 0),
    kind TEXT NOT NULL CHECK(kind IN ('home', 'bureau', 'town_office', 'rescue_station', 'childrens_home')),
    parent_id INTEGER REFERENCES organisation(id)
) STRICT;

CREATE TABLE person(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK(length(key) > 0),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    name TEXT NOT NULL CHECK(length(name) > 0),
    joined_on TEXT NOT NULL CHECK(joined_on IS date(joined_on)),
    left_on TEXT CHECK(left_on IS NULL OR left_on IS date(left_on)),
    leave_from TEXT CHECK(leave_from IS NULL OR leave_from IS date(leave_from)),
    leave_until TEXT CHECK(leave_until IS NULL OR leave_until IS date(leave_until)),
    CHECK(left_on IS NULL OR left_on >= joined_on),
    CHECK(leave_until IS NULL OR (leave_from IS NOT NULL AND leave_until >= leave_from))
) STRICT;
CREATE TRIGGER person_stays BEFORE DELETE ON person
BEGIN SELECT RAISE(ABORT, 'append-only: person'); END;

CREATE TABLE person_role(
    person_id INTEGER NOT NULL REFERENCES person(id),
    post TEXT NOT NULL CHECK(post IN ('leader', 'safety_manager', 'duty_leader', 'control_room', 'carer',
                                      'nurse', 'kitchen', 'guard', 'electrician', 'office')),
    shift TEXT NOT NULL CHECK(shift IN ('day', 'night')),
    zone TEXT NOT NULL,
    PRIMARY KEY(person_id, post, shift, zone)
) STRICT;

CREATE TABLE team(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK(length(key) > 0),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    name TEXT NOT NULL CHECK(length(name) > 0)
) STRICT;
CREATE TABLE team_member(
    team_id INTEGER NOT NULL REFERENCES team(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    role TEXT NOT NULL CHECK(role IN ('leader', 'alarm', 'extinguish', 'evacuate', 'rescue')),
    PRIMARY KEY(team_id, person_id)
) STRICT;

CREATE TABLE resident(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK(length(key) > 0),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    alias TEXT NOT NULL CHECK(length(alias) > 0),
    mobility TEXT NOT NULL CHECK(mobility IN ('A', 'B', 'C', 'D', 'E')),
    assist_count INTEGER NOT NULL CHECK(assist_count BETWEEN 0 AND 4),
    device TEXT NOT NULL,
    oxygen INTEGER NOT NULL CHECK(oxygen IN (0, 1)),
    bed_key TEXT NOT NULL CHECK(length(bed_key) > 0),
    carer_id INTEGER REFERENCES person(id),
    UNIQUE(organisation_id, bed_key)
) STRICT;

-- Drills ---------------------------------------------------------------------------------------

CREATE TABLE drill(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES drill(id),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    kind TEXT NOT NULL CHECK(kind IN ('real', 'live', 'tabletop', 'demonstration')),
    progress TEXT NOT NULL CHECK(progress IN ('planned', 'held')),
    scenario_key TEXT NOT NULL,
    scenario_sha256 TEXT NOT NULL CHECK(length(scenario_sha256) = 64),
    plan_key TEXT NOT NULL,
    plan_sha256 TEXT NOT NULL CHECK(length(plan_sha256) = 64),
    record_sha256 TEXT CHECK(record_sha256 IS NULL OR length(record_sha256) = 64),
    seed TEXT NOT NULL, -- unsigned 64 bit, decimal: more than an INTEGER holds
    started_at_utc TEXT NOT NULL CHECK(started_at_utc IS strftime('%Y-%m-%dT%H:%M:%SZ', started_at_utc)),
    local_day TEXT NOT NULL CHECK(local_day IS date(started_at_utc, '+8 hours')),
    rating TEXT CHECK(rating IS NULL OR rating IN ('P', 'S', 'M', 'U')),
    score REAL CHECK(score IS NULL OR score BETWEEN 0 AND 100),
    lead_observer TEXT NOT NULL,
    night INTEGER NOT NULL CHECK(night IN (0, 1)),
    distractors INTEGER NOT NULL CHECK(distractors IN (0, 1)),
    blocked_exit INTEGER NOT NULL CHECK(blocked_exit IN (0, 1)),
    headcount_exact INTEGER NOT NULL CHECK(headcount_exact IN (0, 1)),
    zone_staff_count INTEGER NOT NULL CHECK(zone_staff_count >= 0),
    deciding_count INTEGER NOT NULL CHECK(deciding_count >= 0),
    recorded_at_utc TEXT NOT NULL,
    CHECK(progress = 'planned' OR (record_sha256 IS NOT NULL AND rating IS NOT NULL AND score IS NOT NULL))
) STRICT;
-- Evidence is written once: the same record twice would count twice.
CREATE UNIQUE INDEX drill_record_once ON drill(record_sha256)
    WHERE corrects_id IS NULL AND progress = 'held' AND kind IN ('real', 'live');
CREATE INDEX drill_by_day ON drill(organisation_id, local_day);
CREATE TRIGGER drill_no_update BEFORE UPDATE ON drill
BEGIN SELECT RAISE(ABORT, 'append-only: drill'); END;
CREATE TRIGGER drill_no_delete BEFORE DELETE ON drill
BEGIN SELECT RAISE(ABORT, 'append-only: drill'); END;
CREATE TRIGGER drill_no_replace BEFORE INSERT ON drill
WHEN EXISTS (SELECT 1 FROM drill WHERE id = NEW.id OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id)
             OR (NEW.corrects_id IS NULL AND corrects_id IS NULL AND record_sha256 = NEW.record_sha256
                 AND progress = 'held' AND NEW.progress = 'held'
                 AND kind IN ('real', 'live') AND NEW.kind IN ('real', 'live')))
BEGIN SELECT RAISE(ABORT, 'append-only: drill is recorded already'); END;

CREATE TABLE drill_person(
    drill_id INTEGER NOT NULL REFERENCES drill(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    role TEXT NOT NULL,
    played_by TEXT NOT NULL CHECK(played_by IN ('person', 'policy')),
    score REAL CHECK(score IS NULL OR score BETWEEN 0 AND 100),
    PRIMARY KEY(drill_id, person_id)
) STRICT;
CREATE TRIGGER drill_person_no_update BEFORE UPDATE ON drill_person
BEGIN SELECT RAISE(ABORT, 'append-only: drill_person'); END;
CREATE TRIGGER drill_person_no_delete BEFORE DELETE ON drill_person
BEGIN SELECT RAISE(ABORT, 'append-only: drill_person'); END;
CREATE TRIGGER drill_person_no_replace BEFORE INSERT ON drill_person
WHEN EXISTS (SELECT 1 FROM drill_person WHERE drill_id = NEW.drill_id AND person_id = NEW.person_id)
BEGIN SELECT RAISE(ABORT, 'append-only: drill_person'); END;
-- Robots and plans leave nothing with anybody's name on it.
CREATE TRIGGER drill_person_firewall BEFORE INSERT ON drill_person
WHEN EXISTS (SELECT 1 FROM drill WHERE id = NEW.drill_id AND (kind = 'demonstration' OR progress = 'planned'))
BEGIN SELECT RAISE(ABORT, 'evidence firewall: nobody took part in this drill'); END;

CREATE TABLE outcome(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES outcome(id),
    drill_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    expected_no INTEGER NOT NULL,
    action TEXT NOT NULL CHECK(length(action) > 0),
    element TEXT NOT NULL CHECK(element IN ('K', 'A', 'E', 'L', 'C')),
    status TEXT NOT NULL CHECK(status IN ('on_time', 'late', 'missed', 'wrong', 'not_applicable')),
    critical INTEGER NOT NULL CHECK(critical IN (0, 1)),
    time_s REAL CHECK(time_s IS NULL OR time_s >= 0),
    delay_s REAL,
    items_count INTEGER CHECK(items_count IS NULL OR items_count >= 0),
    fire_class TEXT NOT NULL,
    observer TEXT NOT NULL,
    fact_seq INTEGER CHECK(fact_seq IS NULL OR fact_seq >= 0),
    fact_sha256 TEXT CHECK(fact_sha256 IS NULL OR length(fact_sha256) = 64),
    reason TEXT NOT NULL,
    FOREIGN KEY(drill_id, person_id) REFERENCES drill_person(drill_id, person_id)
) STRICT;
CREATE UNIQUE INDEX outcome_once ON outcome(drill_id, person_id, expected_no) WHERE corrects_id IS NULL;
CREATE INDEX outcome_by_person ON outcome(person_id, element);
CREATE TRIGGER outcome_no_update BEFORE UPDATE ON outcome
BEGIN SELECT RAISE(ABORT, 'append-only: outcome'); END;
CREATE TRIGGER outcome_no_delete BEFORE DELETE ON outcome
BEGIN SELECT RAISE(ABORT, 'append-only: outcome'); END;
CREATE TRIGGER outcome_no_replace BEFORE INSERT ON outcome
WHEN EXISTS (SELECT 1 FROM outcome WHERE id = NEW.id OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id)
             OR (NEW.corrects_id IS NULL AND corrects_id IS NULL AND drill_id = NEW.drill_id
                 AND person_id = NEW.person_id AND expected_no = NEW.expected_no))
BEGIN SELECT RAISE(ABORT, 'append-only: outcome'); END;

-- Competence -----------------------------------------------------------------------------------

CREATE TABLE competence(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES competence(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    element TEXT NOT NULL CHECK(element IN ('K', 'A', 'E', 'L', 'C')),
    level INTEGER NOT NULL CHECK(level BETWEEN 0 AND 4),
    quality REAL NOT NULL CHECK(quality BETWEEN 0 AND 1),
    evidence_outcome_id INTEGER NOT NULL REFERENCES outcome(id),
    assessed_on TEXT NOT NULL CHECK(assessed_on IS date(assessed_on)),
    valid_until TEXT NOT NULL CHECK(valid_until IS date(valid_until) AND valid_until >= assessed_on),
    CHECK(level > 0 OR corrects_id IS NOT NULL) -- level 0 only takes an older line back
) STRICT;
CREATE INDEX competence_by_person ON competence(person_id, element);
CREATE TRIGGER competence_no_update BEFORE UPDATE ON competence
BEGIN SELECT RAISE(ABORT, 'append-only: competence'); END;
CREATE TRIGGER competence_no_delete BEFORE DELETE ON competence
BEGIN SELECT RAISE(ABORT, 'append-only: competence'); END;
CREATE TRIGGER competence_no_replace BEFORE INSERT ON competence
WHEN EXISTS (SELECT 1 FROM competence WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: competence'); END;
-- A level needs an outcome of this very person and element, done, in a drill that was held: a real
-- one under a named observer's eyes, or a live simulation in which the person decided.
CREATE TRIGGER competence_firewall BEFORE INSERT ON competence
WHEN NEW.level > 0 AND NOT EXISTS (
    SELECT 1 FROM outcome AS o
    JOIN drill AS d ON d.id = o.drill_id
    JOIN drill_person AS p ON p.drill_id = o.drill_id AND p.person_id = o.person_id
    JOIN person AS who ON who.id = o.person_id
    WHERE o.id = NEW.evidence_outcome_id AND o.person_id = NEW.person_id AND o.element = NEW.element
      AND o.status IN ('on_time', 'late') AND p.played_by = 'person'
      AND d.progress = 'held' AND d.local_day = NEW.assessed_on
      AND ((d.kind = 'real' AND o.observer <> '' AND o.observer <> who.name)
           OR (d.kind = 'live' AND (NEW.element <> 'E' OR NEW.level <= 1)
               AND ((NEW.quality <= 0.6 AND NEW.level <= 2)
                    OR (d.deciding_count >= 2 AND NEW.quality <= 0.8 AND NEW.level <= 3)))))
BEGIN SELECT RAISE(ABORT, 'evidence firewall: this is no evidence for a level'); END;

-- Findings -------------------------------------------------------------------------------------

CREATE TABLE finding(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK(length(key) > 0),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    drill_id INTEGER REFERENCES drill(id),
    text TEXT NOT NULL CHECK(length(text) > 0),
    severity TEXT NOT NULL CHECK(severity IN ('ordinary', 'major')),
    life_safety INTEGER NOT NULL CHECK(life_safety IN (0, 1)),
    found_on TEXT NOT NULL CHECK(found_on IS date(found_on))
) STRICT;
CREATE TRIGGER finding_no_update BEFORE UPDATE ON finding
BEGIN SELECT RAISE(ABORT, 'append-only: finding'); END;
CREATE TRIGGER finding_no_delete BEFORE DELETE ON finding
BEGIN SELECT RAISE(ABORT, 'append-only: finding'); END;
CREATE TRIGGER finding_no_replace BEFORE INSERT ON finding
WHEN EXISTS (SELECT 1 FROM finding WHERE id = NEW.id OR key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'append-only: finding'); END;

CREATE TABLE finding_step(
    id INTEGER PRIMARY KEY,
    finding_id INTEGER NOT NULL REFERENCES finding(id),
    state TEXT NOT NULL CHECK(state IN ('registered', 'in_progress', 'done', 'closed')),
    responsible_id INTEGER REFERENCES person(id),
    measure TEXT NOT NULL,
    deadline TEXT CHECK(deadline IS NULL OR deadline IS date(deadline)),
    contingency TEXT NOT NULL,
    at_utc TEXT NOT NULL,
    actor_id INTEGER NOT NULL REFERENCES person(id),
    evidence TEXT NOT NULL,
    CHECK(state = 'registered' OR (responsible_id IS NOT NULL AND measure <> '' AND deadline IS NOT NULL
                                   AND contingency <> '')),
    CHECK(state <> 'closed' OR (evidence <> '' AND actor_id <> responsible_id))
) STRICT;
CREATE TRIGGER finding_step_no_update BEFORE UPDATE ON finding_step
BEGIN SELECT RAISE(ABORT, 'append-only: finding_step'); END;
CREATE TRIGGER finding_step_no_delete BEFORE DELETE ON finding_step
BEGIN SELECT RAISE(ABORT, 'append-only: finding_step'); END;
CREATE TRIGGER finding_step_no_replace BEFORE INSERT ON finding_step
WHEN EXISTS (SELECT 1 FROM finding_step WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: finding_step'); END;

-- Audit ----------------------------------------------------------------------------------------

-- sha256 covers the row and the hash before it; the first row follows 64 zeros.
CREATE TABLE audit(
    id INTEGER PRIMARY KEY,
    at_utc TEXT NOT NULL,
    who TEXT NOT NULL CHECK(length(who) > 0),
    action TEXT NOT NULL CHECK(length(action) > 0),
    subject TEXT NOT NULL CHECK(length(subject) > 0),
    before_json TEXT NOT NULL CHECK(length(before_json) > 0),
    after_json TEXT NOT NULL CHECK(length(after_json) > 0),
    previous_sha256 TEXT NOT NULL CHECK(length(previous_sha256) = 64),
    sha256 TEXT NOT NULL CHECK(length(sha256) = 64)
) STRICT;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'append-only: audit'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'append-only: audit'); END;
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: audit'); END;
CREATE TRIGGER audit_is_a_chain BEFORE INSERT ON audit
WHEN NEW.previous_sha256 <> COALESCE((SELECT sha256 FROM audit ORDER BY id DESC LIMIT 1),
                                     '0000000000000000000000000000000000000000000000000000000000000000')
BEGIN SELECT RAISE(ABORT, 'append-only: audit chain broken'); END;

-- What counts today ----------------------------------------------------------------------------

CREATE VIEW drill_in_force AS
    SELECT * FROM drill AS d WHERE NOT EXISTS (SELECT 1 FROM drill AS c WHERE c.corrects_id = d.id);

CREATE VIEW outcome_in_force AS
    SELECT o.* FROM outcome AS o JOIN drill_in_force AS d ON d.id = o.drill_id
    WHERE NOT EXISTS (SELECT 1 FROM outcome AS c WHERE c.corrects_id = o.id);

CREATE VIEW competence_in_force AS
    SELECT k.* FROM competence AS k JOIN outcome_in_force AS o ON o.id = k.evidence_outcome_id
    WHERE k.level > 0 AND NOT EXISTS (SELECT 1 FROM competence AS c WHERE c.corrects_id = k.id);

-- Outcomes that say something about a person: the firewall, for reading.
CREATE VIEW evidence_outcome AS
    SELECT o.*, d.kind, d.scenario_key, d.started_at_utc, d.local_day, d.night, d.distractors,
           d.blocked_exit, d.headcount_exact, d.zone_staff_count, d.deciding_count
    FROM outcome_in_force AS o
    JOIN drill AS d ON d.id = o.drill_id
    JOIN drill_person AS p ON p.drill_id = o.drill_id AND p.person_id = o.person_id
    JOIN person AS who ON who.id = o.person_id
    WHERE p.played_by = 'person' AND d.progress = 'held'
      AND (d.kind = 'live' OR (d.kind = 'real' AND o.observer <> '' AND o.observer <> who.name));

-- Only a real drill counts for the half-yearly obligation.
CREATE VIEW drill_obligation AS
    SELECT organisation_id,
           substr(local_day, 1, 4) || CASE WHEN substr(local_day, 6, 2) <= '06' THEN '-H1' ELSE '-H2' END AS half_year,
           count(*) AS held_count, min(local_day) AS first_day, max(local_day) AS last_day
    FROM drill_in_force WHERE kind = 'real' AND progress = 'held'
    GROUP BY organisation_id, half_year;
