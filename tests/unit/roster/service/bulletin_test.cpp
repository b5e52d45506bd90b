#include "roster/service/bulletin.h"

#include "roster/service/competence_list.h"
#include "roster/service/due.h"
#include "roster/service/findings.h"
#include "roster/service/open_database.h"
#include "roster/service/own_rules.h"
#include "roster/service/record_drill.h"
#include "roster/service/rules.h"
#include "tests/support/roster_fixture.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;

namespace {

constexpr const char* home = "org/ankang";
const Date later = make_date(2026, 9, 1);

struct BulletinRig {
    tests::TempFolder folder;
    OpenedDatabase opened = open_or_create(tests::ledger_in(folder, "home")).value();
    Database& database = opened.database;
    tests::RawDatabase raw{database.path()};

    BulletinRig() {
        const auto rules = find_shipped_rules("rules/qidong");
        REQUIRE(rules);
        REQUIRE(adopt_rules(database, home, *rules, make_date(2023, 1, 1), "测试"));
    }
    void exec(const std::string& sql) { REQUIRE_MESSAGE(raw.exec(sql) == SQLITE_OK, raw.message); }
    void drill(Date day) {
        const auto done =
            record_drill(database, tests::make_drill(DrillKind::real, day), {"周督导", 0});
        REQUIRE_MESSAGE(done, describe(done.error()));
    }
    Bulletin make(const char* half = "2026H1", Date today = later, const char* top = home) {
        auto bulletin = make_bulletin(database, top, find_half_year(half).value(), today);
        REQUIRE_MESSAGE(bulletin, describe(bulletin.error()));
        return std::move(*bulletin);
    }
    std::optional<int> total(BulletinField field, const char* half = "2026H1", Date today = later) {
        return make(half, today).total[field];
    }
    /// A city over the example home, with a county of two further homes.
    void grow() {
        exec("INSERT INTO organisation(key, name, kind, parent_id) VALUES"
             "('org/city', '某市', 'city', NULL);"
             "INSERT INTO organisation(key, name, kind, parent_id) VALUES"
             "('org/east', '东县', 'county', 2), ('org/west', '西县', 'county', 2);"
             "UPDATE organisation SET parent_id = 3 WHERE id = 1;"
             "INSERT INTO organisation(key, name, kind, parent_id) VALUES"
             "('org/h1', '甲院', 'home', 4), ('org/h2', '乙院', 'home', 4);"
             "INSERT INTO post_assignment(person_id, organisation_id, post, shift, zone, from_day)"
             " SELECT id, 5, 'carer', 'day', '', '2020-01-01' FROM person"
             " WHERE key IN ('person/wang-fang', 'person/li-ming')");
    }
    void finding(int n, const char* found, const char* deadline, const char* closed_utc = nullptr) {
        exec(fmt::format("INSERT INTO finding(id, key, organisation_id, source, text, severity, "
                         "life_safety, found_on) VALUES({0}, 'f/{0}', 1, 'county_check', '锁', "
                         "'ordinary', 0, '{1}')",
                         n, found));
        const auto step = [&](const char* state, int actor, const std::string& at) {
            exec(fmt::format("INSERT INTO finding_step(finding_id, state, responsible_id, measure, "
                             "deadline, contingency, at_utc, actor_id, evidence) VALUES({}, '{}', "
                             "3, '拆', '{}', '看守', '{}', {}, '照片')",
                             n, state, deadline, at, actor));
        };
        step("registered", 2, fmt::format("{}T01:00:00Z", found));
        step("in_progress", 2, fmt::format("{}T01:00:01Z", found));
        if (!closed_utc) return;
        step("to_be_rechecked", 3, fmt::format("{}T01:00:02Z", found));
        step("closed", 4, closed_utc);
    }
};

/// Everything that a bulletin says, as one text.
std::string text_of(const Bulletin& bulletin) {
    std::string text = bulletin.top_key + iso(bulletin.day);
    const auto add = [&](const BulletinRow& row) {
        text += "\n" + row.key + row.name;
        for (const auto& value : row.values)
            text += " " + (value ? std::to_string(*value) : std::string("-"));
        for (const auto& rows : row.rows)
            text += fmt::format(" {}", fmt::join(rows, ","));
        text += fmt::format(" {}", fmt::join(row.ranks, ","));
    };
    std::ranges::for_each(bulletin.parts, add);
    add(bulletin.total);
    for (const auto& flow : bulletin.by_source)
        text += fmt::format("\n{} {} {} {}", flow.carried, flow.found, flow.closed, flow.open);
    for (const auto* list : {&bulletin.lists.drill, &bulletin.lists.training, &bulletin.lists.team,
                             &bulletin.lists.findings, &bulletin.lists.silent,
                             &bulletin.lists.no_record, &bulletin.lists.commended})
        for (const HomeLine& line : *list)
            text += "\n" + line.key + line.day;
    return text;
}

} // namespace

