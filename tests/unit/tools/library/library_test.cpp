#include "tools/library/fit.h"

#include "sim/core/file.h"
#include "sim/drill/scoring.h"
#include "sim/drill/team_policy.h"
#include "sim/plan/plan_file.h"
#include <ctime>
#include <doctest/doctest.h>
#include <set>

using namespace sim;
using namespace sim::drill;
using namespace tools::library;

namespace {

const std::string root = YANLIAN_SOURCE_DIR;
constexpr const char* layouts[] = {"ankang", "cihe", "yinian"};

plan::Plan load_layout(const std::string& name) {
    auto loaded = plan::load_plan(root + "/scenarios/plans/" + name + ".plan.json");
    REQUIRE_MESSAGE(loaded.has_value(), (loaded ? "" : describe(loaded.error())));
    return std::move(*loaded);
}

std::vector<Template> library() {
    auto all = load_library();
    REQUIRE_MESSAGE(all.has_value(), (all ? "" : describe(all.error())));
    return std::move(*all);
}

Template find(const std::string& key) {
    for (Template& one : library())
        if (one.key == key) return one;
    FAIL(key);
    return {};
}

LoadedScenario load(const Template& from, const plan::Plan& plan) {
    const auto fitted = fit(from, plan, "p.plan.json", {});
    REQUIRE_MESSAGE(fitted.has_value(), (fitted ? "" : describe(fitted.error())));
    auto scenario = parse_scenario(from.key, fitted->text, plan);
    REQUIRE_MESSAGE(scenario.has_value(), (scenario ? "" : describe(scenario.error())));
    LoadedScenario loaded;
    loaded.scenario = std::move(*scenario);
    loaded.plan = plan;
    loaded.scenario_text = fitted->text;
    loaded.plan_text = plan::format_plan(plan);
    return loaded;
}

struct Played {
    Score score;
    std::string facts;
    std::set<Breach> caps;
    double cpu_s = 0;
};

Played play(const LoadedScenario& loaded, TeamPolicy policy, StartMode start) {
    const std::clock_t before = std::clock();
    RunOptions options;
    options.start = start;
    auto world = World::make(loaded, options, nullptr);
    REQUIRE_MESSAGE(world.has_value(), (world ? "" : describe(world.error())));
    Team team(loaded, policy, 1, start);
    while (!(*world)->ended())
        REQUIRE((*world)->step(team.decide(**world)).has_value());
    Played played;
    played.cpu_s = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    const std::vector<Fact> facts((*world)->facts().begin(), (*world)->facts().end());
    for (const Fact& fact : facts)
        played.facts += format_fact(fact) + "\n";
    played.score = calc_score(loaded.scenario, loaded.plan, start, facts);
    for (const EarnedCap& cap : played.score.caps)
        played.caps.insert(cap.breach);
    return played;
}

/// What a team that does nothing is capped for. Nobody confirms, so that no call is late; where
/// nobody has to be reached in a fire, nothing caps what is 0 already.
std::set<Breach> caps_of_idle(const std::string& key) {
    static const std::set<std::string> with_people_in_the_room{"s2", "s6", "s11", "s12", "s13"};
    if (!with_people_in_the_room.contains(key)) return {};
    return {Breach::resident_lost_reachable, Breach::origin_left_open_unreported};
}

} // namespace

TEST_CASE("library: thirteen scenarios in order, each with two names and what it trains") {
    const auto all = library();
    REQUIRE(all.size() == 13);
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(all[i].key == "s" + std::to_string(i + 1));
        CHECK_FALSE(all[i].name.empty());
        CHECK_FALSE(all[i].name_en.empty());
        CHECK_FALSE(all[i].trains.empty());
        CHECK_FALSE(all[i].slots.empty());
    }
}

TEST_CASE("library: what the matrix of the field asks for is trained, and at night where it says "
          "so") {
    const std::set<std::string> night{"s2", "s3", "s5", "s9", "s11", "s13"};
    for (const Template& one : library()) {
        CAPTURE(one.key);
        CHECK(one.night == night.contains(one.key));
    }
}

