#include "roster/service/due.h"

#include "roster/service/activities.h"
#include "roster/service/open_database.h"
#include "roster/service/organisations.h"
#include "roster/service/own_rules.h"
#include "roster/service/record_drill.h"
#include "roster/service/rules.h"
#include "roster/store/audit_table.h"
#include "roster/store/people_table.h"
#include "tests/support/roster_fixture.h"
#include <algorithm>
#include <chrono>
#include <doctest/doctest.h>
#include <map>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;

namespace {

constexpr const char* home = "org/ankang";
const Date first_of_july = make_date(2026, 7, 1);

struct Ledger {
    tests::TempFolder folder;
    OpenedDatabase opened = open_or_create(tests::ledger_in(folder, "home")).value();
    Database& database = opened.database;

    Ledger() { adopt("rules/qidong", make_date(2023, 1, 1)); }
    void adopt(const char* key, Date from) {
        const auto rules = find_shipped_rules(key);
        REQUIRE(rules);
        const auto done = adopt_rules(database, home, *rules, from, "测试");
        REQUIRE_MESSAGE(done, describe(done.error()));
    }
    DueList due(Date today, const std::string& top = home) {
        auto list = list_due(database, {top, today, true});
        REQUIRE_MESSAGE(list, describe(list.error()));
        return *list;
    }
    DueLine line(Date today, RuleSubject subject, const std::string& activity,
                 const std::string& subject_key = home) {
        const DueList list = due(today);
        const auto at = std::ranges::find_if(list.lines, [&](const DueLine& one) {
            return one.subject == subject && one.activity == activity &&
                   one.subject_key == subject_key;
        });
        REQUIRE(at != list.lines.end());
        return *at;
    }
};

ActivityEntry make_entry(ActivityKind kind, Date day) {
    ActivityEntry entry;
    Activity& a = entry.activity;
    a.organisation_key = home;
    a.kind = kind;
    a.form = kind == ActivityKind::drill ? ActivityForm::real_drill : ActivityForm::topic;
    a.title = "消防";
    a.tags = {"fire", "evacuation"};
    a.local_day = day;
    a.started_at_utc = Instant{day} + std::chrono::hours{2};
    a.place = "二层";
    a.content = "夜间疏散";
    a.departments = "护理部";
    a.lead = "赵国华";
    a.recorder = "许文静";
    a.present_count = 12;
    return entry;
}

RuleSet own_rules(const std::string& rules) {
    auto set = read_own_rules(
        "own", R"({"format": "yanlian-rules", "version": 1, "key": "rules/own", "name": "本院",
"edition": 1, "jurisdiction": "安康", "bases": ["rules/national"], "rules": [)" +
                   rules + "]}");
    REQUIRE_MESSAGE(set, describe(set.error()));
    return *set;
}
std::string own_rule(const std::string& id, const std::string& what, const std::string& window,
                     int count = 1, const std::string& from = "2020-01-01") {
    return R"({"id": ")" + id + R"(", )" + what + R"(, "min_count": )" + std::to_string(count) +
           R"(, "window": )" + window + R"(, "severity": "duty", "source": ")" + id +
           R"( 号", "valid_from": ")" + from + R"(", "kind": "house", "mark": "verified"})";
}