TEST_CASE("bulletin: a half-year is a year and H1 or H2") {
    CHECK(find_half_year("2026H1")->span.last == make_date(2026, 6, 30));
    CHECK(find_half_year("2026-H2")->span.first == make_date(2026, 7, 1));
    CHECK(find_half_year("2026-H2")->name == "2026H2");
    for (const char* bad : {"", "2026", "2026H3", "26H1", "2026H1x", "1800H1", "-026H1"})
        CHECK_FALSE(find_half_year(bad));
}

TEST_CASE("bulletin: every field has its own name") {
    for (std::size_t f = 0; f < bulletin_field_count; ++f) {
        const auto field = static_cast<BulletinField>(f);
        CHECK(find_field(info(field).name) == field);
    }
}

TEST_CASE("bulletin: 30 June counts for the first half, 1 July for the second") {
    BulletinRig rig;
    rig.drill(make_date(2026, 6, 30));
    CHECK(rig.total(BulletinField::drill_done, "2026H1") == 1);
    CHECK(rig.total(BulletinField::drill_done, "2026H2") == 0);
    BulletinRig other;
    other.drill(make_date(2026, 7, 1));
    CHECK(other.total(BulletinField::drill_done, "2026H1") == 0);
    CHECK(other.total(BulletinField::drill_done, "2026H2") == 1);
}

TEST_CASE("bulletin: on the last day nothing is overdue, the day after it is") {
    BulletinRig rig;
    CHECK_FALSE(rig.make("2026H1", make_date(2026, 6, 30)).over);
    const Bulletin over = rig.make("2026H1", make_date(2026, 7, 1));
    CHECK(over.over);
    REQUIRE(over.lists.drill.size() == 1);
    CHECK(over.lists.drill.front().name == "安康养老院");
    CHECK(over.lists.drill.front().day.empty()); // never held one
    CHECK_FALSE(make_bulletin(rig.database, home, *find_half_year("2026H2"),
                              make_date(2026, 6, 30))); // has not begun
    CHECK_FALSE(make_bulletin(rig.database, "org/none", *find_half_year("2026H1"), later));
}

TEST_CASE("bulletin: what nobody reported is missing and not zero") {
    BulletinRig rig;
    const BulletinRow none = rig.make().total;
    for (const BulletinField field :
         {BulletinField::patrol_due, BulletinField::patrol_done, BulletinField::certificates,
          BulletinField::county_visits, BulletinField::findings_open})
        CHECK_FALSE(none[field]);
    CHECK(none[BulletinField::staff] == 32);
    CHECK(none[BulletinField::trained] == 0); // people are on file, nobody was trained
    CHECK(none[BulletinField::no_record] == 1);
    rig.exec("INSERT INTO inspection(organisation_id, kind, local_day, inspector, result, "
             "recorded_at_utc, recorded_by) VALUES(1, 'daily_patrol', '2026-03-01', '曹刚', "
             "'clean', '2026-03-01T01:00:00Z', 'x'), (1, 'daily_patrol', '2026-03-01', '曹刚', "
             "'clean', '2026-03-01T09:00:00Z', 'x'), (1, 'county_visit', '2026-03-02', '县', "
             "'not_possible', '2026-03-01T09:00:00Z', 'x')");
    const BulletinRow some = rig.make().total;
    CHECK(some[BulletinField::patrol_due] == 181);
    CHECK(some[BulletinField::patrol_done] == 1); // one day, patrolled twice
    CHECK(some[BulletinField::findings_open] == 0);
    CHECK_FALSE(some[BulletinField::county_visits]); // not possible is none
    CHECK(some[BulletinField::no_record] == 0);
}

