#include "sim/fire/vent_flow.h"

namespace sim::fire {

namespace {

/// What one source sends through, with how deep it arrives in the wrong layer of the far cell.
struct Stream {
    double kg_per_s = 0;
    double below_kg_m_per_s = 0; ///< mass flow times distance below the far interface
    double above_kg_m_per_s = 0; ///< ... above it
};
using Streams = std::array<Stream, source_count>;

void add_slab(const VentShape& vent, const Zone& a, const Zone& b, double z0, double z1, double dp0,
              double dp1, Streams& streams) noexcept {
    const double thickness_m = z1 - z0, middle_m = (z0 + z1) / 2;
    const double mean_Pa = (dp0 + dp1) / 2;
    const bool from_a = mean_Pa > 0;
    const Zone& source = from_a ? a : b;
    const Zone& far = from_a ? b : a;
    const bool upper = middle_m > source.interface_elevation_m;
    const double density = upper ? source.upper_kg_per_m3 : source.lower_kg_per_m3;
    const double kg_per_s = vent.discharge_ratio * vent.width_m * std::sqrt(2 * density) *
                            calc_root_integral(dp0, dp1, thickness_m);
    Stream& s = streams[(from_a ? a_upper : b_upper) + (upper ? 0 : 1)];
    s.kg_per_s += kg_per_s;
    const double above_m = middle_m - far.interface_elevation_m;
    (above_m > 0 ? s.above_kg_m_per_s : s.below_kg_m_per_s) += kg_per_s * std::abs(above_m);
}

/// Cuts a slab without interfaces at its neutral plane, if it has one.
void add_slab_with_neutral_plane(const VentShape& vent, const Zone& a, const Zone& b, double z0,
                                 double z1, double dp0, double dp1, Streams& streams) noexcept {
    if ((dp0 > 0) == (dp1 > 0) || dp0 == dp1) {
        add_slab(vent, a, b, z0, z1, dp0, dp1, streams);
        return;
    }
    const double zn = z0 + (z1 - z0) * dp0 / (dp0 - dp1);
    add_slab(vent, a, b, z0, zn, dp0, 0, streams);
    add_slab(vent, a, b, zn, z1, 0, dp1, streams);
}

Streams calc_streams(const VentShape& vent, const Zone& a, const Zone& b) noexcept {
    Streams streams;
    const auto inside = [&](double z) { return std::clamp(z, vent.sill_m, vent.soffit_m); };
    const double first = inside(std::min(a.interface_elevation_m, b.interface_elevation_m));
    const double second = inside(std::max(a.interface_elevation_m, b.interface_elevation_m));
    const std::array<double, 4> cuts{vent.sill_m, first, second, vent.soffit_m};
    const auto drive_Pa = [&](double z) {
        return calc_pressure_at_Pa(a, z, vent.open_air_kg_per_m3) -
               calc_pressure_at_Pa(b, z, vent.open_air_kg_per_m3);
    };
    double below_Pa = drive_Pa(cuts[0]);
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        if (cuts[i + 1] <= cuts[i]) continue;
        const double above_Pa = drive_Pa(cuts[i + 1]);
        add_slab_with_neutral_plane(vent, a, b, cuts[i], cuts[i + 1], below_Pa, above_Pa, streams);
        below_Pa = above_Pa;
    }
    return streams;
}

/// Gas taken up by a stream of that excess temperature on its way through the other layer: a plume
/// whose virtual source lies where a point source would carry the same flow.
/// @param reach_K temperature difference of the two layers; the stream stops taking up gas when it
///   has come down to that
double calc_taken_up_kg_per_s(double kg_per_s, double excess_K, double way_m,
                              double reach_K) noexcept {
    if (kg_per_s <= 1e-6 || excess_K <= 0.1 || way_m <= 0) return 0;
    const double power_kW = gas_heat_capacity_kJ_per_kg_K * kg_per_s * excess_K;
    const double root = std::cbrt(power_kW);
    const double source_m = std::pow(kg_per_s / (heskestad_far_factor * root), 0.6);
    const double growth = std::cbrt(1 + way_m / source_m);
    const double wanted = kg_per_s * (growth * growth * growth * growth * growth - 1);
    const double most = kg_per_s * std::max(0.0, excess_K / std::max(reach_K, 0.5) - 1);
    return limit_smoothly(wanted, most);
}

} // namespace

double calc_root_integral(double low_Pa, double high_Pa, double thickness_m) noexcept {
    const double a = std::abs(low_Pa), b = std::abs(high_Pa), mean = (a + b) / 2;
    if (mean <= 0) return 0;
    const double ra = std::sqrt(a), rb = std::sqrt(b);
    const double exact = thickness_m * 2.0 / 3.0 * (a + ra * rb + b) / (ra + rb);
    return exact * std::sqrt(mean / (mean + vent_regularisation_Pa)); // linear through zero
}

double calc_pressure_at_Pa(const Zone& zone, double elevation_m,
                           double open_air_kg_per_m3) noexcept {
    const double zi = zone.interface_elevation_m;
    return zone.pressure_Pa -
           gravity_mps2 *
               ((zone.lower_kg_per_m3 - open_air_kg_per_m3) *
                    (std::min(elevation_m, zi) - zone.floor_elevation_m) +
                (zone.upper_kg_per_m3 - open_air_kg_per_m3) * std::max(0.0, elevation_m - zi));
}

VentTransfers calc_vent_transfers(const VentShape& vent, const Zone& a, const Zone& b) noexcept {
    VentTransfers out;
    const Streams streams = calc_streams(vent, a, b);
    const std::array<double, source_count> source_K{a.upper_K, a.lower_K, b.upper_K, b.lower_K};
    for (std::size_t i = 0; i < source_count; ++i) {
        const Stream& s = streams[i];
        if (s.kg_per_s <= 0) continue;
        const bool from_a = i < b_upper;
        const Zone& far = from_a ? b : a;
        const std::size_t side = from_a ? 1 : 0;
        const double up =
            smooth_step((source_K[i] - far.lower_K - deposit_begin_K) / deposit_span_K);
        out.to_upper[i] = up * s.kg_per_s;
        out.to_lower[i] = (1 - up) * s.kg_per_s;
        const double contrast_K = far.upper_K - far.lower_K;
        const double hot = smooth_step((contrast_K - deposit_begin_K) / deposit_span_K);
        // A layer about to vanish gives nothing.
        const double below = smooth_step(far.lower_depth_m / shear_depth_m);
        const double above = smooth_step(far.upper_depth_m / shear_depth_m);
        out.lifted[side] += shear_mixing_frac * up * hot * below * s.kg_per_s;
        out.dragged[side] += shear_mixing_frac * (1 - up) * hot * above * s.kg_per_s;
        if (vent.section) continue;
        out.lifted[side] +=
            up * calc_taken_up_kg_per_s(s.kg_per_s, source_K[i] - far.lower_K,
                                        s.below_kg_m_per_s / s.kg_per_s, contrast_K);
        out.dragged[side] +=
            (1 - up) * calc_taken_up_kg_per_s(s.kg_per_s, far.upper_K - source_K[i],
                                              s.above_kg_m_per_s / s.kg_per_s, contrast_K);
    }
    return out;
}

} // namespace sim::fire
