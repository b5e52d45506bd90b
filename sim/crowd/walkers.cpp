#include "sim/crowd/walkers.h"

namespace sim::crowd {

void Walkers::add(const WalkerSpec& spec) {
    at_m.push_back(spec.start.at_m);
    velocity_mps.push_back({});
    sheet.push_back(spec.start.sheet);
    space.push_back(spec.space);
    wished_direction.push_back({});
    wished_mps.push_back(0);
    gap_m.push_back(no_gap_m);
    top_mps.push_back(spec.free_speed_mps);
    state.push_back(WalkerState::standing);
    radius_m.push_back(spec.radius_m);
    turned_frac.push_back(0);
    crowding_frac.push_back(0);
    held_s.push_back(0);
    sway.push_back({1, 0});
    sway_turn.push_back(0xffffffffu);
    awake_until.push_back(-1);
    free_mps.push_back(spec.free_speed_mps);
    up_mps.push_back(spec.stair_up_mps);
    down_mps.push_back(spec.stair_down_mps);
    speed_factor.push_back(1);
    smoke_factor.push_back(1);
    breathing_height_m.push_back(spec.breathing_height_m);
    enters_smoke.push_back(spec.enters_smoke ? 1 : 0);
    draw_subject.push_back(core::hash_key(spec.key));
}

} // namespace sim::crowd