TEST_CASE("library: every scenario on every layout: perfect P, idle U with its caps, quick, and "
          "the same again") {
    for (const char* layout : layouts) {
        const plan::Plan plan = load_layout(layout);
        for (const Template& from : library()) {
            const LoadedScenario loaded = load(from, plan);
            for (const StartMode start : loaded.scenario.start_modes) {
                CAPTURE(layout);
                CAPTURE(from.key);
                CAPTURE(static_cast<int>(start));
                const Played perfect = play(loaded, TeamPolicy::perfect, start);
                CHECK_MESSAGE(perfect.score.letter == 'P', perfect.score.final);
                CHECK(perfect.caps.empty());
                CHECK(perfect.cpu_s <= 10);
                const Played idle = play(loaded, TeamPolicy::idle, start);
                CHECK_MESSAGE(idle.score.letter == 'U', idle.score.final);
                CHECK(idle.caps == caps_of_idle(from.key));
                if (start == loaded.scenario.start_modes.front())
                    CHECK(play(loaded, TeamPolicy::perfect, start).facts == perfect.facts);
            }
        }
    }
}

TEST_CASE("library: every expectation has a window, a predicate and somebody who is cast") {
    for (const char* layout : layouts) {
        const plan::Plan plan = load_layout(layout);
        for (const Template& from : library()) {
            const LoadedScenario loaded = load(from, plan);
            std::set<std::string> cast;
            for (const PersonSpec& person : loaded.scenario.people)
                cast.insert(person.role);
            REQUIRE_FALSE(loaded.scenario.expected.empty());
            for (const ExpectedSpec& item : loaded.scenario.expected) {
                CAPTURE(from.key);
                CAPTURE(item.no);
                CHECK(Predicate::parse(item.predicate).has_value());
                CHECK(cast.contains(item.role));
                CHECK(item.due_s > item.open_s);
            }
        }
    }
}

TEST_CASE("library: the shipped files agree with their schema's first demand: fire scenarios have "
          "both ways of starting, but for a replay and what only a person sees") {
    const std::set<std::string> one_way{"s6", "s7", "s8", "s9", "s13"};
    for (const Template& one : library()) {
        CAPTURE(one.key);
        CHECK((one.scenario["start_modes"].size() == 1) == one_way.contains(one.key));
    }
}

TEST_CASE("fit: the room chosen is the room used, and the others are suggested in words") {
    const plan::Plan plan = load_layout("ankang");
    const auto fitted = fit(find("s12"), plan, "p.plan.json", {{"origin", "room/207"}});
    REQUIRE(fitted.has_value());
    REQUIRE(fitted->suggested.size() == 1);
    CHECK(fitted->suggested[0].slot == "blocked");
    CHECK_FALSE(fitted->suggested[0].why.empty());
    const auto scenario = parse_scenario("s12", fitted->text, plan);
    REQUIRE(scenario.has_value());
    CHECK(scenario->origin == "room/207");
    CHECK(plan[scenario->fires[0].space].key == "room/207");
}

TEST_CASE("fit: all that is wrong with the choices is said at once") {
    const plan::Plan plan = load_layout("ankang");
    const auto fitted = fit(find("s10"), plan, "p.plan.json",
                            {{"nap", "room/999"}, {"cots", "kitchen"}, {"what", "room/101"}});
    REQUIRE_FALSE(fitted.has_value());
    std::set<std::string> places;
    for (const core::Problem& problem : fitted.error().problems)
        places.insert(problem.pointer);
    CHECK(places == std::set<std::string>{"nap", "cots", "what"});
}

TEST_CASE("fit: a plan without a kitchen, a valve or a blanket says so for each") {
    plan::Plan plan = load_layout("longhua3");
    const auto fitted = fit(find("s7"), plan, "p.plan.json", {});
    REQUIRE_FALSE(fitted.has_value());
    CHECK(fitted.error().problems.size() == 3);
}

