// What homes inspected and left out: the second half of inspections.h.
#include "roster/service/inspections.h"
#include "roster/service/organisations.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr int longest_span_days = 366;

/// The inspections of one home, sorted out.
struct Record {
    std::map<Date, bool> patrols; ///< day, and whether all patrols of it were clean
    std::vector<Date> self_checks, town_checks;
    std::vector<Instant> rounds; ///< patrols with a time, for the nights
    int county = 0, city = 0, maintenance = 0;
};

void add(Record& record, const Inspection& one, bool counted) {
    if (one.result == InspectionResult::not_possible) return;
    if (one.at_utc &&
        (one.kind == InspectionKind::night_patrol || one.kind == InspectionKind::daily_patrol))
        record.rounds.push_back(*one.at_utc);
    if (!counted) return;
    switch (one.kind) {
    case InspectionKind::daily_patrol: {
        const bool clean = one.result == InspectionResult::clean;
        const auto [at, fresh] = record.patrols.try_emplace(one.local_day, clean);
        if (!fresh) at->second = at->second && clean;
        break;
    }
    case InspectionKind::monthly_self_check:
        record.self_checks.push_back(one.local_day);
        break;
    case InspectionKind::town_monthly:
        record.town_checks.push_back(one.local_day);
        break;
    case InspectionKind::county_visit:
    case InspectionKind::county_joint:
        ++record.county;
        break;
    case InspectionKind::city_sample:
    case InspectionKind::city_patrol:
        ++record.city;
        break;
    case InspectionKind::maintenance:
        ++record.maintenance;
        break;
    default:
        break;
    }
}

/// The part of the span in which the home was open and which is over.
DaySpan open_days(const Organisation& home, DaySpan span, Date today) {
    DaySpan days{span.first, std::min(span.last, today - Days{1})};
    if (home.opened_on) days.first = std::max(days.first, *home.opened_on);
    if (home.closed_on) days.last = std::min(days.last, *home.closed_on);
    return days;
}

bool has_town(const std::vector<Organisation>& organisations, const std::string& key) {
    const auto above = list_ancestors(organisations, key);
    return std::ranges::any_of(above, [&](std::size_t i) {
        return organisations[i].kind == OrganisationKind::town_office;
    });
}

HomeCoverage cover(const Organisation& home, bool town, const Record& record, DaySpan days) {
    HomeCoverage line;
    line.organisation_key = home.key;
    line.name = home.name;
    line.county_count = record.county;
    line.city_count = record.city;
    line.maintenance_count = record.maintenance;
    if (days.last < days.first) return line;
    line.days_due = calc_days_between(days.first, days.last) + 1;
    std::vector<Date> patrolled;
    for (const auto& [day, clean] : record.patrols) {
        if (day < days.first || day > days.last) continue;
        patrolled.push_back(day);
        line.clean_count += clean;
    }
    line.patrolled_count = static_cast<int>(patrolled.size());
    line.missed_days = find_missed_days(patrolled, days);
    line.missed_months = find_missed_months(record.self_checks, days);
    if (town) line.town_missed_months = find_missed_months(record.town_checks, days);
    if (!is_residential(home.kind)) return line;
    for (Date evening = days.first; evening <= days.last; evening += Days{1})
        std::ranges::move(find_night_gaps(record.rounds, evening),
                          std::back_inserter(line.night_gaps));
    return line;
}

} // namespace

Result<std::vector<HomeCoverage>>
list_coverage(store::Database& database, const std::string& top_key, DaySpan span, Date today) {
    const int days = calc_days_between(span.first, span.last) + 1;
    if (days < 1 || days > longest_span_days)
        return make_error(Errc::bad_input,
                          {"", "/from", trf("{} 到 {} 不能查", iso(span.first), iso(span.last)),
                           tr("从早到晚，最多 366 天")});
    const auto all = list_part(database, "");
    if (!all) return tl::unexpected(all.error());
    const auto rows = store::load_inspections(database, top_key, span.first, span.last + Days{1});
    if (!rows) return tl::unexpected(rows.error());
    std::map<std::string, Record> records;
    for (const store::InspectionRow& row : *rows)
        add(records[row.inspection.organisation_key], row.inspection,
            row.inspection.local_day <= span.last);
    std::vector<HomeCoverage> lines;
    for (const std::size_t i : list_subtree(*all, top_key)) {
        const Organisation& home = (*all)[i];
        if (!is_institution(home.kind)) continue;
        const DaySpan over = open_days(home, span, today);
        if (home.closed_on && *home.closed_on < span.first) continue;
        lines.push_back(cover(home, has_town(*all, home.key), records[home.key], over));
    }
    std::ranges::sort(lines, {}, &HomeCoverage::organisation_key);
    return lines;
}

} // namespace roster::service
