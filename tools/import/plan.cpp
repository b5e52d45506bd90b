#include "tools/import/plan.h"

#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/import/context.h"
#include "tools/import/removed_rows.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tools::import {

using namespace roster::service;
using sim::core::tr;

const char* word(Fate fate) noexcept {
    constexpr const char* words[] = {"新增", "不变", "修改", "重复", "有问题"};
    return words[static_cast<int>(fate)];
}

ImportPlan plan_import(SheetRows rows, const LedgerView& view) {
    constexpr Planner planners[] = {plan_people, plan_certificates, plan_trainings,
                                    plan_drills, plan_findings,     plan_residents};
    ImportPlan plan;
    plan.kind = rows.kind;
    plan.file = rows.file;
    plan.file_sha256 = rows.file_sha256;
    plan.mapping_json = rows.mapping_json;
    for (const SheetRow& row : rows.rows) {
        RowDecision& decision = plan.rows.emplace_back();
        decision.sheet = row.sheet;
        decision.row = row.row;
        decision.problems = row.problems;
    }
    const Directory directory(view);
    planners[static_cast<std::size_t>(rows.kind)](plan.rows, rows.rows, directory);
    plan.removed = list_removed(rows, directory);
    plan.counts.removed = static_cast<int>(plan.removed.size());
    plan.counts.rows = rows.row_count;
    plan.counts.blank = rows.blank_count;
    for (const RowDecision& row : plan.rows) {
        ++plan.counts.by_fate[static_cast<std::size_t>(row.fate)];
        plan.counts.warnings += static_cast<int>(row.warnings.size());
    }
    plan.changes = std::move(rows.changes);
    plan.notes = std::move(rows.notes);
    return plan;
}

namespace {

const char* stored_fate(Fate fate) {
    switch (fate) {
    case Fate::fresh:
        return "new";
    case Fate::changed:
        return "changed";
    case Fate::problem:
        return "refused";
    case Fate::same:
    case Fate::duplicate:
        break;
    }
    return "same";
}

std::string problems_json(const sim::core::Problems& problems) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const auto& one : problems)
        json.push_back({{"where", one.pointer}, {"what", one.what}, {"expected", one.expected}});
    return json.dump();
}

std::string fields_json(const RowDecision& row, bool before) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    for (const Field& field : row.fields)
        if (row.fate == Fate::fresh || field.before != field.after)
            json[field.key] = before ? field.before : field.after;
    return json.dump();
}

} // namespace

std::optional<ImportOrder> make_order(const ImportPlan& plan, const LedgerView& view,
                                      const std::string& actor_key) {
    if (plan.counts.of(Fate::fresh) + plan.counts.of(Fate::changed) == 0) return std::nullopt;
    ImportOrder order;
    order.batch.organisation_key = view.top.key;
    order.batch.kind = sheet_kind_names[static_cast<std::size_t>(plan.kind)];
    order.batch.file_name = std::filesystem::path(plan.file).filename().string();
    order.batch.file_sha256 = plan.file_sha256;
    order.batch.mapping_json = plan.mapping_json;
    order.audit_head = view.audit_head;
    order.actor_key = actor_key;
    for (const RowDecision& row : plan.rows) {
        RowOrder& to = order.rows.emplace_back();
        to.row = {row.sheet,
                  row.row,
                  stored_fate(row.fate),
                  row.fate == Fate::problem ? "" : row.subject,
                  problems_json(row.problems),
                  row.row_sha256.empty() ? sim::core::sha256_hex("") : row.row_sha256};
        if (row.fate == Fate::changed) to.before_json = fields_json(row, true);
        to.after_json = fields_json(row, false);
        to.deeds = row.deeds;
    }
    return order;
}

} // namespace tools::import