TEST_CASE("bulletin: carried and found findings are those closed and open") {
    BulletinRig rig;
    rig.finding(1, "2025-12-31", "2026-01-10");                         // carried, overdue
    rig.finding(2, "2025-12-01", "2025-12-10", "2025-12-31T15:59:59Z"); // closed on 31 December
    rig.finding(3, "2025-12-01", "2025-12-10", "2025-12-31T16:00:00Z"); // closed on 1 January
    rig.finding(4, "2026-06-30", "2026-06-30");                         // due on the last day
    rig.finding(5, "2026-06-29", "2026-06-29", "2026-06-30T16:00:00Z"); // closed on 1 July
    rig.finding(6, "2026-07-01", "2026-07-10");
    const BulletinRow row = rig.make().total;
    CHECK(row[BulletinField::findings_carried] == 2);
    CHECK(row[BulletinField::findings_found] == 2);
    CHECK(row[BulletinField::findings_closed] == 1);
    CHECK(row[BulletinField::findings_open] == 3);
    CHECK(row[BulletinField::findings_overdue] == 2); // 1 and 5
    const FindingFlow flow =
        rig.make().by_source[static_cast<std::size_t>(FindingSource::county_check)];
    CHECK(flow.carried + flow.found == flow.closed + flow.open);
    CHECK(rig.total(BulletinField::findings_carried, "2026H2") == 3);
    const auto closed = explain_bulletin(rig.database, home, *find_half_year("2026H1"), later,
                                         BulletinField::findings_closed);
    REQUIRE(closed);
    REQUIRE(closed->size() == 1);
    const auto& steps = closed->front().evidence; // and no step that was taken later
    REQUIRE(steps.size() == 4);
    CHECK(steps.front().text == "登记");
    CHECK(steps.back().text == "销号");
    CHECK(steps.back().day == "2026-01-01");
    const auto open = explain_bulletin(rig.database, home, *find_half_year("2026H1"), later,
                                       BulletinField::findings_open);
    REQUIRE(open);
    CHECK(open->back().evidence.back().text != "销号"); // 5 is closed on the day after
}

TEST_CASE("bulletin: a person in two counties counts once in the city; equal parts share a rank") {
    BulletinRig rig;
    rig.grow();
    const Bulletin city = rig.make("2026H1", later, "org/city");
    REQUIRE(city.parts.size() == 2);
    CHECK(city.parts[0].key == "org/east");
    CHECK(city.parts[0][BulletinField::staff] == 32);
    CHECK(city.parts[1][BulletinField::staff] == 2);
    CHECK(city.total[BulletinField::staff] ==
          rig.raw.number("SELECT count(DISTINCT person_id) FROM post_assignment"));
    CHECK(city.total[BulletinField::homes] == 3);
    CHECK(city.parts[1][BulletinField::staff_unknown] == 1);
    CHECK(city.parts[0].ranks[static_cast<std::size_t>(BulletinRate::training)] == 1);
    CHECK(city.parts[1].ranks[static_cast<std::size_t>(BulletinRate::training)] == 1);
    CHECK(city.parts[0].ranks[static_cast<std::size_t>(BulletinRate::closed)] == 0);
    CHECK(rig.make("2026H1", later, "org/west").parts.size() == 2); // its homes
}

