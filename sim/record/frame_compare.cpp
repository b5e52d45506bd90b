#include "sim/record/frame_compare.h"

#include "sim/core/text.h"
#include <cmath>
#include <numbers>

namespace sim::record {

using core::trf;

namespace {

constexpr float relative_step = 0.05f; // of extinction and carbon monoxide
constexpr double rounding = 1e-6;      // of a value that went through float and text of SQLite

bool is_near(float a, float b, float step) noexcept {
    return std::abs(a - b) <= step * (1 + static_cast<float>(rounding));
}

bool is_same(const drill::PersonFrame& a, const drill::PersonFrame& b) noexcept {
    if (a.outcome != b.outcome || a.present != b.present || a.moving != b.moving ||
        a.posture != b.posture || !is_near(a.dose, b.dose, dose_step))
        return false;
    if (!a.present) return true;
    const double turn =
        std::remainder(static_cast<double>(a.heading_rad - b.heading_rad), 2 * std::numbers::pi);
    return a.position.sheet == b.position.sheet &&
           core::distance(a.position.at_m, b.position.at_m) <= position_step_m + rounding &&
           std::abs(turn) <= heading_step_rad + rounding;
}

bool is_same(const drill::DeviceFrame& a, const drill::DeviceFrame& b) noexcept {
    return a.kind == b.kind && a.sheet == b.sheet &&
           core::distance(a.center_m, b.center_m) <= position_step_m &&
           a.heading_rad == b.heading_rad && a.length_m == b.length_m && a.width_m == b.width_m;
}

template <class T, class Same>
std::size_t first_difference(const std::vector<T>& a, const std::vector<T>& b, const Same& same) {
    const std::size_t n = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < n; ++i)
        if (!same(a[i], b[i])) return i;
    return a.size() == b.size() ? std::string::npos : n;
}

} // namespace

bool is_same(const drill::CellFrame& a, const drill::CellFrame& b) noexcept {
    const auto grown = [](float step, float value) {
        return std::max(step, relative_step * std::abs(value));
    };
    return is_near(a.interface_height_m, b.interface_height_m, interface_step_m) &&
           is_near(a.upper_temperature_K, b.upper_temperature_K, temperature_step_K) &&
           is_near(a.lower_temperature_K, b.lower_temperature_K, temperature_step_K) &&
           is_near(a.visibility_m, b.visibility_m, visibility_step_m) &&
           is_near(a.upper_extinction_per_m, b.upper_extinction_per_m,
                   grown(extinction_step_per_m, a.upper_extinction_per_m)) &&
           is_near(a.carbon_monoxide_ppm, b.carbon_monoxide_ppm,
                   grown(carbon_monoxide_step_ppm, a.carbon_monoxide_ppm));
}

std::string find_difference(const drill::Frame& recorded, const drill::Frame& again,
                            const Record& names) {
    constexpr std::size_t none = std::string::npos;
    const std::int64_t tick = recorded.tick.value;
    if (again.tick != recorded.tick) return trf("节拍 {} 的画面缺失", tick);
    const auto same = [](const auto& a, const auto& b) { return is_same(a, b); };
    const auto near = [](float step) {
        return [step](float a, float b) { return is_near(a, b, step); };
    };
    if (const auto i = first_difference(recorded.people, again.people, same); i != none)
        return trf("节拍 {}：{} 的位置或状态不同", tick,
                   i < names.cast.size() ? names.cast[i].key : "person");
    if (const auto i = first_difference(recorded.open_frac, again.open_frac, near(open_step_frac));
        i != none)
        return trf("节拍 {}：门窗 {} 的开度不同", tick,
                   i < names.plan.openings.size() ? names.plan.openings[i].key : "opening");
    if (recorded.detector_alarms != again.detector_alarms)
        return trf("节拍 {}：探测器的报警状态不同", tick);
    if (first_difference(recorded.devices, again.devices, same) != none)
        return trf("节拍 {}：转移器具的位置不同", tick);
    if (tick % cell_period_ticks != 0) return {};
    if (const auto i = first_difference(recorded.cells, again.cells, same); i != none)
        return trf("节拍 {}：{} 的烟气不同", tick,
                   i < names.cells.cells.size() ? names.plan[names.cells.cells[i].space].key
                                                : "cell");
    if (first_difference(recorded.fire_hrr_kW, again.fire_hrr_kW, near(hrr_step_kW)) != none)
        return trf("节拍 {}：热释放速率不同", tick);
    return {};
}

} // namespace sim::record
