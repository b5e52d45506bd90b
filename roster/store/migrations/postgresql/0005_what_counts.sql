-- What counts, narrower: a drill is real only when it was held with hands and feet, an observed drill
-- counts for what its scenario was about, and one that was entered wrongly can be taken back.

-- Withdrawn: this row only takes back the one it names. Content: none on rows of older programs, which
-- knew drills with a fire only.
ALTER TABLE drill ADD COLUMN withdrawn bigint CHECK(withdrawn IS NULL OR (withdrawn = 1 AND corrects_id IS NOT NULL));
ALTER TABLE drill ADD COLUMN content_tags text COLLATE "C" CHECK(content_tags IS NULL OR content_tags = '' OR content_tags LIKE ' % ');

CREATE FUNCTION activity_drill_form() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind = 'drill' AND NEW.withdrawn = 0 AND NEW.form NOT IN ('real_drill', 'hands_on') THEN
        RAISE EXCEPTION USING MESSAGE = 'evidence firewall: told, watched or on a screen is no real drill';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER activity_drill_form BEFORE INSERT ON activity
FOR EACH ROW EXECUTE FUNCTION activity_drill_form();

DROP VIEW drill_obligation;
DROP VIEW countable_attendance;
DROP VIEW countable_activity;
DROP VIEW evidence_outcome;
DROP VIEW competence_in_force;
DROP VIEW outcome_in_force;
DROP VIEW drill_in_force;

CREATE VIEW drill_in_force AS
    SELECT * FROM drill AS d WHERE d.withdrawn IS NULL
    AND NOT EXISTS (SELECT 1 FROM drill AS c WHERE c.corrects_id = d.id);

CREATE VIEW outcome_in_force AS
    SELECT o.* FROM outcome AS o JOIN drill_in_force AS d ON d.id = o.drill_id
    WHERE NOT EXISTS (SELECT 1 FROM outcome AS c WHERE c.corrects_id = o.id);

CREATE VIEW competence_in_force AS
    SELECT k.* FROM competence AS k
    WHERE k.level > 0 AND NOT EXISTS (SELECT 1 FROM competence AS c WHERE c.corrects_id = k.id)
      AND (k.evidence_sitting_id IS NOT NULL
           OR EXISTS (SELECT 1 FROM outcome_in_force AS o WHERE o.id = k.evidence_outcome_id)
           OR EXISTS (SELECT 1 FROM assessment AS s JOIN activity_in_force AS a ON a.id = s.activity_id
                      WHERE s.id = k.evidence_assessment_id));

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

-- The evidence firewall, once, for every counter: real drills that were held, trainings, studies and
-- lessons that were held, inspections that took place. Demonstrations, table-tops, live simulations,
-- drills on a screen and plans are on file and not in here.
CREATE VIEW countable_activity AS
    SELECT 'drill' AS source, d.id AS source_id, d.organisation_id, NULL AS team_id, 'drill' AS activity,
           'home' AS level, 'part' AS scope, 'real_drill' AS form,
           COALESCE(d.content_tags, ' fire ') AS content_tags, d.local_day
    FROM drill_in_force AS d WHERE d.kind = 'real' AND d.progress = 'held' AND d.lead_observer <> ''
    UNION ALL
    SELECT 'activity', a.id, a.organisation_id, a.team_id, a.kind,
           a.level, a.scope, a.form, a.content_tags, a.local_day
    FROM activity_in_force AS a
    WHERE a.progress = 'held' AND a.kind NOT IN ('demonstration', 'tabletop')
      AND (a.kind <> 'drill' OR a.form IN ('real_drill', 'hands_on'))
    UNION ALL
    SELECT 'activity', a.id, g.organisation_id, NULL, a.kind,
           a.level, a.scope, a.form, a.content_tags, a.local_day
    FROM activity_in_force AS a JOIN activity_organisation AS g ON g.activity_id = a.id
    WHERE a.progress = 'held' AND a.kind NOT IN ('demonstration', 'tabletop')
      AND (a.kind <> 'drill' OR a.form IN ('real_drill', 'hands_on'))
      AND g.took_part = 1 AND g.organisation_id <> a.organisation_id
    UNION ALL
    SELECT 'inspection', i.id, i.organisation_id, NULL, i.kind,
           'home', 'part', '', '', i.local_day
    FROM inspection_in_force AS i WHERE i.result <> 'not_possible';

