/// What must be done how often, as rows; what counts for it; and where somebody stands today. Rules
/// are data (scenarios/rules); nothing here knows a law. Pure.
#pragma once
#include "roster/domain/people.h"
#include "roster/domain/window.h"
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace roster::domain {

/// Whom a rule binds. person: everybody on the roll of a home that fits; new_staff: the same, from
/// their first day; team: the volunteer team as one; team_member: each of it.
enum class RuleSubject { home, office, person, new_staff, team, team_member };
inline constexpr std::array<std::string_view, 6> rule_subject_names{
    "home", "office", "person", "new_staff", "team", "team_member"};
[[nodiscard]] const char* word(RuleSubject subject) noexcept;

enum class RuleKind { legal, house }; ///< law and orders; what a city or a home set itself
inline constexpr std::array<std::string_view, 2> rule_kind_names{"legal", "house"};
[[nodiscard]] const char* word(RuleKind kind) noexcept;

enum class RuleMark { verified, secondary, unverified }; ///< text seen; seen in others; 未核实
inline constexpr std::array<std::string_view, 3> rule_mark_names{"verified", "secondary",
                                                                 "unverified"};
enum class RuleSeverity { advice, duty, serious };
inline constexpr std::array<std::string_view, 3> rule_severity_names{"advice", "duty", "serious"};

/// Names in countable_activity.activity; those after "analysis" are inspections.
inline constexpr std::array<std::string_view, 20> countable_activity_names{"drill",
                                                                           "training",
                                                                           "study",
                                                                           "micro_lesson",
                                                                           "discussion",
                                                                           "lecture",
                                                                           "publicity",
                                                                           "analysis",
                                                                           "daily_patrol",
                                                                           "night_patrol",
                                                                           "monthly_self_check",
                                                                           "town_monthly",
                                                                           "county_visit",
                                                                           "county_joint",
                                                                           "city_sample",
                                                                           "city_patrol",
                                                                           "holiday_visit",
                                                                           "remote",
                                                                           "maintenance",
                                                                           "special"};
[[nodiscard]] const char* activity_word(std::string_view activity) noexcept;

struct Rule {
    std::string id; ///< "DR-61"
    RuleSubject subject{};
    std::vector<OrganisationKind> organisation_kinds; ///< empty: any institution
    std::vector<Ownership> ownerships;                ///< empty: any
    std::optional<bool> key_fire_unit{};              ///< only such homes, or only others
    std::vector<Post> posts;                          ///< persons who hold one of them; empty: all
    std::string activity;
    std::vector<std::string> levels; ///< one of them; empty: any
    std::vector<std::string> scopes;
    std::vector<std::string> forms;
    std::vector<std::string> tags; ///< all of them
    int min_count = 1;
    Window window;
    int warn_days = 0;   ///< yellow so many days before the end
    int warn_months = 0; ///< and so many calendar months
    /// Rolling, never done, and bound only after the rule's first day: due so long after that. 0,
    /// and for whoever was there when the rule came: as long as the window.
    int first_within_months = 0;
    RuleSeverity severity = RuleSeverity::duty;
    std::string source; ///< "令61 第40条"
    Date valid_from{};
    std::optional<Date> valid_until{};
    RuleKind kind = RuleKind::legal;
    RuleMark mark = RuleMark::unverified;
    std::string set_key; ///< rule set it came from
    int set_version = 0;
};

/// Something that was done, as countable_activity has it.
struct Deed {
    std::string_view source; ///< "drill", "activity", "inspection"
    std::int64_t source_id = 0;
    std::string activity, level, scope, form;
    std::string tags; ///< ' fire evacuation '
    Date day{};
};
/// Activity, level, scope, form and content all match.
[[nodiscard]] bool counts_for(const Rule& rule, const Deed& deed) noexcept;
[[nodiscard]] bool is_in_force(const Rule& rule, Date day) noexcept;
/// The rule speaks of organisations like this one.
[[nodiscard]] bool binds(const Rule& rule, const Organisation& organisation) noexcept;

enum class DueState { green, yellow, red };
inline constexpr std::array<std::string_view, 3> due_state_names{"green", "yellow", "red"};
[[nodiscard]] const char* word(DueState state) noexcept;

struct Due {
    DueState state = DueState::green;
    const Rule* rule = nullptr;       ///< the strictest of those that stand worst; borrowed
    std::vector<const Rule*> sources; ///< all that ask for the same, strictest first; borrowed
    Date due_on{};                    ///< last day on which it is in time; red from the day after
    Date yellow_on{};
    int have_count = 0; ///< in the window in question
    int want_count = 0;
    std::vector<const Deed*> counted; ///< what is in have_count; borrowed
};

/// One rule alone. A calendar window binds from the first that begins on or after both the rule's
/// first day and `since`; a window that was missed is red from the day after until what lacked is
/// made up. @param since first day on which the subject is bound (joined, back from long leave)
/// @param deeds of the subject, by day; only those that count and are not after `today` are looked
/// at
[[nodiscard]] Due calc_due(const Rule& rule, Date since, std::span<const Deed* const> deeds,
                           Date today);

/// Rules that ask the same subject for the same deed, strictest first: more often a year, then the
/// shorter window, then law before house rule. @param rules outlive the answer
using RuleGroup = std::vector<const Rule*>;
[[nodiscard]] std::vector<RuleGroup> group_rules(std::span<const Rule* const> rules);
/// Strictest wins: of those that stand worst the strictest speaks, with its own days, and every
/// source stands beside it; while nothing is overdue the one that is due first. Of rules that are
/// equally strict the one that is due first: a law that comes later takes no day back.
[[nodiscard]] Due calc_due(const RuleGroup& group, Date since, std::span<const Deed* const> deeds,
                           Date today);
/// The same where rules of one group bind from different days. @param since_of of each rule
[[nodiscard]] Due calc_due(const RuleGroup& group, const std::function<Date(const Rule&)>& since_of,
                           std::span<const Deed* const> deeds, Date today);

} // namespace roster::domain
