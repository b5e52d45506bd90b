#include "sim/crowd/sight.h"

#include "sim/crowd/crowd_constants.h"
#include <algorithm>

namespace sim::crowd {

namespace {

constexpr float brushing_frac = 0.95f;   ///< of the reach; shoulders may brush
constexpr float behind_m = -0.2f;        ///< who is farther behind is not looked at
constexpr float closed_gap_frac = 0.25f; ///< of the gap that is kept, however fast it closes
constexpr float unseen_m2 = 1e30f;
constexpr auto gap_s = static_cast<float>(time_gap_s);
constexpr auto ahead_s = static_cast<float>(look_ahead_s);

} // namespace

void Sight::look(const Bodies& bodies, std::uint32_t row) noexcept {
    const BodyColumns& columns = bodies.columns();
    const Body& me = bodies.all()[row];
    const Lanes x = spread(columns.x_m[row]), y = spread(columns.y_m[row]);
    const Lanes ex = spread(columns.direction_x[row]), ey = spread(columns.direction_y[row]);
    constexpr auto sight_m2 = static_cast<float>(sight_m * sight_m);
    const LaneMask lane{0, 1, 2, 3};
    LaneMask ahead_sum{}, along_sum{};
    row_ = row;
    groups_ = 0;
    for (const auto& run : bodies.around(me).run)
        for (std::uint32_t k = run.begin; k < run.end && groups_ < most_groups; k += lane_count) {
            const Lanes dx = load_lanes(&columns.x_m[k]) - x, dy = load_lanes(&columns.y_m[k]) - y;
            const Lanes d2 = dx * dx + dy * dy;
            const LaneMask others = (lane < spread(static_cast<int>(run.end - k))) &
                                    (lane != spread(static_cast<int>(row - k)));
            const LaneMask seen = others & (d2 <= sight_m2);
            if (bits_of(seen) == 0) continue;
            const Lanes ahead = dx * ex + dy * ey;
            const Lanes alike =
                load_lanes(&columns.direction_x[k]) * ex + load_lanes(&columns.direction_y[k]) * ey;
            const LaneMask counted = seen & load_mask(&columns.crowds[k]);
            along_sum += counted & (alike > 0.1f);
            ahead_sum += counted & (alike > -0.1f) & (ahead > 0.0f) & (4.0f * ahead * ahead > d2);
            group_row_[groups_] = k;
            store_lanes(&dx_[groups_ * 4], dx);
            store_lanes(&dy_[groups_ * 4], dy);
            store_lanes(&d2_[groups_ * 4], seen ? d2 : spread(unseen_m2));
            store_lanes(&ahead_[groups_ * 4], ahead);
            store_lanes(&alike_[groups_ * 4], alike);
            ++groups_;
        }
    ahead_count_ = count_lanes(ahead_sum);
    along_count_ = count_lanes(along_sum);
}

/// Takes up one who is near enough to matter: as a contact to come, and as one in the way.
void Sight::take(const Bodies& bodies, std::size_t seen, std::uint32_t other, float creep_mps,
                 std::vector<Pair>& pairs) {
    const Body &me = bodies.all()[row_], &it = bodies.all()[other];
    if (it.kind == BodyKind::lying) return;
    const double reach_m = me.radius_m + it.radius_m, contact_m = reach_m + contact_range_m;
    if (d2_[seen] < static_cast<float>(contact_m * contact_m) &&
        (!it.active || it.walker > me.walker || it.kind == BodyKind::image))
        pairs.push_back({row_, other, reach_m});
    const float ahead = ahead_[seen], alike = alike_[seen];
    if (me.kind != BodyKind::walking || ahead <= behind_m || count_ == most_others) return;
    if (alike > 0.1f) {
        // Of two on converging ways the one who is nearer to where they meet goes first.
        const BodyColumns& columns = bodies.columns();
        const float its =
            -(dx_[seen] * columns.direction_x[other] + dy_[seen] * columns.direction_y[other]);
        if (its > 0 && (ahead < its || (ahead == its && me.walker < it.walker))) return;
    }
    const bool soft = it.kind == BodyKind::giving_way || alike < -0.1f;
    x_[count_] = dx_[seen];
    y_[count_] = dy_[seen];
    vx_[count_] = static_cast<float>(it.velocity_mps.x);
    vy_[count_] = static_cast<float>(it.velocity_mps.y);
    reach_m_[count_] = brushing_frac * static_cast<float>(reach_m);
    least_mps_[count_] = soft ? creep_mps : 0;
    soft_[count_++] = soft;
}

void Sight::pick(const Bodies& bodies, double wish_mps, double creep_mps, bool is_held,
                 std::vector<Pair>& pairs) {
    const BodyColumns& columns = bodies.columns();
    // Farther off than this beyond the reach nobody lowers the wish: gap / time gap >= wish even
    // while the gap closes for the time of looking ahead.
    const Lanes still_m = spread(static_cast<float>(
        std::max(wish_mps * time_gap_s, is_held ? near_ahead_m : contact_range_m)));
    const Lanes mine_m = spread(columns.radius_m[row_]);
    count_ = 0;
    for (std::size_t g = 0; g < groups_; ++g) {
        const std::uint32_t first = group_row_[g];
        const Lanes limit_m = mine_m + load_lanes(&columns.radius_m[first]) + still_m +
                              ahead_s * load_lanes(&columns.speed_mps[first]);
        for (unsigned near = bits_of(load_lanes(&d2_[4 * g]) < limit_m * limit_m); near != 0;
             near &= near - 1) {
            const auto lane = static_cast<unsigned>(std::countr_zero(near));
            take(bodies, 4 * g + lane, first + lane, static_cast<float>(creep_mps), pairs);
        }
    }
}

float Sight::speed_along(float ex, float ey, float wish_mps) const noexcept {
    float v = wish_mps;
    for (std::size_t k = 0; k < count_; ++k) {
        const float ahead = x_[k] * ex + y_[k] * ey;
        const float aside = ex * y_[k] - ey * x_[k], r2 = reach_m_[k] * reach_m_[k] - aside * aside;
        if (ahead <= 0 || r2 <= 0) continue;
        float gap_m = std::max(0.0f, ahead - std::sqrt(r2));
        const float closing_mps = -(vx_[k] * ex + vy_[k] * ey);
        if (closing_mps > 0)
            gap_m = std::max(closed_gap_frac * gap_m, gap_m - closing_mps * ahead_s);
        v = std::min(v, std::max(gap_m / gap_s, least_mps_[k]));
    }
    return v;
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
        const Lanes allowed = most(kept_m / gap_s, spread(least_mps_[k]));
        v = ((ahead > zero) & (r2 > zero)) ? least(v, allowed) : v;
    }
    return v;
}

bool Sight::is_faced(float ex, float ey) const noexcept {
    for (std::size_t k = 0; k < count_; ++k) {
        const float near_m = reach_m_[k] + static_cast<float>(near_ahead_m);
        if (soft_[k] && x_[k] * ex + y_[k] * ey > 0 &&
            std::abs(ex * y_[k] - ey * x_[k]) < reach_m_[k] &&
            x_[k] * x_[k] + y_[k] * y_[k] < near_m * near_m)
            return true;
    }
    return false;
}

} // namespace sim::crowd