TEST_CASE("bulletin: a thousand demonstrations and table-tops change nothing; it repeats itself") {
    BulletinRig rig;
    rig.drill(make_date(2026, 3, 1));
    rig.finding(1, "2026-02-01", "2026-03-01");
    const std::string before = text_of(rig.make());
    CHECK(text_of(rig.make("2026H1", make_date(2027, 1, 1))) == before); // whenever it is made
    rig.exec(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
        "INSERT INTO activity(key, organisation_id, kind, progress, level, scope, form, "
        "content_tags, title, local_day, recorded_at_utc, recorded_by) SELECT 'show/' || i, 1, "
        "CASE i % 3 WHEN 0 THEN 'demonstration' WHEN 1 THEN 'tabletop' ELSE 'training' END, "
        "CASE i % 3 WHEN 2 THEN 'planned' ELSE 'held' END, 'home', 'all_staff', 'topic', "
        "' fire ', 'x', '2026-06-01', '2026-06-01T00:00:00Z', 'x' FROM n;"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
        "INSERT INTO drill(organisation_id, kind, progress, scenario_key, scenario_sha256, "
        "plan_key, plan_sha256, record_sha256, seed, started_at_utc, local_day, rating, score, "
        "lead_observer, night, distractors, blocked_exit, headcount_exact, zone_staff_count, "
        "deciding_count, recorded_at_utc) SELECT organisation_id, 'demonstration', 'held', "
        "scenario_key, scenario_sha256, plan_key, plan_sha256, "
        "substr('0000000000000000000000000000000000000000000000000000000000000000', "
        "1, 64 - length(CAST(i AS TEXT))) || CAST(i AS TEXT), CAST(i AS TEXT), "
        "started_at_utc, local_day, 'P', 99.0, '', 0, 0, 0, 1, 0, 0, recorded_at_utc "
        "FROM drill, n WHERE drill.id = 1");
    CHECK(text_of(rig.make()) == before);
}

TEST_CASE("bulletin: a number leads to its rows and their origin") {
    BulletinRig rig;
    rig.drill(make_date(2026, 3, 1));
    const auto half = *find_half_year("2026H1");
    const auto drills =
        explain_bulletin(rig.database, home, half, later, BulletinField::drill_done);
    REQUIRE(drills);
    REQUIRE(drills->size() == 1);
    CHECK(drills->front().subject.table == "organisation");
    REQUIRE(drills->front().evidence.size() == 1);
    CHECK(drills->front().evidence.front().table == "drill");
    CHECK(drills->front().evidence.front().id == 1);
    CHECK(drills->front().evidence.front().origin.find("周督导") != std::string::npos);
    for (std::size_t f = 0; f < bulletin_field_count; ++f) {
        const auto field = static_cast<BulletinField>(f);
        if (info(field).table.empty()) continue;
        const auto rows = explain_bulletin(rig.database, home, half, later, field);
        REQUIRE(rows);
        CHECK(static_cast<int>(rows->size()) == rig.total(field).value_or(0));
    }
}

TEST_CASE("bulletin: trained is who did what the rules ask for, and other matter does not count") {
    BulletinRig rig;
    const auto training = [&](int id, const char* day, const char* tags, const char* persons) {
        rig.exec(
            fmt::format("INSERT INTO activity(id, key, organisation_id, kind, progress, level, "
                        "scope, form, content_tags, title, local_day, recorded_at_utc, "
                        "recorded_by) VALUES({0}, 't/{0}', 1, 'training', 'held', 'home', "
                        "'all_staff', 'topic', '{2}', '培训', '{1}', "
                        "'2026-06-01T00:00:00Z', 'x'); INSERT INTO activity_person("
                        "activity_id, person_id, attended) SELECT {0}, id, 1 FROM person "
                        "WHERE id IN ({3})",
                        id, day, tags, persons));
    };
    training(101, "2026-03-01", " procedures ", "1, 2, 3"); // food safety
    CHECK(rig.total(BulletinField::trained) == 0);
    training(102, "2026-03-02", " fire ", "1, 2");
    const Bulletin bulletin = rig.make();
    CHECK(bulletin.total[BulletinField::trained] == 2);
    CHECK(bulletin.total[BulletinField::staff] == 32);
    REQUIRE(bulletin.training_sources.size() == 1); // the yearly one is judged in the second half
    const auto rows = explain_bulletin(rig.database, home, *find_half_year("2026H1"), later,
                                       BulletinField::trained);
    REQUIRE(rows);
    REQUIRE(rows->size() == 2);
    REQUIRE(rows->front().evidence.size() == 1);
    CHECK(rows->front().evidence.front().id == 102);
}

