#include "roster/service/visits.h"

#include "roster/service/journal.h"
#include "roster/service/organisations.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

std::vector<std::string> open_homes(const std::vector<Organisation>& all, const std::string& top,
                                    Date day) {
    std::vector<std::string> keys;
    for (const std::size_t i : list_subtree(all, top))
        if (is_institution(all[i].kind) && is_open(all[i], day)) keys.push_back(all[i].key);
    return keys;
}

/// A bureau often stands beside its homes, not above them.
Result<std::pair<std::string, std::vector<std::string>>>
find_homes(store::Database& database, const std::string& office_key, Date day) {
    const auto all = list_part(database, "");
    if (!all) return tl::unexpected(all.error());
    const auto office = std::ranges::find(*all, office_key, &Organisation::key);
    if (office == all->end())
        return make_error(Errc::bad_input, {"", "--org", trf("数据库里没有单位 {}", office_key),
                                            tr("已登记的单位")});
    std::string top = office_key;
    auto homes = open_homes(*all, top, day);
    if (homes.empty() && !office->parent_key.empty()) {
        top = office->parent_key;
        homes = open_homes(*all, top, day);
    }
    if (homes.empty())
        return make_error(Errc::bad_input,
                          {"", "--org", trf("{} 下面没有在办的机构", office->name), ""});
    std::ranges::sort(homes);
    return std::pair(std::move(top), std::move(homes));
}

/// Institutions below that open after `day`, that year.
Result<std::vector<Organisation>> list_later(store::Database& database, const std::string& top,
                                             Date day, Date year_end) {
    auto part = list_part(database, top);
    if (!part) return tl::unexpected(part.error());
    std::erase_if(*part, [&](const Organisation& one) {
        return !is_institution(one.kind) || !one.opened_on || *one.opened_on <= day ||
               *one.opened_on > year_end;
    });
    return std::move(*part);
}

constexpr InspectionKind county_kinds[] = {InspectionKind::county_visit,
                                           InspectionKind::county_joint};

Result<void> write_plans(store::Database& database, const std::vector<VisitPlan>& plans,
                         const store::Entry& stamp) {
    for (const VisitPlan& plan : plans)
        if (auto id = store::insert_visit_plan(database, plan, stamp); !id)
            return tl::unexpected(id.error());
    return {};
}

nlohmann::ordered_json plan_json(const std::vector<VisitPlan>& plans) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const VisitPlan& plan : plans)
        json.push_back(fmt::format("{} {}", iso(plan.planned_day), plan.organisation_key));
    return json;
}

/// Takes back what is open from a day on; answers what it was.
Result<std::vector<VisitPlan>> clear_plans(store::Database& database, const std::string& office,
                                           int year, Date from, const store::Entry& stamp) {
    const auto home_part = find_homes(database, office, from);
    if (!home_part) return tl::unexpected(home_part.error());
    const auto rows = store::load_visit_plans(database, home_part->first, year);
    if (!rows) return tl::unexpected(rows.error());
    std::vector<VisitPlan> cleared;
    for (const store::VisitPlanRow& row : *rows) {
        if (row.inspection_id != 0 || row.plan.by_key != office || row.plan.planned_day < from ||
            row.plan.kind != InspectionKind::county_visit)
            continue;
        if (auto done = store::withdraw_visit_plan(database, row.plan.id, stamp); !done)
            return tl::unexpected(done.error());
        cleared.push_back(row.plan);
    }
    return cleared;
}

} // namespace

Result<CountyPlan> plan_county(store::Database& database, const std::string& office_key,
                               const VisitWish& wish) {
    const Date first = make_date(std::clamp(wish.year, first_year, last_year), 1, 1);
    const auto homes = find_homes(database, office_key, wish.from.value_or(first));
    if (!homes) return tl::unexpected(homes.error());
    const auto rows = store::load_inspections(database, homes->first, first - Days{366},
                                              first + Days{365}, county_kinds);
    if (!rows) return tl::unexpected(rows.error());
    std::map<std::string, HomeToVisit> by_key;
    for (const std::string& key : homes->second)
        by_key[key].key = key;
    for (const store::InspectionRow& row : *rows) {
        const auto at = by_key.find(row.inspection.organisation_key);
        if (at == by_key.end() || row.inspection.result == InspectionResult::not_possible) continue;
        const Date day = row.inspection.local_day;
        at->second.last_day = std::max(at->second.last_day.value_or(day), day);
        at->second.done_count += day >= first && day <= make_date(wish.year, 12, 31);
    }
    std::vector<HomeToVisit> to_visit;
    for (auto& [key, home] : by_key)
        to_visit.push_back(std::move(home));
    auto visits = plan_visits(to_visit, wish);
    if (!visits) return tl::unexpected(visits.error());
    auto later =
        list_later(database, homes->first, wish.from.value_or(first), make_date(wish.year, 12, 31));
    if (!later) return tl::unexpected(later.error());
    return CountyPlan{calc_visit_load(to_visit, wish), std::move(*visits), std::move(*later)};
}

