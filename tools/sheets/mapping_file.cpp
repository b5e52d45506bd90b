#include "sim/core/json_reader.h"
#include "sim/core/text.h"
#include "tools/sheets/column_map.h"
#include "tools/sheets/sheet_constants.h"

#include <algorithm>

namespace tools::sheets {

using sim::core::tr;
using sim::core::trf;

namespace {

bool is_known(std::string_view key, std::span<const ColumnSpec> specs) {
    return key.empty() || std::any_of(specs.begin(), specs.end(),
                                      [&](const ColumnSpec& spec) { return spec.key == key; });
}

} // namespace

sim::core::Result<Mapping> parse_mapping(const std::string& file, std::string_view bytes,
                                         std::span<const ColumnSpec> specs) {
    const auto json = sim::core::parse_json(file, bytes);
    if (!json) return tl::make_unexpected(json.error());
    sim::core::JsonSource source{file, {}};
    sim::core::ObjectReader reader(*json, "", source);
    Mapping mapping;
    constexpr std::string_view formats[] = {"yanlian-mapping"};
    (void)reader.choice("format", formats);
    (void)reader.integer("version", 1, 1);
    mapping.header_row = static_cast<int>(reader.integer("header_row", 0, row_limit, 0));
    const auto* columns = reader.raw("columns");
    if (columns == nullptr || !columns->is_object() ||
        columns->size() > static_cast<std::size_t>(column_limit)) {
        reader.report("columns", tr("缺少列的对应关系"), tr("{\"表头\": \"字段\"}"));
    } else {
        for (const auto& [header, key] : columns->items())
            if (!key.is_string() || !is_known(key.get<std::string>(), specs))
                reader.report("columns/" + header, tr("没有这个字段"),
                              tr("一个字段的键，或空文字表示不读"));
            else
                mapping.key_of_header[header] = key.get<std::string>();
    }
    reader.finish();
    if (!source.problems.empty()) return sim::core::make_error(std::move(source.problems));
    return mapping;
}

} // namespace tools::sheets
