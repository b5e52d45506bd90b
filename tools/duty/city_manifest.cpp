#include "tools/duty/city_manifest.h"

#include "roster/domain/names.h"
#include "sim/core/file.h"
#include "sim/core/json_reader.h"
#include "sim/core/text.h"
#include <filesystem>

namespace tools::duty {

using sim::core::JsonSource;
using sim::core::ObjectReader;
using sim::core::Result;
using sim::core::trf;

namespace {

constexpr int manifest_version = 1;
constexpr std::uintmax_t manifest_limit_bytes = 64u << 20;
constexpr std::size_t kept_states = 3; ///< organisations without a roster have no row
constexpr std::int64_t most_count = 10'000'000;

CityRow read_row(ObjectReader& object) {
    CityRow row;
    row.key = object.text("key");
    row.name = object.text("name", "");
    row.file_name = object.text("file");
    row.input_sha256 = object.text("input_sha256");
    row.result_sha256 = object.text("result_sha256");
    row.state = static_cast<CityState>(
        object.choice("state", std::span(city_state_names).first<kept_states>()));
    row.shift_count = static_cast<int>(object.integer("shift_count", 0, most_count));
    row.violation_count = static_cast<int>(object.integer("violation_count", 0, most_count));
    if (object.has("why")) row.why = object.texts("why");
    object.finish();
    return row;
}

} // namespace

Result<std::vector<CityRow>> load_city_manifest(const std::string& file) {
    std::vector<CityRow> rows;
    if (!std::filesystem::exists(file)) return rows;
    const auto bytes = sim::core::read_file(file, manifest_limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto json = sim::core::parse_json(file, *bytes);
    if (!json) return tl::unexpected(json.error());
    JsonSource source{file, {}};
    ObjectReader object(*json, "", source);
    const std::string format = object.text("format");
    if (format != "yanlian-duty-city")
        object.report("format", trf("格式“{}”不是全市排班清单", format), "yanlian-duty-city");
    object.integer("version", manifest_version, manifest_version);
    object.objects("rosters", true, [&](ObjectReader& one) { rows.push_back(read_row(one)); });
    object.finish();
    if (!source.problems.empty()) return sim::core::make_error(std::move(source.problems));
    return rows;
}

std::string format_city_manifest(const std::vector<CityRow>& rows) {
    nlohmann::ordered_json json{{"format", "yanlian-duty-city"},
                                {"version", manifest_version},
                                {"rosters", nlohmann::ordered_json::array()}};
    for (const CityRow& row : rows) {
        nlohmann::ordered_json one{{"key", row.key},
                                   {"name", row.name},
                                   {"file", row.file_name},
                                   {"input_sha256", row.input_sha256},
                                   {"result_sha256", row.result_sha256},
                                   {"state", roster::domain::name_of(city_state_names, row.state)},
                                   {"shift_count", row.shift_count},
                                   {"violation_count", row.violation_count}};
        if (!row.why.empty()) one["why"] = row.why;
        json["rosters"].push_back(std::move(one));
    }
    return json.dump(1) + "\n";
}

} // namespace tools::duty
