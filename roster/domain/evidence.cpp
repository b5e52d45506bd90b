#include "roster/domain/evidence.h"

#include "roster/domain/person_name.h"
#include <algorithm>
#include <array>
#include <set>

namespace roster::domain {
namespace {

/// What an outcome can show.
enum class Feature {
    attempted,       ///< any outcome of the element on time or late
    hazards_named,   ///< K: at least three hazards of the own zone
    hazard_found,    ///< K: a planted hazard within 120 s
    complete_call,   ///< A: 119 with all five items within 60 s of the confirmation
    correct_agent,   ///< E: right agent within 60 s of arrival
    residents_moved, ///< L: own residents, in order
    doors_closed,    ///< L
    commanded,       ///< C
};

/// Which action (named like the fact that proves it) shows which feature, and what it must meet
/// besides being on time.
struct ActionRule {
    std::string_view action;
    Feature feature;
    double limit_s;  ///< on delay_s where it is known; 0: none
    int items_count; ///< at least; 0: none
};
constexpr std::array action_rules{
    ActionRule{"competence_q", Feature::hazards_named, 0, hazards_named_count},
    ActionRule{"hazard_found", Feature::hazard_found, hazard_limit_s, 0},
    ActionRule{"call_119", Feature::complete_call, call_limit_s, call_items_count},
    ActionRule{"use_ext", Feature::correct_agent, agent_limit_s, 0},
    ActionRule{"use_blanket", Feature::correct_agent, agent_limit_s, 0},
    ActionRule{"use_hose", Feature::correct_agent, agent_limit_s, 0},
    ActionRule{"resident_move", Feature::residents_moved, 0, 0},
    ActionRule{"resident_safe", Feature::residents_moved, 0, 0},
    ActionRule{"resident_sheltered", Feature::residents_moved, 0, 0},
    ActionRule{"room_clear", Feature::residents_moved, 0, 0},
    ActionRule{"door_close", Feature::doors_closed, 0, 0},
    ActionRule{"shut_zone", Feature::doors_closed, 0, 0},
};

/// What must come together over several drills of the last year.
enum class Repeat {
    none,
    two_calls_one_hard, ///< two drills, one of them at night with distractors
    two_fire_classes,
    two_scenarios_and_names, ///< two scenarios, and hazards named in any of them
};
/// What the drill itself must have been.
enum class Setting {
    any,
    headcount_exact,
    short_staffed_night, ///< night, at most two staff in the zone, an exit blocked, count exact
};

struct LevelRule {
    CompetenceElement element;
    int level;
    std::array<Feature, 3> shows; ///< all of them; attempted fills up
    Setting setting;
    Repeat repeat;
};
using Element = CompetenceElement;
/// drills.md's table as far as a drill can show it; coaching (L4 of K, A, E) cannot be shown here.
constexpr std::array level_rules{
    LevelRule{Element::hazards, 2, {Feature::hazards_named}, Setting::any, Repeat::none},
    LevelRule{Element::hazards,
              3,
              {Feature::hazard_found},
              Setting::any,
              Repeat::two_scenarios_and_names},
    LevelRule{Element::alarm, 2, {Feature::complete_call}, Setting::any, Repeat::none},
    LevelRule{
        Element::alarm, 3, {Feature::complete_call}, Setting::any, Repeat::two_calls_one_hard},
    LevelRule{Element::extinguish, 2, {Feature::correct_agent}, Setting::any, Repeat::none},
    LevelRule{
        Element::extinguish, 3, {Feature::correct_agent}, Setting::any, Repeat::two_fire_classes},
    LevelRule{Element::evacuate,
              2,
              {Feature::residents_moved, Feature::doors_closed},
              Setting::headcount_exact,
              Repeat::none},
    LevelRule{Element::evacuate,
              3,
              {Feature::residents_moved, Feature::doors_closed},
              Setting::short_staffed_night,
              Repeat::none},
    LevelRule{Element::evacuate,
              4,
              {Feature::residents_moved, Feature::doors_closed, Feature::commanded},
              Setting::short_staffed_night,
              Repeat::none},
    LevelRule{Element::command, 2, {Feature::commanded}, Setting::any, Repeat::none},
};

bool is_done(const Outcome& outcome) noexcept {
    return outcome.status == OutcomeStatus::on_time || outcome.status == OutcomeStatus::late;
}

bool meets(const Outcome& outcome, const ActionRule& rule) noexcept {
    if (outcome.status != OutcomeStatus::on_time) return false;
    if (rule.limit_s > 0 && outcome.delay_s && *outcome.delay_s > rule.limit_s) return false;
    return outcome.items_count.value_or(0) >= rule.items_count;
}

/// Done by every outcome that could show it, and by at least one.
bool shows_by_actions(const Performance& performance, CompetenceElement element, Feature feature) {
    bool shown = false;
    for (const Outcome& outcome : performance.outcomes) {
        if (outcome.element != element || outcome.status == OutcomeStatus::not_applicable) continue;
        for (const ActionRule& rule : action_rules) {
            if (rule.action != outcome.action || rule.feature != feature) continue;
            if (!meets(outcome, rule)) return false;
            shown = true;
        }
    }
    return shown;
}

/// Every order of the command element on time, and at least one given.
bool shows_command(const Performance& performance) {
    bool shown = false;
    for (const Outcome& outcome : performance.outcomes) {
        if (outcome.element != Element::command || outcome.status == OutcomeStatus::not_applicable)
            continue;
        if (outcome.status != OutcomeStatus::on_time) return false;
        shown = true;
    }
    return shown;
}

bool shows(const Performance& performance, CompetenceElement element, Feature feature) {
    switch (feature) {
    case Feature::attempted:
        return std::ranges::any_of(performance.outcomes, [&](const Outcome& outcome) {
            return outcome.element == element && is_done(outcome);
        });
    case Feature::commanded:
        return shows_command(performance);
    default:
        return shows_by_actions(performance, element, feature);
    }
}

/// A wrong act, or a critical one left out, shows that the element is not yet done unaided.
bool has_fault(const Performance& performance, CompetenceElement element) {
    return std::ranges::any_of(performance.outcomes, [&](const Outcome& outcome) {
        return outcome.element == element &&
               (outcome.status == OutcomeStatus::wrong ||
                (outcome.critical && outcome.status == OutcomeStatus::missed));
    });
}

bool fits(Setting setting, const DrillConditions& conditions) noexcept {
    switch (setting) {
    case Setting::any:
        return true;
    case Setting::headcount_exact:
        return conditions.headcount_exact;
    case Setting::short_staffed_night:
        return conditions.headcount_exact && conditions.night && conditions.blocked_exit &&
               conditions.zone_staff_count > 0 && conditions.zone_staff_count <= short_staff_count;
    }
    return false;
}

bool shows_all(const Performance& performance, const LevelRule& rule) {
    return !has_fault(performance, rule.element) && fits(rule.setting, performance.conditions) &&
           std::ranges::all_of(rule.shows, [&](Feature feature) {
               return feature == Feature::attempted || shows(performance, rule.element, feature);
           });
}

/// Performances that may support a rule: recent enough and good enough, the judged one included.
std::vector<const Performance*> find_supporting(const LevelRule& rule,
                                                std::span<const Performance> performances) {
    std::vector<const Performance*> supporting;
    const Date oldest = performances.back().local_day - Days{validity_days};
    for (const Performance& performance : performances)
        if (performance.local_day >= oldest &&
            calc_level_cap(rule.element, performance.source) >= rule.level &&
            shows_all(performance, rule))
            supporting.push_back(&performance);
    return supporting;
}

std::size_t count_fire_classes(std::span<const Performance* const> performances) {
    std::set<std::string_view> classes;
    for (const Performance* performance : performances)
        for (const Outcome& outcome : performance->outcomes)
            if (outcome.element == Element::extinguish && !outcome.fire_class.empty() &&
                outcome.status == OutcomeStatus::on_time)
                classes.insert(outcome.fire_class);
    return classes.size();
}

bool has_named_hazards(std::span<const Performance> performances) {
    const Date oldest = performances.back().local_day - Days{validity_days};
    return std::ranges::any_of(performances, [&](const Performance& performance) {
        return performance.local_day >= oldest &&
               shows(performance, Element::hazards, Feature::hazards_named);
    });
}

bool repeats(Repeat repeat, std::span<const Performance* const> supporting,
             std::span<const Performance> performances) {
    switch (repeat) {
    case Repeat::none:
        return true;
    case Repeat::two_calls_one_hard:
        return supporting.size() >= 2 && std::ranges::any_of(supporting, [](const Performance* p) {
                   return p->conditions.night && p->conditions.distractors;
               });
    case Repeat::two_fire_classes:
        return count_fire_classes(supporting) >= 2;
    case Repeat::two_scenarios_and_names: {
        std::set<std::string_view> scenarios;
        for (const Performance* performance : supporting)
            scenarios.insert(performance->scenario_key);
        return scenarios.size() >= 2 && has_named_hazards(performances);
    }
    }
    return false;
}

bool is_met(const LevelRule& rule, std::span<const Performance> performances) {
    const auto supporting = find_supporting(rule, performances);
    const bool now = !supporting.empty() && supporting.back() == &performances.back();
    return now && repeats(rule.repeat, supporting, performances);
}

/// The outcome that a reader should open to see why: the first on time, else the first late.
std::optional<std::size_t> find_telling_outcome(const Performance& performance,
                                                CompetenceElement element) {
    std::optional<std::size_t> late;
    for (std::size_t i = 0; i < performance.outcomes.size(); ++i) {
        const Outcome& outcome = performance.outcomes[i];
        if (outcome.element != element || !is_done(outcome)) continue;
        if (outcome.status == OutcomeStatus::on_time) return i;
        if (!late) late = i;
    }
    return late;
}

} // namespace

EvidenceGrade grade(EvidenceSource source) noexcept {
    switch (source) {
    case EvidenceSource::real_observed:
        return {quality_real, 4, true};
    case EvidenceSource::live_multi:
        return {quality_live_multi, 3, false};
    case EvidenceSource::live_single:
        return {quality_live_single, 2, false};
    case EvidenceSource::practical:
        return {quality_practical, 2, false};
    case EvidenceSource::quiz:
        return {quality_quiz, 1, false};
    case EvidenceSource::none:
        break;
    }
    return {};
}

int calc_level_cap(CompetenceElement element, EvidenceSource source) noexcept {
    const EvidenceGrade worth = grade(source);
    if (element == Element::extinguish && !worth.hands_on) return std::min(worth.highest_level, 1);
    return worth.highest_level;
}

int calc_assessment_cap(CompetenceElement element, ActivityForm form) noexcept {
    switch (form) {
    case ActivityForm::hands_on:
        return grade(EvidenceSource::practical).highest_level;
    case ActivityForm::real_drill:
    case ActivityForm::topic:
    case ActivityForm::pre_job:
    case ActivityForm::pre_shift:
        return calc_level_cap(element, EvidenceSource::practical);
    case ActivityForm::meeting:
    case ActivityForm::observation:
    case ActivityForm::online:
    case ActivityForm::self_study:
        break;
    }
    return 1;
}

EvidenceSource calc_source(const DrillResult& drill, const PersonResult& person) noexcept {
    if (drill.progress != DrillProgress::held || person.played_by != PlayedBy::person)
        return EvidenceSource::none;
    return calc_source(drill.kind, calc_deciding_count(drill));
}

EvidenceSource calc_source(DrillKind kind, int deciding_count) noexcept {
    switch (kind) {
    case DrillKind::real:
        return EvidenceSource::real_observed;
    case DrillKind::live:
        return deciding_count >= 2 ? EvidenceSource::live_multi : EvidenceSource::live_single;
    case DrillKind::tabletop:
    case DrillKind::demonstration:
        break;
    }
    return EvidenceSource::none;
}

bool is_evidence(const Outcome& outcome, EvidenceSource source,
                 std::string_view person_name) noexcept {
    if (source == EvidenceSource::none) return false;
    if (source != EvidenceSource::real_observed) return true;
    return names_somebody(outcome.observer) && !means_person(outcome.observer, "", person_name);
}

Performance make_performance(const DrillResult& drill, const PersonResult& person,
                             std::string_view person_name) {
    Performance performance{calc_source(drill, person), drill.scenario_key, drill.local_day,
                            drill.started_at_utc,       drill.conditions,   {}};
    for (const Outcome& outcome : person.outcomes)
        if (is_evidence(outcome, performance.source, person_name))
            performance.outcomes.push_back(outcome);
    return performance;
}

int calc_evidence_level(CompetenceElement element, std::span<const Performance> performances) {
    if (performances.empty()) return 0;
    const Performance& newest = performances.back();
    const int cap = calc_level_cap(element, newest.source);
    if (cap == 0 || !shows(newest, element, Feature::attempted)) return 0;
    int level = 1;
    for (const LevelRule& rule : level_rules)
        if (rule.element == element && rule.level <= cap && is_met(rule, performances))
            level = std::max(level, rule.level);
    return level;
}

std::vector<ShownLevel> calc_shown_levels(std::span<const Performance> performances) {
    std::vector<ShownLevel> shown;
    for (const CompetenceElement element : sim::core::all_competence_elements) {
        const int level = calc_evidence_level(element, performances);
        if (level == 0) continue;
        const Performance& newest = performances.back();
        if (const auto outcome = find_telling_outcome(newest, element))
            shown.push_back({element, level, grade(newest.source).quality, *outcome});
    }
    return shown;
}

} // namespace roster::domain
