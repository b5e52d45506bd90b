#include "roster/service/duty_layers.h"

#include "roster/service/duty_drafts.h"
#include "roster/store/people_table.h"
#include "tests/support/duty_rig.h"
#include <algorithm>

using namespace roster::domain;
using namespace roster::service;
using namespace roster::schedule;
using sim::core::describe;
using tests::DutyRig;

namespace {

struct LayerRig : DutyRig {
    DutyProblem draft(WatchRoom room) {
        Organisation home{tests::rig_home, "安康养老院", OrganisationKind::home, tests::rig_bureau};
        home.watch_room = room;
        REQUIRE(roster::store::update_organisation(database, home));
        DutyDraft wanted;
        wanted.organisation_key = tests::rig_home;
        wanted.days = {make_date(2026, 3, 1), make_date(2026, 3, 31)};
        DutyCalendar plain;
        plain.year = 2026;
        wanted.calendars = {plain};
        auto problem = draft_duty(database, wanted);
        REQUIRE_MESSAGE(problem, describe(problem.error()));
        return std::move(*problem);
    }
    std::size_t missing(const DutyProblem& problem) {
        const auto lines = list_missing_layers(database, problem);
        REQUIRE(lines);
        return lines->size();
    }
};

DutyPost& post_of(DutyProblem& problem, DutyLayer layer) {
    const auto at = std::ranges::find(problem.posts, layer, &DutyPost::layer);
    REQUIRE(at != problem.posts.end());
    return *at;
}

} // namespace

TEST_CASE("duty layers: a draft asks for everything that its home must have") {
    LayerRig rig;
    for (const WatchRoom room : {WatchRoom::none, WatchRoom::control_room, WatchRoom::duty_room})
        CHECK(rig.missing(rig.draft(room)) == 0);
}

TEST_CASE("duty layers: a duty room on the default pattern keeps the daily limit") {
    LayerRig rig;
    DutyProblem problem = rig.draft(WatchRoom::duty_room);
    CHECK(post_of(problem, DutyLayer::duty_room).shifts.size() == 3);
    CHECK(std::ranges::find(problem.rules, DutyRuleKind::overtime_day_min, &DutyRule::kind) !=
          problem.rules.end());
}

TEST_CASE("duty layers: a post that hands took out, or softened, is missed") {
    LayerRig rig;
    const DutyProblem whole = rig.draft(WatchRoom::control_room);
    DutyProblem changed = whole;
    std::erase_if(changed.posts,
                  [](const DutyPost& one) { return one.layer == DutyLayer::leader; });
    CHECK(rig.missing(changed) == 1);
    changed = whole;
    post_of(changed, DutyLayer::leader).always_count = 0;
    CHECK(rig.missing(changed) == 1);
    changed = whole;
    post_of(changed, DutyLayer::control_room).qualifications = {"care"};
    CHECK(rig.missing(changed) == 1);
    changed = whole;
    post_of(changed, DutyLayer::control_room).always_count = 1;
    CHECK(rig.missing(changed) == 1);
    post_of(changed, DutyLayer::control_room).single_watch_basis = "苏消〔2020〕1号";
    CHECK(rig.missing(changed) == 0);
    changed.posts.clear();
    CHECK(rig.missing(changed) == 3);
}
