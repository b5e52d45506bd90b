#include "sim/crowd/walkers.h"

namespace sim::crowd {

template <class Do>
void Walkers::each_column(const Do& apply) {
    const auto all = [&](auto&... columns) { (apply(columns), ...); };
    all(id, at_m, velocity_mps, sheet, space, wished_direction, wished_mps, gap_m, in_file,
        pace_mps, top_mps, state, radius_m, turned_frac, crowding_frac, held_s, kept_mps, sway,
        sway_turn, awake_until, free_mps, up_mps, down_mps, speed_factor, smoke_factor,
        breathing_height_m, enters_smoke, can_crawl, holds_handrail, posture, draw_subject,
        ramp_up_ratio, ramp_down_ratio, walks_on_escalators, lift_permit);
}

void Walkers::renumber(const Renumbering& renumbering) {
    each_column([&](auto& column) { renumbering.apply(column); });
}

void Walkers::add(const WalkerSpec& spec) {
    // Room for an eighth more: doubling would leave half of a large crowd's memory empty.
    each_column([](auto& column) {
        if (column.size() == column.capacity())
            column.reserve(column.size() + column.size() / 8 + 16);
    });
    id.push_back(static_cast<std::uint32_t>(size()));
    at_m.push_back(spec.start.at_m);
    velocity_mps.push_back({});
    sheet.push_back(spec.start.sheet);
    space.push_back(spec.space);
    wished_direction.push_back({});
    wished_mps.push_back(0);
    gap_m.push_back(no_gap_m);
    in_file.push_back(InFile::no);
    pace_mps.push_back(no_pace_mps);
    top_mps.push_back(spec.free_speed_mps);
    state.push_back(WalkerState::standing);
    radius_m.push_back(spec.radius_m);
    turned_frac.push_back(0);
    crowding_frac.push_back(0);
    held_s.push_back(0);
    kept_mps.push_back({});
    sway.push_back({1, 0});
    sway_turn.push_back(0xffffffffu);
    awake_until.push_back(-1);
    free_mps.push_back(spec.free_speed_mps);
    up_mps.push_back(spec.stair_up_mps);
    down_mps.push_back(spec.stair_down_mps);
    speed_factor.push_back(1);
    smoke_factor.push_back(1);
    breathing_height_m.push_back(spec.breathing_height_m);
    ramp_up_ratio.push_back(static_cast<float>(spec.ramp_up_ratio));
    ramp_down_ratio.push_back(static_cast<float>(spec.ramp_down_ratio));
    walks_on_escalators.push_back(spec.walks_on_escalators ? 1 : 0);
    lift_permit.push_back(0);
    enters_smoke.push_back(spec.enters_smoke ? 1 : 0);
    can_crawl.push_back(spec.can_crawl ? 1 : 0);
    holds_handrail.push_back(spec.holds_handrail ? 1 : 0);
    posture.push_back(Posture::upright);
    draw_subject.push_back(core::hash_key(spec.key));
}

} // namespace sim::crowd
