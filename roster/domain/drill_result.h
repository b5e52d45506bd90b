/// What one drill showed of each person, as plain values: the only thing that crosses from the
/// simulation's wing into the roster. tools/casting fills it from facts or from observers' marks.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/domain/key_moment.h"
#include "roster/domain/names.h"
#include "sim/core/competence_element.h"
#include "sim/core/result.h"
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roster::domain {

using sim::core::CompetenceElement;
using sim::core::DrillKind;
inline constexpr std::array<std::string_view, 4> drill_kind_names{"real", "live", "tabletop",
                                                                  "demonstration"};

enum class OutcomeStatus { on_time, late, missed, wrong, not_applicable };
inline constexpr std::array<std::string_view, 5> outcome_status_names{"on_time", "late", "missed",
                                                                      "wrong", "not_applicable"};
/// 准时 迟 漏 错 不适用
[[nodiscard]] const char* word(OutcomeStatus status) noexcept;

/// One expected action of one person and what became of it.
struct Outcome {
    int expected_no = 0; ///< number of the expected action in its scenario
    std::string action;  ///< kind of fact: "call_119", "door_close" …
    CompetenceElement element{};
    OutcomeStatus status{};
    bool critical = false;
    std::optional<double> time_s;   ///< since STARTEX; empty when missed
    std::optional<double> delay_s;  ///< since what opened the window (confirmation, arrival)
    std::optional<int> items_count; ///< mandatory items given in a call, hazards named
    std::string fire_class;         ///< "A", "B", "C", "E", "F" of the fire fought; else empty
    std::string observer;           ///< who marked it, by name; empty when nobody did
    std::int64_t fact_seq = -1;     ///< fact of the record that decided it; -1 when none
    std::string fact_sha256;        ///< hash of that fact in the record's chain
    std::string reason;             ///< one sentence for the person
};

/// Who acted for a role: the person, or a policy in the person's place.
enum class PlayedBy { person, policy };
inline constexpr std::array<std::string_view, 2> played_by_names{"person", "policy"};

struct PersonResult {
    std::string person_key;
    std::string role; ///< role of the scenario
    PlayedBy played_by = PlayedBy::policy;
    std::optional<double> score; ///< 0 to 100
    std::vector<Outcome> outcomes;
};

/// What made the drill hard or easy; some levels ask for it.
struct DrillConditions {
    bool night = false;
    bool distractors = false; ///< caller is interrupted, or the line drops
    bool blocked_exit = false;
    bool headcount_exact = false; ///< reported count equals the people who were there
    int zone_staff_count = 0;     ///< staff at hand in the zone of origin; 0 when unknown
};

enum class DrillProgress { planned, held };
inline constexpr std::array<std::string_view, 2> drill_progress_names{"planned", "held"};

/// What it went by, in full; the ledger keeps it so that the drill can be read in ten years.
struct DrillSource {
    std::string scenario_text; ///< as written, before anybody was cast; empty: not kept
    std::string plan_text;
    std::string marks; ///< bytes of the observers' sheet, of real drills; record_sha256 is theirs
};

struct DrillResult {
    std::string organisation_key;
    DrillKind kind = DrillKind::demonstration;
    DrillProgress progress = DrillProgress::held;
    std::string scenario_key;
    std::string scenario_sha256; ///< lower-case hex
    std::string plan_key;
    std::string plan_sha256;
    std::string record_sha256; ///< of the record, or of the observers' marks; empty while planned
    std::uint64_t seed = 0;
    Instant started_at_utc{};
    Date local_day{};
    std::string rating; ///< "P", "S", "M", "U"; empty while planned
    std::optional<double> score;
    std::string lead_observer; ///< empty outside real drills
    /// What it was about, words of content_tag_names: "fire" when the scenario has one.
    std::vector<std::string> tags{};
    DrillConditions conditions;
    std::vector<PersonResult> persons;
    std::vector<KeyMoment> moments{}; ///< those that lack are written with a reason
    DrillSource source{};             ///< of real drills and live simulations
};

/// People who decided for themselves; 2 and more make a multi-user simulation.
[[nodiscard]] int calc_deciding_count(const DrillResult& drill) noexcept;
/// Everything that keeps a drill from being recorded, in one go; empty when it may be.
[[nodiscard]] sim::core::Problems check(const DrillResult& drill);

} // namespace roster::domain
