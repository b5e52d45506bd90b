#include "roster/service/duty_conditions.h"

#include "roster/domain/plain_text.h"
#include "roster/service/duty_entry.h"
#include "roster/service/journal.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

nlohmann::ordered_json row_json(const store::DutyConditionRow& row) {
    nlohmann::ordered_json json{{"kind", name_of(condition_kind_names, row.kind)},
                                {"person", row.person_key}};
    if (!row.other_key.empty()) json["other"] = row.other_key;
    if (!row.organisation_key.empty()) json["organisation"] = row.organisation_key;
    if (row.basis) json["basis"] = name_of(ban_basis_names, *row.basis);
    json["from"] = iso(row.from_day);
    json["until"] =
        row.until_day ? nlohmann::ordered_json(iso(*row.until_day)) : nlohmann::ordered_json();
    if (!row.shift.empty()) json["shift"] = row.shift;
    if (row.weight_count) json["weight_count"] = *row.weight_count;
    if (!row.reason.empty()) json["reason"] = row.reason;
    if (row.corrects_id != 0) json["corrects"] = row.corrects_id;
    if (row.withdrawn) json["withdrawn"] = true;
    return json;
}

Result<std::int64_t> write_row(store::Database& database, const store::DutyConditionRow& row,
                               const store::DutyConditionRow* before, const char* action,
                               const store::Entry& entry) {
    const auto id = store::insert_duty_condition(database, row, entry);
    if (!id) return id;
    const nlohmann::ordered_json stood = before ? row_json(*before) : nlohmann::ordered_json();
    if (auto noted = note(database, action, fmt::format("duty_condition/{}", *id), stood,
                          row_json(row), entry);
        !noted)
        return tl::unexpected(noted.error());
    return id;
}

/// People who belong to the place: its own, and whoever holds or held a post there.
Result<std::set<std::string>> load_staff(store::Database& database,
                                         const std::string& organisation_key) {
    std::set<std::string> staff;
    const auto persons = store::load_persons(database, organisation_key);
    if (!persons) return tl::unexpected(persons.error());
    for (const Person& one : *persons)
        staff.insert(one.key);
    const auto posts = store::load_posts(database, organisation_key);
    if (!posts) return tl::unexpected(posts.error());
    for (const PostAssignment& one : *posts)
        if (one.organisation_key == organisation_key) staff.insert(one.person_key);
    return staff;
}

void check_person(const store::PersonDays& people, const std::set<std::string>& staff,
                  const std::string& key, const char* at, Date day, Problems& problems) {
    const std::size_t before = problems.size();
    check_employed(people, key, at, day, problems);
    if (problems.size() == before && !staff.contains(key))
        problems.push_back({"", at, trf("{} 不是这个单位的人", key), tr("本单位的人")});
}

void check_days(const DutyConditionEntry& one, Problems& problems) {
    if (one.until && *one.until < one.from)
        problems.push_back({"", "/until", tr("最后一天早于第一天"), ""});
    else if (is_wish(one.kind) && one.until &&
             calc_days_between(one.from, *one.until) >= wish_days_most)
        problems.push_back({"", "/until", tr("一次意愿的日子太多"),
                            trf("至多 {} 天；长期的写请假或限制", wish_days_most)});
}

/// What the kind needs, and what it does not have.
void check_fields(const DutyConditionEntry& one, Problems& problems) {
    if (is_ban(one.kind) && !one.basis)
        problems.push_back(
            {"", "/basis", tr("没有写限制的依据"), tr("孕期、哺乳期、医疗证明；不写病名")});
    if (!is_ban(one.kind) && one.basis)
        problems.push_back({"", "/basis", tr("只有不上夜班、不上班、不上长班要写依据"), ""});
    if (is_ban(one.kind) && !one.reason.empty())
        problems.push_back(
            {"", "/reason", tr("限制只写依据的种类，不写缘由和病名"), tr("去掉这一项")});
    if (is_pair(one.kind) && (one.other_key.empty() || one.other_key == one.person_key))
        problems.push_back({"", "/other", tr("同班、不同班要写两个人"), tr("另一个人")});
    if (!is_pair(one.kind) && !one.other_key.empty())
        problems.push_back({"", "/other", tr("只有同班、不同班有第二个人"), ""});
    if (!is_wish(one.kind) && !one.shift.empty())
        problems.push_back({"", "/shift", tr("只有意愿可以写班次"), ""});
    if (!is_wish(one.kind) && one.weight_count)
        problems.push_back({"", "/weight", tr("只有意愿有分量"), ""});
    const int weight = one.weight_count.value_or(1);
    if (weight < 1 || weight > wish_weight_most)
        problems.push_back(
            {"", "/weight", trf("{} 超出范围", weight), trf("{} 到 {}", 1, wish_weight_most)});
}

bool overlap(const store::DutyConditionRow& a, const store::DutyConditionRow& b) {
    return (!b.until_day || a.from_day <= *b.until_day) &&
           (!a.until_day || b.from_day <= *a.until_day);
}

