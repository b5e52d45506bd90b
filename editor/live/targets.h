/// Whom or what an action can be done to, as choices: what is near comes first.
#pragma once
#include "editor/live/live_drill.h"

namespace editor::live {

struct Target {
    std::string key, words;
};

[[nodiscard]] bool asks_for_target(const LiveDrill& live, sim::drill::Action action);
/// On the person's own level first, then by distance as the crow flies. Cost: things in the plan.
[[nodiscard]] std::vector<Target> list_targets(const LiveDrill& live,
                                               const document::Document& document,
                                               std::string_view person, sim::drill::Action action);
/// Where a resident can be brought: compartments of his level but his own, the open air.
[[nodiscard]] std::vector<Target> list_destinations(const LiveDrill& live,
                                                    std::string_view resident);

} // namespace editor::live