Result<int> keep_county_plan(store::Database& database, const std::string& office_key,
                             const VisitWish& wish, const CountyPlan& plan,
                             const std::string& who) {
    std::vector<VisitPlan> plans;
    for (const PlannedVisit& visit : plan.visits)
        plans.push_back({0, visit.home_key, office_key, InspectionKind::county_visit, visit.day,
                         visit.round_no, false, 0});
    const store::Entry stamp{read_clock(), who};
    const Date from = wish.from.value_or(make_date(wish.year, 1, 1));
    return in_transaction(database, [&]() -> Result<int> {
        const auto cleared = clear_plans(database, office_key, wish.year, from, stamp);
        if (!cleared) return tl::unexpected(cleared.error());
        if (auto done = write_plans(database, plans, stamp); !done)
            return tl::unexpected(done.error());
        const auto noted = store::append_audit(
            database,
            {0, stamp.at_utc, who, "visit_plan.keep", fmt::format("{}/{}", office_key, wish.year),
             plan_json(*cleared).dump(), plan_json(plans).dump(), "", ""});
        if (!noted) return tl::unexpected(noted.error());
        return static_cast<int>(plans.size());
    });
}

Result<std::vector<store::VisitPlanRow>> list_visit_plans(store::Database& database,
                                                          const std::string& top_key, int year) {
    return store::load_visit_plans(database, top_key, year);
}

Result<CitySample> draw_city_sample(store::Database& database, const std::string& office_key,
                                    int year, double share, std::uint64_t seed, Date today) {
    const auto homes = find_homes(database, office_key, today);
    if (!homes) return tl::unexpected(homes.error());
    const auto candidates = store::load_candidates(database, homes->first, today);
    if (!candidates) return tl::unexpected(candidates.error());
    auto drawn = draw_sample(*candidates, share, seed, year);
    if (!drawn) return tl::unexpected(drawn.error());
    return CitySample{0, year, seed, calc_wanted(static_cast<int>(drawn->size()), share),
                      std::move(*drawn)};
}

namespace {

/// One visit for each chosen home, spread over what is left of the year.
Result<std::vector<VisitPlan>> plan_sample(const std::string& office_key, const CitySample& sample,
                                           Date today, std::int64_t draw_id) {
    std::vector<HomeToVisit> chosen;
    for (const SampledHome& home : sample.homes)
        if (home.chosen) chosen.push_back({home.key, 0, std::nullopt});
    VisitWish wish{sample.year, std::nullopt, 1, 50, 0};
    if (today >= make_date(sample.year, 1, 1) && today <= make_date(sample.year, 12, 31))
        wish.from = today;
    const auto visits = plan_visits(chosen, wish);
    if (!visits) return tl::unexpected(visits.error());
    std::vector<VisitPlan> plans;
    for (const PlannedVisit& visit : *visits)
        plans.push_back({0, visit.home_key, office_key, InspectionKind::city_sample, visit.day, 1,
                         true, draw_id});
    return plans;
}

std::string sample_json(const CitySample& sample) {
    nlohmann::ordered_json chosen = nlohmann::ordered_json::array();
    for (const SampledHome& home : sample.homes)
        if (home.chosen) chosen.push_back(home.key);
    return nlohmann::ordered_json{{"seed", std::to_string(sample.seed)},
                                  {"wanted_count", sample.wanted_count},
                                  {"homes_count", sample.homes.size()},
                                  {"chosen", std::move(chosen)}}
        .dump();
}

} // namespace

Result<std::int64_t> keep_city_sample(store::Database& database, const std::string& office_key,
                                      const CitySample& sample, Date today,
                                      const std::string& who) {
    const store::Entry stamp{read_clock(), who};
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        const auto older = store::load_samples(database, office_key, sample.year);
        if (!older) return tl::unexpected(older.error());
        if (!older->empty())
            return make_error(Errc::conflict,
                              {"", "--year",
                               trf("{} 年已经抽过，种子 {}", sample.year, older->front().seed),
                               tr("每年抽一次；`--show` 显示抽过的")});
        const auto id = store::insert_sample(
            database,
            {0, office_key, sample.year, sample.seed, sample.wanted_count, stamp.at_utc, who},
            sample.homes);
        if (!id) return tl::unexpected(id.error());
        const auto plans = plan_sample(office_key, sample, today, *id);
        if (!plans) return tl::unexpected(plans.error());
        if (auto done = write_plans(database, *plans, stamp); !done)
            return tl::unexpected(done.error());
        if (auto noted = store::append_audit(database, {0, stamp.at_utc, who, "sample.keep",
                                                        fmt::format("sample/{}", *id), "null",
                                                        sample_json(sample), "", ""});
            !noted)
            return tl::unexpected(noted.error());
        return *id;
    });
}

Result<CitySample> load_city_sample(store::Database& database, const std::string& office_key,
                                    int year) {
    const auto draws = store::load_samples(database, office_key, year);
    if (!draws) return tl::unexpected(draws.error());
    if (draws->empty())
        return make_error(Errc::bad_input,
                          {"", "--year", trf("{} 年还没有抽查名单", year), tr("先抽取")});
    const store::SampleDraw& draw = draws->front();
    auto homes = store::load_sample_homes(database, draw.id);
    if (!homes) return tl::unexpected(homes.error());
    return CitySample{draw.id, year, draw.seed, draw.wanted_count, std::move(*homes)};
}

bool is_reproduced(const CitySample& sample) {
    auto again = sample.homes;
    choose_homes(again, sample.wanted_count, sample.seed, sample.year);
    return std::ranges::equal(again, sample.homes, {}, &SampledHome::chosen, &SampledHome::chosen);
}

} // namespace roster::service
