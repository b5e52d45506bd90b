/// What a script is made of, in lists: injects and expected actions on one time line, the steps of
/// the response plan, fires, people; and what a person does to them.
#pragma once
#include "editor/document/script_document.h"

namespace editor::document {

struct ScriptItem {
    enum class Kind { none, inject, expected, step, fire, person } kind = Kind::none;
    std::size_t index = 0; ///< in its list of the scenario
    friend bool operator==(const ScriptItem&, const ScriptItem&) = default;
    [[nodiscard]] explicit operator bool() const noexcept { return kind != Kind::none; }
};

struct ScriptRow {
    ScriptItem item;
    std::optional<double> time_s; ///< when it comes, or is due; none: by condition or by hand
    std::string when, what, who;  ///< in words
};
/// Which list is shown.
enum class ScriptList { events, steps, fires, people };
/// Events by time, those without a time last in the contingency tray, equal times in the script's
/// order; the others as the script has them.
[[nodiscard]] std::vector<ScriptRow> list_script_rows(const sim::drill::Scenario& scenario,
                                                      const sim::plan::Plan& plan, ScriptList list);
[[nodiscard]] bool exists(const sim::drill::Scenario& scenario, const ScriptItem& item) noexcept;

/// What may be named as a target: spaces, doors, equipment, residents, roles; key and words.
using Named = std::pair<std::string, std::string>;
[[nodiscard]] std::vector<Named> list_targets(const sim::drill::Scenario& scenario,
                                              const sim::plan::Plan& plan);

using ScriptEdit = std::pair<sim::drill::Scenario, ScriptItem>; ///< and what to select

/// At that time, from and to the roles of the one before it; its text is to be written.
[[nodiscard]] ScriptEdit add_inject(sim::drill::Scenario scenario, double time_s);
/// That something is reported in time, by the first role; its condition is to be chosen.
[[nodiscard]] ScriptEdit add_expected(sim::drill::Scenario scenario, double due_s);
/// By the first role, when its step before is done; what it does is to be chosen.
[[nodiscard]] ScriptEdit add_step(sim::drill::Scenario scenario);
/// In the room of origin, of medium growth, at the start.
[[nodiscard]] ScriptEdit add_fire(sim::drill::Scenario scenario, const sim::plan::Plan& plan);
/// In the first role, where the first of the people is.
[[nodiscard]] ScriptEdit add_person(sim::drill::Scenario scenario);
/// In its middle, or nearer to a corner where that lies outside.
void put_fire(sim::fire::FireSpec& fire, const sim::plan::Plan& plan, sim::plan::SpaceId space);
[[nodiscard]] ScriptEdit copy_item(sim::drill::Scenario scenario, const ScriptItem& item);
[[nodiscard]] ScriptEdit remove_item(sim::drill::Scenario scenario, const ScriptItem& item);
/// All that comes at that time or later, by so much; nothing before the start. Conditions stay.
[[nodiscard]] sim::drill::Scenario shift_from(sim::drill::Scenario scenario, double from_s,
                                              double by_s);
/// Every time and window by that factor, > 0.
[[nodiscard]] sim::drill::Scenario scale_times(sim::drill::Scenario scenario, double factor);

/// A condition put together from choices: `ev(kind, role='...', target='...')`; empty parts are
/// left out. @param within_s of the alarm; none: at any time
struct EventChoice {
    sim::drill::FactKind kind = sim::drill::FactKind::alarm_confirm;
    std::string role, target;
    std::optional<double> within_s;
};
[[nodiscard]] std::string to_predicate(const EventChoice& choice);

} // namespace editor::document