TEST_CASE("fit: the same choices give the same bytes") {
    const plan::Plan plan = load_layout("cihe");
    const auto once = fit(find("s5"), plan, "p.plan.json", {});
    const auto again = fit(find("s5"), plan, "p.plan.json", {});
    REQUIRE(once.has_value());
    REQUIRE(again.has_value());
    CHECK(once->text == again->text);
}

TEST_CASE("template: a word that is not there, a wrong kind and a missing body are refused") {
    const std::string good = R"({"format":"yanlian-library","version":1,"key":"s0","name":"n",
      "name_en":"n","trains":["A"],"night":true,"slots":[],"staff":["panel"],"needs":[],
      "scenario":{}})";
    CHECK(parse_template("t", good).has_value());
    auto wrong = good;
    wrong.replace(wrong.find("\"A\""), 3, "\"Z\"");
    CHECK_FALSE(parse_template("t", wrong).has_value());
    auto odd = good;
    odd.replace(odd.find("\"night\""), 7, "\"nighty\"");
    CHECK_FALSE(parse_template("t", odd).has_value());
}

TEST_CASE("library: whoever the plan puts in a bed is taken over, and other beds are empty") {
    plan::Plan plan = load_layout("ankang");
    const Template from = library().front();
    const std::size_t all = load(from, plan).scenario.residents.size();
    for (std::size_t i = 0; i < plan.beds.size(); ++i)
        if (i % 2 == 0)
            plan.beds[i].occupant = {"代号" + std::to_string(i),
                                     plan::Mobility::bedridden,
                                     {plan::DeviceKind::stretcher},
                                     "",
                                     true};
    const auto loaded = load(from, plan);
    CHECK(loaded.scenario.residents.size() < all);
    REQUIRE_FALSE(loaded.scenario.residents.empty());
    std::size_t named = 0;
    for (const ResidentSpec& one : loaded.scenario.residents) {
        CHECK(one.alias.starts_with("代号"));
        CHECK(one.mobility == plan::Mobility::bedridden);
        CHECK(one.devices == std::vector{plan::DeviceKind::stretcher});
        CHECK(one.oxygen);
        named += !one.guide.empty();
    }
    CHECK(named > 0); // the plan names nobody: whoever looks after the level
    // Words that mean a role name its people; others do not spoil the script.
    const std::string role = loaded.scenario.roles.back().key;
    for (auto& bed : plan.beds)
        if (bed.occupant) bed.occupant->guide = role;
    for (const ResidentSpec& one : load(from, plan).scenario.residents)
        CHECK(one.guide == role);
    plan.beds[0].occupant->guide = "隔壁的王师傅";
    CHECK(load(from, plan).scenario.residents.size() == loaded.scenario.residents.size());
}

TEST_CASE(
    "library: the buildings to start from are whole, and take every scenario that has a place "
    "in them") {
    // A house without stairs has no fire in them; one bedroom kind too few for a nap hall.
    const std::map<std::string, std::set<std::string>> without{{"rural-rows", {"s3", "s12"}},
                                                               {"single-loaded", {"s10"}}};
    for (const std::string name :
         {"double-loaded", "single-loaded", "two-wings", "rural-rows", "six-storeys", "children"}) {
        CAPTURE(name);
        const std::string file = root + "/scenarios/templates/template-" + name + ".plan.json";
        const auto plan = plan::load_plan(file);
        REQUIRE_MESSAGE(plan.has_value(), (plan ? "" : describe(plan.error())));
        CHECK(core::read_file(file, 1 << 20).value() == plan::format_plan(*plan));
        CHECK(std::count_if(plan->openings.begin(), plan->openings.end(),
                            [](const auto& o) { return o.exit; }) >= 2);
        for (const Template& from : library()) {
            CAPTURE(from.key);
            const auto known = without.find(name);
            const bool fits = known == without.end() || !known->second.contains(from.key);
            CHECK(fit(from, *plan, "p.plan.json", {}).has_value() == fits);
        }
        const Played night = play(load(find("s2"), *plan), TeamPolicy::perfect, StartMode::system);
        CHECK_MESSAGE(night.score.letter == 'P', night.score.final);
    }
}
