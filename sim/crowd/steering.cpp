#include "sim/crowd/steering.h"

#include "sim/core/tick.h"
#include "sim/crowd/crowd_constants.h"
#include "sim/crowd/single_file.h"
#include <algorithm>

namespace sim::crowd {

namespace {

constexpr std::size_t most_walls = 8;
constexpr double wall_time_s = 0.10;          ///< speed onto a wall = clearance / this
constexpr float creeping_frac = 0.60f;        ///< of the wish, when pushing past somebody
constexpr double sideways_price = 0.25;       ///< of walking across the wish
constexpr double good_enough_frac = 0.95;     ///< of the wish: no other direction is tried
constexpr double sharpness = 3.0;             ///< how little ahead is ahead, when two touch
constexpr double stepping_aside_share = 0.75; ///< of who stands when somebody comes past
constexpr int sway_ticks = 10; ///< the side that a held-up walker tries lasts so long
/// Cosine and sine of the turns tried, right before left: 0.35, 0.80 and 1.30 rad.
constexpr int turn_count = 6;
constexpr float turn_cos[] = {0.93937272f, 0.93937272f, 0.69670671f, 0.69670671f,
                              0.26749883f, 0.26749883f, 1,           1};
constexpr float turn_sin[] = {
    -0.34289781f, 0.34289781f, -0.71735609f, 0.71735609f, -0.96355819f, 0.96355819f, 0, 0};

} // namespace

double calc_crowding_factor(double persons_per_m2) noexcept {
    // v / v0 = 1 - exp(-gamma (1 / rho - 1 / rho_max))
    if (persons_per_m2 <= 0) return 1;
    const double room_m2 = 1 / persons_per_m2 - 1 / crowding_max_persons_per_m2;
    return std::max(crowding_floor_frac, 1 - std::exp(-crowding_gamma_per_m2 * room_m2));
}

struct Steering::NearWalls {
    std::size_t count = 0;
    double normal_x[most_walls], normal_y[most_walls], clear_m[most_walls];

