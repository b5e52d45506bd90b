/// How what a drill showed becomes levels: the evidence firewall first, then one table of rules.
/// Pure. Explained in docs/competence.md; source: docs/references.md#house-competence.
#pragma once
#include "roster/domain/activity.h"
#include "roster/domain/competence.h"
#include "roster/domain/drill_result.h"
#include <optional>
#include <span>

namespace roster::domain {

/// Where evidence comes from; decides what it is worth.
enum class EvidenceSource {
    none, ///< demonstration, table-top, planned, played by a policy, or seen by nobody
    quiz,
    practical, ///< seen by an examiner at a training
    live_single,
    live_multi,
    real_observed,
};

struct EvidenceGrade {
    double quality = 0;
    int highest_level = 0; ///< level that such evidence can carry
    bool hands_on = false; ///< a mouse has put out no fire
};
[[nodiscard]] EvidenceGrade grade(EvidenceSource source) noexcept;
/// Highest level of an element from a source; element E above L1 needs hands-on evidence.
[[nodiscard]] int calc_level_cap(CompetenceElement element, EvidenceSource source) noexcept;

/// Highest level that a practical assessment at a training of this form can carry: L2 where the
/// person does it before the examiner's eyes, L1 where it is told, read, watched or clicked.
/// Element E above L1 only where it is done by hand (实操).
[[nodiscard]] int calc_assessment_cap(CompetenceElement element, ActivityForm form) noexcept;

/// The firewall: what this person's part in this drill is worth.
[[nodiscard]] EvidenceSource calc_source(const DrillResult& drill,
                                         const PersonResult& person) noexcept;
/// The same for a drill that was held, from the kind and how many people decided for themselves.
/// @param deciding_count of them, this person included
[[nodiscard]] EvidenceSource calc_source(DrillKind kind, int deciding_count) noexcept;
/// In a real drill an outcome counts only with a named observer other than the person.
[[nodiscard]] bool is_evidence(const Outcome& outcome, EvidenceSource source,
                               std::string_view person_name) noexcept;

/// One drill of one person, reduced to what counts as evidence.
struct Performance {
    EvidenceSource source = EvidenceSource::none;
    std::string scenario_key;
    Date local_day{};
    Instant at_utc{};
    DrillConditions conditions;
    std::vector<Outcome> outcomes; ///< all elements; only those for which is_evidence holds
};
[[nodiscard]] Performance make_performance(const DrillResult& drill, const PersonResult& person,
                                           std::string_view person_name);

/// Level that the newest performance shows in one element.
/// @param performances oldest first; the last is judged, those of the 365 days before it support
///        the rules that ask for "twice" or "two different"; each counts only up to its own cap
/// @return 0 when it shows nothing
[[nodiscard]] int calc_evidence_level(CompetenceElement element,
                                      std::span<const Performance> performances);

/// A level with the outcome of the newest performance that carries it.
struct ShownLevel {
    CompetenceElement element{};
    int level = 0; ///< 1 to 4
    double quality = 0;
    std::size_t outcome = 0; ///< index into performances.back().outcomes
};
/// One for each element that the newest performance shows; empty behind the firewall.
[[nodiscard]] std::vector<ShownLevel> calc_shown_levels(std::span<const Performance> performances);

} // namespace roster::domain
