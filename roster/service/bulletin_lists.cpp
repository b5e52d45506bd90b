// Homes by name: what lacks, whom to commend; and the rows behind a number.
#include "roster/service/bulletin_reckoning.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <set>

namespace roster::service {

using namespace roster::domain;
using sim::core::Result;

namespace {

std::string day_text(const std::optional<Date>& day) {
    return day ? iso(*day) : std::string();
}

/// The rule of commendation: everything that the bulletin counts is there and is whole.
bool is_commended(const HomeFacts& home) {
    using enum BulletinField;
    const bool due = home.count(drill_due) > 0;
    const bool team = home.count(team_due) == home.count(team_built);
    const bool people = home.count(staff) > 0 && home.count(trained) == home.count(staff);
    const bool rounds = home.amount(patrol_due) > 0 &&
                        home.amount(patrol_done) == home.amount(patrol_due) &&
                        home.amount(self_check_done) == home.amount(self_check_due);
    const bool sound = home.count(findings_overdue) == 0 && home.count(major_open) == 0 &&
                       home.count(life_safety_open) == 0 && home.count(expired) == 0 &&
                       home.count(revoked) == 0;
    return due && home.count(drill_done) > 0 && team && people && rounds && sound;
}

int number(std::size_t count) {
    return static_cast<int>(count);
}

void add_home(const BulletinMatter& matter, std::int64_t id, const HomeFacts& home,
              const HomeLine& line, BulletinLists& lists) {
    using enum BulletinField;
    const auto with = [&](std::string day, std::optional<int> have, std::optional<int> want) {
        HomeLine one = line;
        one.day = std::move(day);
        one.have = have;
        one.want = want;
        return one;
    };
    if (home.count(findings_overdue) > 0)
        lists.findings.push_back(
            with(day_text(home.oldest_deadline), number(home.count(findings_overdue)), {}));
    if (home.count(findings_undated) > 0)
        lists.undated.push_back(
            with(day_text(home.oldest_undated), number(home.count(findings_undated)), {}));
    if (home.count(duty_absent) > 0)
        lists.absent.push_back(
            with("", number(home.count(duty_absent)), number(home.count(duty_calls))));
    if (home.count(duty_planned_homes) > 0 && home.count(duty_signed_homes) == 0)
        lists.unsigned_duty.push_back(line);
    if (!home.counted) return;
    if (home.count(drill_open) > 0) {
        const auto last = matter.tables.last_drill.find(id);
        lists.drill.push_back(
            with(last == matter.tables.last_drill.end() ? "" : iso(last->second), {}, {}));
        (home.drill_overdue ? lists.drill_overdue : lists.drill_open).push_back(lists.drill.back());
    }
    if (home.count(trained) < home.count(staff))
        lists.training.push_back(with("", number(home.count(trained)), number(home.count(staff))));
    if (home.count(team_built) < home.count(team_due))
        lists.team.push_back(with(
            "", home.count(team_absent) > 0 ? std::nullopt : std::optional(home.best_team_count),
            {}));
    if (home.count(expired) > 0)
        lists.certificates.push_back(
            with(day_text(home.first_expiry), number(home.count(expired)), {}));
    if (home.count(patrol_silent) > 0) lists.silent.push_back(line);
    if (home.count(no_record) > 0) lists.no_record.push_back(line);
    if (is_commended(home)) lists.commended.push_back(line);
}

/// Rows that prove what is counted of a home or a person.
class Evidence {
public:
    Evidence(store::Database& database, const BulletinMatter& matter)
        : database_(database), matter_(matter) {}

    Result<std::vector<store::SourceRow>> of(const store::SourceRow& row, BulletinField field) {
        if (row.table == "organisation") return of_home(row.id, field);
        if (row.table == "finding") return of_finding(row.id);
        if (field == BulletinField::trained) return of_person(row.id);
        return std::vector<store::SourceRow>{};
    }

private:
    Result<std::vector<store::SourceRow>> of_home(std::int64_t id, BulletinField field) {
        using enum BulletinField;
        switch (field) {
        case drill_done:
        case drill_open:
            return drills(matter_.homes.at(id));
        case team_built:
        case team_due: {
            std::vector<std::int64_t> teams;
            for (const auto& team : matter_.tables.teams)
                if (team.organisation_id == id) teams.push_back(team.id);
            return store::load_sources(database_, "team", teams);
        }
        case patrol_done:
            return inspections(id, {InspectionKind::daily_patrol});
        case self_check_done:
            return inspections(id, {InspectionKind::monthly_self_check});
        case town_visits:
            return inspections(id, {InspectionKind::town_monthly});
        case county_visits:
            return inspections(id, {InspectionKind::county_visit, InspectionKind::county_joint});
        case duty_signed_homes:
        case duty_signed_hours:
        case duty_planned_homes:
        case duty_planned_hours:
        case duty_no_shows:
            return duty(id, field);
        case city_visits:
            return inspections(id, {InspectionKind::city_sample, InspectionKind::city_patrol});
        default:
            return std::vector<store::SourceRow>{};
        }
    }
    Result<std::vector<store::SourceRow>> of_person(std::int64_t id) {
        if (activities_.empty())
            if (auto read = read_activities(); !read) return tl::unexpected(read.error());
        std::vector<store::SourceRow> rows;
        if (const auto at = matter_.trainings.find(id); at != matter_.trainings.end())
            for (const std::int64_t activity : at->second)
                rows.push_back(activities_.at(activity));
        return rows;
    }

