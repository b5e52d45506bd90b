#include "roster/service/inspections.h"

#include "roster/service/visits.h"
#include "roster/store/audit_table.h"
#include "tests/support/finding_rig.h"
#include <algorithm>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
using tests::FindingRig;

namespace {

InspectionEntry make_patrol(Date day) {
    InspectionEntry entry;
    entry.inspection.organisation_key = tests::rig_home;
    entry.inspection.kind = InspectionKind::daily_patrol;
    entry.inspection.local_day = day;
    entry.inspection.inspector = "王芳";
    entry.inspection.inspector_key = tests::rig_carer;
    return entry;
}

/// A city with so many homes below the bureau, besides the example home.
void add_homes(Database& database, int count) {
    for (int i = 0; i < count; ++i)
        REQUIRE(roster::store::insert_organisation(
            database, {fmt::format("org/home-{:03}", i), fmt::format("第{}养老院", i),
                       OrganisationKind::home, tests::rig_bureau}));
}

} // namespace

TEST_CASE("inspections: a visit by plan leads to a result and to findings, all or nothing") {
    FindingRig rig;
    const int year = 2026;
    const VisitWish wish{year, make_date(2026, 1, 5), 2, 2, 0};
    const auto plan = plan_county(rig.database, tests::rig_bureau, wish);
    REQUIRE_MESSAGE(plan, describe(plan.error()));
    CHECK(plan->visits.size() == 2);
    CHECK(keep_county_plan(rig.database, tests::rig_bureau, wish, *plan, "秦监") == 2);
    const auto rows = list_visit_plans(rig.database, tests::rig_bureau, year);
    REQUIRE(rows);
    InspectionEntry entry;
    entry.inspection.visit_plan_id = rows->at(0).plan.id;
    entry.inspection.local_day = rows->at(0).plan.planned_day;
    entry.inspection.inspector = "秦监";
    entry.inspection.inspector_key = tests::rig_supervisor;
    entry.inspection.result = InspectionResult::findings;
    entry.items = {{"level/1", "安全出口", ItemVerdict::bad, "上锁"}};
    NewFinding found;
    found.finding.text = "东门锁着";
    found.finding.life_safety = true;
    NewFinding broken = found;
    broken.finding.text = "";
    entry.findings = {found, broken};
    const auto refused = record_inspection(rig.database, entry, "秦监");
    REQUIRE_FALSE(refused);
    CHECK(describe(refused.error()).find("/findings/2/text") != std::string::npos);
    tests::RawDatabase raw(rig.path);
    CHECK(raw.number("SELECT count(*) FROM inspection") == 0);
    entry.findings = {found, found};
    const auto recorded = record_inspection(rig.database, entry, "秦监");
    REQUIRE_MESSAGE(recorded, describe(recorded.error()));
    CHECK(recorded->finding_keys.size() == 2);
    CHECK(raw.rows("SELECT source, inspection_id FROM finding") ==
          "county_check|1\ncounty_check|1\n");
    CHECK(raw.number("SELECT count(*) FROM suspended_now") == 2);
    CHECK(roster::store::load_items(rig.database, recorded->id)->size() == 1);
    const auto again = record_inspection(rig.database, entry, "秦监");
    REQUIRE_FALSE(again);
    CHECK(again.error().code == sim::core::Errc::conflict);
    // What was visited is not planned again, and what was open is replaced.
    const auto next = plan_county(rig.database, tests::rig_bureau, wish);
    CHECK(next->visits.size() == 1);
    CHECK(keep_county_plan(rig.database, tests::rig_bureau, wish, *next, "秦监") == 1);
    CHECK(list_visit_plans(rig.database, tests::rig_bureau, year)->size() == 2);
    CHECK(raw.rows("SELECT action FROM audit WHERE action NOT LIKE 'organisation%' ORDER BY id") ==
          "visit_plan.keep\ninspection.record\nfinding.step\nfinding.step\nvisit_plan.keep\n");
    CHECK_FALSE(roster::store::check_audit_chain(rig.database)->broken_id.has_value());
}

