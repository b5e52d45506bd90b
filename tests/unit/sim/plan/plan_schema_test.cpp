#include "sim/core/file.h"
#include "sim/plan/kind_names.h"
#include "sim/plan/plan_file.h"
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

using namespace sim;
using Json = nlohmann::json;

namespace {

const std::string source = YANLIAN_SOURCE_DIR;

Json read_json(const std::string& file) {
    std::ifstream in(source + "/" + file);
    REQUIRE_MESSAGE(in.good(), file);
    return Json::parse(in);
}

bool schema_accepts(const Json& document) {
    static const Json schema_json = read_json("scenarios/schema/plan.schema.json");
    static valijson::Schema schema;
    static const bool ready = [] {
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_json), schema);
        return true;
    }();
    valijson::Validator validator;
    return ready &&
           validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
}

bool loader_accepts(const Json& document) {
    return plan::parse_plan("test", document.dump()).has_value();
}

Json patched(const Json& document, const char* patch) {
    return document.patch(Json::parse(patch));
}

} // namespace

TEST_CASE("plan schema: accepts the shipped plans, as the loader does") {
    for (const char* name : {"ankang", "longhua3"}) {
        const Json document = read_json(std::string("scenarios/plans/") + name + ".plan.json");
        CHECK(schema_accepts(document));
        CHECK(loader_accepts(document));
    }
}

TEST_CASE("plan schema: accepts who lies in a bed, wholly known or not, as the loader does") {
    const Json good = read_json("scenarios/plans/ankang.plan.json");
    for (
        const char* patch :
        {R"([{"op":"add","path":"/beds/0/occupant","value":{}}])",
         R"([{"op":"add","path":"/beds/0/occupant","value":{"alias":"张奶奶","mobility":"bedridden",
              "devices":["rescue_sheet","bed"],"guide":"evacuation","oxygen":true}}])"}) {
        const Json document = patched(good, patch);
        CHECK(schema_accepts(document));
        CHECK(loader_accepts(document));
    }
}

TEST_CASE("plan schema: refuses what is badly built, as the loader does") {
    const Json good = read_json("scenarios/plans/ankang.plan.json");
    for (
        const char* patch : {
            R"([{"op":"add","path":"/beds/0/occupant","value":{"mobility":"flies"}}])",
            R"([{"op":"add","path":"/beds/0/occupant","value":{"devices":["sledge"]}}])",
            R"([{"op":"add","path":"/beds/0/occupant","value":{"name":"张三丰"}}])",
            R"([{"op":"remove","path":"/format"}])",
            R"([{"op":"replace","path":"/format","value":"yanlian-scenario"}])",
            R"([{"op":"replace","path":"/version","value":2}])",
            R"([{"op":"replace","path":"/version","value":0}])",
            R"([{"op":"remove","path":"/key"}])",
            R"([{"op":"replace","path":"/key","value":"有空 格"}])",
            R"([{"op":"replace","path":"/name","value":""}])",
            R"([{"op":"add","path":"/colour","value":"red"}])",
            R"([{"op":"replace","path":"/levels","value":[]}])",
            R"([{"op":"replace","path":"/spaces","value":{}}])",
            R"([{"op":"replace","path":"/levels/0/elevation_m","value":"0"}])",
            R"([{"op":"add","path":"/spaces/0/colour","value":1}])",
            R"([{"op":"replace","path":"/spaces/0/kind","value":"ballroom"}])",
            R"([{"op":"replace","path":"/spaces/0/outline_m","value":[[0,0],[1,0]]}])",
            R"([{"op":"replace","path":"/spaces/0/outline_m/0","value":[0,0,0]}])",
            R"([{"op":"replace","path":"/spaces/0/outline_m/0","value":[0,20000]}])",
            R"([{"op":"add","path":"/spaces/0/landing_m","value":[[0,0],[1,0],[1,1]]}])",
            R"([{"op":"replace","path":"/spaces/0/kind","value":"stair"}])",
            R"([{"op":"remove","path":"/openings/0/b"}])",
            R"([{"op":"remove","path":"/openings/0/width_m"}])",
            R"([{"op":"replace","path":"/openings/0/width_m","value":-1}])",
            R"([{"op":"replace","path":"/openings/0/width_m","value":null}])",
            R"([{"op":"add","path":"/openings/0/locked","value":"yes"}])",
            R"([{"op":"replace","path":"/stairs/0/spaces","value":[]}])",
            R"([{"op":"replace","path":"/stairs/0/spaces","value":["stair/west-1","stair/west-1"]}])",
            R"([{"op":"replace","path":"/flights/0/lower_edge_m","value":[[0,0]]}])",
            R"([{"op":"remove","path":"/beds/0/heading_deg"}])",
            R"([{"op":"add","path":"/beds/0/heading_rad","value":1}])",
            R"([{"op":"remove","path":"/equipment/0/agent"}])",
            R"([{"op":"replace","path":"/equipment/0/agent","value":"none"}])",
            R"([{"op":"add","path":"/equipment/0/count","value":0}])",
            R"([{"op":"add","path":"/equipment/0/count","value":1.5}])",
            R"([{"op":"replace","path":"/detectors/0/kind","value":"gas"}])",
            R"([{"op":"replace","path":"/places/0","value":"place/gate"}])",
            R"([{"op":"add","path":"/underlays","value":[{"key":"u"}]}])",
            R"([{"op":"add","path":"/underlays","value":[{"key":"u","level":"level/1","file":"../x.png","center_m":[0,0],"width_m":1,"height_m":1}]}])",
            R"([{"op":"add","path":"/underlays","value":[{"key":"u","level":"level/1","file":"x.png","center_m":[0,0],"width_m":1,"height_m":1,"opacity_frac":0}]}])",
        }) {
        CAPTURE(patch);
        const Json bad = patched(good, patch);
        CHECK_FALSE(schema_accepts(bad));
        CHECK_FALSE(loader_accepts(bad));
    }
    CHECK_FALSE(schema_accepts(Json::array()));
    CHECK_FALSE(loader_accepts(Json::array()));
}

TEST_CASE("plan schema: knows the same kinds as the program") {
    const Json schema = read_json("scenarios/schema/plan.schema.json");
    const auto words = [&](const char* pointer) {
        return schema.at(Json::json_pointer(pointer)).get<std::vector<std::string>>();
    };
    const auto names = [](std::span<const std::string_view> all) {
        return std::vector<std::string>(all.begin(), all.end());
    };
    CHECK(words("/definitions/space/properties/kind/enum") == names(plan::space_kind_names()));
    CHECK(words("/definitions/flight/properties/kind/enum") == names(plan::flight_kind_names()));
    CHECK(words("/definitions/opening/properties/kind/enum") == names(plan::opening_kind_names()));
    CHECK(words("/definitions/equipment/properties/kind/enum") ==
          names(plan::equipment_kind_names()));
    CHECK(words("/definitions/equipment/properties/agent/enum") ==
          names(plan::agent_names().subspan(1))); // an extinguisher holds something
    CHECK(words("/definitions/detector/properties/kind/enum") ==
          names(plan::detector_kind_names()));
}