-- Who can show one of them: there, and not failed.
CREATE VIEW countable_attendance AS
    SELECT 'drill' AS source, p.drill_id AS source_id, p.person_id, 'drill' AS activity,
           'real_drill' AS form, d.local_day
    FROM drill_person AS p JOIN drill_in_force AS d ON d.id = p.drill_id
    WHERE d.kind = 'real' AND d.progress = 'held' AND d.lead_observer <> '' AND p.played_by = 'person'
    UNION ALL
    SELECT 'activity', t.activity_id, t.person_id, a.kind, a.form, a.local_day
    FROM activity_in_force AS a JOIN activity_person AS t ON t.activity_id = a.id
    WHERE a.progress = 'held' AND a.kind NOT IN ('demonstration', 'tabletop')
      AND (a.kind <> 'drill' OR a.form IN ('real_drill', 'hands_on'))
      AND t.attended = 1 AND COALESCE(t.passed, 1) = 1;

-- Only a real drill counts for the half-yearly obligation.
CREATE VIEW drill_obligation AS
    SELECT organisation_id,
           substr(local_day, 1, 4) || CASE WHEN substr(local_day, 6, 2) <= '06' THEN '-H1' ELSE '-H2' END AS half_year,
           count(*) AS held_count, min(local_day) AS first_day, max(local_day) AS last_day
    FROM countable_activity WHERE activity = 'drill'
    GROUP BY organisation_id, half_year;

-- Rows that change -----------------------------------------------------------------------------
-- What is so today (organisations, people, teams, residents) is overwritten; each state that such a row
-- was in stays here, is sealed like all history, and the present row must be the last of them. A column
-- that a later step adds joins the view and the states there.
CREATE TABLE row_version(
    id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    table_name text COLLATE "C" NOT NULL CHECK(table_name IN ('organisation', 'person', 'team', 'resident')),
    row_id bigint NOT NULL,
    row_text text COLLATE "C" NOT NULL -- the view <table>_text
);
CREATE INDEX row_version_of_row ON row_version(table_name, row_id, id);
CREATE TRIGGER row_version_no_update BEFORE UPDATE ON row_version
FOR EACH ROW EXECUTE FUNCTION refuse('append-only: row_version');
CREATE TRIGGER row_version_no_delete BEFORE DELETE ON row_version
FOR EACH ROW EXECUTE FUNCTION refuse('append-only: row_version');
CREATE TRIGGER row_version_no_truncate BEFORE TRUNCATE ON row_version
FOR EACH STATEMENT EXECUTE FUNCTION refuse('append-only: row_version');
CREATE VIEW organisation_text AS SELECT id,
    CASE WHEN key IS NULL THEN '-;' ELSE length(CAST(key AS TEXT)) || ':' || CAST(key AS TEXT) || ';' END
        || CASE WHEN name IS NULL THEN '-;' ELSE length(CAST(name AS TEXT)) || ':' || CAST(name AS TEXT) || ';' END
        || CASE WHEN kind IS NULL THEN '-;' ELSE length(CAST(kind AS TEXT)) || ':' || CAST(kind AS TEXT) || ';' END
        || CASE WHEN parent_id IS NULL THEN '-;' ELSE length(CAST(parent_id AS TEXT)) || ':' || CAST(parent_id AS TEXT) || ';' END
        || CASE WHEN watch_room IS NULL THEN '-;' ELSE length(CAST(watch_room AS TEXT)) || ':' || CAST(watch_room AS TEXT) || ';' END
        || CASE WHEN ownership IS NULL THEN '-;' ELSE length(CAST(ownership AS TEXT)) || ':' || CAST(ownership AS TEXT) || ';' END
        || CASE WHEN key_fire_unit IS NULL THEN '-;' ELSE length(CAST(key_fire_unit AS TEXT)) || ':' || CAST(key_fire_unit AS TEXT) || ';' END
        || CASE WHEN kitchen_fuel IS NULL THEN '-;' ELSE length(CAST(kitchen_fuel AS TEXT)) || ':' || CAST(kitchen_fuel AS TEXT) || ';' END
        || CASE WHEN beds_count IS NULL THEN '-;' ELSE length(CAST(beds_count AS TEXT)) || ':' || CAST(beds_count AS TEXT) || ';' END
        || CASE WHEN address IS NULL THEN '-;' ELSE length(CAST(address AS TEXT)) || ':' || CAST(address AS TEXT) || ';' END
        || CASE WHEN phone IS NULL THEN '-;' ELSE length(CAST(phone AS TEXT)) || ':' || CAST(phone AS TEXT) || ';' END
        || CASE WHEN opened_on IS NULL THEN '-;' ELSE length(CAST(opened_on AS TEXT)) || ':' || CAST(opened_on AS TEXT) || ';' END
        || CASE WHEN closed_on IS NULL THEN '-;' ELSE length(CAST(closed_on AS TEXT)) || ':' || CAST(closed_on AS TEXT) || ';' END AS row_text
    FROM organisation;
