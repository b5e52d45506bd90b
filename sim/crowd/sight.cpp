#include "sim/crowd/sight.h"

#include "sim/core/tick.h"
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
constexpr auto margin_f = static_cast<float>(contact_margin_m);
constexpr auto range_f = static_cast<float>(contact_range_m);
/// Of what is walked in the time of looking ahead: the part walked in a step.
constexpr auto step_part = static_cast<float>(core::tick_s / look_ahead_s);
constexpr auto near_ahead_f = static_cast<float>(near_ahead_m);
constexpr auto ahead_s = static_cast<float>(look_ahead_s);

} // namespace

template <class W>
struct Sight::Looking {
    using Reals = typename W::Reals;
    Reals x, y, direction_x, direction_y, radius_m, nears_m, ex, ey, creep_mps;
    std::uint32_t row;
    int walker;
    // Found so far.
    typename W::Mask ahead_sum{}, along_sum{};
    Reals least_mps{};
    std::size_t groups = 0;
};

namespace {

template <class W>
SIM_LANES_INLINE int count_lanes(typename W::Mask minus_ones) noexcept {
    int sum = 0;
    for (unsigned k = 0; k < W::count; ++k)
        sum -= minus_ones[k];
    return sum;
}

} // namespace

/// Looks at up to a group of bodies that lie in a row from `first` on.
template <class W>
[[gnu::always_inline]] inline void Sight::look_at(Looking<W>& me, const BodyColumns& columns,
                                                  std::uint32_t first, int count) {
    using Reals = typename W::Reals;
    using Mask = typename W::Mask;
    constexpr auto sight_m2 = static_cast<float>(sight_m * sight_m);
    const Reals zero{};
    const Reals dx = load_lanes<Reals>(&columns.x_m[first]) - me.x;
    const Reals dy = load_lanes<Reals>(&columns.y_m[first]) - me.y;
    const Reals d2 = dx * dx + dy * dy;
    const Mask seen = (d2 <= sight_m2) & (W::numbers < W::spread(count)) &
                      (W::numbers != W::spread(static_cast<int>(me.row - first)));
    if (W::bits_of(seen) == 0) return;
    const Reals its_x = load_lanes<Reals>(&columns.direction_x[first]),
                its_y = load_lanes<Reals>(&columns.direction_y[first]);
    const Reals ahead = dx * me.direction_x + dy * me.direction_y;
    const Reals alike = its_x * me.direction_x + its_y * me.direction_y;
    const Mask crowds = seen & load_lanes<Mask>(&columns.crowds[first]);
    me.along_sum += crowds & (alike > along_cos);
    me.ahead_sum += crowds & (alike > -along_cos) & (ahead > zero) & (4.0f * ahead * ahead > d2);
    // Of two on converging ways the one who is nearer to where they meet goes first.
    const Reals its = -(dx * its_x + dy * its_y);
    const Mask lower = W::spread(me.walker) < load_lanes<Mask>(&columns.walker[first]);
    const Mask first_to_go =
        (alike > along_cos) & (its > zero) & ((ahead < its) | ((ahead == its) & lower));
    const Mask upright = seen & ~load_lanes<Mask>(&columns.lies[first]);
    const Mask counts = upright & (ahead > behind_m) & ~first_to_go;
    const Mask soft = load_lanes<Mask>(&columns.stands[first]) | (alike < -along_cos);

    const Reals radii_m = me.radius_m + load_lanes<Reals>(&columns.radius_m[first]);
    const Reals reach_m = brushing_frac * radii_m;
    const Reals walked_m = me.nears_m + load_lanes<Reals>(&columns.nears_m[first]) - radii_m;
    const Reals contact_m = radii_m + least(margin_f + step_part * walked_m, W::spread(range_f));
    const Reals forward = dx * me.ex + dy * me.ey, aside = me.ex * dy - me.ey * dx;
    const Reals r2 = reach_m * reach_m - aside * aside;
    const Reals gap_m = most(zero, forward - W::root(most(zero, r2)));
    const Reals closing_mps = -(load_lanes<Reals>(&columns.velocity_x_mps[first]) * me.ex +
                                load_lanes<Reals>(&columns.velocity_y_mps[first]) * me.ey);
    const Reals left_m = most(closed_gap_frac * gap_m, gap_m - closing_mps * ahead_s);
    const Reals allowed = per_gap_s * (closing_mps > zero ? left_m : gap_m);
    const Reals kept = soft ? most(allowed, me.creep_mps) : allowed;
    me.least_mps =
        (counts & (forward > zero) & (r2 > zero)) ? least(me.least_mps, kept) : me.least_mps;

    group_row_[me.groups] = first;
    counts_[me.groups] = static_cast<unsigned char>(W::bits_of(counts));
    touches_[me.groups] = static_cast<unsigned char>(
        W::bits_of(upright & (d2 < contact_m * contact_m) &
                   (load_lanes<Mask>(&columns.finds[first]) > me.walker)));
    store_lanes(&dx_m_[me.groups * W::count], dx);
    store_lanes(&dy_m_[me.groups * W::count], dy);
    store_lanes(&d2_m2_[me.groups * W::count], d2);
    ++me.groups;
}