/// A deed of every kind, and then none for years.
void record_last_deeds(Ledger& ledger) {
    tests::RawDatabase raw(ledger.database.path());
    REQUIRE_MESSAGE(
        raw.exec(
            "INSERT INTO activity(id, key, organisation_id, team_id, kind, progress, level, scope, "
            "form, content_tags, title, local_day, recorded_at_utc, recorded_by) VALUES"
            "(77, 't/77', 1, NULL, 'training', 'held', 'city', 'three_roles', 'topic', ' fire ', "
            "'轮训', '2022-06-30', '2022-07-01T00:00:00Z', 'x'),"
            "(78, 't/78', 1, NULL, 'study', 'held', 'home', 'all_staff', 'topic', ' fire ', "
            "'学习', '2022-03-31', '2022-07-01T00:00:00Z', 'x'),"
            "(79, 't/79', 1, NULL, 'study', 'held', 'home', 'all_staff', 'topic', ' fire ', "
            "'学习', '2022-05-31', '2022-07-01T00:00:00Z', 'x');"
            "INSERT INTO activity(id, key, organisation_id, team_id, kind, progress, level, scope, "
            "form, content_tags, title, local_day, started_at_utc, place, content, departments, "
            "lead, recorder, present_count, recorded_at_utc, recorded_by) VALUES"
            "(80, 't/80', 1, (SELECT id FROM team WHERE key = 'team/ankang'), 'drill', 'held', "
            "'home', 'all_staff', 'real_drill', ' fire ', '演练', '2022-05-31', "
            "'2022-05-31T02:00:00Z', '二层', '疏散', '护理部', '赵国华', '许文静', 12, "
            "'2022-07-01T00:00:00Z', 'x');"
            "INSERT INTO activity_person(activity_id, person_id, attended) SELECT a.id, p.id, 1 "
            "FROM activity AS a, person AS p WHERE a.id BETWEEN 77 AND 80;"
            "INSERT INTO inspection(id, organisation_id, kind, local_day, inspector, result, "
            "recorded_at_utc, recorded_by) VALUES(77, 1, 'remote', '2022-01-31', 'x', 'clean', "
            "'2022-07-01T00:00:00Z', 'x'), (78, 1, 'remote', '2022-02-28', 'x', 'clean', "
            "'2022-07-01T00:00:00Z', 'x')") == SQLITE_OK,
        raw.message);
}

} // namespace

TEST_CASE("due list: the last training of a rotation is known however long ago it was") {
    Ledger ledger;
    ledger.adopt("rules/yangzhou", make_date(2024, 6, 11));
    record_last_deeds(ledger);
    const char* person = "person/zhao-guohua";
    for (const Date today : {make_date(2025, 7, 1), make_date(2026, 6, 30), make_date(2026, 7, 1),
                             make_date(2031, 7, 1)}) {
        const DueList list = ledger.due(today);
        const auto at = std::ranges::find_if(list.lines, [&](const DueLine& line) {
            return line.subject_key == person && line.sources.front().rule_id == "TR-S0a";
        });
        REQUIRE(at != list.lines.end());
        CAPTURE(iso(today));
        CHECK(at->state == DueState::red);
        CHECK(at->due_on == make_date(2025, 6, 30));
        CHECK(at->rows == std::vector<std::string>{"activity/77"});
    }
}

TEST_CASE("due list: without a new deed nothing turns from red to green, day by day for six "
          "years") {
    Ledger ledger;
    ledger.adopt("rules/yangzhou", make_date(2021, 1, 1));
    const std::string half = R"({"kind": "rolling_months", "length_count": 6})";
    const std::string days = R"({"kind": "rolling_days", "length_count": 183})";
    const auto rules = own_rules(
        own_rule("H-1", R"("subject": "home", "activity": "drill")", half) + "," +
        own_rule("H-2", R"("subject": "home", "activity": "remote")", days, 2) + "," +
        own_rule("T-1", R"("subject": "team", "activity": "drill")", days) + "," +
        own_rule("M-1", R"("subject": "team_member", "activity": "drill")", half) + "," +
        own_rule("P-1", R"("subject": "person", "activity": "study")", half, 2) + "," +
        own_rule("P-2", R"("subject": "person", "activity": "study", "tags": ["fire"])", days) +
        "," +
        own_rule("P-3", R"("subject": "new_staff", "activity": "study")", R"({"kind": "once"})"));
    const auto adopted = adopt_rules(ledger.database, home, rules, make_date(2021, 1, 1), "测试");
    REQUIRE_MESSAGE(adopted, describe(adopted.error()));
    record_last_deeds(ledger);
    struct Last {
        DueState state;
        Date due_on;
    };
    std::map<std::string, Last> before;
    for (Date today = make_date(2022, 7, 1); today < make_date(2028, 7, 1); today += Days{1}) {
        for (const DueLine& line : ledger.due(today).lines) {
            const RuleLine& rule = line.sources.front();
            const std::string key = line.subject_key + " " + rule.set_key + " " + rule.rule_id;
            const bool is_rolling =
                !is_calendar(rule.window.kind) && rule.window.kind != WindowKind::once;
            const auto at = before.find(key);
            if (at != before.end()) {
                CAPTURE(key);
                CAPTURE(iso(today));
                if (at->second.state > line.state) FAIL("turned without a deed");
                if (is_rolling && at->second.due_on != line.due_on) FAIL("moved without a deed");
            }
            before[key] = {line.state, line.due_on};
        }
    }
    for (const char* key : {"org/ankang rules/own H-1", "org/ankang rules/own H-2",
                            "team/ankang rules/own T-1", "person/wang-fang rules/own M-1",
                            "person/wang-fang rules/own P-1", "person/wang-fang rules/own P-2"}) {
        CAPTURE(key);
        REQUIRE(before.contains(key));
        CHECK(before.at(key).state == DueState::red);
    }
    const auto due_of = [&](const char* key) { return iso(before.at(key).due_on); };
    CHECK(due_of("org/ankang rules/own H-1") == "2022-11-30");
    CHECK(due_of("org/ankang rules/own H-2") == "2022-08-02"); // 183 days after 31 January
    CHECK(due_of("person/wang-fang rules/own P-1") == "2022-09-30");
}

