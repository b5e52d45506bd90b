/// The duty roster as plain values: who, which posts and shifts, which rules, which days, which
/// cells. No database, no solver. Times are local minutes, days are duty days in China
/// (domain/calendar.h). A shift belongs to the day on which it begins.
#pragma once
#include "roster/domain/duty_condition.h"
#include "roster/domain/window.h"
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roster::schedule {

using domain::Date;
using domain::Days;
using domain::DaySpan;
using domain::pair_kind_names;
using domain::PairKind;

inline constexpr int day_min = 24 * 60;

/// What somebody may stand for, from when until when (both days within; no end: open).
/// Certificates, being on the leaders' list, being a carer, being a volunteer are all one thing.
struct DutyQualification {
    std::string key; ///< "leader", "certificate", "carer", "volunteer" …: free words
    Date from{};
    std::optional<Date> until{};
    friend bool operator==(const DutyQualification&, const DutyQualification&) = default;
};

using domain::ban_kind_names;
using domain::BanKind;
struct DutyBan {
    BanKind kind = BanKind::no_night;
    DaySpan days{};
    std::string reason;
    /// Whether somebody may end it early, as a doctor may his own note. Bans of the law never.
    bool liftable = false;
    std::int64_t condition_id = 0; ///< row of the ledger (duty_condition); 0: the file's own
};

/// What was done this calendar year before the first day of the horizon.
struct DutyCounts {
    int total_count = 0;
    int night_count = 0;
    int weekend_count = 0; ///< shifts that begin on days of rest
    int holiday_count = 0; ///< shifts that begin on statutory holidays
    int work_min = 0;      ///< hours that count as working time
    int period_min = 0;    ///< the same since the approved period began (DutyHours)
    friend bool operator==(const DutyCounts&, const DutyCounts&) = default;
};

struct DutyPerson {
    std::string key;
    std::string name;
    std::vector<DutyQualification> qualifications{};
    /// Always; from some day on: a qualification of that name (experienced_qualification).
    bool experienced = false;
    std::vector<DutyBan> bans{};
    int most_month_shifts = 0; ///< own limit, below the rule's; 0: none
    DutyCounts before{};
    int available_days_before = 0; ///< days of the year behind `before`, for shares pro rata
};

struct DutyShift {
    std::string key;
    std::string name;
    int start_min = 0;  ///< 0 to 1439
    int length_min = 0; ///< 1 to 1440; beyond midnight allowed
    /// Counted and limited as a night. Bans look at the minutes beside it (DutyProblem::night).
    bool night = false;
    int rest_after_min = 0; ///< 24 h duty with a day off after it; 0: only the rule's rest
};

enum class DayKind { workday, weekend, holiday };
inline constexpr std::array<std::string_view, 3> day_kind_names{"workday", "weekend", "holiday"};

struct DutyNeed {
    int minimum = 0;
    int target = 0; ///< what the planner fills when there are people enough, >= minimum
    friend bool operator==(const DutyNeed&, const DutyNeed&) = default;
};
struct PostShift {
    std::string shift_key;
    std::array<DutyNeed, 3> need{}; ///< by DayKind
};

enum class DutyLayer { leader, control_room, duty_room, care, guard, reserve };
inline constexpr std::array<std::string_view, 6> duty_layer_names{
    "leader", "control_room", "duty_room", "care", "guard", "reserve"};
struct DutyPost {
    std::string key;
    std::string name;
    DutyLayer layer = DutyLayer::care;
    std::vector<std::string> qualifications{}; ///< all of them, valid on every day of the shift
    std::vector<PostShift> shifts{};
    int always_count = 0;      ///< people at every minute, whatever the shifts; 0: only by shift
    int experienced_count = 0; ///< experienced people in each shift that has somebody
    bool hours_count = true;   ///< whether its hours are working time (值班 or 加班)
    std::string single_watch_basis{}; ///< recorded local rule for one person in a control room
    std::string long_shift_basis{};   ///< recorded local rule for shifts longer than the layer's
};

enum class AbsenceKind { leave, training, sick };
inline constexpr std::array<std::string_view, 3> absence_kind_names{"leave", "training", "sick"};
/// Leave and training bar every shift of which a minute lies in their days. Sickness bars shifts
/// that begin on its days: who falls ill has stood the shift that began the evening before.
struct DutyAbsence {
    std::string person_key;
    AbsenceKind kind = AbsenceKind::leave;
    DaySpan days{};
    std::string reason;
};

/// A duty that somebody already has in another organisation: bars every shift that overlaps it by a
/// minute. No way out gives it up; that is the other roster's matter.
struct DutyElsewhere {
    std::string person_key;
    Date day{};         ///< on which it begins
    int start_min = 0;  ///< 0 to 1439
    int length_min = 0; ///< 1 to 1440
    std::string where;  ///< the other organisation, in words
    friend bool operator==(const DutyElsewhere&, const DutyElsewhere&) = default;
};

/// Soft: a wish for or against working on a day.
struct DutyRequest {
    std::string person_key;
    Date day{};
    bool wants_duty = false;
    std::string shift_key{};       ///< empty: any shift
    int weight_count = 1;          ///< 1 to 100
    std::int64_t condition_id = 0; ///< as DutyBan's
};

struct DutyPair {
    std::string first_key, second_key;
    PairKind kind = PairKind::apart;
    std::string reason;
    std::int64_t condition_id = 0; ///< as DutyBan's
};

/// Limits of labour law and of the house; one row a limit, absent: no limit.
enum class DutyRuleKind {
    rest_min,         ///< minutes between the end of a shift and the begin of the next, at least
    run_days,         ///< days in a row on which shifts begin, at most
    run_nights,       ///< night shifts on days in a row, at most
    night_rest_min,   ///< minutes between a night shift and the next that is none, at least
    month_shifts,     ///< a calendar month, at most
    month_work_min,   ///< minutes a calendar month, at most
    year_work_min,    ///< minutes a calendar year, at most (综合计算工时)
    volunteers_count, ///< volunteers on duty at every minute who do not watch a control room
    overtime_min, ///< minutes a month beyond standard hours, averaged over the DutyHours' period
    shift_min,    ///< minutes of one shift at posts of the rule's layer, at most
    /// Minutes a day beyond the standard day, at most; where hours are averaged (DutyHours) a day
    /// may be longer, and this binds nobody.
    overtime_day_min,
};
inline constexpr std::array<std::string_view, 11> duty_rule_kind_names{
    "rest_min",     "run_days",       "run_nights",      "night_rest_min",
    "month_shifts", "month_work_min", "year_work_min",   "volunteers_count",
    "overtime_min", "shift_min",      "overtime_day_min"};
enum class DutyMark { verified, secondary, unverified };
inline constexpr std::array<std::string_view, 3> duty_mark_names{"verified", "secondary",
                                                                 "unverified"};
struct DutyRule {
    std::string id; ///< "duty/rest"
    DutyRuleKind kind = DutyRuleKind::rest_min;
    int value = 0;
    std::string source;
    DutyMark mark = DutyMark::unverified;
    bool legal = false;               ///< law; otherwise a rule of the house that may be relaxed
    std::optional<DutyLayer> layer{}; ///< of shift_min only
};
/// Longest shift in a control room where no rule of the file is stricter; only a post's
/// long_shift_basis lifts it. Source: GB 25201-2010, 5.2; docs/references.md#duty-labour
inline constexpr int control_room_shift_min = 8 * 60;

/// How working hours are averaged. By month: the standard system, which needs no approval.
enum class HoursPeriod { month, quarter, year };
inline constexpr std::array<std::string_view, 3> hours_period_names{"month", "quarter", "year"};
[[nodiscard]] constexpr int months_of(HoursPeriod period) noexcept {
    return period == HoursPeriod::month ? 1 : period == HoursPeriod::quarter ? 3 : 12;
}
struct DutyHours {
    HoursPeriod period = HoursPeriod::month;
    std::string approval{}; ///< number of the labour bureau's approval (综合计算工时)
};
/// Working time of a year without overtime: 248 days of 8 h, and a twelfth of it.
/// Source: docs/references.md#duty-labour
inline constexpr int standard_year_min = 248 * 8 * 60;
inline constexpr int months_a_year = 12;
inline constexpr int standard_day_min = 8 * 60;
inline constexpr int standard_month_min = standard_year_min / months_a_year;

/// The hours in which nobody under a no_night ban works; beyond midnight.
struct NightWindow {
    int from_min = 22 * 60;  ///< of a day; source: docs/references.md#duty-labour
    int until_min = 30 * 60; ///< 6 o'clock of the next; at most a day after from_min
    friend bool operator==(const NightWindow&, const NightWindow&) = default;
};
inline constexpr std::string_view volunteer_qualification = "volunteer";
inline constexpr std::string_view experienced_qualification = "experienced";
inline constexpr std::string_view duty_training_qualification = "duty_training";

/// Holidays and shifted days of rest of one year, from a file (duty_calendar_file.h).
struct HolidaySpan {
    std::string name;
    DaySpan days{}; ///< days off together, weekends among them
    std::vector<Date> statutory{};
};
struct DutyCalendar {
    int year = 0;
    std::vector<HolidaySpan> holidays{};
    std::vector<Date> workdays{}; ///< 调休: Saturdays and Sundays that are worked
    std::string source{};
};

/// A gap that somebody answers for: fewer people than the minimum in one shift of one day, and than
/// always_count in its minutes. The planner leaves it; the proof of cover counts it apart.
struct DutyReduction {
    Date day{};
    std::string post_key;
    std::string shift_key;
    int fewer_count = 1;
    std::string reason{};
};

/// A way out that somebody answers for: what was changed in this problem, kept with it.
struct DutyAcceptance {
    std::string way;  ///< name of a WayKind (duty_explain.h)
    std::string text; ///< what was accepted, in words
    DaySpan days{};   ///< for which it was meant
    std::string by;
    std::string at_utc; ///< "2026-03-01T01:30:00Z"
    std::string reason{};
    friend bool operator==(const DutyAcceptance&, const DutyAcceptance&) = default;
};

enum class CellState {
    planned,
    published, ///< people were told; the planner leaves it alone
    frozen     ///< past
};
inline constexpr std::array<std::string_view, 3> cell_state_names{"planned", "published", "frozen"};
struct DutyCell {
    std::string person_key;
    Date day{};
    std::string post_key;
    std::string shift_key;
    CellState state = CellState::planned;
    friend bool operator==(const DutyCell&, const DutyCell&) = default;
};

/// Everything but the answer. Cells outside the horizon are the carry-over: the last days worked
/// before it (31 days count), and what is fixed after it (7 days count).
struct DutyProblem {
    std::string organisation_key;
    std::string name;
    Date first_day{}, last_day{}; ///< at most two years
    /// Minute of the first day from which cover is owed: 0 when a roster went before.
    int opens_min = 0;
    NightWindow night{};
    DutyHours hours{};
    std::vector<DutyPerson> people{};
    std::vector<DutyShift> shifts{};
    std::vector<DutyPost> posts{};
    std::vector<DutyAbsence> absences{};
    std::vector<DutyElsewhere> elsewhere{};
    std::vector<DutyRequest> requests{};
    std::vector<DutyPair> pairs{};
    std::vector<DutyRule> rules{};
    std::vector<DutyCalendar> calendars{}; ///< one a year that the horizon touches
    std::vector<DutyReduction> reductions{};
    std::vector<DutyAcceptance> accepted{}; ///< the planner does not look at them
    std::vector<DutyCell> fixed{};          ///< carry-over, past, published
    /// Soft: what a single day of work between two days off costs, and a single day off between two
    /// of work, where the rules would have allowed another; 0 to 100, in the scale of
    /// DutyRequest::weight_count. 0: nothing.
    int isolated_weight_count = 0;
    std::optional<Date> frozen_until{}; ///< nobody gets anything new up to this day
};
using DutyRoster = std::vector<DutyCell>; ///< of the horizon, fixed cells among them

} // namespace roster::schedule
