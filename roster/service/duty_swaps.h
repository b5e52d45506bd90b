/// Changes of shifts kept in the ledger: asked, accepted, approved, applied, undone, judged by the
/// same rules as the roster. An applied one changes who is planned; it attests nothing.
#pragma once
#include "roster/schedule/duty_swap.h"
#include "roster/service/duty_rosters.h"
#include "roster/store/duty_swap_table.h"

namespace roster::service {

struct DutySwapAsk {
    std::string organisation_key;
    std::string asker_key, colleague_key;
    std::vector<domain::Date> give{}; ///< days whose shift goes from the asker to the colleague
    std::vector<domain::Date> take{}; ///< and back
    std::string actor_key;            ///< the asker, or who may approve and asks for him
    std::string note{};
};
/// Who may approve: a leader, deputy, leader on duty or safety officer of the organisation on that
/// day. Such a person may also act for one of the two who cannot.
/// @return row number. Errors: as schedule::ask_swap, all at once; a shift that has begun, days of
/// two rosters, no roster.
[[nodiscard]] sim::core::Result<std::int64_t>
ask_duty_swap(store::Database& database, const DutySwapAsk& ask, const store::Entry& entry);

struct DutySwapStepAsk {
    std::string organisation_key;
    std::int64_t swap_id = 0;
    schedule::SwapState next{};
    std::string actor_key;
    std::string note{};
    /// Approving: only the shifts of these days, the others are declined for good and stay as they
    /// are; empty: all of them. Of no other step.
    std::vector<domain::Date> only{};
};
/// The next step. Approving, applying and undoing are judged by the rules against the roster as it
/// is then, and only while no shift of it has begun. Errors: as schedule::step_swap; a newer roster
/// in force for one of its days.
[[nodiscard]] sim::core::Result<void>
step_duty_swap(store::Database& database, const DutySwapStepAsk& ask, const store::Entry& entry);
/// Oldest first.
[[nodiscard]] sim::core::Result<std::vector<store::DutySwapRow>>
list_duty_swaps(store::Database& database, const std::string& organisation_key);
/// "asked" when there is no step.
[[nodiscard]] schedule::SwapState state_of(const store::DutySwapRow& swap);

struct EligiblePerson {
    std::string key, name;
    std::array<double, schedule::share_kinds> ahead_count{}; ///< before taking it
};
struct EligibleAnswer {
    std::string post_name, shift_name;  ///< of the shift that is to be taken over
    std::vector<EligiblePerson> people; ///< who stands furthest behind first
};
/// Who could take somebody's shift of a day without breaking a rule. Errors: no roster on that day,
/// nobody of that key in it, no shift on that day.
[[nodiscard]] sim::core::Result<EligibleAnswer>
list_eligible_colleagues(store::Database& database, const std::string& organisation_key,
                         const std::string& person_key, domain::Date day, domain::Instant now);

} // namespace roster::service