INSERT INTO row_version(table_name, row_id, row_text) SELECT 'organisation', id, row_text FROM organisation_text ORDER BY id;
CREATE FUNCTION organisation_version_on_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO row_version(table_name, row_id, row_text) SELECT 'organisation', id, row_text FROM organisation_text WHERE id = NEW.id;
    RETURN NEW;
END $$;
CREATE TRIGGER organisation_version_on_entry AFTER INSERT ON organisation
FOR EACH ROW EXECUTE FUNCTION organisation_version_on_entry();
CREATE FUNCTION organisation_version_on_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO row_version(table_name, row_id, row_text) SELECT 'organisation', id, row_text FROM organisation_text WHERE id = NEW.id;
    RETURN NEW;
END $$;
CREATE TRIGGER organisation_version_on_change AFTER UPDATE ON organisation
FOR EACH ROW EXECUTE FUNCTION organisation_version_on_change();
CREATE VIEW person_text AS SELECT id,
    CASE WHEN key IS NULL THEN '-;' ELSE length(CAST(key AS TEXT)) || ':' || CAST(key AS TEXT) || ';' END
        || CASE WHEN organisation_id IS NULL THEN '-;' ELSE length(CAST(organisation_id AS TEXT)) || ':' || CAST(organisation_id AS TEXT) || ';' END
        || CASE WHEN name IS NULL THEN '-;' ELSE length(CAST(name AS TEXT)) || ':' || CAST(name AS TEXT) || ';' END
        || CASE WHEN joined_on IS NULL THEN '-;' ELSE length(CAST(joined_on AS TEXT)) || ':' || CAST(joined_on AS TEXT) || ';' END
        || CASE WHEN left_on IS NULL THEN '-;' ELSE length(CAST(left_on AS TEXT)) || ':' || CAST(left_on AS TEXT) || ';' END
        || CASE WHEN leave_from IS NULL THEN '-;' ELSE length(CAST(leave_from AS TEXT)) || ':' || CAST(leave_from AS TEXT) || ';' END
        || CASE WHEN leave_until IS NULL THEN '-;' ELSE length(CAST(leave_until AS TEXT)) || ':' || CAST(leave_until AS TEXT) || ';' END
        || CASE WHEN kind IS NULL THEN '-;' ELSE length(CAST(kind AS TEXT)) || ':' || CAST(kind AS TEXT) || ';' END
        || CASE WHEN staff_no IS NULL THEN '-;' ELSE length(CAST(staff_no AS TEXT)) || ':' || CAST(staff_no AS TEXT) || ';' END
        || CASE WHEN phone IS NULL THEN '-;' ELSE length(CAST(phone AS TEXT)) || ':' || CAST(phone AS TEXT) || ';' END AS row_text
    FROM person;
INSERT INTO row_version(table_name, row_id, row_text) SELECT 'person', id, row_text FROM person_text ORDER BY id;
CREATE FUNCTION person_version_on_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO row_version(table_name, row_id, row_text) SELECT 'person', id, row_text FROM person_text WHERE id = NEW.id;
    RETURN NEW;
END $$;
CREATE TRIGGER person_version_on_entry AFTER INSERT ON person
FOR EACH ROW EXECUTE FUNCTION person_version_on_entry();
CREATE FUNCTION person_version_on_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO row_version(table_name, row_id, row_text) SELECT 'person', id, row_text FROM person_text WHERE id = NEW.id;
    RETURN NEW;
