/// Keeps homes from being emptied by sessions that overlap, which no bound of the network can say:
/// somebody of the home stays away from that day, one branch for each. Internal to the folder.
#pragma once
#include "roster/schedule/training_network.h"

namespace roster::schedule {

/// Flows solved before the best so far is taken as it is. Range 1 to 10,000; a case without
/// overlapping sessions needs one.
inline constexpr int most_flows_count = 400;

struct SeatAnswer {
    FlowAnswer flow;
    bool proven = true;    ///< the cheapest of all
    bool branched = false; ///< some choices of the network were closed
};
/// The cheapest assignment in which every home of two and more keeps somebody present on each day
/// on which it sends somebody. Cost: one flow where no sessions overlap.
[[nodiscard]] SeatAnswer solve_seats(const TrainingNetwork& network);

} // namespace roster::schedule
