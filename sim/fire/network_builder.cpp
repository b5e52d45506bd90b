#include "sim/fire/network_builder.h"
#include "sim/core/text.h"
#include <cmath>

namespace sim::fire {

namespace {

constexpr double wall_distance_m = 0.05;          ///< a fire closer leans on the wall
constexpr double least_wall_share_frac = 0.1;     ///< of the perimeter, when sections take the rest
constexpr double section_edge_tolerance_m = 0.05; ///< a section vent lies on that edge

bool positive(double x) noexcept {
    return std::isfinite(x) && x > 0;
}
bool sane(double x) noexcept {
    return std::isfinite(x) && x >= 0;
}

void check(bool good, const std::string& where, const char* what, core::Problems& problems) {
    if (!good) problems.push_back({"", where, core::tr(what), ""});
}

void check_surroundings(const Surroundings& s, core::Problems& problems) {
    check(s.ambient_K > coldest_gas_K && s.ambient_K < 400, "/surroundings", "环境温度超出范围",
          problems);
    check(positive(s.wall_conductivity_kW_per_m_K) && positive(s.wall_density_kg_per_m3) &&
              positive(s.wall_heat_capacity_kJ_per_kg_K) && positive(s.wall_thickness_m),
          "/surroundings", "墙体材料参数必须为正", problems);
}

void check_cells(const plan::SmokeCells& cells, core::Problems& problems) {
    check(!cells.cells.empty(), "/cells", "没有烟气单元", problems);
    for (std::size_t i = 0; i < cells.cells.size(); ++i)
        check(positive(cells.cells[i].floor_area_m2) && positive(cells.cells[i].height_m) &&
                  sane(cells.cells[i].outer_wall_area_m2),
              "/cells/" + std::to_string(i), "面积与高度必须为正", problems);
    for (std::size_t i = 0; i < cells.vents.size(); ++i) {
        const plan::Vent& v = cells.vents[i];
        const auto known = [&](plan::CellId id) { return id && id.index() < cells.cells.size(); };
        check(known(v.a) && (!v.b || known(v.b)) && v.a != v.b && sane(v.width_m) &&
                  sane(v.leak_area_m2),
              "/vents/" + std::to_string(i), "通风口两侧或尺寸有误", problems);
    }
}

bool is_sane_fuel(const Fuel& f) noexcept {
    return positive(f.heat_of_combustion_kJ_per_kg) && sane(f.radiant_frac) && f.radiant_frac < 1 &&
           sane(f.soot_yield) && sane(f.carbon_monoxide_yield) && sane(f.hydrogen_cyanide_yield) &&
           sane(f.carbon_dioxide_yield) && sane(f.water_yield);
}

void check_fires(const plan::SmokeCells& cells, std::span<const FireSpec> fires,
                 core::Problems& problems) {
    for (std::size_t i = 0; i < fires.size(); ++i) {
        const FireSpec& f = fires[i];
        const std::string where = "/fires/" + std::to_string(i);
        check(static_cast<bool>(find_fire_cell(cells, f.space, f.at_m)), where,
              "起火空间没有烟气单元", problems);
        check(positive(f.diameter_m) && sane(f.base_height_m) && sane(f.alpha_kW_per_s2) &&
                  sane(f.peak_kW) && sane(f.smoulder_kW) && sane(f.flaming_s) &&
                  !std::isnan(f.ignition_s),
              where, "火源参数必须为有限的非负数", problems);
        check(is_sane_fuel(f.fuel), where + "/fuel", "燃料参数超出范围", problems);
        for (std::size_t k = 0; k < f.table.size(); ++k)
            check(sane(f.table[k].hrr_kW) && std::isfinite(f.table[k].time_s) &&
                      (k == 0 || f.table[k].time_s >= f.table[k - 1].time_s),
                  where + "/table/" + std::to_string(k), "热释放表的时间须递增、数值须非负",
                  problems);
    }
}

double calc_perimeter_m(const plan::Cell& cell) noexcept {
    double sum = 0;
    for (std::size_t i = 0; i < cell.outline_m.size(); ++i)
        sum += core::distance(cell.outline_m[i], cell.outline_m[(i + 1) % cell.outline_m.size()]);
    if (sum > 0) return sum;
    if (cell.width_m > 0 && cell.length_m > 0) return 2 * (cell.width_m + cell.length_m);
    return 4 * std::sqrt(cell.floor_area_m2);
}

ZoneShape make_shape(const plan::Cell& cell) {
    ZoneShape s;
    s.floor_area_m2 = cell.floor_area_m2;
    s.height_m = cell.height_m;
    s.floor_elevation_m = cell.floor_elevation_m;
    s.perimeter_m = calc_perimeter_m(cell);
    s.volume_m3 = s.floor_area_m2 * s.height_m;
    s.least_volume_m3 = least_layer_frac * s.volume_m3;
    return s;
}

double find_initial_frac(const plan::Plan& plan, const plan::Vent& vent) noexcept {
    if (vent.kind == plan::VentKind::section || !vent.opening) return 1;
    if (vent.opening.index() >= plan.openings.size()) return 0;
    const plan::Opening& o = plan[vent.opening];
    const bool without_leaf =
        o.kind == plan::OpeningKind::doorway || o.kind == plan::OpeningKind::gap;
    return without_leaf || o.initially_open ? 1 : 0;
}

NetworkVent make_vent(const plan::Plan& plan, const plan::Vent& vent) {
    NetworkVent v;
    v.shape.sill_m = vent.sill_elevation_m;
    v.shape.soffit_m = vent.soffit_elevation_m;
    v.shape.section = vent.kind == plan::VentKind::section;
    if (v.shape.section) v.shape.discharge_ratio = section_discharge_ratio;
    v.a = vent.a.value;
    v.b = vent.b ? vent.b.value : open_air_cell;
    v.full_width_m = vent.width_m;
    v.leak_width_m = vent.leak_area_m2 / (vent.soffit_elevation_m - vent.sill_elevation_m);
    v.frac_before = v.frac_after = find_initial_frac(plan, vent);
    return v;
}

/// Slits of the outer walls, over the cell's whole height.
NetworkVent make_leak(const ZoneShape& shape, std::uint32_t cell, double wall_area_m2) {
    NetworkVent v;
    v.shape.sill_m = shape.floor_elevation_m;
    v.shape.soffit_m = shape.floor_elevation_m + shape.height_m;
    v.shape.discharge_ratio = leak_discharge_ratio;
    v.a = cell;
    v.full_width_m = v.leak_width_m = outer_wall_leak_ratio * wall_area_m2 / shape.height_m;
    v.frac_before = v.frac_after = 1;
    return v;
}

bool carries_section(const plan::SmokeCells& cells, plan::CellId cell,
                     const core::Segment& edge) noexcept {
    for (const plan::Vent& v : cells.vents)
        if (v.kind == plan::VentKind::section && (v.a == cell || v.b == cell) &&
            core::distance(edge, v.at_m) < section_edge_tolerance_m)
            return true;
    return false;
}

PlumePlace find_place(const plan::SmokeCells& cells, plan::CellId cell,
                      const FireSpec& fire) noexcept {
    const core::Polygon& outline = cells.cells[cell.index()].outline_m;
    const double reach_m = fire.diameter_m / 2 + wall_distance_m;
    int walls = 0;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const core::Segment edge{outline[i], outline[(i + 1) % outline.size()]};
        if (core::distance(edge, fire.at_m) < reach_m && !carries_section(cells, cell, edge))
            ++walls;
    }
    return walls >= 2 ? PlumePlace::corner : walls == 1 ? PlumePlace::wall : PlumePlace::free;
}

NetworkFire make_fire(const plan::SmokeCells& cells, const FireSpec& spec) {
    NetworkFire f;
    const plan::CellId cell = find_fire_cell(cells, spec.space, spec.at_m);
    f.cell = cell.value;
    f.plume.diameter_m = spec.diameter_m;
    f.plume.radiant_frac = spec.fuel.radiant_frac;
    f.plume.place = find_place(cells, cell, spec);
    f.base_height_m = std::min(spec.base_height_m, 0.9 * cells.cells[cell.index()].height_m);
    f.heat_of_combustion_kJ_per_kg = spec.fuel.heat_of_combustion_kJ_per_kg;
    return f;
}

void take_sections_from_walls(const plan::SmokeCells& cells, ZoneNetwork& network) {
    for (const plan::Vent& v : cells.vents) {
        if (v.kind != plan::VentKind::section) continue;
        for (const plan::CellId id : {v.a, v.b}) {
            if (!id) continue;
            ZoneShape& s = network.cells[id.index()];
            s.perimeter_m =
                std::max(s.perimeter_m - v.width_m, least_wall_share_frac * s.perimeter_m);
        }
    }
}

} // namespace