    /// The steps of a finding up to the day of the bulletin: its state is the last of them.
    Result<std::vector<store::SourceRow>> of_finding(std::int64_t id) {
        const auto ids =
            store::list_step_rows(database_, id, Instant{matter_.day + Days{1}} - local_offset);
        if (!ids) return tl::unexpected(ids.error());
        auto rows = store::load_sources(database_, "finding_step", *ids);
        if (!rows) return rows;
        for (store::SourceRow& row : *rows) {
            if (const auto at = find_instant(row.day)) row.day = iso(calc_local_day(*at));
            if (const auto state = find_named<FindingState>(finding_state_names, row.text))
                row.text = sim::core::tr(word(*state));
        }
        return rows;
    }

    Result<std::vector<store::SourceRow>> drills(const HomeFacts& home) {
        std::vector<store::SourceRow> rows;
        for (const auto* drill : home.drills) {
            const auto found = store::load_sources(database_, std::string(drill->deed.source),
                                                   {drill->deed.source_id});
            if (!found) return found;
            rows.insert(rows.end(), found->begin(), found->end());
        }
        return rows;
    }
    Result<std::vector<store::SourceRow>> inspections(std::int64_t id,
                                                      std::initializer_list<InspectionKind> kinds) {
        std::vector<std::int64_t> ids;
        for (const InspectionKind kind : kinds) {
            const auto found =
                store::list_inspection_rows(database_, matter_.homes.at(id).organisation->key, kind,
                                            {matter_.period.first, matter_.inspected_until});
            if (!found) return tl::unexpected(found.error());
            ids.insert(ids.end(), found->begin(), found->end());
        }
        std::ranges::sort(ids);
        return store::load_sources(database_, "inspection", ids);
    }

    /// Rosters behind what was planned, sign-ins behind what was attended; both of a no-show.
    Result<std::vector<store::SourceRow>> duty(std::int64_t id, BulletinField field) {
        using enum BulletinField;
        const std::string& key = matter_.homes.at(id).organisation->key;
        const DaySpan days{matter_.period.first, matter_.inspected_until};
        std::vector<store::SourceRow> rows;
        for (const char* table : {"duty_roster", "duty_sign"}) {
            const bool planned = std::string_view(table) == "duty_roster";
            const bool wanted = field == duty_no_shows || planned == (field == duty_planned_homes ||
                                                                      field == duty_planned_hours);
            if (!wanted) continue;
            const auto ids = store::list_duty_rows(database_, table, key, days);
            if (!ids) return tl::unexpected(ids.error());
            const auto found = store::load_sources(database_, table, *ids);
            if (!found) return found;
            rows.insert(rows.end(), found->begin(), found->end());
        }
        return rows;
    }

    /// Every training that somebody's is counted from, read at once: many people share each.
    Result<void> read_activities() {
        std::set<std::int64_t> ids;
        for (const auto& [person, activities] : matter_.trainings)
            ids.insert(activities.begin(), activities.end());
        auto found = store::load_sources(database_, "activity", {ids.begin(), ids.end()});
        if (!found) return tl::unexpected(found.error());
        for (store::SourceRow& row : *found)
            activities_.emplace(row.id, std::move(row));
        return {};
    }

    store::Database& database_;
    const BulletinMatter& matter_;
    std::map<std::int64_t, store::SourceRow> activities_;
};

/// Rows that are counted, as the line of the whole part counts them; of days and months the homes
/// that have any.
std::vector<std::int64_t> subjects(const BulletinMatter& matter, BulletinField field) {
    std::vector<const HomeFacts*> homes;
    std::vector<std::int64_t> with_amount;
    const auto f = static_cast<std::size_t>(field);
    for (const std::size_t i : matter.part) {
        const std::int64_t id = matter.id_of(i);
        homes.push_back(&matter.homes.at(id));
        if (homes.back()->amounts[f] > 0) with_amount.push_back(id);
    }
    if (!info(field).table.empty()) return make_row("", "", homes).rows[f];
    std::ranges::sort(with_amount);
    return with_amount;
}

} // namespace

BulletinLists make_lists(const BulletinMatter& matter, const std::vector<std::string>& part_names) {
    BulletinLists lists;
    std::vector<std::size_t> by_key = matter.part;
    std::ranges::sort(by_key, {}, [&](std::size_t i) -> const std::string& {
        return matter.organisations[i].key;
    });
    for (const std::size_t i : by_key) {
        const std::int64_t id = matter.id_of(i);
        const HomeFacts& home = matter.homes.at(id);
        const HomeLine line{
            home.organisation->key, home.organisation->name, part_names[home.part], "", {}, {}};
        add_home(matter, id, home, line, lists);
    }
    return lists;
}

Result<std::vector<Trace>> explain_bulletin(store::Database& database,
                                            const std::string& organisation_key,
                                            const HalfYear& half, Date today, BulletinField field) {
    const auto matter = load_matter(database, organisation_key, half, today);
    if (!matter) return tl::unexpected(matter.error());
    const std::string table(info(field).table.empty() ? "organisation" : info(field).table);
    const auto found = store::load_sources(database, table, subjects(*matter, field));
    if (!found) return tl::unexpected(found.error());
    Evidence evidence(database, *matter);
    std::vector<Trace> traces;
    for (const store::SourceRow& row : *found) {
        auto rows = evidence.of(row, field);
        if (!rows) return tl::unexpected(rows.error());
        traces.push_back({row, std::move(*rows)});
    }
    return traces;
}

} // namespace roster::service
