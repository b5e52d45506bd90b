#include "roster/service/response_plans.h"

#include "roster/domain/plain_text.h"
#include "roster/service/journal.h"
#include "roster/service/organisations.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

std::string plan_json(const ResponsePlan& plan) {
    return nlohmann::ordered_json{
        {"key", plan.key},
        {"version", plan.version},
        {"organisation", plan.organisation_key},
        {"title", plan.title},
        {"start_procedure", plan.start_procedure},
        {"forces", plan.forces},
        {"workflow", plan.workflow},
        {"goals", plan.goals},
        {"approved_on", plan.approved_on ? iso(*plan.approved_on) : std::string()},
        {"approved_by", plan.approved_by}}
        .dump();
}

/// "response-plan/ankang/3": one more than there are.
std::string make_key(const std::string& organisation_key,
                     const std::vector<store::ResponsePlanRow>& all) {
    const std::string stem =
        "response-plan/" + organisation_key.substr(organisation_key.find('/') + 1) + "/";
    for (int no = 1;; ++no) {
        std::string key = stem + std::to_string(no);
        if (std::ranges::none_of(all, [&](const auto& row) { return row.plan.key == key; }))
            return key;
    }
}

/// Every version of every plan of the ledger.
Result<std::vector<store::ResponsePlanRow>> load_all(store::Database& database) {
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    std::vector<store::ResponsePlanRow> all;
    for (const Organisation& one : *organisations) {
        if (!one.parent_key.empty()) continue;
        auto part = store::load_response_plans(database, one.key);
        if (!part) return part;
        std::ranges::move(*part, std::back_inserter(all));
    }
    return all;
}

const ResponsePlan* find_last(const std::vector<store::ResponsePlanRow>& all,
                              const std::string& key) {
    const ResponsePlan* last = nullptr;
    for (const auto& row : all)
        if (row.plan.key == key && (!last || last->version < row.plan.version)) last = &row.plan;
    return last;
}

Result<RecordedPlan> write(store::Database& database, const ResponsePlan& plan,
                           const ResponsePlan* before, const char* action, const std::string& who) {
    const store::Entry entry{read_clock(), who};
    const auto id = store::insert_response_plan(database, plan, entry);
    if (!id) return tl::unexpected(id.error());
    if (auto noted = store::append_audit(
            database, {0, entry.at_utc, who, action, fmt::format("{}@{}", plan.key, plan.version),
                       before ? plan_json(*before) : std::string("null"), plan_json(plan), "", ""});
        !noted)
        return tl::unexpected(noted.error());
    return RecordedPlan{*id, plan.key, plan.version};
}

Result<bool> is_known(store::Database& database, const std::string& organisation_key) {
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    return std::ranges::find(*organisations, organisation_key, &Organisation::key) !=
           organisations->end();
}

/// "key@2" apart; a version that is no number is -1, none is 0.
std::pair<std::string, int> split_version(const std::string& text) {
    const std::size_t at = text.rfind('@');
    if (at == text.npos) return {text, 0};
    int version = 0;
    const char* end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data() + at + 1, end, version);
    return {text.substr(0, at), code == std::errc() && stop == end && version > 0 ? version : -1};
}

} // namespace

Result<RecordedPlan> add_response_plan(store::Database& database, ResponsePlan plan,
                                       const std::string& who) {
    trim_all({&plan.title, &plan.start_procedure, &plan.forces, &plan.workflow, &plan.goals,
              &plan.approved_by});
    return in_transaction(database, [&]() -> Result<RecordedPlan> {
        const auto known = is_known(database, plan.organisation_key);
        if (!known) return tl::unexpected(known.error());
        const auto all = load_all(database);
        if (!all) return tl::unexpected(all.error());
        if (plan.key.empty())
            for (const auto& row : *all)
                if (row.plan.organisation_key == plan.organisation_key &&
                    row.plan.title == plan.title)
                    plan.key = row.plan.key;
        if (plan.key.empty()) plan.key = make_key(plan.organisation_key, *all);
        const ResponsePlan* last = find_last(*all, plan.key);
        plan.version = last ? last->version + 1 : 1;
        Problems problems = check(plan, calc_local_day(read_clock()));
        if (!*known && !plan.organisation_key.empty())
            problems.push_back({"", "/organisation",
                                trf("数据库里没有单位 {}", plan.organisation_key),
                                tr("已登记的单位")});
        if (last && last->organisation_key != plan.organisation_key)
            problems.push_back(
                {"", "/key", trf("{} 是另一个单位的预案", plan.key), last->organisation_key});
        if (who.empty()) problems.push_back({"", "/who", tr("没有写记录人"), tr("记录人")});
        if (!problems.empty()) return make_error(std::move(problems));
        if (last && same_text(*last, plan) && last->approved_on == plan.approved_on &&
            last->approved_by == plan.approved_by)
            return make_error(
                Errc::conflict,
                {"", "/key", trf("{} 和第 {} 版一样，没有登记", plan.key, last->version), ""});
        return write(database, plan, last, "response_plan.add", who);
    });
}

