/// Questions that a floor plan answers: which is the nearest, where does it hang, how many are
/// there, does this bed pass. Only what the plan really answers is asked; what lies within the tie
/// tolerance is right as well.
#pragma once
#include "sim/plan/plan.h"
#include "tools/quiz/question.h"
#include "tools/quiz/walk_distances.h"
#include <memory>

namespace tools::quiz {

/// What is asked. Names stand in the ids of questions.
enum class PlanKind {
    neighbour,            ///< K: which room lies behind the wall
    hazard_compartment,   ///< K: in which compartment a kitchen, a laundry ... lies
    where_shutoff,        ///< K: where a gas valve, a power switch, an oxygen valve is
    nearest_call_point,   ///< A
    nearest_telephone,    ///< A
    where_call_point,     ///< A
    count_call_points,    ///< A
    nearest_extinguisher, ///< E
    nearest_hydrant,      ///< E
    where_extinguisher,   ///< E
    count_extinguishers,  ///< E
    nearest_exit,         ///< L
    nearest_stair,        ///< L
    shelter,              ///< L: into which compartment sideways
    where_aid,            ///< L: wheelchair, stretcher, sheet, evacuation chair
    count_carried,        ///< L: residents who must be carried; needs the register
    bed_fits,             ///< L: does this bed pass this door
};
inline constexpr std::string_view plan_kind_names[] = {"neighbour",
                                                       "hazard_compartment",
                                                       "where_shutoff",
                                                       "nearest_call_point",
                                                       "nearest_telephone",
                                                       "where_call_point",
                                                       "count_call_points",
                                                       "nearest_extinguisher",
                                                       "nearest_hydrant",
                                                       "where_extinguisher",
                                                       "count_extinguishers",
                                                       "nearest_exit",
                                                       "nearest_stair",
                                                       "shelter",
                                                       "where_aid",
                                                       "count_carried",
                                                       "bed_fits"};
[[nodiscard]] CompetenceElement element_of(PlanKind kind) noexcept;

/// Two places whose distances differ by no more are equally near. Range 0.5 to 3: what nobody can
/// see on a plan.
inline constexpr double tie_tolerance_m = 1.0;
/// A position is right within this distance of the thing, in the same space. Range 1 to 10; source:
/// docs/references.md#quiz-position.
inline constexpr double position_tolerance_m = 5.0;

/// Who lies in which bed, as far as a question asks.
struct BedOccupant {
    std::string bed_key;
    bool carried = false; ///< cannot be moved without being carried
};

/// A question that could be asked: a kind and the room, bed, level or thing it is about.
struct PlanCandidate {
    PlanKind kind{};
    std::uint32_t subject = 0; ///< index into the plan's list of that sort
    sim::plan::LevelId level;
};

class PlanQuestions {
public:
    /// @param occupants of the register; empty when it is not at hand
    PlanQuestions(sim::plan::Plan plan, std::string sha256,
                  std::vector<BedOccupant> occupants = {});
    PlanQuestions(PlanQuestions&&) noexcept;
    ~PlanQuestions();

    [[nodiscard]] const sim::plan::Plan& plan() const noexcept;
    [[nodiscard]] const std::string& sha256() const noexcept { return sha256_; }
    /// In the order of kinds and of the plan. Cheap; some may turn out unanswerable.
    [[nodiscard]] std::vector<PlanCandidate> candidates() const;
    /// None when the plan does not answer it, or answers it without a choice. The same seed gives
    /// the same question. Cost: < 1 ms; `bed_fits` 10 to 60 ms.
    [[nodiscard]] std::optional<Question> make(const PlanCandidate& candidate,
                                               std::uint64_t seed) const;

private:
    struct Site;
    std::unique_ptr<Site> site_;
    std::string sha256_;
};

/// "二层西走廊，203室门边": the space and the nearest door in it.
[[nodiscard]] std::string describe_place(const sim::plan::Plan& plan, sim::plan::SpaceId space,
                                         sim::plan::Vec2 at_m);

} // namespace tools::quiz
