// The film's data: floors as drawn, and what changes on them, one sample a second.
#include "sim/core/text.h"
#include "tools/report/html.h"
#include "tools/report/parts.h"
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace tools::report {

using Json = nlohmann::ordered_json;
using sim::core::tr;
using sim::core::trf;
using sim::core::Vec2;

namespace {

constexpr int sample_period_ticks = 20;
constexpr double big_space_m2 = 9; // smaller ones carry no name in the film

double centi(double v) {
    return std::round(v * 100) / 100;
}

Json flat(const std::vector<Vec2>& points) {
    Json list = Json::array();
    for (const Vec2 p : points) {
        list.push_back(centi(p.x));
        list.push_back(centi(p.y));
    }
    return list;
}

Json line(const sim::core::Segment& s) {
    return {centi(s.a.x), centi(s.a.y), centi(s.b.x), centi(s.b.y)};
}

Json bed_outline(const sim::plan::Bed& bed) {
    const Vec2 u{std::cos(bed.heading_rad), std::sin(bed.heading_rad)}, v = sim::core::left_of(u);
    const Vec2 l = u * (bed.length_m / 2), w = v * (bed.width_m / 2);
    return flat(
        {bed.center_m - l - w, bed.center_m + l - w, bed.center_m + l + w, bed.center_m - l + w});
}

Json make_level(const sim::record::Record& r, std::size_t index) {
    const auto id = sim::core::make_id<sim::plan::LevelId>(index);
    Json level;
    level["name"] = r.plan.levels[index].name;
    sim::core::Box box;
    Json spaces = Json::array();
    for (const auto& space : r.plan.spaces) {
        if (space.level != id) continue;
        for (const Vec2 p : space.outline_m)
            box.include(p);
        const Vec2 c = sim::core::centroid(space.outline_m);
        spaces.push_back(
            {{"p", flat(space.outline_m)},
             {"n", space.name},
             {"c", {centi(c.x), centi(c.y)}},
             {"o", space.kind == sim::plan::SpaceKind::outside ? 1 : 0},
             {"big", sim::core::signed_area_m2(space.outline_m) > big_space_m2 ? 1 : 0}});
    }
    level["box"] = {centi(box.low.x), centi(box.low.y), centi(box.high.x), centi(box.high.y)};
    level["spaces"] = std::move(spaces);
    level["walls"] = Json::array();
    for (const auto& wall : r.area.sheets[index].walls_m)
        level["walls"].push_back(line(wall));
    level["windows"] = Json::array();
    for (const auto& opening : r.plan.openings)
        if (opening.kind == sim::plan::OpeningKind::window && r.plan[opening.a].level == id)
            level["windows"].push_back(line(opening.segment_m()));
    level["beds"] = Json::array();
    for (const auto& bed : r.plan.beds)
        if (r.plan[bed.space].level == id) level["beds"].push_back(bed_outline(bed));
    return level;
}

void add_doors(const sim::record::Record& r, Json& levels) {
    for (auto& level : levels)
        level["doors"] = Json::array();
    for (std::size_t i = 0; i < r.plan.openings.size(); ++i) {
        const auto& opening = r.plan.openings[i];
        if (opening.kind != sim::plan::OpeningKind::door) continue;
        Json changes = Json::array();
        int before = -1;
        for (std::size_t f = 0; f < r.frames.size(); f += 2) {
            const int now = static_cast<int>(std::lround(r.frames[f].open_frac[i] * 10)) * 10;
            if (now != before)
                changes.push_back({std::round(seconds(r.frames[f].tick) * 10) / 10, now});
            before = now;
        }
        Vec2 normal = sim::core::left_of(opening.along);
        const bool to_left =
            opening.swings_into && sim::core::contains(r.plan[opening.swings_into].outline_m,
                                                       opening.center_m + normal * 0.2);
        const int turn = to_left ? 1 : -1;
        const auto segment = opening.segment_m();
        Json& doors = levels[r.plan[opening.a].level.index()]["doors"];
        if (opening.double_leaf) {
            doors.push_back({{"i", i},
                             {"a", line({segment.a, opening.center_m})},
                             {"w", turn},
                             {"s", changes}});
            doors.push_back({{"i", i},
                             {"a", line({segment.b, opening.center_m})},
                             {"w", -turn},
                             {"s", changes}});
        } else {
            doors.push_back(
                {{"i", i}, {"a", line(segment)}, {"w", turn}, {"s", std::move(changes)}});
        }
    }
}

Json make_cells(const sim::record::Record& r) {
    Json cells = Json::array();
    for (std::size_t i = 0; i < r.cells.cells.size(); ++i) {
        const auto& cell = r.cells.cells[i];
        Json changes = Json::array();
        int before = -1;
        for (std::size_t f = 0; f < r.frames.size();
             f += sample_period_ticks / sim::record::frame_period_ticks) {
            const int visibility_dm = std::min(
                300, static_cast<int>(std::lround(r.frames[f].cells[i].visibility_m * 10)));
            // Classes at 10, 5, 3 and 1 m are what the film shows; within one a change tells
            // nothing.
            const auto shade = [](int dm) {
                return dm >= 100 ? 0 : dm >= 50 ? 1 : dm >= 30 ? 2 : dm >= 10 ? 3 : 4;
            };
            if (before >= 0 && shade(before) == shade(visibility_dm)) continue;
            before = visibility_dm;
            changes.push_back({std::lround(seconds(r.frames[f].tick)), visibility_dm});
        }
        Json levels = Json::array();
        if (cell.stair)
            for (const auto space : r.plan[cell.stair].spaces)
                levels.push_back(r.plan[space].level.index());
        cells.push_back({{"level", r.plan[cell.space].level.index()},
                         {"levels", std::move(levels)},
                         {"p", flat(cell.outline_m)},
                         {"s", std::move(changes)}});
    }
    return cells;
}

Json make_people(const sim::record::Record& r) {
    Json people = Json::array();
    for (std::size_t i = 0; i < r.cast.size(); ++i) {
        Json samples = Json::array();
        std::array<long, 5> before{-1, -1, -1, -1, -1};
        for (std::size_t f = 0; f < r.frames.size();
             f += sample_period_ticks / sim::record::frame_period_ticks) {
            const auto& p = r.frames[f].people[i];
            const auto at = sim::plan::drawn_position(r.plan, r.area, p.position);
            const std::array<long, 5> now{std::lround(at.at_m.x * 100),
                                          std::lround(at.at_m.y * 100),
                                          static_cast<long>(at.level.index()),
                                          static_cast<long>(p.outcome), p.present ? 0 : 1};
            const bool moved = std::abs(now[0] - before[0]) > 3 || std::abs(now[1] - before[1]) > 3;
            if (!samples.empty() && !moved &&
                std::equal(now.begin() + 2, now.end(), before.begin() + 2))
                continue;
            const long t = std::lround(seconds(r.frames[f].tick));
            // The place left last, so that a rest is not drawn as a slow walk.
            if (!samples.empty() && samples.back()[0].get<long>() < t - 1)
                samples.push_back({t - 1, before[0], before[1], before[2], before[3], before[4]});
            samples.push_back({t, now[0], now[1], now[2], now[3], now[4]});
            before = now;
        }
        const bool named = r.cast[i].mobility.empty();
        people.push_back({{"g", static_cast<int>(r.cast[i].group)},
                          {"n", named ? r.cast[i].name : ""},
                          {"s", std::move(samples)}});
    }
    return people;
}

Json make_fires(const sim::record::Record& r) {
    Json fires = Json::array();
    for (std::size_t i = 0; i < r.scenario.fires.size(); ++i) {
        const auto& fire = r.scenario.fires[i];
        Json changes = Json::array();
        double before = -1e9;
        for (std::size_t f = 0; f < r.frames.size();
             f += sample_period_ticks / sim::record::frame_period_ticks) {
            const double hrr_kW = r.frames[f].fire_hrr_kW.empty()
                                      ? 0
                                      : static_cast<double>(r.frames[f].fire_hrr_kW[i]);
            if (std::abs(hrr_kW - before) < 5 && !(hrr_kW <= 0 && before > 0)) continue;
            before = hrr_kW;
            changes.push_back({std::lround(seconds(r.frames[f].tick)), std::lround(hrr_kW)});
        }
        fires.push_back({{"level", r.plan[fire.space].level.index()},
                         {"x", centi(fire.at_m.x)},
                         {"y", centi(fire.at_m.y)},
                         {"s", std::move(changes)}});
    }
    return fires;
}

Json make_captions(const sim::record::Record& r) {
    Json captions = Json::array();
    for (const auto& fact : r.facts)
        if (std::string text = describe_fact(r, fact); !text.empty())
            captions.push_back({std::round(seconds(fact.tick) * 10) / 10, std::move(text)});
    return captions;
}

/// What a reader of the printed page should see: just after the door of the room of origin was
/// shut, or a third of the way.
double still_s(const ReportInput& input) {
    const double end_s = seconds(input.record->header.end);
    return std::min(end_s, input.score->times.origin_door_closed.value_or(end_s / 3) + 15);
}

std::string legend() {
    const auto item = [](const char* drawing, const char* word) {
        return fmt::format("<span><svg viewBox=\"0 0 18 18\">{}</svg>{}</span>", drawing, word);
    };
    return "<div class=\"legend\">" +
           item("<circle cx='9' cy='9' r='7' fill='#1F5FA8'/>", tr("护理员、值班人员")) +
           item("<circle cx='9' cy='9' r='5' fill='#7A4EAB'/><circle cx='9' cy='9' r='8' "
                "fill='none' stroke='#7A4EAB'/>",
                tr("志愿消防队员")) +
           item("<path d='M9 1l8 15H1z' fill='#2E7D4F'/>", tr("能走的老人")) +
           item("<rect x='1' y='4' width='16' height='9' fill='#C77700'/>", tr("要人搬的老人")) +
           item("<rect x='2' y='2' width='14' height='14' fill='#A32020'/>", tr("消防队")) +
           item("<path d='M2 2l14 14m0-14L2 16' stroke='#000' stroke-width='3'/>", tr("失能")) +
           item("<rect width='18' height='18' fill='#BFBFBF'/>", tr("能见度 5–10 m")) +
           item("<rect width='18' height='18' fill='#8C8C8C'/>", "3–5 m") +
           item("<rect width='18' height='18' fill='#4d4d4d'/><path d='M0 6L12 18M6 0L18 12' "
                "stroke='#000'/>",
                tr("低于 3 m")) +
           "</div>";
}

} // namespace

std::string format_film(const ReportInput& input) {
    const auto& r = *input.record;
    Json data;
    data["end"] = seconds(r.header.end);
    data["still"] = still_s(input);
    const auto origin = r.plan.find_space(r.scenario.origin);
    data["level"] = origin ? r.plan[origin].level.index() : 0;
    data["words"] = {{"play", tr("▶ 播放")}, {"pause", tr("‖ 暂停")}};
    Json levels = Json::array();
    for (std::size_t i = 0; i < r.plan.levels.size(); ++i)
        levels.push_back(make_level(r, i));
    add_doors(r, levels);
    data["levels"] = std::move(levels);
    data["cells"] = make_cells(r);
    data["people"] = make_people(r);
    data["fires"] = make_fires(r);
    data["captions"] = make_captions(r);
    return fmt::format(
        "<h2>{}</h2><div class=\"film\"><canvas id=\"film-canvas\" tabindex=\"0\"></canvas>"
        "<div class=\"bar-row\"><button type=\"button\" id=\"film-play\" class=\"main\"></button>"
        "<input type=\"range\" id=\"film-time\" min=\"0\" step=\"0.1\" aria-label=\"{}\"><span "
        "class=\"clock\" id=\"film-clock\"></span></div>"
        "<div class=\"bar-row\"><span id=\"film-levels\"></span><span "
        "class=\"quiet\">{}</span><span id=\"film-speeds\"></span></div>"
        "<div class=\"legend\" id=\"film-caption\" "
        "style=\"font-size:18px;color:#1F2328;min-height:44px\"></div>{}</div>\n"
        "<script type=\"application/json\" id=\"film-data\">{}</script>\n",
        tr("回放"), tr("时间"), tr("速度"), legend(), script_safe(data.dump()));
}

} // namespace tools::report
