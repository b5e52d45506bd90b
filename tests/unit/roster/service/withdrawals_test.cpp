#include "roster/service/withdrawals.h"

#include "roster/service/assessments.h"
#include "roster/service/due.h"
#include "roster/service/inspections.h"
#include "roster/service/open_database.h"
#include "roster/service/record_drill.h"
#include "roster/store/audit_table.h"
#include "roster/store/history_check.h"
#include "tests/support/roster_fixture.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;

namespace {

const Date today = make_date(2026, 6, 1);
const Withdrawal wrong{"周督导", "登记错了"};

struct Rig {
    tests::TempFolder folder;
    OpenedDatabase opened = open_or_create(tests::ledger_in(folder, "home")).value();
    Database& database = opened.database;
    tests::RawDatabase raw{database.path()};

    ActivityEntry entry(ActivityKind kind, Date day) const {
        ActivityEntry made;
        Activity& a = made.activity;
        a.organisation_key = "org/ankang";
        a.kind = kind;
        a.form = kind == ActivityKind::drill ? ActivityForm::real_drill : ActivityForm::topic;
        a.title = "消防疏散";
        a.tags = {"fire"};
        a.local_day = day;
        a.started_at_utc = Instant{day} + std::chrono::hours{2};
        a.place = a.content = a.departments = a.lead = a.recorder = "甲";
        a.present_count = 3;
        made.attendances = {{"person/wang-fang"}, {"person/chen-jing"}};
        return made;
    }
    RecordedActivity record(ActivityEntry made) {
        const auto done = record_activity(database, std::move(made), "周督导");
        REQUIRE_MESSAGE(done, describe(done.error()));
        return *done;
    }
    DueLine line(const std::string& activity, const std::string& subject = "org/ankang") {
        const auto list = list_due(database, {"org/ankang", today, true});
        REQUIRE_MESSAGE(list, describe(list.error()));
        const auto at = std::ranges::find_if(list->lines, [&](const DueLine& one) {
            return one.activity == activity && one.subject_key == subject &&
                   one.subject != RuleSubject::new_staff;
        });
        REQUIRE(at != list->lines.end());
        return *at;
    }
    void check_sound() {
        const auto checked = roster::store::check_history(database);
        REQUIRE(checked);
        CHECK(checked->fault_count == 0);
    }
};

} // namespace

TEST_CASE("withdrawal: an activity taken back counts for nothing, and what it met is open again") {
    Rig rig;
    const int before = rig.line("drill").have_count;
    const auto drill = rig.record(rig.entry(ActivityKind::drill, make_date(2026, 4, 11)));
    const auto training = rig.record(rig.entry(ActivityKind::training, make_date(2026, 4, 12)));
    REQUIRE(rig.line("drill").state == DueState::green);
    REQUIRE(rig.line("training", "person/wang-fang").state == DueState::green);
    CHECK_FALSE(withdraw_activity(rig.database, drill.key, {"周督导", ""}));
    CHECK_FALSE(withdraw_activity(rig.database, drill.key, {"", "登记错了"}));
    CHECK_FALSE(withdraw_activity(rig.database, "activity/none", wrong));
    REQUIRE(withdraw_activity(rig.database, std::to_string(drill.id), wrong));
    REQUIRE(withdraw_activity(rig.database, training.key, wrong));
    CHECK(rig.line("drill").have_count == before);
    CHECK(rig.line("drill").state != DueState::green);
    CHECK(rig.line("training", "person/wang-fang").state != DueState::green);
    CHECK(rig.raw.number("SELECT count(*) FROM countable_activity") == 0);
    CHECK(rig.raw.number("SELECT count(*) FROM countable_attendance") == 0);
    CHECK(rig.raw.number("SELECT count(*) FROM activity") ==
          4); // both rows, and what took them back
    CHECK_FALSE(withdraw_activity(rig.database, drill.key, wrong)); // once
    const auto lines = roster::store::load_audit(rig.database);
    REQUIRE(lines);
    CHECK(lines->back().action == "activity.withdraw");
    CHECK(lines->back().after_json.find("登记错了") != std::string::npos);
    rig.check_sound();
}

