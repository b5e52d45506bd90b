#!/usr/bin/env python3
"""Makes a believable ledger: organisations, people and years of history, from a seed.

    make_city.py SIZE OUT.yanlian.db [--years N] [--last 2026-06-30] [--seed S] [--no-patrols] [--duty]

SIZE: tiny, default, large (one home), county (30 homes), city (154 homes, 483 people in the three
roles, 6,000 staff), province (4,000 homes). The same arguments make the same rows. With --duty homes have the leaders, certified watchkeepers and guards that a
year of duty takes, offices have leaders of their own, and one home in twenty lends its leader to the next. The schema is that of
roster/store/migrations/sqlite and all its triggers stand while the rows go in.
"""
import argparse
import datetime as dt
import hashlib
import json
import pathlib
import random
import sqlite3

import seal_history

ROOT = pathlib.Path(__file__).resolve().parents[2]
APPLICATION_ID_SOURCE = ROOT / "roster/store/file_check.h"
SIZES = {  # homes, staff of each home or None for 6,000 / 154, counties, towns of each county
    "tiny": (1, 6, 1, 1), "default": (1, 32, 1, 1), "large": (1, 120, 1, 1),
    "county": (30, 39, 1, 6), "city": (154, None, 7, 8), "province": (4000, 39, 90, 10)}
SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏"
GIVEN = "芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂香玉兰建国志伟海燕春梅红云"
SOURCES = ("self_check", "self_check", "county_check", "town_check", "maintenance", "drill", "report",
           "city_check", "fire_check", "special", "cross_check")
PROBLEMS = ("灭火器压力不足", "疏散通道堆放杂物", "应急灯不亮", "常闭防火门没有关", "安全出口上锁", "电线私拉",
            "消火栓没有水带", "烟感罩着没有拆", "厨房油烟管道没有清洗", "防火门闭门器坏")
UTC_AT_NINE = "T01:00:00Z"


def iso(day):
    return day.isoformat()


def half_years(first, last):
    """First and last day of each half-year that has begun."""
    year = first.year
    while True:
        for begin, end in ((dt.date(year, 1, 1), dt.date(year, 6, 30)),
                           (dt.date(year, 7, 1), dt.date(year, 12, 31))):
            if begin > last:
                return
            if end >= first:
                yield begin, min(end, last)
        year += 1


def create(path):
    """The schema as the program makes it."""
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -400000")
    for script in sorted((ROOT / "roster/store/migrations/sqlite").glob("*.sql")):
        text = script.read_text(encoding="utf-8")
        db.executescript(text)
        version, name = script.stem.split("_", 1)
        db.execute("INSERT INTO schema_version VALUES(?, ?, ?, '2020-01-01T00:00:00Z')",
                   (int(version), name, hashlib.sha256(text.encode()).hexdigest()))
        db.execute(f"PRAGMA user_version = {int(version)}")
    line = next(l for l in APPLICATION_ID_SOURCE.read_text(encoding="utf-8").splitlines() if "application_id" in l)
    number = line.split("=")[1].split(";")[0].strip().replace("'", "")
    db.execute(f"PRAGMA application_id = {int(number, 0)}")
    db.execute("PRAGMA foreign_keys = ON")
    return db


