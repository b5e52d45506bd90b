/// What observers marked in a real drill: person, action, time, place, and who saw it. CSV or JSON,
/// format in docs/formats.md#marks. Turned into the same facts that a simulated run leaves, so that
/// the same expectations score both.
#pragma once
#include "sim/drill/scenario.h"

namespace tools::casting {

inline constexpr std::uintmax_t marks_file_limit_bytes = 4u << 20;

struct Mark {
    double time_s = 0;      ///< since the start of the drill
    std::string person;     ///< key in the scenario
    sim::drill::FactKind kind{};
    std::string target;
    sim::drill::Args args;
    std::string observer;   ///< name; never the person marked
    int line = 0;           ///< where it stands in the file
};

struct ObserverMarks {
    std::string date;       ///< local day, yyyy-mm-dd
    std::string started;    ///< local time of day, hh:mm
    std::string lead_observer;
    sim::drill::StartMode start = sim::drill::StartMode::system;
    std::vector<std::string> observers;
    std::vector<Mark> marks; ///< by time, then by line
    std::string sha256;     ///< of the file's bytes
};

/// All problems with their lines: unknown people, actions, places, times, observers who mark
/// themselves, marks without an observer.
[[nodiscard]] sim::core::Result<ObserverMarks> load_marks(const std::string& file,
                                                          const sim::drill::LoadedScenario& loaded);
[[nodiscard]] sim::core::Result<ObserverMarks> parse_marks(const std::string& file, std::string_view bytes,
                                                           const sim::drill::LoadedScenario& loaded);

/// The facts of the drill: start, marks in order, end. Marks about one action by several observers
/// stay separate facts; the earliest decides.
[[nodiscard]] std::vector<sim::drill::Fact> make_facts(const ObserverMarks& marks,
                                                       const sim::drill::Scenario& scenario);

} // namespace tools::casting
