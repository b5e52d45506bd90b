#include "roster/store/activity_detail.h"

#include "roster/service/activities.h"
#include "roster/service/response_plans.h"
#include "tests/support/finding_rig.h"

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
using tests::FindingRig;

TEST_CASE("activity detail: everything on file, attachments too after the row was replaced") {
    FindingRig rig;
    const Date day = make_date(2026, 3, 1);
    ActivityEntry entry;
    Activity& a = entry.activity;
    a.organisation_key = tests::rig_home;
    a.kind = ActivityKind::drill;
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
    entry.attendances = {{tests::rig_carer}};
    const auto recorded = record_activity(rig.database, entry, "孙建平");
    REQUIRE_MESSAGE(recorded, describe(recorded.error()));
    tests::RawDatabase raw(rig.path);
    const std::string hash(64, 'a');
    REQUIRE(raw.exec("INSERT INTO attachment(sha256, size_bytes, file_name, activity_id, "
                     "recorded_at_utc, recorded_by) VALUES('" +
                     hash + "', 7, '../a.jpg', " + std::to_string(recorded->id) +
                     ", '2026-03-02T00:00:00Z', '孙建平')") == 0);
    ResponsePlan plan;
    plan.organisation_key = tests::rig_home;
    plan.title = "火灾应急预案";
    plan.start_procedure = plan.forces = plan.workflow = plan.goals = "有";
    plan.approved_on = day;
    plan.approved_by = "赵国华";
    const auto added = add_response_plan(rig.database, plan, "孙建平");
    REQUIRE(added);
    REQUIRE(link_response_plan(rig.database, added->key, recorded->key, "孙建平"));
    const auto detail = roster::store::find_activity_detail(rig.database, recorded->key);
    REQUIRE_MESSAGE(detail, describe(detail.error()));
    REQUIRE(*detail);
    CHECK((*detail)->activity.id > recorded->id);
    CHECK((*detail)->activity.present_count == 5);
    CHECK((*detail)->response_plan == "火灾应急预案 1");
    REQUIRE((*detail)->people.size() == 1);
    CHECK((*detail)->people[0].name == "王芳");
    CHECK((*detail)->people[0].posts != "");
    CHECK((*detail)->moments.size() == 7);
    REQUIRE((*detail)->attachments.size() == 1);
    CHECK((*detail)->attachments[0].sha256 == hash);
    CHECK_FALSE(*roster::store::find_activity_detail(rig.database, "activity/none"));
}
