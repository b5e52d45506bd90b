#include "sim/core/file.h"
#include "sim/plan/plan_draft.h"
#include "sim/plan/plan_file.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace sim;
using Json = nlohmann::ordered_json;

namespace {

Json two_levels() {
    const auto bytes =
        core::read_file(YANLIAN_SOURCE_DIR "/tests/unit/sim/plan/good/two_levels.plan.json",
                        plan::plan_file_limit_bytes);
    REQUIRE(bytes.has_value());
    return Json::parse(*bytes);
}

/// The good plan with one change; all problems, "pointer: what", one a line.
std::string problems_after(const char* patch) {
    const auto loaded = plan::parse_plan("test", two_levels().patch(Json::parse(patch)).dump());
    std::string lines;
    if (loaded) return lines;
    for (const core::Problem& p : loaded.error().problems)
        lines += (lines.empty() ? "" : "\n") + p.pointer + ": " + p.what;
    return lines;
}

} // namespace

TEST_CASE("plan check: the plan to be spoilt is good") {
    const auto loaded = plan::parse_plan("test", two_levels().dump());
    if (!loaded) FAIL(core::describe(loaded.error()));
    CHECK(loaded->openings.size() == 7);
}

TEST_CASE("plan check: stairs and flights") {
    CHECK(problems_after(R"([{"op":"replace","path":"/levels/1/elevation_m","value":0}])") ==
          "/levels/1/elevation_m: 0 m 不高于前一层的 0 m");
    CHECK(
        problems_after(
            R"([{"op":"replace","path":"/flights/0/lower_edge_m","value":[[-1.5,4],[-1.5,5.3]]}])") ==
        "/flights/0/lower_edge_m: 不在空间 \"stair/1\" 的平台边上");
    CHECK(
        problems_after(
            R"([{"op":"replace","path":"/flights/0/upper_edge_m","value":[[-1.6,6.8],[-1.6,4.5]]}])") ==
        "/flights/0/upper_edge_m: 长 2.30 m，和梯段宽 1.3 m 不符");
    CHECK(problems_after(R"([{"op":"replace","path":"/flights/0/slope_length_m","value":3}])") ==
          "/flights/0/slope_length_m: 3 m 比层高 3.30 m 还短");
    CHECK(problems_after(R"([{"op":"replace","path":"/flights/0/upper","value":"stair/1"}])") ==
          "/flights/0: \"stair/1\" 和 \"stair/1\" 不是楼梯 \"stair/a\" 里上下相邻的两层\n"
          "/spaces/5: 空间 \"stair/2\" 没有路通到室外\n/spaces/6: 空间 \"room/3\" 没有路通到室外");
    CHECK(
        problems_after(
            R"([{"op":"replace","path":"/spaces/4/landing_m","value":[[-1.6,4],[0,4],[0,7],[-1.6,7]]}])") ==
        "/spaces/4/landing_m: 平台超出了楼梯间的轮廓");
    CHECK(problems_after(
              R"([{"op":"replace","path":"/stairs/0/spaces","value":["stair/2","stair/1"]}])") ==
          "/stairs/0/spaces/1: 空间 \"stair/1\" 不高于前一个\n"
          "/flights/0: \"stair/1\" 和 \"stair/2\" 不是楼梯 \"stair/a\" 里上下相邻的两层");
    CHECK(problems_after(R"([{"op":"add","path":"/stairs/0/spaces/0","value":"room/1"}])") ==
          "/stairs/0/spaces/0: 空间 \"room/1\" 不是楼梯间\n/stairs/0/spaces/1: 空间 \"stair/1\" "
          "不高于前一个");
    CHECK(
        problems_after(
            R"([{"op":"add","path":"/stairs/-","value":{"key":"stair/b","spaces":["stair/1"]}}])") ==
        "/stairs/1/spaces/0: 空间 \"stair/1\" 已属于楼梯 \"stair/a\"");
    CHECK(
        problems_after(
            R"([{"op":"replace","path":"/stairs","value":[]},{"op":"replace","path":"/flights","value":[]},
        {"op":"add","path":"/openings/-","value":{"key":"x","kind":"doorway","a":"room/3","b":"outside/2","center_m":[5,6],"width_m":1}},
        {"op":"add","path":"/spaces/-","value":{"key":"outside/2","level":"level/2","kind":"outside","outline_m":[[5,4],[9,4],[9,8],[5,8]]}}])") ==
        "/spaces/4: 楼梯间 \"stair/1\" 不属于任何楼梯\n/spaces/5: 楼梯间 \"stair/2\" "
        "不属于任何楼梯");
}