TEST_CASE("bulletin: who began within the half-year is asked from the next on") {
    BulletinRig rig;
    rig.exec(
        "INSERT INTO person(key, organisation_id, name, joined_on) VALUES"
        "('person/new', 1, '新来', '2026-06-29');"
        "INSERT INTO post_assignment(person_id, organisation_id, post, shift, zone, from_day)"
        " SELECT id, 1, 'carer', 'day', '', '2026-06-29' FROM person WHERE key = 'person/new'");
    CHECK(rig.total(BulletinField::staff) == 32);
    CHECK(rig.total(BulletinField::staff_not_bound) == 1);
    CHECK(rig.total(BulletinField::staff, "2026H2", make_date(2027, 1, 1)) == 33);
}

TEST_CASE("bulletin: a person in two homes is trained when the rules of both are met") {
    BulletinRig rig;
    rig.grow(); // 王芳 and 李明 work in 甲院 too
    auto rules = find_shipped_rules("rules/national");
    REQUIRE(rules);
    std::string json = rules->json;
    for (const auto& [from, to] :
         {std::pair<std::string, std::string>{"rules/national", "rules/strict"},
          {"\"min_count\": 1", "\"min_count\": 2"}})
        for (auto at = json.find(from); at != json.npos; at = json.find(from, at + to.size()))
            json.replace(at, from.size(), to);
    const auto strict = load_rules("strict", json);
    REQUIRE_MESSAGE(strict, describe(strict.error()));
    REQUIRE(adopt_rules(rig.database, "org/h1", *strict, make_date(2023, 1, 1), "测试"));
    const auto row = [&](const char* key) { return rig.make("2026H1", later, key).total; };
    rig.exec("INSERT INTO activity(id, key, organisation_id, kind, progress, level, scope, form, "
             "content_tags, title, local_day, recorded_at_utc, recorded_by) VALUES(7, 't/7', 1, "
             "'training', 'held', 'home', 'all_staff', 'topic', ' fire ', '培训', '2026-03-02', "
             "'2026-06-01T00:00:00Z', 'x'); INSERT INTO activity_person(activity_id, person_id, "
             "attended) SELECT 7, id, 1 FROM person WHERE key = 'person/wang-fang'");
    CHECK(row("org/east")[BulletinField::trained] == 1);
    CHECK(row("org/west")[BulletinField::trained] == 0); // 甲院 asks for two
    CHECK(row("org/city")[BulletinField::trained] == 0);
    const auto traces = explain_bulletin(rig.database, "org/city", *find_half_year("2026H1"), later,
                                         BulletinField::trained);
    REQUIRE(traces);
    CHECK(traces->empty());
    SUBCASE("and stands in one of the two columns") {
        rig.exec(
            "INSERT INTO post_assignment(corrects_id, person_id, organisation_id, post, shift, "
            "zone, from_day) SELECT id, person_id, organisation_id, post, shift, zone, "
            "'2026-06-29' FROM post_assignment WHERE organisation_id = 5");
        const Bulletin bulletin = rig.make("2026H1", later, "org/city");
        CHECK(bulletin.parts[1][BulletinField::staff_not_bound] == 2);
        CHECK(bulletin.total[BulletinField::staff_not_bound] == 0);
        CHECK(bulletin.total[BulletinField::staff] == 32);
        const auto unbound = explain_bulletin(rig.database, "org/city", *find_half_year("2026H1"),
                                              later, BulletinField::staff_not_bound);
        REQUIRE(unbound);
        CHECK(unbound->empty());
    }
}

