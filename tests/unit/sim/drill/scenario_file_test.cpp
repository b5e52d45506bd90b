#include "sim/drill/scenario.h"

#include "sim/core/file.h"
#include "sim/drill/zones.h"
#include "sim/plan/plan_file.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <unistd.h>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

using namespace sim;
using namespace sim::drill;
using Json = nlohmann::json;

namespace {

const std::string drills = YANLIAN_SOURCE_DIR "/scenarios/drills/";
const char* const shipped[] = {"ankang-night-smoking", "longhua-2025-unattended",
                               "longhua-2025-attended"};

std::string drill_file(const char* name) {
    return drills + name + ".drill.json";
}

Json read_json(const std::string& file) {
    std::ifstream in(file);
    REQUIRE_MESSAGE(in.good(), file);
    return Json::parse(in);
}

const LoadedScenario& ankang() {
    static const LoadedScenario loaded = [] {
        auto read = load_scenario(drill_file("ankang-night-smoking"));
        REQUIRE_MESSAGE(read, (read ? "" : core::describe(read.error())));
        return std::move(*read);
    }();
    return loaded;
}

/// Pointers of all problems of the shipped Ankang drill after a JSON patch.
std::vector<core::Problem> problems_after(const char* patch) {
    const Json good = read_json(drill_file("ankang-night-smoking"));
    const auto read = parse_scenario("test", good.patch(Json::parse(patch)).dump(), ankang().plan);
    return read ? std::vector<core::Problem>{} : read.error().problems;
}

bool has_problem_at(const std::vector<core::Problem>& problems, const std::string& pointer) {
    return std::any_of(problems.begin(), problems.end(),
                       [&](const auto& p) { return p.pointer == pointer; });
}

/// A folder that goes away with its files.
struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() /
                                 ("yanlian-scenario-test-" + std::to_string(::getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string write(const char* name, const std::string& text) const {
        std::ofstream(path / name) << text;
        return (path / name).string();
    }
};

} // namespace

TEST_CASE("scenario: the shipped ones load, and the schema agrees") {
    const Json schema_json = read_json(YANLIAN_SOURCE_DIR "/scenarios/schema/scenario.schema.json");
    valijson::Schema schema;
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_json), schema);
    for (const char* name : shipped) {
        const auto loaded = load_scenario(drill_file(name));
        REQUIRE_MESSAGE(loaded, (loaded ? "" : core::describe(loaded.error())));
        CHECK(loaded->scenario.key == name);
        CHECK(loaded->plan_sha256.size() == 64);
        for (const Json& document :
             {read_json(drill_file(name)), Json::parse(loaded->scenario_text)}) {
            valijson::Validator validator;
            CHECK(validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(document),
                                     nullptr));
        }
    }
}

TEST_CASE("scenario: canonical text reads back to the same scenario and the same text") {
    for (const char* name : shipped) {
        const auto loaded = load_scenario(drill_file(name));
        REQUIRE(loaded);
        const auto again = parse_scenario("again", loaded->scenario_text, loaded->plan);
        REQUIRE_MESSAGE(again, (again ? "" : core::describe(again.error())));
        CHECK(format_scenario(*again, loaded->plan) == loaded->scenario_text);
        CHECK(again->sha256 == core::sha256_hex(loaded->scenario_text));
        CHECK(again->people.size() == loaded->scenario.people.size());
        CHECK(again->expected.back().predicate == loaded->scenario.expected.back().predicate);
        CHECK(again->fires.front().at_m == loaded->scenario.fires.front().at_m);
    }
}

