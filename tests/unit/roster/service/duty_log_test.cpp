#include "roster/service/duty_log.h"

#include "roster/service/inspections.h"
#include "tests/support/duty_rig.h"
#include <algorithm>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
using tests::DutyRig;
using tests::local;

namespace {

const Date monday = make_date(2026, 3, 2);

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

struct LogRig : DutyRig {
    LogRig() {
        Organisation home{tests::rig_home, "安康养老院", OrganisationKind::home, tests::rig_bureau};
        home.watch_room = WatchRoom::control_room;
        REQUIRE(roster::store::update_organisation(database, home));
    }
    LogEntry entry(Instant at) const {
        return {
            tests::rig_home, at, tests::rig_carer, tests::rig_guard, 0, 1, 0, Linkage::automatic,
            "S3-04",         ""};
    }
    std::int64_t write(Instant at) {
        const auto id = write_log(database, entry(at), {at, "孙建平"});
        REQUIRE_MESSAGE(id, describe(id.error()));
        return *id;
    }
    std::string correct(LogCorrection correction, std::int64_t* made = nullptr) {
        correction.organisation_key = tests::rig_home;
        const auto id = correct_log(database, correction, {tests::after_march, "孙建平"});
        if (id && made != nullptr) *made = *id;
        return id ? "" : describe(id.error());
    }
    const LogCoverage coverage(IntervalActivity activity, Instant now = tests::after_march) {
        const auto check = check_log(database, tests::rig_home, {monday, monday}, now);
        REQUIRE_MESSAGE(check, describe(check.error()));
        const auto at = std::ranges::find_if(
            check->coverage, [&](const LogCoverage& one) { return one.rule.activity == activity; });
        REQUIRE(at != check->coverage.end());
        return *at;
    }
    void go_round(Instant at, InspectionResult result = InspectionResult::clean) {
        InspectionEntry entry;
        entry.inspection.organisation_key = tests::rig_home;
        entry.inspection.kind = InspectionKind::night_patrol;
        entry.inspection.local_day = calc_local_day(at);
        entry.inspection.at_utc = at;
        entry.inspection.inspector_key = tests::rig_carer;
        entry.inspection.inspector = "王芳";
        entry.inspection.result = result;
        if (result == InspectionResult::not_possible) entry.inspection.note = "停电";
        const auto done = record_inspection(database, entry, "孙建平");
        REQUIRE_MESSAGE(done, describe(done.error()));
    }
};

} // namespace

TEST_CASE("duty log: what is missing is missing until somebody writes it") {
    LogRig rig;
    CHECK(rig.coverage(IntervalActivity::control_room_log).missing_count() == 12);
    for (int hour = 0; hour < 24; hour += 2)
        if (hour != 8 && hour != 22) rig.write(local(monday, hour, 5));
    const LogCoverage two = rig.coverage(IntervalActivity::control_room_log);
    CHECK(two.missing_count() == 2);
    CHECK(two.record.marks[4].missing());
    CHECK(two.record.marks[11].missing());
    CHECK(two.record.gaps.size() == 2);
    CHECK(two.rule.every_min == 120);
    REQUIRE(two.sources.size() == 1);
    CHECK(has(two.sources[0], "GB 25201"));
    // A home without a control room is not asked for one's log.
    Organisation home{tests::rig_home, "安康养老院", OrganisationKind::home, tests::rig_bureau};
    REQUIRE(roster::store::update_organisation(rig.database, home));
    const auto check =
        check_log(rig.database, tests::rig_home, {monday, monday}, tests::after_march);
    REQUIRE(check);
    CHECK_FALSE(check->has_control_room);
    REQUIRE(check->coverage.size() == 1);
    CHECK(check->coverage[0].rule.activity == IntervalActivity::night_patrol);
}

TEST_CASE("duty log: who writes without having signed in is named") {
    LogRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    rig.write(local(monday, 7, 59));
    rig.write(local(monday, 8, 1));
    rig.write(local(monday, 20));
    rig.write(local(monday, 20, 1));
    const auto times = [&] {
        std::vector<Instant> at;
        const auto checked =
            check_log(rig.database, tests::rig_home, {monday, monday}, tests::after_march);
        for (const auto& one : checked->not_signed_in)
            at.push_back(one.at_utc);
        return at;
    };
    CHECK(times().size() == 4);
    REQUIRE(rig.sign_in(tests::rig_guard, local(monday, 8)) == ""); // the second of the two
    // Nobody has signed him out: his shift ends at 20:00, and with it what the sign-in proves.
    CHECK(times() == std::vector{local(monday, 7, 59), local(monday, 20, 1)});
    REQUIRE(rig.sign_out(tests::rig_guard, local(monday, 19)) == "");
    CHECK(times() == std::vector{local(monday, 7, 59), local(monday, 20), local(monday, 20, 1)});
    CHECK(rig.coverage(IntervalActivity::control_room_log).missing_count() == 10);
}

