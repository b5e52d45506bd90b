#include "roster/store/drill_detail.h"

#include "roster/service/open_database.h"
#include "roster/service/record_drill.h"
#include "roster/service/withdrawals.h"
#include "tests/support/roster_fixture.h"
#include <doctest/doctest.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;

TEST_CASE("drill detail: what the paper of an observed drill needs is read by its number") {
    const tests::TempFolder folder;
    auto opened = open_or_create(tests::ledger_in(folder, "home"));
    REQUIRE(opened);
    auto drill = tests::make_drill(DrillKind::real, make_date(2026, 3, 10));
    drill.moments = {{Moment::call_119, 80.0, ""}, {Moment::detect, std::nullopt, "没有看表"}};
    drill.persons[0].outcomes[2].status = OutcomeStatus::missed;
    drill.persons[0].outcomes[2].time_s.reset();
    drill.persons[0].outcomes[2].critical = true;
    drill.persons[0].outcomes[2].reason = "没有转移";
    const auto recorded = record_drill(opened->database, drill, {"周督导"});
    REQUIRE_MESSAGE(recorded, describe(recorded.error()));
    const auto found = roster::store::find_drill_detail(opened->database, recorded->drill_id);
    REQUIRE(found);
    REQUIRE(*found);
    const auto& detail = **found;
    CHECK(detail.organisation_name == "安康养老院");
    CHECK(detail.kind == DrillKind::real);
    CHECK(detail.lead_observer == "周督导");
    CHECK(detail.score == 96.5);
    CHECK(detail.night);
    CHECK(detail.started_at_utc == drill.started_at_utc);
    REQUIRE(detail.people.size() == 2);
    CHECK(detail.outcomes.size() == 7);
    CHECK(detail.outcomes.back().reason == "没有转移"); // without a time: last
    CHECK(detail.outcomes.back().critical);
    CHECK(detail.moments.size() == moment_names.size());
    CHECK_FALSE(roster::store::find_drill_detail(opened->database, 99).value());
    REQUIRE(withdraw_drill(opened->database, recorded->drill_id, {"周督导", "重复"}));
    CHECK_FALSE(roster::store::find_drill_detail(opened->database, recorded->drill_id).value());
}