TEST_CASE("scenario: what a resident sees and what dementia does are read back as written") {
    Json json = read_json(drill_file("ankang-night-smoking"));
    std::size_t e = 0;
    while (json["residents"][e]["mobility"] != "wanders")
        ++e;
    json["residents"][e]["sees"] = false;
    json["residents"][e]["dementia"] = {{"wanders_after_s", 30}, {"resists_factor", 2.5}};
    const auto read = parse_scenario("test", json.dump(), ankang().plan);
    REQUIRE_MESSAGE(read, (read ? "" : core::describe(read.error())));
    CHECK_FALSE(read->residents[e].sees);
    CHECK(read->residents[e].dementia.wanders_after_s == 30);
    CHECK(read->residents[e].dementia.returns_after_s == 0);
    CHECK(read->residents[e].dementia.resists_factor == 2.5);
    const std::string text = format_scenario(*read, ankang().plan);
    const auto again = parse_scenario("again", text, ankang().plan);
    REQUIRE(again);
    CHECK(format_scenario(*again, ankang().plan) == text);
    CHECK(Json::parse(text)["residents"][e]["dementia"] == json["residents"][e]["dementia"]);
    const std::size_t other = e == 0 ? 1 : 0; // not of class E
    json["residents"][other]["dementia"] = {{"returns_after_s", 60}};
    const auto refused = parse_scenario("test", json.dump(), ankang().plan);
    REQUIRE_FALSE(refused);
    CHECK(has_problem_at(refused.error().problems,
                         "/residents/" + std::to_string(other) + "/dementia"));
}

TEST_CASE("scenario: from when lifts run and who is fetched next are read back as written") {
    Json json = read_json(drill_file("ankang-night-smoking"));
    CHECK(ankang().scenario.fire_lifts == FireLifts::after_fire_service);
    for (const char* when : {"never", "by_staff"}) {
        json["fire_lifts"] = when;
        const auto read = parse_scenario("test", json.dump(), ankang().plan);
        REQUIRE_MESSAGE(read, (read ? "" : core::describe(read.error())));
        CHECK(Json::parse(format_scenario(*read, ankang().plan))["fire_lifts"] == when);
    }
    json.erase("fire_lifts");
    for (const char* order : {"guide_list", "nearest_first", "origin_first", "shelter_in_place"}) {
        json["rescue"] = order;
        const auto read = parse_scenario("test", json.dump(), ankang().plan);
        REQUIRE_MESSAGE(read, (read ? "" : core::describe(read.error())));
        CHECK(Json::parse(format_scenario(*read, ankang().plan))["rescue"] == order);
    }
    json["fire_lifts"] = "always";
    const auto refused = parse_scenario("test", json.dump(), ankang().plan);
    REQUIRE_FALSE(refused);
    CHECK(has_problem_at(refused.error().problems, "/fire_lifts"));
}

TEST_CASE(
    "scenario: a home's own figures for a device replace the catalogue's, and are read back") {
    Json json = read_json(drill_file("ankang-night-smoking"));
    json["people"][0]["fitness"] = "strong";
    json["device_profiles"] =
        Json::array({Json{{"kind", "rescue_sheet"}, {"handlers_min", 2}, {"preparation_s", 41.5}},
                     Json{{"kind", "blanket_carry"}, {"loaded_mps", 0.55}, {"strong_mps", 0.8}}});
    const auto read = parse_scenario("test", json.dump(), ankang().plan);
    REQUIRE_MESSAGE(read, (read ? "" : core::describe(read.error())));
    CHECK(read->people[0].fitness == assist::Fitness::strong);
    const auto& sheet = profile_of(*read, assist::DeviceKind::rescue_sheet);
    CHECK(sheet.preparation_s == 41.5);
    CHECK(sheet.handlers_min == 2);
    CHECK(sheet.loaded_mps == 0.6); // what it does not say is the catalogue's
    CHECK(profile_of(*read, assist::DeviceKind::blanket_carry).strong.loaded_mps == 0.8);
    CHECK(profile_of(*read, assist::DeviceKind::bed).loaded_mps == 0.8);
    const Json written = Json::parse(format_scenario(*read, ankang().plan));
    CHECK(written["device_profiles"] == json["device_profiles"]);
    CHECK(written["people"][0]["fitness"] == "strong");
    CHECK_FALSE(written["people"][1].contains("fitness"));

    json["device_profiles"] = Json::array(
        {Json{{"kind", "sledge"}}, Json{{"kind", "bed"}, {"handlers_min", 3}, {"handlers_max", 2}},
         Json{{"kind", "bed"}, {"length_m", 0}}, Json{{"kind", "arm"}, {"loaded_mps", 9}}});
    const auto refused = parse_scenario("test", json.dump(), ankang().plan);
    REQUIRE_FALSE(refused);
    for (const char* place :
         {"/device_profiles/0/kind", "/device_profiles/1/handlers_max", "/device_profiles/2/kind",
          "/device_profiles/2/width_m", "/device_profiles/3/loaded_mps"})
        CHECK_MESSAGE(has_problem_at(refused.error().problems, place), place);
}

