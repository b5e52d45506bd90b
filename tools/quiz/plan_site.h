/// A plan prepared for questions, and the makers of each kind. Only for this folder.
#pragma once
#include "tools/quiz/plan_questions.h"

namespace tools::quiz {

using namespace sim::plan;

struct PlanQuestions::Site {
    Site(Plan from, std::vector<BedOccupant> lying)
        : plan(std::move(from)), occupants(std::move(lying)), walk(plan) {}
    Plan plan;
    std::vector<BedOccupant> occupants;
    WalkDistances walk;

    [[nodiscard]] std::optional<Question> nearest_equipment(PlanKind kind, EquipmentKind what,
                                                            SpaceId from) const;
    [[nodiscard]] std::optional<Question> nearest_exit(SpaceId from) const;
    [[nodiscard]] std::optional<Question> nearest_stair(SpaceId from) const;
    [[nodiscard]] std::optional<Question> shelter(SpaceId from) const;
    [[nodiscard]] std::optional<Question> where_is(PlanKind kind, EquipmentId thing,
                                                   std::uint64_t seed) const;
    [[nodiscard]] std::optional<Question> count_equipment(PlanKind kind, EquipmentKind what,
                                                          LevelId level) const;
    [[nodiscard]] std::optional<Question> count_carried(LevelId level) const;
    [[nodiscard]] std::optional<Question> bed_fits(BedId bed) const;
    [[nodiscard]] std::optional<Question> neighbour(SpaceId room, std::uint64_t seed) const;
    [[nodiscard]] std::optional<Question> hazard_compartment(SpaceId room,
                                                             std::uint64_t seed) const;

    [[nodiscard]] LevelId level_of(SpaceId space) const { return plan[space].level; }
    /// Compartment that holds the space; none outside all.
    [[nodiscard]] CompartmentId compartment_of(SpaceId space) const;
    /// Holds something else than stairs.
    [[nodiscard]] bool is_shelter(CompartmentId id) const;
};

/// An option with its distance.
struct Place {
    std::string label;
    std::optional<double> distance_m;
    SpaceId space{}; ///< of things that hang somewhere
    Vec2 at_m{};
};
/// The question with id, element and source of its kind; text and answer are the maker's.
[[nodiscard]] Question start_question(PlanKind kind, std::string_view subject_key);
/// Up to four of the nearest as options, all within the tie tolerance right; none when there is no
/// choice or no way.
[[nodiscard]] std::optional<Question> finish_nearest(Question question, std::vector<Place> places);

/// "灭火器": what people call it.
[[nodiscard]] const char* word(EquipmentKind kind) noexcept;
[[nodiscard]] std::string level_name(const Plan& plan, LevelId level);

} // namespace tools::quiz