END $$;
CREATE TRIGGER person_version_on_change AFTER UPDATE ON person
FOR EACH ROW EXECUTE FUNCTION person_version_on_change();
CREATE VIEW team_text AS SELECT id,
    CASE WHEN key IS NULL THEN '-;' ELSE length(CAST(key AS TEXT)) || ':' || CAST(key AS TEXT) || ';' END
        || CASE WHEN organisation_id IS NULL THEN '-;' ELSE length(CAST(organisation_id AS TEXT)) || ':' || CAST(organisation_id AS TEXT) || ';' END
        || CASE WHEN name IS NULL THEN '-;' ELSE length(CAST(name AS TEXT)) || ':' || CAST(name AS TEXT) || ';' END
        || CASE WHEN ended_on IS NULL THEN '-;' ELSE length(CAST(ended_on AS TEXT)) || ':' || CAST(ended_on AS TEXT) || ';' END AS row_text
    FROM team;
INSERT INTO row_version(table_name, row_id, row_text) SELECT 'team', id, row_text FROM team_text ORDER BY id;
CREATE FUNCTION team_version_on_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO row_version(table_name, row_id, row_text) SELECT 'team', id, row_text FROM team_text WHERE id = NEW.id;
    RETURN NEW;
END $$;
CREATE TRIGGER team_version_on_entry AFTER INSERT ON team
FOR EACH ROW EXECUTE FUNCTION team_version_on_entry();
CREATE FUNCTION team_version_on_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO row_version(table_name, row_id, row_text) SELECT 'team', id, row_text FROM team_text WHERE id = NEW.id;
    RETURN NEW;
END $$;
CREATE TRIGGER team_version_on_change AFTER UPDATE ON team
FOR EACH ROW EXECUTE FUNCTION team_version_on_change();
CREATE VIEW resident_text AS SELECT id,
    CASE WHEN key IS NULL THEN '-;' ELSE length(CAST(key AS TEXT)) || ':' || CAST(key AS TEXT) || ';' END
        || CASE WHEN organisation_id IS NULL THEN '-;' ELSE length(CAST(organisation_id AS TEXT)) || ':' || CAST(organisation_id AS TEXT) || ';' END
        || CASE WHEN alias IS NULL THEN '-;' ELSE length(CAST(alias AS TEXT)) || ':' || CAST(alias AS TEXT) || ';' END
        || CASE WHEN mobility IS NULL THEN '-;' ELSE length(CAST(mobility AS TEXT)) || ':' || CAST(mobility AS TEXT) || ';' END
        || CASE WHEN assist_count IS NULL THEN '-;' ELSE length(CAST(assist_count AS TEXT)) || ':' || CAST(assist_count AS TEXT) || ';' END
        || CASE WHEN device IS NULL THEN '-;' ELSE length(CAST(device AS TEXT)) || ':' || CAST(device AS TEXT) || ';' END
        || CASE WHEN oxygen IS NULL THEN '-;' ELSE length(CAST(oxygen AS TEXT)) || ':' || CAST(oxygen AS TEXT) || ';' END
        || CASE WHEN bed_key IS NULL THEN '-;' ELSE length(CAST(bed_key AS TEXT)) || ':' || CAST(bed_key AS TEXT) || ';' END
        || CASE WHEN carer_id IS NULL THEN '-;' ELSE length(CAST(carer_id AS TEXT)) || ':' || CAST(carer_id AS TEXT) || ';' END
        || CASE WHEN class_assessed_on IS NULL THEN '-;' ELSE length(CAST(class_assessed_on AS TEXT)) || ':' || CAST(class_assessed_on AS TEXT) || ';' END AS row_text
    FROM resident;
INSERT INTO row_version(table_name, row_id, row_text) SELECT 'resident', id, row_text FROM resident_text ORDER BY id;
CREATE FUNCTION resident_version_on_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO row_version(table_name, row_id, row_text) SELECT 'resident', id, row_text FROM resident_text WHERE id = NEW.id;
    RETURN NEW;
END $$;
CREATE TRIGGER resident_version_on_entry AFTER INSERT ON resident
FOR EACH ROW EXECUTE FUNCTION resident_version_on_entry();
CREATE FUNCTION resident_version_on_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO row_version(table_name, row_id, row_text) SELECT 'resident', id, row_text FROM resident_text WHERE id = NEW.id;
    RETURN NEW;
END $$;
CREATE TRIGGER resident_version_on_change AFTER UPDATE ON resident
FOR EACH ROW EXECUTE FUNCTION resident_version_on_change();
