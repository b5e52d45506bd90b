-- What the planning of duty has to know of people beyond leave and certificates: bans, experience,
-- pairs, wishes. Never a diagnosis: a ban has a class of reasons and no words.

CREATE TABLE duty_condition(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES duty_condition(id), -- the row that this one ends or takes back
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    kind TEXT NOT NULL CHECK(kind IN ('no_night', 'no_duty', 'no_long_shift', 'experienced', 'apart', 'together',
                                      'wants_duty', 'wants_off')),
    person_id INTEGER NOT NULL REFERENCES person(id),
    other_id INTEGER REFERENCES person(id),              -- of a pair: the second
    organisation_id INTEGER REFERENCES organisation(id), -- NULL: wherever the person works
    basis TEXT CHECK(basis IS NULL OR basis IN ('pregnancy', 'nursing', 'doctor_note')), -- of a ban
    from_day TEXT NOT NULL CHECK(from_day IS date(from_day, '+0 days')),
    until_day TEXT CHECK(until_day IS NULL OR (until_day IS date(until_day, '+0 days') AND until_day >= from_day)),
    shift TEXT NOT NULL DEFAULT '', -- of a wish: key or name of a shift; empty: any
    weight_count INTEGER CHECK(weight_count IS NULL OR weight_count BETWEEN 1 AND 100), -- of a wish
    reason TEXT NOT NULL DEFAULT '',
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    CHECK((kind IN ('no_night', 'no_duty', 'no_long_shift')) = (basis IS NOT NULL)),
    CHECK((kind IN ('no_night', 'no_duty', 'no_long_shift')) = (organisation_id IS NULL)),
    CHECK((kind IN ('apart', 'together')) = (other_id IS NOT NULL)),
    CHECK(other_id IS NULL OR other_id <> person_id),
    CHECK((kind IN ('wants_duty', 'wants_off')) = (weight_count IS NOT NULL)),
    CHECK(weight_count IS NOT NULL OR shift = ''),
    CHECK(weight_count IS NULL OR until_day IS NOT NULL),
    CHECK(basis IS NULL OR corrects_id IS NOT NULL OR reason = ''),
    CHECK(corrects_id IS NULL OR length(reason) > 0)
) STRICT;
CREATE INDEX duty_condition_by_person ON duty_condition(person_id);
CREATE INDEX duty_condition_by_place ON duty_condition(organisation_id);
CREATE TRIGGER duty_condition_no_update BEFORE UPDATE ON duty_condition
BEGIN SELECT RAISE(ABORT, 'append-only: duty_condition'); END;
CREATE TRIGGER duty_condition_no_delete BEFORE DELETE ON duty_condition
BEGIN SELECT RAISE(ABORT, 'append-only: duty_condition'); END;
CREATE TRIGGER duty_condition_no_replace BEFORE INSERT ON duty_condition
WHEN EXISTS (SELECT 1 FROM duty_condition WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: duty_condition'); END;
-- A later row ends the first sooner or takes it back; it never says something else.
CREATE TRIGGER duty_condition_same BEFORE INSERT ON duty_condition
WHEN NEW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM duty_condition AS s
    WHERE s.id = NEW.corrects_id AND s.withdrawn = 0 AND s.kind = NEW.kind AND s.person_id = NEW.person_id
    AND s.other_id IS NEW.other_id AND s.organisation_id IS NEW.organisation_id AND s.basis IS NEW.basis
    AND s.from_day = NEW.from_day AND s.shift = NEW.shift AND s.weight_count IS NEW.weight_count
    AND (s.until_day IS NEW.until_day OR (NEW.until_day IS NOT NULL
         AND (s.until_day IS NULL OR NEW.until_day < s.until_day))))
BEGIN SELECT RAISE(ABORT, 'duty condition: another one'); END;
CREATE VIEW duty_condition_in_force AS
    SELECT * FROM duty_condition AS s WHERE s.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM duty_condition AS c WHERE c.corrects_id = s.id);
