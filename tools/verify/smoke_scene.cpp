#include "tools/verify/smoke_scene.h"

namespace tools::verify {

using namespace sim;

plan::CellId SmokeScene::add_room(const std::string& key, const Room& room) {
    plan::Cell c;
    c.key = key;
    c.space = core::make_id<plan::SpaceId>(cells.cells_of_space.size());
    c.floor_area_m2 = room.width_m * room.length_m;
    c.height_m = room.height_m;
    c.floor_elevation_m = room.elevation_m;
    c.width_m = room.width_m;
    c.length_m = room.length_m;
    const double x = room.x_m, y = room.y_m, w = room.width_m, l = room.length_m;
    c.outline_m = {{x, y}, {x + w, y}, {x + w, y + l}, {x, y + l}};
    const auto id = core::make_id<plan::CellId>(cells.cells.size());
    cells.cells.push_back(std::move(c));
    cells.cells_of_space.push_back({id});
    return id;
}

plan::OpeningId SmokeScene::add_opening(plan::CellId a, plan::CellId b, const Gap& gap) {
    plan::Opening opening;
    opening.initially_open = true;
    const auto id = core::make_id<plan::OpeningId>(plan.openings.size());
    plan.openings.push_back(opening);
    plan::Vent v;
    v.a = a;
    v.b = b;
    v.opening = id;
    v.width_m = gap.width_m;
    v.sill_elevation_m = gap.sill_m;
    v.soffit_elevation_m = gap.soffit_m;
    v.leak_area_m2 = 0.02;
    v.at_m = gap.at_m;
    cells.vents.push_back(v);
    return id;
}

void SmokeScene::add_section(plan::CellId a, plan::CellId b, const Gap& gap) {
    add_opening(a, b, gap);
    cells.vents.back().kind = plan::VentKind::section;
    cells.vents.back().opening = {};
}

fire::FireSpec& SmokeScene::add_fire(plan::CellId cell, core::Vec2 at_m) {
    fire::FireSpec f;
    f.key = "fire-" + std::to_string(fires.size());
    f.space = cells.cells[cell.index()].space;
    f.at_m = at_m;
    return fires.emplace_back(std::move(f));
}

std::unique_ptr<fire::SmokeModel> SmokeScene::make() const {
    auto made = fire::SmokeModel::make(plan, cells, fires, surroundings);
    return made ? std::move(*made) : nullptr;
}

fire::Fuel make_methane(double radiant_frac) {
    fire::Fuel f;
    f.key = "methane";
    f.heat_of_combustion_kJ_per_kg = 50000;
    f.radiant_frac = radiant_frac;
    f.soot_yield = 0;
    f.carbon_monoxide_yield = 0;
    f.hydrogen_cyanide_yield = 0;
    f.carbon_dioxide_yield = 2.75; // stoichiometric
    f.water_yield = 2.25;
    return f;
}

std::vector<fire::HrrPoint> make_steady_table(double hrr_kW, double until_s) {
    return {{0, 0}, {1, hrr_kW}, {until_s, hrr_kW}};
}

} // namespace tools::verify