TEST_CASE("due list: of two rules for one deed the date is that of the one shown, and stands") {
    Ledger ledger;
    const std::string what = R"("subject": "home", "activity": "lecture")";
    const auto rules = own_rules(
        own_rule("Y", what, R"({"kind": "year"})") + "," +
        own_rule("H", what, R"({"kind": "half_year"})", 1, "2024-01-01") + "," +
        own_rule("Y2", R"("subject": "home", "activity": "discussion")", R"({"kind": "year"})") +
        "," +
        own_rule("H2", R"("subject": "home", "activity": "discussion")",
                 R"({"kind": "half_year"})"));
    REQUIRE(adopt_rules(ledger.database, home, rules, make_date(2020, 1, 1), "测试"));
    for (const Date today : {make_date(2026, 12, 31), make_date(2027, 1, 1)}) {
        const DueLine line = ledger.line(today, RuleSubject::home, "lecture");
        CHECK(line.sources.front().rule_id == "H");
        CHECK(line.due_on == make_date(2024, 6, 30)); // the first half-year of the rule
    }
    CHECK_FALSE(ledger.line(make_date(2026, 12, 31), RuleSubject::home, "lecture").or_earlier);
    CHECK(ledger.line(make_date(2028, 1, 1), RuleSubject::home, "lecture").or_earlier);
    const DueLine never = ledger.line(make_date(2026, 12, 31), RuleSubject::home, "discussion");
    CHECK(never.sources.front().rule_id == "H2");
    CHECK(never.due_on == make_date(2023, 6, 30));
    CHECK(never.or_earlier);
}

TEST_CASE(
    "due list: overdue on 1 July, both the home and its team; a drill entered late mends it") {
    Ledger ledger;
    CHECK(ledger.line(first_of_july - Days{1}, RuleSubject::home, "drill").due_on ==
          ledger.line(first_of_july, RuleSubject::home, "drill").due_on);
    const DueLine red = ledger.line(first_of_july, RuleSubject::home, "drill");
    CHECK(red.state == DueState::red);
    CHECK(red.sources.size() >= 3); // city, order 61, GB/T 38315 …
    CHECK(ledger.line(first_of_july, RuleSubject::team, "drill", "team/ankang").state ==
          DueState::red);
    ActivityEntry entry = make_entry(ActivityKind::drill, make_date(2026, 6, 20));
    entry.activity.team_key = "team/ankang";
    entry.attendances = {{"person/wang-fang"}, {"person/chen-jing"}};
    const auto recorded = record_activity(ledger.database, entry, "许文静");
    REQUIRE_MESSAGE(recorded, describe(recorded.error()));
    CHECK_FALSE(record_activity(ledger.database, entry, "许文静")); // the same again
    CHECK(ledger.line(first_of_july, RuleSubject::home, "drill").state == DueState::green);
    CHECK(ledger.line(first_of_july, RuleSubject::team, "drill", "team/ankang").state ==
          DueState::green);
    CHECK(ledger.line(make_date(2026, 6, 25), RuleSubject::home, "drill").rows ==
          std::vector<std::string>{"activity/" + std::to_string(recorded->id)});
    tests::RawDatabase raw(ledger.database.path());
    CHECK(raw.rows("SELECT half_year, held_count FROM drill_obligation") == "2026-H1|1\n");
}

