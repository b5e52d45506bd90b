#include "tools/import/report.h"

#include "sim/core/text.h"
#include <fmt/format.h>
#include <map>

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
    return fmt::format("  {}{}{}{}{}\n", one.pointer, one.pointer.empty() ? "" : tr("："), one.what,
                       one.expected.empty() ? "" : tr("；应为 "), one.expected);
}

/// "名单!" and "C" of "名单!C7"; the letters are empty where a whole row is meant.
std::string column_of(const std::string& pointer) {
    const std::size_t digits = pointer.find_last_not_of("0123456789");
    return digits == pointer.npos ? pointer : pointer.substr(0, digits + 1);
}

/// What is said of several cells, their places in the order of the sheet.
struct Said {
    sim::core::Problem first;
    std::vector<std::string> places;
};

std::vector<Said> join_alike(const Problems& list, bool by_words) {
    std::vector<Said> joined;
    std::map<std::string, std::size_t> seen;
    for (const auto& one : list) {
        std::string id = column_of(one.pointer);
        if (by_words) id += "\n" + one.what + "\n" + one.expected;
        const auto [at, is_new] = seen.emplace(std::move(id), joined.size());
        if (is_new) joined.push_back({one, {}});
        joined[at->second].places.push_back(one.pointer);
    }
    return joined;
}

/// "名单!C7、C9、C12 等 40 格"
std::string places_of(const Said& said) {
    constexpr std::size_t most_named = 6;
    std::string text = said.places.front();
    for (std::size_t i = 1; i < said.places.size() && i < most_named; ++i)
        text += tr("、") + said.places[i].substr(said.places[i].rfind('!') + 1);
    return said.places.size() > most_named ? text + trf(" 等 {} 格", said.places.size()) : text;
}

void add_list(std::string& text, const char* heading, const std::vector<Said>& list,
              std::size_t limit) {
    if (list.empty()) return;
    text += fmt::format("{}{}\n", heading, tr("："));
    for (std::size_t i = 0; i < list.size() && i < limit; ++i) {
        sim::core::Problem one = list[i].first;
        one.pointer = places_of(list[i]);
        text += line_of(one);
    }
    if (list.size() > limit) text += "  " + trf("还有 {} 条", list.size() - limit) + "\n";
}

/// Mended spellings of a column: one line with an example, or nobody sees the faults among them.
std::vector<Said> join_mended(const Problems& changes) {
    constexpr std::size_t few = 3; // so many are listed one by one
    std::vector<Said> joined;
    for (Said& said : join_alike(changes, false)) {
        if (said.places.size() > few) {
            said.first.what = trf("{} 格换了写法，例如 {}", said.places.size(), said.first.what);
            joined.push_back(std::move(said));
            continue;
        }
        for (const auto& one : changes)
            if (column_of(one.pointer) == column_of(said.first.pointer))
                joined.push_back({one, {one.pointer}});
    }
    return joined;
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
    json["counts"]["removed"] = plan.counts.removed;
    json["warnings"] = plan.counts.warnings;
    json["lines"] = ordered_json::array();
    for (const RowDecision& row : plan.rows)
        if (row.fate != Fate::same || !row.warnings.empty()) json["lines"].push_back(row_json(row));
    json["removed"] = ordered_json::array();
    for (const RemovedRow& row : plan.removed)
        json["removed"].push_back(
            {{"subject", row.key}, {"home", row.home}, {"label", row.label}, {"offer", row.offer}});
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
    if (counts.removed > 0)
        text += trf("另有 {} 行在台账里，导出的表里删去了", counts.removed) + "\n";
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
    const auto each = [](const Problems& list) {
        std::vector<Said> said;
        for (const auto& one : list)
            said.push_back({one, {one.pointer}});
        return said;
    };
    add_list(text, tr("有问题"), each(problems), problems.size());
    if (!changes.empty()) text += std::string(tr("修改")) + tr("：") + "\n" + changes;
    if (!plan.removed.empty()) text += std::string(tr("删除")) + tr("：") + "\n";
    for (const RemovedRow& row : plan.removed)
        text += fmt::format("  {} {} {}{}{}\n", row.home, row.label, row.key, tr("："), row.offer);
    add_list(text, tr("提醒"), join_alike(warnings, true), quiet_warnings);
    add_list(text, tr("换了写法"), join_mended(plan.changes), quiet_warnings);
    add_list(text, tr("说明"), each(plan.notes), quiet_warnings);
    return text;
}

std::vector<std::vector<std::string>> report_rows(const ImportPlan& plan) {
    std::vector<std::vector<std::string>> rows{{tr("工作表"), tr("行"), tr("结果"), tr("编号"),
                                                tr("名称"), tr("位置"), tr("说明"), tr("应为")}};
    for (const RowDecision& row : plan.rows) {
        const std::vector<std::string> begin{row.sheet, std::to_string(row.row), tr(word(row.fate)),
                                             row.subject, row.label};
        const std::size_t before = rows.size();
        const auto add = [&](std::string where, std::string what, std::string expected) {
            rows.push_back(begin);
            for (std::string* text : {&where, &what, &expected})
                rows.back().push_back(std::move(*text));
        };
        for (const Problems* list : {&row.problems, &row.warnings})
            for (const auto& one : *list)
                add(one.pointer, one.what, one.expected);
        if (row.fate == Fate::changed)
            for (const Field& field : row.fields)
                if (field.before != field.after)
                    add(title_of(plan.kind, field.key),
                        fmt::format("“{}” → “{}”", field.before, field.after), "");
        if (rows.size() == before && row.fate != Fate::same) add("", "", "");
    }
    for (const RemovedRow& row : plan.removed)
        rows.push_back({"", "", tr("删除"), row.key, row.label, row.home, row.offer, ""});
    return rows;
}

} // namespace tools::import