TEST_CASE("scenario: who hands over where, who comes when called, who goes into smoke") {
    Json json = read_json(drill_file("ankang-night-smoking"));
    json["people"][4]["arrives_s"] = 90;
    json["people"][4]["arrives_after"] = "ev(notify, target='carer-3')";
    json["people"][4]["enters_smoke"] = false;
    json["handovers"] = Json::array({Json{{"at", "compartment/2-east"},
                                          {"role", "carer-1"},
                                          {"to", "place/gate"},
                                          {"with_device", true}}});
    const auto read = parse_scenario("test", json.dump(), ankang().plan);
    REQUIRE_MESSAGE(read, (read ? "" : core::describe(read.error())));
    CHECK_FALSE(goes_into_smoke(read->people[4]));
    const Json written = Json::parse(format_scenario(*read, ankang().plan));
    CHECK(written["handovers"] == json["handovers"]);
    for (const char* key : {"arrives_s", "arrives_after", "enters_smoke"}) {
        CHECK(written["people"][4][key] == json["people"][4][key]);
        CHECK_FALSE(written["people"][1].contains(key));
    }

    json["people"][4]["arrives_after"] = "ev(notify, target='carer-9')";
    json["people"][3]["arrives_after"] = "ev(";
    json["people"][2]["enters_smoke"] = "never";
    json["handovers"].push_back(Json{{"at", "x"}, {"role", "y"}, {"to", "z"}});
    json["handovers"].push_back(Json{{"at", "level/1"}, {"role", "carer-1"}, {"to", "level/1"}});
    const auto refused = parse_scenario("test", json.dump(), ankang().plan);
    REQUIRE_FALSE(refused);
    for (const char* place :
         {"/people/4/arrives_after", "/people/3/arrives_after", "/people/2/enters_smoke",
          "/handovers/1/at", "/handovers/1/role", "/handovers/1/to", "/handovers/2/to"})
        CHECK_MESSAGE(has_problem_at(refused.error().problems, place), place);
}

TEST_CASE("scenario: Ankang at night has the people of its model home") {
    const Scenario& s = ankang().scenario;
    CHECK(s.residents.size() == 90);
    std::map<char, std::map<Mobility, int>> by_floor; // beds are keyed bed/207-1
    for (const ResidentSpec& r : s.residents)
        ++by_floor[r.bed[4]][r.mobility];
    const auto counts = [&](char floor) {
        const auto& m = by_floor[floor];
        const auto of = [&](Mobility x) { return m.contains(x) ? m.at(x) : 0; };
        return std::array{of(Mobility::walks), of(Mobility::walks_with_aid),
                          of(Mobility::wheelchair), of(Mobility::bedridden), of(Mobility::wanders)};
    };
    CHECK(counts('1') == std::array{8, 6, 7, 8, 1});
    CHECK(counts('2') == std::array{9, 10, 6, 4, 1});
    CHECK(counts('3') == std::array{18, 9, 2, 0, 1});
    CHECK(s.start_modes.size() == 2);
    for (const ResidentSpec& r : s.residents)
        CHECK_FALSE(r.guide.empty());
}

