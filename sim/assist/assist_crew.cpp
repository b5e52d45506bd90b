#include "sim/assist/assist_constants.h"
#include "sim/assist/assist_state.h"
#include "sim/assist/car_places.h"
#include "sim/assist/crew_places.h"
#include "sim/core/text.h"
#include <algorithm>

namespace sim::assist {

using core::Vec2;
using crowd::WalkerState;

namespace {

constexpr double beside_bed_m = 0.35; ///< from the side of the bed
constexpr double mesh_reach_m = 1.0;
constexpr double stair_walk_mps = 0.6; ///< of handlers who climb to somebody left on a flight

double reach_of(const Transfer& t) {
    return gather_reach_m + std::max(t.spec.device.length_m, t.spec.device.width_m) / 2;
}

} // namespace

plan::SpaceId Assist::Impl::space_at(plan::Position p, plan::SpaceId guess) const {
    const plan::Sheet& sheet = area.sheets[p.sheet.index()];
    if (sheet.flight) return plan[sheet.flight].lower;
    if (guess && plan[guess].level == sheet.level && core::contains(plan[guess].outline_m, p.at_m))
        return guess;
    const plan::SpaceId found = plan.find_space_at(sheet.level, p.at_m);
    return found ? found : guess;
}

bool Assist::Impl::is_there(crowd::WalkerId id, plan::Position at, double reach_m) const {
    const plan::Position p = crowd.position(id);
    const double away_m = core::distance(p.at_m, at.at_m);
    if (p.sheet != at.sheet || away_m > reach_m) return false;
    return core::length(crowd.velocity_mps(id)) < gather_still_mps;
}

/// Beside the bed where there is floor, else at the resident.
void Assist::Impl::send_to_resident(Transfer& t, std::size_t i) {
    if (const plan::FlightId on = area.sheets[t.spec.sheet.index()].flight) {
        const plan::Flight& flight = plan[on];
        const core::Segment& edge =
            t.spec.from == flight.upper ? flight.upper_edge_m : flight.lower_edge_m;
        crowd.go_to(t.crew[i], t.spec.from, (edge.a + edge.b) * 0.5);
        return;
    }
    const plan::Pose pose = t.pose();
    const Vec2 along = direction_of(pose.heading_rad), left = core::left_of(along);
    const double side_m = std::max(t.spec.device.width_m / 2, 0.2) + beside_bed_m;
    const double along_m =
        i / 2 % 2 == 0 ? t.spec.device.length_m / 6 : -t.spec.device.length_m / 6;
    Vec2 place = pose.center_m;
    for (const double sign : {i % 2 == 0 ? 1.0 : -1.0, i % 2 == 0 ? -1.0 : 1.0}) {
        const Vec2 want = pose.center_m + left * (sign * side_m) + along * (sign * along_m);
        const auto floor = mesh.nearest(t.spec.sheet, want, mesh_reach_m);
        if (!floor || !core::contains(plan[t.spec.from].outline_m, *floor)) continue;
        place = *floor;
        if (core::distance(*floor, want) < beside_bed_m) break;
    }
    crowd.go_to(t.crew[i], t.spec.from, place);
}

bool Assist::Impl::keep_enough_handlers(Transfer& t) {
    for (std::size_t i = 0; i < t.crew.size();) {
        const WalkerState state = crowd.state(t.crew[i]);
        if (state != WalkerState::down && state != WalkerState::gone) {
            ++i;
            continue;
        }
        if (t.status.phase == TransferPhase::fetching && i == 0) {
            stop(t, core::tr("取器材的人失能"));
            return false;
        }
        t.crew.erase(t.crew.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (static_cast<int>(t.crew.size()) >= t.spec.device.handlers_min) return true;
    stop(t, core::tr("搬运人员失能，人手不够"));
    return false;
}

void Assist::Impl::step_fetching(Transfer& t) {
    const crowd::WalkerId first = t.crew.front();
    const plan::Equipment& stock = plan[t.spec.stock];
    const plan::Position at{area.sheet_of(plan[stock.space].level), stock.at_m};
    const WalkerState state = crowd.state(first);
    t.timer_s = state == WalkerState::no_route ? t.timer_s + core::tick_s : 0;
    if (t.timer_s > gather_patience_s) {
        stop(t, core::trf("到不了器材存放处 {}", stock.key));
        return;
    }
    if (state != WalkerState::arrived && !is_there(first, at, gather_reach_m)) return;
    t.timer_s = 0;
    t.status.phase = TransferPhase::gathering;
    send_to_resident(t, 0);
}

void Assist::Impl::step_gathering(Transfer& t) {
    bool lost = false, all = true;
    for (const crowd::WalkerId id : t.crew) {
        const WalkerState state = crowd.state(id);
        lost = lost || state == WalkerState::no_route;
        all =
            all && (state == WalkerState::arrived || is_there(id, t.status.resident, reach_of(t)));
    }
    t.timer_s = lost ? t.timer_s + core::tick_s : 0;
    t.status.waits = lost ? core::tr("搬运人员过不来") : all ? "" : core::tr("等搬运人员到齐");
    if (t.timer_s > gather_patience_s) {
        stop(t, core::tr("搬运人员到不了老人身边"));
        return;
    }
    if (!all) return;
    if (area.sheets[t.status.resident.sheet.index()].flight)
        t.status.preparation_left_s += t.status.resident.at_m.y / stair_walk_mps;
    t.timer_s = 0;
    t.status.phase = TransferPhase::preparing;
}

void Assist::Impl::step_preparing(Transfer& t) {
    t.status.preparation_left_s -= core::tick_s;
    if (t.status.preparation_left_s > 0) return;
    t.status.preparation_left_s = 0;
    t.status.phase = TransferPhase::moving;
}

/// Of the crew of a device that stands in a car; empty elsewhere.
std::vector<Vec2> Assist::Impl::places_in_car(const Transfer& t) const {
    const auto ride = find_ride(t);
    if (!t.has_shape() || !ride || need_of(t, *ride) != crowd::LiftNeed::ride) return {};
    return find_car_places(plan[ride->from].outline_m, make_footprint(t.shape()), t.pose(),
                           static_cast<int>(t.crew.size()));
}

void Assist::Impl::place_crew(Transfer& t, const crowd::Surroundings& s, bool at_once) {
    constexpr double bounds_reach_m = 3.0;
    const plan::SheetId sheet = t.status.resident.sheet;
    const Vec2 middle = t.status.resident.at_m;
    near.clear();
    walls.find_bounds(sheet, box_round(middle, bounds_reach_m), near);
    for (const plan::Passage& passage : area.sheets[sheet.index()].passages)
        if (shut(passage.opening, s) && core::distance(passage.gap_m, middle) < bounds_reach_m)
            near.push_back(passage.gap_m);
    const double step_m =
        handler_step_mps * core::tick_s + core::length(t.velocity_mps) * core::tick_s;
    const std::vector<Vec2> in_car = places_in_car(t);
    for (std::size_t i = 0; i < t.crew.size(); ++i) {
        const double radius_m = crowd.radius_m(t.crew[i]);
        const plan::Position now = crowd.position(t.crew[i]);
        const Vec2 want = handler_place_m(t.pose(), t.spec.device, i, t.crew.size());
        Vec2 to =
            i < in_car.size() ? in_car[i] : find_reachable_place(want, middle, radius_m, near);
        if (!at_once && now.sheet == sheet) to = step_towards(now.at_m, to, step_m, radius_m, near);
        const plan::Position position{sheet, to};
        crowd.place(t.crew[i], position, space_at(position, t.status.resident_space));
    }
}

} // namespace sim::assist
