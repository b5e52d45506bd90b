// Smoke layer and visibility by room, people over time, heat release.
#include "sim/core/text.h"
#include "tools/report/html.h"
#include "tools/report/parts.h"
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace tools::report {

using Json = nlohmann::ordered_json;
using sim::core::tr;

namespace {

constexpr std::size_t series_limit = 5;
constexpr std::size_t points_a_series = 180;
constexpr const char* colours[] = {"#1F5FA8", "#C77700", "#2E7D4F", "#7A4EAB", "#5E656D"};

std::size_t stride(const sim::record::Record& r) {
    return std::max<std::size_t>(1, r.frames.size() / points_a_series);
}

template <class Value>
Json series(const sim::record::Record& r, std::string name, const char* colour, Value value) {
    Json data = Json::array();
    for (std::size_t f = 0; f < r.frames.size(); f += stride(r))
        data.push_back(
            {std::lround(seconds(r.frames[f].tick)), std::round(value(r.frames[f]) * 100) / 100});
    return {{"name", std::move(name)}, {"colour", colour}, {"data", std::move(data)}};
}

/// The cells that a reader asks about: that of the fire, then those with the worst air, worst
/// first.
std::vector<std::size_t> worst_cells(const sim::record::Record& r) {
    std::vector<std::pair<double, std::size_t>> seen;
    for (std::size_t i = 0; i < r.cells.cells.size(); ++i) {
        double sum = 0;
        for (std::size_t f = 0; f < r.frames.size(); f += stride(r))
            sum += static_cast<double>(r.frames[f].cells[i].visibility_m);
        const bool origin = r.plan[r.cells.cells[i].space].key == r.scenario.origin;
        seen.emplace_back(origin ? -1 : sum, i);
    }
    std::sort(seen.begin(), seen.end());
    std::vector<std::size_t> cells;
    for (std::size_t k = 0; k < seen.size() && k < series_limit; ++k)
        cells.push_back(seen[k].second);
    return cells;
}

std::string cell_name(const sim::record::Record& r, std::size_t index) {
    const auto& cell = r.cells.cells[index];
    if (cell.stair)
        return r.plan[cell.stair].name.empty() ? r.plan[cell.stair].key : r.plan[cell.stair].name;
    const std::string& name = r.plan[cell.space].name;
    const std::size_t hash = cell.key.find('#');
    return hash == std::string::npos ? name : name + cell.key.substr(hash);
}

Json chart(const char* id, const char* title, const char* unit, Json series_list) {
    return {{"id", id}, {"title", title}, {"unit", unit}, {"series", std::move(series_list)}};
}

Json people_series(const sim::record::Record& r) {
    const auto count = [](sim::drill::PersonOutcome outcome) {
        return [outcome](const sim::drill::Frame& frame) {
            return static_cast<double>(
                std::count_if(frame.people.begin(), frame.people.end(),
                              [outcome](const auto& p) { return p.outcome == outcome; }));
        };
    };
    Json list = Json::array();
    list.push_back(series(r, tr("安全"), "#2E7D4F", count(sim::drill::PersonOutcome::safe)));
    list.push_back(series(r, tr("避险"), "#1F5FA8", count(sim::drill::PersonOutcome::sheltered)));
    list.push_back(series(r, tr("仍在内"), "#C77700", count(sim::drill::PersonOutcome::inside)));
    list.push_back(
        series(r, tr("失能"), "#1F2328", count(sim::drill::PersonOutcome::incapacitated)));
    for (auto& item : list)
        item["step"] = true;
    return list;
}

} // namespace

std::string format_charts(const ReportInput& input) {
    const auto& r = *input.record;
    if (r.frames.empty()) return {};
    Json charts = Json::array(), visibility = Json::array(), layer = Json::array(),
         hrr = Json::array();
    const auto cells = worst_cells(r);
    for (std::size_t k = 0; k < cells.size(); ++k) {
        const std::size_t i = cells[k];
        visibility.push_back(series(r, cell_name(r, i), colours[k], [i](const auto& f) {
            return static_cast<double>(f.cells[i].visibility_m);
        }));
        layer.push_back(series(r, cell_name(r, i), colours[k], [i](const auto& f) {
            return static_cast<double>(f.cells[i].interface_height_m);
        }));
    }
    for (std::size_t i = 0; i < r.scenario.fires.size() && i < series_limit; ++i)
        hrr.push_back(series(r, name_of(r, r.scenario.fires[i].key),
                             i == 0 ? "#D1495B" : colours[i], [i](const auto& f) {
                                 return f.fire_hrr_kW.empty()
                                            ? 0.0
                                            : static_cast<double>(f.fire_hrr_kW[i]);
                             }));
    charts.push_back(chart("chart-people", tr("人员去向"), tr("人"), people_series(r)));
    charts.push_back(chart("chart-visibility", tr("站立高度的能见度"), "m", std::move(visibility)));
    charts.back()["limit"] = {{"name", tr("5 m：小房间认路的下限")}, {"value", 5}};
    charts.back()["max"] = 30;
    charts.back()["min"] = 0;
    charts.push_back(chart("chart-layer", tr("烟层底面高度"), "m", std::move(layer)));
    charts.back()["limit"] = {{"name", tr("1.5 m：站立时的口鼻")}, {"value", 1.5}};
    charts.back()["min"] = 0;
    charts.push_back(chart("chart-hrr", tr("火的热释放速率"), "kW", std::move(hrr)));
    Json data;
    const double end_s = seconds(r.header.end);
    data["end"] = end_s;
    data["step"] = end_s > 1200 ? 300 : end_s > 400 ? 120 : 60;
    data["time"] = tr("时间（分:秒）");
    std::string html = fmt::format("<h2>{}</h2><div class=\"charts\">", tr("烟、人、火"));
    for (const auto& c : charts)
        html += fmt::format("<div class=\"chart\" id=\"{}\"></div>", c["id"].get<std::string>());
    data["charts"] = std::move(charts);
    return html +
           fmt::format("</div>\n<script type=\"application/json\" id=\"chart-data\">{}</script>\n",
                       script_safe(data.dump()));
}

} // namespace tools::report
