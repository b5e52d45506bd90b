#include "tools/import/report.h"

#include "sim/core/text.h"
#include <fmt/format.h>

namespace tools::import {

using nlohmann::ordered_json;
using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

namespace {

ordered_json problems_json(const Problems& problems) {
    ordered_json json = ordered_json::array();
    for (const auto& one : problems)
        json.push_back({{"where", one.pointer}, {"what", one.what}, {"expected", one.expected}});
    return json;
}

ordered_json row_json(const RowDecision& row) {
    ordered_json json{{"sheet", row.sheet},
                      {"row", row.row},
                      {"fate", fate_names[static_cast<std::size_t>(row.fate)]},
                      {"subject", row.subject},
                      {"label", row.label}};
    if (row.fate == Fate::changed) {
        json["changes"] = ordered_json::array();
        for (const Field& field : row.fields)
            if (field.before != field.after)
                json["changes"].push_back(
                    {{"field", field.key}, {"before", field.before}, {"after", field.after}});
    }
    json["problems"] = problems_json(row.problems);
    json["warnings"] = problems_json(row.warnings);
    return json;
}

/// The printed name of a column.
std::string title_of(SheetKind kind, const std::string& key) {
    for (const auto& spec : columns_of(kind))
        if (spec.key == key) return spec.names.front();
    return key;
}

std::string line_of(const sim::core::Problem& one) {
    return fmt::format("  {}{}{}{}{}\n", one.pointer, tr("："), one.what,
                       one.expected.empty() ? "" : tr("；应为 "), one.expected);
}

void add_list(std::string& text, const char* heading, const Problems& list, std::size_t limit) {
    if (list.empty()) return;
    text += fmt::format("{}{}\n", heading, tr("："));
    for (std::size_t i = 0; i < list.size() && i < limit; ++i)
        text += line_of(list[i]);
    if (list.size() > limit) text += "  " + trf("还有 {} 条", list.size() - limit) + "\n";
}

} // namespace

ordered_json report_json(const ImportPlan& plan) {
    ordered_json json{{"file", plan.file},
                      {"sha256", plan.file_sha256},
                      {"kind", sheet_kind_names[static_cast<std::size_t>(plan.kind)]},
                      {"rows", plan.counts.rows}};
    for (std::size_t i = 0; i < fate_names.size(); ++i)
        json["counts"][std::string(fate_names[i])] = plan.counts.by_fate[i];
    json["counts"]["blank"] = plan.counts.blank;
    json["warnings"] = plan.counts.warnings;
    json["lines"] = ordered_json::array();
    for (const RowDecision& row : plan.rows)
        if (row.fate != Fate::same || !row.warnings.empty()) json["lines"].push_back(row_json(row));
    json["mended"] = problems_json(plan.changes);
    json["notes"] = problems_json(plan.notes);
    return json;
}

std::string report_text(const ImportPlan& plan, std::size_t quiet_warnings) {
    const ImportCounts& counts = plan.counts;
    std::string text =
        trf("{}：{}表 {} 行 = 新增 {} + 不变 {} + 修改 {} + 重复 {} + 有问题 {} + 空行和说明 {}",
            plan.file, tr(word(plan.kind)), counts.rows, counts.of(Fate::fresh),
            counts.of(Fate::same), counts.of(Fate::changed), counts.of(Fate::duplicate),
            counts.of(Fate::problem), counts.blank) +
        "\n";
    Problems problems, warnings;
    std::string changes;
    for (const RowDecision& row : plan.rows) {
        problems.insert(problems.end(), row.problems.begin(), row.problems.end());
        warnings.insert(warnings.end(), row.warnings.begin(), row.warnings.end());
        if (row.fate != Fate::changed) continue;
        for (const Field& field : row.fields)
            if (field.before != field.after)
                changes += fmt::format("  {}!{} {} {}{}“{}” → “{}”\n", row.sheet, row.row,
                                       row.label, title_of(plan.kind, field.key), tr("："),
                                       field.before, field.after);
    }
    add_list(text, tr("有问题"), problems, problems.size());
    if (!changes.empty()) text += std::string(tr("修改")) + tr("：") + "\n" + changes;
    add_list(text, tr("提醒"), warnings, quiet_warnings);
    add_list(text, tr("换了写法"), plan.changes, quiet_warnings);
    add_list(text, tr("说明"), plan.notes, quiet_warnings);
    return text;
}

} // namespace tools::import
