/// The half-year bulletin (半年通报) of any part of the tree: a table of its parts, ranks, lists of
/// homes by name, homes to commend, and the rows behind each number. Reads only. A period that is
/// over answers the same from the same database for ever.
#pragma once
#include "roster/domain/finding.h"
#include "roster/domain/organisation.h"
#include "roster/domain/window.h"
#include "roster/store/bulletin_table.h"
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roster::service {

/// Half of a year.
struct HalfYear {
    domain::DaySpan span;
    std::string name; ///< "2026H1"
};
/// "2026H1" or "2026-H1"; nothing otherwise.
[[nodiscard]] std::optional<HalfYear> find_half_year(std::string_view text);

/// What is counted; each number is a number of rows or of days and months.
enum class BulletinField {
    homes,           ///< open institutions
    homes_new,       ///< of them opened in the period: their first half-year is the next
    no_record,       ///< of them without any row of the period
    drill_due,       ///< homes that a rule asks for a drill in a window that ends in the period
    drill_done,      ///< of them with the real drills asked for
    drill_open,      ///< of them without; overdue once the period is over
    staff,           ///< people with a post whom a rule asks for a training that ends in the period
    staff_not_bound, ///< the others with a post: their first window is a later one
    on_leave,        ///< people on leave of more than 90 days
    staff_unknown,   ///< homes without anybody on file
    trained,         ///< of the staff, with every training asked for, none of them failed
    team_due,        ///< homes in which people sleep
    team_built,      ///< of them with a team of 5 to 15
    team_absent,     ///< of them without any team on file
    certificates,    ///< that speak for their holder (domain/certificate.h)
    expired,         ///< of them run out on the day
    expiring,        ///< of them running out within 90 days
    revoked,         ///< of them revoked
    patrol_due,      ///< days on which homes with a record had to patrol
    patrol_done,     ///< of them with a daily patrol
    self_check_due,  ///< whole months in which they had to check themselves
    self_check_done, ///< of them checked
    patrol_silent,   ///< homes without a daily patrol or self-check on record
    town_visits,     ///< inspections of the town
    county_visits,   ///< of the county
    city_visits,     ///< of the city
    findings_carried,   ///< open when the period began
    findings_found,     ///< found in the period
    findings_closed,    ///< of both, closed in the period
    findings_open,      ///< of both, open on the day
    findings_overdue,   ///< of those, past their deadline
    findings_undated,   ///< of those, without a deadline: nobody has taken them up
    major_open,         ///< of those, major
    life_safety_open,   ///< of those, a danger to life
    duty_planned_homes, ///< places with a published roster in the period
    duty_signed_homes,  ///< places where somebody signed in
    duty_planned_hours, ///< person-hours as published, whole ones of each place; proves nothing
    duty_signed_hours,  ///< person-hours between signing in and out: those that were attended
    duty_no_shows,      ///< planned shifts to which nobody of that name signed in
    duty_calls,         ///< calls to a post (查岗)
    duty_answered,      ///< of them answered in time by somebody signed in there
    duty_absent,        ///< of them not: 脱岗
};
inline constexpr std::size_t bulletin_field_count = 42;
struct FieldInfo {
    std::string_view name;  ///< in JSON and in --explain
    std::string_view table; ///< of the rows that are counted; empty: days, months, inspections
    const char* heading;    ///< message id
};
[[nodiscard]] const FieldInfo& info(BulletinField field) noexcept;
[[nodiscard]] std::optional<BulletinField> find_field(std::string_view name) noexcept;

/// Shares that parts are ranked by.
enum class BulletinRate { drill, training, team, closed };
inline constexpr std::array<std::string_view, 4> bulletin_rate_names{"drill", "training", "team",
                                                                     "closed"};

/// One line of the table. A number that nobody reported is missing, never 0.
struct BulletinRow {
    std::string key, name;
    std::array<std::optional<int>, bulletin_field_count> values{};
    std::array<std::vector<std::int64_t>, bulletin_field_count> rows; ///< what was counted
    std::array<int, bulletin_rate_names.size()> ranks{}; ///< 1 is best, ties share; 0: none

    [[nodiscard]] std::optional<int> operator[](BulletinField field) const noexcept {
        return values[static_cast<std::size_t>(field)];
    }
    struct Share {
        int part = 0, whole = 0;
    };
    /// Nothing when a number is missing or the whole is 0.
    [[nodiscard]] std::optional<Share> share(BulletinRate rate) const noexcept;
    /// Of the daily patrols.
    [[nodiscard]] std::optional<Share> patrol_share() const noexcept;
};
/// carried + found = closed + open, of one source.
struct FindingFlow {
    int carried = 0, found = 0, closed = 0, open = 0, overdue = 0, major_open = 0;
};
/// A home that is named.
struct HomeLine {
    std::string key, name, part; ///< part of the table in which it lies
    std::string day;             ///< last drill, oldest deadline, expiry; empty: none
    std::optional<int> have, want;
};
struct BulletinLists {
    std::vector<HomeLine> drill;         ///< without the drill; day: last one on record
    std::vector<HomeLine> drill_overdue; ///< those of them that missed a window that has ended
    std::vector<HomeLine> drill_open;    ///< and the others, who still have time
    std::vector<HomeLine> training;      ///< trained and staff
    std::vector<HomeLine> team;          ///< members, or nothing without a team
    std::vector<HomeLine> findings;      ///< overdue ones; day: oldest deadline
    std::vector<HomeLine> undated;       ///< findings without a deadline; day: the oldest was found
    std::vector<HomeLine> certificates;  ///< run out; day: the first
    std::vector<HomeLine> silent;        ///< no patrol, no self-check on record
    std::vector<HomeLine> no_record;
    std::vector<HomeLine> absent;        ///< 脱岗; how many of how many calls
    std::vector<HomeLine> unsigned_duty; ///< a roster and not one sign-in: no zero, no record
    std::vector<HomeLine> commended;
};
struct Bulletin {
    std::string top_key, top_name;
    HalfYear half;
    domain::Date day{};             ///< how things stood on it
    bool over = false;              ///< the period is over: what is not done is overdue
    std::vector<BulletinRow> parts; ///< next level of the tree, by key
    BulletinRow total;              ///< who works in two parts counts once
    std::array<FindingFlow, domain::finding_source_names.size()> by_source{};
    BulletinLists lists;
    std::vector<std::string> drill_sources;    ///< of the rules that ask for the drill
    std::vector<std::string> training_sources; ///< and of those for the training
    std::optional<BulletinRow::Share> mastery; ///< 掌握率 of everybody on the roll; none: nobody is
};
/// @param today before the end of the period: how things stand today
/// Errors: bad_input (no such organisation; the period has not begun).
/// Cost: a city within 2 s, a province with ten years within 30 s.
[[nodiscard]] sim::core::Result<Bulletin> make_bulletin(store::Database& database,
                                                        const std::string& organisation_key,
                                                        const HalfYear& half, domain::Date today);

/// One row that a number counts, and the rows that prove it.
struct Trace {
    store::SourceRow subject;
    std::vector<store::SourceRow> evidence;
};
/// The rows behind one number of the line of `organisation_key`.
[[nodiscard]] sim::core::Result<std::vector<Trace>>
explain_bulletin(store::Database& database, const std::string& organisation_key,
                 const HalfYear& half, domain::Date today, BulletinField field);

} // namespace roster::service
