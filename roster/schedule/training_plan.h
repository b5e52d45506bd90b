/// The plan of a round: who goes to which session of the city, so that nobody passes the 36 months
/// where seats allow it, and who does and why where they do not. Exact: fewest people unmet, then
/// fewest bookings changed, then the wishes (docs/references.md#training-wishes). Pure.
///
/// Network: person → home in a session → county in a session → session → year → sink. "Never all
/// responsible people of a home in one session" is the bound of home in session: those present on
/// each of its days, less one. Only sessions that overlap leave the network; those few homes are
/// parted by branching over the same flow, exact too.
#pragma once
#include "roster/schedule/training_demand.h"
#include <cstdint>

namespace roster::schedule {

enum class UnmetReason {
    no_session,   ///< none between today and the last day
    blocked,      ///< all of those lie in blocked days
    full,         ///< all others are full
    quota,        ///< the county's seats are taken
    home_cap,     ///< the home sends as many as it may
    home_emptied, ///< the home would stand without anybody responsible
    told_late,    ///< invited to a session after the last day
    short_notice, ///< there is one in time, too soon for an invitation
};
inline constexpr std::array<std::string_view, 8> unmet_reason_names{
    "no_session", "blocked",      "full",      "quota",
    "home_cap",   "home_emptied", "told_late", "short_notice"};
[[nodiscard]] const char* word(UnmetReason reason) noexcept;

/// Somebody without a seat in time, and what became of the sessions that would be in time.
struct UnmetPerson {
    std::string person_key;
    UnmetReason reason{};
    Date due_on{};
    int in_time_count = 0; ///< sessions of the city between notice and last day
    int blocked_count = 0; ///< of those, in blocked days
    int full_count = 0;
    int held_by_home_count = 0; ///< cap, quota or the last one present
};
/// Past the last day already when the plan was made; booked or not.
struct OverduePerson {
    std::string person_key;
    Date owed_on{};
};
struct PlannedBooking {
    std::string person_key, session_key;
    bool fixed = false; ///< invited before
    bool late = false;  ///< after the last day: the earliest seat that was left; also unmet
    friend bool operator==(const PlannedBooking&, const PlannedBooking&) = default;
};
struct SessionLoad {
    std::string session_key;
    int booked_count = 0;
    int capacity_count = 0;
};
/// Why some are left out, as a proof: these people can only go to sessions where these bounds hold.
struct TrainingShortage {
    int people_count = 0;                  ///< who compete
    int seats_count = 0;                   ///< that the bounds leave them
    std::vector<std::string> session_keys; ///< full ones, by date
    /// Homes whose people a cap, a quota or the last one present holds back.
    std::vector<std::string> home_keys;
};
struct TrainingPlan {
    std::vector<PlannedBooking> bookings; ///< by person
    std::vector<UnmetPerson> unmet;       ///< by person; short by so many seats
    std::vector<OverduePerson> overdue;   ///< by person
    TrainingShortage shortage;            ///< nobody when nobody is unmet
    std::vector<SessionLoad> loads;       ///< of sessions that may still be booked, by date
    /// Trained in a year of the round or booked into it.
    std::array<int, domain::cohort_count> year_count{};
    /// Homes with one responsible person, who leaves for a session: somebody stands in.
    std::vector<std::string> homes_left_alone;
    int moved_count = 0;        ///< bookings of before that are not kept, of people still owed one
    std::int64_t wish_cost = 0; ///< what the wishes cost, each as weighed
    bool proven = true;         ///< false: overlapping sessions exhausted the budget of branches
};

/// Error: bad_input with every problem of check(). Cost: n log n and the flow; 1,232 people and 36
/// sessions some 10 ms, 36,960 below 2 s.
[[nodiscard]] sim::core::Result<TrainingPlan> plan_training(const TrainingInput& input);

} // namespace roster::schedule
