#include "sim/crowd/bodies.h"

#include "sim/crowd/crowd_constants.h"
#include "sim/crowd/lanes.h"
#include <algorithm>

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
    rows += lane_count - 1;
    for (auto* column :
         {&x_m, &y_m, &direction_x, &direction_y, &velocity_x, &velocity_y, &radius_m})
        column->resize(rows);
    for (auto* column : {&crowds, &stands, &lies, &walker})
        column->resize(rows);
}

void BodyColumns::set(std::size_t row, const Body& body) noexcept {
    x_m[row] = static_cast<float>(body.at_m.x);
    y_m[row] = static_cast<float>(body.at_m.y);
    direction_x[row] = static_cast<float>(body.direction.x);
    direction_y[row] = static_cast<float>(body.direction.y);
    velocity_x[row] = static_cast<float>(body.velocity_mps.x);
    velocity_y[row] = static_cast<float>(body.velocity_mps.y);
    radius_m[row] = static_cast<float>(body.radius_m);
    crowds[row] = body.kind == BodyKind::fixed || body.kind == BodyKind::lying ? 0 : -1;
    stands[row] = body.kind == BodyKind::giving_way ? -1 : 0;
    lies[row] = body.kind == BodyKind::lying ? -1 : 0;
    walker[row] = static_cast<int>(body.walker);
}

std::uint32_t Bodies::cell_at(plan::SheetId sheet, Vec2 p) const noexcept {
    const SheetCells& s = sheets_[sheet.index()];
    const int column = std::clamp(static_cast<int>((p.x - s.low.x) / sight_m), 1, s.columns - 2);
    const int row = std::clamp(static_cast<int>((p.y - s.low.y) / sight_m), 1, s.rows - 2);
    return s.first + static_cast<std::uint32_t>(row * s.columns + column);
}

void Bodies::add_images(const Body& body, plan::SheetId sheet) {
    for (const Edge& e : ground_.near(sheet, body.at_m)) {
        if (e.kind != EdgeKind::link || core::distance(e.line_m, body.at_m) > wall_reach_m)
            continue;
        const LinkMotion& motion = ground_.motion(sheet, e.index);
        Body image = body;
        image.kind = BodyKind::image;
        image.active = false;
        image.at_m = motion.point(body.at_m);
        image.velocity_mps = motion.direction(body.velocity_mps);
        image.direction = motion.direction(body.direction);
        image.cell = cell_at(motion.to, image.at_m);
        images_.push_back({static_cast<std::uint32_t>(unsorted_.size()),
                           static_cast<std::uint32_t>(row_of_[body.walker]), &motion});
        unsorted_.push_back(image);
    }
}

Body Bodies::body_of(const Walkers& w, std::size_t i, std::int64_t now) const {
    Body body;
    body.at_m = w.at_m[i];
    body.velocity_mps = w.velocity_mps[i];
    body.full_radius_m = w.radius_m[i];
    body.radius_m = w.radius_m[i] * (1 - (1 - turned_body_ratio) * w.turned_frac[i]);
    body.walker = static_cast<std::uint32_t>(i);
    body.cell = cell_at(w.sheet[i], body.at_m);
    if (moves(w.state[i])) {
        body.kind = BodyKind::walking;
        body.direction = w.wished_direction[i];
        body.active = true;
        body.wished_mps = static_cast<float>(w.wished_mps[i]);
        body.gap_m = static_cast<float>(w.gap_m[i]);
        body.crowding_frac = static_cast<float>(w.crowding_frac[i]);
        body.held_s = static_cast<float>(w.held_s[i]);
        body.turned_frac = static_cast<float>(w.turned_frac[i]);
    } else if (w.state[i] == WalkerState::down) {
        body.kind = BodyKind::lying;
    } else if (w.state[i] == WalkerState::attached || w.free_mps[i] <= 0) {
        body.kind = BodyKind::fixed;
    } else {
        body.kind = BodyKind::giving_way;
        body.active = w.awake_until[i] >= now;
    }
    return body;
}

