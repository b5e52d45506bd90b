/// A plan while it is being read: its things, where each stands in the file, and the problems so
/// far.
#pragma once
#include "sim/core/json_reader.h"
#include "sim/plan/plan.h"
#include <map>

namespace sim::plan {

// Limits of a file; far above any building, low enough that bad input is refused in a second.
inline constexpr std::size_t thing_limit_count = 5000; ///< of each kind
inline constexpr std::size_t corner_limit_count = 200; ///< of each outline
inline constexpr std::size_t problem_limit_count = 1000;

/// Where a thing stands, and whether its own fields were read without a problem: only sound things
/// are compared with others, so that one mistake is told once.
struct Mark {
    std::string pointer;
    bool sound = true;
};

struct PlanDraft {
    Plan plan;
    core::JsonSource source;
    // One for each thing of the plan, in the same order.
    std::vector<Mark> levels, spaces, openings, stairs, flights, beds, equipment, detectors,
        compartments, places, lifts, underlays;
    std::map<std::string, std::string, std::less<>> pointer_of_key;

    void report(const Mark& mark, std::string_view suffix, std::string what,
                std::string expected = {});
    /// False from the thousandth problem on: checks stop there.
    [[nodiscard]] bool wants_more() const noexcept {
        return source.problems.size() < problem_limit_count;
    }
};

/// Reads all fields and references and reports what is wrong with each thing by itself.
void read_plan(core::ObjectReader& root, PlanDraft& draft);

/// Compares things with each other and derives what the file does not say.
/// @pre read_plan; things that are not sound are left out
void check_plan(PlanDraft& draft);

// The parts of check_plan, in its order.
void check_levels(PlanDraft& draft);
void check_overlaps(PlanDraft& draft);
void check_openings(PlanDraft& draft); ///< also sets Opening::along and puts center_m on the wall
void check_stairs(PlanDraft& draft);
void check_lifts(PlanDraft& draft);
void check_beds(PlanDraft& draft);
void check_things_in_spaces(PlanDraft& draft);
void check_ways_out(PlanDraft& draft);

} // namespace sim::plan
