#include "sim/plan/plan_file.h"

#include "plan_generator.h"
#include "sim/core/file.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace sim;
using plan::Plan;

namespace {

const std::string source = YANLIAN_SOURCE_DIR;

std::string read(const std::string& file) {
    const auto bytes = core::read_file(file, plan::plan_file_limit_bytes);
    REQUIRE_MESSAGE(bytes.has_value(), file);
    return *bytes;
}

Plan load_shipped(const std::string& name) {
    const auto loaded = plan::load_plan(source + "/scenarios/plans/" + name);
    if (!loaded) FAIL(core::describe(loaded.error()));
    return *loaded;
}

/// Lines "pointer: what" of all problems of a bad file.
std::vector<std::string> problems_of(const std::string& name) {
    const auto loaded = plan::load_plan(source + "/tests/unit/sim/plan/bad/" + name + ".plan.json");
    REQUIRE_FALSE(loaded.has_value());
    std::vector<std::string> lines;
    for (const core::Problem& p : loaded.error().problems) {
        CHECK(p.file.find(name) != std::string::npos);
        lines.push_back(p.pointer + ": " + p.what);
    }
    return lines;
}

std::size_t count_kind(const Plan& p, plan::SpaceKind kind) {
    return static_cast<std::size_t>(std::count_if(p.spaces.begin(), p.spaces.end(),
                                                  [&](const auto& s) { return s.kind == kind; }));
}

} // namespace

TEST_CASE("plan file: the ankang home has 90 beds on three floors and two stairs") {
    const Plan p = load_shipped("ankang.plan.json");
    CHECK(p.levels.size() == 3);
    CHECK(p.beds.size() == 90);
    for (std::size_t level = 0; level < 3; ++level)
        CHECK(std::count_if(p.beds.begin(), p.beds.end(), [&](const plan::Bed& b) {
                  return p[b.space].level.index() == level;
              }) == 30);
    CHECK(count_kind(p, plan::SpaceKind::bedroom) == 42);
    CHECK(count_kind(p, plan::SpaceKind::refuge) == 2);
    CHECK(p.stairs.size() == 2);
    for (const char* key : {"room/205", "room/206", "room/207", "room/208", "room/209"})
        CHECK(p.find_space(key));
    const plan::Opening& door = p[p.find_opening("door/207")];
    CHECK(door.width_m == doctest::Approx(1.1));
    CHECK_FALSE(door.self_closing);
    CHECK(p.find_bed("bed/207-1"));
    CHECK(p.find_bed("bed/207-2"));
    CHECK(p.find_detector("detector/207"));
    CHECK(p.find_compartment("compartment/2-east"));
    CHECK(p[p.find_opening("door/2-mid")].held_open);
    for (const char* key : {"place/assembly", "place/gate", "place/post-1", "place/post-2",
                            "place/post-3", "place/leader", "place/control-room"})
        CHECK(p.find_place(key));
}

TEST_CASE("plan file: the Longhua floor measures 33.7 by 9.7 m and its rooms share a void") {
    const Plan p = load_shipped("longhua3.plan.json");
    core::Box box;
    for (const plan::Space& s : p.spaces)
        if (s.level == p.find_level("level/3"))
            for (const core::Vec2 c : s.outline_m)
                box.include(c);
    CHECK(box.high.x - box.low.x == doctest::Approx(33.7));
    CHECK(box.high.y - box.low.y == doctest::Approx(9.7));
    CHECK(count_kind(p, plan::SpaceKind::bedroom) == 8);
    CHECK(p.beds.size() == 19);
    CHECK(std::count_if(p.openings.begin(), p.openings.end(), [](const plan::Opening& o) {
              return o.kind == plan::OpeningKind::gap;
          }) == 7);
    CHECK(p.note.find("未核实") != std::string::npos);
}

TEST_CASE("plan file: shipped plans are canonical, byte for byte") {
    for (const char* name : {"ankang.plan.json", "longhua3.plan.json"}) {
        const std::string bytes = read(source + "/scenarios/plans/" + name);
        CHECK(plan::format_plan(load_shipped(name)) == bytes);
    }
}

TEST_CASE("plan file: a plan that was written reads back equal, and writes the same bytes again") {
    CHECK(rc::check([] {
        const Plan p = plan::test::generate_plan();
        const std::string text = plan::format_plan(p);
        const auto again = plan::parse_plan("generated", text);
        if (!again) RC_FAIL(core::describe(again.error()));
        RC_ASSERT(*again == p);
        RC_ASSERT(plan::format_plan(*again) == text);
        RC_ASSERT(text.back() == '\n');
    }));
}

TEST_CASE("plan file: order of corners, order of keys and a BOM change nothing") {
    std::string text = read(source + "/scenarios/plans/longhua3.plan.json");
    const Plan p = load_shipped("longhua3.plan.json");
    const auto json = nlohmann::json::parse(text); // sorts the keys
    auto turned = json;
    for (auto& s : turned["spaces"])
        std::reverse(s["outline_m"].begin(), s["outline_m"].end());
    const auto a = plan::parse_plan("sorted", "\xEF\xBB\xBF" + json.dump());
    const auto b = plan::parse_plan("turned", turned.dump());
    REQUIRE(a.has_value());
    REQUIRE(b.has_value());
    CHECK(*a == p);
    for (std::size_t i = 0; i < p.spaces.size(); ++i)
        CHECK(core::signed_area_m2(b->spaces[i].outline_m) > 0);
}