/// Two rows that say the same, or that cannot both be meant.
bool are_rivals(const store::DutyConditionRow& a, const store::DutyConditionRow& b) {
    if (!overlap(a, b)) return false;
    if (is_pair(a.kind) && is_pair(b.kind))
        return std::minmax(a.person_key, a.other_key) == std::minmax(b.person_key, b.other_key);
    if (a.person_key != b.person_key) return false;
    return a.kind == b.kind || (is_wish(a.kind) && is_wish(b.kind));
}

Result<void> require_no_rival(store::Database& database, const std::string& organisation_key,
                              const store::DutyConditionRow& row) {
    const auto on_file = store::load_duty_conditions(database, organisation_key, row.from_day);
    if (!on_file) return tl::unexpected(on_file.error());
    for (const store::DutyConditionRow& one : *on_file)
        if (are_rivals(one, row))
            return make_error(Errc::conflict,
                              {"", "/from",
                               trf("这些天已经登记：第 {} 条，{}，{} 到 {}", one.id,
                                   tr(word(one.kind)), iso(one.from_day),
                                   one.until_day ? iso(*one.until_day) : std::string(tr("未定"))),
                               tr("先结束或撤回那一条：yanlian duty condition end|withdraw 编号")});
    return {};
}

Result<void> require_standing(const store::FoundDutyCondition& found) {
    if (found.corrected_by == 0 && !found.row.withdrawn) return {};
    const std::string what = found.row.withdrawn ? trf("第 {} 条是撤回", found.row.id)
                                                 : trf("第 {} 条已经由第 {} 条结束或撤回",
                                                       found.row.id, found.corrected_by);
    return make_error(Errc::conflict,
                      {"", "/condition", what, tr("编号见 yanlian duty condition list")});
}

store::DutyConditionRow to_row(const DutyConditionEntry& one) {
    store::DutyConditionRow row;
    row.kind = one.kind;
    row.person_key = one.person_key;
    row.other_key = one.other_key;
    if (!is_ban(one.kind)) row.organisation_key = one.organisation_key;
    row.basis = one.basis;
    row.from_day = one.from;
    row.until_day = one.until;
    row.reason = one.reason;
    if (!is_wish(one.kind)) return row;
    row.until_day = one.until.value_or(one.from);
    row.shift = one.shift;
    row.weight_count = one.weight_count.value_or(1);
    return row;
}

} // namespace

Result<std::int64_t> add_duty_condition(store::Database& database, const DutyConditionEntry& one,
                                        const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        const auto people = store::load_person_days(database);
        if (!people) return tl::unexpected(people.error());
        const auto staff = load_staff(database, one.organisation_key);
        if (!staff) return tl::unexpected(staff.error());
        Problems problems;
        check_person(*people, *staff, one.person_key, "/person", one.from, problems);
        if (!one.other_key.empty() && one.other_key != one.person_key)
            check_person(*people, *staff, one.other_key, "/other", one.from, problems);
        check_days(one, problems);
        check_fields(one, problems);
        check_who(entry, problems);
        if (!problems.empty()) return make_error(std::move(problems));
        const store::DutyConditionRow row = to_row(one);
        if (auto fresh = require_no_rival(database, one.organisation_key, row); !fresh)
            return tl::unexpected(fresh.error());
        return write_row(database, row, nullptr, "duty.condition", entry);
    });
}

Result<std::int64_t> end_duty_condition(store::Database& database, const DutyConditionEnd& end,
                                        const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        const auto found = store::find_duty_condition(database, end.organisation_key, end.id);
        if (!found) return tl::unexpected(found.error());
        Problems problems;
        if (!*found)
            problems.push_back({"", "/condition", trf("没有这一条：{}", end.id),
                                tr("编号见 yanlian duty condition list")});
        if (trim(end.reason).empty())
            problems.push_back({"", "/reason", tr("结束、撤回要写原因"), ""});
        check_who(entry, problems);
        if (*found && end.last) {
            const store::DutyConditionRow& stood = (*found)->row;
            if (*end.last < stood.from_day)
                problems.push_back({"", "/last", trf("早于第一天 {}", iso(stood.from_day)),
                                    tr("从来没有这回事就撤回")});
            else if (stood.until_day && *end.last >= *stood.until_day)
                problems.push_back({"", "/last", trf("原来到 {} 就结束", iso(*stood.until_day)),
                                    tr("更早的一天；延长就再登记一条")});
        }
        if (!problems.empty()) return make_error(std::move(problems));
        if (auto standing = require_standing(**found); !standing)
            return tl::unexpected(standing.error());
        store::DutyConditionRow row = (*found)->row;
        row.corrects_id = row.id;
        row.withdrawn = !end.last;
        if (end.last) row.until_day = end.last;
        row.reason = end.reason;
        return write_row(database, row, &(*found)->row,
                         end.last ? "duty.condition_end" : "duty.condition_withdraw", entry);
    });
}

} // namespace roster::service
