#include "sim/crowd/bodies.h"

#include "sim/crowd/crowd_constants.h"
#include "sim/crowd/lanes.h"
#include <algorithm>
#include <limits>

namespace sim::crowd {

Bodies::Bodies(const Ground& ground) : ground_(ground) {
    std::uint32_t cells = 0;
    for (std::size_t i = 0; i < ground.sheet_count(); ++i) {
        const core::Box& box = ground.box(core::make_id<plan::SheetId>(i));
        SheetCells s;
        s.first = cells;
        if (!box.empty()) { // a margin of one cell: neighbours are found without a test for the rim
            s.low = box.low - Vec2{sight_m, sight_m};
            s.columns = static_cast<int>((box.high.x - s.low.x) / sight_m) + 3;
            s.rows = static_cast<int>((box.high.y - s.low.y) / sight_m) + 3;
        } else {
            s.columns = s.rows = 3;
        }
        const auto count = static_cast<std::uint32_t>(s.columns * s.rows);
        columns_of_cell_.insert(columns_of_cell_.end(), count,
                                static_cast<std::uint32_t>(s.columns));
        cells += count;
        sheets_.push_back(s);
    }
    moving_from_.assign(cells + 1, 0);
    resting_from_.assign(cells + 1, 0);
}

void BodyColumns::resize(std::size_t rows) {
    rows += most_lanes - 1;
    for (auto* column : {&x_m, &y_m, &direction_x, &direction_y, &velocity_x_mps, &velocity_y_mps,
                         &radius_m, &nears_m})
        column->resize(rows);
    for (auto* column : {&crowds, &stands, &lies, &walker, &finds})
        column->resize(rows);
}

void BodyColumns::set(std::size_t row, const Body& body) noexcept {
    x_m[row] = static_cast<float>(body.at_m.x);
    y_m[row] = static_cast<float>(body.at_m.y);
    direction_x[row] = static_cast<float>(body.direction.x);
    direction_y[row] = static_cast<float>(body.direction.y);
    velocity_x_mps[row] = static_cast<float>(body.velocity_mps.x);
    velocity_y_mps[row] = static_cast<float>(body.velocity_mps.y);
    radius_m[row] = static_cast<float>(body.radius_m);
    nears_m[row] =
        static_cast<float>(body.radius_m + look_ahead_s * core::length(body.velocity_mps));
    crowds[row] = body.kind == BodyKind::fixed || body.kind == BodyKind::lying ? 0 : -1;
    stands[row] = body.kind == BodyKind::giving_way ? -1 : 0;
    lies[row] = body.kind == BodyKind::lying ? -1 : 0;
    walker[row] = static_cast<int>(body.walker);
    const bool looks = body.active && body.kind != BodyKind::image;
    finds[row] = looks ? walker[row] : std::numeric_limits<int>::max();
}

std::uint32_t Bodies::cell_at(plan::SheetId sheet, Vec2 p) const noexcept {
    const SheetCells& s = sheets_[sheet.index()];
    const int column = std::clamp(static_cast<int>((p.x - s.low.x) / sight_m), 1, s.columns - 2);
    const int row = std::clamp(static_cast<int>((p.y - s.low.y) / sight_m), 1, s.rows - 2);
    return s.first + static_cast<std::uint32_t>(row * s.columns + column);
}

void Bodies::renumber(const Renumbering& renumbering) {
    renumbering.apply(row_of_, absent);
    renumbering.apply(rested_);
    renumbering.rename(new_rested_);
    for (std::size_t row = 0; row < resting_count_; ++row) {
        if (bodies_[row].walker == absent) continue;
        bodies_[row].walker = renumbering.new_row(bodies_[row].walker);
        columns_.set(row, bodies_[row]);
    }
    for (std::size_t k = 0; k < resting_images_; ++k)
        images_[k].walker = renumbering.new_row(images_[k].walker);
}

void Bodies::set_body(Body& body, const Walkers& w, std::size_t i, std::int64_t now) const {
    body = {};
    body.at_m = w.at_m[i];
    body.velocity_mps = w.velocity_mps[i];
    body.full_radius_m = w.radius_m[i];
    body.radius_m = w.radius_m[i] * (1 - (1 - turned_body_ratio) * w.turned_frac[i]);
    body.walker = static_cast<std::uint32_t>(i);
    body.near = ground_.near(w.sheet[i], body.at_m);
    if (moves(w.state[i])) {
        body.kind = BodyKind::walking;
        body.direction = w.wished_direction[i];
        body.active = true;
        body.in_file = w.in_file[i];
        body.wished_mps = static_cast<float>(w.wished_mps[i]);
        body.gap_m = static_cast<float>(w.gap_m[i]);
        body.crowding_frac = static_cast<float>(w.crowding_frac[i]);
        body.held_s = static_cast<float>(w.held_s[i]);
        body.turned_frac = static_cast<float>(w.turned_frac[i]);
        body.kept_mps = w.kept_mps[i];
    } else if (w.state[i] == WalkerState::down) {
        body.kind = BodyKind::lying;
    } else if (w.state[i] == WalkerState::attached || w.free_mps[i] <= 0) {
        body.kind = BodyKind::fixed;
    } else {
        body.kind = BodyKind::giving_way;
        body.active = w.awake_until[i] >= now;
    }
}

/// Takes up a walker, and his images on neighbouring sheets, to be sorted.
void Bodies::list(const Walkers& w, std::size_t i) {
    row_of_[i] = absent;
    if (w.state[i] == WalkerState::gone) return;
    listed_walkers_.push_back(static_cast<std::uint32_t>(i));
    listed_.push_back({cell_at(w.sheet[i], w.at_m[i]), 0});
    widest_m_ = std::max(widest_m_, w.radius_m[i]);
    if (w.state[i] == WalkerState::down || !ground_.has_links(w.sheet[i])) return;
    for (const Edge& e : ground_.near(w.sheet[i], w.at_m[i]))
        if (e.kind == EdgeKind::link && e.distance_m(w.at_m[i]) <= wall_reach_m)
            images_.push_back(
                {0, 0, static_cast<std::uint32_t>(i), &ground_.motion(w.sheet[i], e.index)});
}

void Bodies::set_sides(Body& body, plan::SheetId sheet) const noexcept {
    constexpr double rounding_m = 1e-4; // places are compared as floats
    const SheetCells& s = sheets_[sheet.index()];
    const auto cell = static_cast<int>(body.cell - s.first);
    const Vec2 inside =
        body.at_m - s.low - Vec2{(cell % s.columns) * sight_m, (cell / s.columns) * sight_m};
    const double reach_m = body.full_radius_m + widest_m_ + contact_range_m + rounding_m;
    body.reaches_left = inside.x < reach_m;
    body.reaches_right = sight_m - inside.x < reach_m;
    body.reaches_down = inside.y < reach_m;
    body.reaches_up = sight_m - inside.y < reach_m;
}

void Bodies::assign_rows(std::size_t first_row, std::vector<std::uint32_t>& first_of_cell) {
    std::fill(first_of_cell.begin(), first_of_cell.end(), 0u);
    for (const Listed& b : listed_)
        ++first_of_cell[b.cell + 1];
    first_of_cell[0] = static_cast<std::uint32_t>(first_row);
    for (std::size_t c = 1; c < first_of_cell.size(); ++c)
        first_of_cell[c] += first_of_cell[c - 1];
    for (Listed& b : listed_)
        b.row = first_of_cell[b.cell]++;
    for (std::size_t c = first_of_cell.size() - 1; c > 0; --c)
        first_of_cell[c] = first_of_cell[c - 1];
    first_of_cell[0] = static_cast<std::uint32_t>(first_row);
}

namespace {

/// Rows lie in memory in the order of cells and are filled in the order of walkers: asked for this
/// many early, a row is at hand when it is written.
constexpr std::size_t fetched_ahead = 8;

void fetch_for_writing(const Body* body) noexcept {
    constexpr int to_write = 1;
    const char* bytes = reinterpret_cast<const char*>(body);
    __builtin_prefetch(bytes, to_write);
    __builtin_prefetch(bytes + sizeof(Body) / 2, to_write);
    __builtin_prefetch(bytes + sizeof(Body) - 1, to_write);
}

Body image_of(const Body& owner, const LinkMotion& motion) {
    Body image = owner;
    image.kind = BodyKind::image;
    image.active = false;
    image.at_m = motion.point(owner.at_m);
    image.velocity_mps = motion.direction(owner.velocity_mps);
    image.direction = motion.direction(owner.direction);
    image.near = {};
    return image;
}

Body device_body(const Obstacle& o) {
    Body body;
    body.at_m = o.center_m;
    body.velocity_mps = o.velocity_mps;
    body.radius_m = body.full_radius_m = o.radius_m;
    return body;
}

} // namespace

/// Sorts those listed, their images and the devices into the rows from `first_row` on.
void Bodies::sort_into(std::size_t first_row, std::vector<std::uint32_t>& first_of_cell,
                       const Walkers& w, std::span<const Obstacle> obstacles, std::int64_t now) {
    const std::size_t first_image = first_row == 0 ? 0 : resting_images_;
    for (std::size_t k = first_image; k < images_.size(); ++k)
        listed_.push_back(
            {cell_at(images_[k].motion->to, images_[k].motion->point(w.at_m[images_[k].walker])),
             0});
    for (const Obstacle& o : obstacles) {
        if (!o.sheet) continue;
        listed_.push_back({cell_at(o.sheet, o.center_m), 0});
        widest_m_ = std::max(widest_m_, o.radius_m);
    }
    assign_rows(first_row, first_of_cell);
    bodies_.resize(first_row + listed_.size());
    columns_.resize(bodies_.size());
    const std::size_t walker_count = listed_walkers_.size();
    for (std::size_t k = 0; k < walker_count; ++k) {
        if (k + fetched_ahead < walker_count)
            fetch_for_writing(&bodies_[listed_[k + fetched_ahead].row]);
        Body& body = bodies_[listed_[k].row];
        set_body(body, w, listed_walkers_[k], now);
        body.cell = listed_[k].cell;
        set_sides(body, w.sheet[body.walker]);
        row_of_[body.walker] = listed_[k].row;
    }
    std::size_t next = walker_count;
    for (std::size_t k = first_image; k < images_.size(); ++k, ++next) {
        images_[k].owner = row_of_[images_[k].walker];
        images_[k].body = listed_[next].row;
        bodies_[listed_[next].row] = image_of(bodies_[images_[k].owner], *images_[k].motion);
    }
    for (const Obstacle& o : obstacles)
        if (o.sheet) bodies_[listed_[next++].row] = device_body(o);
    for (std::size_t row = first_row; row < bodies_.size(); ++row)
        columns_.set(row, bodies_[row]);
    listed_.clear();
    listed_walkers_.clear();
}

void Bodies::lay_down(std::size_t walker) {
    if (walker >= rested_.size()) rested_.resize(walker + 1);
    if (rested_[walker].rests) return;
    rested_[walker] = {true, false};
    new_rested_.push_back(static_cast<std::uint32_t>(walker));
}

void Bodies::lift(std::size_t walker) {
    if (walker >= rested_.size() || !rested_[walker].rests) return;
    if (rested_[walker].in_table) {
        const auto hide = [&](std::uint32_t row) {
            constexpr double nowhere_m = 1e9;
            bodies_[row].at_m = {nowhere_m, nowhere_m};
            columns_.set(row, bodies_[row]);
        };
        hide(row_of_[walker]);
        for (std::size_t k = 0; k < resting_images_; ++k)
            if (images_[k].owner == row_of_[walker]) hide(images_[k].body);
        ++holes_;
    } else {
        std::erase(new_rested_, static_cast<std::uint32_t>(walker));
    }
    rested_[walker] = {};
}

/// The table of those who rest is made anew when many have lain down or got up since: then the cost
/// for each of them stays small whether they come one by one or all at once.
void Bodies::renew_resting(const Walkers& walkers, std::int64_t now) {
    constexpr std::size_t few = 32;
    if (new_rested_.size() <= few + resting_count_ / 8 && holes_ <= few + resting_count_ / 2)
        return;
    images_.clear();
    for (std::size_t i = 0; i < rested_.size(); ++i) {
        if (!rested_[i].rests) continue;
        rested_[i].in_table = true;
        list(walkers, i);
    }
    sort_into(0, resting_from_, walkers, {}, now);
    resting_count_ = bodies_.size();
    resting_images_ = images_.size();
    new_rested_.clear();
    holes_ = 0;
}

void Bodies::gather(const Walkers& walkers, std::span<const std::uint32_t> awake,
                    std::span<const Obstacle> obstacles, std::int64_t now) {
    row_of_.resize(walkers.size(), absent);
    renew_resting(walkers, now);
    images_.resize(resting_images_);
    for (const std::uint32_t i : awake)
        list(walkers, i);
    for (const std::uint32_t i : new_rested_)
        list(walkers, i);
    sort_into(resting_count_, moving_from_, walkers, obstacles, now);
}

Bodies::Runs Bodies::around(std::uint32_t cell) const noexcept {
    const std::uint32_t columns = columns_of_cell_[cell];
    Runs runs{};
    for (std::uint32_t k = 0; k < 3; ++k) {
        const std::uint32_t middle = cell - columns + k * columns;
        runs.run[k] = {moving_from_[middle - 1], moving_from_[middle + 2]};
        runs.run[k + 3] = {resting_from_[middle - 1], resting_from_[middle + 2]};
    }
    return runs;
}

Bodies::Runs Bodies::close_to(const Body& body) const noexcept {
    const std::uint32_t columns = columns_of_cell_[body.cell];
    const std::uint32_t left = body.reaches_left ? 1 : 0, right = body.reaches_right ? 2 : 1;
    Runs runs{};
    for (std::uint32_t k = body.reaches_down ? 0 : 1; k < (body.reaches_up ? 3u : 2u); ++k) {
        const std::uint32_t middle = body.cell - columns + k * columns;
        runs.run[k] = {moving_from_[middle - left], moving_from_[middle + right]};
        runs.run[k + 3] = {resting_from_[middle - left], resting_from_[middle + right]};
    }
    return runs;
}

} // namespace sim::crowd
