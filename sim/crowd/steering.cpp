#include "sim/crowd/steering.h"

#include "sim/core/tick.h"
#include "sim/crowd/crowd_constants.h"
#include <algorithm>

namespace sim::crowd {

namespace {

constexpr std::size_t most_seen = 40;
constexpr std::size_t most_walls = 8;
constexpr double contact_range_m = 0.15; ///< two steps at 1.5 m/s
constexpr double wall_time_s = 0.10;     ///< speed onto a wall = clearance / this
constexpr double creeping_frac = 0.60;   ///< of the wish, when pushing past somebody
constexpr double sideways_price = 0.25;  ///< of walking across the wish
constexpr double turn_rad[] = {-0.35, 0.35, -0.80, 0.80, -1.30, 1.30}; ///< right before left
constexpr double brushing_frac = 0.95;        ///< of the reach; shoulders may brush
constexpr double sharpness = 3.0;             ///< how little ahead is ahead, when two touch
constexpr double stepping_aside_share = 0.75; ///< of who stands when somebody comes past
constexpr double near_ahead_m = 0.35;         ///< gap in which somebody is in the way

Vec2 rotated(Vec2 v, double rad) noexcept {
    const double c = std::cos(rad), s = std::sin(rad);
    return {c * v.x - s * v.y, s * v.x + c * v.y};
}

} // namespace

double calc_crowding_factor(double persons_per_m2) noexcept {
    // v / v0 = 1 - exp(-gamma (1 / rho - 1 / rho_max))
    if (persons_per_m2 <= 0) return 1;
    const double room_m2 = 1 / persons_per_m2 - 1 / crowding_max_persons_per_m2;
    return std::max(crowding_floor_frac, 1 - std::exp(-crowding_gamma_per_m2 * room_m2));
}

/// What one walker sees, relative to himself.
struct Steering::View {
    struct Other {
        Vec2 d, velocity_mps;
        double reach_m = 0; ///< sum of the radii
        bool oncoming = false;
        bool soft = false; ///< gives way when pushed
    };
    std::size_t count = 0;
    Other other[most_seen];
    std::size_t wall_count = 0;
    Vec2 wall_normal[most_walls];
    double wall_clear_m[most_walls];
    double creep_mps = 0;
    int ahead_count = 0; ///< of those who walk along, in the sector ahead
    int along_count = 0; ///< of those who walk along, all round
    double crowding_factor = 1;

