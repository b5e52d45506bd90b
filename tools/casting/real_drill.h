/// A real drill from its observers' marks, on its way into the ledger: the command line and the
/// desk go this one way.
#pragma once
#include "tools/casting/casting.h"
#include "tools/casting/observer_marks.h"

namespace tools::casting {

struct RealDrill {
    ObserverMarks marks;
    std::vector<sim::drill::Fact> facts;
    sim::drill::Score score;
};

/// Casts those who took part and reads the marks against them.
/// @param loaded as read from its file; its people are cast here
/// @param now_utc ISO 8601 with Z: a drill that is still to come is refused
/// Errors: all that is wrong with the participants and the marks, in one go.
[[nodiscard]] sim::core::Result<RealDrill> read_real_drill(const std::string& file,
                                                           std::string_view bytes, Ledger& ledger,
                                                           sim::drill::LoadedScenario& loaded,
                                                           const std::string& now_utc);

/// The drill as the ledger takes it; the caller adds response plan and correction.
/// @param scenario_text as written, before anybody was cast
[[nodiscard]] FinishedDrill finish(const RealDrill& drill, const sim::drill::LoadedScenario& loaded,
                                   std::string scenario_text);

} // namespace tools::casting