TEST_CASE("due list: an observed drill counts for home and team with its record") {
    Ledger ledger;
    const auto drill = record_drill(
        ledger.database, tests::make_drill(DrillKind::real, make_date(2026, 3, 1)), {"周督导", 0});
    REQUIRE(drill);
    CHECK(ledger.line(first_of_july, RuleSubject::home, "drill").state == DueState::green);
    CHECK(ledger.line(first_of_july, RuleSubject::team, "drill", "team/ankang").state ==
          DueState::green);
}

TEST_CASE(
    "due list: demonstrations, table-tops and plans count for nothing, ten thousand of them") {
    Ledger ledger;
    const auto counters = [&] {
        tests::RawDatabase raw(ledger.database.path());
        return raw.rows("SELECT * FROM countable_activity") +
               raw.rows("SELECT * FROM countable_attendance") +
               raw.rows("SELECT * FROM drill_obligation") +
               raw.rows("SELECT * FROM competence_in_force") +
               raw.rows("SELECT count(*) FROM evidence_outcome");
    };
    REQUIRE(record_drill(ledger.database, tests::make_drill(DrillKind::real, make_date(2026, 3, 1)),
                         {"周督导", 0}));
    const std::string before = counters();
    const DueList list_before = ledger.due(first_of_july);
    {
        tests::RawDatabase raw(ledger.database.path());
        REQUIRE_MESSAGE(
            raw.exec("BEGIN; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
                     "i < 10000) INSERT INTO drill(organisation_id, kind, progress, scenario_key, "
                     "scenario_sha256, plan_key, plan_sha256, record_sha256, seed, started_at_utc, "
                     "local_day, rating, score, lead_observer, night, distractors, blocked_exit, "
                     "headcount_exact, zone_staff_count, deciding_count, recorded_at_utc) "
                     "SELECT organisation_id, 'demonstration', 'held', scenario_key, "
                     "scenario_sha256, plan_key, plan_sha256, "
                     "substr('0000000000000000000000000000000000000000000000000000000000000000', "
                     "1, 64 - length(CAST(i AS TEXT))) || CAST(i AS TEXT), CAST(i AS TEXT), "
                     "started_at_utc, local_day, 'P', 99.0, '', 0, 0, 0, 1, 0, 0, "
                     "recorded_at_utc FROM drill, n WHERE drill.id = 1; "
                     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
                     "i < 10000) INSERT INTO activity(key, organisation_id, kind, progress, level, "
                     "scope, form, content_tags, title, local_day, recorded_at_utc, recorded_by) "
                     "SELECT 'show/' || i, 1, CASE i % 3 WHEN 0 THEN 'demonstration' WHEN 1 THEN "
                     "'tabletop' ELSE 'training' END, CASE i % 3 WHEN 2 THEN 'planned' ELSE 'held' "
                     "END, 'county', 'all_staff', 'topic', ' fire ', 'x', '2026-06-01', "
                     "'2026-06-01T00:00:00Z', 'x' FROM n; COMMIT") == SQLITE_OK,
            raw.message);
        CHECK(raw.exec("INSERT INTO activity_person(activity_id, person_id, attended) "
                       "SELECT a.id, 1, 1 FROM activity AS a WHERE a.kind = 'demonstration'") !=
              SQLITE_OK);
        CHECK(raw.message.find("firewall") != std::string::npos);
    }
    CHECK(counters() == before);
    const DueList list_after = ledger.due(first_of_july);
    REQUIRE(list_after.lines.size() == list_before.lines.size());
    for (std::size_t i = 0; i < list_after.lines.size(); ++i)
        CHECK(list_after.lines[i].state == list_before.lines[i].state);
}

