PRAGMA application_id = 1498170434;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_version(
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    applied_at_utc TEXT NOT NULL
) STRICT;
INSERT INTO schema_version VALUES(1,'initial','98d0f15d005dc9f35e2ee22a6304fce25043ef4366ffb367fe395071bb41bf49','2026-11-22T00:26:31Z');
CREATE TABLE organisation(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK(length(key) > 0),
    name TEXT NOT NULL CHECK(length(name) > 0),
    kind TEXT NOT NULL CHECK(kind IN ('home', 'bureau', 'town_office', 'rescue_station', 'childrens_home')),
    parent_id INTEGER REFERENCES organisation(id)
) STRICT;
INSERT INTO organisation VALUES(1,'org/ankang','安康养老院','home',NULL);
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
INSERT INTO person VALUES(1,'person/zhao-guohua',1,'赵国华','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(2,'person/sun-jianping',1,'孙建平','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(3,'person/li-weidong',1,'李卫东','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(4,'person/zhou-qiang',1,'周强','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(5,'person/he-lin',1,'何林','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(6,'person/chen-jing',1,'陈静','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(7,'person/wang-fang',1,'王芳','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(8,'person/li-ming',1,'李明','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(9,'person/liu-yan',1,'刘燕','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(10,'person/huang-mei',1,'黄梅','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(11,'person/xu-lanying',1,'徐兰英','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(12,'person/ma-xiuyun',1,'马秀云','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(13,'person/hu-guiqin',1,'胡桂琴','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(14,'person/guo-lihua',1,'郭丽华','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(15,'person/lin-chunmei',1,'林春梅','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(16,'person/gao-yulan',1,'高玉兰','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(17,'person/luo-ying',1,'罗英','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(18,'person/zheng-hong',1,'郑红','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(19,'person/liang-juan',1,'梁娟','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(20,'person/xie-ping',1,'谢萍','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(21,'person/song-yu',1,'宋玉','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(22,'person/tang-li',1,'唐丽','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(23,'person/han-xue',1,'韩雪','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(24,'person/feng-min',1,'冯敏','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(25,'person/yu-dahai',1,'于大海','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(26,'person/dong-fu',1,'董福','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(27,'person/xiao-ju',1,'肖菊','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(28,'person/cheng-lan',1,'程兰','2020-01-01','2026-09-30',NULL,NULL);
INSERT INTO person VALUES(29,'person/cao-gang',1,'曹刚','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(30,'person/yuan-bin',1,'袁斌','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(31,'person/deng-zhiyong',1,'邓志勇','2020-01-01',NULL,NULL,NULL);
INSERT INTO person VALUES(32,'person/xu-wenjing',1,'许文静','2020-01-01',NULL,'2026-03-01','2026-06-30');
CREATE TABLE person_role(
    person_id INTEGER NOT NULL REFERENCES person(id),
    post TEXT NOT NULL CHECK(post IN ('leader', 'safety_manager', 'duty_leader', 'control_room', 'carer',
                                      'nurse', 'kitchen', 'guard', 'electrician', 'office')),
    shift TEXT NOT NULL CHECK(shift IN ('day', 'night')),
    zone TEXT NOT NULL,
    PRIMARY KEY(person_id, post, shift, zone)
) STRICT;
INSERT INTO person_role VALUES(1,'leader','day','');
INSERT INTO person_role VALUES(2,'safety_manager','day','');
INSERT INTO person_role VALUES(3,'duty_leader','night','');
INSERT INTO person_role VALUES(4,'control_room','night','');
INSERT INTO person_role VALUES(5,'control_room','day','');
INSERT INTO person_role VALUES(6,'carer','night','level/1');
INSERT INTO person_role VALUES(7,'carer','night','level/2');
INSERT INTO person_role VALUES(8,'carer','night','level/3');
INSERT INTO person_role VALUES(9,'carer','day','level/1');
INSERT INTO person_role VALUES(10,'carer','day','level/1');
INSERT INTO person_role VALUES(11,'carer','day','level/1');
INSERT INTO person_role VALUES(12,'carer','day','level/1');
INSERT INTO person_role VALUES(13,'carer','day','level/1');
INSERT INTO person_role VALUES(14,'carer','day','level/2');
INSERT INTO person_role VALUES(15,'carer','day','level/2');
INSERT INTO person_role VALUES(16,'carer','day','level/2');
INSERT INTO person_role VALUES(17,'carer','day','level/2');
INSERT INTO person_role VALUES(18,'carer','day','level/2');
INSERT INTO person_role VALUES(19,'carer','day','level/3');
INSERT INTO person_role VALUES(20,'carer','day','level/3');
INSERT INTO person_role VALUES(21,'carer','day','level/3');
INSERT INTO person_role VALUES(22,'carer','day','level/3');
INSERT INTO person_role VALUES(23,'nurse','day','');
INSERT INTO person_role VALUES(24,'nurse','day','');
INSERT INTO person_role VALUES(25,'kitchen','day','');
INSERT INTO person_role VALUES(26,'kitchen','day','');
INSERT INTO person_role VALUES(27,'kitchen','day','');
INSERT INTO person_role VALUES(28,'kitchen','day','');
INSERT INTO person_role VALUES(29,'guard','day','');
INSERT INTO person_role VALUES(30,'guard','day','');
INSERT INTO person_role VALUES(31,'electrician','day','');
INSERT INTO person_role VALUES(32,'office','day','');
CREATE TABLE team(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK(length(key) > 0),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    name TEXT NOT NULL CHECK(length(name) > 0)
) STRICT;
INSERT INTO team VALUES(1,'team/ankang',1,'安康养老院志愿消防队');
CREATE TABLE team_member(
    team_id INTEGER NOT NULL REFERENCES team(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    role TEXT NOT NULL CHECK(role IN ('leader', 'alarm', 'extinguish', 'evacuate', 'rescue')),
    PRIMARY KEY(team_id, person_id)
) STRICT;
INSERT INTO team_member VALUES(1,3,'leader');
INSERT INTO team_member VALUES(1,4,'alarm');
INSERT INTO team_member VALUES(1,5,'alarm');
INSERT INTO team_member VALUES(1,29,'extinguish');
INSERT INTO team_member VALUES(1,31,'extinguish');
INSERT INTO team_member VALUES(1,6,'evacuate');
INSERT INTO team_member VALUES(1,7,'evacuate');
INSERT INTO team_member VALUES(1,8,'evacuate');
INSERT INTO team_member VALUES(1,23,'rescue');
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
INSERT INTO resident VALUES(1,'resident/101-1',1,'张奶奶','D',2,'rescue_sheet',0,'bed/101-1',6);
INSERT INTO resident VALUES(2,'resident/101-2',1,'张爷爷','D',2,'rescue_sheet',0,'bed/101-2',6);
INSERT INTO resident VALUES(3,'resident/102-1',1,'王奶奶','D',2,'rescue_sheet',0,'bed/102-1',6);
INSERT INTO resident VALUES(4,'resident/102-2',1,'王爷爷','D',2,'rescue_sheet',0,'bed/102-2',6);
INSERT INTO resident VALUES(5,'resident/103-1',1,'李奶奶','C',1,'wheelchair',0,'bed/103-1',6);
INSERT INTO resident VALUES(6,'resident/103-2',1,'李爷爷','D',2,'rescue_sheet',0,'bed/103-2',6);
INSERT INTO resident VALUES(7,'resident/104-1',1,'赵奶奶','C',1,'wheelchair',0,'bed/104-1',6);
INSERT INTO resident VALUES(8,'resident/104-2',1,'赵爷爷','D',2,'rescue_sheet',0,'bed/104-2',6);
INSERT INTO resident VALUES(9,'resident/105-1',1,'刘奶奶','C',1,'wheelchair',0,'bed/105-1',6);
INSERT INTO resident VALUES(10,'resident/105-2',1,'刘爷爷','C',1,'wheelchair',0,'bed/105-2',6);
INSERT INTO resident VALUES(11,'resident/106-1',1,'陈奶奶','C',1,'wheelchair',0,'bed/106-1',6);
INSERT INTO resident VALUES(12,'resident/106-2',1,'陈爷爷','B',0,'',0,'bed/106-2',6);
INSERT INTO resident VALUES(13,'resident/107-1',1,'杨奶奶','B',0,'',0,'bed/107-1',6);
INSERT INTO resident VALUES(14,'resident/107-2',1,'杨爷爷','C',1,'wheelchair',0,'bed/107-2',6);
INSERT INTO resident VALUES(15,'resident/108-1',1,'黄奶奶','A',0,'',0,'bed/108-1',6);
INSERT INTO resident VALUES(16,'resident/108-2',1,'黄爷爷','B',0,'',0,'bed/108-2',6);
INSERT INTO resident VALUES(17,'resident/109-1',1,'周奶奶','A',0,'',0,'bed/109-1',6);
INSERT INTO resident VALUES(18,'resident/109-2',1,'周爷爷','A',0,'',0,'bed/109-2',6);
INSERT INTO resident VALUES(19,'resident/110-1',1,'吴奶奶','A',0,'',0,'bed/110-1',6);
INSERT INTO resident VALUES(20,'resident/110-2',1,'吴爷爷','B',0,'',0,'bed/110-2',6);
INSERT INTO resident VALUES(21,'resident/111-1',1,'徐奶奶','A',0,'',0,'bed/111-1',6);
INSERT INTO resident VALUES(22,'resident/111-2',1,'徐爷爷','B',0,'',0,'bed/111-2',6);
INSERT INTO resident VALUES(23,'resident/112-1',1,'孙奶奶','D',2,'rescue_sheet',1,'bed/112-1',6);
INSERT INTO resident VALUES(24,'resident/112-2',1,'孙爷爷','A',0,'',0,'bed/112-2',6);
INSERT INTO resident VALUES(25,'resident/113-1',1,'马奶奶','D',2,'rescue_sheet',0,'bed/113-1',6);
INSERT INTO resident VALUES(26,'resident/113-2',1,'马爷爷','C',1,'wheelchair',0,'bed/113-2',6);
INSERT INTO resident VALUES(27,'resident/113-3',1,'朱奶奶','E',1,'arm',0,'bed/113-3',6);
INSERT INTO resident VALUES(28,'resident/114-1',1,'朱爷爷','A',0,'',0,'bed/114-1',6);
INSERT INTO resident VALUES(29,'resident/114-2',1,'胡奶奶','A',0,'',0,'bed/114-2',6);
INSERT INTO resident VALUES(30,'resident/114-3',1,'胡爷爷','B',0,'',0,'bed/114-3',6);
INSERT INTO resident VALUES(31,'resident/201-1',1,'郭奶奶','D',2,'rescue_sheet',0,'bed/201-1',7);
INSERT INTO resident VALUES(32,'resident/201-2',1,'郭爷爷','C',1,'wheelchair',0,'bed/201-2',7);
INSERT INTO resident VALUES(33,'resident/202-1',1,'何奶奶','D',2,'rescue_sheet',1,'bed/202-1',7);
INSERT INTO resident VALUES(34,'resident/202-2',1,'何爷爷','C',1,'wheelchair',0,'bed/202-2',7);
INSERT INTO resident VALUES(35,'resident/203-1',1,'高奶奶','D',2,'rescue_sheet',0,'bed/203-1',7);
INSERT INTO resident VALUES(36,'resident/203-2',1,'高爷爷','B',0,'',0,'bed/203-2',7);
INSERT INTO resident VALUES(37,'resident/204-1',1,'林奶奶','D',2,'rescue_sheet',0,'bed/204-1',7);
INSERT INTO resident VALUES(38,'resident/204-2',1,'林爷爷','B',0,'',0,'bed/204-2',7);
INSERT INTO resident VALUES(39,'resident/205-1',1,'罗奶奶','C',1,'wheelchair',0,'bed/205-1',7);
INSERT INTO resident VALUES(40,'resident/205-2',1,'罗爷爷','B',0,'',0,'bed/205-2',7);
INSERT INTO resident VALUES(41,'resident/206-1',1,'郑奶奶','C',1,'wheelchair',0,'bed/206-1',7);
INSERT INTO resident VALUES(42,'resident/206-2',1,'郑爷爷','B',0,'',0,'bed/206-2',7);
INSERT INTO resident VALUES(43,'resident/207-1',1,'梁奶奶','B',0,'',0,'bed/207-1',7);
INSERT INTO resident VALUES(44,'resident/207-2',1,'梁爷爷','C',1,'wheelchair',0,'bed/207-2',7);
INSERT INTO resident VALUES(45,'resident/208-1',1,'谢奶奶','C',1,'wheelchair',0,'bed/208-1',7);
INSERT INTO resident VALUES(46,'resident/208-2',1,'谢爷爷','B',0,'',0,'bed/208-2',7);
INSERT INTO resident VALUES(47,'resident/209-1',1,'宋奶奶','A',0,'',0,'bed/209-1',7);
INSERT INTO resident VALUES(48,'resident/209-2',1,'宋爷爷','B',0,'',0,'bed/209-2',7);
INSERT INTO resident VALUES(49,'resident/210-1',1,'唐奶奶','A',0,'',0,'bed/210-1',7);
INSERT INTO resident VALUES(50,'resident/210-2',1,'唐爷爷','B',0,'',0,'bed/210-2',7);
INSERT INTO resident VALUES(51,'resident/211-1',1,'许奶奶','A',0,'',0,'bed/211-1',7);
INSERT INTO resident VALUES(52,'resident/211-2',1,'许爷爷','B',0,'',0,'bed/211-2',7);
INSERT INTO resident VALUES(53,'resident/212-1',1,'韩奶奶','A',0,'',0,'bed/212-1',7);
INSERT INTO resident VALUES(54,'resident/212-2',1,'韩爷爷','A',0,'',0,'bed/212-2',7);
INSERT INTO resident VALUES(55,'resident/213-1',1,'冯奶奶','A',0,'',0,'bed/213-1',7);
INSERT INTO resident VALUES(56,'resident/213-2',1,'冯爷爷','A',0,'',0,'bed/213-2',7);
INSERT INTO resident VALUES(57,'resident/213-3',1,'邓奶奶','B',0,'',0,'bed/213-3',7);
INSERT INTO resident VALUES(58,'resident/214-1',1,'邓爷爷','A',0,'',0,'bed/214-1',7);
INSERT INTO resident VALUES(59,'resident/214-2',1,'曹奶奶','A',0,'',0,'bed/214-2',7);
INSERT INTO resident VALUES(60,'resident/214-3',1,'曹爷爷','E',1,'arm',0,'bed/214-3',7);
INSERT INTO resident VALUES(61,'resident/301-1',1,'彭奶奶','A',0,'',0,'bed/301-1',8);
INSERT INTO resident VALUES(62,'resident/301-2',1,'彭爷爷','B',0,'',0,'bed/301-2',8);
INSERT INTO resident VALUES(63,'resident/302-1',1,'曾奶奶','A',0,'',0,'bed/302-1',8);
INSERT INTO resident VALUES(64,'resident/302-2',1,'曾爷爷','B',0,'',0,'bed/302-2',8);
INSERT INTO resident VALUES(65,'resident/303-1',1,'肖奶奶','A',0,'',0,'bed/303-1',8);
INSERT INTO resident VALUES(66,'resident/303-2',1,'肖爷爷','B',0,'',0,'bed/303-2',8);
INSERT INTO resident VALUES(67,'resident/304-1',1,'田奶奶','A',0,'',0,'bed/304-1',8);
INSERT INTO resident VALUES(68,'resident/304-2',1,'田爷爷','B',0,'',0,'bed/304-2',8);
INSERT INTO resident VALUES(69,'resident/305-1',1,'董奶奶','A',0,'',0,'bed/305-1',8);
INSERT INTO resident VALUES(70,'resident/305-2',1,'董爷爷','B',0,'',0,'bed/305-2',8);
INSERT INTO resident VALUES(71,'resident/306-1',1,'袁奶奶','A',0,'',0,'bed/306-1',8);
INSERT INTO resident VALUES(72,'resident/306-2',1,'袁爷爷','B',0,'',0,'bed/306-2',8);
INSERT INTO resident VALUES(73,'resident/307-1',1,'潘奶奶','A',0,'',0,'bed/307-1',8);
INSERT INTO resident VALUES(74,'resident/307-2',1,'潘爷爷','B',0,'',0,'bed/307-2',8);
INSERT INTO resident VALUES(75,'resident/308-1',1,'于奶奶','A',0,'',0,'bed/308-1',8);
INSERT INTO resident VALUES(76,'resident/308-2',1,'于爷爷','C',1,'wheelchair',0,'bed/308-2',8);
INSERT INTO resident VALUES(77,'resident/309-1',1,'蒋奶奶','A',0,'',0,'bed/309-1',8);
INSERT INTO resident VALUES(78,'resident/309-2',1,'蒋爷爷','C',1,'wheelchair',0,'bed/309-2',8);
INSERT INTO resident VALUES(79,'resident/310-1',1,'蔡奶奶','A',0,'',0,'bed/310-1',8);
INSERT INTO resident VALUES(80,'resident/310-2',1,'蔡爷爷','A',0,'',0,'bed/310-2',8);
INSERT INTO resident VALUES(81,'resident/311-1',1,'余奶奶','A',0,'',0,'bed/311-1',8);
INSERT INTO resident VALUES(82,'resident/311-2',1,'余爷爷','A',0,'',0,'bed/311-2',8);
INSERT INTO resident VALUES(83,'resident/312-1',1,'杜奶奶','A',0,'',0,'bed/312-1',8);
INSERT INTO resident VALUES(84,'resident/312-2',1,'杜爷爷','A',0,'',0,'bed/312-2',8);
INSERT INTO resident VALUES(85,'resident/313-1',1,'叶奶奶','A',0,'',0,'bed/313-1',8);
INSERT INTO resident VALUES(86,'resident/313-2',1,'叶爷爷','B',0,'',0,'bed/313-2',8);
INSERT INTO resident VALUES(87,'resident/313-3',1,'程奶奶','E',1,'arm',0,'bed/313-3',8);
INSERT INTO resident VALUES(88,'resident/314-1',1,'程爷爷','A',0,'',0,'bed/314-1',8);
INSERT INTO resident VALUES(89,'resident/314-2',1,'苏奶奶','A',0,'',0,'bed/314-2',8);
INSERT INTO resident VALUES(90,'resident/314-3',1,'苏爷爷','B',0,'',0,'bed/314-3',8);
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
INSERT INTO drill VALUES(1,NULL,1,'real','held','ankang-night-smoking','f71788419433e27245a8eed6e5669d2f2f6db69617c37d8f36dd31caff6f37bf','ankang','14656424cb4b2ded1df6fd9beb10047029c4f4464ac22e1c3d89c16ba089fc26','5d3a8a559c45a04aea77a0ffd6e261344059a630a09bfedeba8905e7f99297fa','0','2026-05-19T18:00:00Z','2026-05-20','P',94.381060606060600548,'孙建平',1,0,0,1,1,5,'2026-11-22T00:26:31Z');
INSERT INTO drill VALUES(2,NULL,1,'demonstration','held','ankang-night-smoking','f71788419433e27245a8eed6e5669d2f2f6db69617c37d8f36dd31caff6f37bf','ankang','14656424cb4b2ded1df6fd9beb10047029c4f4464ac22e1c3d89c16ba089fc26','f306b6d37d150f56a79b7fecf0bc5f57e6ad27d569a39b18f162b62624907dc9','1','2026-11-22T00:26:31Z','2026-11-22','P',100.0,'',1,0,0,1,1,0,'2026-11-22T00:26:33Z');
CREATE TABLE drill_person(
    drill_id INTEGER NOT NULL REFERENCES drill(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    role TEXT NOT NULL,
    played_by TEXT NOT NULL CHECK(played_by IN ('person', 'policy')),
    score REAL CHECK(score IS NULL OR score BETWEEN 0 AND 100),
    PRIMARY KEY(drill_id, person_id)
) STRICT;
INSERT INTO drill_person VALUES(1,4,'panel','person',93.548387096774192174);
INSERT INTO drill_person VALUES(1,3,'leader','person',98.846153846153839593);
INSERT INTO drill_person VALUES(1,6,'carer-1','person',72.727272727272733732);
INSERT INTO drill_person VALUES(1,7,'carer-2','person',100.0);
INSERT INTO drill_person VALUES(1,8,'carer-3','person',93.333333333333328594);
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
INSERT INTO outcome VALUES(1,NULL,1,4,1,'alarm_ack','A','on_time',0,101.0,11.0,NULL,'','孙建平',3,'ff7898ac3fb850cbf17146aee9898be1a234f9691ee2ed2a78fc2864bd5cb4ee','按时完成');
INSERT INTO outcome VALUES(2,NULL,1,4,2,'notify','A','on_time',0,109.0,19.0,NULL,'','孙建平',4,'14dd8035195d8fd6eac1938e1516ac93e3033f675e6798865c2eba615ed171de','按时完成');
INSERT INTO outcome VALUES(3,NULL,1,4,5,'call_119','A','on_time',1,188.0,42.0,5,'','孙建平',13,'686b398330229971eaf5f45ecc34af75488135669e7b2f61ac3578258f69d175','按时完成');
INSERT INTO outcome VALUES(4,NULL,1,4,6,'call_119','A','on_time',0,188.0,NULL,5,'','孙建平',13,'686b398330229971eaf5f45ecc34af75488135669e7b2f61ac3578258f69d175','按时完成');
INSERT INTO outcome VALUES(5,NULL,1,4,7,'call_leader','A','on_time',0,204.0,58.0,NULL,'','孙建平',15,'891d4fe9543a8eaa5468c09704d456fc74157d5af6165e21f2ae83f0df76ca86','按时完成');
INSERT INTO outcome VALUES(6,NULL,1,4,8,'broadcast','A','on_time',0,220.0,74.0,NULL,'','孙建平',17,'082850766a364a3d0f28bd1433ca00d8ee4f13097197ee83294192d066cc0e1a','按时完成');
INSERT INTO outcome VALUES(7,NULL,1,4,9,'call_120','A','missed',0,NULL,NULL,NULL,'','孙建平',NULL,NULL,'没有做到');
INSERT INTO outcome VALUES(8,NULL,1,4,10,'panel_mode','C','on_time',0,154.0,8.0,NULL,'','孙建平',10,'00507d93f736608c2c20194a13f1ca2dd82e177728e7d4a989851e633281339d','按时完成');
INSERT INTO outcome VALUES(9,NULL,1,4,11,'notify','C','on_time',0,124.0,-22.0,NULL,'','孙建平',6,'a3be899855c59aecf2874b71bb529809d2bec87fe8f99b91c6e1f25d1411fcbd','按时完成');
INSERT INTO outcome VALUES(10,NULL,1,3,12,'send_guide','C','late',0,290.0,144.0,NULL,'','孙建平',20,'dc1fef1aae1472315b3f8566b8c7e81dd31fa5a669e0ba279ff267c98b9a240a','迟了 24 秒');
INSERT INTO outcome VALUES(11,NULL,1,3,13,'guide_at_gate','C','on_time',0,440.0,252.0,NULL,'','孙建平',29,'555356658038ce6f989412f289262487d4e1f9b92dc3c18fb2109ef3c5cd71ef','按时完成');
INSERT INTO outcome VALUES(12,NULL,1,3,14,'report_headcount','C','on_time',0,722.0,42.0,NULL,'','孙建平',41,'1d88fc127efb6331f0047c2e3a1b22d12640d2d25eda3466976c1bd2caffb902','按时完成');
INSERT INTO outcome VALUES(13,NULL,1,3,15,'report_to_fireservice','C','on_time',0,701.0,33.0,NULL,'','孙建平',40,'cef656258e18cfe9fd1db4035c5e5e983a1c6b0ce8716a889b04da988d7d8398','按时完成');
INSERT INTO outcome VALUES(14,NULL,1,3,27,'headcount','L','on_time',0,680.0,NULL,NULL,'','孙建平',39,'5af7a7bc7c45c8027ca5c4554ed382dd0074b7f73f669aa8b8dfd2cf736cc79e','按时完成');
INSERT INTO outcome VALUES(15,NULL,1,3,28,'resident_lost','L','on_time',0,NULL,NULL,NULL,'','',NULL,NULL,'没有违反');
INSERT INTO outcome VALUES(16,NULL,1,6,19,'door_close','E','on_time',1,319.0,7.0,NULL,'','冯敏',23,'7688545f67ad6d0339b11cb563ba6c0e74d8b368f495fe3f217edbb126998d71','按时完成');
INSERT INTO outcome VALUES(17,NULL,1,6,20,'door_close','E','missed',0,NULL,NULL,NULL,'','孙建平',NULL,NULL,'没有做到');
INSERT INTO outcome VALUES(18,NULL,1,6,21,'shut_zone','E','on_time',0,520.0,374.0,NULL,'','冯敏',33,'9cba99dade911b442db06cd84e192440e219e263ece982d91164cde17412b76f','按时完成');
INSERT INTO outcome VALUES(19,NULL,1,7,3,'inspect','A','on_time',1,144.0,54.0,NULL,'','冯敏',8,'0ee06d901bf8f7890fe57f9cd41cbc0533655c0bcfb4fe906c0b28f6891673b6','按时完成');
INSERT INTO outcome VALUES(20,NULL,1,7,4,'inspect','A','not_applicable',1,NULL,NULL,NULL,'','',NULL,NULL,'这种启动方式不考核');
INSERT INTO outcome VALUES(21,NULL,1,7,16,'get_ext','E','on_time',0,126.0,-18.0,NULL,'','冯敏',7,'de2e83c413274e06b26e71fdab2ef4ecda440e69e44707299a2e366719493b48','按时完成');
INSERT INTO outcome VALUES(22,NULL,1,7,17,'use_ext','E','on_time',0,161.0,17.0,NULL,'A','冯敏',11,'43c466eedf811e2dbfd9cb64ebfd7c4ebede881a5951650250ea3e328d7b243d','按时完成');
INSERT INTO outcome VALUES(23,NULL,1,7,18,'withdraw','E','on_time',0,178.0,34.0,NULL,'','冯敏',12,'3482bccf0939bdca6255ea988ae80556d1797f4a68af0bc4f64321ebc732b8bf','按时完成');
INSERT INTO outcome VALUES(24,NULL,1,7,23,'wake_room','L','on_time',0,232.0,88.0,NULL,'','冯敏',19,'9c4c4f6729433b1cd8bb5d41b8d4ab793f6a97f745534d68795cbeb7dd6e3532','按时完成');
INSERT INTO outcome VALUES(25,NULL,1,7,24,'room_clear','L','on_time',0,352.0,206.0,NULL,'','冯敏',25,'e854ea4e9e333a2befea0e9aa38b25adf4a33240471741bf1a161629bb0b1396','按时完成');
INSERT INTO outcome VALUES(26,NULL,1,7,26,'resident_sheltered','L','on_time',0,570.0,NULL,NULL,'','冯敏',36,'22f7d8f24cc8bfa688bafb3bd2e36f00245c2499a3e67e25392bc53d3e235b47','按时完成');
INSERT INTO outcome VALUES(27,NULL,1,8,22,'room_clear','L','late',1,312.0,168.0,NULL,'','冯敏',22,'9786f50b30ec05bc53f9f342413fa4a7dc7d2e24b557b1685c49e779770c3093','迟了 18 秒');
INSERT INTO outcome VALUES(28,NULL,1,8,25,'room_clear','L','on_time',0,465.0,319.0,NULL,'','冯敏',30,'e699f88215c61a8fa12eef349aad007e3d4974b16217a182005a4fc361770e95','按时完成');
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
INSERT INTO competence VALUES(1,NULL,4,'A',2,1.0,1,'2026-05-20','2027-05-20');
INSERT INTO competence VALUES(2,NULL,4,'C',2,1.0,8,'2026-05-20','2027-05-20');
INSERT INTO competence VALUES(3,NULL,3,'L',1,1.0,14,'2026-05-20','2027-05-20');
INSERT INTO competence VALUES(4,NULL,3,'C',1,1.0,11,'2026-05-20','2027-05-20');
INSERT INTO competence VALUES(5,NULL,6,'E',1,1.0,16,'2026-05-20','2027-05-20');
INSERT INTO competence VALUES(6,NULL,7,'A',1,1.0,19,'2026-05-20','2027-05-20');
INSERT INTO competence VALUES(7,NULL,7,'E',2,1.0,21,'2026-05-20','2027-05-20');
INSERT INTO competence VALUES(8,NULL,7,'L',1,1.0,24,'2026-05-20','2027-05-20');
INSERT INTO competence VALUES(9,NULL,8,'L',1,1.0,28,'2026-05-20','2027-05-20');
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
INSERT INTO finding VALUES(1,'finding/1',1,1,'东侧出口被锁','major',1,'2026-02-03');
INSERT INTO finding VALUES(2,'finding/2',1,NULL,'应急灯不亮','ordinary',0,'2026-02-10');
INSERT INTO finding VALUES(3,'finding/3',1,NULL,'配电箱发热','ordinary',1,'2026-02-11');
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
INSERT INTO finding_step VALUES(1,1,'registered',NULL,'',NULL,'','2026-02-03T02:00:00Z',7,'');
INSERT INTO finding_step VALUES(2,1,'in_progress',7,'拆锁','2026-02-05','专人看守','2026-02-03T03:00:00Z',7,'');
INSERT INTO finding_step VALUES(3,1,'done',7,'拆锁','2026-02-05','专人看守','2026-02-04T03:00:00Z',7,'照片');
INSERT INTO finding_step VALUES(4,2,'registered',NULL,'',NULL,'','2026-02-10T02:00:00Z',7,'');
INSERT INTO finding_step VALUES(5,3,'registered',NULL,'',NULL,'','2026-02-11T02:00:00Z',7,'');
INSERT INTO finding_step VALUES(6,3,'in_progress',7,'换线','2026-02-15','停用','2026-02-11T03:00:00Z',7,'');
INSERT INTO finding_step VALUES(7,3,'done',7,'换线','2026-02-15','停用','2026-02-14T03:00:00Z',7,'照片');
INSERT INTO finding_step VALUES(8,3,'closed',7,'换线','2026-02-15','停用','2026-02-16T03:00:00Z',2,'复查照片');
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
INSERT INTO audit VALUES(1,'2026-11-22T00:26:31Z','yanlian','organisation.create','org/ankang','null','{"name":"安康养老院","persons":32,"residents":90}','0000000000000000000000000000000000000000000000000000000000000000','887e4c447f257b49cdca9cc6ea8513a2c9f6cf82e58b9e8d6b20640f7adfa1f0');
INSERT INTO audit VALUES(2,'2026-11-22T00:26:31Z','孙建平','drill.record','drill/1','null','{"kind":"real","progress":"held","scenario":"ankang-night-smoking","record_sha256":"5d3a8a559c45a04aea77a0ffd6e261344059a630a09bfedeba8905e7f99297fa","outcomes":28,"levels":[{"person":"person/zhou-qiang","element":"A","level":2,"competence":1},{"person":"person/zhou-qiang","element":"C","level":2,"competence":2},{"person":"person/li-weidong","element":"L","level":1,"competence":3},{"person":"person/li-weidong","element":"C","level":1,"competence":4},{"person":"person/chen-jing","element":"E","level":1,"competence":5},{"person":"person/wang-fang","element":"A","level":1,"competence":6},{"person":"person/wang-fang","element":"E","level":2,"competence":7},{"person":"person/wang-fang","element":"L","level":1,"competence":8},{"person":"person/li-ming","element":"L","level":1,"competence":9}]}','887e4c447f257b49cdca9cc6ea8513a2c9f6cf82e58b9e8d6b20640f7adfa1f0','230f46bba6736db00ba5ff538ce3e950918dc8a04d5c010b2db8563a7f0f0284');
INSERT INTO audit VALUES(3,'2026-11-22T00:26:33Z','yanlian','drill.record','drill/2','null','{"kind":"demonstration","progress":"held","scenario":"ankang-night-smoking","record_sha256":"f306b6d37d150f56a79b7fecf0bc5f57e6ad27d569a39b18f162b62624907dc9","outcomes":0,"levels":[]}','230f46bba6736db00ba5ff538ce3e950918dc8a04d5c010b2db8563a7f0f0284','35c6925f17448bfa417dee1f4eb538bd55ab47932759867c28eca4bb314baf0e');
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
CREATE INDEX competence_by_person ON competence(person_id, element);
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
BEGIN SELECT RAISE(ABORT, 'evidence firewall: this is no evidence for a level'); END;
CREATE TRIGGER finding_no_update BEFORE UPDATE ON finding
BEGIN SELECT RAISE(ABORT, 'append-only: finding'); END;
CREATE TRIGGER finding_no_delete BEFORE DELETE ON finding
BEGIN SELECT RAISE(ABORT, 'append-only: finding'); END;
CREATE TRIGGER finding_no_replace BEFORE INSERT ON finding
WHEN EXISTS (SELECT 1 FROM finding WHERE id = NEW.id OR key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'append-only: finding'); END;
CREATE TRIGGER finding_step_no_update BEFORE UPDATE ON finding_step
BEGIN SELECT RAISE(ABORT, 'append-only: finding_step'); END;
CREATE TRIGGER finding_step_no_delete BEFORE DELETE ON finding_step
BEGIN SELECT RAISE(ABORT, 'append-only: finding_step'); END;
CREATE TRIGGER finding_step_no_replace BEFORE INSERT ON finding_step
WHEN EXISTS (SELECT 1 FROM finding_step WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: finding_step'); END;
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
CREATE VIEW competence_in_force AS
    SELECT k.* FROM competence AS k JOIN outcome_in_force AS o ON o.id = k.evidence_outcome_id
    WHERE k.level > 0 AND NOT EXISTS (SELECT 1 FROM competence AS c WHERE c.corrects_id = k.id);
CREATE VIEW evidence_outcome AS
    SELECT o.*, d.kind, d.scenario_key, d.started_at_utc, d.local_day, d.night, d.distractors,
           d.blocked_exit, d.headcount_exact, d.zone_staff_count, d.deciding_count
    FROM outcome_in_force AS o
    JOIN drill AS d ON d.id = o.drill_id
    JOIN drill_person AS p ON p.drill_id = o.drill_id AND p.person_id = o.person_id
    JOIN person AS who ON who.id = o.person_id
    WHERE p.played_by = 'person' AND d.progress = 'held'
      AND (d.kind = 'live' OR (d.kind = 'real' AND o.observer <> '' AND o.observer <> who.name));
CREATE VIEW drill_obligation AS
    SELECT organisation_id,
           substr(local_day, 1, 4) || CASE WHEN substr(local_day, 6, 2) <= '06' THEN '-H1' ELSE '-H2' END AS half_year,
           count(*) AS held_count, min(local_day) AS first_day, max(local_day) AS last_day
    FROM drill_in_force WHERE kind = 'real' AND progress = 'held'
    GROUP BY organisation_id, half_year;
COMMIT;
