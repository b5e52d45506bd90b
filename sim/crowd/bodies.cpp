#include "sim/crowd/bodies.h"

#include "sim/crowd/crowd_constants.h"
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
    first_of_cell_.assign(cells + 1, 0);
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

void Bodies::add_walker(const Walkers& w, std::size_t i, std::int64_t now) {
    row_of_[i] = absent;
    if (w.state[i] == WalkerState::gone) return;
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
    } else if (w.state[i] == WalkerState::down) {
        body.kind = BodyKind::lying;
    } else if (w.state[i] == WalkerState::attached || w.free_mps[i] <= 0) {
        body.kind = BodyKind::fixed;
    } else {
        body.kind = BodyKind::giving_way;
        body.active = w.awake_until[i] >= now;
    }
    row_of_[i] = static_cast<std::uint32_t>(unsorted_.size());
    unsorted_.push_back(body);
    if (body.kind != BodyKind::lying) add_images(body, w.sheet[i]);
}

void Bodies::sort_by_cell() {
    std::fill(first_of_cell_.begin(), first_of_cell_.end(), 0u);
    for (const Body& b : unsorted_)
        ++first_of_cell_[b.cell + 1];
    for (std::size_t c = 1; c < first_of_cell_.size(); ++c)
        first_of_cell_[c] += first_of_cell_[c - 1];
    bodies_.resize(unsorted_.size());
    new_row_.resize(unsorted_.size());
    for (std::size_t k = 0; k < unsorted_.size(); ++k) {
        const std::uint32_t row = first_of_cell_[unsorted_[k].cell]++;
        bodies_[row] = unsorted_[k];
        new_row_[k] = row;
    }
    for (std::size_t c = first_of_cell_.size() - 1; c > 0; --c)
        first_of_cell_[c] = first_of_cell_[c - 1];
    first_of_cell_[0] = 0;
    for (std::uint32_t& row : row_of_)
        if (row != absent) row = new_row_[row];
    for (Image& image : images_) {
        image.body = new_row_[image.body];
        image.owner = new_row_[image.owner];
    }
}

void Bodies::gather(const Walkers& walkers, std::span<const Obstacle> obstacles, std::int64_t now) {
    unsorted_.clear();
    images_.clear();
    row_of_.resize(walkers.size());
    for (std::size_t i = 0; i < walkers.size(); ++i)
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
    sort_by_cell();
}

Bodies::Runs Bodies::around(const Body& body) const noexcept {
    const std::uint32_t columns = columns_of_cell_[body.cell];
    Runs runs{};
    for (std::uint32_t k = 0; k < 3; ++k) {
        const std::uint32_t middle = body.cell - columns + k * columns;
        runs.run[k] = {first_of_cell_[middle - 1], first_of_cell_[middle + 2]};
    }
    return runs;
}

} // namespace sim::crowd
