#include "roster/service/response_plans.h"

#include "roster/service/activities.h"
#include "roster/service/record_drill.h"
#include "roster/store/audit_table.h"
#include "tests/support/finding_rig.h"

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
using tests::FindingRig;

namespace {

ResponsePlan make_plan(Date approved_on) {
    ResponsePlan plan;
    plan.organisation_key = tests::rig_home;
    plan.title = "火灾应急预案";
    plan.start_procedure = "确认火情后由带班领导启动";
    plan.forces = "灭火、通讯、疏散、救护四组";
    plan.workflow = "报警、断电、疏散、清点、移交";
    plan.goals = "五分钟内全部进入相邻防火分区";
    plan.approved_on = approved_on;
    plan.approved_by = "赵国华";
    return plan;
}

ActivityEntry make_activity(ActivityKind kind, Date day) {
    ActivityEntry entry;
    Activity& a = entry.activity;
    a.organisation_key = tests::rig_home;
    a.kind = kind;
    a.form = ActivityForm::real_drill;
    a.tags = {"fire"};
    a.title = "夜间疏散演练";
    a.content = "207 室起火";
    a.place = "二层";
    a.departments = "护理部";
    a.lead = "赵国华";
    a.recorder = "孙建平";
    a.local_day = day;
    a.started_at_utc = Instant{day};
    a.present_count = 5;
    if (kind != ActivityKind::demonstration) entry.attendances = {{tests::rig_carer}};
    return entry;
}

std::string text_of(const sim::core::Error& error) {
    return describe(error);
}

struct PlanRig : FindingRig {
    std::string add(ResponsePlan plan) {
        const auto added = add_response_plan(database, std::move(plan), "孙建平");
        REQUIRE_MESSAGE(added, describe(added.error()));
        return added->key;
    }
    PlanLine line(Date day) {
        const auto lines = list_response_plans(database, tests::rig_bureau, day);
        REQUIRE_MESSAGE(lines, describe(lines.error()));
        REQUIRE(lines->size() == 1);
        return lines->front();
    }
    std::string record(ActivityEntry entry) {
        const auto recorded = record_activity(database, std::move(entry), "孙建平");
        REQUIRE_MESSAGE(recorded, describe(recorded.error()));
        return recorded->key;
    }
    /// What counts anywhere: levels, obligations, attendance.
    std::string counters() {
        tests::RawDatabase raw(path);
        return raw.rows("SELECT person_id, element, level FROM competence_in_force ORDER BY id") +
               raw.rows("SELECT organisation_id, half_year, held_count FROM drill_obligation "
                        "ORDER BY 1, 2") +
               raw.rows("SELECT source, person_id, activity, local_day FROM countable_attendance "
                        "ORDER BY 1, 2, 3, 4");
    }
};

} // namespace

TEST_CASE("response plans: versions count up, an approval is a version, nothing is overwritten") {
    PlanRig rig;
    ResponsePlan draft = make_plan(rig.today);
    draft.approved_on.reset();
    draft.approved_by.clear();
    draft.goals.clear();
    const std::string key = rig.add(draft);
    CHECK(key == "response-plan/ankang/1");
    CHECK(rig.line(rig.today).standing.state == PlanState::draft);
    const auto open = approve_response_plan(rig.database, key, rig.today, "赵国华", "孙建平");
    REQUIRE_FALSE(open);
    CHECK(text_of(open.error()).find("/goals") != std::string::npos);
    draft.goals = "全部进入相邻防火分区";
    CHECK(rig.add(draft) == key); // the same title: the next version
    const auto approved = approve_response_plan(rig.database, key, rig.today, "赵国华", "孙建平");
    REQUIRE_MESSAGE(approved, describe(approved.error()));
    CHECK(approved->version == 3);
    CHECK_FALSE(approve_response_plan(rig.database, key, rig.today, "赵国华", "孙建平"));
    CHECK(rig.line(rig.today).versions.size() == 3);
    CHECK(rig.line(rig.today).standing.state == PlanState::waiting);
    const auto again = add_response_plan(rig.database, rig.line(rig.today).current.plan, "孙建平");
    REQUIRE_FALSE(again);
    CHECK(again.error().code == sim::core::Errc::conflict);
    CHECK(roster::store::load_audit(rig.database)->back().action == "response_plan.approve");
}

TEST_CASE("response plans: everything that is wrong comes at once, and nothing is written") {
    PlanRig rig;
    ResponsePlan bad;
    bad.organisation_key = "org/none";
    bad.approved_by = "赵国华";
    const auto refused = add_response_plan(rig.database, bad, "");
    REQUIRE_FALSE(refused);
    for (const char* part :
         {"没有名称", "没有批准日期", "没有启动程序", "没有工作目标", "org/none", "没有写记录人"})
        CHECK_MESSAGE(text_of(refused.error()).find(part) != std::string::npos, part);
    CHECK_FALSE(approve_response_plan(rig.database, "response-plan/none/1", {}, "", ""));
    CHECK(list_response_plans(rig.database, tests::rig_bureau, rig.today)->empty());
}

