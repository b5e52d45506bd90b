-- Duty as it was published and as it was attested: planned, signed in and answered are three things.
-- Nothing here is read by what counts (countable_activity, competence): hours on a roster prove nothing.

-- The whole file as people were told. In force for a shift is the newest one of its day that was
-- published before the shift began; so no later one changes what has begun.
CREATE TABLE duty_roster(
    id INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    version_no INTEGER NOT NULL CHECK(version_no > 0),
    first_day TEXT NOT NULL CHECK(first_day IS date(first_day, '+0 days')),
    last_day TEXT NOT NULL CHECK(last_day IS date(last_day, '+0 days')),
    file_text TEXT NOT NULL CHECK(length(file_text) > 0), -- canonical "yanlian-duty"
    file_sha256 TEXT NOT NULL CHECK(length(file_sha256) = 64),
    accepted_count INTEGER NOT NULL DEFAULT 0 CHECK(accepted_count >= 0), -- breaches published knowingly
    accepted_reason TEXT NOT NULL DEFAULT '',
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    UNIQUE(organisation_id, version_no),
    CHECK(last_day >= first_day),
    CHECK(accepted_count = 0 OR length(accepted_reason) > 0)
) STRICT;
CREATE INDEX duty_roster_by_day ON duty_roster(organisation_id, first_day);
CREATE TRIGGER duty_roster_no_update BEFORE UPDATE ON duty_roster
BEGIN SELECT RAISE(ABORT, 'append-only: duty_roster'); END;
CREATE TRIGGER duty_roster_no_delete BEFORE DELETE ON duty_roster
BEGIN SELECT RAISE(ABORT, 'append-only: duty_roster'); END;
CREATE TRIGGER duty_roster_no_replace BEFORE INSERT ON duty_roster
WHEN EXISTS (SELECT 1 FROM duty_roster WHERE id = NEW.id
             OR (organisation_id = NEW.organisation_id AND version_no = NEW.version_no))
BEGIN SELECT RAISE(ABORT, 'append-only: duty_roster'); END;

