-- What the control room wrote down every two hours; handovers and calls put right; a swap of which
-- only some shifts are approved. Rounds (巡查) are inspections already and stand there once.

-- State of the panel at one instant, and what was done about it. Nothing here is evidence of anything
-- that counts (countable_activity, competence).
CREATE TABLE duty_log(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES duty_log(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    at_utc TEXT NOT NULL CHECK(at_utc IS strftime('%Y-%m-%dT%H:%M:%SZ', at_utc, '+0 seconds')),
    writer_id INTEGER NOT NULL REFERENCES person(id),
    second_id INTEGER REFERENCES person(id), -- the other one on the shift
    fire_count INTEGER NOT NULL CHECK(fire_count >= 0), -- as the panel shows them at that instant
    fault_count INTEGER NOT NULL CHECK(fault_count >= 0),
    isolated_count INTEGER NOT NULL CHECK(isolated_count >= 0),
    linkage TEXT NOT NULL CHECK(linkage IN ('automatic', 'manual', 'out_of_order')),
    panel_note TEXT NOT NULL DEFAULT '', -- which points
    handled TEXT NOT NULL DEFAULT '',    -- what was done about them
    entered_at_utc TEXT NOT NULL, -- when at_utc was first written down; later: filled in afterwards
    reason TEXT NOT NULL DEFAULT '',
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    CHECK(second_id IS NULL OR second_id <> writer_id),
    CHECK(at_utc <= recorded_at_utc),
    CHECK(entered_at_utc <= recorded_at_utc),
    CHECK(corrects_id IS NULL OR length(reason) > 0)
) STRICT;
CREATE INDEX duty_log_by_time ON duty_log(organisation_id, at_utc);
CREATE TRIGGER duty_log_no_update BEFORE UPDATE ON duty_log
BEGIN SELECT RAISE(ABORT, 'append-only: duty_log'); END;
CREATE TRIGGER duty_log_no_delete BEFORE DELETE ON duty_log
BEGIN SELECT RAISE(ABORT, 'append-only: duty_log'); END;
CREATE TRIGGER duty_log_no_replace BEFORE INSERT ON duty_log
WHEN EXISTS (SELECT 1 FROM duty_log WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: duty_log'); END;
CREATE TRIGGER duty_log_same_place BEFORE INSERT ON duty_log
WHEN NEW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM duty_log
    WHERE id = NEW.corrects_id AND organisation_id = NEW.organisation_id)
BEGIN SELECT RAISE(ABORT, 'duty log: of another place'); END;
CREATE VIEW duty_log_in_force AS
    SELECT * FROM duty_log AS s WHERE s.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM duty_log AS c WHERE c.corrects_id = s.id);

-- A call put right, or taken back: everything that the last row of the call said is said anew.
CREATE TABLE duty_call_correction(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES duty_call_correction(id), -- the correction that this one corrects
    call_id INTEGER NOT NULL REFERENCES duty_call(id),              -- last row of the call: with its answer
    withdrawn INTEGER NOT NULL CHECK(withdrawn IN (0, 1)),
    post_key TEXT NOT NULL CHECK(length(post_key) > 0),
    called_at_utc TEXT NOT NULL,
    answered_at_utc TEXT,
    answered_by_id INTEGER REFERENCES person(id),
    reason TEXT NOT NULL CHECK(length(reason) > 0),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    CHECK((answered_at_utc IS NULL) = (answered_by_id IS NULL)),
    CHECK(answered_at_utc IS NULL OR answered_at_utc >= called_at_utc),
    CHECK(called_at_utc <= recorded_at_utc),
    CHECK(answered_at_utc IS NULL OR answered_at_utc <= recorded_at_utc)
) STRICT;
CREATE UNIQUE INDEX duty_call_correction_first ON duty_call_correction(call_id) WHERE corrects_id IS NULL;
CREATE TRIGGER duty_call_correction_no_update BEFORE UPDATE ON duty_call_correction
BEGIN SELECT RAISE(ABORT, 'append-only: duty_call_correction'); END;
CREATE TRIGGER duty_call_correction_no_delete BEFORE DELETE ON duty_call_correction
BEGIN SELECT RAISE(ABORT, 'append-only: duty_call_correction'); END;
CREATE TRIGGER duty_call_correction_no_replace BEFORE INSERT ON duty_call_correction
WHEN EXISTS (SELECT 1 FROM duty_call_correction WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id)
             OR (NEW.corrects_id IS NULL AND call_id = NEW.call_id AND corrects_id IS NULL))
