// The building's side of a tick: fire and smoke, detectors and panel, doors.
#include "sim/core/text.h"
#include "sim/drill/world_state.h"
#include <algorithm>
#include <cmath>

namespace sim::drill {

namespace {

const std::int64_t fire_period_ticks = core::tick_at(fire::fire_period_s).value;
const double hose_decay_per_step = std::exp(-fire::fire_period_s / hose_time_constant_s);

} // namespace

core::Result<void> World::Impl::step_fire() {
    if (!smoke) return {};
    const std::int64_t phase = now.value % fire_period_ticks;
    if (phase == 0) {
        const auto open = doors->open_frac();
        for (std::size_t i = 0; i < open.size(); ++i)
            smoke->set_open_frac(core::make_id<plan::OpeningId>(i), open[i]);
        for (std::size_t i = 0; i < suppression.size(); ++i) {
            if (under_attack[i]) suppression[i] *= hose_decay_per_step;
            if (suppression[i] < fire_out_frac && !covers[i].on()) suppression[i] = 0;
            smoke->set_suppression(i, left_of_fire(i));
        }
        if (auto stepped = smoke->step(); !stepped) return stepped;
        note_fire_changes();
        note_smoky_spaces();
    }
    smoke->set_view_phase(static_cast<double>(phase) / static_cast<double>(fire_period_ticks));
    return {};
}

void World::Impl::note_fire_changes() {
    for (std::size_t i = 0; i < scenario.fires.size(); ++i) {
        const fire::FireSpec& spec = scenario.fires[i];
        const fire::FireState& state = smoke->fires()[i];
        const std::string space = plan[spec.space].key;
        if (!fire_seen_started[i] && state.hrr_kW > 0) {
            fire_seen_started[i] = 1;
            Args args;
            args.set("space", space);
            emit(FactKind::fire_started, "system", spec.key, std::move(args));
        }
        if (!fire_seen_flaming[i] && state.hrr_kW > std::max(1.0, 1.5 * spec.smoulder_kW)) {
            fire_seen_flaming[i] = 1;
            Args args;
            args.set("space", space);
            emit(FactKind::fire_flaming, "system", spec.key, std::move(args));
        }
        const bool put_out = fire_seen_started[i] && left_of_fire(i) <= 0;
        const bool burnt_out = fire_seen_flaming[i] && !state.burning;
        if (!fire_seen_out[i] && (put_out || burnt_out)) {
            fire_seen_out[i] = 1;
            emit(FactKind::fire_out, "system", spec.key);
        }
    }
}

double World::Impl::visibility_m(plan::SpaceId space, double height_m) const {
    if (!smoke) return 30;
    double worst = 30;
    for (const plan::CellId cell : cells.cells_of_space[space.index()]) {
        const double offset_m =
            plan[plan[space].level].elevation_m - cells.cells[cell.index()].floor_elevation_m;
        const fire::Air air = smoke->view().air_at(cell, offset_m + height_m);
        worst = std::min(worst, fire::calc_visibility_m(air.extinction_per_m));
    }
    return worst;
}

void World::Impl::note_smoky_spaces() {
    for (std::size_t i = 0; i < plan.spaces.size(); ++i) {
        const auto space = core::make_id<plan::SpaceId>(i);
        if (cells.cells_of_space[i].empty() || space_untenable[i]) continue;
        if (!space_smoky[i] &&
            visibility_m(space, fire::breathing_height_standing_m) < smoky_visibility_m) {
            space_smoky[i] = 1;
            emit(FactKind::space_smoky, "system", plan.spaces[i].key);
            note_failed_shelters(space);
        }
        const plan::CellId cell = cells.cells_of_space[i].front();
        const double offset_m =
            plan[plan.spaces[i].level].elevation_m - cells.cells[cell.index()].floor_elevation_m;
        const fire::Air air = smoke->view().air_at(cell, offset_m + untenable_height_m);
        if (air.temperature_K > untenable_temperature_K ||
            visibility_m(space, untenable_height_m) < untenable_visibility_m) {
            space_untenable[i] = 1;
            Args args;
            args.set("temperature_K", air.temperature_K);
            args.set("visibility_m", visibility_m(space, untenable_height_m));
            emit(FactKind::room_untenable, "system", plan.spaces[i].key, std::move(args));
        }
    }
}

void World::Impl::step_devices() {
    if (smoke) {
        alarm->step(now, smoke->view());
    } else {
        static const struct ClearAir final : fire::HazardView {
            fire::Air air_at(plan::CellId, double) const override { return {}; }
            fire::LayerState layers(plan::CellId) const override { return {}; }
            CeilingJet ceiling_jet(plan::CellId, core::Vec2) const override { return {}; }
        } clear_air;
        alarm->step(now, clear_air);
    }
    note_panel_events();
}

void World::Impl::note_panel_events() {
    using devices::PanelEventKind;
    for (const devices::PanelEvent& event : alarm->events()) {
        Args args;
        switch (event.kind) {
        case PanelEventKind::detector_alarm: {
            const plan::Detector& detector = plan[plan.find_detector(event.subject)];
            args.set("space", plan[detector.space].key);
            args.set("zone", detector.zone);
            args.set("device", std::string("detector"));
            emit(FactKind::alarm_raised, "system", event.subject, std::move(args));
            break;
        }
        case PanelEventKind::call_point_alarm: {
            const plan::Equipment& point = plan[plan.find_equipment(event.subject)];
            args.set("space", plan[point.space].key);
            args.set("device", std::string("call_point"));
            emit(FactKind::alarm_raised, "system", event.subject, std::move(args));
            break;
        }
        case PanelEventKind::linkage_started:
            doors->release_magnets();
            emit(FactKind::linkage_auto, "system", event.subject);
            break;
        case PanelEventKind::broadcast_started:
            if (broadcast_actor.empty()) {
                args.set("by", std::string("linkage"));
                emit(FactKind::broadcast, "system", scenario.focus_zone, std::move(args));
                wake_residents(rooms_of(scenario.focus_zone), true);
            }
            broadcast_actor.clear();
            break;
        case PanelEventKind::reset_refused:
            args.set("detail", event.detail);
            emit(FactKind::command_refused, "system", "panel", std::move(args));
            break;
        case PanelEventKind::fault:
            args.set("detail", event.detail);
            emit(event.subject == "power_lost" ? FactKind::power_lost : FactKind::log_entry,
                 "system", event.subject, std::move(args));
            break;
        default:
            break; // what people do at the panel is a fact of theirs
        }
    }
}

void World::Impl::step_doors() {
    const auto occupants = crowd->opening_occupants();
    for (std::size_t i = 0; i < occupied.size(); ++i)
        occupied[i] = occupants[i] > 0 ? 1 : 0;
    for (const plan::OpeningId id : assist->openings_in_use())
        occupied[id.index()] = 1;
    for (const crowd::DoorPush& push : crowd->door_pushes())
        doors->open(push.opening);
    for (const crowd::DoorPush& push : assist->door_pushes())
        doors->open(push.opening);
    doors->step(occupied);
    for (const devices::Doors::Change& change : doors->changes()) {
        Args args;
        args.set("open", change.now_open);
        emit(FactKind::opening_state, "system", plan[change.opening].key, std::move(args));
    }
}

} // namespace sim::drill
