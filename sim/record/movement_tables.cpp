#include "sim/record/movement_tables.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace sim::record {

namespace {

constexpr double frame_s = frame_period_ticks * core::tick_s;
constexpr double most_mps = 3; ///< faster is a jump: set down, arrived

core::Vec2 laid_out(const plan::WalkableArea& area, const plan::Position& p) {
    return p.at_m + area.sheets[p.sheet.index()].layout_offset_m;
}

double elevation_m(const plan::Plan& plan, const plan::Sheet& sheet) {
    return plan[sheet.flight ? plan[plan[sheet.flight].lower].level : sheet.level].elevation_m;
}

double speed_mps(const drill::PersonFrame& before, const drill::PersonFrame& now) {
    if (!before.present || !(before.position.sheet == now.position.sheet)) return 0;
    const double v = core::distance(before.position.at_m, now.position.at_m) / frame_s;
    return v > most_mps ? 0 : v;
}

int count_within(const drill::Frame& frame, const plan::Position& of, double reach_m) {
    int count = 0;
    for (const drill::PersonFrame& p : frame.people)
        count += p.present && p.position.sheet == of.sheet &&
                 core::distance(p.position.at_m, of.at_m) <= reach_m;
    return count;
}

std::string polygon_of(std::vector<core::Vec2> corners, core::Vec2 offset_m) {
    corners.push_back(corners.front());
    std::string text = "POLYGON((";
    for (std::size_t k = 0; k < corners.size(); ++k)
        text += fmt::format("{}{:.3f} {:.3f}", k == 0 ? "" : ",", corners[k].x + offset_m.x,
                            corners[k].y + offset_m.y);
    return text + "))";
}

} // namespace

std::string format_pedpy_text(const Record& record) {
    std::string text = fmt::format("# framerate: {:.2f}\n# id frame x y z\n", 1 / frame_s);
    for (std::size_t f = 0; f < record.frames.size(); ++f)
        for (std::size_t i = 0; i < record.frames[f].people.size(); ++i) {
            const drill::PersonFrame& p = record.frames[f].people[i];
            if (!p.present) continue;
            const core::Vec2 at = laid_out(record.area, p.position);
            text +=
                fmt::format("{} {} {:.4f} {:.4f} {:.2f}\n", i, f, at.x, at.y,
                            elevation_m(record.plan, record.area.sheets[p.position.sheet.index()]));
        }
    return text;
}

std::string format_area_wkt(const plan::Plan& plan, const plan::WalkableArea& area) {
    std::string wkt;
    const auto add = [&](const std::string& polygon) { wkt += (wkt.empty() ? "" : ",") + polygon; };
    for (const plan::Space& space : plan.spaces)
        add(polygon_of(space.landing_m.empty() ? space.outline_m : space.landing_m,
                       area.sheets[area.sheet_of(space.level).index()].layout_offset_m));
    for (std::size_t k = 0; k < plan.flights.size(); ++k) {
        const plan::Flight& f = plan.flights[k];
        const plan::SheetId sheet = area.sheet_of(core::make_id<plan::FlightId>(k));
        add(polygon_of(
            {{0, 0}, {f.width_m, 0}, {f.width_m, f.slope_length_m}, {0, f.slope_length_m}},
            area.sheets[sheet.index()].layout_offset_m));
    }
    return "GEOMETRYCOLLECTION(" + wkt + ")\n";
}

std::string format_door_csv(const Record& record) {
    std::string csv = "t_s,opening,width_m,passed_count,flow_per_s,specific_flow_per_m_s,"
                      "density_persons_per_m2\n";
    const auto frames_a_bin = static_cast<std::size_t>(door_bin_s / frame_s);
    for (std::size_t first = 0; first + 1 < record.frames.size(); first += frames_a_bin) {
        const std::size_t last = std::min(first + frames_a_bin, record.frames.size() - 1);
        for (const plan::Opening& o : record.plan.openings) {
            if (!o.walkable()) continue;
            const core::Segment gap = o.segment_m();
            const plan::SheetId sheet = record.area.sheet_of(record.plan[o.a].level);
            int passed = 0;
            double persons = 0;
            for (std::size_t f = first; f < last; ++f) {
                const auto &before = record.frames[f].people, &now = record.frames[f + 1].people;
                for (std::size_t i = 0; i < now.size(); ++i)
                    passed +=
                        now[i].present && now[i].position.sheet == sheet &&
                        speed_mps(before[i], now[i]) > 0 &&
                        core::intersects(gap, {before[i].position.at_m, now[i].position.at_m});
                persons += count_within(record.frames[f], {sheet, o.center_m}, door_reach_m);
            }
            if (passed == 0) continue;
            const double length_s = static_cast<double>(last - first) * frame_s;
            const double disc_m2 = std::numbers::pi * door_reach_m * door_reach_m;
            csv += fmt::format("{:.0f},{},{:.2f},{},{:.3f},{:.3f},{:.3f}\n",
                               core::seconds(record.frames[first].tick), o.key, o.width_m, passed,
                               passed / length_s, passed / length_s / o.width_m,
                               persons / static_cast<double>(last - first) / disc_m2);
        }
    }
    return csv;
}

std::string format_diagram_csv(const Record& record) {
    std::string csv = "t_s,person,sheet,density_persons_per_m2,speed_mps\n";
    const auto frames_a_second = static_cast<std::size_t>(std::lround(1 / frame_s));
    constexpr double disc_m2 = std::numbers::pi * diagram_reach_m * diagram_reach_m;
    for (std::size_t f = frames_a_second; f < record.frames.size(); f += frames_a_second) {
        const drill::Frame &before = record.frames[f - 1], &now = record.frames[f];
        for (std::size_t i = 0; i < now.people.size(); ++i) {
            const drill::PersonFrame& p = now.people[i];
            if (!p.present || !p.moving ||
                record.cast[i].group == drill::PersonGroup::resident_moved)
                continue;
            csv += fmt::format("{:.0f},{},{},{:.3f},{:.3f}\n", core::seconds(now.tick),
                               record.cast[i].key, p.position.sheet.value,
                               count_within(now, p.position, diagram_reach_m) / disc_m2,
                               speed_mps(before.people[i], p));
        }
    }
    return csv;
}

} // namespace sim::record