BEGIN SELECT RAISE(ABORT, 'append-only: duty_call_correction'); END;
CREATE TRIGGER duty_call_correction_same_call BEFORE INSERT ON duty_call_correction
WHEN EXISTS (SELECT 1 FROM duty_call WHERE corrects_id = NEW.call_id)
  OR (NEW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM duty_call_correction
      WHERE id = NEW.corrects_id AND call_id = NEW.call_id))
BEGIN SELECT RAISE(ABORT, 'duty call correction: not the last row of the call'); END;
-- An answer to a call that was put right is a correction too.
CREATE TRIGGER duty_call_corrected BEFORE INSERT ON duty_call
WHEN NEW.corrects_id IS NOT NULL AND EXISTS (SELECT 1 FROM duty_call_correction WHERE call_id = NEW.corrects_id)
BEGIN SELECT RAISE(ABORT, 'duty call: was corrected'); END;
DROP VIEW duty_call_in_force;
CREATE VIEW duty_call_in_force AS
    SELECT s.id AS id, s.corrects_id AS corrects_id, c.id AS correction_id, s.organisation_id AS organisation_id,
           COALESCE(c.post_key, s.post_key) AS post_key,
           COALESCE(c.called_at_utc, s.called_at_utc) AS called_at_utc, s.called_by AS called_by,
           CASE WHEN c.id IS NULL THEN s.answered_at_utc ELSE c.answered_at_utc END AS answered_at_utc,
           CASE WHEN c.id IS NULL THEN s.answered_by_id ELSE c.answered_by_id END AS answered_by_id
    FROM duty_call AS s
    LEFT JOIN duty_call_correction AS c ON c.call_id = s.id
        AND NOT EXISTS (SELECT 1 FROM duty_call_correction AS n WHERE n.corrects_id = c.id)
    WHERE COALESCE(c.withdrawn, 0) = 0
    AND NOT EXISTS (SELECT 1 FROM duty_call AS a WHERE a.corrects_id = s.id);

-- A handover put right, or taken back: who, when and which items, all of it said anew.
CREATE TABLE duty_handover_correction(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES duty_handover_correction(id), -- the correction that this one corrects
    handover_id INTEGER NOT NULL REFERENCES duty_handover(id),
    withdrawn INTEGER NOT NULL CHECK(withdrawn IN (0, 1)),
    giver_id INTEGER NOT NULL REFERENCES person(id),
    taker_id INTEGER NOT NULL REFERENCES person(id),
    giver_signed_utc TEXT NOT NULL,
    taker_signed_utc TEXT NOT NULL,
    item_count INTEGER NOT NULL CHECK(item_count >= 0),
    reason TEXT NOT NULL CHECK(length(reason) > 0),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    CHECK(giver_id <> taker_id),
    CHECK(giver_signed_utc <= recorded_at_utc),
    CHECK(taker_signed_utc <= recorded_at_utc)
) STRICT;
CREATE UNIQUE INDEX duty_handover_correction_first ON duty_handover_correction(handover_id)
    WHERE corrects_id IS NULL;
CREATE TRIGGER duty_handover_correction_no_update BEFORE UPDATE ON duty_handover_correction
BEGIN SELECT RAISE(ABORT, 'append-only: duty_handover_correction'); END;
CREATE TRIGGER duty_handover_correction_no_delete BEFORE DELETE ON duty_handover_correction
BEGIN SELECT RAISE(ABORT, 'append-only: duty_handover_correction'); END;
CREATE TRIGGER duty_handover_correction_no_replace BEFORE INSERT ON duty_handover_correction
WHEN EXISTS (SELECT 1 FROM duty_handover_correction WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id)
             OR (NEW.corrects_id IS NULL AND handover_id = NEW.handover_id AND corrects_id IS NULL))
BEGIN SELECT RAISE(ABORT, 'append-only: duty_handover_correction'); END;
CREATE TRIGGER duty_handover_correction_same BEFORE INSERT ON duty_handover_correction
WHEN NEW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM duty_handover_correction
    WHERE id = NEW.corrects_id AND handover_id = NEW.handover_id)