template <class W>
[[gnu::always_inline]] inline void Sight::look_around(const Bodies& bodies, float ex, float ey,
                                                      float creep_mps) {
    const BodyColumns& c = bodies.columns();
    Looking<W> me{W::spread(c.x_m[row_]),
                  W::spread(c.y_m[row_]),
                  W::spread(c.direction_x[row_]),
                  W::spread(c.direction_y[row_]),
                  W::spread(c.radius_m[row_]),
                  W::spread(c.nears_m[row_]),
                  W::spread(ex),
                  W::spread(ey),
                  W::spread(creep_mps),
                  row_,
                  c.walker[row_],
                  {},
                  {},
                  W::spread(unhindered_mps)};
    std::uint32_t left = most_seen;
    for (const auto& run : bodies.around(bodies.all()[row_]).run) {
        const std::uint32_t end = std::min(run.end, run.begin + left);
        for (std::uint32_t k = run.begin; k < end; k += W::count)
            look_at<W>(me, c, k, static_cast<int>(end - k));
        left -= end - run.begin;
    }
    groups_ = me.groups;
    ahead_count_ = count_lanes<W>(me.ahead_sum);
    along_count_ = count_lanes<W>(me.along_sum);
    speed_mps_ = me.least_mps[0];
    for (unsigned k = 1; k < W::count; ++k)
        speed_mps_ = std::min(speed_mps_, me.least_mps[k]);
}

template <class W>
[[gnu::always_inline]] inline void Sight::look_near(const Bodies& bodies) {
    using Reals = typename W::Reals;
    using Mask = typename W::Mask;
    const BodyColumns& c = bodies.columns();
    const Reals x = W::spread(c.x_m[row_]), y = W::spread(c.y_m[row_]),
                radius_m = W::spread(c.radius_m[row_]), nears_m = W::spread(c.nears_m[row_]);
    const int walker = c.walker[row_];
    groups_ = 0;
    std::uint32_t left = most_seen;
    for (const auto& run : bodies.close_to(bodies.all()[row_]).run) {
        const std::uint32_t end = std::min(run.end, run.begin + left);
        for (std::uint32_t k = run.begin; k < end; k += W::count) {
            const Reals dx = load_lanes<Reals>(&c.x_m[k]) - x,
                        dy = load_lanes<Reals>(&c.y_m[k]) - y;
            const Reals radii_m = radius_m + load_lanes<Reals>(&c.radius_m[k]);
            const Reals walked_m = nears_m + load_lanes<Reals>(&c.nears_m[k]) - radii_m;
            const Reals reach_m =
                radii_m + least(margin_f + step_part * walked_m, W::spread(range_f));
            const Mask near = (dx * dx + dy * dy < reach_m * reach_m) &
                              (W::numbers < W::spread(static_cast<int>(end - k))) &
                              (W::numbers != W::spread(static_cast<int>(row_ - k))) &
                              (load_lanes<Mask>(&c.finds[k]) > walker) &
                              ~load_lanes<Mask>(&c.lies[k]);
            group_row_[groups_] = k;
            touches_[groups_] = static_cast<unsigned char>(W::bits_of(near));
            groups_ += touches_[groups_] != 0 ? 1 : 0;
        }
        left -= end - run.begin;
    }
}

void Sight::look_around_wide(const Bodies& bodies, float ex, float ey, float creep_mps) {
    look_around<WideLanes>(bodies, ex, ey, creep_mps);
}

void Sight::look_near_wide(const Bodies& bodies) {
    look_near<WideLanes>(bodies);
}