TEST_CASE("scenario: zones name spaces, bedrooms, residents and doors") {
    const auto members = [&](const char* zone) {
        return find_members(ankang().scenario, ankang().plan, zone);
    };
    CHECK(members("room/207") == std::vector<std::string>{"room/207"});
    CHECK(members("bedrooms:compartment/2-west").size() == 10);
    CHECK(members("residents:level/2").size() == 30);
    CHECK(members("residents:room/207").size() == 2);
    CHECK(members("doors:room/207") == std::vector<std::string>{"door/207"});
    CHECK(members("nowhere").empty());
    const PredicateContext context = make_predicate_context(ankang().scenario, ankang().plan);
    CHECK(context.is_in_zone("resident/207-1", "compartment/2-west"));
    CHECK(context.is_in_zone("door/207", "room/207"));
    CHECK(context.is_in_zone("fire/207-bed", "level/2"));
    CHECK_FALSE(context.is_in_zone("resident/211-1", "compartment/2-west"));
    CHECK_FALSE(context.is_in_zone("nobody", "level/2"));
}

TEST_CASE("scenario: each broken reference is named with its place") {
    const std::pair<const char*, const char*> cases[] = {
        {R"j([{"op":"replace","path":"/origin","value":"room/999"}])j", "/origin"},
        {R"j([{"op":"replace","path":"/focus_zone","value":"level/9"}])j", "/focus_zone"},
        {R"j([{"op":"replace","path":"/residents/3/bed","value":"bed/x"}])j", "/residents/3/bed"},
        {R"j([{"op":"replace","path":"/residents/3/bed","value":"bed/101-1"}])j",
         "/residents/3/bed"},
        {R"j([{"op":"replace","path":"/residents/3/guide","value":"cook"}])j",
         "/residents/3/guide"},
        {R"j([{"op":"replace","path":"/people/1/role","value":"boss"}])j", "/people/1/role"},
        {R"j([{"op":"replace","path":"/people/1/place","value":"place/moon"}])j",
         "/people/1/place"},
        {R"j([{"op":"replace","path":"/people/1/key","value":"person/panel"}])j", "/people/1/key"},
        {R"j([{"op":"replace","path":"/fires/0/space","value":"room/x"}])j", "/fires/0/space"},
        {R"j([{"op":"replace","path":"/fires/0/at_m","value":[0,0]}])j", "/fires/0/at_m"},
        {R"j([{"op":"remove","path":"/fires/0/ignition_s"}])j", "/fires/0"},
        {R"j([{"op":"replace","path":"/injects/1/no","value":1}])j", "/injects/1/no"},
        {R"j([{"op":"replace","path":"/injects/3/fact","value":"fire_brigade"}])j",
         "/injects/3/fact"},
        {R"j([{"op":"replace","path":"/injects/0/wake_role","value":"x"}])j",
         "/injects/0/wake_role"},
        {R"j([{"op":"replace","path":"/response/0/when","value":"ev(alarm_rais)"}])j",
         "/response/0/when"},
        {R"j([{"op":"replace","path":"/response/0/action","value":"dance"}])j",
         "/response/0/action"},
        {R"j([{"op":"replace","path":"/response/1/target","value":"cook"}])j",
         "/response/1/target"},
        {R"j([{"op":"replace","path":"/expected/0/predicate","value":"ev(alarm_ack, role=cook)"}])j",
         "/expected/0/predicate"},
        {R"j([{"op":"replace","path":"/expected/0/predicate","value":"ev(alarm_ack"}])j",
         "/expected/0/predicate"},
        {R"j([{"op":"replace","path":"/expected/0/predicate","value":"ev(door_close, target='door/9')"}])j",
         "/expected/0/predicate"},
        {R"j([{"op":"replace","path":"/expected/0/predicate","value":"state(time_s > 5)"}])j",
         "/expected/0/predicate"},
        {R"j([{"op":"replace","path":"/expected/0/due_s","value":0}])j", "/expected/0/due_s"},
        {R"j([{"op":"replace","path":"/weight_alarm","value":0.5}])j", "/weight_alarm"},
        {R"j([{"op":"add","path":"/openings/0","value":{"opening":"door/x","open":true}}])j",
         "/openings/0/opening"},
        {R"j([{"op":"add","path":"/roles/0","value":{"key":"cook","name":"厨师"}}])j",
         "/roles/0/key"},
        {R"j([{"op":"add","path":"/colour","value":1}])j", "/colour"},
        {R"j([{"op":"replace","path":"/end_s","value":"long"}])j", "/end_s"},
        {R"j([{"op":"add","path":"/breaches/0","value":"sleeping"}])j", "/breaches/0"},
    };
    for (const auto& [patch, pointer] : cases) {
        const auto problems = problems_after(patch);
        CHECK_MESSAGE(has_problem_at(problems, pointer), patch);
    }
}

TEST_CASE("scenario: several faults come in one go, with the nearest known key") {
    const auto problems = problems_after(R"j([
        {"op":"replace","path":"/origin","value":"room/2O7"},
        {"op":"replace","path":"/expected/2/role","value":"carer-9"},
        {"op":"replace","path":"/expected/4/predicate","value":"ev(call_911) within [60s,0] of ev(inject)"},
        {"op":"remove","path":"/name"}])j");
    CHECK(problems.size() >= 4);
    for (const char* pointer : {"/origin", "/expected/2/role", "/expected/4/predicate"})
        CHECK(has_problem_at(problems, pointer));
    const auto origin = std::find_if(problems.begin(), problems.end(),
                                     [](const auto& p) { return p.pointer == "/origin"; });
    CHECK(origin->expected.find("room/207") != std::string::npos);
}

