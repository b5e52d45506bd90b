/// What the planner of training is told: people of the three roles, homes, sessions (培训班), rules
/// as data. Plain values; checked as a whole before anything is planned.
#pragma once
#include "roster/domain/people.h"
#include "roster/domain/rotation.h"
#include "sim/core/result.h"
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roster::schedule {

using domain::Date;

/// 市, 县, 机构, 班组. Only sessions of the city count within the 36 months.
enum class TrainingLevel { city, county, home, shift };
inline constexpr std::array<std::string_view, 4> training_level_names{"city", "county", "home",
                                                                      "shift"};
[[nodiscard]] const char* word(TrainingLevel level) noexcept;

/// pre_job: 岗前, before the first shift; such a session is no turn of the rotation.
enum class SessionForm { ordinary, pre_job };
inline constexpr std::array<std::string_view, 2> session_form_names{"ordinary", "pre_job"};
[[nodiscard]] const char* word(SessionForm form) noexcept;

/// open: bookings may come and go. invited: those booked were told and stay, free seats may still
/// be given. frozen: nothing changes. cancelled: nobody comes.
enum class SessionState { open, invited, frozen, cancelled };
inline constexpr std::array<std::string_view, 4> session_state_names{"open", "invited", "frozen",
                                                                     "cancelled"};
[[nodiscard]] const char* word(SessionState state) noexcept;

/// Why somebody cannot come. On leave or sick the home lacks the person too; the other reasons bind
/// the person and leave the home served.
enum class BlockReason { duty, leave, sick, festival, other };
inline constexpr std::array<std::string_view, 5> block_reason_names{"duty", "leave", "sick",
                                                                    "festival", "other"};
[[nodiscard]] const char* word(BlockReason reason) noexcept;
[[nodiscard]] constexpr bool takes_from_home(BlockReason reason) noexcept {
    return reason == BlockReason::leave || reason == BlockReason::sick;
}

struct BlockedSpan {
    domain::DaySpan days;
    BlockReason reason = BlockReason::other;
    std::string note{};
};
struct TrainingPerson {
    std::string key;
    std::string name; ///< as it is shown; empty: the key
    std::string organisation_key;
    /// One of 主要负责人, 分管负责人, 专职安全员.
    domain::Post role = domain::Post::leader;
    Date joined_on{};                     ///< in a post of the three there
    std::optional<Date> left_on{};        ///< last day
    std::optional<Date> passed_on{};      ///< last training of the city passed
    std::optional<Date> first_shift_on{}; ///< of a joiner
    std::optional<Date> pre_job_on{};     ///< 岗前 passed
    std::optional<int> cohort_no{};       ///< 1 to 3, of domain::plan_rotation; empty: any year
    std::vector<BlockedSpan> blocked{};
};
struct TrainingHome {
    std::string key;
    std::string name; ///< empty: the key
    std::string county_key;
};
struct CountyQuota {
    std::string county_key;
    int seats_count = 0; ///< at most so many; a county without a line has no bound of its own
};
struct TrainingSession {
    std::string key; ///< "session/2026-3"
    TrainingLevel level = TrainingLevel::city;
    SessionForm form = SessionForm::ordinary;
    SessionState state = SessionState::open;
    std::string course;
    int batch_no = 1;
    domain::DaySpan days;
    std::string venue;
    std::string organisation_key{}; ///< of level home and shift: whose people it is for
    int capacity_count = 0;         ///< seats
    int home_cap_count = 2;         ///< of one home at most
    std::vector<CountyQuota> quotas{};
};
struct TrainingBooking {
    std::string person_key, session_key;
    friend bool operator==(const TrainingBooking&, const TrainingBooking&) = default;
};

/// Costs of what is wished for. House rules, 未核实; source: docs/references.md#training-wishes
struct TrainingWishes {
    int third_per_person = 100; ///< above a third in a year; the same again above 110 % of it
    int cohort_per_person = 12; ///< in another year than the cohort's
    int level_per_person = 2;   ///< above a session's even share; up to four times that far above
    int early_per_month = 1;    ///< earlier than `ideal_months` before the end
    int late_per_month = 8;     ///< nearer to the end than that
    int ideal_months = 3;
};
/// Range of each of the wishes.
inline constexpr int most_wish_cost = 1000;

struct TrainingRules {
    /// Between two trainings of the city. Source: docs/references.md#rotation
    int window_months = domain::rotation_window.length_count;
    /// A joiner's first training of the city. House rule; source: docs/references.md#rotation
    int joiner_months = 6;
    /// Who is beyond the 36 months already is given a seat within so many. House rule, 未核实.
    int catch_up_months = 6;
    /// From the plan's day to the first day of a session that somebody new is booked into.
    int notice_days = 14; ///< house rule, 未核实
    TrainingWishes wishes{};
};

/// Everything that a plan is made from. Order does not matter.
struct TrainingInput {
    Date today{};
    /// First day of the round of three years. Without `rule_from`: who was in post before it
    /// without a record has until the round's last day.
    Date round_from{};
    /// The rule's first day, where one is in force: who was in post by then without a record has
    /// until the round's last day but no longer than the window; who came later is a joiner.
    std::optional<Date> rule_from{};
    std::vector<TrainingHome> homes;
    std::vector<TrainingPerson> people;
    std::vector<TrainingSession> sessions;
    std::vector<TrainingBooking> booked{}; ///< what the last plan said
    TrainingRules rules{};
};

inline constexpr std::size_t most_people_count = 40'000;
inline constexpr std::size_t most_sessions_count = 2'000;
inline constexpr std::size_t most_homes_count = 20'000;
inline constexpr std::size_t most_blocked_count = 400; ///< spans of one person
inline constexpr int most_session_days = 31;
/// Pairs of somebody and a session that the planner looks at: some 300 MB.
inline constexpr std::size_t most_pairs_count = 4'000'000;

/// The last day of the round.
[[nodiscard]] Date calc_round_end(const TrainingInput& input) noexcept;
[[nodiscard]] const std::string& shown_name(const TrainingPerson& person) noexcept;
/// Everything wrong with it, by place: nobody or too many, keys twice or unknown, dates reversed,
/// sessions without seats, more people fixed in a session than it seats. Cost: n log n.
[[nodiscard]] sim::core::Problems check(const TrainingInput& input);

} // namespace roster::schedule
