#include "sim/assist/assist_constants.h"
#include "sim/assist/assist_state.h"
#include <algorithm>

namespace sim::assist {

namespace {

constexpr double led_radius_m = 0.25; ///< who is led by the arm

} // namespace

void Assist::Impl::publish_openings(const Transfer& t) {
    Footprint f = t.has_shape() ? make_footprint(t.shape()) : Footprint{led_radius_m, led_radius_m};
    f.half_length_m += handler_reach_m;
    for (const plan::Passage& passage : area.sheets[t.status.resident.sheet.index()].passages)
        if (hits(f, t.pose(), passage.gap_m)) openings_in_use.push_back(passage.opening);
}

void Assist::Impl::publish() {
    obstacles_now = 1 - obstacles_now; // the last tick's stay readable for one tick more
    auto& now = obstacles[obstacles_now];
    now.clear();
    openings_in_use.clear();
    shown.clear();
    for (const TransferId id : under_way) {
        const Transfer& t = (*this)[id];
        if (t.status.phase != TransferPhase::moving && t.status.phase != TransferPhase::unloading)
            continue;
        publish_openings(t);
        tell_lift(t);
        const plan::SheetId sheet = t.status.resident.sheet;
        shown.push_back({id, t.spec.device.kind, sheet, t.pose(), t.spec.device.length_m,
                         t.spec.device.width_m});
        if (!t.has_shape()) {
            now.push_back({sheet, t.status.resident.at_m, t.velocity_mps, led_radius_m});
            continue;
        }
        const double long_m = std::max(t.spec.device.length_m, t.spec.device.width_m);
        const double radius_m = std::min(t.spec.device.length_m, t.spec.device.width_m) / 2;
        const int discs = std::max(1, static_cast<int>(std::ceil(long_m / (2 * radius_m))));
        const core::Vec2 along = direction_of(t.status.heading_rad);
        for (int k = 0; k < discs; ++k) {
            const double at_m =
                discs == 1 ? 0 : (long_m - 2 * radius_m) * (double(k) / (discs - 1) - 0.5);
            now.push_back({sheet, t.status.resident.at_m + along * at_m, t.velocity_mps, radius_m});
        }
    }
    std::sort(openings_in_use.begin(), openings_in_use.end());
    openings_in_use.erase(std::unique(openings_in_use.begin(), openings_in_use.end()),
                          openings_in_use.end());
}

} // namespace sim::assist
