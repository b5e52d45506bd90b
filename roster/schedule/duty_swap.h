/// Changing shifts among colleagues as a proposal with a life of its own: asked, accepted,
/// approved, applied, and undone; judged by the same rules before it is approved. Pure; who stores
/// it keeps it.
#pragma once
#include "roster/schedule/duty_check.h"
#include "roster/schedule/duty_ledger.h"

namespace roster::schedule {

enum class SwapState { asked, accepted, approved, applied, undone, refused, withdrawn };
inline constexpr std::array<std::string_view, 7> swap_state_names{
    "asked", "accepted", "approved", "applied", "undone", "refused", "withdrawn"};
[[nodiscard]] const char* word(SwapState state) noexcept;

/// A shift that changes hands: bound to person, day, post and shift, never to clock times.
struct SwapShift {
    std::string from_key; ///< who has it
    std::string to_key;   ///< who would get it
    Date day{};
    std::string post_key;
    std::string shift_key;
    friend bool operator==(const SwapShift&, const SwapShift&) = default;
};

struct SwapStep {
    SwapState state{};
    std::string by_key;         ///< who did it
    std::string on_behalf_of{}; ///< who could not: ill, away; empty: did it himself
    std::string note{};
    friend bool operator==(const SwapStep&, const SwapStep&) = default;
};

/// A proposal: shifts given (one of several is fine), shifts taken in return (may be none).
struct DutySwap {
    std::string key;
    std::string asker_key;
    std::string colleague_key;
    std::vector<SwapShift> shifts;
    std::vector<SwapStep> steps; ///< first asked; the last is the state
    [[nodiscard]] SwapState state() const noexcept {
        return steps.empty() ? SwapState::asked : steps.back().state;
    }
    /// Still holds its cells: asked, accepted or approved.
    [[nodiscard]] bool is_open() const noexcept {
        return state() == SwapState::asked || state() == SwapState::accepted ||
               state() == SwapState::approved;
    }
};

/// Who may take which step: asker and colleague for themselves, an approver for anybody; nobody
/// approves a swap of his own.
struct SwapActor {
    std::string key;
    bool may_approve = false;
    std::string on_behalf_of{};
};

/// Asks. Problems, all at once: nobody, the same person twice, shifts that nobody has, cells of
/// another open proposal, frozen days.
[[nodiscard]] sim::core::Result<DutySwap> ask_swap(const DutyProblem& problem,
                                                   const DutyRoster& roster,
                                                   std::span<const DutySwap> others, DutySwap swap,
                                                   const SwapActor& actor);

/// What it would do, whatever its state. `fits` when no rule breaks that was kept before.
struct SwapVerdict {
    bool fits = false;
    std::vector<DutyViolation> added;
    /// By how much each of the two stands ahead of a fair share after it: total, night, weekend,
    /// holiday; asker, then colleague.
    std::array<std::array<double, share_kinds>, 2> ahead_count{};
};
/// Cost: people and days of the swap, plus the ledger: people × days.
[[nodiscard]] sim::core::Result<SwapVerdict> check_swap(const DutyProblem& problem,
                                                        const DutyGrid& grid, DutyTable& table,
                                                        const DutySwap& swap);

/// The next step. A Result with every reason why not: wrong order, wrong person, and for approved
/// and applied the rules that would break then.
[[nodiscard]] sim::core::Result<DutySwap> step_swap(const DutyProblem& problem,
                                                    const DutyGrid& grid, DutyTable& table,
                                                    DutySwap swap, SwapState next,
                                                    const SwapActor& actor, std::string note);

/// The roster after an applied swap, or after one was undone. Cells that no longer are as the swap
/// says are a problem and nothing changes.
[[nodiscard]] sim::core::Result<DutyRoster> apply_swap(DutyRoster roster, const DutySwap& swap);
[[nodiscard]] sim::core::Result<DutyRoster> undo_swap(DutyRoster roster, const DutySwap& swap);

/// Somebody who could take a shift without breaking a rule.
struct EligibleColleague {
    int person = 0;
    std::array<double, share_kinds> ahead_count{}; ///< before taking it
};
/// Everybody who could take one shift off somebody's hands, those who stand furthest behind first:
/// by nights for a night, by holidays on a holiday, then totals. Cost: people × check.
[[nodiscard]] std::vector<EligibleColleague> list_eligible(const DutyProblem& problem,
                                                           const DutyGrid& grid, DutyTable& table,
                                                           int person, int column);

} // namespace roster::schedule