-- Who stood at which post from when. Signing out, putting right and taking back are new rows.
CREATE TABLE duty_sign(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES duty_sign(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    post_key TEXT NOT NULL CHECK(length(post_key) > 0),
    in_utc TEXT NOT NULL,
    out_utc TEXT,
    in_entered_at_utc TEXT NOT NULL, -- when in_utc was first written down; later: filled in afterwards
    reason TEXT NOT NULL DEFAULT '', -- of a correction; signing out needs none
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    CHECK(out_utc IS NULL OR out_utc > in_utc),
    CHECK(in_utc <= recorded_at_utc),
    CHECK(out_utc IS NULL OR out_utc <= recorded_at_utc),
    CHECK(in_entered_at_utc <= recorded_at_utc),
    CHECK(withdrawn = 0 OR length(reason) > 0)
) STRICT;
CREATE INDEX duty_sign_by_time ON duty_sign(organisation_id, in_utc);
CREATE TRIGGER duty_sign_no_update BEFORE UPDATE ON duty_sign
BEGIN SELECT RAISE(ABORT, 'append-only: duty_sign'); END;
CREATE TRIGGER duty_sign_no_delete BEFORE DELETE ON duty_sign
BEGIN SELECT RAISE(ABORT, 'append-only: duty_sign'); END;
CREATE TRIGGER duty_sign_no_replace BEFORE INSERT ON duty_sign
WHEN EXISTS (SELECT 1 FROM duty_sign WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: duty_sign'); END;
CREATE VIEW duty_sign_in_force AS
    SELECT * FROM duty_sign AS s WHERE s.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM duty_sign AS c WHERE c.corrects_id = s.id);

-- A call to a post (查岗); its answer, when there is one, is a new row.
CREATE TABLE duty_call(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES duty_call(id),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    post_key TEXT NOT NULL CHECK(length(post_key) > 0),
    called_at_utc TEXT NOT NULL,
    called_by TEXT NOT NULL CHECK(length(called_by) > 0),
    answered_at_utc TEXT,
    answered_by_id INTEGER REFERENCES person(id),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    CHECK((answered_at_utc IS NULL) = (answered_by_id IS NULL)),
    CHECK(answered_at_utc IS NULL OR answered_at_utc >= called_at_utc),
    CHECK(called_at_utc <= recorded_at_utc),
    CHECK(answered_at_utc IS NULL OR answered_at_utc <= recorded_at_utc),
    CHECK(corrects_id IS NULL OR answered_at_utc IS NOT NULL)
) STRICT;
CREATE INDEX duty_call_by_time ON duty_call(organisation_id, called_at_utc);
CREATE TRIGGER duty_call_no_update BEFORE UPDATE ON duty_call
BEGIN SELECT RAISE(ABORT, 'append-only: duty_call'); END;
CREATE TRIGGER duty_call_no_delete BEFORE DELETE ON duty_call
BEGIN SELECT RAISE(ABORT, 'append-only: duty_call'); END;
CREATE TRIGGER duty_call_no_replace BEFORE INSERT ON duty_call
WHEN EXISTS (SELECT 1 FROM duty_call WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: duty_call'); END;
-- Only the answer is new: neither the post nor the time of a call changes, and it is answered once.
CREATE TRIGGER duty_call_answer BEFORE INSERT ON duty_call
WHEN NEW.corrects_id IS NOT NULL
 AND NOT EXISTS (SELECT 1 FROM duty_call AS c WHERE c.id = NEW.corrects_id AND c.answered_at_utc IS NULL
                   AND c.organisation_id = NEW.organisation_id AND c.post_key = NEW.post_key
                   AND c.called_at_utc = NEW.called_at_utc AND c.called_by = NEW.called_by)
BEGIN SELECT RAISE(ABORT, 'duty call: only an answer may be added, once'); END;
CREATE VIEW duty_call_in_force AS
    SELECT * FROM duty_call AS s
    WHERE NOT EXISTS (SELECT 1 FROM duty_call AS c WHERE c.corrects_id = s.id);

-- No shift closes without two signatures of two people.
CREATE TABLE duty_handover(
    id INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    post_key TEXT NOT NULL CHECK(length(post_key) > 0),
    local_day TEXT NOT NULL CHECK(local_day IS date(local_day, '+0 days')),
    shift_key TEXT NOT NULL CHECK(length(shift_key) > 0),
    giver_id INTEGER NOT NULL REFERENCES person(id),
    taker_id INTEGER NOT NULL REFERENCES person(id),
    giver_signed_utc TEXT NOT NULL,
    taker_signed_utc TEXT NOT NULL,
    item_count INTEGER NOT NULL CHECK(item_count >= 0),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    UNIQUE(organisation_id, post_key, local_day, shift_key),
    CHECK(giver_id <> taker_id),
    CHECK(giver_signed_utc <= recorded_at_utc),
    CHECK(taker_signed_utc <= recorded_at_utc)
) STRICT;
CREATE TRIGGER duty_handover_no_update BEFORE UPDATE ON duty_handover
BEGIN SELECT RAISE(ABORT, 'append-only: duty_handover'); END;
CREATE TRIGGER duty_handover_no_delete BEFORE DELETE ON duty_handover
BEGIN SELECT RAISE(ABORT, 'append-only: duty_handover'); END;
CREATE TRIGGER duty_handover_no_replace BEFORE INSERT ON duty_handover
WHEN EXISTS (SELECT 1 FROM duty_handover WHERE id = NEW.id
             OR (organisation_id = NEW.organisation_id AND post_key = NEW.post_key
                 AND local_day = NEW.local_day AND shift_key = NEW.shift_key))
BEGIN SELECT RAISE(ABORT, 'append-only: duty_handover'); END;
CREATE TABLE duty_handover_item(
    id INTEGER PRIMARY KEY,
    handover_id INTEGER NOT NULL REFERENCES duty_handover(id),
    item_key TEXT NOT NULL CHECK(length(item_key) > 0),
    words TEXT NOT NULL CHECK(length(words) > 0),
    closed INTEGER NOT NULL CHECK(closed IN (0, 1)),
    UNIQUE(handover_id, item_key)
) STRICT;
CREATE TRIGGER duty_handover_item_no_update BEFORE UPDATE ON duty_handover_item
BEGIN SELECT RAISE(ABORT, 'append-only: duty_handover_item'); END;
CREATE TRIGGER duty_handover_item_no_delete BEFORE DELETE ON duty_handover_item
BEGIN SELECT RAISE(ABORT, 'append-only: duty_handover_item'); END;
CREATE TRIGGER duty_handover_item_no_replace BEFORE INSERT ON duty_handover_item
WHEN EXISTS (SELECT 1 FROM duty_handover_item WHERE id = NEW.id
             OR (handover_id = NEW.handover_id AND item_key = NEW.item_key))
BEGIN SELECT RAISE(ABORT, 'append-only: duty_handover_item'); END;
-- What was signed is what there is: nothing is slipped in afterwards.
CREATE TRIGGER duty_handover_item_signed BEFORE INSERT ON duty_handover_item
WHEN (SELECT count(*) FROM duty_handover_item WHERE handover_id = NEW.handover_id)
     >= (SELECT item_count FROM duty_handover WHERE id = NEW.handover_id)
BEGIN SELECT RAISE(ABORT, 'duty handover: already signed'); END;

-- A change of shifts between two people, bound to the roster whose cells it moves.
CREATE TABLE duty_swap(
    id INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    roster_id INTEGER NOT NULL REFERENCES duty_roster(id),
    asker_id INTEGER NOT NULL REFERENCES person(id),
    colleague_id INTEGER NOT NULL REFERENCES person(id),
    shift_count INTEGER NOT NULL CHECK(shift_count > 0),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    CHECK(asker_id <> colleague_id)
) STRICT;
CREATE INDEX duty_swap_by_roster ON duty_swap(roster_id);
CREATE TRIGGER duty_swap_no_update BEFORE UPDATE ON duty_swap
BEGIN SELECT RAISE(ABORT, 'append-only: duty_swap'); END;
CREATE TRIGGER duty_swap_no_delete BEFORE DELETE ON duty_swap
BEGIN SELECT RAISE(ABORT, 'append-only: duty_swap'); END;
CREATE TRIGGER duty_swap_no_replace BEFORE INSERT ON duty_swap
WHEN EXISTS (SELECT 1 FROM duty_swap WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: duty_swap'); END;
CREATE TABLE duty_swap_shift(
    id INTEGER PRIMARY KEY,
    swap_id INTEGER NOT NULL REFERENCES duty_swap(id),
    from_id INTEGER NOT NULL REFERENCES person(id),
    to_id INTEGER NOT NULL REFERENCES person(id),
    local_day TEXT NOT NULL CHECK(local_day IS date(local_day, '+0 days')),
    post_key TEXT NOT NULL CHECK(length(post_key) > 0),
    shift_key TEXT NOT NULL CHECK(length(shift_key) > 0),
    UNIQUE(swap_id, from_id, local_day),
    CHECK(from_id <> to_id)
) STRICT;
CREATE TRIGGER duty_swap_shift_no_update BEFORE UPDATE ON duty_swap_shift
BEGIN SELECT RAISE(ABORT, 'append-only: duty_swap_shift'); END;
CREATE TRIGGER duty_swap_shift_no_delete BEFORE DELETE ON duty_swap_shift
BEGIN SELECT RAISE(ABORT, 'append-only: duty_swap_shift'); END;
CREATE TRIGGER duty_swap_shift_no_replace BEFORE INSERT ON duty_swap_shift
WHEN EXISTS (SELECT 1 FROM duty_swap_shift WHERE id = NEW.id
             OR (swap_id = NEW.swap_id AND from_id = NEW.from_id AND local_day = NEW.local_day))
BEGIN SELECT RAISE(ABORT, 'append-only: duty_swap_shift'); END;
CREATE TRIGGER duty_swap_shift_asked BEFORE INSERT ON duty_swap_shift
WHEN (SELECT count(*) FROM duty_swap_shift WHERE swap_id = NEW.swap_id)
     >= (SELECT shift_count FROM duty_swap WHERE id = NEW.swap_id)
BEGIN SELECT RAISE(ABORT, 'duty swap: already asked'); END;
CREATE TABLE duty_swap_step(
    id INTEGER PRIMARY KEY,
    swap_id INTEGER NOT NULL REFERENCES duty_swap(id),
    state TEXT NOT NULL CHECK(state IN ('asked', 'accepted', 'approved', 'applied', 'undone', 'refused',
                                        'withdrawn')),
    by_id INTEGER NOT NULL REFERENCES person(id),
    on_behalf_of_id INTEGER REFERENCES person(id),
    note TEXT NOT NULL DEFAULT '',
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    UNIQUE(swap_id, state)
) STRICT;
CREATE TRIGGER duty_swap_step_no_update BEFORE UPDATE ON duty_swap_step
BEGIN SELECT RAISE(ABORT, 'append-only: duty_swap_step'); END;
CREATE TRIGGER duty_swap_step_no_delete BEFORE DELETE ON duty_swap_step
BEGIN SELECT RAISE(ABORT, 'append-only: duty_swap_step'); END;
CREATE TRIGGER duty_swap_step_no_replace BEFORE INSERT ON duty_swap_step
WHEN EXISTS (SELECT 1 FROM duty_swap_step WHERE id = NEW.id
             OR (swap_id = NEW.swap_id AND state = NEW.state))
BEGIN SELECT RAISE(ABORT, 'append-only: duty_swap_step'); END;
CREATE TRIGGER duty_swap_step_order BEFORE INSERT ON duty_swap_step
WHEN COALESCE((SELECT state FROM duty_swap_step WHERE swap_id = NEW.swap_id ORDER BY id DESC LIMIT 1), '')
     || '>' || NEW.state
     NOT IN ('>asked', 'asked>accepted', 'accepted>approved', 'approved>applied', 'applied>undone',
             'asked>refused', 'accepted>refused', 'asked>withdrawn', 'accepted>withdrawn',
             'approved>withdrawn')
BEGIN SELECT RAISE(ABORT, 'duty swap: not this step now'); END;
