// The smallest record there is: the seed of tests/fuzz/record_fuzz.cpp, and proof that records kept
// from before still open.
#include "tests/support/drill_fixture.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

using namespace sim;

namespace {

constexpr const char* seed_file = YANLIAN_SOURCE_DIR "/tests/fuzz/corpus/record_fuzz/tiny.drill";

/// A house of two rooms, one carer, one resident, two seconds.
constexpr const char* tiny_scenario = R"json(
{"format": "yanlian-scenario", "version": 1, "key": "tiny", "name": "小",
 "plan_file": "two_levels.plan.json", "end_s": 2, "origin": "room/1", "focus_zone": "level/1",
 "fires": [{"key": "fire/1", "space": "room/1", "at_m": [3, 1], "ignition_s": 0, "flaming_s": 0,
            "alpha_kW_per_s2": 1, "peak_kW": 500, "fire_class": "solids", "fuel": {"key": "bedding"}}],
 "roles": [{"key": "carer", "name": "护理员"}],
 "people": [{"key": "person/carer", "name": "甲", "role": "carer", "place": "PLACE"}],
 "residents": [{"key": "resident/1", "alias": "乙", "mobility": "walks", "bed": "BED", "guide": "carer"}],
 "injects": [{"no": 1, "trigger": "at", "at_s": 0.5, "text": "起火", "wake_role": "carer"}],
 "response": [{"no": 1, "role": "carer", "action": "go_to", "target": "corridor"},
              {"no": 2, "role": "carer", "action": "close_door", "target": "door/1"}],
 "expected": [{"no": 1, "role": "carer", "action": "关门", "predicate": "ev(door_close)", "element": "E"}]}
)json";

std::string with(std::string text, const std::string& what, const std::string& by) {
    text.replace(text.find(what), what.size(), by);
    return text;
}

drill::LoadedScenario tiny_drill() {
    drill::LoadedScenario loaded;
    loaded.plan = tests::take(
        plan::load_plan(YANLIAN_SOURCE_DIR "/tests/unit/sim/plan/good/two_levels.plan.json"),
        "plan");
    loaded.plan_text = plan::format_plan(loaded.plan);
    const std::string text = with(with(tiny_scenario, "PLACE", loaded.plan.places.at(0).key), "BED",
                                  loaded.plan.beds.at(0).key);
    loaded.scenario = tests::take(drill::parse_scenario("tiny", text, loaded.plan), "scenario");
    loaded.scenario_text = drill::format_scenario(loaded.scenario, loaded.plan);
    return loaded;
}

} // namespace

TEST_CASE("record seed: is written anew with --no-skip" * doctest::skip()) {
    const auto loaded = tiny_drill();
    tests::Drill drill(loaded, drill::TeamPolicy::perfect, 1);
    REQUIRE(tests::record_drill(drill, seed_file));
    // Small pages, so that changed bytes hit something.
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(seed_file, &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, "PRAGMA page_size=512; VACUUM", nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(db);
    CHECK(std::filesystem::file_size(seed_file) < 60'000);
}

TEST_CASE("record seed: opens, with what happened in it") {
    const tests::TempFolder folder;
    std::filesystem::copy_file(seed_file, folder / "tiny.drill");
    const auto record = record::load_record(folder / "tiny.drill");
    REQUIRE_MESSAGE(record, describe(record.error()));
    CHECK(record->header.finished);
    CHECK(record->frames.size() == 9);
    CHECK(record->cast.size() == 2);
    CHECK(record->facts.front().kind == drill::FactKind::drill_started);
    CHECK(record->facts.back().kind == drill::FactKind::drill_ended);
}
