#include "roster/domain/organisation.h"

#include "sim/core/text.h"
#include <algorithm>
#include <map>

namespace roster::domain {

using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

namespace {

using Positions = std::map<std::string_view, std::size_t>;

Positions positions_of(std::span<const Organisation> organisations) {
    Positions positions;
    for (std::size_t i = 0; i < organisations.size(); ++i)
        positions.emplace(organisations[i].key, i);
    return positions;
}

/// 0 at the top; what may stand below what. Offices of one county may stand side by side.
int rank_of(OrganisationKind kind) noexcept {
    switch (kind) {
    case OrganisationKind::province:
        return 0;
    case OrganisationKind::city:
        return 1;
    case OrganisationKind::county:
        return 2;
    case OrganisationKind::bureau:
        return 3;
    case OrganisationKind::town_office:
        return 4;
    default:
        return 5;
    }
}

bool is_bureau_in_its_area(const Organisation& child) noexcept {
    return child.kind == OrganisationKind::bureau;
}

} // namespace

const char* word(OrganisationKind kind) noexcept {
    constexpr const char* words[] = {
        "养老院", "民政局", "镇（街道、园区）", "救助站",     "儿童福利院", "省",
        "市",     "县区",   "局属单位",         "社会福利院", "敬老院",     "未保站",
        "殡仪馆", "公墓",   "福彩中心",         "互助点",     "社区",       "第三方机构",
        "其他"};
    return words[static_cast<int>(kind)];
}

const char* word(WatchRoom room) noexcept {
    constexpr const char* words[] = {"没有", "消防控制室", "值班室"};
    return words[static_cast<int>(room)];
}

const char* word(Ownership ownership) noexcept {
    constexpr const char* words[] = {"不清楚", "公办", "民办", "公建民营"};
    return words[static_cast<int>(ownership)];
}

const char* word(KitchenFuel fuel) noexcept {
    constexpr const char* words[] = {"不清楚", "没有厨房", "管道气", "瓶装气", "电", "醇基燃料"};
    return words[static_cast<int>(fuel)];
}

bool is_institution(OrganisationKind kind) noexcept {
    using enum OrganisationKind;
    switch (kind) {
    case home:
    case rescue_station:
    case childrens_home:
    case welfare_institution:
    case rural_home:
    case child_protection:
    case funeral_home:
    case cemetery:
    case lottery_center:
        return true;
    default:
        return false;
    }
}

bool is_residential(OrganisationKind kind) noexcept {
    using enum OrganisationKind;
    return kind == home || kind == childrens_home || kind == welfare_institution ||
           kind == rural_home;
}

Problems check_tree(std::span<const Organisation> organisations) {
    Problems problems;
    const Positions positions = positions_of(organisations);
    for (std::size_t i = 0; i < organisations.size(); ++i) {
        const Organisation& one = organisations[i];
        if (positions.at(one.key) != i)
            problems.push_back({"", one.key, tr("单位编号重复"), tr("每个单位一个编号")});
        if (one.parent_key.empty()) continue;
        const auto parent = positions.find(one.parent_key);
        if (parent == positions.end()) {
            problems.push_back(
                {"", one.key, trf("没有上级单位 {}", one.parent_key), tr("已登记的单位")});
            continue;
        }
        const Organisation& above = organisations[parent->second];
        if (rank_of(above.kind) > rank_of(one.kind) ||
            (is_bureau_in_its_area(one) && rank_of(above.kind) == rank_of(one.kind)))
            problems.push_back({"", one.key,
                                trf("{}不能在{}下面", tr(word(one.kind)), tr(word(above.kind))),
                                tr("省 → 市 → 县区 → 局、镇 → 机构")});
    }
    for (const Organisation& one : organisations) {
        std::size_t steps = 0;
        for (auto at = positions.find(one.parent_key);
             at != positions.end() && steps <= organisations.size();
             at = positions.find(organisations[at->second].parent_key))
            ++steps;
        if (steps > organisations.size())
            problems.push_back({"", one.key, tr("上下级绕成了圈"), tr("一棵树")});
    }
    return problems;
}

std::vector<std::size_t> list_subtree(std::span<const Organisation> organisations,
                                      std::string_view key) {
    std::multimap<std::string_view, std::size_t> children;
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < organisations.size(); ++i) {
        if (organisations[i].key == key)
            found.push_back(i);
        else
            children.emplace(organisations[i].parent_key, i);
    }
    if (found.empty()) return found;
    for (std::size_t next = 0; next < found.size(); ++next) {
        const auto [begin, end] = children.equal_range(organisations[found[next]].key);
        std::vector<std::size_t> below;
        for (auto at = begin; at != end; ++at)
            below.push_back(at->second);
        std::ranges::sort(below, {}, [&](std::size_t i) { return organisations[i].key; });
        found.insert(found.end(), below.begin(), below.end());
    }
    return found;
}

std::vector<std::size_t> list_ancestors(std::span<const Organisation> organisations,
                                        std::string_view key) {
    const Positions positions = positions_of(organisations);
    std::vector<std::size_t> path;
    for (auto at = positions.find(key); at != positions.end() && path.size() <= positions.size();
         at = positions.find(organisations[at->second].parent_key))
        path.push_back(at->second);
    return path;
}

bool is_open(const Organisation& organisation, Date day) noexcept {
    return (!organisation.opened_on || *organisation.opened_on <= day) &&
           (!organisation.closed_on || day <= *organisation.closed_on);
}

} // namespace roster::domain
