/// The way of somebody who is led by the arm: corner to corner as a person on foot.
#pragma once
#include "sim/assist/way_finder.h"

namespace sim::assist {

/// @return false when the mesh has no way within one of the spaces of the route; then `way` is
/// of no use
[[nodiscard]] bool find_way_on_foot(const plan::Plan& plan, const plan::WalkableArea& area,
                                    const plan::WalkableMesh& mesh, const WayRequest& request,
                                    const plan::Route& route, Way& way);

/// Unit vector through an opening, out of `from`.
[[nodiscard]] core::Vec2 through_opening(const plan::Plan& plan, const plan::Opening& opening,
                                         plan::SpaceId from);
/// Link of that sheet to or off a flight; null when there is none.
[[nodiscard]] const plan::SheetLink* find_link(const plan::Sheet& sheet, plan::FlightId flight,
                                               bool up) noexcept;
[[nodiscard]] core::Vec2 middle_of(const core::Segment& s) noexcept;

} // namespace sim::assist