TEST_CASE("response plans: a real drill that names a version puts the day off, for a year") {
    PlanRig rig;
    const std::string key = rig.add(make_plan(make_date(2024, 1, 10)));
    CHECK(rig.line(make_date(2025, 1, 10)).standing.state == PlanState::waiting);
    CHECK(rig.line(make_date(2025, 1, 11)).standing.state == PlanState::overdue);
    const auto drill = record_drill(
        rig.database, tests::make_drill(sim::core::DrillKind::real, make_date(2024, 2, 29)),
        {"孙建平", 0, key});
    REQUIRE_MESSAGE(drill, describe(drill.error()));
    CHECK(rig.line(make_date(2025, 2, 28)).standing.state == PlanState::rehearsed);
    CHECK(rig.line(make_date(2025, 3, 1)).standing.state == PlanState::overdue);
    // Seen from a day before it was held, it was not held.
    CHECK_FALSE(rig.line(make_date(2024, 2, 28)).last);
    const auto twice = link_response_plan(rig.database, key, std::to_string(drill->drill_id), "某");
    REQUIRE_FALSE(twice);
    CHECK(twice.error().code == sim::core::Errc::conflict);
    // A drill that is put right keeps its plan.
    auto again = tests::make_drill(sim::core::DrillKind::real, make_date(2024, 2, 29), "again");
    const auto corrected = record_drill(rig.database, again, {"孙建平", drill->drill_id});
    REQUIRE_MESSAGE(corrected, describe(corrected.error()));
    REQUIRE(rig.line(make_date(2025, 2, 28)).last);
    CHECK(rig.line(make_date(2025, 2, 28)).last->id == corrected->drill_id);
}

TEST_CASE("response plans: a drill entered afterwards is linked afterwards, with all it had") {
    PlanRig rig;
    const std::string key = rig.add(make_plan(make_date(2025, 1, 1)));
    const std::string drill = rig.record(make_activity(ActivityKind::drill, make_date(2025, 6, 1)));
    const std::string before = rig.counters();
    const auto linked = link_response_plan(rig.database, key + "@1", drill, "孙建平");
    REQUIRE_MESSAGE(linked, describe(linked.error()));
    CHECK(rig.counters() == before);
    const PlanLine line = rig.line(make_date(2026, 6, 1));
    CHECK(line.standing.state == PlanState::rehearsed);
    REQUIRE(line.last);
    CHECK(line.last->subject == drill);
    CHECK(line.last->version == 1);
    CHECK(rig.line(make_date(2026, 6, 2)).standing.state == PlanState::overdue);
    CHECK_FALSE(link_response_plan(rig.database, key, drill, "孙建平"));
}

TEST_CASE("response plans: demonstrations, table-tops and simulations are shown and do not count") {
    PlanRig rig;
    const std::string key = rig.add(make_plan(make_date(2024, 1, 10)));
    const Date day = make_date(2025, 1, 5), after = make_date(2025, 1, 11);
    for (const auto kind : {sim::core::DrillKind::demonstration, sim::core::DrillKind::tabletop}) {
        const auto drill = record_drill(
            rig.database, tests::make_drill(kind, day, std::string(sim::core::name(kind))),
            {"孙建平", 0, key});
        REQUIRE_MESSAGE(drill, describe(drill.error()));
    }
    const std::string before = rig.counters();
    for (const auto kind : {ActivityKind::tabletop, ActivityKind::demonstration})
        REQUIRE(link_response_plan(rig.database, key, rig.record(make_activity(kind, day)), "某"));
    CHECK(rig.counters() == before);
    const PlanLine line = rig.line(after);
    CHECK(line.all.size() == 4);
    CHECK_FALSE(line.last);
    CHECK(line.standing.state == PlanState::overdue);
    const auto training = rig.record(make_activity(ActivityKind::training, day));
    CHECK_FALSE(link_response_plan(rig.database, key, training, "某"));
    ActivityEntry planned = make_activity(ActivityKind::drill, rig.today + Days{30});
    planned.activity.progress = ActivityProgress::planned;
    planned.attendances.clear();
    CHECK_FALSE(link_response_plan(rig.database, key, rig.record(planned), "某"));
}

TEST_CASE("response plans: no version that was not approved by then, none of another home") {
    PlanRig rig;
    const Date day = make_date(2025, 5, 1);
    const std::string key = rig.add(make_plan(day + Days{1}));
    auto options = RecordOptions{"孙建平", 0, key};
    const auto drill = tests::make_drill(sim::core::DrillKind::real, day);
    const auto early = record_drill(rig.database, drill, options);
    REQUIRE_FALSE(early);
    CHECK(text_of(early.error()).find("还没有批准的版本") != std::string::npos);
    options.response_plan = "response-plan/ankang/9";
    CHECK_FALSE(record_drill(rig.database, drill, options));
    options.response_plan = key + "@7";
    CHECK_FALSE(record_drill(rig.database, drill, options));
    REQUIRE(roster::store::insert_organisation(
        rig.database, {"org/other", "别家", OrganisationKind::home, tests::rig_bureau}));
    ResponsePlan other = make_plan(make_date(2024, 1, 1));
    other.organisation_key = "org/other";
    options.response_plan = rig.add(other);
    CHECK(options.response_plan == "response-plan/other/1");
    CHECK_FALSE(record_drill(rig.database, drill, options));
    // The bureau's plan binds the homes below.
    other.organisation_key = tests::rig_bureau;
    options.response_plan = rig.add(other);
    CHECK(record_drill(rig.database, drill, options));
}

TEST_CASE("response plans: a blank is no part of a plan and approves nothing") {
    PlanRig rig;
    for (const auto part : {&ResponsePlan::title, &ResponsePlan::start_procedure,
                            &ResponsePlan::forces, &ResponsePlan::workflow, &ResponsePlan::goals}) {
        ResponsePlan plan = make_plan(rig.today);
        plan.*part = " 　";
        CHECK_FALSE(add_response_plan(rig.database, plan, "孙建平"));
    }
    ResponsePlan draft = make_plan(rig.today);
    draft.approved_on.reset();
    draft.approved_by = "　";
    const std::string key = rig.add(draft);
    const auto approved = approve_response_plan(rig.database, key, rig.today, " ", "孙建平");
    REQUIRE_FALSE(approved);
    CHECK(text_of(approved.error()).find("没有批准人") != std::string::npos);
}
