-- What an observed or played drill went by, in full: its scenario, the plan it refers to, and the
-- observers' marks; and a drill whose own title says that nobody moved is no real drill.

-- Texts by content: twenty drills of one scenario share one row. A text that is not UTF-8 (a sheet of
-- marks as it was saved) stands in base64; the hash is over the bytes.
CREATE TABLE drill_text(
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE CHECK(length(sha256) = 64),
    encoding TEXT NOT NULL CHECK(encoding IN ('utf8', 'base64')),
    body TEXT NOT NULL CHECK(length(body) > 0)
) STRICT;
CREATE TRIGGER drill_text_no_update BEFORE UPDATE ON drill_text
BEGIN SELECT RAISE(ABORT, 'append-only: drill_text'); END;
CREATE TRIGGER drill_text_no_delete BEFORE DELETE ON drill_text
BEGIN SELECT RAISE(ABORT, 'append-only: drill_text'); END;
CREATE TRIGGER drill_text_no_replace BEFORE INSERT ON drill_text
WHEN EXISTS (SELECT 1 FROM drill_text WHERE id = NEW.id OR sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'append-only: drill_text'); END;

CREATE TABLE drill_source(
    id INTEGER PRIMARY KEY,
    drill_id INTEGER NOT NULL UNIQUE REFERENCES drill(id),
    scenario_text_id INTEGER NOT NULL REFERENCES drill_text(id), -- before anybody was cast
    plan_text_id INTEGER NOT NULL REFERENCES drill_text(id),
    marks_text_id INTEGER REFERENCES drill_text(id) -- of a real drill: what drill.record_sha256 names
) STRICT;
CREATE TRIGGER drill_source_no_update BEFORE UPDATE ON drill_source
BEGIN SELECT RAISE(ABORT, 'append-only: drill_source'); END;
CREATE TRIGGER drill_source_no_delete BEFORE DELETE ON drill_source
BEGIN SELECT RAISE(ABORT, 'append-only: drill_source'); END;
CREATE TRIGGER drill_source_no_replace BEFORE INSERT ON drill_source
WHEN EXISTS (SELECT 1 FROM drill_source WHERE id = NEW.id OR drill_id = NEW.drill_id)
BEGIN SELECT RAISE(ABORT, 'append-only: drill_source'); END;
-- Marks are those that the drill was scored by; a demonstration and a plan have none of all this.
CREATE TRIGGER drill_source_firewall BEFORE INSERT ON drill_source
WHEN NOT EXISTS (SELECT 1 FROM drill AS d WHERE d.id = NEW.drill_id AND d.progress = 'held'
    AND ((d.kind = 'live' AND NEW.marks_text_id IS NULL)
         OR (d.kind = 'real' AND EXISTS (SELECT 1 FROM drill_text AS t
             WHERE t.id = NEW.marks_text_id AND t.sha256 = d.record_sha256))))
BEGIN SELECT RAISE(ABORT, 'evidence firewall: not what this drill was scored by'); END;

-- Words of a title that say that nobody moved; a room may be named after one (会议室, 会议中心). Asked of
-- new rows only: countable_activity counts what it counted, so that no half-year that was reported
-- changes by an upgrade.
CREATE TRIGGER activity_drill_title BEFORE INSERT ON activity
WHEN NEW.kind = 'drill' AND NEW.progress <> 'cancelled' AND NEW.withdrawn = 0 AND EXISTS (
    SELECT 1 FROM (SELECT '桌面' AS word UNION ALL SELECT '沙盘' UNION ALL SELECT '网上'
        UNION ALL SELECT '线上' UNION ALL SELECT '在线' UNION ALL SELECT '模拟软件'
        UNION ALL SELECT '推演' UNION ALL SELECT '会议' UNION ALL SELECT '讨论'
        UNION ALL SELECT '研讨' UNION ALL SELECT '座谈' UNION ALL SELECT '观摩'
        UNION ALL SELECT '观看' UNION ALL SELECT '视频会' UNION ALL SELECT '演练方案'
        UNION ALL SELECT '演示' UNION ALL SELECT '机器人' UNION ALL SELECT '电脑模拟' UNION ALL SELECT '未举行'
        UNION ALL SELECT '桌上' UNION ALL SELECT 'VR' UNION ALL SELECT '虚拟' UNION ALL SELECT '演练计划') AS u
    WHERE replace(replace(replace(replace(replace(NEW.title, u.word || '室', ' '), u.word || '厅', ' '),
        u.word || '中心', ' '), u.word || '区', ' '), u.word || '楼', ' ') LIKE '%' || u.word || '%')
BEGIN SELECT RAISE(ABORT, 'evidence firewall: told, watched or on a screen is no real drill'); END;