Result<RecordedPlan> approve_response_plan(store::Database& database, const std::string& key,
                                           std::optional<Date> approved_on,
                                           const std::string& approved_by, const std::string& who) {
    return in_transaction(database, [&]() -> Result<RecordedPlan> {
        const std::string approver = trim(approved_by);
        const auto all = load_all(database);
        if (!all) return tl::unexpected(all.error());
        const ResponsePlan* last = find_last(*all, key);
        Problems problems;
        if (!last)
            problems.push_back({"", "/key", trf("台账里没有预案 {}", key),
                                tr("`yanlian response-plan list` 列出的编号")});
        if (who.empty()) problems.push_back({"", "/who", tr("没有写记录人"), tr("记录人")});
        ResponsePlan plan = last ? *last : ResponsePlan{};
        if (last && last->approved_on)
            return make_error(Errc::conflict,
                              {"", "/key", trf("{} 第 {} 版已经批准了", key, last->version), ""});
        plan.approved_on = approved_on;
        plan.approved_by = approver;
        ++plan.version;
        if (!approved_on)
            problems.push_back({"", "/approved_on", tr("没有批准日期"), tr("年-月-日")});
        if (approver.empty())
            problems.push_back({"", "/approved_by", tr("没有批准人"), tr("姓名")});
        if (last && approved_on && !approver.empty())
            std::ranges::move(check(plan, calc_local_day(read_clock())),
                              std::back_inserter(problems));
        if (!problems.empty()) return make_error(std::move(problems));
        return write(database, plan, last, "response_plan.approve", who);
    });
}

Result<RecordedPlan> resolve_response_plan(store::Database& database, const std::string& text,
                                           const store::DrillPlace& drill, Problems& problems) {
    const auto all = load_all(database);
    if (!all) return tl::unexpected(all.error());
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    const auto [key, version] = split_version(text);
    const ResponsePlan *any = nullptr, *chosen = nullptr;
    for (const auto& row : *all) {
        const ResponsePlan& plan = row.plan;
        if (plan.key != key) continue;
        any = &plan;
        const bool approved = plan.approved_on && *plan.approved_on <= drill.local_day;
        if (version == 0 ? approved : plan.version == version) chosen = &plan;
    }
    const auto refuse = [&](std::string what, std::string expected) {
        problems.push_back({"", "/response_plan", std::move(what), std::move(expected)});
        return RecordedPlan{};
    };
    if (!any)
        return refuse(trf("台账里没有预案 {}", key), tr("`yanlian response-plan list` 列出的编号"));
    if (!chosen && version != 0)
        return refuse(trf("预案 {} 没有这一版", text), trf("1 到 {}", any->version));
    if (!chosen || !chosen->approved_on || drill.local_day < *chosen->approved_on)
        return refuse(trf("预案 {} 在 {} 还没有批准的版本", text, iso(drill.local_day)),
                      tr("演练以前批准的版本"));
    for (const std::string& own : drill.organisation_keys)
        for (const std::size_t i : list_ancestors(*organisations, own))
            if ((*organisations)[i].key == chosen->organisation_key)
                return RecordedPlan{chosen->id, chosen->key, chosen->version};
    return refuse(trf("预案 {} 是另一个单位的", text), tr("本单位或上级单位的预案"));
}