TEST_CASE("due list: one session counts for several layers only where level and scope match") {
    Ledger ledger;
    ledger.adopt("rules/yangzhou", make_date(2024, 6, 11));
    const auto county_line = [&](Date today) {
        const DueList list = ledger.due(today);
        for (const DueLine& one : list.lines)
            if (one.subject_key == "person/wang-fang" && one.sources.front().rule_id == "TR-S0b")
                return one.state;
        FAIL("no line");
        return DueState::green;
    };
    ActivityEntry entry = make_entry(ActivityKind::training, make_date(2025, 5, 5));
    entry.activity.level = ActivityLevel::home;
    entry.attendances = {{"person/wang-fang"}};
    REQUIRE(record_activity(ledger.database, entry, "许文静"));
    CHECK(county_line(make_date(2026, 1, 1)) == DueState::red);
    entry.activity.level = ActivityLevel::county;
    entry.activity.scope = ActivityScope::all_staff;
    entry.activity.title = "县级集中培训";
    entry.attendances.front().passed = false;
    REQUIRE(record_activity(ledger.database, entry, "许文静"));
    CHECK(county_line(make_date(2026, 1, 1)) == DueState::red); // failed
    entry.activity.title = "县级集中培训补考";
    entry.attendances.front().passed = true;
    REQUIRE(record_activity(ledger.database, entry, "许文静"));
    CHECK(county_line(make_date(2026, 1, 1)) == DueState::green);
    CHECK(county_line(make_date(2026, 9, 30)) == DueState::green);
    CHECK(county_line(make_date(2026, 10, 1)) == DueState::yellow);
    CHECK(county_line(make_date(2027, 1, 1)) == DueState::red);
}

TEST_CASE("due list: who is on long leave is listed, and begins anew on return") {
    Ledger ledger;
    tests::RawDatabase raw(ledger.database.path());
    REQUIRE(raw.exec("UPDATE person SET leave_from = '2026-01-01', leave_until = '2026-06-30' "
                     "WHERE key = 'person/wang-fang'") == SQLITE_OK);
    CHECK(raw.rows("SELECT from_day, until_day FROM absence_in_force") ==
          "2026-01-01|2026-06-30\n");
    const DueList away = ledger.due(make_date(2026, 5, 1));
    CHECK(std::ranges::find(away.long_leave_keys, "person/wang-fang") !=
          away.long_leave_keys.end());
    const DueList back = ledger.due(make_date(2026, 7, 15));
    CHECK(back.long_leave_keys.empty());
    for (const DueLine& line : back.lines)
        if (line.subject_key == "person/wang-fang" && line.activity == "study")
            CHECK(line.state != DueState::red);
}

TEST_CASE("due list: a person in two homes counts once up the tree") {
    Ledger ledger;
    Organisation city{"org/city", "某市", OrganisationKind::city, ""};
    REQUIRE(add_organisation(ledger.database, city, "测试"));
    REQUIRE(add_organisation(
        ledger.database, {"org/second", "第二养老院", OrganisationKind::home, "org/city"}, "测试"));
    Organisation ankang = list_part(ledger.database, home).value().front();
    ankang.parent_key = "org/city";
    REQUIRE(change_organisation(ledger.database, ankang, "测试"));
    city.parent_key = home;
    CHECK_FALSE(change_organisation(ledger.database, city, "测试")); // a circle
    PostAssignment post;
    post.person_key = "person/wang-fang";
    post.organisation_key = "org/second";
    post.role = {Post::carer, Shift::day, ""};
    post.from_day = make_date(2025, 1, 1);
    REQUIRE(roster::store::insert_post(ledger.database, post));
    const DueList list = ledger.due(first_of_july, "org/city");
    REQUIRE(list.organisations.size() == 3);
    const auto sum = [](const StateCounts& counts) { return counts[0] + counts[1] + counts[2]; };
    CHECK(sum(list.organisations[0].persons) == 32);
    CHECK(sum(list.organisations[1].persons) == 32);
    CHECK(sum(list.organisations[2].persons) == 1);
    CHECK(sum(list.organisations[0].homes) == 2);
    CHECK_FALSE(roster::store::check_audit_chain(ledger.database)->broken_id.has_value());
}