TEST_CASE("plan file: each kind of fault is named with its place, and nothing else is") {
    const std::vector<std::pair<std::string, std::string>> expected{
        {"open_polygon", "/spaces/0/outline_m: 轮廓没有围成面：只有 2 个角点"},
        {"repeated_first_corner", "/spaces/0/outline_m: 最后一点和第一点重合：轮廓会自动闭合"},
        {"crossing_edges", "/spaces/0/outline_m: 轮廓自己相交：第 1 条边和第 3 条边"},
        {"overlapping_rooms", "/spaces/1/outline_m: 和空间 \"room/1\" 重叠"},
        {"identical_rooms", "/spaces/1/outline_m: 和空间 \"room/1\" 重叠"},
        {"door_on_no_wall", "/openings/1/center_m: 不在 \"room/2\" 和 \"corridor\" 共用的墙上"},
        {"room_without_way_out", "/spaces/1: 空间 \"room/2\" 没有路通到室外"},
        {"bed_wider_than_door",
         "/beds/0/width_m: 床出不了门：床宽 0.95 m，空间 \"room/1\" 最宽的门只有 0.8 m"},
        {"bed_outside_room", "/beds/0/center_m: 床不在空间 \"room/1\" 里面"},
        {"unknown_key", "/spaces/0/colour: 不认识这个键"},
        {"wrong_type", "/openings/0/width_m: 这里是文字 \"1.1\""},
        {"unknown_reference", "/openings/0/b: 没有叫 \"corridor/9\" 的空间"},
        {"unknown_kind", "/spaces/0/kind: 这里是文字 \"ballroom\""},
        {"missing_field", "/beds/0: 缺少 \"heading_deg\""},
        {"out_of_range", "/openings/0/width_m: -1 超出范围"},
        {"two_doors_in_one_place", "/openings/3/center_m: 和开口 \"door/1\" 重叠"},
        {"door_too_tall", "/openings/0/height_m: 上沿高 3.00 m，超过净高 2.8 m"},
        {"door_wider_than_wall", "/openings/0/width_m: 宽 4.2 m，比墙宽：这面墙只有 4.00 m"},
        {"stair_without_landing", "/spaces/1: 缺少 \"landing_m\""},
        {"newer_version", "/version: 文件来自更新的版本"},
        {"empty", "1:1: 文件是空的"},
        {"truncated", "14:107: 文件在这里断了，没有写完"},
    };
    for (const auto& [name, line] : expected) {
        CAPTURE(name);
        CHECK(problems_of(name) == std::vector<std::string>{line});
    }
    CHECK(problems_of("duplicate_key")[0] ==
          "/spaces/1/key: 键 \"room/1\" 重复了，/spaces/0/key 已经用了它");
}

TEST_CASE("plan file: a file with five faults lists all five") {
    CHECK(problems_of("five_faults") ==
          std::vector<std::string>{
              "/beds/0/colour: 不认识这个键", "/equipment/0/charge_kg: 这里是文字 \"4\"",
              "/spaces/1/outline_m: 和空间 \"room/1\" 重叠",
              "/openings/1/center_m: 不在 \"room/2\" 和 \"corridor\" 共用的墙上",
              "/beds/0/width_m: 床出不了门：床宽 0.95 m，空间 \"room/1\" 最宽的门只有 0.8 m"});
}

TEST_CASE("plan file: a newer version says so with its own code") {
    const auto loaded = plan::parse_plan("x", R"({"format":"yanlian-plan","version":7,"new":1})");
    REQUIRE_FALSE(loaded.has_value());
    CHECK(loaded.error().code == core::Errc::newer_version);
    CHECK(core::exit_code(loaded.error()) == 2);
}

TEST_CASE("plan file: a file beyond the limit is refused unread, a missing one named") {
    const auto file = std::filesystem::temp_directory_path() / "yanlian_too_large.plan.json";
    std::ofstream(file).close();
    std::filesystem::resize_file(file, plan::plan_file_limit_bytes + 1);
    const auto large = plan::load_plan(file.string());
    std::filesystem::remove(file);
    REQUIRE_FALSE(large.has_value());
    CHECK(large.error().code == core::Errc::too_large);
    CHECK_FALSE(plan::load_plan("/nowhere/x.plan.json").has_value());
}

TEST_CASE("plan file: every cut of a shipped plan is refused, never half loaded") {
    const std::string text = read(source + "/scenarios/plans/longhua3.plan.json");
    for (std::size_t n = 0; n + 2 < text.size(); n += 97) {
        const auto loaded = plan::parse_plan("cut", std::string_view(text).substr(0, n));
        REQUIRE_FALSE(loaded.has_value());
        REQUIRE(loaded.error().problems.size() == 1);
    }
}

TEST_CASE("plan file: thousands of faults stop at a thousand and say so") {
    Plan p;
    p.key = "crowded";
    p.name = "同一处";
    p.levels.push_back({"level/1", "", 0, 3});
    for (int i = 0; i < 3000; ++i)
        p.spaces.push_back({"room/" + std::to_string(i),
                            "",
                            core::make_id<plan::LevelId>(0),
                            plan::SpaceKind::other,
                            {{0, 0}, {4, 0}, {4, 4}, {0, 4}},
                            3,
                            {}});
    const auto loaded = plan::parse_plan("crowded", plan::format_plan(p));
    REQUIRE_FALSE(loaded.has_value());
    CHECK(loaded.error().problems.size() == 1001);
    CHECK(loaded.error().problems.back().what == "问题太多，后面的没有列出");
}

TEST_CASE("plan: finds things by key and the space at a point") {
    const Plan p = load_shipped("ankang.plan.json");
    CHECK_FALSE(p.find_space("room/999"));
    const plan::SpaceId room = p.find_space("room/207");
    CHECK(p.find_space_at(p.find_level("level/2"), {14, 8}) == room);
    CHECK_FALSE(p.find_space_at(p.find_level("level/2"), {14, 30}));
    CHECK(p.find_equipment("panel"));
}