    [[nodiscard]] Vec2 along(Vec2 v) const noexcept {
        for (std::size_t k = 0; k < count; ++k) {
            const Vec2 normal{normal_x[k], normal_y[k]};
            const double into = -dot(v, normal) - clear_m[k] / wall_time_s;
            if (into > 0) v = v + normal * into;
        }
        return v;
    }
};

Steering::Steering(std::uint64_t seed) : seed_(seed) {
    for (std::size_t n = 0; n < most_counted; ++n) {
        const double ahead_per_m2 = static_cast<double>(n) / sector_ahead_m2;
        ahead_factor_[n] = calc_crowding_factor(ahead_per_m2);
        ahead_at_gap_factor_[n] = calc_crowding_factor(ahead_per_m2 * density_at_gap_frac);
        around_factor_[n] = calc_crowding_factor(ahead_per_m2 / 3);
    }
}

void Steering::look_at_walls(const Body& body, std::span<const unsigned char> gates_shut,
                             NearWalls& walls) {
    walls.count = 0;
    for (const Edge& e : body.near) {
        if (e.kind == EdgeKind::link) continue;
        if (e.kind == EdgeKind::passage && !gates_shut[e.opening.index()]) continue;
        const Vec2 out = body.at_m - e.nearest_point(body.at_m);
        const double d2 = dot(out, out), within_m = body.full_radius_m + 0.2;
        if (d2 < 1e-12 || d2 > within_m * within_m || walls.count == most_walls) continue;
        const double d = std::sqrt(d2);
        if (e.kind == EdgeKind::passage && d < body.full_radius_m - 2 * wall_tolerance_m) continue;
        walls.normal_x[walls.count] = out.x / d;
        walls.normal_y[walls.count] = out.y / d;
        walls.clear_m[walls.count++] = std::max(0.0, d - body.full_radius_m);
    }
}

/// Direction of one who is held up: a little to either side, drawn anew each half second.
Vec2 Steering::swayed(Walkers& w, const Body& body, std::int64_t now) const {
    const std::size_t i = body.walker;
    const auto turn = static_cast<std::uint32_t>(now / sway_ticks);
    if (w.sway_turn[i] != turn) {
        const core::DrawKey key{seed_, core::Stream::body, w.draw_subject[i], turn, 101};
        const double rad = core::draw_uniform(key) - 0.5;
        w.sway_turn[i] = turn;
        w.sway[i] = {std::cos(rad), std::sin(rad)};
    }
    const Vec2 e = body.direction, s = w.sway[i];
    return {s.x * e.x - s.y * e.y, s.y * e.x + s.x * e.y};
}

/// The best of the six turns away from e0, or `straight`, which is what e0 itself allows.
Vec2 Steering::choose_velocity(const Body& body, const NearWalls& walls, Vec2 e0, Vec2 straight,
                               double wish_mps) const {
    if (wish_mps <= 0) return {};
    const auto x = static_cast<float>(e0.x), y = static_cast<float>(e0.y);
    const auto wish = static_cast<float>(wish_mps);
    Vec2 best = straight;
    double best_score = dot(best, body.direction);
    alignas(32) float ex[Sight::directions], ey[Sight::directions], v_mps[Sight::directions];
    for (int k = 0; k < Sight::directions; ++k) {
        ex[k] = turn_cos[k] * x - turn_sin[k] * y;
        ey[k] = turn_sin[k] * x + turn_cos[k] * y;
    }
    sight_.speeds_along(ex, ey, wish, v_mps);
    for (int k = 0; k < turn_count; ++k) {
        const Vec2 v = walls.along(Vec2{ex[k], ey[k]} * v_mps[k]);
        const double score = dot(v, body.direction) -
                             sideways_price * std::abs(cross(v, body.direction)) +
                             (k % 2 == 0 ? right_hand_bias * wish_mps : 0) - 0.02 * wish_mps;
        if (score > best_score + 1e-12) {
            best_score = score;
            best = v;
        }
    }
    return best;
}

void Steering::step_patience(Body& body, bool is_held, int ticks) const {
    const auto tick = static_cast<float>(ticks * core::tick_s);
    const auto step = static_cast<float>(ticks * core::tick_s / turning_s);
    body.held_s = is_held ? body.held_s + tick : std::max(0.0f, body.held_s - 2 * tick);
    float change = -0.5f * step;
    if (is_held) {
        // In the opening itself people turn their shoulders when two will not go through abreast.
        const bool wedged =
            body.gap_m < body.full_radius_m + wedging_m && body.held_s > wedged_after_s;
        if (wedged || sight_.is_faced(static_cast<float>(body.direction.x),
                                      static_cast<float>(body.direction.y)))
            change = step;
    }
    if (body.in_file == InFile::sideways) change = step;
    body.turned_frac = std::clamp(body.turned_frac + change, 0.0f, 1.0f);
}

void Steering::begin(const Bodies& bodies) {
    const std::span<const Body> all = bodies.all();
    next_m_.resize(all.size());
    for (std::size_t row = bodies.resting_count(); row < all.size(); ++row)
        next_m_[row] = all[row].at_m;
    touched_.resize(all.size());
    std::fill(touched_.begin(), touched_.end(), static_cast<unsigned char>(0));
    touched_at_rest_.clear();
    pairs_.clear();
}

double Steering::calc_wish_mps(const Bodies& bodies, const Body& body, bool in_file,
                               plan::SheetId sheet) const {
    if (in_file)
        return std::min<double>(body.wished_mps,
                                calc_file_speed_mps(find_file_headway_m(bodies, body, sheet)));
    const Factors& factors = body.gap_m < gap_zone_m ? ahead_at_gap_factor_ : ahead_factor_;
    return body.wished_mps * factors[counted(sight_.ahead_count())];
}

/// What he wants to do now, as a velocity; written to `kept_mps` and, for what he feels of the
/// crowd, to the body.
void Steering::think(const Bodies& bodies, Body& body, plan::SheetId sheet, Vec2 e0,
                     float creep_mps, std::span<const unsigned char> gates_shut, int ticks) {
    const bool in_file = body.in_file != InFile::no || is_in_lane(body);
    const double wish_mps = calc_wish_mps(bodies, body, in_file, sheet);
    body.crowding_frac += static_cast<float>(
        (1 - around_factor_[counted(sight_.along_count())] - body.crowding_frac) * core::tick_s *
        ticks);
    // Who follows in a file at its pace is not held up by it.
    const double unheld_mps = in_file ? wish_mps : body.wished_mps;
    const bool is_held =
        unheld_mps > 0 && dot(body.velocity_mps, body.direction) < held_up_frac * unheld_mps;
    NearWalls walls;
    look_at_walls(body, gates_shut, walls);
    const Vec2 straight = walls.along(e0 * std::min<double>(sight_.speed_mps(), wish_mps));
    const bool gets_on = dot(straight, body.direction) > good_enough_frac * wish_mps;
    if (is_held || !gets_on) sight_.pick(bodies, static_cast<float>(wish_mps), creep_mps, is_held);
    body.kept_mps = gets_on ? straight : choose_velocity(body, walls, e0, straight, wish_mps);
    step_patience(body, is_held, ticks);
}

void Steering::steer(Bodies& bodies, Walkers& walkers, std::span<const unsigned char> gates_shut,
                     std::uint32_t row, std::int64_t now) {
    Body& body = bodies[row];
    const bool walks = body.kind == BodyKind::walking;
    const bool creeps = body.held_s > creeps_after_s;
    if (!walks || (creeps && (now + body.walker) % held_thinking_ticks != 0)) {
        sight_.look_for_contacts(bodies, row);
        sight_.find_contacts(bodies, pairs_);
        if (!walks) return;
    } else {
        const Vec2 e0 = body.held_s > patience_s ? swayed(walkers, body, now) : body.direction;
        const float creep_mps =
            creeps ? creeping_frac * body.wished_mps * (0.3f + 0.7f * body.turned_frac) : 0;
        sight_.look(bodies, row, static_cast<float>(e0.x), static_cast<float>(e0.y), creep_mps);
        sight_.find_contacts(bodies, pairs_);
        think(bodies, body, walkers.sheet[body.walker], e0, creep_mps, gates_shut,
              creeps ? held_thinking_ticks : 1);
    }
    const Vec2 wanted = body.kept_mps;
    const double wanted_mps = core::length(wanted);
    Vec2 v = body.velocity_mps + (wanted - body.velocity_mps) * (core::tick_s / acceleration_s);
    const double v_mps = core::length(v);
    if (v_mps > wanted_mps) v = v_mps > 1e-12 ? v * (wanted_mps / v_mps) : Vec2{};
    next_m_[row] = body.at_m + v * core::tick_s;
}

void Steering::step(Bodies& bodies, Walkers& walkers, std::span<const unsigned char> gates_shut,
                    std::int64_t now) {
    begin(bodies);
    const auto count = static_cast<std::uint32_t>(bodies.all().size());
    for (auto row = static_cast<std::uint32_t>(bodies.resting_count()); row < count; ++row)
        if (bodies[row].active) steer(bodies, walkers, gates_shut, row, now);
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

void Steering::touch(const Bodies& bodies, std::uint32_t row) {
    if (touched_[row]) return;
    touched_[row] = 1;
    const Body& body = bodies.all()[row];
    if (!body.active && body.kind == BodyKind::giving_way) touched_at_rest_.push_back(body.walker);
}

void Steering::resolve_contacts(const Bodies& bodies) {
    const std::span<const Body> all = bodies.all();
    for (const Pair& pair : pairs_) // who rests has his place only when somebody comes near
        if (pair.b < bodies.resting_count()) next_m_[pair.b] = all[pair.b].at_m;
    for (const auto& image : bodies.images())
        if (image.owner < bodies.resting_count()) next_m_[image.owner] = all[image.owner].at_m;
    for (int pass = 0; pass < contact_passes; ++pass) {
        for (const auto& image : bodies.images())
            next_m_[image.body] = image.motion->point(next_m_[image.owner]);
        for (const Pair& pair : pairs_) {
            const Vec2 d = next_m_[pair.b] - next_m_[pair.a];
            const double l2 = dot(d, d);
            if (l2 >= pair.reach_m * pair.reach_m) continue;
            const Body &a = all[pair.a], &b = all[pair.b];
            const double l = std::sqrt(l2);
            // Two in one place: apart along x, the lower id to the west.
            const Vec2 n = l > 1e-9 ? d * (1 / l) : Vec2{a.walker < b.walker ? 1.0 : -1.0, 0};
            const double share_a = share_of_first(a, b, n);
            const Vec2 apart = n * (pair.reach_m - l);
            next_m_[pair.a] = next_m_[pair.a] - apart * share_a;
            touch(bodies, pair.a);
            if (b.kind == BodyKind::fixed || b.kind == BodyKind::image) continue;
            next_m_[pair.b] = next_m_[pair.b] + apart * (1 - share_a);
            touch(bodies, pair.b);
        }
    }
    std::sort(touched_at_rest_.begin(), touched_at_rest_.end());
}

} // namespace sim::crowd
