/// What would go wrong in a drill and can be said before it runs, each with the thing to look at.
/// None of it forbids the run: a script may want just that.
#pragma once
#include "sim/drill/scenario.h"

namespace sim::drill {

struct Remark {
    std::string
        pointer;        ///< into the scenario's file, as of its problems; of the plan's: "plan/..."
    std::string object; ///< key of what to show on the drawing: a bed, a space, a stair
    std::string what;   ///< in Chinese
    std::string expected;
};

/// Crews too small for their device, residents without a guide or a device, devices that do not get
/// out of the room, rooms and stairs that lead nowhere with the doors as they are at the start.
/// Cost: about 1 ms a resident, up to 0.2 s where a device has to be searched a way.
[[nodiscard]] std::vector<Remark> find_remarks(const LoadedScenario& loaded);

} // namespace sim::drill
