/// Small buildings made by hand, for the tests of the smoke model.
#pragma once
#include "sim/fire/smoke_model.h"
#include <string>

namespace sim::fire::scenes {

struct Scene {
    plan::Plan plan;
    plan::SmokeCells cells;
    std::vector<FireSpec> fires;
    Surroundings surroundings;

    /// A rectangular room with its own space. @return its cell
    plan::CellId add_room(const std::string& key, double x_m, double y_m, double width_m,
                          double length_m, double height_m = 3, double elevation_m = 0) {
        plan::Cell c;
        c.key = key;
        c.space = core::make_id<plan::SpaceId>(cells.cells_of_space.size());
        c.floor_area_m2 = width_m * length_m;
        c.height_m = height_m;
        c.floor_elevation_m = elevation_m;
        c.width_m = width_m;
        c.length_m = length_m;
        c.outline_m = {{x_m, y_m},
                       {x_m + width_m, y_m},
                       {x_m + width_m, y_m + length_m},
                       {x_m, y_m + length_m}};
        const auto id = core::make_id<plan::CellId>(cells.cells.size());
        cells.cells.push_back(c);
        cells.cells_of_space.push_back({id});
        return id;
    }
    /// An opening of its own between two cells, or to the open air. @return its opening
    plan::OpeningId add_door(plan::CellId a, plan::CellId b, core::Vec2 at_m, bool open,
                             double width_m = 1.2, double height_m = 2.1, double sill_m = 0,
                             double leak_m2 = 0.02) {
        plan::Opening o;
        o.initially_open = open;
        const auto id = core::make_id<plan::OpeningId>(plan.openings.size());
        plan.openings.push_back(o);
        plan::Vent v;
        v.a = a;
        v.b = b;
        v.opening = id;
        v.width_m = width_m;
        const double base_m = cells.cells[a.index()].floor_elevation_m;
        v.sill_elevation_m = base_m + sill_m;
        v.soffit_elevation_m = base_m + height_m;
        v.leak_area_m2 = leak_m2;
        v.at_m = at_m;
        cells.vents.push_back(v);
        return id;
    }
    void add_section(plan::CellId a, plan::CellId b, core::Vec2 at_m, double width_m) {
        plan::Vent v;
        v.a = a;
        v.b = b;
        v.kind = plan::VentKind::section;
        v.width_m = width_m;
        const plan::Cell& c = cells.cells[a.index()];
        v.sill_elevation_m = c.floor_elevation_m;
        v.soffit_elevation_m = c.floor_elevation_m + c.height_m;
        v.at_m = at_m;
        cells.vents.push_back(v);
    }
    FireSpec& add_fire(plan::CellId cell, core::Vec2 at_m, double peak_kW = 1500,
                       double alpha = 0.0469) {
        FireSpec f;
        f.key = "fire-" + std::to_string(fires.size());
        f.space = cells.cells[cell.index()].space;
        f.at_m = at_m;
        f.peak_kW = peak_kW;
        f.alpha_kW_per_s2 = alpha;
        fires.push_back(f);
        return fires.back();
    }
    [[nodiscard]] std::unique_ptr<SmokeModel> make() const {
        auto made = SmokeModel::make(plan, cells, fires, surroundings);
        return made ? std::move(*made) : nullptr;
    }
};

/// A storey of `segments` corridor segments of 10 m x 2.4 m with four rooms of 3.6 x 6 m at each;
/// doors are the openings 0 .. 4 * segments - 1. Adds to the scene at that elevation.
/// @return the corridor's cells
inline std::vector<plan::CellId> add_storey(Scene& s, int segments, double elevation_m = 0) {
    std::vector<plan::CellId> corridor;
    const std::string level = std::to_string(static_cast<int>(elevation_m));
    for (int i = 0; i < segments; ++i) {
        corridor.push_back(s.add_room("c" + level + "-" + std::to_string(i), 10.0 * i, 6, 10, 2.4,
                                      3, elevation_m));
        s.cells.cells.back().corridor = true;
        s.cells.cells.back().width_m = 2.4;
        s.cells.cells.back().length_m = 10;
        if (i > 0)
            s.add_section(corridor[static_cast<std::size_t>(i) - 1], corridor.back(),
                          {10.0 * i, 7.2}, 2.4);
    }
    for (int i = 0; i < segments; ++i)
        for (int k = 0; k < 4; ++k) {
            const double x = 10.0 * i + 0.7 + 5.0 * (k % 2), y = k < 2 ? 0 : 8.4;
            const auto room = s.add_room("r" + level + "-" + std::to_string(4 * i + k), x, y, 3.6,
                                         6, 3, elevation_m);
            s.cells.cells.back().outer_wall_area_m2 = 10.8;
            s.add_door(room, corridor[static_cast<std::size_t>(i)], {x + 1.6, k < 2 ? 6.0 : 8.4},
                       false);
        }
    return corridor;
}

/// Thirty compartments on one floor: six corridor segments, 24 rooms, an exit at the west end.
inline Scene make_floor() {
    Scene s;
    const auto corridor = add_storey(s, 6);
    s.add_door(corridor.front(), {}, {0, 7.2}, true, 1.5);
    return s;
}

/// Three floors of 20 to 22 cells and two stair shafts, like the 90-bed home.
inline Scene make_home() {
    Scene s;
    std::vector<std::vector<plan::CellId>> floors;
    for (int level = 0; level < 3; ++level)
        floors.push_back(add_storey(s, 4, 3.6 * level));
    for (int k = 0; k < 2; ++k) {
        const double x = k == 0 ? -6.0 : 40.0;
        const auto shaft = s.add_room("stair-" + std::to_string(k), x, 6, 6, 3, 10.8);
        for (const auto& corridor : floors) {
            const plan::CellId end = k == 0 ? corridor.front() : corridor.back();
            s.add_door(end, shaft, {k == 0 ? 0.0 : 40.0, 7.2}, false, 1.4);
        }
        s.add_door(shaft, {}, {x, 7.2}, k == 0, 1.4);
    }
    return s;
}

} // namespace sim::fire::scenes
