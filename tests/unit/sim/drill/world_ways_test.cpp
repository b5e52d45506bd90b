#include "sim/plan/plan_file.h"
#include "tests/unit/sim/drill/world_rig.h"

using namespace tests;

namespace {

/// One person in a shipped home, without a fire; he has all keys.
sim::drill::LoadedScenario walk_in(const std::string& name) {
    sim::drill::LoadedScenario loaded;
    auto drawn = plan::load_plan(std::string(YANLIAN_SOURCE_DIR) + "/scenarios/plans/" + name);
    REQUIRE(drawn);
    loaded.plan = std::move(*drawn);
    auto& s = loaded.scenario;
    s.key = "walk";
    s.origin = loaded.plan.spaces.front().key;
    s.focus_zone = loaded.plan.levels.front().key;
    s.end_s = 1e6;
    s.roles = {{"an", "安", ""}};
    s.people.resize(1);
    s.people[0] = {"person/an", "安", "an", drill::PersonKind::staff, "place/gate"};
    if (!loaded.plan.find_place("place/gate")) s.people[0].place = loaded.plan.places.front().key;
    return loaded;
}

/// Behind a locked door, to which he has the key but no order.
bool is_locked(const plan::Plan& drawn, const std::string& key) {
    const auto id = drawn.find_space(key);
    return std::any_of(drawn.openings.begin(), drawn.openings.end(),
                       [&](const auto& o) { return o.locked && (o.a == id || o.b == id); });
}

/// Seconds until he is there; negative when he is not within five minutes.
double walk_s(Run& run, const std::string& target) {
    const double from_s = sim::core::seconds(run.world().now());
    const std::size_t before = run.facts(FactKind::arrived).size();
    run.act("an", Action::go_to, target);
    while (sim::core::seconds(run.world().now()) < from_s + 300) {
        run.until(sim::core::seconds(run.world().now()) + 0.5);
        if (run.facts(FactKind::arrived).size() > before)
            return sim::core::seconds(run.world().now()) - from_s;
        if (!run.world().is_acting("person/an") &&
            sim::core::seconds(run.world().now()) > from_s + 1)
            return -2;
    }
    return -1;
}

} // namespace

TEST_CASE("world: on every shipped plan one walks from the gate to wherever one is sent") {
    for (const char* name :
         {"ankang.plan.json", "cihe.plan.json", "longhua3.plan.json", "yinian.plan.json"}) {
        const auto house = walk_in(name);
        std::vector<std::string> targets;
        for (const auto& place : house.plan.places)
            targets.push_back(place.key);
        for (const auto& space : house.plan.spaces)
            if (!is_locked(house.plan, space.key)) targets.push_back(space.key);
        Run run(house);
        for (const std::string& to : targets) {
            CAPTURE(name);
            CAPTURE(to);
            CHECK(walk_s(run, house.scenario.people[0].place) >= 0);
            CHECK(walk_s(run, to) >= 0);
        }
    }
}
