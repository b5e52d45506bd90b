#include "roster/schedule/training_file.h"

#include "training_cases.h"
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

using namespace training_cases;
using Json = nlohmann::json;

namespace {

bool schema_accepts(const Json& document) {
    std::ifstream in(std::string(YANLIAN_SOURCE_DIR) + "/scenarios/schema/training.schema.json");
    const Json schema_json = Json::parse(in);
    valijson::Schema schema;
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_json), schema);
    valijson::Validator validator;
    return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
}

/// With something of everything: short of seats, a joiner, a quota, a cancelled session.
TrainingFile rich_file() {
    TrainingInput input = city(4, 4, 1, 1);
    input.people[3].joined_on = make_date(2026, 1, 1);
    input.people[3].passed_on.reset();
    input.people[3].first_shift_on = make_date(2026, 2, 1);
    input.rule_from = make_date(2025, 3, 1);
    input.people[5].left_on = make_date(2027, 1, 1);
    input.people[6].cohort_no = 2;
    input.sessions[3].state = SessionState::cancelled;
    input.sessions[4].quotas = {{"county/0", 1}};
    input.booked = {{"person/00000", "session/003"}, {"person/00001", "session/007"}};
    input.sessions.resize(9);
    auto file = make_training_file(input);
    REQUIRE(file.has_value());
    return *file;
}

} // namespace

TEST_CASE("training file: written and read again it is the same, and fits the schema") {
    const TrainingFile file = rich_file();
    CHECK_FALSE(file.plan->unmet.empty());
    CHECK_FALSE(file.moves.empty());
    CHECK_FALSE(file.joiners.empty());
    const std::string bytes = write_training(file);
    CHECK(schema_accepts(Json::parse(bytes)));
    const auto again = read_training("t.json", bytes);
    if (!again) MESSAGE(sim::core::describe(again.error()));
    REQUIRE(again.has_value());
    CHECK(write_training(*again) == bytes);
    TrainingFile unplanned{file.input};
    const auto plain = read_training("t.json", write_training(unplanned));
    REQUIRE(plain.has_value());
    CHECK_FALSE(plain->plan.has_value());
    CHECK(schema_accepts(Json::parse(write_training(unplanned))));
}

TEST_CASE("training file: loader and schema refuse the same, all at once") {
    const Json good = Json::parse(write_training(rich_file()));
    for (const char* patch :
         {R"([{"op":"remove","path":"/people"}])",
          R"([{"op":"replace","path":"/format","value":"yanlian-plan"}])",
          R"([{"op":"add","path":"/people/0/nickname","value":"x"}])",
          R"([{"op":"replace","path":"/people/0/joined_on","value":"2026.1.1"}])",
          R"([{"op":"replace","path":"/people/0/role","value":"carer"}])",
          R"([{"op":"replace","path":"/sessions/0/level","value":"town"}])",
          R"([{"op":"replace","path":"/plan/unmet/0/reason","value":"lazy"}])",
          R"([{"op":"replace","path":"/plan/year_count","value":[1,2]}])"}) {
        const Json bad = good.patch(Json::parse(patch));
        CHECK_MESSAGE(!schema_accepts(bad), patch);
        CHECK_MESSAGE(!read_training("t.json", bad.dump()).has_value(), patch);
    }
    const Json bad = good.patch(Json::parse(
        R"([{"op":"replace","path":"/today","value":"x"},{"op":"remove","path":"/homes/0/key"},
            {"op":"replace","path":"/sessions/1/first_on","value":"2026-13-01"}])"));
    const auto read = read_training("t.json", bad.dump());
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().problems.size() == 3);
}
