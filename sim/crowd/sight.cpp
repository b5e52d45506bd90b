#include "sim/crowd/sight.h"

#include "sim/crowd/crowd_constants.h"
#include <algorithm>

namespace sim::crowd {

namespace {

constexpr float brushing_frac = 0.95f;   ///< of the reach; shoulders may brush
constexpr float behind_m = -0.2f;        ///< who is farther behind is not looked at
constexpr float closed_gap_frac = 0.25f; ///< of the gap that is kept, however fast it closes
constexpr float unhindered_mps = 1e9f;
constexpr float along_cos = 0.1f; ///< walks along with him: cosine between the two wishes
constexpr auto per_gap_s = static_cast<float>(1 / time_gap_s);
constexpr auto contact_m_f = static_cast<float>(contact_range_m);
constexpr auto near_ahead_f = static_cast<float>(near_ahead_m);
constexpr auto ahead_s = static_cast<float>(look_ahead_s);

} // namespace

struct Sight::Looking {
    Lanes x, y, direction_x, direction_y, radius_m, ex, ey, creep_mps;
    std::uint32_t row;
    int walker;
    // Found so far.
    LaneMask ahead_sum{}, along_sum{};
    Lanes least_mps{};
    std::size_t groups = 0;
};

/// Looks at up to four bodies that lie in a row from `first` on.
inline void Sight::look_at(Looking& me, const BodyColumns& columns, std::uint32_t first,
                           int count) {
    constexpr auto sight_m2 = static_cast<float>(sight_m * sight_m);
    const LaneMask lane{0, 1, 2, 3};
    const Lanes zero{};
    const Lanes dx = load_lanes(&columns.x_m[first]) - me.x;
    const Lanes dy = load_lanes(&columns.y_m[first]) - me.y;
    const Lanes d2 = dx * dx + dy * dy;
    const LaneMask seen = (d2 <= sight_m2) & (lane < spread(count)) &
                          (lane != spread(static_cast<int>(me.row - first)));
    if (bits_of(seen) == 0) return;
    const Lanes its_x = load_lanes(&columns.direction_x[first]),
                its_y = load_lanes(&columns.direction_y[first]);
    const Lanes ahead = dx * me.direction_x + dy * me.direction_y;
    const Lanes alike = its_x * me.direction_x + its_y * me.direction_y;
    const LaneMask crowds = seen & load_mask(&columns.crowds[first]);
    me.along_sum += crowds & (alike > along_cos);
    me.ahead_sum += crowds & (alike > -along_cos) & (ahead > zero) & (4.0f * ahead * ahead > d2);
    // Of two on converging ways the one who is nearer to where they meet goes first.
    const Lanes its = -(dx * its_x + dy * its_y);
    const LaneMask lower = spread(me.walker) < load_mask(&columns.walker[first]);
    const LaneMask first_to_go =
        (alike > along_cos) & (its > zero) & ((ahead < its) | ((ahead == its) & lower));
    const LaneMask upright = seen & ~load_mask(&columns.lies[first]);
    const LaneMask counts = upright & (ahead > behind_m) & ~first_to_go;
    const LaneMask soft = load_mask(&columns.stands[first]) | (alike < -along_cos);

    const Lanes radii_m = me.radius_m + load_lanes(&columns.radius_m[first]);
    const Lanes reach_m = brushing_frac * radii_m, contact_m = radii_m + contact_m_f;
    const Lanes forward = dx * me.ex + dy * me.ey, aside = me.ex * dy - me.ey * dx;
    const Lanes r2 = reach_m * reach_m - aside * aside;
    const Lanes gap_m = most(zero, forward - root(most(zero, r2)));
    const Lanes closing_mps = -(load_lanes(&columns.velocity_x_mps[first]) * me.ex +
                                load_lanes(&columns.velocity_y_mps[first]) * me.ey);
    const Lanes left_m = most(closed_gap_frac * gap_m, gap_m - closing_mps * ahead_s);
    const Lanes allowed = per_gap_s * (closing_mps > zero ? left_m : gap_m);
    const Lanes kept = soft ? most(allowed, me.creep_mps) : allowed;
    me.least_mps =
        (counts & (forward > zero) & (r2 > zero)) ? least(me.least_mps, kept) : me.least_mps;

    group_row_[me.groups] = first;
    counts_[me.groups] = static_cast<unsigned char>(bits_of(counts));
    touches_[me.groups] =
        static_cast<unsigned char>(bits_of(upright & (d2 < contact_m * contact_m)));
    store_lanes(&dx_m_[me.groups * 4], dx);
    store_lanes(&dy_m_[me.groups * 4], dy);
    store_lanes(&d2_m2_[me.groups * 4], d2);
    ++me.groups;
}

void Sight::look(const Bodies& bodies, std::uint32_t row, float ex, float ey,
                 float creep_mps) noexcept {
    const BodyColumns& c = bodies.columns();
    Looking me{spread(c.x_m[row]),
               spread(c.y_m[row]),
               spread(c.direction_x[row]),
               spread(c.direction_y[row]),
               spread(c.radius_m[row]),
               spread(ex),
               spread(ey),
               spread(creep_mps),
               row,
               c.walker[row],
               {},
               {},
               spread(unhindered_mps)};
    row_ = row;
    for (const auto& run : bodies.around(bodies.all()[row]).run)
        for (std::uint32_t k = run.begin; k < run.end && me.groups < most_groups; k += lane_count)
            look_at(me, c, k, static_cast<int>(run.end - k));
    groups_ = me.groups;
    ahead_count_ = count_lanes(me.ahead_sum);
    along_count_ = count_lanes(me.along_sum);
    speed_mps_ = std::min(std::min(me.least_mps[0], me.least_mps[1]),
                          std::min(me.least_mps[2], me.least_mps[3]));
}

void Sight::find_contacts(const Bodies& bodies, std::vector<Pair>& pairs) const {
    const Body& me = bodies.all()[row_];
    for (std::size_t g = 0; g < groups_; ++g)
        for (unsigned bits = touches_[g]; bits != 0; bits &= bits - 1) {
            const std::uint32_t row =
                group_row_[g] + static_cast<std::uint32_t>(std::countr_zero(bits));
            const Body& it = bodies.all()[row];
            if (!it.active || it.walker > me.walker || it.kind == BodyKind::image)
                pairs.push_back({row_, row, me.radius_m + it.radius_m});
        }
}

void Sight::take(const Bodies& bodies, std::size_t seen, std::uint32_t other, float creep_mps) {
    const BodyColumns& columns = bodies.columns();
    const float alike = columns.direction_x[row_] * columns.direction_x[other] +
                        columns.direction_y[row_] * columns.direction_y[other];
    const bool soft = columns.stands[other] != 0 || alike < -along_cos;
    x_[count_] = dx_m_[seen];
    y_[count_] = dy_m_[seen];
    vx_[count_] = columns.velocity_x_mps[other];
    vy_[count_] = columns.velocity_y_mps[other];
    reach_m_[count_] = brushing_frac * (columns.radius_m[row_] + columns.radius_m[other]);
    least_mps_[count_] = soft ? creep_mps : 0;
    soft_[count_++] = soft;
}

void Sight::pick(const Bodies& bodies, float wish_mps, float creep_mps, bool is_held) {
    const BodyColumns& columns = bodies.columns();
    // Farther off than this beyond the reach nobody lowers the wish: gap / time gap >= wish even
    // while the gap closes for the time of looking ahead.
    const float still_m = std::max(wish_mps / per_gap_s, is_held ? near_ahead_f : 0.0f);
    const Lanes reach_m = spread(columns.radius_m[row_] + still_m);
    count_ = 0;
    for (std::size_t g = 0; g < groups_; ++g) {
        const std::uint32_t first = group_row_[g];
        const Lanes vx = load_lanes(&columns.velocity_x_mps[first]),
                    vy = load_lanes(&columns.velocity_y_mps[first]);
        const Lanes limit_m =
            reach_m + load_lanes(&columns.radius_m[first]) + ahead_s * root(vx * vx + vy * vy);
        const unsigned near = bits_of(load_lanes(&d2_m2_[4 * g]) < limit_m * limit_m) & counts_[g];
        for (unsigned bits = near; bits != 0 && count_ < most_others; bits &= bits - 1) {
            const auto lane = static_cast<unsigned>(std::countr_zero(bits));
            take(bodies, 4 * g + lane, first + lane, creep_mps);
        }
    }
}

Lanes Sight::speeds_along(Lanes ex, Lanes ey, float wish_mps) const noexcept {
    const Lanes zero{}, wish = spread(wish_mps);
    Lanes v = wish;
    for (std::size_t k = 0; k < count_; ++k) {
        const Lanes ahead = x_[k] * ex + y_[k] * ey, aside = ex * y_[k] - ey * x_[k];
        const Lanes r2 = reach_m_[k] * reach_m_[k] - aside * aside;
        const Lanes gap_m = most(zero, ahead - root(most(zero, r2)));
        const Lanes closing_mps = most(zero, -(vx_[k] * ex + vy_[k] * ey));
        const Lanes left_m = most(closed_gap_frac * gap_m, gap_m - closing_mps * ahead_s);
        const Lanes kept_m = closing_mps > zero ? left_m : gap_m;
        const Lanes allowed = most(kept_m * per_gap_s, spread(least_mps_[k]));
        v = ((ahead > zero) & (r2 > zero)) ? least(v, allowed) : v;
    }
    return v;
}

bool Sight::is_faced(float ex, float ey) const noexcept {
    for (std::size_t k = 0; k < count_; ++k) {
        const float near_m = reach_m_[k] + near_ahead_f;
        if (soft_[k] && x_[k] * ex + y_[k] * ey > 0 &&
            std::abs(ex * y_[k] - ey * x_[k]) < reach_m_[k] &&
            x_[k] * x_[k] + y_[k] * y_[k] < near_m * near_m)
            return true;
    }
    return false;
}

} // namespace sim::crowd
