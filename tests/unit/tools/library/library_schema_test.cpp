#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

const fs::path scenarios = fs::path(YANLIAN_SOURCE_DIR) / "scenarios";

Json read_json(const fs::path& file) {
    std::ifstream in(file);
    REQUIRE_MESSAGE(in.good(), file);
    return Json::parse(in);
}

struct LibrarySchema {
    Json text = read_json(scenarios / "schema/library.schema.json");
    valijson::Schema schema;
    LibrarySchema() {
        valijson::SchemaParser(valijson::SchemaParser::kDraft7)
            .populateSchema(Adapter(text), schema);
    }
    bool accepts(const Json& document) const {
        valijson::Validator validator;
        return validator.validate(schema, Adapter(document), nullptr);
    }
};

} // namespace

TEST_CASE("library schema: accepts the thirteen templates, refuses what they must not be") {
    const LibrarySchema schema;
    int count = 0;
    for (const auto& entry : fs::directory_iterator(scenarios / "library")) {
        CAPTURE(entry.path().string());
        const Json good = read_json(entry.path());
        CHECK(schema.accepts(good));
        ++count;
        Json bad = good;
        bad["colour"] = "red";
        CHECK_FALSE(schema.accepts(bad));
        for (const char* needed : {"format", "key", "name", "slots", "scenario"}) {
            bad = good;
            bad.erase(needed);
            CHECK_FALSE(schema.accepts(bad));
        }
    }
    CHECK(count == 13);
}
