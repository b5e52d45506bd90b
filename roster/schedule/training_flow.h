/// Exact assignment of subjects to bins with nested bounds: a min-cost flow subject → bin → parent
/// bin → … → sink, integral by the structure of the network. Used for seats in sessions and for
/// days of a calendar. Pure; integers only; the same task gives the same answer.
#pragma once
#include <cstdint>
#include <vector>

namespace roster::schedule {

/// So many places, each at so much. The steps of a bin are used cheapest first, so costs must not
/// fall from one step to the next.
struct FlowStep {
    std::int64_t room_count = 0;
    std::int64_t unit_cost = 0;
};
/// A bound over everything that passes through: of a home in a session, of the session, of a year.
struct FlowBin {
    int parent = -1; ///< position of the bin around it; -1: none
    std::vector<FlowStep> steps{};
};
struct FlowChoice {
    int subject = 0;
    int bin = 0;
    std::int64_t cost = 0;
};
struct FlowTask {
    std::vector<std::int64_t> miss_cost; ///< by subject: what it costs to leave it out, >= 0
    std::vector<FlowBin> bins;           ///< parents anywhere, no circles
    std::vector<FlowChoice> choices;     ///< costs >= 0
};
struct FlowAnswer {
    std::vector<int> choice_of;     ///< by subject: position of its choice; -1: left out
    std::vector<std::int64_t> load; ///< by bin
    std::int64_t cost = 0;
};

/// The costs are small enough for 64 bits. Precondition of solve_flow.
[[nodiscard]] bool fits_flow(const FlowTask& task) noexcept;
/// The cheapest assignment. LEMON's network simplex; cost: some 0.1 µs a choice and pivot.
[[nodiscard]] FlowAnswer solve_flow(const FlowTask& task);

/// Why those left out could not be helped, as a proof: `subjects` have no choices outside what
/// `bins` let through, and the room of `bins` is smaller than their number by those left out.
struct FlowShortage {
    std::vector<int> subjects;   ///< all who compete, those left out among them
    std::vector<int> bins;       ///< full ones that hold them back
    std::int64_t room_count = 0; ///< subjects.size() - room_count are left out
};
/// Precondition: leaving somebody out costs more than any assignment of all others.
/// Empty when nobody is left out. Cost: linear.
[[nodiscard]] FlowShortage find_shortage(const FlowTask& task, const FlowAnswer& answer);

} // namespace roster::schedule