TEST_CASE("inspections: a missed day is no clean day") {
    FindingRig rig;
    const Date first = make_date(2026, 2, 1);
    const DaySpan span{first, make_date(2026, 2, 28)};
    for (int day = 0; day < 20; ++day) {
        InspectionEntry entry = make_patrol(first + Days{day});
        if (day == 3) {
            entry.inspection.result = InspectionResult::findings;
            entry.findings.resize(1);
            entry.findings[0].finding.text = "灭火器过期";
        }
        if (day == 5) {
            entry.inspection.result = InspectionResult::not_possible;
            entry.inspection.note = "停电";
        }
        const auto done = record_inspection(rig.database, entry, "王芳");
        REQUIRE_MESSAGE(done, describe(done.error()));
    }
    const auto lines = list_coverage(rig.database, tests::rig_bureau, span, make_date(2026, 3, 1));
    REQUIRE(lines);
    const HomeCoverage& line = lines->at(0);
    CHECK(line.days_due == 28);
    CHECK(line.patrolled_count == 19);
    CHECK(line.clean_count == 18);
    CHECK(line.missed_days.size() == 9);
    CHECK(line.missed_days.front() == first + Days{5});
    CHECK(line.patrolled_count + static_cast<int>(line.missed_days.size()) == line.days_due);
    CHECK(line.missed_months == std::vector{first}); // no self-check in February
    CHECK(line.town_missed_months.empty());          // no town above it
    // On the 10th, what is still to come is not missed.
    const auto early = list_coverage(rig.database, tests::rig_bureau, span, make_date(2026, 2, 10));
    CHECK(early->at(0).days_due == 9);
    CHECK(early->at(0).missed_months.empty());
    CHECK_FALSE(list_coverage(rig.database, tests::rig_home, {span.last, span.first}, rig.today));
}

TEST_CASE("inspections: the same round typed in twice is one round") {
    FindingRig rig;
    InspectionEntry entry = make_patrol(make_date(2026, 2, 1));
    entry.inspection.at_utc = Instant{make_date(2026, 2, 1)} + std::chrono::hours{1};
    REQUIRE(record_inspection(rig.database, entry, "王芳"));
    const auto again = record_inspection(rig.database, entry, "王芳");
    REQUIRE_FALSE(again);
    CHECK(describe(again.error()).find("已经登记过") != std::string::npos);
    *entry.inspection.at_utc += std::chrono::minutes{30};
    CHECK(record_inspection(rig.database, entry, "王芳"));
}

TEST_CASE("inspections: a night with a gap of more than two hours is flagged") {
    FindingRig rig;
    const Date evening = make_date(2026, 2, 1);
    const auto patrol = [&](int hour, int minute) {
        InspectionEntry entry = make_patrol(evening);
        entry.inspection.kind = InspectionKind::night_patrol;
        entry.inspection.at_utc = Instant{evening} + std::chrono::hours{hour} +
                                  std::chrono::minutes{minute} - local_offset;
        entry.inspection.local_day = calc_local_day(*entry.inspection.at_utc);
        const auto done = record_inspection(rig.database, entry, "王芳");
        REQUIRE_MESSAGE(done, describe(done.error()));
    };
    for (const int hour : {22, 24, 26, 28, 30})
        patrol(hour, 0);
    const auto gaps = [&](Date from) {
        return list_coverage(rig.database, tests::rig_home, {from, from}, make_date(2026, 3, 1))
            ->at(0)
            .night_gaps;
    };
    CHECK(gaps(evening).empty());
    CHECK(gaps(evening + Days{1}).size() == 1);
    CHECK(gaps(evening + Days{1}).front().minutes() == 480);
}

TEST_CASE("inspections: a home that opens during the year is named, not forgotten") {
    FindingRig rig;
    add_homes(rig.database, 1);
    Organisation late{"org/late", "新开养老院", OrganisationKind::home, tests::rig_bureau};
    late.opened_on = make_date(2026, 5, 1);
    REQUIRE(roster::store::insert_organisation(rig.database, late));
    const auto plan = plan_county(rig.database, tests::rig_bureau, {2026, {}, 2, 2, 1});
    REQUIRE_MESSAGE(plan, describe(plan.error()));
    REQUIRE(plan->later.size() == 1);
    CHECK(plan->later[0].key == "org/late");
    const auto from_may =
        plan_county(rig.database, tests::rig_bureau, {2026, make_date(2026, 5, 1), 2, 2, 1});
    REQUIRE(from_may);
    CHECK(from_may->later.empty());
}