TEST_CASE("due list: months that run from the first day run once for a person in two homes") {
    Ledger ledger;
    ledger.adopt("rules/yangzhou", make_date(2024, 6, 11));
    REQUIRE(add_organisation(ledger.database, {"org/city", "某市", OrganisationKind::city, ""},
                             "测试"));
    REQUIRE(add_organisation(
        ledger.database, {"org/second", "第二养老院", OrganisationKind::home, "org/city"}, "测试"));
    Organisation ankang = list_part(ledger.database, home).value().front();
    ankang.parent_key = "org/city";
    REQUIRE(change_organisation(ledger.database, ankang, "测试"));
    const auto rules = find_shipped_rules("rules/yangzhou");
    REQUIRE(adopt_rules(ledger.database, "org/city", *rules, make_date(2024, 6, 11), "测试"));
    tests::RawDatabase raw(ledger.database.path());
    REQUIRE(raw.exec("INSERT INTO post_assignment(person_id, organisation_id, post, shift, zone, "
                     "from_day) SELECT person_id, (SELECT id FROM organisation WHERE key = "
                     "'org/second'), 'safety_officer', 'day', '', '2025-03-01' FROM "
                     "post_assignment_in_force WHERE post = 'leader' LIMIT 1") == SQLITE_OK);
    const auto dates = [&](const char* top) {
        std::vector<Date> found;
        for (const DueLine& line : ledger.due(first_of_july, top).lines)
            if (line.sources.front().window.kind == WindowKind::rolling_months &&
                line.subject_key == raw.rows("SELECT key FROM person WHERE id = (SELECT person_id "
                                             "FROM post_assignment WHERE organisation_id = (SELECT "
                                             "id FROM organisation WHERE key = 'org/second'))")
                                        .substr(0, line.subject_key.size()))
                found.push_back(line.due_on);
        return found;
    };
    const auto city = dates("org/city");
    REQUIRE(city.size() == 1);
    CHECK(dates("org/second") == city);
    CHECK(dates(home) == city);
}

TEST_CASE("due list: what was never done says that it may be older, and does not move by the day") {
    Ledger ledger;
    const auto patrol = [&](Date today) {
        return ledger.line(today, RuleSubject::home, "daily_patrol");
    };
    const DueLine first = patrol(make_date(2026, 11, 22)), next = patrol(make_date(2026, 11, 23));
    CHECK(first.or_earlier);
    CHECK(first.due_on == next.due_on);
    const std::string digest = format_digest(ledger.due(make_date(2026, 11, 22)), home);
    CHECK(digest.find("至少从 " + iso(first.due_on + Days{1}) + " 起逾期") != std::string::npos);
    CHECK(digest.find("（法定") != std::string::npos);
}

TEST_CASE("due list: a home without a safety manager is named") {
    Ledger ledger;
    tests::RawDatabase raw(ledger.database.path());
    REQUIRE(add_organisation(ledger.database,
                             {"org/second", "第二养老院", OrganisationKind::home, ""}, "测试"));
    REQUIRE(ledger.due(first_of_july, "org/second").vacancies.size() == 1);
    REQUIRE(raw.exec("INSERT INTO post_assignment(person_id, organisation_id, post, shift, zone, "
                     "from_day) SELECT 1, id, 'safety_manager', 'day', '', '2025-03-01' FROM "
                     "organisation WHERE key = 'org/second'") == SQLITE_OK);
    CHECK(ledger.due(first_of_july, "org/second").vacancies.empty());
    REQUIRE(raw.exec("INSERT INTO certificate(person_id, kind, number, issued_on, expires_on, "
                     "recorded_at_utc, recorded_by) VALUES(1, 'safety_manager', 'S1', "
                     "'2024-01-01', '2025-12-31', '2026-01-01T00:00:00Z', 'x')") == SQLITE_OK);
    const auto lapsed = ledger.due(first_of_july, "org/second").vacancies;
    REQUIRE(lapsed.size() == 1);
    CHECK(lapsed.front().certificate_lapsed);
}