TEST_CASE("plan check: openings") {
    CHECK(problems_after(R"([{"op":"replace","path":"/openings/0/center_m","value":[0.3,4]}])") ==
          "/openings/0/center_m: 超出了墙的端头");
    CHECK(problems_after(R"([{"op":"replace","path":"/openings/0/center_m","value":[2,4.02]}])") ==
          "/openings/0/center_m: 不在 \"room/1\" 和 \"corridor\" 共用的墙上");
    CHECK(problems_after(R"([{"op":"replace","path":"/openings/5/center_m","value":[2,4]}])")
              .find("/openings/5: 墙的另一侧不是室外，是空间 \"corridor\"") == 0);
    CHECK(problems_after(R"([{"op":"add","path":"/openings/0/exit","value":true}])") ==
          "/openings/0/exit: 出口的一侧应是室外空间");
    CHECK(problems_after(R"([{"op":"add","path":"/openings/0/swings_into","value":"room/2"}])") ==
          "/openings/0/swings_into: 门扇要开向它所连的两个空间之一");
    CHECK(problems_after(R"([{"op":"add","path":"/openings/5/locked","value":true}])") ==
          "/openings/5/locked: 这种开口不能有这一项");
    CHECK(problems_after(R"([{"op":"replace","path":"/openings/0/b","value":"room/1"}])")
              .find("/openings/0/b: a 和 b 是同一个空间") == 0);
    CHECK(problems_after(R"([{"op":"replace","path":"/openings/5/kind","value":"door"}])") ==
          "/openings/5: 缺少 \"b\"：门和门洞要连接两个空间");
    CHECK(problems_after(R"([{"op":"add","path":"/openings/-","value":
        {"key":"x","kind":"doorway","a":"corridor","b":"room/3","center_m":[2,4],"width_m":1}}])") ==
          "/openings/7/b: a 和 b 不在同一层");
    CHECK(problems_after(R"([{"op":"replace","path":"/openings/6/height_m","value":0.3}])") ==
          "/openings/6/height_m: 上沿高 2.90 m，超过净高 2.8 m");
    CHECK(
        problems_after(
            R"([{"op":"replace","path":"/spaces/4/landing_m","value":[[-1.6,4],[0,4],[0,5.5],[-1.6,5.5]]}])") ==
        "/openings/3/center_m: 不在楼梯间 \"stair/1\" 的平台边上");
    // A window over a door, and a gap above both, share the wall without meeting.
    CHECK(problems_after(R"([{"op":"add","path":"/openings/-","value":
        {"key":"x","kind":"window","a":"room/1","b":"corridor","center_m":[2,4],"width_m":1,"height_m":0.3,"sill_m":2.2}}])")
              .empty());
}

TEST_CASE("plan check: an opening drawn up to 1 cm beside its wall is put on it") {
    const auto loaded = plan::parse_plan("test", two_levels().dump());
    REQUIRE(loaded.has_value());
    const plan::Opening& gap = (*loaded)[loaded->find_opening("gap/1")]; // drawn at x = 4.004
    CHECK(gap.center_m == core::Vec2{4, 2});
    CHECK(gap.along == core::Vec2{0, 1}); // a, the western room, lies on the left
}

TEST_CASE("plan check: beds and things") {
    CHECK(problems_after(R"([{"op":"add","path":"/beds/-","value":
        {"key":"bed/2","space":"room/1","center_m":[2.5,1.2],"heading_deg":90}}])") ==
          "/beds/1/center_m: 和床 \"bed/1\" 重叠");
    CHECK(problems_after(R"([{"op":"replace","path":"/equipment/0/at_m","value":[1,3]}])") ==
          "/equipment/0/at_m: 这一点不在空间 \"corridor\" 里面");
    CHECK(problems_after(R"([{"op":"replace","path":"/detectors/0/at_m","value":[-1,3]}])") ==
          "/detectors/0/at_m: 这一点不在空间 \"room/1\" 里面");
    CHECK(problems_after(R"([{"op":"replace","path":"/places/0/at_m","value":[-1,3]}])") ==
          "/places/0/at_m: 这一点不在空间 \"outside/yard\" 里面");
    CHECK(
        problems_after(
            R"([{"op":"replace","path":"/compartments/0/spaces","value":["corridor","corridor"]}])") ==
        "/compartments/0/spaces/1: \"corridor\" 写了两次");
    // A bed across the notch of an L-shaped room: all its corners lie inside, the notch in it.
    CHECK(problems_after(R"([{"op":"replace","path":"/spaces/0/outline_m",
        "value":[[0,0],[1.9,0],[1.9,1.1],[2.1,1.1],[2.1,0],[4,0],[4,4],[0,4]]},
        {"op":"remove","path":"/openings/5"},{"op":"replace","path":"/beds/0/heading_deg","value":0},
        {"op":"replace","path":"/beds/0/center_m","value":[2,0.6]}])") ==
          "/beds/0/center_m: 床不在空间 \"room/1\" 里面");
}

TEST_CASE("plan check: locked doors count as a way out, windows do not") {
    CHECK(problems_after(R"([{"op":"add","path":"/openings/1/locked","value":true}])").empty());
    CHECK(problems_after(R"([{"op":"replace","path":"/openings/1/kind","value":"window"}])") ==
          "/spaces/1: 空间 \"room/2\" 没有路通到室外");
}