void Bodies::add_walker(const Walkers& w, std::size_t i, std::int64_t now) {
    row_of_[i] = absent;
    if (w.state[i] == WalkerState::gone) return;
    const Body body = body_of(w, i, now);
    row_of_[i] = static_cast<std::uint32_t>(unsorted_.size());
    unsorted_.push_back(body);
    if (body.kind != BodyKind::lying) add_images(body, w.sheet[i]);
}

/// Sorts `unsorted_` into the rows from `first_row` on and turns the provisional rows of walkers
/// and images into final ones.
void Bodies::sort_into(std::size_t first_row, std::vector<std::uint32_t>& first_of_cell) {
    std::fill(first_of_cell.begin(), first_of_cell.end(), 0u);
    for (const Body& b : unsorted_)
        ++first_of_cell[b.cell + 1];
    first_of_cell[0] = static_cast<std::uint32_t>(first_row);
    for (std::size_t c = 1; c < first_of_cell.size(); ++c)
        first_of_cell[c] += first_of_cell[c - 1];
    bodies_.resize(first_row + unsorted_.size());
    columns_.resize(bodies_.size());
    new_row_.resize(unsorted_.size());
    for (std::size_t k = 0; k < unsorted_.size(); ++k) {
        const Body& body = unsorted_[k];
        const std::uint32_t row = first_of_cell[body.cell]++;
        bodies_[row] = body;
        columns_.set(row, body);
        new_row_[k] = row;
        if (body.walker != absent && body.kind != BodyKind::image) row_of_[body.walker] = row;
    }
    for (std::size_t c = first_of_cell.size() - 1; c > 0; --c)
        first_of_cell[c] = first_of_cell[c - 1];
    first_of_cell[0] = static_cast<std::uint32_t>(first_row);
    for (std::size_t k = first_row == 0 ? 0 : resting_images_; k < images_.size(); ++k) {
        images_[k].body = new_row_[images_[k].body];
        images_[k].owner = new_row_[images_[k].owner];
    }
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
    unsorted_.clear();
    images_.clear();
    for (std::size_t i = 0; i < rested_.size(); ++i) {
        if (!rested_[i].rests) continue;
        rested_[i].in_table = true;
        add_walker(walkers, i, now);
    }
    sort_into(0, resting_from_);
    resting_count_ = bodies_.size();
    resting_images_ = images_.size();
    new_rested_.clear();
    holes_ = 0;
}

void Bodies::gather(const Walkers& walkers, std::span<const std::uint32_t> awake,
                    std::span<const Obstacle> obstacles, std::int64_t now) {
    row_of_.resize(walkers.size(), absent);
    renew_resting(walkers, now);
    unsorted_.clear();
    images_.resize(resting_images_);
    for (const std::uint32_t i : awake)
        add_walker(walkers, i, now);
    for (const std::uint32_t i : new_rested_)
        add_walker(walkers, i, now);
    for (const Obstacle& o : obstacles) {
        if (!o.sheet) continue;
        Body body;
        body.at_m = o.center_m;
        body.velocity_mps = o.velocity_mps;
        body.radius_m = body.full_radius_m = o.radius_m;
        body.cell = cell_at(o.sheet, o.center_m);
        unsorted_.push_back(body);
    }
    sort_into(resting_count_, moving_from_);
}

Bodies::Runs Bodies::around(const Body& body) const noexcept {
    const std::uint32_t columns = columns_of_cell_[body.cell];
    Runs runs{};
    for (std::uint32_t k = 0; k < 3; ++k) {
        const std::uint32_t middle = body.cell - columns + k * columns;
        runs.run[k] = {moving_from_[middle - 1], moving_from_[middle + 2]};
        runs.run[k + 3] = {resting_from_[middle - 1], resting_from_[middle + 2]};
    }
    return runs;
}

} // namespace sim::crowd