TEST_CASE("duty log: rounds are the inspections of the night, and one that failed is none") {
    LogRig rig;
    for (const int hour : {22, 24, 28})
        rig.go_round(local(monday, hour, 1));
    rig.go_round(local(monday, 26, 1), InspectionResult::not_possible);
    const LogCoverage night = rig.coverage(IntervalActivity::night_patrol);
    CHECK(night.record.marks.size() == 4);
    CHECK(night.missing_count() == 1);
    CHECK(night.record.marks[2].missing());
    REQUIRE(night.record.gaps.size() == 1);
    CHECK(night.record.gaps[0].minutes() == 240);
    CHECK(list_log(rig.database, tests::rig_home, {monday, monday + Days{1}})->rounds.size() == 4);
}

TEST_CASE("duty log: a correction is a new row, the old one stays and is named") {
    LogRig rig;
    const std::int64_t first = rig.write(local(monday, 8));
    LogCorrection correction;
    correction.log_id = first;
    correction.fault_count = 0;
    correction.panel_note = "";
    CHECK(has(rig.correct(correction), "更正要写原因"));
    correction.reason = "看错了";
    std::int64_t second = 0;
    CHECK(rig.correct(correction, &second) == "");
    const auto log = list_log(rig.database, tests::rig_home, {monday, monday});
    REQUIRE(log->entries.size() == 1);
    CHECK(log->entries[0].id == second);
    CHECK(log->entries[0].corrects_id == first);
    CHECK(log->entries[0].fault_count == 0);
    CHECK(log->entries[0].at_utc == local(monday, 8));
    CHECK(log->entries[0].entered_at_utc == local(monday, 8)); // the time did not change
    const auto old = roster::store::find_duty_log(rig.database, tests::rig_home, first);
    REQUIRE(old->has_value());
    CHECK((*old)->row.fault_count == 1);
    CHECK((*old)->corrected_by == second);
    CHECK(has(rig.correct(correction), fmt::format("已经由第 {} 条更正", second)));
    // Moved to another time: written down only now.
    LogCorrection moved;
    moved.log_id = second;
    moved.at = local(monday, 6);
    moved.reason = "时间写错";
    std::int64_t third = 0;
    CHECK(rig.correct(moved, &third) == "");
    CHECK(list_log(rig.database, tests::rig_home, {monday, monday})->entries[0].entered_at_utc ==
          tests::after_march);
    LogCorrection back;
    back.log_id = third;
    back.withdrawn = true;
    back.reason = "是昨天的";
    CHECK(rig.correct(back) == "");
    CHECK(list_log(rig.database, tests::rig_home, {monday, monday})->entries.empty());
    CHECK(rig.coverage(IntervalActivity::control_room_log).missing_count() == 12);
    CHECK(rig.unsealed_duty() == "");
}

TEST_CASE("duty log: everything wrong with an entry comes at once") {
    LogRig rig;
    LogEntry bad = rig.entry(tests::after_march);
    bad.writer_key = bad.second_key = "person/nobody";
    bad.fire_count = 2;
    bad.fault_count = -1;
    const auto refused = write_log(rig.database, bad, {local(monday, 8), ""});
    REQUIRE_FALSE(refused);
    CHECK_MESSAGE(refused.error().problems.size() == 7, describe(refused.error()));
    rig.write(local(monday, 8));
    const auto twice =
        write_log(rig.database, rig.entry(local(monday, 8)), {tests::after_march, "孙"});
    REQUIRE_FALSE(twice);
    CHECK(twice.error().code == sim::core::Errc::conflict);
    LogCorrection none;
    none.log_id = 99;
    none.reason = "没有";
    CHECK(has(rig.correct(none), "没有这条记录"));
    CHECK_FALSE(
        check_log(rig.database, tests::rig_home, {monday, monday - Days{1}}, tests::after_march));
    CHECK_FALSE(check_log(rig.database, tests::rig_home, {monday, monday}, local(monday, 0)));
}