TEST_CASE("scenario: a missing plan is named with its file, and the rest is still checked") {
    const Folder folder;
    Json bad = read_json(drill_file("ankang-night-smoking"));
    bad["plan_file"] = "no-such.plan.json";
    bad["people"][0]["role"] = "nobody";
    const std::string file = folder.write("bad.drill.json", bad.dump());
    const auto read = load_scenario(file);
    REQUIRE_FALSE(read);
    CHECK(has_problem_at(read.error().problems, "/plan_file"));
    CHECK(has_problem_at(read.error().problems, "/people/0/role"));
    CHECK(core::describe(read.error()).find("no-such.plan.json") != std::string::npos);
}

TEST_CASE("scenario: problems of the plan come together with those of the scenario") {
    const Folder folder;
    folder.write("bad.plan.json", R"({"format":"yanlian-plan","version":1,"key":"x"})");
    Json bad = read_json(drill_file("ankang-night-smoking"));
    bad["plan_file"] = "bad.plan.json";
    bad["end_s"] = -1;
    const auto read = load_scenario(folder.write("bad.drill.json", bad.dump()));
    REQUIRE_FALSE(read);
    std::set<std::string> files;
    for (const auto& problem : read.error().problems)
        files.insert(std::filesystem::path(problem.file).filename().string());
    CHECK(files == std::set<std::string>{"bad.drill.json", "bad.plan.json"});
}

TEST_CASE("scenario: what is no scenario is refused in words") {
    const plan::Plan& plan = ankang().plan;
    CHECK_FALSE(parse_scenario("x", "", plan));
    CHECK_FALSE(parse_scenario("x", "[]", plan));
    CHECK_FALSE(parse_scenario("x", "{", plan));
    CHECK_FALSE(parse_scenario("x", "null", plan));
    const std::string text = ankang().scenario_text;
    CHECK_FALSE(parse_scenario("x", text.substr(0, text.size() / 2), plan));
    const auto large = parse_scenario("x", std::string(scenario_file_limit_bytes + 1, ' '), plan);
    REQUIRE_FALSE(large);
    CHECK(large.error().code == core::Errc::too_large);
    Json newer = Json::parse(text);
    newer["version"] = 2;
    const auto refused = parse_scenario("x", newer.dump(), plan);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == core::Errc::newer_version);
    const auto absent = load_scenario("/nonexistent/x.drill.json");
    REQUIRE_FALSE(absent);
    CHECK(core::exit_code(absent.error()) != 0);
}