BEGIN SELECT RAISE(ABORT, 'duty handover correction: of another handover'); END;
CREATE TABLE duty_handover_correction_item(
    id INTEGER PRIMARY KEY,
    correction_id INTEGER NOT NULL REFERENCES duty_handover_correction(id),
    item_key TEXT NOT NULL CHECK(length(item_key) > 0),
    words TEXT NOT NULL CHECK(length(words) > 0),
    closed INTEGER NOT NULL CHECK(closed IN (0, 1)),
    UNIQUE(correction_id, item_key)
) STRICT;
CREATE TRIGGER duty_handover_correction_item_no_update BEFORE UPDATE ON duty_handover_correction_item
BEGIN SELECT RAISE(ABORT, 'append-only: duty_handover_correction_item'); END;
CREATE TRIGGER duty_handover_correction_item_no_delete BEFORE DELETE ON duty_handover_correction_item
BEGIN SELECT RAISE(ABORT, 'append-only: duty_handover_correction_item'); END;
CREATE TRIGGER duty_handover_correction_item_no_replace BEFORE INSERT ON duty_handover_correction_item
WHEN EXISTS (SELECT 1 FROM duty_handover_correction_item WHERE id = NEW.id
             OR (correction_id = NEW.correction_id AND item_key = NEW.item_key))
BEGIN SELECT RAISE(ABORT, 'append-only: duty_handover_correction_item'); END;
CREATE TRIGGER duty_handover_correction_item_signed BEFORE INSERT ON duty_handover_correction_item
WHEN (SELECT count(*) FROM duty_handover_correction_item WHERE correction_id = NEW.correction_id)
     >= (SELECT item_count FROM duty_handover_correction WHERE id = NEW.correction_id)
BEGIN SELECT RAISE(ABORT, 'duty handover correction: already signed'); END;
CREATE VIEW duty_handover_in_force AS
    SELECT h.id AS id, c.id AS correction_id, h.organisation_id AS organisation_id, h.post_key AS post_key,
           h.local_day AS local_day, h.shift_key AS shift_key,
           COALESCE(c.giver_id, h.giver_id) AS giver_id, COALESCE(c.taker_id, h.taker_id) AS taker_id,
           COALESCE(c.giver_signed_utc, h.giver_signed_utc) AS giver_signed_utc,
           COALESCE(c.taker_signed_utc, h.taker_signed_utc) AS taker_signed_utc
    FROM duty_handover AS h
    LEFT JOIN duty_handover_correction AS c ON c.handover_id = h.id
        AND NOT EXISTS (SELECT 1 FROM duty_handover_correction AS n WHERE n.corrects_id = c.id)
    WHERE COALESCE(c.withdrawn, 0) = 0;

-- A shift of a swap that was not approved with the others. It stays in the proposal and never moves.
CREATE TABLE duty_swap_declined(
    id INTEGER PRIMARY KEY,
    shift_id INTEGER NOT NULL UNIQUE REFERENCES duty_swap_shift(id),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0)
) STRICT;
CREATE TRIGGER duty_swap_declined_no_update BEFORE UPDATE ON duty_swap_declined
BEGIN SELECT RAISE(ABORT, 'append-only: duty_swap_declined'); END;
CREATE TRIGGER duty_swap_declined_no_delete BEFORE DELETE ON duty_swap_declined
BEGIN SELECT RAISE(ABORT, 'append-only: duty_swap_declined'); END;
CREATE TRIGGER duty_swap_declined_no_replace BEFORE INSERT ON duty_swap_declined
WHEN EXISTS (SELECT 1 FROM duty_swap_declined WHERE id = NEW.id OR shift_id = NEW.shift_id)
BEGIN SELECT RAISE(ABORT, 'append-only: duty_swap_declined'); END;
-- Only between acceptance and approval, and never all of them: that is a refusal.
CREATE TRIGGER duty_swap_declined_in_time BEFORE INSERT ON duty_swap_declined
WHEN COALESCE((SELECT state FROM duty_swap_step WHERE swap_id =
         (SELECT swap_id FROM duty_swap_shift WHERE id = NEW.shift_id) ORDER BY id DESC LIMIT 1), '')
     <> 'accepted'
  OR (SELECT count(*) FROM duty_swap_shift AS s WHERE s.swap_id =
         (SELECT swap_id FROM duty_swap_shift WHERE id = NEW.shift_id)
      AND s.id <> NEW.shift_id
      AND NOT EXISTS (SELECT 1 FROM duty_swap_declined AS d WHERE d.shift_id = s.id)) = 0
BEGIN SELECT RAISE(ABORT, 'duty swap: not to be declined now'); END;