TEST_CASE("withdrawal: a correction stands in the place of what was wrong") {
    Rig rig;
    auto wrong_entry = rig.entry(ActivityKind::drill, make_date(2026, 4, 11));
    wrong_entry.activity.tags = {};
    wrong_entry.organisation_keys = {};
    const auto drill = rig.record(wrong_entry);
    REQUIRE(rig.line("drill").state != DueState::green); // about nothing
    auto stood = find_activity_to_correct(rig.database, drill.key);
    REQUIRE(stood);
    CHECK(stood->activity.title == "消防疏散");
    CHECK(stood->attendances.size() == 2);
    ActivityEntry entry{stood->activity, stood->attendances, stood->organisation_keys};
    entry.activity.tags = {"fire"};
    CHECK_FALSE(correct_activity(rig.database, *stood, entry, {"周督导", ""}));
    const auto corrected = correct_activity(rig.database, *stood, entry, wrong);
    REQUIRE_MESSAGE(corrected, describe(corrected.error())); // its own hour is not in its way
    CHECK(corrected->key == drill.key);
    CHECK(rig.line("drill").state == DueState::green);
    CHECK(rig.raw.number("SELECT count(*) FROM countable_activity") == 1);
    CHECK(rig.raw.number("SELECT count(*) FROM countable_attendance") == 2);
    CHECK_FALSE(correct_activity(rig.database, *stood, entry, wrong)); // no longer the last row
    SUBCASE("and what was withdrawn can stand again") {
        REQUIRE(withdraw_activity(rig.database, drill.key, wrong));
        CHECK_FALSE(record_activity(
            rig.database, rig.entry(ActivityKind::drill, make_date(2026, 4, 11)), "周督导"));
        stood = find_activity_to_correct(rig.database, drill.key);
        REQUIRE(stood);
        CHECK(stood->withdrawn);
        REQUIRE(correct_activity(rig.database, *stood, entry, wrong));
        CHECK(rig.line("drill").state == DueState::green);
    }
    rig.check_sound();
}

TEST_CASE("withdrawal: a training that carries levels is not corrected under them") {
    Rig rig;
    auto entry = rig.entry(ActivityKind::training, make_date(2026, 4, 12));
    entry.activity.form = ActivityForm::hands_on;
    const auto training = rig.record(entry);
    Assessment assessment;
    assessment.activity_key = training.key;
    assessment.person_key = "person/wang-fang";
    assessment.element = sim::core::CompetenceElement::extinguish;
    assessment.level = 2;
    assessment.examiner = "周督导";
    REQUIRE(record_assessment(rig.database, assessment, "周督导"));
    const auto stood = find_activity_to_correct(rig.database, training.key);
    REQUIRE(stood);
    CHECK_FALSE(correct_activity(rig.database, *stood,
                                 {stood->activity, stood->attendances, stood->organisation_keys},
                                 wrong));
    CHECK(rig.raw.number("SELECT count(*) FROM competence_in_force") == 1);
    REQUIRE(withdraw_activity(rig.database, training.key, wrong));
    CHECK(rig.raw.number("SELECT count(*) FROM competence_in_force") == 0);
}

