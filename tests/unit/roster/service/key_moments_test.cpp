#include "roster/store/key_moment_table.h"

#include "roster/service/activities.h"
#include "roster/service/record_drill.h"
#include "tests/support/finding_rig.h"

using namespace roster::domain;
using namespace roster::service;
using roster::store::load_key_moments;
using roster::store::MomentOwner;
using sim::core::describe;
using tests::FindingRig;

namespace {

ActivityEntry make_entry(Date day) {
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
    return entry;
}

} // namespace

TEST_CASE("key moments: every fire drill has seven, none without a time or a reason") {
    FindingRig rig;
    auto drill = tests::make_drill(sim::core::DrillKind::real, make_date(2026, 3, 1));
    drill.moments = {{Moment::detect, 12.0, ""}, {Moment::first_agent, {}, "没有人使用灭火器材"}};
    const auto recorded = record_drill(rig.database, drill, {"孙建平"});
    REQUIRE_MESSAGE(recorded, describe(recorded.error()));
    const auto moments = load_key_moments(rig.database, MomentOwner::drill, recorded->drill_id);
    REQUIRE(moments);
    REQUIRE(moments->size() == 7);
    CHECK(moments->at(0).time_s == 12.0);
    CHECK(moments->at(3).reason == "没有人使用灭火器材");
    CHECK(moments->at(6).reason == "没有记录");

    ActivityEntry entry = make_entry(make_date(2026, 3, 2));
    entry.moments = {{Moment::call_119, 80.0, ""}};
    const auto activity = record_activity(rig.database, entry, "孙建平");
    REQUIRE_MESSAGE(activity, describe(activity.error()));
    const auto own = load_key_moments(rig.database, MomentOwner::activity, activity->id);
    REQUIRE(own->size() == 7);
    CHECK(own->at(2).time_s == 80.0);
    CHECK(own->at(0).reason != "");
    tests::RawDatabase raw(rig.path);
    CHECK(raw.number("SELECT count(*) FROM key_moment WHERE time_s IS NULL AND reason = ''") == 0);
}

TEST_CASE("key moments: nothing of robots, plans and what is no fire drill") {
    FindingRig rig;
    REQUIRE(record_drill(
        rig.database, tests::make_drill(sim::core::DrillKind::demonstration, make_date(2026, 3, 1)),
        {"孙建平"}));
    for (const ActivityKind kind : {ActivityKind::tabletop, ActivityKind::demonstration}) {
        ActivityEntry entry = make_entry(make_date(2026, 3, 2));
        entry.activity.kind = kind;
        REQUIRE(record_activity(rig.database, entry, "孙建平"));
        entry.activity.title = "又一次";
        entry.moments = {{Moment::detect, 1.0, ""}};
        CHECK_FALSE(record_activity(rig.database, entry, "孙建平"));
    }
    ActivityEntry flood = make_entry(make_date(2026, 3, 3));
    flood.activity.tags = {"flood"};
    REQUIRE(record_activity(rig.database, flood, "孙建平"));
    ActivityEntry planned = make_entry(rig.today + Days{9});
    planned.activity.progress = ActivityProgress::planned;
    REQUIRE(record_activity(rig.database, planned, "孙建平"));
    CHECK(tests::RawDatabase(rig.path).number("SELECT count(*) FROM key_moment") == 0);
}

TEST_CASE("key moments: bad ones keep the whole drill out") {
    FindingRig rig;
    auto drill = tests::make_drill(sim::core::DrillKind::real, make_date(2026, 3, 1));
    drill.moments = {{Moment::detect, -3.0, ""}, {Moment::alarm, {}, ""}};
    const auto refused = record_drill(rig.database, drill, {"孙建平"});
    REQUIRE_FALSE(refused);
    CHECK(describe(refused.error()).find("/moments/detect") != std::string::npos);
    CHECK(describe(refused.error()).find("/moments/alarm") != std::string::npos);
    CHECK(tests::RawDatabase(rig.path).number("SELECT count(*) FROM drill") == 0);
}