plan::CellId find_fire_cell(const plan::SmokeCells& cells, plan::SpaceId space,
                            core::Vec2 p) noexcept {
    if (!space || space.index() >= cells.cells_of_space.size()) return {};
    plan::CellId best;
    double best_m = 1e300;
    for (const plan::CellId id : cells.cells_of_space[space.index()]) {
        if (!id || id.index() >= cells.cells.size()) continue;
        const core::Polygon& outline = cells.cells[id.index()].outline_m;
        if (outline.size() >= 3 && core::contains(outline, p)) return id;
        const double away_m = outline.empty() ? 0 : core::distance(core::centroid(outline), p);
        if (away_m < best_m) best = id, best_m = away_m;
    }
    return best;
}

core::Result<BuiltNetwork> build_network(const plan::Plan& plan, const plan::SmokeCells& cells,
                                         std::span<const FireSpec> fires,
                                         const Surroundings& surroundings) {
    core::Problems problems;
    check_surroundings(surroundings, problems);
    check_cells(cells, problems);
    check_fires(cells, fires, problems);
    if (!problems.empty()) return core::make_error(std::move(problems));
    BuiltNetwork out;
    out.network.ambient_K = surroundings.ambient_K;
    for (const plan::Cell& cell : cells.cells)
        out.network.cells.push_back(make_shape(cell));
    take_sections_from_walls(cells, out.network);
    for (const plan::Vent& vent : cells.vents) {
        const bool tall = vent.soffit_elevation_m > vent.sill_elevation_m + 1e-6;
        out.network_vent.push_back(tall ? out.network.vents.size() : BuiltNetwork::npos);
        if (tall) out.network.vents.push_back(make_vent(plan, vent));
    }
    for (std::uint32_t i = 0; i < cells.cells.size(); ++i)
        if (cells.cells[i].outer_wall_area_m2 > 0)
            out.network.vents.push_back(
                make_leak(out.network.cells[i], i, cells.cells[i].outer_wall_area_m2));
    for (const FireSpec& spec : fires)
        out.network.fires.push_back(make_fire(cells, spec));
    out.network.finish();
    return out;
}

} // namespace sim::fire