TEST_CASE("due list: certificates 90, 30 and 0 days ahead, and revoked ones") {
    Ledger ledger;
    tests::RawDatabase raw(ledger.database.path());
    REQUIRE(raw.exec("INSERT INTO certificate(person_id, kind, number, issued_on, expires_on, "
                     "recorded_at_utc, recorded_by) SELECT id, 'fire_facility_operator', 'A1', "
                     "'2024-01-01', '2026-12-31', '2026-01-01T00:00:00Z', 'x' FROM person "
                     "WHERE key = 'person/zhou-qiang'") == SQLITE_OK);
    CHECK(ledger.due(make_date(2026, 10, 1)).certificates.empty());
    CHECK(ledger.due(make_date(2026, 10, 2)).certificates.at(0).reminder == Reminder::in_90_days);
    CHECK(ledger.due(make_date(2026, 12, 1)).certificates.at(0).reminder == Reminder::in_30_days);
    CHECK(ledger.due(make_date(2026, 12, 31)).certificates.at(0).reminder == Reminder::last_day);
    REQUIRE(raw.exec("INSERT INTO certificate_revocation(certificate_id, revoked_on, reason, "
                     "recorded_at_utc, recorded_by) VALUES(1, '2026-06-01', '假证', "
                     "'2026-06-01T00:00:00Z', 'x')") == SQLITE_OK);
    CHECK(ledger.due(make_date(2026, 6, 1)).certificates.at(0).reminder == Reminder::revoked);
    CHECK(ledger.due(make_date(2026, 5, 31)).certificates.empty());
}

TEST_CASE("due list: a change of post does not wipe what is overdue, and asks for its own "
          "training before it") {
    Ledger ledger;
    tests::RawDatabase raw(ledger.database.path());
    const char* person = "person/wang-fang";
    const auto state = [&](RuleSubject subject) {
        return ledger.line(first_of_july, subject, "training", person).state;
    };
    CHECK(state(RuleSubject::person) == DueState::red);
    REQUIRE_MESSAGE(
        raw.exec("INSERT INTO activity(id, key, organisation_id, kind, progress, level, scope, "
                 "form, content_tags, title, local_day, recorded_at_utc, recorded_by) VALUES(77, "
                 "'t/77', 1, 'training', 'held', 'home', 'all_staff', 'pre_job', ' fire ', '岗前', "
                 "'2015-01-01', '2026-06-01T00:00:00Z', 'x'); INSERT INTO activity_person("
                 "activity_id, person_id, attended) SELECT 77, id, 1 FROM person WHERE key = "
                 "'person/wang-fang'") == SQLITE_OK,
        raw.message);
    const DueLine before = ledger.line(first_of_july, RuleSubject::new_staff, "training", person);
    CHECK(before.state == DueState::green);
    CHECK(before.due_on < first_of_july); // the day before which it had to be, not tomorrow
    REQUIRE_MESSAGE(
        raw.exec(
            "INSERT INTO post_assignment(corrects_id, person_id, organisation_id, post, "
            "shift, zone, from_day, until_day) SELECT id, person_id, organisation_id, post, "
            "shift, zone, from_day, '2026-06-14' FROM post_assignment_in_force WHERE person_id "
            "= (SELECT id FROM person WHERE key = 'person/wang-fang'); INSERT INTO "
            "post_assignment(person_id, organisation_id, post, shift, zone, from_day) SELECT "
            "id, 1, 'control_room', 'day', '', '2026-06-15' FROM person WHERE key = "
            "'person/wang-fang'") == SQLITE_OK,
        raw.message);
    CHECK(state(RuleSubject::person) == DueState::red);
    CHECK(state(RuleSubject::new_staff) == DueState::red);
}