TEST_CASE("bulletin: a home that drills once a year is judged when the year ends") {
    BulletinRig rig;
    rig.exec("INSERT INTO organisation(key, name, kind) VALUES('org/rescue', '救助站', "
             "'rescue_station')");
    const auto judged = [&](const char* half) {
        return rig.make(half, make_date(2027, 1, 1), "org/rescue").total;
    };
    CHECK(judged("2026H1")[BulletinField::drill_due] == 0);
    CHECK(judged("2026H2")[BulletinField::drill_open] == 1);
    rig.exec("INSERT INTO activity(key, organisation_id, kind, progress, level, scope, form, "
             "content_tags, title, local_day, started_at_utc, place, content, departments, lead, "
             "recorder, present_count, recorded_at_utc, recorded_by) SELECT 'd/1', id, 'drill', "
             "'held', 'home', 'part', 'real_drill', ' fire ', '演练', '2026-02-01', "
             "'2026-02-01T02:00:00Z', '二层', '疏散', '全体', '站长', '文员', 9, "
             "'2026-06-01T00:00:00Z', 'x' FROM organisation WHERE key = 'org/rescue'");
    CHECK(judged("2026H2")[BulletinField::drill_done] == 1);
    const auto rows = explain_bulletin(rig.database, "org/rescue", *find_half_year("2026H2"),
                                       make_date(2027, 1, 1), BulletinField::drill_done);
    REQUIRE(rows);
    REQUIRE(rows->size() == 1);
    CHECK(rows->front().evidence.size() == 1);
}

TEST_CASE("bulletin: a finding that nobody gave a deadline is named") {
    BulletinRig rig;
    rig.exec("INSERT INTO finding(id, key, organisation_id, source, text, severity, life_safety, "
             "found_on) VALUES(9, 'f/9', 1, 'county_check', '锁', 'ordinary', 0, '2025-01-05')");
    const Bulletin bulletin = rig.make();
    CHECK(bulletin.total[BulletinField::findings_overdue] == 0);
    CHECK(bulletin.total[BulletinField::findings_undated] == 1);
    REQUIRE(bulletin.lists.undated.size() == 1);
    CHECK(bulletin.lists.undated.front().day == "2025-01-05");
}

TEST_CASE("bulletin: a finding entered later from old papers was due as it was first written") {
    BulletinRig rig;
    const auto enter = [&](int n, const char* deadline) {
        rig.exec(fmt::format(
            "INSERT INTO finding(id, key, organisation_id, source, text, severity, life_safety, "
            "found_on) VALUES({0}, 'f/{0}', 1, 'county_check', '锁', 'ordinary', 0, '2026-03-02'); "
            "INSERT INTO finding_step(finding_id, state, responsible_id, measure, deadline, "
            "contingency, at_utc, actor_id, evidence) VALUES({0}, 'registered', 3, '拆', {1}, "
            "'看守', '2026-08-22T01:00:00Z', 2, '')",
            n, deadline));
    };
    enter(1, "'2026-04-10'"); // ran out within the half-year
    enter(2, "'2026-06-30'"); // the last day is no day late
    enter(3, "NULL");
    const BulletinRow row = rig.make().total;
    CHECK(row[BulletinField::findings_open] == 3);
    CHECK(row[BulletinField::findings_overdue] == 1);
    CHECK(row[BulletinField::findings_undated] == 1);
    CHECK(rig.make().lists.findings.front().day == "2026-04-10");
    // What was written later still changes nothing of a period that is over.
    rig.exec("INSERT INTO finding_step(finding_id, state, responsible_id, measure, deadline, "
             "contingency, at_utc, actor_id, evidence) VALUES(3, 'in_progress', 3, '拆', "
             "'2026-09-10', '看守', '2026-08-23T01:00:00Z', 2, '')");
    CHECK(rig.total(BulletinField::findings_undated) == 1);
}

TEST_CASE("bulletin: a list of findings on a day has none that was found later") {
    BulletinRig rig;
    rig.finding(1, "2026-06-30", "2026-07-10");
    rig.finding(2, "2026-07-01", "2026-07-10");
    const auto listed = [&](Date day) { return list_ledger(rig.database, home, day)->size(); };
    CHECK(listed(make_date(2026, 6, 29)) == 0);
    CHECK(listed(make_date(2026, 6, 30)) == 1);
    CHECK(listed(make_date(2026, 7, 1)) == 2);
}