TEST_CASE("withdrawal: an observed drill falls with its levels, and only once") {
    Rig rig;
    const auto recorded = record_drill(
        rig.database, tests::make_drill(DrillKind::real, make_date(2026, 3, 10)), {"周督导"});
    REQUIRE(recorded);
    REQUIRE(rig.line("drill").state == DueState::green);
    REQUIRE(rig.raw.number("SELECT count(*) FROM competence_in_force") > 0);
    CHECK_FALSE(withdraw_drill(rig.database, recorded->drill_id, {"周督导", ""}));
    REQUIRE(withdraw_drill(rig.database, recorded->drill_id, wrong));
    CHECK(rig.line("drill").state != DueState::green);
    CHECK(rig.raw.number("SELECT count(*) FROM competence_in_force") == 0);
    CHECK(rig.raw.number("SELECT count(*) FROM evidence_outcome") == 0);
    CHECK(rig.raw.number("SELECT count(*) FROM drill_obligation") == 0);
    CHECK_FALSE(withdraw_drill(rig.database, recorded->drill_id, wrong));
    const auto lines = list_activities(rig.database, {"org/ankang", {}});
    REQUIRE(lines);
    CHECK(lines->empty());
    rig.check_sound();
}

TEST_CASE("same drill: a real drill within the hour of another is asked about, from either side") {
    Rig rig;
    auto observed = tests::make_drill(DrillKind::real, make_date(2026, 3, 10)); // 10:00
    const auto first = record_drill(rig.database, observed, {"周督导"});
    REQUIRE(first);
    observed.record_sha256 = sim::core::sha256_hex("typed again");
    observed.started_at_utc += std::chrono::minutes{1};
    const auto again = record_drill(rig.database, observed, {"周督导"});
    REQUIRE_FALSE(again);
    CHECK(describe(again.error()).find("同一小时内已有一次实战演练") != std::string::npos);
    auto by_hand = rig.entry(ActivityKind::drill, make_date(2026, 3, 10));
    *by_hand.activity.started_at_utc += std::chrono::minutes{59};
    CHECK_FALSE(record_activity(rig.database, by_hand, "周督导"));
    *by_hand.activity.started_at_utc += std::chrono::minutes{1};
    CHECK(record_activity(rig.database, by_hand, "周督导")); // 11:00
    RecordOptions corrects{"周督导", first->drill_id};
    corrects.reason = "时间记错";
    CHECK_FALSE(record_drill(rig.database, observed, {"周督导"}));
    const auto corrected = record_drill(rig.database, observed, corrects);
    // 10:01 is within the hour of 11:00: the correction is asked about that one.
    CHECK_FALSE(corrected);
    corrects.another = true;
    CHECK(record_drill(rig.database, observed, corrects));
    CHECK(rig.raw.number("SELECT count(*) FROM countable_activity WHERE activity = 'drill'") == 2);
    auto live = tests::make_drill(DrillKind::live, make_date(2026, 3, 10), "live");
    CHECK(record_drill(rig.database, live, {"周督导"})); // no real drill
}

TEST_CASE("withdrawal: the day of an inspection taken back is one that was left out") {
    Rig rig;
    InspectionEntry patrol;
    patrol.inspection.organisation_key = "org/ankang";
    patrol.inspection.kind = InspectionKind::daily_patrol;
    patrol.inspection.local_day = make_date(2026, 5, 31);
    patrol.inspection.inspector = "王芳";
    patrol.inspection.inspector_key = "person/wang-fang";
    const auto done = record_inspection(rig.database, patrol, "王芳");
    REQUIRE_MESSAGE(done, describe(done.error()));
    CHECK_FALSE(withdraw_inspection(rig.database, done->id, {"王芳", ""}));
    CHECK_FALSE(withdraw_inspection(rig.database, done->id, {"王芳", "　"}));
    const DaySpan span{make_date(2026, 5, 31), make_date(2026, 5, 31)};
    const auto missed = [&] {
        return list_coverage(rig.database, "org/ankang", span, today).value()[0].missed_days.size();
    };
    CHECK(missed() == 0);
    REQUIRE(withdraw_inspection(rig.database, done->id, wrong));
    CHECK(missed() == 1);
    CHECK(rig.raw.number("SELECT count(*) FROM countable_activity") == 0);
    CHECK_FALSE(withdraw_inspection(rig.database, done->id, wrong));
    rig.check_sound();
}