class City:
    def __init__(self, db, size, years, last, seed, patrols, duty):
        self.db, self.size, self.last, self.patrols, self.duty = db, size, last, patrols, duty
        self.first = dt.date(last.year - years + (0 if last.month == 12 else 0), 1, 1)
        if years > 0:
            self.first = last.replace(year=last.year - years) + dt.timedelta(days=1)
        self.random = random.Random(seed)
        self.assessing = random.Random(seed + 1)
        self.ids = {}
        self.homes = []       # id, quality 0 to 1: how much of what is due gets done
        self.staff = {}       # home: persons
        self.supervisors = {}  # home: person of the bureau

    def put(self, table, columns, rows):
        """Rows with an id in front, numbered on from the last; answers the first id."""
        rows = list(rows)
        first = self.ids.get(table, 1)
        self.ids[table] = first + len(rows)
        names = ", ".join(["id"] + columns)
        marks = ", ".join("?" * (len(columns) + 1))
        self.db.executemany(f"INSERT INTO {table}({names}) VALUES({marks})",
                            ((first + n, *row) for n, row in enumerate(rows)))
        return first

    def name(self):
        return self.random.choice(SURNAMES) + "".join(self.random.choices(GIVEN, k=self.random.choice((1, 2, 2))))

    def make_tree(self):
        count, staff, counties, towns = SIZES[self.size]
        columns = ["key", "name", "kind", "parent_id", "watch_room", "beds_count", "opened_on"]
        top_kind = "province" if self.size == "province" else "city"
        top = self.put("organisation", columns, [("org/top", "某省" if top_kind == "province" else "某市", top_kind,
                                                  None, "none", None, None)])
        bureau = self.put("organisation", columns, [("org/bureau", "民政局", "bureau", top, "none", None, None)])
        officer = self.put("person", ["key", "organisation_id", "name", "joined_on"],
                           [("person/officer", bureau, "秦监", "2010-01-01"),
                            ("person/officer-2", bureau, "秦察", "2010-01-01")])
        county_ids = [self.put("organisation", columns, [(f"org/c{c + 1:02}", f"第{c + 1}县", "county", top, "none",
                                                          None, None)]) for c in range(counties)]
        town_ids = [self.put("organisation", columns, [(f"org/c{c + 1:02}-t{t + 1:02}", f"第{c + 1}县{t + 1}镇",
                                                        "town_office", county, "none", None, None)])
                    for c, county in enumerate(county_ids) for t in range(towns)]
        self.offices = [bureau] + town_ids
        self.watch_rooms = []
        for h in range(count):
            beds = self.random.choice((30, 40, 60, 90, 120, 150))
            opened = dt.date(2008, 1, 1) + dt.timedelta(days=self.random.randrange(3000))
            if h % 50 == 49:  # a new home now and then
                opened = self.last - dt.timedelta(days=60)
            home = self.put("organisation", columns,
                            [(f"org/h{h + 1:04}", f"第{h + 1}养老院", self.random.choice(("home", "home", "rural_home")),
                              town_ids[h % len(town_ids)], self.draw_watch_room(), beds, iso(opened))])
            self.homes.append((home, self.random.betavariate(8, 1.2), opened))
            self.supervisors[home] = officer
        self.add_rules(top)
        self.staff_count = staff
        self.six_thousand = 6000

    def draw_watch_room(self):
        self.watch_rooms.append(self.random.choice(("duty_room", "control_room")))
        return self.watch_rooms[-1]

    def add_rules(self, top):
        for key in ("national", "qidong"):
            text = (ROOT / f"scenarios/rules/{key}.rules.json").read_text(encoding="utf-8")
            rule_set = self.put("rule_set", ["key", "version", "sha256", "json"],
                                [(f"rules/{key}", json.loads(text)["edition"], hashlib.sha256(text.encode()).hexdigest(), text)])
            self.put("rule_adoption", ["organisation_id", "rule_set_id", "from_day", "recorded_at_utc", "recorded_by"],
                     [(top, rule_set, "2015-01-01", "2015-01-01T00:00:00Z", "民政局")])

    def make_people(self):
        officers = set(self.random.sample(range(len(self.homes)), 21)) if self.size == "city" else set()
        for h, (home, _, opened) in enumerate(self.homes):
            count = self.staff_count or 6000 * (h + 1) // len(self.homes) - 6000 * h // len(self.homes)
            # 175 safety officers in 154 homes: 21 homes have two.
            posts = ["leader", "deputy_leader", "safety_officer"] + (["safety_officer"] if h in officers else [])
            if self.duty:
                watch = ["control_room"] * 11 if self.watch_rooms[h] == "control_room" else ["guard"] * 6
                posts += ["duty_leader"] * 4 + watch
            usual = ["control_room", "nurse", "kitchen", "guard", "electrician"]
            posts += (usual + ["carer"] * count)[:count - len(posts)]
            joined = [max(opened, dt.date(2012, 1, 1) + dt.timedelta(days=self.random.randrange(2000)))
                      if n > 2 else opened for n in range(count)]
            first = self.put("person", ["key", "organisation_id", "name", "joined_on", "leave_from"],
                             ((f"person/h{h + 1:04}-{n + 1:03}", home, self.name(), iso(joined[n]),
                               iso(self.last - dt.timedelta(days=120)) if self.random.random() < 0.01 and n > 2 else None)
                              for n in range(count)))
            self.put("post_assignment", ["person_id", "organisation_id", "post", "shift", "zone", "from_day"],
                     ((first + n, home, post, "night" if n % 3 == 2 else "day", "", iso(joined[n]))
                      for n, post in enumerate(posts)))
            self.staff[home] = [first + n for n in range(count)]
            self.make_team(h, home, first, count, opened)
            self.make_certificates(home, first, count)
            if self.duty:
                self.make_watchkeepers(first, posts)
        if self.duty:
            self.make_office_leaders()
            self.lend_leaders()

    def make_watchkeepers(self, first, posts):
        """Certificates of the control room that outlast the year."""
        issued = self.last - dt.timedelta(days=60)
        self.put("certificate", ["person_id", "kind", "number", "issued_on", "expires_on", "recorded_at_utc",
                                 "recorded_by"],
                 [(first + n, "fire_facility_operator", f"{first + n:08}-W", iso(issued),
                   iso(issued + dt.timedelta(days=1095)), iso(issued) + UTC_AT_NINE, "安全员")
                  for n, post in enumerate(posts) if post == "control_room" and n > 3])

    def make_office_leaders(self):
        for number, office in enumerate(self.offices):
            first = self.put("person", ["key", "organisation_id", "name", "joined_on"],
                             [(f"person/o{number:02}-{n + 1}", office, self.name(), "2015-01-01") for n in range(6)])
            self.put("post_assignment", ["person_id", "organisation_id", "post", "shift", "zone", "from_day"],
                     [(first + n, office, "bureau_leader" if number == 0 else "duty_leader", "day", "", "2015-01-01")
                      for n in range(6)])

    def lend_leaders(self):
        self.put("post_assignment", ["person_id", "organisation_id", "post", "shift", "zone", "from_day"],
                 [(self.staff[self.homes[h][0]][0], self.homes[h + 1][0], "duty_leader", "day", "",
                   iso(self.homes[h][2])) for h in range(0, len(self.homes) - 1, 20)])

    def make_team(self, h, home, first, count, opened):
        draw = self.random.random()
        if draw < 0.03:
            return  # no team on file
        members = 4 if draw < 0.06 else 16 if draw < 0.08 else self.random.randint(5, 15)
        team = self.put("team", ["key", "organisation_id", "name"], [(f"team/h{h + 1:04}", home, "志愿消防队")])
        roles = ("leader", "alarm", "extinguish", "evacuate", "rescue")
        self.put("team_membership", ["team_id", "person_id", "role", "from_day"],
                 ((team, first + n, roles[n % 5], iso(max(opened, dt.date(2018, 1, 1)))) for n in range(min(members, count))))

    def make_certificates(self, home, first, count):
        rows = []
        for n, kind in ((0, "safety_manager"), (3, "fire_facility_operator"), (5, "nursing")):
            if n < count:
                issued = self.last - dt.timedelta(days=self.random.randrange(30, 1130))
                rows.append((first + n, kind, f"{first + n:08}", iso(issued), iso(issued + dt.timedelta(days=1095)),
                             iso(issued) + UTC_AT_NINE, "安全员"))
        self.put("certificate", ["person_id", "kind", "number", "issued_on", "expires_on", "recorded_at_utc",
                                 "recorded_by"], rows)

    def make_history(self):
        for begin, end in half_years(self.first, self.last):
            begin = max(begin, self.first)
            for home, quality, opened in self.homes:
                if opened > end:
                    continue
                start = max(begin, opened)
                if quality < 0.35:
                    continue  # reports nothing at all
                self.hold_activities(home, quality, start, end)
                self.find_problems(home, quality, start, end)
                if self.patrols:
                    self.patrol(home, quality, start, end)

    def day_between(self, start, end):
        return start + dt.timedelta(days=self.random.randrange((end - start).days + 1))

    def hold_activities(self, home, quality, start, end):
        columns = ["key", "organisation_id", "kind", "progress", "level", "scope", "form", "content_tags", "title",
                   "content", "place", "departments", "lead", "recorder", "present_count", "local_day",
                   "started_at_utc", "rating", "recorded_at_utc", "recorded_by"]
        kinds = [("training", "all_staff", "hands_on" if self.assessing.random() < 0.5 else "topic")]
        if self.random.random() < quality:
            kinds.append(("drill", "all_staff", "real_drill"))
        if self.random.random() < 0.3:
            kinds.append((self.random.choice(("demonstration", "tabletop")), "all_staff", "online"))
        for kind, scope, form in kinds:
            day = iso(self.day_between(start, end))
            number = self.ids.get("activity", 1)
            activity = self.put("activity", columns,
                                [(f"activity/{number}", home, kind, "held", "home", scope, form, " fire evacuation ",
                                  "消防" + {"training": "培训", "drill": "演练"}.get(kind, "演示"), "夜间疏散", "本院",
                                  "护理部", "院长", "安全员", len(self.staff[home]), day, day + UTC_AT_NINE,
                                  self.random.choice("PPPSM") if kind == "drill" else "-", day + "T09:00:00Z", "安全员")])
            if kind in ("training", "drill"):
                away = 0.0 if self.random.random() < quality * 0.6 else 0.08
                took_part = [(activity, person, 1, 0 if self.random.random() < away / 4 else 1)
                             for person in self.staff[home] if self.random.random() >= away]
                self.put("activity_person", ["activity_id", "person_id", "attended", "passed"], took_part)
                if kind == "training":
                    self.assess(activity, [person for _, person, _, passed in took_part if passed], day, form)

    def assess(self, activity, people, day, form):
        """What an examiner saw; without an extinguisher in the hand E is L1 at most."""
        until = iso(dt.date.fromisoformat(day) + dt.timedelta(days=365))
        marks = [(person, element, 1 if element == "E" and form != "hands_on" else 2) for person in people for element in "KAEL"
                 if self.assessing.random() < 0.8]
        first = self.put("assessment", ["activity_id", "person_id", "element", "level", "examiner"],
                         ((activity, person, element, level, "消防教员") for person, element, level in marks))
        self.put("competence", ["person_id", "element", "level", "quality", "evidence_assessment_id", "assessed_on",
                                "valid_until"],
                 ((person, element, level, 0.8, first + n, day, until)
                  for n, (person, element, level) in enumerate(marks)))

    def find_problems(self, home, quality, start, end):
        for _ in range(self.random.randrange(1, 6)):
            day = self.day_between(start, end)
            major = self.random.random() < 0.03
            number = self.ids.get("finding", 1)
            finding = self.put("finding", ["key", "organisation_id", "source", "text", "severity", "life_safety",
                                           "found_on"],
                               [(f"finding/{number}", home, self.random.choice(SOURCES), self.random.choice(PROBLEMS),
                                 "major" if major else "ordinary", int(self.random.random() < 0.05), iso(day))])
            self.mend(finding, home, quality, day, major)

    def mend(self, finding, home, quality, day, major):
        owner, deputy, officer = self.staff[home][2], self.staff[home][1], self.supervisors[home]
        deadline = day + dt.timedelta(days=self.random.choice((7, 15, 30)))
        steps = [("registered", None, "", None, "", day, deputy, "")]
        if self.random.random() < 0.97:
            steps.append(("in_progress", owner, "限期整改", iso(deadline), "专人看守", day, deputy, ""))
            mended = day + dt.timedelta(days=self.random.randrange(1, 20))
            if self.random.random() < 0.6 + 0.4 * quality:
                steps.append(("to_be_rechecked", owner, "限期整改", iso(deadline), "专人看守", mended, owner, ""))
                if self.random.random() < 0.1:
                    mended += dt.timedelta(days=2)
                    steps.append(("returned", owner, "限期整改", iso(deadline), "专人看守", mended, officer + 1, "没有到位"))
                    steps.append(("to_be_rechecked", owner, "限期整改", iso(deadline), "专人看守", mended, owner, ""))
                if self.random.random() < 0.7 + 0.3 * quality:
                    mended += dt.timedelta(days=3)
                    steps.append(("closed", owner, "限期整改", iso(deadline), "专人看守", mended, officer + 1, "复查照片"))
        self.put("finding_step", ["finding_id", "state", "responsible_id", "measure", "deadline", "contingency",
                                  "at_utc", "actor_id", "evidence", "funds_yuan", "interim_measure", "supervisor_id"],
                 ((finding, state, who, what, until, aside, iso(at) + UTC_AT_NINE, actor, proof,
                   500.0 if major else None, "派人值守" if major else "", officer if major else None)
                  for state, who, what, until, aside, at, actor, proof in steps if at <= self.last))

    def patrol(self, home, quality, start, end):
        skip = 0 if self.random.random() < quality * 0.7 else 0.02
        rows = []
        day = start
        while day <= end:
            text = iso(day)
            if self.random.random() >= skip:
                rows.append((home, "daily_patrol", text, "安全员", "clean", text + "T09:00:00Z", "安全员"))
            if day.day == 5 and self.random.random() < quality:
                rows.append((home, "monthly_self_check", text, "院长", "clean", text + "T09:00:00Z", "安全员"))
            if day.day == 12 and self.random.random() < 0.9:
                rows.append((home, "town_monthly", text, "镇", "clean", text + "T09:00:00Z", "镇"))
            if day.day == 20 and day.month % 5 == 2:
                rows.append((home, "county_visit", text, "县", "clean", text + "T09:00:00Z", "县"))
            day += dt.timedelta(days=1)
        self.put("inspection", ["organisation_id", "kind", "local_day", "inspector", "result", "recorded_at_utc",
                                "recorded_by"], rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--last", type=dt.date.fromisoformat, default=dt.date(2026, 6, 30))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-patrols", action="store_true")
    parser.add_argument("--duty", action="store_true", help="people enough for a year of duty, in offices too")
    given = parser.parse_args()
    db = create(given.out)
    db.execute("BEGIN")
    city = City(db, given.size, given.years, given.last, given.seed, not given.no_patrols, given.duty)
    city.make_tree()
    city.make_people()
    city.make_history()
    seal_history.seal(db)
    db.execute("COMMIT")
    db.close()
    print(f"{given.out}: {given.out.stat().st_size} bytes, " +
          ", ".join(f"{table} {n - 1}" for table, n in sorted(city.ids.items())))


if __name__ == "__main__":
    main()