TEST_CASE("bulletin: the rate of mastery asks for staff of institutions") {
    BulletinRig rig;
    rig.grow();
    const auto before = list_part_competence(rig.database, "org/city", later);
    REQUIRE(before);
    rig.exec("INSERT INTO organisation(id, key, name, kind, parent_id) VALUES(30, 'org/mz', "
             "'民政局', 'bureau', 2); INSERT INTO person(key, organisation_id, name, joined_on) "
             "VALUES('person/mz', 30, '周督导', '2020-01-01')");
    const auto after = list_part_competence(rig.database, "org/city", later);
    REQUIRE(after);
    CHECK(after->people.size() == before->people.size() + 1);
    CHECK(after->mastery.on_roll_count == before->mastery.on_roll_count);
    CHECK(rig.make("2026H1", later, "org/city").mastery->whole == before->mastery.on_roll_count);
}

TEST_CASE("bulletin: one lift's papers do not cover another's, a new card replaces a revoked one") {
    BulletinRig rig;
    rig.exec(
        "INSERT INTO certificate(id, organisation_id, kind, number, issuer, issued_on, "
        "expires_on, recorded_at_utc, recorded_by) VALUES(1, 1, 'special_equipment', 'LIFT-1', "
        "'x', '2024-01-01', '2025-01-01', '2024-01-01T00:00:00Z', 'x'), (2, 1, "
        "'special_equipment', 'LIFT-2', 'x', '2024-01-01', '2029-01-01', "
        "'2024-01-01T00:00:00Z', 'x'); INSERT INTO certificate(id, person_id, kind, number, "
        "issuer, issued_on, expires_on, recorded_at_utc, recorded_by) VALUES(3, 1, "
        "'fire_facility_operator', 'X1', 'x', '2024-01-01', '2030-01-01', "
        "'2024-01-01T00:00:00Z', 'x'), (4, 1, 'fire_facility_operator', 'X2', 'x', "
        "'2025-06-01', '2029-01-01', '2024-01-01T00:00:00Z', 'x'); "
        "INSERT INTO certificate_revocation(certificate_id, revoked_on, reason, "
        "recorded_at_utc, recorded_by) VALUES(3, '2025-05-01', '遗失', "
        "'2025-05-01T00:00:00Z', 'x')");
    const BulletinRow row = rig.make().total;
    CHECK(row[BulletinField::certificates] == 3);
    CHECK(row[BulletinField::expired] == 1);
    CHECK(row[BulletinField::revoked] == 0);
}

TEST_CASE("bulletin: rules adopted in mid-year ask from the next half-year on") {
    BulletinRig rig;
    rig.exec("INSERT INTO organisation(key, name, kind) VALUES('org/rural', '敬老院', "
             "'rural_home')");
    const auto rules = find_shipped_rules("rules/wenzhou");
    REQUIRE(rules);
    const auto sources = [&](const char* half) {
        const auto found = rig.make(half, make_date(2027, 1, 1), "org/rural").drill_sources;
        return std::ranges::count_if(found, [](const std::string& source) {
            return source.find("温州") != std::string::npos;
        });
    };
    REQUIRE(adopt_rules(rig.database, "org/rural", *rules, make_date(2026, 6, 15), "测试"));
    CHECK(sources("2026H1") == 0);
    CHECK(sources("2026H2") == 1);
}