void Sight::look(const Bodies& bodies, std::uint32_t row, float ex, float ey,
                 float creep_mps) noexcept {
    row_ = row;
    if (wide_)
        look_around_wide(bodies, ex, ey, creep_mps);
    else
        look_around<FourLanes>(bodies, ex, ey, creep_mps);
}

void Sight::look_for_contacts(const Bodies& bodies, std::uint32_t row) noexcept {
    row_ = row;
    if (wide_)
        look_near_wide(bodies);
    else
        look_near<FourLanes>(bodies);
}

void Sight::find_contacts(const Bodies& bodies, std::vector<Pair>& pairs) const {
    const BodyColumns& columns = bodies.columns();
    const double radius_m = columns.radius_m[row_];
    for (std::size_t g = 0; g < groups_; ++g)
        for (unsigned bits = touches_[g]; bits != 0; bits &= bits - 1) {
            const std::uint32_t row =
                group_row_[g] + static_cast<std::uint32_t>(std::countr_zero(bits));
            pairs.push_back({row_, row, radius_m + columns.radius_m[row]});
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

template <class W>
[[gnu::always_inline]] inline void Sight::pick_near(const Bodies& bodies, float still_m,
                                                    float creep_mps) {
    using Reals = typename W::Reals;
    const BodyColumns& columns = bodies.columns();
    const Reals reach_m = W::spread(columns.radius_m[row_] + still_m);
    for (std::size_t g = 0; g < groups_; ++g) {
        const std::uint32_t first = group_row_[g];
        const Reals limit_m = reach_m + load_lanes<Reals>(&columns.nears_m[first]);
        const unsigned near =
            W::bits_of(load_lanes<Reals>(&d2_m2_[W::count * g]) < limit_m * limit_m) & counts_[g];
        for (unsigned bits = near; bits != 0 && count_ < most_others; bits &= bits - 1) {
            const auto lane = static_cast<unsigned>(std::countr_zero(bits));
            take(bodies, W::count * g + lane, first + lane, creep_mps);
        }
    }
}

void Sight::pick_near_wide(const Bodies& bodies, float still_m, float creep_mps) {
    pick_near<WideLanes>(bodies, still_m, creep_mps);
}

void Sight::pick(const Bodies& bodies, float wish_mps, float creep_mps, bool is_held) {
    // Farther off than this beyond the reach nobody lowers the wish: gap / time gap >= wish even
    // while the gap closes for the time of looking ahead.
    const float still_m = std::max(wish_mps / per_gap_s, is_held ? near_ahead_f : 0.0f);
    count_ = 0;
    if (wide_)
        pick_near_wide(bodies, still_m, creep_mps);
    else
        pick_near<FourLanes>(bodies, still_m, creep_mps);
}

template <class W>
[[gnu::always_inline]] inline void Sight::speeds_in(const float* ex_of, const float* ey_of,
                                                    float wish_mps, float* v_mps) const {
    using Reals = typename W::Reals;
    const Reals zero{}, wish = W::spread(wish_mps);
    for (unsigned first = 0; first < directions; first += W::count) {
        const Reals ex = load_lanes<Reals>(ex_of + first), ey = load_lanes<Reals>(ey_of + first);
        Reals v = wish;
        for (std::size_t k = 0; k < count_; ++k) {
            const Reals ahead = x_[k] * ex + y_[k] * ey, aside = ex * y_[k] - ey * x_[k];
            const Reals r2 = reach_m_[k] * reach_m_[k] - aside * aside;
            const Reals gap_m = most(zero, ahead - W::root(most(zero, r2)));
            const Reals closing_mps = most(zero, -(vx_[k] * ex + vy_[k] * ey));
            const Reals left_m = most(closed_gap_frac * gap_m, gap_m - closing_mps * ahead_s);
            const Reals kept_m = closing_mps > zero ? left_m : gap_m;
            const Reals allowed = most(kept_m * per_gap_s, W::spread(least_mps_[k]));
            v = ((ahead > zero) & (r2 > zero)) ? least(v, allowed) : v;
        }
        store_lanes(v_mps + first, v);
    }
}

void Sight::speeds_in_wide(const float* ex, const float* ey, float wish_mps, float* v_mps) const {
    speeds_in<WideLanes>(ex, ey, wish_mps, v_mps);
}

void Sight::speeds_along(const float* ex, const float* ey, float wish_mps, float* v_mps) const {
    if (wide_)
        speeds_in_wide(ex, ey, wish_mps, v_mps);
    else
        speeds_in<FourLanes>(ex, ey, wish_mps, v_mps);
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