    /// Speed that the gap along unit vector e allows.
    [[nodiscard]] double speed_along(Vec2 e, double wish_mps) const noexcept {
        double v = wish_mps;
        for (std::size_t k = 0; k < count; ++k) {
            const Other& o = other[k];
            const double ahead = dot(o.d, e);
            if (ahead <= 0) continue;
            const double aside = cross(e, o.d), r2 = o.reach_m * o.reach_m - aside * aside;
            if (r2 <= 0) continue;
            double gap_m = std::max(0.0, ahead - std::sqrt(r2));
            const double closing_mps = -dot(o.velocity_mps, e);
            if (closing_mps > 0) gap_m = std::max(0.25 * gap_m, gap_m - closing_mps * look_ahead_s);
            double allowed = gap_m / time_gap_s;
            if (o.soft) allowed = std::max(allowed, creep_mps);
            v = std::min(v, allowed);
        }
        return v;
    }
    [[nodiscard]] Vec2 along_walls(Vec2 v) const noexcept {
        for (std::size_t k = 0; k < wall_count; ++k) {
            const double into = -dot(v, wall_normal[k]) - wall_clear_m[k] / wall_time_s;
            if (into > 0) v = v + wall_normal[k] * into;
        }
        return v;
    }
};

void Steering::look_around(const Bodies& bodies, std::uint32_t row, View& view) {
    const std::span<const Body> all = bodies.all();
    const Body& me = all[row];
    view.count = 0;
    view.ahead_count = view.along_count = 0;
    for (const auto& run : bodies.around(me).run)
        for (std::uint32_t k = run.begin; k < run.end; ++k) {
            if (k == row) continue;
            const Body& it = all[k];
            const Vec2 d = it.at_m - me.at_m;
            const double d2 = dot(d, d);
            if (d2 > sight_m * sight_m) continue;
            const double reach_m = me.radius_m + it.radius_m;
            if (it.kind != BodyKind::lying &&
                d2 < (reach_m + contact_range_m) * (reach_m + contact_range_m) &&
                (!it.active || it.walker > me.walker || it.kind == BodyKind::image))
                pairs_.push_back({row, k});
            if (me.kind != BodyKind::walking || it.kind == BodyKind::lying) continue;
            const double ahead = dot(d, me.direction);
            view.along_count += it.kind != BodyKind::fixed && dot(me.direction, it.direction) > 0.1;
            if (ahead <= -0.2 || view.count == most_seen) continue;
            const double alike = dot(me.direction, it.direction);
            if (it.kind != BodyKind::fixed && alike > -0.1 && ahead > 0 && 4 * ahead * ahead > d2)
                ++view.ahead_count;
            if (alike > 0.1) {
                // Of two on converging ways the one who is nearer to where they meet goes first.
                const double its = -dot(d, it.direction);
                if (its > 0 && (ahead < its || (ahead == its && me.walker < it.walker))) continue;
            }
            const bool standing = it.kind == BodyKind::giving_way;
            view.other[view.count++] = {d, it.velocity_mps, brushing_frac * reach_m, alike < -0.1,
                                        standing || alike < -0.1};
        }
}

void Steering::look_at_walls(const Walkers& walkers, const Body& body,
                             std::span<const unsigned char> gates_shut, View& view) const {
    view.wall_count = 0;
    const plan::SheetId sheet = walkers.sheet[body.walker];
    for (const Edge& e : ground_.near(sheet, body.at_m)) {
        if (e.kind == EdgeKind::link) continue;
        if (e.kind == EdgeKind::passage && !gates_shut[e.opening.index()]) continue;
        const Vec2 out = body.at_m - core::nearest_point(e.line_m, body.at_m);
        const double d = core::length(out);
        if (d < 1e-6 || d > body.full_radius_m + 0.2 || view.wall_count == most_walls) continue;
        if (e.kind == EdgeKind::passage && d < body.full_radius_m - 2 * wall_tolerance_m) continue;
        view.wall_normal[view.wall_count] = out * (1 / d);
        view.wall_clear_m[view.wall_count++] = std::max(0.0, d - body.full_radius_m);
    }
}

Vec2 Steering::choose_velocity(const Walkers& walkers, const Body& body, const View& view,
                               std::int64_t now) const {
    const std::size_t i = body.walker;
    const double wish_mps = walkers.wished_mps[i] * view.crowding_factor;
    if (wish_mps <= 0) return {};
    Vec2 e0 = body.direction;
    if (walkers.held_s[i] > patience_s) { // tries a little to either side, anew each half second
        const core::DrawKey key{seed_, core::Stream::body, walkers.draw_subject[i],
                                static_cast<std::uint32_t>(now / 10), 101};
        e0 = rotated(e0, core::draw_uniform(key) - 0.5);
    }
    Vec2 best = view.along_walls(e0 * view.speed_along(e0, wish_mps));
    double best_score = dot(best, body.direction);
    if (best_score > 0.95 * wish_mps) return best;
    for (const double rad : turn_rad) {
        const Vec2 e = rotated(e0, rad);
        const Vec2 v = view.along_walls(e * view.speed_along(e, wish_mps));
        const double score = dot(v, body.direction) -
                             sideways_price * std::abs(cross(v, body.direction)) +
                             (rad < 0 ? right_hand_bias * wish_mps : 0) - 0.02 * wish_mps;
        if (score > best_score + 1e-12) {
            best_score = score;
            best = v;
        }
    }
    return best;
}

void Steering::step_patience(Walkers& w, const Body& body, const View& view) const {
    const std::size_t i = body.walker;
    const bool held = w.wished_mps[i] > 0 &&
                      dot(w.velocity_mps[i], body.direction) < held_up_frac * w.wished_mps[i];
    w.held_s[i] = held ? w.held_s[i] + core::tick_s : std::max(0.0, w.held_s[i] - 2 * core::tick_s);
    bool faced = false;
    for (std::size_t k = 0; k < view.count && !faced; ++k) {
        const View::Other& o = view.other[k];
        const double ahead = dot(o.d, body.direction);
        faced = o.soft && ahead > 0 && std::abs(cross(body.direction, o.d)) < o.reach_m &&
                core::length(o.d) < o.reach_m + near_ahead_m;
    }
    // In the opening itself people turn their shoulders when two will not go through side by side.
    const bool wedged =
        held && w.gap_m[i] < w.radius_m[i] + wedging_m && w.held_s[i] > wedged_after_s;
    const double step = core::tick_s / turning_s;
    const double change = held && (faced || wedged) ? step : -0.5 * step;
    w.turned_frac[i] = std::clamp(w.turned_frac[i] + change, 0.0, 1.0);
}

void Steering::step(const Bodies& bodies, Walkers& walkers,
                    std::span<const unsigned char> gates_shut, std::int64_t now) {
    const std::span<const Body> all = bodies.all();
    next_m_.resize(all.size());
    touched_.assign(all.size(), 0);
    pairs_.clear();
    View view;
    for (std::uint32_t row = 0; row < all.size(); ++row) {
        const Body& body = all[row];
        next_m_[row] = body.at_m;
        if (!body.active) continue;
        look_around(bodies, row, view);
        if (body.kind != BodyKind::walking) continue;
        const std::size_t i = body.walker;
        view.creep_mps = creeping_frac * walkers.wished_mps[i] *
                         (walkers.held_s[i] > 0.3 ? 0.3 + 0.7 * walkers.turned_frac[i] : 0.0);
        view.crowding_factor =
            calc_crowding_factor(view.ahead_count / sector_ahead_m2 *
                                 (walkers.gap_m[i] < gap_zone_m ? density_at_gap_frac : 1));
        const double around_per_m2 = view.along_count / (3 * sector_ahead_m2);
        walkers.crowding_frac[i] +=
            (1 - calc_crowding_factor(around_per_m2) - walkers.crowding_frac[i]) * core::tick_s;
        look_at_walls(walkers, body, gates_shut, view);
        const Vec2 wanted = choose_velocity(walkers, body, view, now);
        const double wanted_mps = core::length(wanted);
        Vec2 v = body.velocity_mps + (wanted - body.velocity_mps) * (core::tick_s / acceleration_s);
        const double v_mps = core::length(v);
        if (v_mps > wanted_mps) v = v_mps > 1e-12 ? v * (wanted_mps / v_mps) : Vec2{};
        step_patience(walkers, body, view);
        next_m_[row] = body.at_m + v * core::tick_s;
    }
    resolve_contacts(bodies);
}

namespace {

/// How much of an overlap the first of two makes room for; n points from him to the second.
double share_of_first(const Body& a, const Body& b, Vec2 n) noexcept {
    if (b.kind == BodyKind::fixed) return 1;
    const bool a_stands = a.direction == Vec2{}, b_stands = b.direction == Vec2{};
    if (a_stands != b_stands) return a_stands ? stepping_aside_share : 1 - stepping_aside_share;
    const double behind = sharpness * (dot(n, a.direction) + dot(n, b.direction));
    return 0.5 + yielding_share * std::clamp(behind, -1.0, 1.0);
}

} // namespace

void Steering::resolve_contacts(const Bodies& bodies) {
    const std::span<const Body> all = bodies.all();
    for (int pass = 0; pass < contact_passes; ++pass) {
        for (const auto& image : bodies.images())
            next_m_[image.body] = image.motion->point(next_m_[image.owner]);
        for (const Pair& pair : pairs_) {
            const Body &a = all[pair.a], &b = all[pair.b];
            const Vec2 d = next_m_[pair.b] - next_m_[pair.a];
            const double reach_m = a.radius_m + b.radius_m, l2 = dot(d, d);
            if (l2 >= reach_m * reach_m) continue;
            const double l = std::sqrt(l2);
            // Two in one place: apart along x, the lower id to the west.
            const Vec2 n = l > 1e-9 ? d * (1 / l) : Vec2{a.walker < b.walker ? 1.0 : -1.0, 0};
            const double share_a = share_of_first(a, b, n);
            const Vec2 apart = n * (reach_m - l);
            next_m_[pair.a] = next_m_[pair.a] - apart * share_a;
            touched_[pair.a] = 1;
            if (b.kind == BodyKind::fixed || b.kind == BodyKind::image) continue;
            next_m_[pair.b] = next_m_[pair.b] + apart * (1 - share_a);
            touched_[pair.b] = 1;
        }
    }
}

} // namespace sim::crowd