TEST_CASE("bulletin: whoever is on long leave by any row of leave is not counted, and listed") {
    BulletinRig rig;
    const Date day = make_date(2026, 6, 30);
    const auto before = list_part_competence(rig.database, home, day);
    REQUIRE(before);
    // The second of two leaves, and one that was entered after it had ended.
    rig.exec("INSERT INTO absence(person_id, from_day, until_day) SELECT id, '2026-01-05', "
             "'2026-01-06' FROM person WHERE key = 'person/wang-fang';"
             "INSERT INTO absence(person_id, from_day, until_day) SELECT id, '2026-04-01', "
             "'2026-08-31' FROM person WHERE key = 'person/wang-fang';"
             "UPDATE person SET leave_from = '2025-11-03', leave_until = '2025-11-04' "
             "WHERE key = 'person/li-ming';"
             "INSERT INTO absence(person_id, from_day, until_day) SELECT id, '2026-05-01', "
             "'2026-08-15' FROM person WHERE key = 'person/li-ming'");
    const auto after = list_part_competence(rig.database, home, day);
    REQUIRE(after);
    CHECK(after->mastery.long_leave_keys ==
          std::vector<std::string>{"person/li-ming", "person/wang-fang"});
    CHECK(after->mastery.on_roll_count == before->mastery.on_roll_count - 2);
    const Bulletin bulletin = rig.make();
    CHECK(bulletin.total[BulletinField::on_leave] == 2);
    CHECK(bulletin.mastery->whole == after->mastery.on_roll_count);
    const auto today = calc_mastery_today(rig.database, home, day);
    REQUIRE(today);
    CHECK(today->long_leave_keys == after->mastery.long_leave_keys);
    const auto due = list_due(rig.database, {home, day, false});
    REQUIRE(due);
    CHECK(due->long_leave_keys == after->mastery.long_leave_keys); // each once
}

TEST_CASE("bulletin: a quarter without a drill is overdue before the half-year ends") {
    BulletinRig rig;
    const auto own = read_own_rules("own", R"({"format": "yanlian-rules", "version": 1,
"key": "rules/own", "name": "本院", "edition": 1, "jurisdiction": "安康", "bases": [],
"rules": [{"id": "Q", "subject": "home", "activity": "drill", "min_count": 1,
"window": {"kind": "quarter"}, "severity": "duty", "source": "本院 1 号",
"valid_from": "2026-01-01", "kind": "house", "mark": "verified"}]})");
    REQUIRE_MESSAGE(own, describe(own.error()));
    REQUIRE(adopt_rules(rig.database, home, *own, make_date(2026, 1, 1), "测试"));
    const auto overdue = [&](Date today) {
        const auto lists = rig.make("2026H2", today).lists;
        CHECK(lists.drill_overdue.size() + lists.drill_open.size() == lists.drill.size());
        return lists.drill_overdue.size();
    };
    CHECK(overdue(make_date(2026, 9, 30)) == 0);
    CHECK(overdue(make_date(2026, 10, 1)) == 1);
    CHECK(overdue(make_date(2027, 1, 1)) == 1);
    rig.drill(make_date(2026, 8, 3));
    CHECK(overdue(make_date(2026, 10, 1)) == 0);
}

TEST_CASE("people: who went to another home stands where the post of the day is") {
    BulletinRig rig;
    rig.grow();
    rig.exec("INSERT INTO post_assignment(corrects_id, person_id, organisation_id, post, shift, "
             "zone, from_day, until_day) SELECT id, person_id, organisation_id, post, shift, zone, "
             "from_day, '2026-06-30' FROM post_assignment_in_force WHERE organisation_id = 1 AND "
             "person_id = (SELECT id FROM person WHERE key = 'person/guo-lihua');"
             "INSERT INTO post_assignment(person_id, organisation_id, post, shift, zone, from_day) "
             "SELECT id, 6, 'carer', 'day', '', '2026-07-01' FROM person "
             "WHERE key = 'person/guo-lihua'");
    const auto place = [&](const char* top, Date day) {
        const auto part = list_part_competence(rig.database, top, day);
        REQUIRE(part);
        for (const PartLine& one : part->people)
            if (one.line.person.key == "person/guo-lihua") return one.organisation_name;
        return std::string("nowhere");
    };
    CHECK(place("org/city", make_date(2026, 6, 30)) == "安康养老院");
    CHECK(place("org/city", make_date(2026, 7, 1)) == "乙院");
    CHECK(place("org/h2", make_date(2026, 7, 1)) == "乙院");
    CHECK(place(home, make_date(2026, 7, 1)) == "nowhere");
}
