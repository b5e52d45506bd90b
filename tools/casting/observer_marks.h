/// What observers marked in a real drill: person, action, time, place, and who saw it. CSV or JSON,
/// format in docs/formats.md#marks. Turned into the same facts that a simulated run leaves, so that
/// the same expectations score both.
#pragma once
#include "sim/drill/scenario.h"

namespace tools::casting {

inline constexpr std::uintmax_t marks_file_limit_bytes = 4u << 20;

/// An observer can see it; what only a model knows is no mark.
[[nodiscard]] bool is_observable(sim::drill::FactKind kind) noexcept;
/// What the building or the other side does: seen, but nobody's deed.
[[nodiscard]] bool is_by_system(sim::drill::FactKind kind) noexcept;

struct Mark {
    double time_s = 0;  ///< since the start of the drill
    std::string person; ///< key in the scenario
    sim::drill::FactKind kind{};
    std::string target;
    sim::drill::Args args;
    std::string observer; ///< name; never the person marked
    int line = 0;         ///< where it stands in the file
};

/// What stands above the marks.
struct MarksHead {
    std::string date;        ///< local day, yyyy-mm-dd
    std::string started;     ///< local time of day, hh:mm
    std::string started_utc; ///< the same instant, ISO 8601 with Z
    std::string lead_observer;
    sim::drill::StartMode start = sim::drill::StartMode::system;
    /// Role and person (name or key in the ledger), where others took part than the day's shift.
    std::vector<std::pair<std::string, std::string>> participants;
};

struct ObserverMarks : MarksHead {
    std::vector<std::string> observers;
    std::vector<Mark> marks; ///< by time, then by line
    std::string bytes;       ///< of the file
    std::string sha256;      ///< of the file's bytes
};

/// The head alone, before anybody is cast. What is wrong in the file is left to parse_marks; what
/// cannot be read stays empty.
[[nodiscard]] MarksHead read_marks_head(std::string_view bytes);

/// All problems with their lines: unknown people, actions, places, times, observers who mark
/// themselves, marks without an observer, a lead observer who took part.
/// @param loaded with the people of that day cast: marks name them by name or by the scenario's key
[[nodiscard]] sim::core::Result<ObserverMarks>
parse_marks(const std::string& file, std::string_view bytes,
            const sim::drill::LoadedScenario& loaded);

/// The facts of the drill: start, marks in order, end. Marks about one action by several observers
/// stay separate facts; the earliest decides.
[[nodiscard]] std::vector<sim::drill::Fact> make_facts(const ObserverMarks& marks,
                                                       const sim::drill::Scenario& scenario);

} // namespace tools::casting
