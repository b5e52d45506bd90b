-- Competence from quizzes and practical assessments: the paper as it was asked, and what keeps a
-- sitting whole. Levels stay behind the firewall of 0002; this makes it narrower, never wider.

-- One quiz of one person; it holds one sitting for each element that was asked.
CREATE TABLE quiz_paper(
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person(id),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    started_at_utc TEXT NOT NULL CHECK(started_at_utc IS strftime('%Y-%m-%dT%H:%M:%SZ', started_at_utc, '+0 seconds')),
    local_day TEXT NOT NULL CHECK(local_day IS date(started_at_utc, '+8 hours')),
    way TEXT NOT NULL CHECK(way IN ('screen', 'paper')),
    seed TEXT NOT NULL, -- unsigned 64 bit, decimal
    bank_sha256 TEXT NOT NULL CHECK(length(bank_sha256) = 64),
    plan_key TEXT NOT NULL DEFAULT '',
    plan_sha256 TEXT CHECK(plan_sha256 IS NULL OR length(plan_sha256) = 64),
    question_count INTEGER NOT NULL CHECK(question_count > 0),
    invigilator TEXT NOT NULL,
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    UNIQUE(person_id, started_at_utc)
) STRICT;
CREATE INDEX quiz_paper_by_organisation ON quiz_paper(organisation_id, local_day);
CREATE TRIGGER quiz_paper_no_update BEFORE UPDATE ON quiz_paper
BEGIN SELECT RAISE(ABORT, 'append-only: quiz_paper'); END;
CREATE TRIGGER quiz_paper_no_delete BEFORE DELETE ON quiz_paper
BEGIN SELECT RAISE(ABORT, 'append-only: quiz_paper'); END;
CREATE TRIGGER quiz_paper_no_replace BEFORE INSERT ON quiz_paper
WHEN EXISTS (SELECT 1 FROM quiz_paper WHERE id = NEW.id
             OR (person_id = NEW.person_id AND started_at_utc = NEW.started_at_utc))
BEGIN SELECT RAISE(ABORT, 'append-only: quiz_paper is recorded already'); END;

ALTER TABLE quiz_sitting ADD COLUMN quiz_paper_id INTEGER REFERENCES quiz_paper(id);
CREATE INDEX quiz_sitting_by_paper ON quiz_sitting(quiz_paper_id);
CREATE TRIGGER quiz_sitting_of_paper BEFORE INSERT ON quiz_sitting
WHEN NEW.quiz_paper_id IS NOT NULL AND (
    NOT EXISTS (SELECT 1 FROM quiz_paper AS p WHERE p.id = NEW.quiz_paper_id
                AND p.person_id = NEW.person_id AND p.started_at_utc = NEW.started_at_utc
                AND p.local_day = NEW.local_day)
    OR EXISTS (SELECT 1 FROM quiz_sitting AS s WHERE s.quiz_paper_id = NEW.quiz_paper_id
               AND s.element = NEW.element))
BEGIN SELECT RAISE(ABORT, 'append-only: this sitting is not of that paper'); END;
-- A sitting is answered once; nothing is added to it afterwards.
CREATE TRIGGER quiz_answer_within BEFORE INSERT ON quiz_answer
WHEN (SELECT count(*) FROM quiz_answer WHERE quiz_sitting_id = NEW.quiz_sitting_id)
     >= (SELECT question_count FROM quiz_sitting WHERE id = NEW.quiz_sitting_id)
BEGIN SELECT RAISE(ABORT, 'append-only: the sitting is complete'); END;

-- A sitting carries a level only with all its answers, adding up, and with five at least; once.
CREATE TRIGGER competence_quiz_whole BEFORE INSERT ON competence
WHEN NEW.level > 0 AND NEW.evidence_sitting_id IS NOT NULL AND (
    NOT EXISTS (SELECT 1 FROM quiz_sitting AS q WHERE q.id = NEW.evidence_sitting_id
        AND q.question_count >= 5 AND q.quiz_paper_id IS NOT NULL
        AND q.question_count = (SELECT count(*) FROM quiz_answer AS a WHERE a.quiz_sitting_id = q.id)
        AND q.correct_count = (SELECT count(*) FROM quiz_answer AS a
                               WHERE a.quiz_sitting_id = q.id AND a.correct = 1))
    OR EXISTS (SELECT 1 FROM competence AS c WHERE c.evidence_sitting_id = NEW.evidence_sitting_id))
BEGIN SELECT RAISE(ABORT, 'evidence firewall: the answers do not carry this sitting'); END;
-- Above L1 the examiner must have seen it done: not told, not read, not watched, not on a screen.
CREATE TRIGGER competence_assessment_form BEFORE INSERT ON competence
WHEN NEW.level > 0 AND NEW.evidence_assessment_id IS NOT NULL AND (
    (NEW.level > 1 AND NOT EXISTS (
        SELECT 1 FROM assessment AS s JOIN activity AS a ON a.id = s.activity_id
        WHERE s.id = NEW.evidence_assessment_id
          AND a.form IN ('hands_on', 'real_drill', 'topic', 'pre_job', 'pre_shift')))
    OR EXISTS (SELECT 1 FROM competence AS c WHERE c.evidence_assessment_id = NEW.evidence_assessment_id))
BEGIN SELECT RAISE(ABORT, 'evidence firewall: this assessment does not carry the level'); END;
CREATE INDEX competence_by_sitting ON competence(evidence_sitting_id);
CREATE INDEX competence_by_assessment ON competence(evidence_assessment_id);