Result<RecordedPlan> link_response_plan(store::Database& database, const std::string& plan,
                                        const std::string& drill, const std::string& who) {
    return in_transaction(database, [&]() -> Result<RecordedPlan> {
        std::int64_t number = 0;
        const char* end = drill.data() + drill.size();
        const auto [stop, code] = std::from_chars(drill.data(), end, number);
        const bool observed = code == std::errc() && stop == end;
        const auto place = observed ? store::find_drill_place(database, number)
                                    : store::find_activity_place(database, drill);
        if (!place) return tl::unexpected(place.error());
        Problems problems;
        if (place->id == 0)
            problems.push_back({"", "/drill", trf("台账里没有演练 {}", drill),
                                tr("演练编号，或 `yanlian activity list` 列出的编号")});
        else if (!place->is_drill)
            problems.push_back({"", "/drill", trf("{} 不是演练", drill), ""});
        else if (!place->held)
            problems.push_back({"", "/drill", trf("{} 还没有举行", drill), tr("已举行的演练")});
        if (who.empty()) problems.push_back({"", "/who", tr("没有写记录人"), tr("记录人")});
        if (place->plan_row != 0)
            return make_error(Errc::conflict, {"", "/drill", trf("{} 已经写明了预案", drill), ""});
        RecordedPlan chosen;
        if (place->id != 0) {
            auto found = resolve_response_plan(database, plan, *place, problems);
            if (!found) return found;
            chosen = *found;
        }
        if (!problems.empty()) return make_error(std::move(problems));
        const store::Entry entry{read_clock(), who};
        std::string subject = fmt::format("drill/{}", place->id);
        std::string after;
        if (observed) {
            if (auto done = store::insert_drill_link(database, place->id, chosen.id); !done)
                return tl::unexpected(done.error());
        } else {
            const auto row = store::link_activity(database, place->id, chosen.id, entry);
            if (!row) return tl::unexpected(row.error());
            subject = fmt::format("activity/{}", *row);
        }
        const std::string before =
            observed ? "null" : fmt::format("{{\"activity\":{}}}", place->id);
        const nlohmann::ordered_json json{{"response_plan", chosen.key},
                                          {"version", chosen.version}};
        if (auto noted = store::append_audit(database, {0, entry.at_utc, who, "response_plan.link",
                                                        subject, before, json.dump(), "", ""});
            !noted)
            return tl::unexpected(noted.error());
        return chosen;
    });
}

Result<std::vector<PlanLine>> list_response_plans(store::Database& database,
                                                  const std::string& top_key, Date today) {
    auto rows = store::load_response_plans(database, top_key);
    if (!rows) return tl::unexpected(rows.error());
    auto rehearsals = store::load_rehearsals(database, top_key);
    if (!rehearsals) return tl::unexpected(rehearsals.error());
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    std::map<std::string, PlanLine> lines;
    for (auto& row : *rows)
        lines[row.plan.key].versions.push_back(std::move(row));
    for (auto& one : *rehearsals) {
        PlanLine& line = lines[one.plan_key];
        if (one.counts && one.local_day <= today && !line.last) line.last = one;
        line.all.push_back(std::move(one));
    }
    std::vector<PlanLine> list;
    for (auto& [key, line] : lines) {
        std::optional<Date> approved;
        const store::ResponsePlanRow* current = nullptr;
        for (const auto& row : line.versions) {
            line.newest_version = row.plan.version;
            if (!row.plan.approved_on || today < *row.plan.approved_on) continue;
            approved = std::min(approved.value_or(*row.plan.approved_on), *row.plan.approved_on);
            current = &row;
        }
        line.current = current ? *current : line.versions.back();
        line.standing = calc_standing(
            approved, line.last ? std::optional(line.last->local_day) : std::nullopt, today);
        const auto home = std::ranges::find(*organisations, line.current.plan.organisation_key,
                                            &Organisation::key);
        if (home != organisations->end() && !is_open(*home, today))
            line.standing = {PlanState::closed_down, {}};
        list.push_back(std::move(line));
    }
    return list;
}

} // namespace roster::service