TEST_CASE("inspections: 53 homes cannot be visited twice at two a week, which is said") {
    FindingRig rig;
    add_homes(rig.database, 52);
    const auto plan = plan_county(rig.database, tests::rig_bureau, {2026, {}, 2, 2, 1});
    REQUIRE_FALSE(plan);
    CHECK(describe(plan.error()).find("53 家每家每年 2 轮还要查 106 次") != std::string::npos);
}

TEST_CASE("sample: kept with its seed, proved from the file, drawn once a year") {
    FindingRig rig;
    add_homes(rig.database, 153);
    const Date day = make_date(2026, 3, 1);
    const auto sample = draw_city_sample(rig.database, tests::rig_bureau, 2026, 0.4, 20260301, day);
    REQUIRE_MESSAGE(sample, describe(sample.error()));
    CHECK(sample->homes.size() == 154);
    CHECK(sample->wanted_count == 62);
    REQUIRE(keep_city_sample(rig.database, tests::rig_bureau, *sample, day, "秦监"));
    const auto twice = keep_city_sample(rig.database, tests::rig_bureau, *sample, day, "秦监");
    REQUIRE_FALSE(twice);
    CHECK(twice.error().code == sim::core::Errc::conflict);
    const auto kept = load_city_sample(rig.database, tests::rig_bureau, 2026);
    REQUIRE(kept);
    CHECK(kept->seed == 20260301);
    CHECK(is_reproduced(*kept));
    auto forged = *kept;
    std::swap(std::ranges::find(forged.homes, true, &SampledHome::chosen)->chosen,
              std::ranges::find(forged.homes, false, &SampledHome::chosen)->chosen);
    CHECK_FALSE(is_reproduced(forged));
    CHECK(list_visit_plans(rig.database, tests::rig_bureau, 2026)->size() == 62);
    CHECK_FALSE(load_city_sample(rig.database, tests::rig_bureau, 2027));
    // A finding more makes that home heavier.
    rig.add(Severity::major);
    const auto heavier = draw_city_sample(rig.database, tests::rig_bureau, 2027, 0.4, 1, rig.today);
    CHECK(std::ranges::find(heavier->homes, tests::rig_home, &SampledHome::key)->weight >
          std::ranges::find(kept->homes, tests::rig_home, &SampledHome::key)->weight);
}

TEST_CASE("inspections: done by people, in a house that is open, and at night by night") {
    FindingRig rig;
    const auto refused = [&](auto change) {
        InspectionEntry entry = make_patrol(make_date(2026, 5, 31));
        change(entry.inspection);
        const auto done = record_inspection(rig.database, entry, "王芳");
        return done ? std::string() : describe(done.error());
    };
    for (const char* name : {"机器人", "系统", "巡检机器人", "-"})
        CHECK_MESSAGE(refused([&](Inspection& one) {
                          one.inspector = name;
                      }).find("不是人的姓名") != std::string::npos,
                      name);
    CHECK(refused([](Inspection& one) { one.inspector = "　"; }).find("没有写检查人") !=
          std::string::npos);
    CHECK(refused([](Inspection& one) {
              one.result = InspectionResult::not_possible;
              one.note = " 　";
          }).find("没有查成，要写原因") != std::string::npos);
    const auto night_at = [&](std::chrono::hours local) {
        return refused([&](Inspection& one) {
            one.kind = InspectionKind::night_patrol;
            one.at_utc = Instant{one.local_day} + local - local_offset;
        });
    };
    CHECK(night_at(std::chrono::hours{12}).find("不是夜间巡查") != std::string::npos);
    CHECK(night_at(std::chrono::hours{23}) == "");
    CHECK(night_at(std::chrono::hours{5}) == "");
    tests::RawDatabase raw(rig.path);
    REQUIRE(raw.exec("UPDATE organisation SET opened_on = '2026-06-01' WHERE key = 'org/ankang'") ==
            SQLITE_OK);
    CHECK(refused([](Inspection&) {}).find("还没有开办") != std::string::npos);
}
