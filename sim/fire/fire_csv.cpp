#include "sim/fire/fire_csv.h"
#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace sim::fire {

namespace {

std::string quote(std::string text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

} // namespace

std::string csv_header(const plan::SmokeCells& cells, const std::vector<FireSpec>& fires) {
    std::string out = "time_s";
    for (const plan::Cell& c : cells.cells)
        for (const char* quantity :
             {"interface_height_m", "upper_temperature_K", "lower_temperature_K",
              "upper_extinction_per_m", "visibility_m", "oxygen_frac", "carbon_monoxide_ppm",
              "pressure_Pa"})
            out += ',' + quote(c.key + '.' + quantity);
    for (const FireSpec& f : fires)
        out += ',' + quote(f.key + ".hrr_kW");
    return out + '\n';
}

std::string csv_row(const SmokeModel& model, const plan::SmokeCells& cells) {
    std::string out = fmt::format("{:.6g}", model.time_s());
    const auto back = std::back_inserter(out);
    for (std::size_t i = 0; i < cells.cells.size(); ++i) {
        const auto id = core::make_id<plan::CellId>(i);
        const LayerState l = model.view().layers(id);
        const Air air =
            model.view().air_at(id, std::min(csv_visibility_height_m, cells.cells[i].height_m));
        fmt::format_to(back, ",{:.4f},{:.2f},{:.2f},{:.5g},{:.2f},{:.5f},{:.5g},{:.4f}",
                       l.interface_height_m, l.upper_temperature_K, l.lower_temperature_K,
                       l.upper_extinction_per_m, calc_visibility_m(air.extinction_per_m),
                       air.oxygen_frac, air.carbon_monoxide_ppm, model.pressure_Pa(id));
    }
    for (const FireState& f : model.fires())
        fmt::format_to(back, ",{:.2f}", f.hrr_kW);
    return out + '\n';
}

} // namespace sim::fire
