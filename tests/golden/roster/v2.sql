PRAGMA application_id = 1498170434;
PRAGMA user_version = 2;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_version(
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    applied_at_utc TEXT NOT NULL
) STRICT;
INSERT INTO schema_version VALUES(1,'initial','98d0f15d005dc9f35e2ee22a6304fce25043ef4366ffb367fe395071bb41bf49','2020-01-01T00:00:00Z');
INSERT INTO schema_version VALUES(2,'ledger','dea0ad091d1338447627a4849bbc1cd3a49130dc8b56231eba4ebfeef83f6b11','2020-01-01T00:00:00Z');
CREATE TABLE person(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK(length(key) > 0),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    name TEXT NOT NULL CHECK(length(name) > 0),
    joined_on TEXT NOT NULL CHECK(joined_on IS date(joined_on)),
    left_on TEXT CHECK(left_on IS NULL OR left_on IS date(left_on)),
    leave_from TEXT CHECK(leave_from IS NULL OR leave_from IS date(leave_from)),
    leave_until TEXT CHECK(leave_until IS NULL OR leave_until IS date(leave_until)), kind TEXT NOT NULL DEFAULT 'staff' CHECK(kind IN ('staff', 'external')), staff_no TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '',
    CHECK(left_on IS NULL OR left_on >= joined_on),
    CHECK(leave_until IS NULL OR (leave_from IS NOT NULL AND leave_until >= leave_from))
) STRICT;
INSERT INTO person VALUES(1,'person/officer',2,'秦监','2010-01-01',NULL,NULL,NULL,'staff','','');
INSERT INTO person VALUES(2,'person/officer-2',2,'秦察','2010-01-01',NULL,NULL,NULL,'staff','','');
INSERT INTO person VALUES(3,'person/h0001-001',5,'李超国','2014-05-20',NULL,NULL,NULL,'staff','','');
INSERT INTO person VALUES(4,'person/h0001-002',5,'邓建洋','2014-05-20',NULL,NULL,NULL,'staff','','');
INSERT INTO person VALUES(5,'person/h0001-003',5,'郑芳','2014-05-20',NULL,NULL,NULL,'staff','','');
INSERT INTO person VALUES(6,'person/h0001-004',5,'王兰红','2014-05-20',NULL,NULL,NULL,'staff','','');
INSERT INTO person VALUES(7,'person/h0001-005',5,'田国','2014-05-20',NULL,NULL,NULL,'staff','','');
INSERT INTO person VALUES(8,'person/h0001-006',5,'袁娟','2014-09-26',NULL,NULL,NULL,'staff','','');
CREATE TABLE team(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK(length(key) > 0),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    name TEXT NOT NULL CHECK(length(name) > 0)
, ended_on TEXT CHECK(ended_on IS NULL OR ended_on IS date(ended_on, '+0 days'))) STRICT;
INSERT INTO team VALUES(1,'team/h0001',5,'志愿消防队',NULL);
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
    carer_id INTEGER REFERENCES person(id), class_assessed_on TEXT CHECK(class_assessed_on IS NULL OR class_assessed_on IS date(class_assessed_on, '+0 days')),
    UNIQUE(organisation_id, bed_key)
) STRICT;
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
CREATE TABLE drill_person(
    drill_id INTEGER NOT NULL REFERENCES drill(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    role TEXT NOT NULL,
    played_by TEXT NOT NULL CHECK(played_by IN ('person', 'policy')),
    score REAL CHECK(score IS NULL OR score BETWEEN 0 AND 100),
    PRIMARY KEY(drill_id, person_id)
) STRICT;
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
CREATE TABLE IF NOT EXISTS "organisation"(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK(length(key) > 0),
    name TEXT NOT NULL CHECK(length(name) > 0),
    kind TEXT NOT NULL CHECK(kind IN ('home', 'bureau', 'town_office', 'rescue_station', 'childrens_home', 'province',
        'city', 'county', 'bureau_unit', 'welfare_institution', 'rural_home',
        'child_protection', 'funeral_home', 'cemetery', 'lottery_center',
        'mutual_aid_point', 'community', 'third_party', 'other')),
    parent_id INTEGER REFERENCES organisation(id) CHECK(parent_id IS NULL OR parent_id <> id),
    -- A home has a control room (自动消防设施) or a duty room (值班室); offices have neither unless said.
    watch_room TEXT NOT NULL DEFAULT 'none' CHECK(watch_room IN ('none', 'control_room', 'duty_room')),
    ownership TEXT NOT NULL DEFAULT 'unknown' CHECK(ownership IN ('unknown', 'public', 'private', 'public_private')),
    key_fire_unit INTEGER NOT NULL DEFAULT 0 CHECK(key_fire_unit IN (0, 1)), -- 消防安全重点单位
    kitchen_fuel TEXT NOT NULL DEFAULT 'unknown' CHECK(kitchen_fuel IN ('unknown', 'none', 'pipeline', 'cylinder', 'electric', 'alcohol')),
    beds_count INTEGER CHECK(beds_count IS NULL OR beds_count >= 0),
    address TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    opened_on TEXT CHECK(opened_on IS NULL OR opened_on IS date(opened_on, '+0 days')),
    closed_on TEXT CHECK(closed_on IS NULL OR closed_on IS date(closed_on, '+0 days')),
    CHECK(closed_on IS NULL OR opened_on IS NULL OR closed_on >= opened_on)
) STRICT;
INSERT INTO organisation VALUES(1,'org/top','某市','city',NULL,'none','unknown',0,'unknown',NULL,'','',NULL,NULL);
INSERT INTO organisation VALUES(2,'org/bureau','民政局','bureau',1,'none','unknown',0,'unknown',NULL,'','',NULL,NULL);
INSERT INTO organisation VALUES(3,'org/c01','第1县','county',1,'none','unknown',0,'unknown',NULL,'','',NULL,NULL);
INSERT INTO organisation VALUES(4,'org/c01-t01','第1县1镇','town_office',3,'none','unknown',0,'unknown',NULL,'','',NULL,NULL);
INSERT INTO organisation VALUES(5,'org/h0001','第1养老院','home',4,'control_room','unknown',0,'unknown',40,'','','2014-05-20',NULL);
CREATE TABLE post_assignment(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES post_assignment(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    person_id INTEGER NOT NULL REFERENCES person(id),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    post TEXT NOT NULL CHECK(post IN ('leader', 'safety_manager', 'duty_leader', 'control_room', 'carer', 'nurse',
        'kitchen', 'guard', 'electrician', 'office', 'deputy_leader', 'safety_officer',
        'legal_representative', 'bureau_leader', 'supervisor', 'duty_officer', 'teacher',
        'social_worker', 'cleaner', 'driver', 'other')),
    shift TEXT NOT NULL CHECK(shift IN ('day', 'night')),
    zone TEXT NOT NULL,
    from_day TEXT NOT NULL CHECK(from_day IS date(from_day, '+0 days')),
    until_day TEXT CHECK(until_day IS NULL OR until_day IS date(until_day, '+0 days')), -- last day in the post
    CHECK(until_day IS NULL OR until_day >= from_day)
) STRICT;
INSERT INTO post_assignment VALUES(1,NULL,0,3,5,'leader','day','','2014-05-20',NULL);
INSERT INTO post_assignment VALUES(2,NULL,0,4,5,'deputy_leader','day','','2014-05-20',NULL);
INSERT INTO post_assignment VALUES(3,NULL,0,5,5,'safety_officer','night','','2014-05-20',NULL);
INSERT INTO post_assignment VALUES(4,NULL,0,6,5,'control_room','day','','2014-05-20',NULL);
INSERT INTO post_assignment VALUES(5,NULL,0,7,5,'nurse','day','','2014-05-20',NULL);
INSERT INTO post_assignment VALUES(6,NULL,0,8,5,'kitchen','night','','2014-09-26',NULL);
CREATE TABLE absence(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES absence(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    person_id INTEGER NOT NULL REFERENCES person(id),
    from_day TEXT NOT NULL CHECK(from_day IS date(from_day, '+0 days')),
    until_day TEXT CHECK(until_day IS NULL OR until_day IS date(until_day, '+0 days')),
    reason TEXT NOT NULL DEFAULT '',
    CHECK(until_day IS NULL OR until_day >= from_day)
) STRICT;
CREATE TABLE team_membership(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES team_membership(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    team_id INTEGER NOT NULL REFERENCES team(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    role TEXT NOT NULL CHECK(role IN ('leader', 'alarm', 'extinguish', 'evacuate', 'rescue')),
    from_day TEXT NOT NULL CHECK(from_day IS date(from_day, '+0 days')),
    until_day TEXT CHECK(until_day IS NULL OR until_day IS date(until_day, '+0 days')),
    CHECK(until_day IS NULL OR until_day >= from_day)
) STRICT;
INSERT INTO team_membership VALUES(1,NULL,0,1,3,'leader','2018-01-01',NULL);
INSERT INTO team_membership VALUES(2,NULL,0,1,4,'alarm','2018-01-01',NULL);
INSERT INTO team_membership VALUES(3,NULL,0,1,5,'extinguish','2018-01-01',NULL);
INSERT INTO team_membership VALUES(4,NULL,0,1,6,'evacuate','2018-01-01',NULL);
INSERT INTO team_membership VALUES(5,NULL,0,1,7,'rescue','2018-01-01',NULL);
INSERT INTO team_membership VALUES(6,NULL,0,1,8,'leader','2018-01-01',NULL);
CREATE TABLE certificate(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES certificate(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    person_id INTEGER REFERENCES person(id),
    organisation_id INTEGER REFERENCES organisation(id),
    kind TEXT NOT NULL CHECK(kind IN ('safety_manager', 'fire_facility_operator', 'special_operation', 'electrician',
        'nursing', 'training_pass', 'fire_acceptance', 'standard_acceptance',
        'maintenance_contract', 'special_equipment', 'other')),
    number TEXT NOT NULL,
    issuer TEXT NOT NULL DEFAULT '',
    issued_on TEXT NOT NULL CHECK(issued_on IS date(issued_on, '+0 days')),
    expires_on TEXT CHECK(expires_on IS NULL OR expires_on IS date(expires_on, '+0 days')), -- last valid day; none: it does not expire
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    CHECK((person_id IS NULL) <> (organisation_id IS NULL)),
    CHECK(expires_on IS NULL OR expires_on >= issued_on)
) STRICT;
INSERT INTO certificate VALUES(1,NULL,0,3,NULL,'safety_manager','00000003','','2026-04-17','2029-04-16','2026-04-17T01:00:00Z','安全员');
INSERT INTO certificate VALUES(2,NULL,0,6,NULL,'fire_facility_operator','00000006','','2024-01-30','2027-01-29','2024-01-30T01:00:00Z','安全员');
INSERT INTO certificate VALUES(3,NULL,0,8,NULL,'nursing','00000008','','2025-11-08','2028-11-07','2025-11-08T01:00:00Z','安全员');
CREATE TABLE certificate_revocation(
    id INTEGER PRIMARY KEY,
    certificate_id INTEGER NOT NULL UNIQUE REFERENCES certificate(id),
    revoked_on TEXT NOT NULL CHECK(revoked_on IS date(revoked_on, '+0 days')),
    reason TEXT NOT NULL CHECK(length(reason) > 0),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0)
) STRICT;
CREATE TABLE responsibility(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES responsibility(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    role TEXT NOT NULL CHECK(role IN ('leader', 'legal_representative', 'deputy_leader', 'safety_officer',
        'supervisor', 'civil_affairs', 'housing', 'market_supervision', 'fire', 'health',
        'police')),
    person_id INTEGER REFERENCES person(id), -- when on file here
    name TEXT NOT NULL CHECK(length(name) > 0),
    phone TEXT NOT NULL DEFAULT '',
    from_day TEXT NOT NULL CHECK(from_day IS date(from_day, '+0 days')),
    until_day TEXT CHECK(until_day IS NULL OR until_day IS date(until_day, '+0 days')),
    CHECK(until_day IS NULL OR until_day >= from_day)
) STRICT;
CREATE TABLE rule_set(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL CHECK(length(key) > 0),
    version INTEGER NOT NULL CHECK(version > 0),
    sha256 TEXT NOT NULL CHECK(length(sha256) = 64),
    json TEXT NOT NULL,
    UNIQUE(key, version)
) STRICT;
INSERT INTO rule_set VALUES(1,'rules/national',1,'c777721a64e04a3e30c02182e5fb89716e103a4fb9182f8e1de4043dcf0e15cf',replace('{\n "format": "yanlian-rules",\n "version": 1,\n "key": "rules/national",\n "name": "全国规定",\n "edition": 1,\n "jurisdiction": "中国",\n "rules": [\n  {\n   "id": "TR-61-1",\n   "subject": "person",\n   "key_fire_unit": true,\n   "activity": "training",\n   "tags": ["fire"],\n   "min_count": 1,\n   "window": {"kind": "year"},\n   "warn": {"months": 3},\n   "severity": "duty",\n   "source": "公安部令第61号 第36条",\n   "valid_from": "2002-05-01",\n   "kind": "legal",\n   "mark": "verified"\n  },\n  {\n   "id": "TR-61-2",\n   "subject": "new_staff",\n   "activity": "training",\n   "forms": ["pre_job"],\n   "tags": ["fire"],\n   "min_count": 1,\n   "window": {"kind": "once"},\n   "severity": "duty",\n   "source": "公安部令第61号 第36条",\n   "valid_from": "2002-05-01",\n   "kind": "legal",\n   "mark": "verified"\n  },\n  {\n   "id": "TR-37",\n   "subject": "person",\n   "organisation_kinds": ["home", "rural_home"],\n   "activity": "training",\n   "tags": ["fire"],\n   "min_count": 1,\n   "window": {"kind": "half_year"},\n   "warn": {"months": 2},\n   "severity": "duty",\n   "source": "民发〔2023〕37号",\n   "valid_from": "2023-08-01",\n   "kind": "legal",\n   "mark": "secondary"\n  },\n  {\n   "id": "DR-61",\n   "subject": "home",\n   "key_fire_unit": true,\n   "activity": "drill",\n   "tags": ["fire"],\n   "min_count": 1,\n   "window": {"kind": "half_year"},\n   "warn": {"months": 2},\n   "severity": "serious",\n   "source": "公安部令第61号 第40条",\n   "valid_from": "2002-05-01",\n   "kind": "legal",\n   "mark": "verified"\n  },\n  {\n   "id": "DR-61-other",\n   "subject": "home",\n   "key_fire_unit": false,\n   "activity": "drill",\n   "tags": ["fire"],\n   "min_count": 1,\n   "window": {"kind": "year"},\n   "warn": {"months": 3},\n   "severity": "serious",\n   "source": "公安部令第61号 第40条",\n   "valid_from": "2002-05-01",\n   "kind": "legal",\n   "mark": "verified"\n  },\n  {\n   "id": "DR-GB2026",\n   "subject": "home",\n   "organisation_kinds": ["home", "rural_home"],\n   "activity": "drill",\n   "tags": ["fire"],\n   "min_count": 1,\n   "window": {"kind": "half_year"},\n   "warn": {"months": 2},\n   "severity": "serious",\n   "source": "国办转发十部门《关于进一步加强养老机构安全管理的意见》2026-02",\n   "valid_from": "2026-03-01",\n   "kind": "legal",\n   "mark": "secondary"\n  },\n  {\n   "id": "DR-38315",\n   "subject": "home",\n   "activity": "drill",\n   "tags": ["fire"],\n   "min_count": 1,\n   "window": {"kind": "year"},\n   "warn": {"months": 3},\n   "severity": "advice",\n   "source": "GB/T 38315-2019",\n   "valid_from": "2020-04-01",\n   "kind": "legal",\n   "mark": "unverified",\n   "note": "其他单位每年一次；宜每月一次疏散演练"\n  },\n  {\n   "id": "PT-61",\n   "subject": "home",\n   "key_fire_unit": true,\n   "activity": "daily_patrol",\n   "min_count": 1,\n   "window": {"kind": "day"},\n   "severity": "duty",\n   "source": "公安部令第61号 第25条",\n   "valid_from": "2002-05-01",\n   "kind": "legal",\n   "mark": "verified"\n  },\n  {\n   "id": "PT-GB2026",\n   "subject": "home",\n   "organisation_kinds": ["home", "rural_home"],\n   "activity": "daily_patrol",\n   "min_count": 1,\n   "window": {"kind": "day"},\n   "severity": "duty",\n   "source": "国办 2026-02",\n   "valid_from": "2026-03-01",\n   "kind": "legal",\n   "mark": "secondary"\n  },\n  {\n   "id": "CK-61-public",\n   "subject": "home",\n   "ownerships": ["public"],\n   "activity": "monthly_self_check",\n   "min_count": 1,\n   "window": {"kind": "quarter"},\n   "warn": {"months": 1},\n   "severity": "duty",\n   "source": "公安部令第61号 第26条",\n   "valid_from": "2002-05-01",\n   "kind": "legal",\n   "mark": "verified"\n  },\n  {\n   "id": "CK-61-other",\n   "subject": "home",\n   "ownerships": ["private", "public_private", "unknown"],\n   "activity": "monthly_self_check",\n   "min_count": 1,\n   "window": {"kind": "month"},\n   "warn": {"days": 10},\n   "severity": "duty",\n   "source": "公安部令第61号 第26条",\n   "valid_from": "2002-05-01",\n   "kind": "legal",\n   "mark": "verified"\n  },\n  {\n   "id": "CK-40248",\n   "subject": "home",\n   "organisation_kinds": ["home", "rural_home", "welfare_institution", "childrens_home"],\n   "activity": "monthly_self_check",\n   "min_count": 1,\n   "window": {"kind": "month"},\n   "warn": {"days": 10},\n   "severity": "duty",\n   "source": "GB/T 40248-2021 7.3.7",\n   "valid_from": "2021-12-01",\n   "kind": "legal",\n   "mark": "verified"\n  },\n  {\n   "id": "CK-GB2026",\n   "subject": "home",\n   "organisation_kinds": ["home", "rural_home"],\n   "activity": "monthly_self_check",\n   "min_count": 1,\n   "window": {"kind": "month"},\n   "warn": {"days": 10},\n   "severity": "duty",\n   "source": "国办 2026-02",\n   "valid_from": "2026-03-01",\n   "kind": "legal",\n   "mark": "secondary"\n  },\n  {\n   "id": "CK-GB2026-joint",\n   "subject": "home",\n   "organisation_kinds": ["home", "rural_home"],\n   "activity": "county_joint",\n   "min_count": 1,\n   "window": {"kind": "year"},\n   "warn": {"months": 3},\n   "severity": "duty",\n   "source": "国办 2026-02 “一表通查”",\n   "valid_from": "2026-03-01",\n   "kind": "legal",\n   "mark": "secondary"\n  }\n ]\n}\n','\n',char(10)));
INSERT INTO rule_set VALUES(2,'rules/qidong',1,'b9d836f09cead7ca5ce00d9cd2947c2be00e7bda6d60098a29c0d7975e6752aa',replace('{\n "format": "yanlian-rules",\n "version": 1,\n "key": "rules/qidong",\n "name": "启东市 2023 年安全生产工作要点",\n "edition": 1,\n "jurisdiction": "江苏省启东市",\n "bases": ["rules/national"],\n "rules": [\n  {\n   "id": "DR-S1-team",\n   "subject": "team",\n   "activity": "drill",\n   "tags": ["fire"],\n   "min_count": 1,\n   "window": {"kind": "half_year"},\n   "warn": {"months": 2},\n   "severity": "serious",\n   "source": "启民发〔2023〕10号 附件",\n   "valid_from": "2023-01-01",\n   "kind": "house",\n   "mark": "verified"\n  },\n  {\n   "id": "DR-S1",\n   "subject": "home",\n   "activity": "drill",\n   "tags": ["fire"],\n   "min_count": 1,\n   "window": {"kind": "half_year"},\n   "warn": {"months": 2},\n   "severity": "serious",\n   "source": "启民发〔2023〕10号 附件",\n   "valid_from": "2023-01-01",\n   "kind": "house",\n   "mark": "verified"\n  },\n  {\n   "id": "TR-S1",\n   "subject": "team_member",\n   "activity": "study",\n   "tags": ["fire"],\n   "min_count": 1,\n   "window": {"kind": "month"},\n   "warn": {"days": 10},\n   "severity": "duty",\n   "source": "启民发〔2023〕10号 附件",\n   "valid_from": "2023-01-01",\n   "kind": "house",\n   "mark": "verified"\n  },\n  {\n   "id": "TR-S1-skill",\n   "subject": "team_member",\n   "activity": "training",\n   "tags": ["fire"],\n   "min_count": 1,\n   "window": {"kind": "month"},\n   "warn": {"days": 10},\n   "severity": "duty",\n   "source": "启民发〔2023〕10号 附件",\n   "valid_from": "2023-01-01",\n   "kind": "house",\n   "mark": "verified"\n  },\n  {\n   "id": "LS-S1-study",\n   "subject": "office",\n   "organisation_kinds": ["bureau", "town_office", "bureau_unit"],\n   "activity": "study",\n   "scopes": ["leaders"],\n   "min_count": 2,\n   "window": {"kind": "year"},\n   "warn": {"months": 3},\n   "severity": "duty",\n   "source": "启民发〔2023〕10号",\n   "valid_from": "2023-01-01",\n   "kind": "house",\n   "mark": "verified"\n  },\n  {\n   "id": "LS-S1-lecture",\n   "subject": "office",\n   "organisation_kinds": ["bureau", "town_office", "bureau_unit"],\n   "activity": "lecture",\n   "min_count": 1,\n   "window": {"kind": "year"},\n   "warn": {"months": 3},\n   "severity": "duty",\n   "source": "启民发〔2023〕10号",\n   "valid_from": "2023-01-01",\n   "kind": "house",\n   "mark": "verified"\n  },\n  {\n   "id": "CK-S1-town",\n   "subject": "home",\n   "activity": "town_monthly",\n   "min_count": 1,\n   "window": {"kind": "month"},\n   "warn": {"days": 10},\n   "severity": "duty",\n   "source": "启民发〔2023〕10号 镇每月检查机构",\n   "valid_from": "2023-01-01",\n   "kind": "house",\n   "mark": "verified"\n  }\n ]\n}\n','\n',char(10)));
CREATE TABLE rule_adoption(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES rule_adoption(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    rule_set_id INTEGER NOT NULL REFERENCES rule_set(id),
    from_day TEXT NOT NULL CHECK(from_day IS date(from_day, '+0 days')),
    until_day TEXT CHECK(until_day IS NULL OR until_day IS date(until_day, '+0 days')),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    CHECK(until_day IS NULL OR until_day >= from_day)
) STRICT;
INSERT INTO rule_adoption VALUES(1,NULL,0,1,1,'2015-01-01',NULL,'2015-01-01T00:00:00Z','民政局');
INSERT INTO rule_adoption VALUES(2,NULL,0,1,2,'2015-01-01',NULL,'2015-01-01T00:00:00Z','民政局');
CREATE TABLE import_batch(
    id INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    kind TEXT NOT NULL CHECK(kind IN ('organisations', 'people', 'team', 'certificates', 'training', 'drills',
        'inspections', 'findings', 'residents', 'other')),
    file_name TEXT NOT NULL,
    file_sha256 TEXT NOT NULL CHECK(length(file_sha256) = 64),
    mapping_json TEXT NOT NULL,
    row_count INTEGER NOT NULL CHECK(row_count >= 0),
    taken_count INTEGER NOT NULL CHECK(taken_count BETWEEN 0 AND row_count),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0)
) STRICT;
CREATE TABLE import_row(
    id INTEGER PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES import_batch(id),
    sheet TEXT NOT NULL,
    row_no INTEGER NOT NULL CHECK(row_no > 0),
    fate TEXT NOT NULL CHECK(fate IN ('new', 'changed', 'same', 'refused')),
    subject TEXT NOT NULL, -- key of what it became
    problems_json TEXT NOT NULL,
    row_sha256 TEXT NOT NULL CHECK(length(row_sha256) = 64),
    UNIQUE(batch_id, sheet, row_no)
) STRICT;
CREATE TABLE response_plan(
    id INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    key TEXT NOT NULL CHECK(length(key) > 0),
    version INTEGER NOT NULL CHECK(version > 0),
    title TEXT NOT NULL CHECK(length(title) > 0),
    start_procedure TEXT NOT NULL DEFAULT '', -- 启动程序
    forces TEXT NOT NULL DEFAULT '',          -- 工作力量组成
    workflow TEXT NOT NULL DEFAULT '',        -- 工作流程设置
    goals TEXT NOT NULL DEFAULT '',           -- 工作目标要求
    approved_on TEXT CHECK(approved_on IS NULL OR approved_on IS date(approved_on, '+0 days')),
    approved_by TEXT NOT NULL DEFAULT '',
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    UNIQUE(key, version),
    CHECK(approved_on IS NULL OR (start_procedure <> '' AND forces <> '' AND workflow <> '' AND goals <> ''
                                  AND approved_by <> ''))
) STRICT;
CREATE TABLE campaign(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES campaign(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id), -- who runs it; holds for all below
    key TEXT NOT NULL CHECK(length(key) > 0),
    title TEXT NOT NULL CHECK(length(title) > 0),
    kind TEXT NOT NULL CHECK(kind IN ('safety_month', 'june', 'november', 'custom')),
    from_day TEXT NOT NULL CHECK(from_day IS date(from_day, '+0 days')),
    until_day TEXT NOT NULL CHECK(until_day IS date(until_day, '+0 days')),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    CHECK(until_day >= from_day)
) STRICT;
CREATE TABLE campaign_requirement(
    id INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaign(id),
    activities TEXT NOT NULL CHECK(length(activities) > 2), -- ' drill training ': any of them
    content_tags TEXT NOT NULL DEFAULT '',                                 -- ' laws cases ': all of them
    min_count INTEGER NOT NULL CHECK(min_count > 0)
) STRICT;
CREATE TABLE activity(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES activity(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    key TEXT NOT NULL CHECK(length(key) > 0),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id), -- whose it is
    held_by_id INTEGER REFERENCES organisation(id),               -- who held it, when another
    team_id INTEGER REFERENCES team(id),                          -- the volunteer team that took part
    kind TEXT NOT NULL CHECK(kind IN ('drill', 'tabletop', 'demonstration', 'training', 'study', 'micro_lesson',
        'discussion', 'lecture', 'publicity', 'analysis')),
    progress TEXT NOT NULL CHECK(progress IN ('planned', 'held', 'cancelled')),
    level TEXT NOT NULL CHECK(level IN ('province', 'city', 'county', 'town', 'home', 'shift')),
    scope TEXT NOT NULL CHECK(scope IN ('all_staff', 'three_roles', 'fire_team', 'leaders', 'duty_staff', 'new_staff',
        'residents', 'public', 'part')),
    -- 以会代训 专题集训 实战演练 业务实操 现场观摩 岗前 班前 线上模拟 自学
    form TEXT NOT NULL CHECK(form IN ('meeting', 'topic', 'real_drill', 'hands_on', 'observation', 'pre_job',
        'pre_shift', 'online', 'self_study')),
    content_tags TEXT NOT NULL CHECK(content_tags = '' OR content_tags LIKE ' % '), -- ' fire evacuation '
    title TEXT NOT NULL CHECK(length(title) > 0),
    content TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    local_day TEXT NOT NULL CHECK(local_day IS date(local_day, '+0 days')),
    started_at_utc TEXT CHECK(started_at_utc IS NULL OR started_at_utc IS strftime('%Y-%m-%dT%H:%M:%SZ', started_at_utc, '+0 seconds')),
    ended_at_utc TEXT CHECK(ended_at_utc IS NULL OR ended_at_utc IS strftime('%Y-%m-%dT%H:%M:%SZ', ended_at_utc, '+0 seconds')),
    minutes_count INTEGER CHECK(minutes_count IS NULL OR minutes_count >= 0),
    shift_key TEXT NOT NULL DEFAULT '', -- '2026-03-01/night': micro-lessons
    campaign_id INTEGER REFERENCES campaign(id),
    batch_no INTEGER CHECK(batch_no IS NULL OR batch_no > 0),
    capacity_count INTEGER CHECK(capacity_count IS NULL OR capacity_count >= 0),
    night INTEGER NOT NULL DEFAULT 0 CHECK(night IN (0, 1)),
    announced INTEGER NOT NULL DEFAULT 0 CHECK(announced IN (0, 1)),
    hidden_date INTEGER NOT NULL DEFAULT 0 CHECK(hidden_date IN (0, 1)), -- nobody who takes part sees the day beforehand
    lead TEXT NOT NULL DEFAULT '',        -- 总指挥, 主讲人
    recorder TEXT NOT NULL DEFAULT '',
    departments TEXT NOT NULL DEFAULT '', -- 参加部门
    external_units TEXT NOT NULL DEFAULT '',
    due_count INTEGER CHECK(due_count IS NULL OR due_count >= 0),         -- 应到
    present_count INTEGER CHECK(present_count IS NULL OR present_count >= 0), -- 实到
    residents_count INTEGER CHECK(residents_count IS NULL OR residents_count >= 0),
    rating TEXT NOT NULL DEFAULT '-' CHECK(rating IN ('-', 'P', 'S', 'M', 'U')),
    problems TEXT NOT NULL DEFAULT '',
    examination TEXT NOT NULL DEFAULT '', -- 考核方式
    response_plan_id INTEGER REFERENCES response_plan(id),
    import_row_id INTEGER REFERENCES import_row(id),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    CHECK(ended_at_utc IS NULL OR (started_at_utc IS NOT NULL AND ended_at_utc >= started_at_utc)),
    -- 令61 第43条: time, place, content, departments and people; and who led it.
    CHECK(withdrawn = 1 OR kind <> 'drill' OR progress <> 'held'
          OR (started_at_utc IS NOT NULL AND place <> '' AND content <> '' AND departments <> '' AND lead <> ''
              AND recorder <> '' AND COALESCE(present_count, 0) > 0))
) STRICT;
INSERT INTO activity VALUES(1,NULL,0,'activity/1',5,NULL,NULL,'training','held','home','all_staff','topic',' fire evacuation ','消防培训','夜间疏散','本院','2025-09-14','2025-09-14T01:00:00Z',NULL,NULL,'',NULL,NULL,NULL,0,0,0,'院长','安全员','护理部','',NULL,6,NULL,'-','','',NULL,NULL,'2025-09-14T09:00:00Z','安全员');
INSERT INTO activity VALUES(2,NULL,0,'activity/2',5,NULL,NULL,'drill','held','home','all_staff','real_drill',' fire evacuation ','消防演练','夜间疏散','本院','2025-11-28','2025-11-28T01:00:00Z',NULL,NULL,'',NULL,NULL,NULL,0,0,0,'院长','安全员','护理部','',NULL,6,NULL,'P','','',NULL,NULL,'2025-11-28T09:00:00Z','安全员');
INSERT INTO activity VALUES(3,NULL,0,'activity/3',5,NULL,NULL,'training','held','home','all_staff','topic',' fire evacuation ','消防培训','夜间疏散','本院','2026-05-26','2026-05-26T01:00:00Z',NULL,NULL,'',NULL,NULL,NULL,0,0,0,'院长','安全员','护理部','',NULL,6,NULL,'-','','',NULL,NULL,'2026-05-26T09:00:00Z','安全员');
INSERT INTO activity VALUES(4,NULL,0,'activity/4',5,NULL,NULL,'drill','held','home','all_staff','real_drill',' fire evacuation ','消防演练','夜间疏散','本院','2026-05-21','2026-05-21T01:00:00Z',NULL,NULL,'',NULL,NULL,NULL,0,0,0,'院长','安全员','护理部','',NULL,6,NULL,'M','','',NULL,NULL,'2026-05-21T09:00:00Z','安全员');
CREATE TABLE activity_organisation(
    id INTEGER PRIMARY KEY,
    activity_id INTEGER NOT NULL REFERENCES activity(id),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    seats_count INTEGER CHECK(seats_count IS NULL OR seats_count >= 0), -- quota of a batch
    took_part INTEGER NOT NULL DEFAULT 1 CHECK(took_part IN (0, 1)),
    UNIQUE(activity_id, organisation_id)
) STRICT;
CREATE TABLE activity_person(
    id INTEGER PRIMARY KEY,
    activity_id INTEGER NOT NULL REFERENCES activity(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    organisation_id INTEGER REFERENCES organisation(id), -- for which of the person's homes; none: all
    attended INTEGER NOT NULL CHECK(attended IN (0, 1)),
    passed INTEGER CHECK(passed IS NULL OR passed IN (0, 1)), -- none: not examined
    score REAL CHECK(score IS NULL OR score BETWEEN 0 AND 100),
    minutes_count INTEGER CHECK(minutes_count IS NULL OR minutes_count >= 0),
    duty TEXT NOT NULL DEFAULT '', -- 灭火 通讯 疏散 救护
    UNIQUE(activity_id, person_id)
) STRICT;
INSERT INTO activity_person VALUES(1,1,3,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(2,1,4,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(3,1,5,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(4,1,6,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(5,1,7,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(6,1,8,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(7,2,3,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(8,2,4,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(9,2,5,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(10,2,6,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(11,2,7,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(12,2,8,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(13,3,3,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(14,3,4,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(15,3,6,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(16,3,7,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(17,3,8,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(18,4,3,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(19,4,4,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(20,4,5,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(21,4,6,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(22,4,7,NULL,1,1,NULL,NULL,'');
INSERT INTO activity_person VALUES(23,4,8,NULL,1,1,NULL,NULL,'');
CREATE TABLE assessment(
    id INTEGER PRIMARY KEY,
    activity_id INTEGER NOT NULL REFERENCES activity(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    element TEXT NOT NULL CHECK(element IN ('K', 'A', 'E', 'L', 'C')),
    level INTEGER NOT NULL CHECK(level BETWEEN 1 AND 4),
    examiner TEXT NOT NULL CHECK(length(examiner) > 0),
    note TEXT NOT NULL DEFAULT '',
    UNIQUE(activity_id, person_id, element),
    FOREIGN KEY(activity_id, person_id) REFERENCES activity_person(activity_id, person_id)
) STRICT;
CREATE TABLE key_moment(
    id INTEGER PRIMARY KEY,
    drill_id INTEGER REFERENCES drill(id),
    activity_id INTEGER REFERENCES activity(id),
    moment TEXT NOT NULL CHECK(moment IN ('detect', 'alarm', 'call_119', 'first_agent', 'door_closed', 'room_clear',
        'accounted')),
    time_s REAL CHECK(time_s IS NULL OR time_s >= 0),
    reason TEXT NOT NULL,
    CHECK((drill_id IS NULL) <> (activity_id IS NULL)),
    CHECK(time_s IS NOT NULL OR reason <> '')
) STRICT;
CREATE TABLE drill_response_plan(
    id INTEGER PRIMARY KEY,
    drill_id INTEGER NOT NULL UNIQUE REFERENCES drill(id),
    response_plan_id INTEGER NOT NULL REFERENCES response_plan(id)
) STRICT;
CREATE TABLE rotation_slot(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES rotation_slot(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id), -- whose round
    person_id INTEGER NOT NULL REFERENCES person(id),
    year INTEGER NOT NULL CHECK(year BETWEEN 1900 AND 2199),
    cohort_no INTEGER NOT NULL CHECK(cohort_no BETWEEN 1 AND 3),
    planned_day TEXT CHECK(planned_day IS NULL OR planned_day IS date(planned_day, '+0 days')),
    activity_id INTEGER REFERENCES activity(id),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0)
) STRICT;
CREATE TABLE three_tips(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES three_tips(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    local_day TEXT NOT NULL CHECK(local_day IS date(local_day, '+0 days')),
    occasion TEXT NOT NULL DEFAULT '',
    present_count INTEGER NOT NULL CHECK(present_count >= 0),
    informed_count INTEGER NOT NULL CHECK(informed_count BETWEEN 0 AND present_count),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0)
) STRICT;
CREATE TABLE daily_report(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES daily_report(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    local_day TEXT NOT NULL CHECK(local_day IS date(local_day, '+0 days')),
    event_count INTEGER NOT NULL CHECK(event_count >= 0),
    note TEXT NOT NULL DEFAULT '',
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0)
) STRICT;
CREATE TABLE sample_draw(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES sample_draw(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id), -- who draws, from all homes below
    year INTEGER NOT NULL CHECK(year BETWEEN 1900 AND 2199),
    seed TEXT NOT NULL, -- unsigned 64 bit, decimal
    wanted_count INTEGER NOT NULL CHECK(wanted_count >= 0),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0)
) STRICT;
CREATE TABLE sample_home(
    id INTEGER PRIMARY KEY,
    sample_draw_id INTEGER NOT NULL REFERENCES sample_draw(id),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    weight REAL NOT NULL CHECK(weight > 0),
    chosen INTEGER NOT NULL CHECK(chosen IN (0, 1)),
    reason TEXT NOT NULL DEFAULT '',
    UNIQUE(sample_draw_id, organisation_id)
) STRICT;
CREATE TABLE visit_plan(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES visit_plan(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id), -- the home
    by_organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    kind TEXT NOT NULL CHECK(kind IN ('daily_patrol', 'night_patrol', 'monthly_self_check', 'town_monthly',
        'county_visit', 'county_joint', 'city_sample', 'city_patrol', 'holiday_visit',
        'remote', 'maintenance', 'special')),
    planned_day TEXT NOT NULL CHECK(planned_day IS date(planned_day, '+0 days')),
    round_no INTEGER NOT NULL CHECK(round_no > 0),
    unannounced INTEGER NOT NULL DEFAULT 0 CHECK(unannounced IN (0, 1)),
    sample_draw_id INTEGER REFERENCES sample_draw(id),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0)
) STRICT;
CREATE TABLE inspection(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES inspection(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id), -- the home
    by_organisation_id INTEGER REFERENCES organisation(id),       -- none: the home itself
    kind TEXT NOT NULL CHECK(kind IN ('daily_patrol', 'night_patrol', 'monthly_self_check', 'town_monthly',
        'county_visit', 'county_joint', 'city_sample', 'city_patrol', 'holiday_visit',
        'remote', 'maintenance', 'special')),
    local_day TEXT NOT NULL CHECK(local_day IS date(local_day, '+0 days')),
    at_utc TEXT CHECK(at_utc IS NULL OR at_utc IS strftime('%Y-%m-%dT%H:%M:%SZ', at_utc, '+0 seconds')),
    inspector_id INTEGER REFERENCES person(id),
    inspector TEXT NOT NULL CHECK(length(inspector) > 0),
    result TEXT NOT NULL CHECK(result IN ('clean', 'findings', 'not_possible')),
    checklist_key TEXT NOT NULL DEFAULT '',
    checklist_version INTEGER CHECK(checklist_version IS NULL OR checklist_version > 0),
    note TEXT NOT NULL DEFAULT '',
    visit_plan_id INTEGER REFERENCES visit_plan(id),
    import_row_id INTEGER REFERENCES import_row(id),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0)
) STRICT;
CREATE TABLE inspection_item(
    id INTEGER PRIMARY KEY,
    inspection_id INTEGER NOT NULL REFERENCES inspection(id),
    item_no INTEGER NOT NULL CHECK(item_no > 0),
    zone TEXT NOT NULL,
    text TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK(verdict IN ('ok', 'bad', 'not_applicable')),
    note TEXT NOT NULL DEFAULT '',
    UNIQUE(inspection_id, item_no)
) STRICT;
CREATE TABLE IF NOT EXISTS "finding"(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK(length(key) > 0),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    drill_id INTEGER REFERENCES drill(id),
    activity_id INTEGER REFERENCES activity(id),
    inspection_id INTEGER REFERENCES inspection(id),
    -- 自查 交叉检查 县级检查 市级督查 演练 举报 维保 镇级 消防 专项
    source TEXT NOT NULL DEFAULT 'self_check' CHECK(source IN ('self_check', 'cross_check', 'county_check', 'city_check', 'drill', 'report',
        'maintenance', 'town_check', 'fire_check', 'special')),
    category TEXT NOT NULL DEFAULT '', -- of the list of major hazards (判定标准), or the home's own
    zone TEXT NOT NULL DEFAULT '',     -- 部位; with a life-safety item: what is suspended, empty for the whole house
    service TEXT NOT NULL DEFAULT '',  -- service that is suspended, when not a zone
    text TEXT NOT NULL CHECK(length(text) > 0),
    severity TEXT NOT NULL CHECK(severity IN ('ordinary', 'major')),
    life_safety INTEGER NOT NULL CHECK(life_safety IN (0, 1)),
    found_on TEXT NOT NULL CHECK(found_on IS date(found_on, '+0 days')),
    import_row_id INTEGER REFERENCES import_row(id)
) STRICT;
INSERT INTO finding VALUES(1,'finding/1',5,NULL,NULL,NULL,'city_check','','','','灭火器压力不足','ordinary',0,'2025-11-03',NULL);
INSERT INTO finding VALUES(2,'finding/2',5,NULL,NULL,NULL,'fire_check','','','','厨房油烟管道没有清洗','ordinary',0,'2025-07-04',NULL);
INSERT INTO finding VALUES(3,'finding/3',5,NULL,NULL,NULL,'self_check','','','','消火栓没有水带','ordinary',0,'2025-12-03',NULL);
INSERT INTO finding VALUES(4,'finding/4',5,NULL,NULL,NULL,'self_check','','','','应急灯不亮','ordinary',0,'2026-02-17',NULL);
INSERT INTO finding VALUES(5,'finding/5',5,NULL,NULL,NULL,'self_check','','','','安全出口上锁','ordinary',0,'2026-05-08',NULL);
INSERT INTO finding VALUES(6,'finding/6',5,NULL,NULL,NULL,'report','','','','灭火器压力不足','ordinary',0,'2026-02-23',NULL);
INSERT INTO finding VALUES(7,'finding/7',5,NULL,NULL,NULL,'cross_check','','','','厨房油烟管道没有清洗','ordinary',0,'2026-02-26',NULL);
INSERT INTO finding VALUES(8,'finding/8',5,NULL,NULL,NULL,'maintenance','','','','应急灯不亮','ordinary',0,'2026-04-20',NULL);
CREATE TABLE finding_transition(
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    PRIMARY KEY(from_state, to_state)
) STRICT;
INSERT INTO finding_transition VALUES('','registered');
INSERT INTO finding_transition VALUES('registered','in_progress');
INSERT INTO finding_transition VALUES('in_progress','to_be_rechecked');
INSERT INTO finding_transition VALUES('in_progress','extended');
INSERT INTO finding_transition VALUES('extended','extended');
INSERT INTO finding_transition VALUES('extended','to_be_rechecked');
INSERT INTO finding_transition VALUES('to_be_rechecked','closed');
INSERT INTO finding_transition VALUES('to_be_rechecked','returned');
INSERT INTO finding_transition VALUES('returned','to_be_rechecked');
INSERT INTO finding_transition VALUES('returned','extended');
CREATE TABLE IF NOT EXISTS "finding_step"(
    id INTEGER PRIMARY KEY,
    finding_id INTEGER NOT NULL REFERENCES finding(id),
    state TEXT NOT NULL CHECK(state IN ('registered', 'in_progress', 'to_be_rechecked', 'closed', 'returned', 'extended')),
    responsible_id INTEGER REFERENCES person(id),
    measure TEXT NOT NULL,
    deadline TEXT CHECK(deadline IS NULL OR deadline IS date(deadline, '+0 days')),
    contingency TEXT NOT NULL,
    funds_yuan REAL CHECK(funds_yuan IS NULL OR funds_yuan >= 0),
    interim_measure TEXT NOT NULL DEFAULT '', -- 整改期间防范措施
    supervisor_id INTEGER REFERENCES person(id), -- 督办人 of the bureau
    at_utc TEXT NOT NULL,
    actor_id INTEGER NOT NULL REFERENCES person(id),
    evidence TEXT NOT NULL, -- to close, to send back, to extend: proof or reason
    CHECK(state = 'registered' OR (responsible_id IS NOT NULL AND measure <> '' AND deadline IS NOT NULL
                                   AND contingency <> '')),
    CHECK(state NOT IN ('closed', 'returned', 'extended') OR evidence <> ''),
    CHECK(state <> 'closed' OR actor_id <> responsible_id)
) STRICT;
INSERT INTO finding_step VALUES(1,1,'registered',NULL,'',NULL,'',NULL,'',NULL,'2025-11-03T01:00:00Z',4,'');
INSERT INTO finding_step VALUES(2,1,'in_progress',5,'限期整改','2025-12-03','专人看守',NULL,'',NULL,'2025-11-03T01:00:00Z',4,'');
INSERT INTO finding_step VALUES(3,1,'to_be_rechecked',5,'限期整改','2025-12-03','专人看守',NULL,'',NULL,'2025-11-16T01:00:00Z',5,'');
INSERT INTO finding_step VALUES(4,1,'closed',5,'限期整改','2025-12-03','专人看守',NULL,'',NULL,'2025-11-19T01:00:00Z',2,'复查照片');
INSERT INTO finding_step VALUES(5,2,'registered',NULL,'',NULL,'',NULL,'',NULL,'2025-07-04T01:00:00Z',4,'');
INSERT INTO finding_step VALUES(6,2,'in_progress',5,'限期整改','2025-08-03','专人看守',NULL,'',NULL,'2025-07-04T01:00:00Z',4,'');
INSERT INTO finding_step VALUES(7,2,'to_be_rechecked',5,'限期整改','2025-08-03','专人看守',NULL,'',NULL,'2025-07-23T01:00:00Z',5,'');
INSERT INTO finding_step VALUES(8,2,'closed',5,'限期整改','2025-08-03','专人看守',NULL,'',NULL,'2025-07-26T01:00:00Z',2,'复查照片');
INSERT INTO finding_step VALUES(9,3,'registered',NULL,'',NULL,'',NULL,'',NULL,'2025-12-03T01:00:00Z',4,'');
INSERT INTO finding_step VALUES(10,3,'in_progress',5,'限期整改','2026-01-02','专人看守',NULL,'',NULL,'2025-12-03T01:00:00Z',4,'');
INSERT INTO finding_step VALUES(11,3,'to_be_rechecked',5,'限期整改','2026-01-02','专人看守',NULL,'',NULL,'2025-12-08T01:00:00Z',5,'');
INSERT INTO finding_step VALUES(12,3,'closed',5,'限期整改','2026-01-02','专人看守',NULL,'',NULL,'2025-12-11T01:00:00Z',2,'复查照片');
INSERT INTO finding_step VALUES(13,4,'registered',NULL,'',NULL,'',NULL,'',NULL,'2026-02-17T01:00:00Z',4,'');
INSERT INTO finding_step VALUES(14,4,'in_progress',5,'限期整改','2026-03-19','专人看守',NULL,'',NULL,'2026-02-17T01:00:00Z',4,'');
INSERT INTO finding_step VALUES(15,4,'to_be_rechecked',5,'限期整改','2026-03-19','专人看守',NULL,'',NULL,'2026-02-26T01:00:00Z',5,'');
INSERT INTO finding_step VALUES(16,4,'closed',5,'限期整改','2026-03-19','专人看守',NULL,'',NULL,'2026-03-01T01:00:00Z',2,'复查照片');
INSERT INTO finding_step VALUES(17,5,'registered',NULL,'',NULL,'',NULL,'',NULL,'2026-05-08T01:00:00Z',4,'');
INSERT INTO finding_step VALUES(18,5,'in_progress',5,'限期整改','2026-05-23','专人看守',NULL,'',NULL,'2026-05-08T01:00:00Z',4,'');
INSERT INTO finding_step VALUES(19,5,'to_be_rechecked',5,'限期整改','2026-05-23','专人看守',NULL,'',NULL,'2026-05-17T01:00:00Z',5,'');
INSERT INTO finding_step VALUES(20,5,'closed',5,'限期整改','2026-05-23','专人看守',NULL,'',NULL,'2026-05-20T01:00:00Z',2,'复查照片');
INSERT INTO finding_step VALUES(21,6,'registered',NULL,'',NULL,'',NULL,'',NULL,'2026-02-23T01:00:00Z',4,'');
INSERT INTO finding_step VALUES(22,6,'in_progress',5,'限期整改','2026-03-10','专人看守',NULL,'',NULL,'2026-02-23T01:00:00Z',4,'');
INSERT INTO finding_step VALUES(23,6,'to_be_rechecked',5,'限期整改','2026-03-10','专人看守',NULL,'',NULL,'2026-03-01T01:00:00Z',5,'');
INSERT INTO finding_step VALUES(24,6,'closed',5,'限期整改','2026-03-10','专人看守',NULL,'',NULL,'2026-03-04T01:00:00Z',2,'复查照片');
INSERT INTO finding_step VALUES(25,7,'registered',NULL,'',NULL,'',NULL,'',NULL,'2026-02-26T01:00:00Z',4,'');
INSERT INTO finding_step VALUES(26,7,'in_progress',5,'限期整改','2026-03-28','专人看守',NULL,'',NULL,'2026-02-26T01:00:00Z',4,'');
INSERT INTO finding_step VALUES(27,7,'to_be_rechecked',5,'限期整改','2026-03-28','专人看守',NULL,'',NULL,'2026-03-11T01:00:00Z',5,'');
INSERT INTO finding_step VALUES(28,7,'closed',5,'限期整改','2026-03-28','专人看守',NULL,'',NULL,'2026-03-14T01:00:00Z',2,'复查照片');
INSERT INTO finding_step VALUES(29,8,'registered',NULL,'',NULL,'',NULL,'',NULL,'2026-04-20T01:00:00Z',4,'');
INSERT INTO finding_step VALUES(30,8,'in_progress',5,'限期整改','2026-04-27','专人看守',NULL,'',NULL,'2026-04-20T01:00:00Z',4,'');
INSERT INTO finding_step VALUES(31,8,'to_be_rechecked',5,'限期整改','2026-04-27','专人看守',NULL,'',NULL,'2026-04-23T01:00:00Z',5,'');
INSERT INTO finding_step VALUES(32,8,'closed',5,'限期整改','2026-04-27','专人看守',NULL,'',NULL,'2026-04-26T01:00:00Z',2,'复查照片');
CREATE TABLE suspension(
    id INTEGER PRIMARY KEY,
    finding_id INTEGER NOT NULL UNIQUE REFERENCES finding(id),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    zone TEXT NOT NULL,
    service TEXT NOT NULL,
    from_day TEXT NOT NULL CHECK(from_day IS date(from_day, '+0 days'))
) STRICT;
CREATE TABLE suspension_end(
    id INTEGER PRIMARY KEY,
    suspension_id INTEGER NOT NULL UNIQUE REFERENCES suspension(id),
    finding_step_id INTEGER NOT NULL UNIQUE REFERENCES finding_step(id)
) STRICT;
CREATE TABLE norm(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK(length(key) > 0), -- 'MOCA-2023-37'
    title TEXT NOT NULL CHECK(length(title) > 0),
    in_force_from TEXT CHECK(in_force_from IS NULL OR in_force_from IS date(in_force_from, '+0 days')),
    repealed_on TEXT CHECK(repealed_on IS NULL OR repealed_on IS date(repealed_on, '+0 days')) -- its questions are flagged from then on
) STRICT;
CREATE TABLE quiz_item(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES quiz_item(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    key TEXT NOT NULL CHECK(length(key) > 0),
    norm_id INTEGER NOT NULL REFERENCES norm(id),
    clause TEXT NOT NULL CHECK(length(clause) > 0),
    element TEXT NOT NULL CHECK(element IN ('K', 'A', 'E', 'L', 'C')),
    form TEXT NOT NULL CHECK(form IN ('choice', 'judge', 'order', 'position')),
    question TEXT NOT NULL CHECK(length(question) > 0),
    options_json TEXT NOT NULL,
    answer_json TEXT NOT NULL,
    explanation TEXT NOT NULL DEFAULT '',
    mark TEXT NOT NULL CHECK(mark IN ('verified', 'secondary', 'unverified')),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0)
) STRICT;
CREATE TABLE quiz_sitting(
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person(id),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    element TEXT NOT NULL CHECK(element IN ('K', 'A', 'E', 'L', 'C')),
    started_at_utc TEXT NOT NULL CHECK(started_at_utc IS strftime('%Y-%m-%dT%H:%M:%SZ', started_at_utc, '+0 seconds')),
    local_day TEXT NOT NULL CHECK(local_day IS date(started_at_utc, '+8 hours')),
    seed TEXT NOT NULL,
    plan_key TEXT NOT NULL DEFAULT '',
    plan_sha256 TEXT CHECK(plan_sha256 IS NULL OR length(plan_sha256) = 64),
    question_count INTEGER NOT NULL CHECK(question_count > 0),
    correct_count INTEGER NOT NULL CHECK(correct_count BETWEEN 0 AND question_count),
    passed INTEGER NOT NULL CHECK(passed IN (0, 1)),
    invigilator TEXT NOT NULL,
    CHECK(passed = 0 OR correct_count * 100 >= question_count * 80)
) STRICT;
CREATE TABLE quiz_answer(
    id INTEGER PRIMARY KEY,
    quiz_sitting_id INTEGER NOT NULL REFERENCES quiz_sitting(id),
    answer_no INTEGER NOT NULL CHECK(answer_no > 0),
    quiz_item_id INTEGER REFERENCES quiz_item(id), -- none: made from the plan
    question TEXT NOT NULL,
    expected_json TEXT NOT NULL,
    given_json TEXT NOT NULL,
    distance_m REAL CHECK(distance_m IS NULL OR distance_m >= 0),
    correct INTEGER NOT NULL CHECK(correct IN (0, 1)),
    UNIQUE(quiz_sitting_id, answer_no)
) STRICT;
CREATE TABLE IF NOT EXISTS "competence"(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES competence(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    element TEXT NOT NULL CHECK(element IN ('K', 'A', 'E', 'L', 'C')),
    level INTEGER NOT NULL CHECK(level BETWEEN 0 AND 4),
    quality REAL NOT NULL CHECK(quality BETWEEN 0 AND 1),
    evidence_outcome_id INTEGER REFERENCES outcome(id),
    evidence_sitting_id INTEGER REFERENCES quiz_sitting(id),
    evidence_assessment_id INTEGER REFERENCES assessment(id),
    assessed_on TEXT NOT NULL CHECK(assessed_on IS date(assessed_on, '+0 days')),
    valid_until TEXT NOT NULL CHECK(valid_until IS date(valid_until, '+0 days') AND valid_until >= assessed_on),
    CHECK(level > 0 OR corrects_id IS NOT NULL), -- level 0 only takes an older line back
    CHECK((evidence_outcome_id IS NOT NULL) + (evidence_sitting_id IS NOT NULL)
          + (evidence_assessment_id IS NOT NULL) = 1)
) STRICT;
CREATE TABLE attachment(
    id INTEGER PRIMARY KEY,
    corrects_id INTEGER UNIQUE REFERENCES attachment(id),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK(withdrawn = 0 OR (withdrawn = 1 AND corrects_id IS NOT NULL)),
    sha256 TEXT NOT NULL CHECK(length(sha256) = 64),
    size_bytes INTEGER NOT NULL CHECK(size_bytes >= 0),
    media_type TEXT NOT NULL DEFAULT '',
    file_name TEXT NOT NULL CHECK(length(file_name) > 0),
    note TEXT NOT NULL DEFAULT '',
    drill_id INTEGER REFERENCES drill(id),
    activity_id INTEGER REFERENCES activity(id),
    inspection_id INTEGER REFERENCES inspection(id),
    finding_step_id INTEGER REFERENCES finding_step(id),
    finding_id INTEGER REFERENCES finding(id),
    certificate_id INTEGER REFERENCES certificate(id),
    response_plan_id INTEGER REFERENCES response_plan(id),
    recorded_at_utc TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK(length(recorded_by) > 0),
    CHECK((drill_id IS NOT NULL) + (activity_id IS NOT NULL) + (inspection_id IS NOT NULL)
          + (finding_step_id IS NOT NULL) + (finding_id IS NOT NULL) + (certificate_id IS NOT NULL)
          + (response_plan_id IS NOT NULL) = 1)
) STRICT;
CREATE TABLE history_seal(
    id INTEGER PRIMARY KEY,
    table_name TEXT NOT NULL,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL CHECK(last_id >= first_id),
    row_digests TEXT NOT NULL CHECK(length(row_digests) % 16 = 0),
    previous_sha256 TEXT NOT NULL CHECK(length(previous_sha256) = 64),
    sha256 TEXT NOT NULL CHECK(length(sha256) = 64)
) STRICT;
CREATE TRIGGER person_stays BEFORE DELETE ON person
BEGIN SELECT RAISE(ABORT, 'append-only: person'); END;
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
CREATE TRIGGER drill_person_no_update BEFORE UPDATE ON drill_person
BEGIN SELECT RAISE(ABORT, 'append-only: drill_person'); END;
CREATE TRIGGER drill_person_no_delete BEFORE DELETE ON drill_person
BEGIN SELECT RAISE(ABORT, 'append-only: drill_person'); END;
CREATE TRIGGER drill_person_no_replace BEFORE INSERT ON drill_person
WHEN EXISTS (SELECT 1 FROM drill_person WHERE drill_id = NEW.drill_id AND person_id = NEW.person_id)
BEGIN SELECT RAISE(ABORT, 'append-only: drill_person'); END;
CREATE TRIGGER drill_person_firewall BEFORE INSERT ON drill_person
WHEN EXISTS (SELECT 1 FROM drill WHERE id = NEW.drill_id AND (kind = 'demonstration' OR progress = 'planned'))
BEGIN SELECT RAISE(ABORT, 'evidence firewall: nobody took part in this drill'); END;
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
CREATE VIEW drill_in_force AS
    SELECT * FROM drill AS d WHERE NOT EXISTS (SELECT 1 FROM drill AS c WHERE c.corrects_id = d.id);
CREATE VIEW outcome_in_force AS
    SELECT o.* FROM outcome AS o JOIN drill_in_force AS d ON d.id = o.drill_id
    WHERE NOT EXISTS (SELECT 1 FROM outcome AS c WHERE c.corrects_id = o.id);
CREATE INDEX organisation_by_parent ON organisation(parent_id);
CREATE TRIGGER organisation_stays BEFORE DELETE ON organisation
BEGIN SELECT RAISE(ABORT, 'append-only: organisation'); END;
CREATE INDEX person_by_organisation ON person(organisation_id);
CREATE INDEX person_by_name ON person(name);
CREATE INDEX post_by_person ON post_assignment(person_id);
CREATE INDEX post_by_organisation ON post_assignment(organisation_id);
CREATE TRIGGER post_assignment_no_update BEFORE UPDATE ON post_assignment
BEGIN SELECT RAISE(ABORT, 'append-only: post_assignment'); END;
CREATE TRIGGER post_assignment_no_delete BEFORE DELETE ON post_assignment
BEGIN SELECT RAISE(ABORT, 'append-only: post_assignment'); END;
CREATE TRIGGER post_assignment_no_replace BEFORE INSERT ON post_assignment
WHEN EXISTS (SELECT 1 FROM post_assignment WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: post_assignment'); END;
CREATE VIEW post_assignment_in_force AS
    SELECT * FROM post_assignment AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM post_assignment AS c WHERE c.corrects_id = r.id);
CREATE INDEX absence_by_person ON absence(person_id);
CREATE TRIGGER absence_no_update BEFORE UPDATE ON absence
BEGIN SELECT RAISE(ABORT, 'append-only: absence'); END;
CREATE TRIGGER absence_no_delete BEFORE DELETE ON absence
BEGIN SELECT RAISE(ABORT, 'append-only: absence'); END;
CREATE TRIGGER absence_no_replace BEFORE INSERT ON absence
WHEN EXISTS (SELECT 1 FROM absence WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: absence'); END;
CREATE VIEW absence_in_force AS
    SELECT * FROM absence AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM absence AS c WHERE c.corrects_id = r.id);
CREATE TRIGGER person_leave_on_entry AFTER INSERT ON person WHEN NEW.leave_from IS NOT NULL
BEGIN INSERT INTO absence(person_id, from_day, until_day) VALUES(NEW.id, NEW.leave_from, NEW.leave_until); END;
CREATE TRIGGER person_leave_on_change AFTER UPDATE OF leave_from, leave_until ON person
WHEN NEW.leave_from IS NOT NULL AND (OLD.leave_from IS NOT NEW.leave_from OR OLD.leave_until IS NOT NEW.leave_until)
BEGIN
    INSERT INTO absence(corrects_id, person_id, from_day, until_day)
        VALUES((SELECT max(id) FROM absence_in_force WHERE person_id = NEW.id AND from_day = NEW.leave_from),
               NEW.id, NEW.leave_from, NEW.leave_until);
END;
CREATE INDEX team_by_organisation ON team(organisation_id);
CREATE INDEX membership_by_team ON team_membership(team_id);
CREATE INDEX membership_by_person ON team_membership(person_id);
CREATE TRIGGER team_membership_no_update BEFORE UPDATE ON team_membership
BEGIN SELECT RAISE(ABORT, 'append-only: team_membership'); END;
CREATE TRIGGER team_membership_no_delete BEFORE DELETE ON team_membership
BEGIN SELECT RAISE(ABORT, 'append-only: team_membership'); END;
CREATE TRIGGER team_membership_no_replace BEFORE INSERT ON team_membership
WHEN EXISTS (SELECT 1 FROM team_membership WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: team_membership'); END;
CREATE VIEW team_membership_in_force AS
    SELECT * FROM team_membership AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM team_membership AS c WHERE c.corrects_id = r.id);
CREATE INDEX certificate_by_person ON certificate(person_id);
CREATE INDEX certificate_by_organisation ON certificate(organisation_id);
CREATE TRIGGER certificate_no_update BEFORE UPDATE ON certificate
BEGIN SELECT RAISE(ABORT, 'append-only: certificate'); END;
CREATE TRIGGER certificate_no_delete BEFORE DELETE ON certificate
BEGIN SELECT RAISE(ABORT, 'append-only: certificate'); END;
CREATE TRIGGER certificate_no_replace BEFORE INSERT ON certificate
WHEN EXISTS (SELECT 1 FROM certificate WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: certificate'); END;
CREATE VIEW certificate_in_force AS
    SELECT * FROM certificate AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM certificate AS c WHERE c.corrects_id = r.id);
CREATE TRIGGER certificate_revocation_no_update BEFORE UPDATE ON certificate_revocation
BEGIN SELECT RAISE(ABORT, 'append-only: certificate_revocation'); END;
CREATE TRIGGER certificate_revocation_no_delete BEFORE DELETE ON certificate_revocation
BEGIN SELECT RAISE(ABORT, 'append-only: certificate_revocation'); END;
CREATE TRIGGER certificate_revocation_no_replace BEFORE INSERT ON certificate_revocation
WHEN EXISTS (SELECT 1 FROM certificate_revocation WHERE id = NEW.id
             OR (certificate_id = NEW.certificate_id))
BEGIN SELECT RAISE(ABORT, 'append-only: certificate_revocation'); END;
CREATE VIEW certificate_state AS
    SELECT c.*, v.revoked_on FROM certificate_in_force AS c
    LEFT JOIN certificate_revocation AS v ON v.certificate_id = c.id;
CREATE INDEX responsibility_by_organisation ON responsibility(organisation_id, role);
CREATE TRIGGER responsibility_no_update BEFORE UPDATE ON responsibility
BEGIN SELECT RAISE(ABORT, 'append-only: responsibility'); END;
CREATE TRIGGER responsibility_no_delete BEFORE DELETE ON responsibility
BEGIN SELECT RAISE(ABORT, 'append-only: responsibility'); END;
CREATE TRIGGER responsibility_no_replace BEFORE INSERT ON responsibility
WHEN EXISTS (SELECT 1 FROM responsibility WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: responsibility'); END;
CREATE VIEW responsibility_in_force AS
    SELECT * FROM responsibility AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM responsibility AS c WHERE c.corrects_id = r.id);
CREATE TRIGGER rule_set_no_update BEFORE UPDATE ON rule_set
BEGIN SELECT RAISE(ABORT, 'append-only: rule_set'); END;
CREATE TRIGGER rule_set_no_delete BEFORE DELETE ON rule_set
BEGIN SELECT RAISE(ABORT, 'append-only: rule_set'); END;
CREATE TRIGGER rule_set_no_replace BEFORE INSERT ON rule_set
WHEN EXISTS (SELECT 1 FROM rule_set WHERE id = NEW.id
             OR (key = NEW.key AND version = NEW.version))
BEGIN SELECT RAISE(ABORT, 'append-only: rule_set'); END;
CREATE INDEX adoption_by_organisation ON rule_adoption(organisation_id);
CREATE TRIGGER rule_adoption_no_update BEFORE UPDATE ON rule_adoption
BEGIN SELECT RAISE(ABORT, 'append-only: rule_adoption'); END;
CREATE TRIGGER rule_adoption_no_delete BEFORE DELETE ON rule_adoption
BEGIN SELECT RAISE(ABORT, 'append-only: rule_adoption'); END;
CREATE TRIGGER rule_adoption_no_replace BEFORE INSERT ON rule_adoption
WHEN EXISTS (SELECT 1 FROM rule_adoption WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: rule_adoption'); END;
CREATE VIEW rule_adoption_in_force AS
    SELECT * FROM rule_adoption AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM rule_adoption AS c WHERE c.corrects_id = r.id);
CREATE INDEX import_by_file ON import_batch(file_sha256, kind);
CREATE TRIGGER import_batch_no_update BEFORE UPDATE ON import_batch
BEGIN SELECT RAISE(ABORT, 'append-only: import_batch'); END;
CREATE TRIGGER import_batch_no_delete BEFORE DELETE ON import_batch
BEGIN SELECT RAISE(ABORT, 'append-only: import_batch'); END;
CREATE TRIGGER import_batch_no_replace BEFORE INSERT ON import_batch
WHEN EXISTS (SELECT 1 FROM import_batch WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: import_batch'); END;
CREATE INDEX import_row_by_hash ON import_row(row_sha256);
CREATE TRIGGER import_row_no_update BEFORE UPDATE ON import_row
BEGIN SELECT RAISE(ABORT, 'append-only: import_row'); END;
CREATE TRIGGER import_row_no_delete BEFORE DELETE ON import_row
BEGIN SELECT RAISE(ABORT, 'append-only: import_row'); END;
CREATE TRIGGER import_row_no_replace BEFORE INSERT ON import_row
WHEN EXISTS (SELECT 1 FROM import_row WHERE id = NEW.id
             OR (batch_id = NEW.batch_id AND sheet = NEW.sheet AND row_no = NEW.row_no))
BEGIN SELECT RAISE(ABORT, 'append-only: import_row'); END;
CREATE INDEX response_plan_by_organisation ON response_plan(organisation_id);
CREATE TRIGGER response_plan_no_update BEFORE UPDATE ON response_plan
BEGIN SELECT RAISE(ABORT, 'append-only: response_plan'); END;
CREATE TRIGGER response_plan_no_delete BEFORE DELETE ON response_plan
BEGIN SELECT RAISE(ABORT, 'append-only: response_plan'); END;
CREATE TRIGGER response_plan_no_replace BEFORE INSERT ON response_plan
WHEN EXISTS (SELECT 1 FROM response_plan WHERE id = NEW.id
             OR (key = NEW.key AND version = NEW.version))
BEGIN SELECT RAISE(ABORT, 'append-only: response_plan'); END;
CREATE UNIQUE INDEX campaign_once ON campaign(key) WHERE corrects_id IS NULL;
CREATE TRIGGER campaign_no_update BEFORE UPDATE ON campaign
BEGIN SELECT RAISE(ABORT, 'append-only: campaign'); END;
CREATE TRIGGER campaign_no_delete BEFORE DELETE ON campaign
BEGIN SELECT RAISE(ABORT, 'append-only: campaign'); END;
CREATE TRIGGER campaign_no_replace BEFORE INSERT ON campaign
WHEN EXISTS (SELECT 1 FROM campaign WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: campaign'); END;
CREATE VIEW campaign_in_force AS
    SELECT * FROM campaign AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM campaign AS c WHERE c.corrects_id = r.id);
CREATE INDEX requirement_by_campaign ON campaign_requirement(campaign_id);
CREATE TRIGGER campaign_requirement_no_update BEFORE UPDATE ON campaign_requirement
BEGIN SELECT RAISE(ABORT, 'append-only: campaign_requirement'); END;
CREATE TRIGGER campaign_requirement_no_delete BEFORE DELETE ON campaign_requirement
BEGIN SELECT RAISE(ABORT, 'append-only: campaign_requirement'); END;
CREATE TRIGGER campaign_requirement_no_replace BEFORE INSERT ON campaign_requirement
WHEN EXISTS (SELECT 1 FROM campaign_requirement WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: campaign_requirement'); END;
CREATE UNIQUE INDEX activity_once ON activity(key) WHERE corrects_id IS NULL;
CREATE INDEX activity_by_organisation ON activity(organisation_id, local_day);
CREATE INDEX activity_by_day ON activity(local_day, kind);
CREATE INDEX activity_by_campaign ON activity(campaign_id);
CREATE TRIGGER activity_no_update BEFORE UPDATE ON activity
BEGIN SELECT RAISE(ABORT, 'append-only: activity'); END;
CREATE TRIGGER activity_no_delete BEFORE DELETE ON activity
BEGIN SELECT RAISE(ABORT, 'append-only: activity'); END;
CREATE TRIGGER activity_no_replace BEFORE INSERT ON activity
WHEN EXISTS (SELECT 1 FROM activity WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: activity'); END;
CREATE TRIGGER activity_not_again BEFORE INSERT ON activity
WHEN NEW.corrects_id IS NULL AND EXISTS (SELECT 1 FROM activity WHERE key = NEW.key AND corrects_id IS NULL)
BEGIN SELECT RAISE(ABORT, 'append-only: activity is recorded already'); END;
CREATE VIEW activity_in_force AS
    SELECT * FROM activity AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM activity AS c WHERE c.corrects_id = r.id);
CREATE INDEX activity_organisation_by_organisation ON activity_organisation(organisation_id);
CREATE TRIGGER activity_organisation_no_update BEFORE UPDATE ON activity_organisation
BEGIN SELECT RAISE(ABORT, 'append-only: activity_organisation'); END;
CREATE TRIGGER activity_organisation_no_delete BEFORE DELETE ON activity_organisation
BEGIN SELECT RAISE(ABORT, 'append-only: activity_organisation'); END;
CREATE TRIGGER activity_organisation_no_replace BEFORE INSERT ON activity_organisation
WHEN EXISTS (SELECT 1 FROM activity_organisation WHERE id = NEW.id
             OR (activity_id = NEW.activity_id AND organisation_id = NEW.organisation_id))
BEGIN SELECT RAISE(ABORT, 'append-only: activity_organisation'); END;
CREATE INDEX activity_person_by_person ON activity_person(person_id);
CREATE INDEX activity_person_that_counts ON activity_person(activity_id, person_id)
    WHERE attended = 1 AND COALESCE(passed, 1) = 1;
CREATE TRIGGER activity_person_no_update BEFORE UPDATE ON activity_person
BEGIN SELECT RAISE(ABORT, 'append-only: activity_person'); END;
CREATE TRIGGER activity_person_no_delete BEFORE DELETE ON activity_person
BEGIN SELECT RAISE(ABORT, 'append-only: activity_person'); END;
CREATE TRIGGER activity_person_no_replace BEFORE INSERT ON activity_person
WHEN EXISTS (SELECT 1 FROM activity_person WHERE id = NEW.id
             OR (activity_id = NEW.activity_id AND person_id = NEW.person_id))
BEGIN SELECT RAISE(ABORT, 'append-only: activity_person'); END;
CREATE TRIGGER activity_person_firewall BEFORE INSERT ON activity_person
WHEN NEW.attended = 1 AND EXISTS (SELECT 1 FROM activity WHERE id = NEW.activity_id
                                  AND (kind = 'demonstration' OR progress <> 'held'))
BEGIN SELECT RAISE(ABORT, 'evidence firewall: nobody took part in this activity'); END;
CREATE INDEX assessment_by_person ON assessment(person_id, element);
CREATE TRIGGER assessment_no_update BEFORE UPDATE ON assessment
BEGIN SELECT RAISE(ABORT, 'append-only: assessment'); END;
CREATE TRIGGER assessment_no_delete BEFORE DELETE ON assessment
BEGIN SELECT RAISE(ABORT, 'append-only: assessment'); END;
CREATE TRIGGER assessment_no_replace BEFORE INSERT ON assessment
WHEN EXISTS (SELECT 1 FROM assessment WHERE id = NEW.id
             OR (activity_id = NEW.activity_id AND person_id = NEW.person_id AND element = NEW.element))
BEGIN SELECT RAISE(ABORT, 'append-only: assessment'); END;
CREATE UNIQUE INDEX key_moment_of_drill ON key_moment(drill_id, moment) WHERE drill_id IS NOT NULL;
CREATE UNIQUE INDEX key_moment_of_activity ON key_moment(activity_id, moment) WHERE activity_id IS NOT NULL;
CREATE TRIGGER key_moment_no_update BEFORE UPDATE ON key_moment
BEGIN SELECT RAISE(ABORT, 'append-only: key_moment'); END;
CREATE TRIGGER key_moment_no_delete BEFORE DELETE ON key_moment
BEGIN SELECT RAISE(ABORT, 'append-only: key_moment'); END;
CREATE TRIGGER key_moment_no_replace BEFORE INSERT ON key_moment
WHEN EXISTS (SELECT 1 FROM key_moment WHERE id = NEW.id
             OR (drill_id = NEW.drill_id AND moment = NEW.moment)
             OR (activity_id = NEW.activity_id AND moment = NEW.moment))
BEGIN SELECT RAISE(ABORT, 'append-only: key_moment'); END;
CREATE TRIGGER drill_response_plan_no_update BEFORE UPDATE ON drill_response_plan
BEGIN SELECT RAISE(ABORT, 'append-only: drill_response_plan'); END;
CREATE TRIGGER drill_response_plan_no_delete BEFORE DELETE ON drill_response_plan
BEGIN SELECT RAISE(ABORT, 'append-only: drill_response_plan'); END;
CREATE TRIGGER drill_response_plan_no_replace BEFORE INSERT ON drill_response_plan
WHEN EXISTS (SELECT 1 FROM drill_response_plan WHERE id = NEW.id
             OR (drill_id = NEW.drill_id))
BEGIN SELECT RAISE(ABORT, 'append-only: drill_response_plan'); END;
CREATE INDEX rotation_by_person ON rotation_slot(person_id);
CREATE INDEX rotation_by_year ON rotation_slot(organisation_id, year);
CREATE TRIGGER rotation_slot_no_update BEFORE UPDATE ON rotation_slot
BEGIN SELECT RAISE(ABORT, 'append-only: rotation_slot'); END;
CREATE TRIGGER rotation_slot_no_delete BEFORE DELETE ON rotation_slot
BEGIN SELECT RAISE(ABORT, 'append-only: rotation_slot'); END;
CREATE TRIGGER rotation_slot_no_replace BEFORE INSERT ON rotation_slot
WHEN EXISTS (SELECT 1 FROM rotation_slot WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: rotation_slot'); END;
CREATE VIEW rotation_slot_in_force AS
    SELECT * FROM rotation_slot AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM rotation_slot AS c WHERE c.corrects_id = r.id);
CREATE INDEX three_tips_by_day ON three_tips(organisation_id, local_day);
CREATE TRIGGER three_tips_no_update BEFORE UPDATE ON three_tips
BEGIN SELECT RAISE(ABORT, 'append-only: three_tips'); END;
CREATE TRIGGER three_tips_no_delete BEFORE DELETE ON three_tips
BEGIN SELECT RAISE(ABORT, 'append-only: three_tips'); END;
CREATE TRIGGER three_tips_no_replace BEFORE INSERT ON three_tips
WHEN EXISTS (SELECT 1 FROM three_tips WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: three_tips'); END;
CREATE VIEW three_tips_in_force AS
    SELECT * FROM three_tips AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM three_tips AS c WHERE c.corrects_id = r.id);
CREATE UNIQUE INDEX daily_report_once ON daily_report(organisation_id, local_day) WHERE corrects_id IS NULL;
CREATE TRIGGER daily_report_no_update BEFORE UPDATE ON daily_report
BEGIN SELECT RAISE(ABORT, 'append-only: daily_report'); END;
CREATE TRIGGER daily_report_no_delete BEFORE DELETE ON daily_report
BEGIN SELECT RAISE(ABORT, 'append-only: daily_report'); END;
CREATE TRIGGER daily_report_no_replace BEFORE INSERT ON daily_report
WHEN EXISTS (SELECT 1 FROM daily_report WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: daily_report'); END;
CREATE TRIGGER daily_report_not_again BEFORE INSERT ON daily_report
WHEN NEW.corrects_id IS NULL AND EXISTS (SELECT 1 FROM daily_report WHERE organisation_id = NEW.organisation_id
                                         AND local_day = NEW.local_day AND corrects_id IS NULL)
BEGIN SELECT RAISE(ABORT, 'append-only: daily_report'); END;
CREATE VIEW daily_report_in_force AS
    SELECT * FROM daily_report AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM daily_report AS c WHERE c.corrects_id = r.id);
CREATE TRIGGER sample_draw_no_update BEFORE UPDATE ON sample_draw
BEGIN SELECT RAISE(ABORT, 'append-only: sample_draw'); END;
CREATE TRIGGER sample_draw_no_delete BEFORE DELETE ON sample_draw
BEGIN SELECT RAISE(ABORT, 'append-only: sample_draw'); END;
CREATE TRIGGER sample_draw_no_replace BEFORE INSERT ON sample_draw
WHEN EXISTS (SELECT 1 FROM sample_draw WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: sample_draw'); END;
CREATE VIEW sample_draw_in_force AS
    SELECT * FROM sample_draw AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM sample_draw AS c WHERE c.corrects_id = r.id);
CREATE TRIGGER sample_home_no_update BEFORE UPDATE ON sample_home
BEGIN SELECT RAISE(ABORT, 'append-only: sample_home'); END;
CREATE TRIGGER sample_home_no_delete BEFORE DELETE ON sample_home
BEGIN SELECT RAISE(ABORT, 'append-only: sample_home'); END;
CREATE TRIGGER sample_home_no_replace BEFORE INSERT ON sample_home
WHEN EXISTS (SELECT 1 FROM sample_home WHERE id = NEW.id
             OR (sample_draw_id = NEW.sample_draw_id AND organisation_id = NEW.organisation_id))
BEGIN SELECT RAISE(ABORT, 'append-only: sample_home'); END;
CREATE INDEX visit_plan_by_home ON visit_plan(organisation_id, planned_day);
CREATE INDEX visit_plan_by_office ON visit_plan(by_organisation_id, planned_day);
CREATE TRIGGER visit_plan_no_update BEFORE UPDATE ON visit_plan
BEGIN SELECT RAISE(ABORT, 'append-only: visit_plan'); END;
CREATE TRIGGER visit_plan_no_delete BEFORE DELETE ON visit_plan
BEGIN SELECT RAISE(ABORT, 'append-only: visit_plan'); END;
CREATE TRIGGER visit_plan_no_replace BEFORE INSERT ON visit_plan
WHEN EXISTS (SELECT 1 FROM visit_plan WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: visit_plan'); END;
CREATE VIEW visit_plan_in_force AS
    SELECT * FROM visit_plan AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM visit_plan AS c WHERE c.corrects_id = r.id);
CREATE INDEX inspection_by_home ON inspection(organisation_id, kind, local_day);
CREATE INDEX inspection_by_day ON inspection(local_day, kind);
CREATE INDEX inspection_by_plan ON inspection(visit_plan_id);
CREATE TRIGGER inspection_no_update BEFORE UPDATE ON inspection
BEGIN SELECT RAISE(ABORT, 'append-only: inspection'); END;
CREATE TRIGGER inspection_no_delete BEFORE DELETE ON inspection
BEGIN SELECT RAISE(ABORT, 'append-only: inspection'); END;
CREATE TRIGGER inspection_no_replace BEFORE INSERT ON inspection
WHEN EXISTS (SELECT 1 FROM inspection WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: inspection'); END;
CREATE VIEW inspection_in_force AS
    SELECT * FROM inspection AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM inspection AS c WHERE c.corrects_id = r.id);
CREATE TRIGGER inspection_item_no_update BEFORE UPDATE ON inspection_item
BEGIN SELECT RAISE(ABORT, 'append-only: inspection_item'); END;
CREATE TRIGGER inspection_item_no_delete BEFORE DELETE ON inspection_item
BEGIN SELECT RAISE(ABORT, 'append-only: inspection_item'); END;
CREATE TRIGGER inspection_item_no_replace BEFORE INSERT ON inspection_item
WHEN EXISTS (SELECT 1 FROM inspection_item WHERE id = NEW.id
             OR (inspection_id = NEW.inspection_id AND item_no = NEW.item_no))
BEGIN SELECT RAISE(ABORT, 'append-only: inspection_item'); END;
CREATE INDEX finding_by_organisation ON finding(organisation_id, found_on);
CREATE INDEX finding_by_day ON finding(found_on);
CREATE TRIGGER finding_no_update BEFORE UPDATE ON finding
BEGIN SELECT RAISE(ABORT, 'append-only: finding'); END;
CREATE TRIGGER finding_no_delete BEFORE DELETE ON finding
BEGIN SELECT RAISE(ABORT, 'append-only: finding'); END;
CREATE TRIGGER finding_no_replace BEFORE INSERT ON finding
WHEN EXISTS (SELECT 1 FROM finding WHERE id = NEW.id
             OR (key = NEW.key))
BEGIN SELECT RAISE(ABORT, 'append-only: finding'); END;
CREATE TRIGGER finding_transition_no_update BEFORE UPDATE ON finding_transition
BEGIN SELECT RAISE(ABORT, 'append-only: finding_transition'); END;
CREATE TRIGGER finding_transition_no_delete BEFORE DELETE ON finding_transition
BEGIN SELECT RAISE(ABORT, 'append-only: finding_transition'); END;
CREATE TRIGGER finding_transition_no_insert BEFORE INSERT ON finding_transition
BEGIN SELECT RAISE(ABORT, 'append-only: finding_transition'); END;
CREATE INDEX step_by_finding ON finding_step(finding_id);
CREATE TRIGGER finding_step_no_update BEFORE UPDATE ON finding_step
BEGIN SELECT RAISE(ABORT, 'append-only: finding_step'); END;
CREATE TRIGGER finding_step_no_delete BEFORE DELETE ON finding_step
BEGIN SELECT RAISE(ABORT, 'append-only: finding_step'); END;
CREATE TRIGGER finding_step_no_replace BEFORE INSERT ON finding_step
WHEN EXISTS (SELECT 1 FROM finding_step WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: finding_step'); END;
CREATE TRIGGER finding_step_transition BEFORE INSERT ON finding_step
WHEN NOT EXISTS (SELECT 1 FROM finding_transition WHERE to_state = NEW.state AND from_state = COALESCE(
    (SELECT state FROM finding_step WHERE finding_id = NEW.finding_id ORDER BY id DESC LIMIT 1), ''))
BEGIN SELECT RAISE(ABORT, 'finding: illegal transition'); END;
CREATE TRIGGER finding_step_extension BEFORE INSERT ON finding_step
WHEN NEW.state = 'extended' AND NEW.deadline <= (SELECT deadline FROM finding_step
    WHERE finding_id = NEW.finding_id ORDER BY id DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'finding: an extension ends later'); END;
CREATE TRIGGER finding_step_deadline BEFORE INSERT ON finding_step
WHEN NEW.state IN ('to_be_rechecked', 'returned', 'closed') AND NEW.deadline IS NOT (SELECT deadline FROM finding_step
    WHERE finding_id = NEW.finding_id ORDER BY id DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'finding: only an extension moves the deadline'); END;
CREATE TRIGGER finding_step_second_person BEFORE INSERT ON finding_step
WHEN NEW.state = 'closed' AND EXISTS (SELECT 1 FROM finding_step AS s
    WHERE s.id = (SELECT max(id) FROM finding_step WHERE finding_id = NEW.finding_id)
      AND NEW.actor_id IN (s.actor_id, s.responsible_id))
BEGIN SELECT RAISE(ABORT, 'finding: closed by a second person'); END;
CREATE VIEW office_person AS
    SELECT p.id AS person_id, p.joined_on AS from_day, p.left_on AS until_day
    FROM person AS p JOIN organisation AS o ON o.id = p.organisation_id
    WHERE o.kind IN ('bureau', 'bureau_unit', 'town_office', 'county', 'city', 'province')
    UNION ALL
    SELECT a.person_id, a.from_day, COALESCE(a.until_day, p.left_on)
    FROM post_assignment_in_force AS a JOIN organisation AS o ON o.id = a.organisation_id
    JOIN person AS p ON p.id = a.person_id
    WHERE o.kind IN ('bureau', 'bureau_unit', 'town_office', 'county', 'city', 'province');
CREATE TRIGGER finding_step_major BEFORE INSERT ON finding_step
WHEN NEW.state <> 'registered'
     AND (NEW.supervisor_id IS NULL OR NEW.interim_measure = '' OR NEW.funds_yuan IS NULL
          OR NOT EXISTS (SELECT 1 FROM office_person AS w WHERE w.person_id = NEW.supervisor_id))
     AND EXISTS (SELECT 1 FROM finding WHERE id = NEW.finding_id AND severity = 'major')
BEGIN SELECT RAISE(ABORT, 'finding: a major one has a supervisor of the bureau, funds and an interim measure'); END;
CREATE TRIGGER finding_step_extended_by BEFORE INSERT ON finding_step
WHEN NEW.state = 'extended'
     AND (NEW.actor_id = NEW.responsible_id
          OR NEW.actor_id = (SELECT responsible_id FROM finding_step
                             WHERE finding_id = NEW.finding_id ORDER BY id DESC LIMIT 1)
          OR (NOT EXISTS (SELECT 1 FROM office_person AS w WHERE w.person_id = NEW.actor_id
                          AND w.from_day <= date(NEW.at_utc, '+8 hours')
                          AND (w.until_day IS NULL OR w.until_day >= date(NEW.at_utc, '+8 hours')))
              AND NOT EXISTS (SELECT 1 FROM post_assignment_in_force AS a JOIN finding AS f ON f.id = NEW.finding_id
                              WHERE a.person_id = NEW.actor_id AND a.organisation_id = f.organisation_id
                              AND f.severity = 'ordinary'
                              AND a.post IN ('leader', 'legal_representative', 'deputy_leader', 'safety_manager')
                              AND a.from_day <= date(NEW.at_utc, '+8 hours')
                              AND (a.until_day IS NULL OR a.until_day >= date(NEW.at_utc, '+8 hours')))))
BEGIN SELECT RAISE(ABORT, 'finding: extended by somebody entitled'); END;
CREATE VIEW finding_state AS
    SELECT f.id AS finding_id, s.id AS step_id, s.state, s.deadline, s.responsible_id, s.at_utc
    FROM finding AS f JOIN finding_step AS s
    ON s.id = (SELECT max(l.id) FROM finding_step AS l WHERE l.finding_id = f.id);
CREATE INDEX suspension_by_organisation ON suspension(organisation_id);
CREATE TRIGGER suspension_no_update BEFORE UPDATE ON suspension
BEGIN SELECT RAISE(ABORT, 'append-only: suspension'); END;
CREATE TRIGGER suspension_no_delete BEFORE DELETE ON suspension
BEGIN SELECT RAISE(ABORT, 'append-only: suspension'); END;
CREATE TRIGGER suspension_no_replace BEFORE INSERT ON suspension
WHEN EXISTS (SELECT 1 FROM suspension WHERE id = NEW.id
             OR (finding_id = NEW.finding_id))
BEGIN SELECT RAISE(ABORT, 'append-only: suspension'); END;
CREATE TRIGGER suspension_end_no_update BEFORE UPDATE ON suspension_end
BEGIN SELECT RAISE(ABORT, 'append-only: suspension_end'); END;
CREATE TRIGGER suspension_end_no_delete BEFORE DELETE ON suspension_end
BEGIN SELECT RAISE(ABORT, 'append-only: suspension_end'); END;
CREATE TRIGGER suspension_end_no_replace BEFORE INSERT ON suspension_end
WHEN EXISTS (SELECT 1 FROM suspension_end WHERE id = NEW.id
             OR (suspension_id = NEW.suspension_id)
             OR (finding_step_id = NEW.finding_step_id))
BEGIN SELECT RAISE(ABORT, 'append-only: suspension_end'); END;
CREATE TRIGGER suspension_end_by_closure BEFORE INSERT ON suspension_end
WHEN NOT EXISTS (SELECT 1 FROM finding_step AS s JOIN suspension AS u ON u.finding_id = s.finding_id
                 WHERE s.id = NEW.finding_step_id AND u.id = NEW.suspension_id AND s.state = 'closed')
BEGIN SELECT RAISE(ABORT, 'finding: only closure lifts a suspension'); END;
CREATE TRIGGER finding_suspends AFTER INSERT ON finding WHEN NEW.life_safety = 1
BEGIN
    INSERT INTO suspension(finding_id, organisation_id, zone, service, from_day)
        VALUES(NEW.id, NEW.organisation_id, NEW.zone, NEW.service, NEW.found_on);
END;
CREATE TRIGGER finding_step_lifts AFTER INSERT ON finding_step
WHEN NEW.state = 'closed' AND EXISTS (SELECT 1 FROM suspension WHERE finding_id = NEW.finding_id)
BEGIN
    INSERT INTO suspension_end(suspension_id, finding_step_id)
        VALUES((SELECT id FROM suspension WHERE finding_id = NEW.finding_id), NEW.id);
END;
CREATE VIEW suspended_now AS
    SELECT u.* FROM suspension AS u
    WHERE NOT EXISTS (SELECT 1 FROM suspension_end AS e WHERE e.suspension_id = u.id);
CREATE INDEX quiz_item_by_norm ON quiz_item(norm_id);
CREATE UNIQUE INDEX quiz_item_once ON quiz_item(key) WHERE corrects_id IS NULL;
CREATE TRIGGER quiz_item_no_update BEFORE UPDATE ON quiz_item
BEGIN SELECT RAISE(ABORT, 'append-only: quiz_item'); END;
CREATE TRIGGER quiz_item_no_delete BEFORE DELETE ON quiz_item
BEGIN SELECT RAISE(ABORT, 'append-only: quiz_item'); END;
CREATE TRIGGER quiz_item_no_replace BEFORE INSERT ON quiz_item
WHEN EXISTS (SELECT 1 FROM quiz_item WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: quiz_item'); END;
CREATE VIEW quiz_item_in_force AS
    SELECT * FROM quiz_item AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM quiz_item AS c WHERE c.corrects_id = r.id);
CREATE INDEX quiz_sitting_by_person ON quiz_sitting(person_id, element);
CREATE TRIGGER quiz_sitting_no_update BEFORE UPDATE ON quiz_sitting
BEGIN SELECT RAISE(ABORT, 'append-only: quiz_sitting'); END;
CREATE TRIGGER quiz_sitting_no_delete BEFORE DELETE ON quiz_sitting
BEGIN SELECT RAISE(ABORT, 'append-only: quiz_sitting'); END;
CREATE TRIGGER quiz_sitting_no_replace BEFORE INSERT ON quiz_sitting
WHEN EXISTS (SELECT 1 FROM quiz_sitting WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: quiz_sitting'); END;
CREATE TRIGGER quiz_answer_no_update BEFORE UPDATE ON quiz_answer
BEGIN SELECT RAISE(ABORT, 'append-only: quiz_answer'); END;
CREATE TRIGGER quiz_answer_no_delete BEFORE DELETE ON quiz_answer
BEGIN SELECT RAISE(ABORT, 'append-only: quiz_answer'); END;
CREATE TRIGGER quiz_answer_no_replace BEFORE INSERT ON quiz_answer
WHEN EXISTS (SELECT 1 FROM quiz_answer WHERE id = NEW.id
             OR (quiz_sitting_id = NEW.quiz_sitting_id AND answer_no = NEW.answer_no))
BEGIN SELECT RAISE(ABORT, 'append-only: quiz_answer'); END;
CREATE INDEX competence_by_person ON competence(person_id, element);
CREATE INDEX competence_by_outcome ON competence(evidence_outcome_id);
CREATE TRIGGER competence_no_update BEFORE UPDATE ON competence
BEGIN SELECT RAISE(ABORT, 'append-only: competence'); END;
CREATE TRIGGER competence_no_delete BEFORE DELETE ON competence
BEGIN SELECT RAISE(ABORT, 'append-only: competence'); END;
CREATE TRIGGER competence_no_replace BEFORE INSERT ON competence
WHEN EXISTS (SELECT 1 FROM competence WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: competence'); END;
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
AND NOT EXISTS (
    SELECT 1 FROM quiz_sitting AS q
    WHERE q.id = NEW.evidence_sitting_id AND q.person_id = NEW.person_id AND q.element = NEW.element
      AND q.passed = 1 AND q.local_day = NEW.assessed_on AND NEW.level <= 1 AND NEW.quality <= 0.4)
AND NOT EXISTS (
    SELECT 1 FROM assessment AS s
    JOIN activity AS a ON a.id = s.activity_id
    JOIN activity_person AS t ON t.activity_id = s.activity_id AND t.person_id = s.person_id
    JOIN person AS who ON who.id = s.person_id
    WHERE s.id = NEW.evidence_assessment_id AND s.person_id = NEW.person_id AND s.element = NEW.element
      AND a.kind = 'training' AND a.progress = 'held' AND a.withdrawn = 0 AND a.local_day = NEW.assessed_on
      AND t.attended = 1 AND COALESCE(t.passed, 1) = 1 AND s.examiner <> who.name
      AND NEW.level <= s.level AND NEW.level <= 2 AND NEW.quality <= 0.8
      AND (NEW.level <= 1 OR NEW.element <> 'E' OR a.form = 'hands_on'))
BEGIN SELECT RAISE(ABORT, 'evidence firewall: this is no evidence for a level'); END;
CREATE VIEW competence_in_force AS
    SELECT k.* FROM competence AS k
    WHERE k.level > 0 AND NOT EXISTS (SELECT 1 FROM competence AS c WHERE c.corrects_id = k.id)
      AND (k.evidence_sitting_id IS NOT NULL
           OR EXISTS (SELECT 1 FROM outcome_in_force AS o WHERE o.id = k.evidence_outcome_id)
           OR EXISTS (SELECT 1 FROM assessment AS s JOIN activity_in_force AS a ON a.id = s.activity_id
                      WHERE s.id = k.evidence_assessment_id));
CREATE VIEW evidence_outcome AS
    SELECT o.*, d.kind, d.scenario_key, d.started_at_utc, d.local_day, d.night, d.distractors,
           d.blocked_exit, d.headcount_exact, d.zone_staff_count, d.deciding_count
    FROM outcome_in_force AS o
    JOIN drill AS d ON d.id = o.drill_id
    JOIN drill_person AS p ON p.drill_id = o.drill_id AND p.person_id = o.person_id
    JOIN person AS who ON who.id = o.person_id
    WHERE p.played_by = 'person' AND d.progress = 'held'
      AND (d.kind = 'live' OR (d.kind = 'real' AND o.observer <> '' AND o.observer <> who.name));
CREATE INDEX attachment_by_hash ON attachment(sha256);
CREATE INDEX attachment_of_activity ON attachment(activity_id) WHERE activity_id IS NOT NULL;
CREATE INDEX attachment_of_finding ON attachment(finding_id) WHERE finding_id IS NOT NULL;
CREATE TRIGGER attachment_no_update BEFORE UPDATE ON attachment
BEGIN SELECT RAISE(ABORT, 'append-only: attachment'); END;
CREATE TRIGGER attachment_no_delete BEFORE DELETE ON attachment
BEGIN SELECT RAISE(ABORT, 'append-only: attachment'); END;
CREATE TRIGGER attachment_no_replace BEFORE INSERT ON attachment
WHEN EXISTS (SELECT 1 FROM attachment WHERE id = NEW.id
             OR (NEW.corrects_id IS NOT NULL AND corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only: attachment'); END;
CREATE VIEW attachment_in_force AS
    SELECT * FROM attachment AS r WHERE r.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM attachment AS c WHERE c.corrects_id = r.id);
CREATE INDEX seal_by_table ON history_seal(table_name, last_id);
CREATE TRIGGER history_seal_no_update BEFORE UPDATE ON history_seal
BEGIN SELECT RAISE(ABORT, 'append-only: history_seal'); END;
CREATE TRIGGER history_seal_no_delete BEFORE DELETE ON history_seal
BEGIN SELECT RAISE(ABORT, 'append-only: history_seal'); END;
CREATE TRIGGER history_seal_no_replace BEFORE INSERT ON history_seal
WHEN EXISTS (SELECT 1 FROM history_seal WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: history_seal'); END;
CREATE TRIGGER history_seal_is_a_chain BEFORE INSERT ON history_seal
WHEN NEW.previous_sha256 <> COALESCE((SELECT sha256 FROM history_seal ORDER BY id DESC LIMIT 1),
                                     '0000000000000000000000000000000000000000000000000000000000000000')
BEGIN SELECT RAISE(ABORT, 'append-only: seal chain broken'); END;
CREATE VIEW countable_activity AS
    SELECT 'drill' AS source, d.id AS source_id, d.organisation_id, NULL AS team_id, 'drill' AS activity,
           'home' AS level, 'part' AS scope, 'real_drill' AS form, ' fire ' AS content_tags, d.local_day
    FROM drill_in_force AS d WHERE d.kind = 'real' AND d.progress = 'held' AND d.lead_observer <> ''
    UNION ALL
    SELECT 'activity', a.id, a.organisation_id, a.team_id, a.kind,
           a.level, a.scope, a.form, a.content_tags, a.local_day
    FROM activity_in_force AS a
    WHERE a.progress = 'held' AND a.kind NOT IN ('demonstration', 'tabletop')
    UNION ALL
    SELECT 'activity', a.id, g.organisation_id, NULL, a.kind,
           a.level, a.scope, a.form, a.content_tags, a.local_day
    FROM activity_in_force AS a JOIN activity_organisation AS g ON g.activity_id = a.id
    WHERE a.progress = 'held' AND a.kind NOT IN ('demonstration', 'tabletop')
      AND g.took_part = 1 AND g.organisation_id <> a.organisation_id
    UNION ALL
    SELECT 'inspection', i.id, i.organisation_id, NULL, i.kind,
           'home', 'part', '', '', i.local_day
    FROM inspection_in_force AS i WHERE i.result <> 'not_possible';
CREATE VIEW countable_attendance AS
    SELECT 'drill' AS source, p.drill_id AS source_id, p.person_id, 'drill' AS activity,
           'real_drill' AS form, d.local_day
    FROM drill_person AS p JOIN drill_in_force AS d ON d.id = p.drill_id
    WHERE d.kind = 'real' AND d.progress = 'held' AND d.lead_observer <> '' AND p.played_by = 'person'
    UNION ALL
    SELECT 'activity', t.activity_id, t.person_id, a.kind, a.form, a.local_day
    FROM activity_in_force AS a JOIN activity_person AS t ON t.activity_id = a.id
    WHERE a.progress = 'held' AND a.kind NOT IN ('demonstration', 'tabletop')
      AND t.attended = 1 AND COALESCE(t.passed, 1) = 1;
CREATE VIEW drill_obligation AS
    SELECT organisation_id,
           substr(local_day, 1, 4) || CASE WHEN substr(local_day, 6, 2) <= '06' THEN '-H1' ELSE '-H2' END AS half_year,
           count(*) AS held_count, min(local_day) AS first_day, max(local_day) AS last_day
    FROM countable_activity WHERE activity = 'drill'
    GROUP BY organisation_id, half_year;
COMMIT;
