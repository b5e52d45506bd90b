/// What has to be done again and again within hours: the control room's log (消防控制室值班记录)
/// and rounds (巡查). How often is a row of a rule file; what is missing is said from rows that are
/// there, never supposed done. Pure.
#pragma once
#include "roster/domain/obligation.h"
#include <array>
#include <span>
#include <string>
#include <vector>

namespace roster::domain {

enum class IntervalActivity { control_room_log, night_patrol };
inline constexpr std::array<std::string_view, 2> interval_activity_names{"control_room_log",
                                                                         "night_patrol"};
/// 消防控制室值班记录, 夜间巡查
[[nodiscard]] const char* word(IntervalActivity activity) noexcept;

/// How often within a day. Rows "intervals" of a rule file.
struct IntervalRule {
    std::string id; ///< "CR-LOG"
    IntervalActivity activity{};
    std::vector<OrganisationKind> organisation_kinds; ///< empty: any
    int every_min = 120;                              ///< between two at most; divides length_min
    int grace_min = 0;     ///< earlier than its mark by no more, and later than every_min
    int from_min = 0;      ///< local time of day at which it begins
    int length_min = 1440; ///< how long it lasts; 1440: the clock round
    RuleSeverity severity = RuleSeverity::duty;
    std::string source;
    Date valid_from{};
    std::optional<Date> valid_until{};
    RuleKind kind = RuleKind::legal;
    RuleMark mark = RuleMark::unverified;
};
/// In force that day and speaks of organisations like this one. The log is asked only of one with a
/// control room.
[[nodiscard]] bool binds(const IntervalRule& rule, const Organisation& organisation,
                         Date day) noexcept;

/// One stretch of every_min, by the clock: 00:00, 02:00 …
struct IntervalMark {
    Instant at{};
    std::optional<Instant> entry{}; ///< the first one of it
    bool open = false;              ///< none yet, and there is time
    [[nodiscard]] bool missing() const noexcept { return !entry && !open; }
};
/// Longer than the rule allows between two entries, or since the beginning, or until the end.
struct IntervalGap {
    Instant from{}, until{};
    [[nodiscard]] int minutes() const noexcept {
        return static_cast<int>(
            std::chrono::duration_cast<std::chrono::minutes>(until - from).count());
    }
};
struct IntervalRecord {
    std::vector<IntervalMark> marks;
    std::vector<IntervalGap> gaps;
};
/// What the entries amount to on the days on which it begins. An entry belongs to the mark it
/// follows, or that it precedes by at most the grace; one before the first mark of a rule that goes
/// on round the clock counts for the gap.
/// @param entries any order; @param now nothing after it is judged
[[nodiscard]] IntervalRecord calc_record(const IntervalRule& rule, std::span<const Instant> entries,
                                         DaySpan days, Instant now);

/// State of the links from the panel to the equipment (联动状态).
enum class Linkage { automatic, manual, out_of_order };
inline constexpr std::array<std::string_view, 3> linkage_names{"automatic", "manual",
                                                               "out_of_order"};
[[nodiscard]] const char* word(Linkage linkage) noexcept; ///< 自动, 手动, 故障

} // namespace roster::domain
