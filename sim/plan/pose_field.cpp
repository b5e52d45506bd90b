#include "sim/plan/pose_field.h"

#include <algorithm>
#include <array>
#include <deque>
#include <numbers>

namespace sim::plan {

namespace {

constexpr double heading_step_rad = std::numbers::pi / pose_headings;
constexpr double touch_m = 1e-9; ///< touching a wall is not crossing it
constexpr double near_turn_rad = 4.5 * std::numbers::pi / 180; ///< how far a start may be turned

std::vector<Vec2> convex_hull(std::vector<Vec2> points) {
    std::sort(points.begin(), points.end(),
              [](Vec2 a, Vec2 b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    std::vector<Vec2> hull(2 * points.size());
    std::size_t n = 0;
    const auto add = [&](Vec2 p, std::size_t floor) {
        while (n >= floor + 2 && cross(hull[n - 1] - hull[n - 2], p - hull[n - 1]) <= 0)
            --n;
        hull[n++] = p;
    };
    for (const Vec2 p : points)
        add(p, 0);
    const std::size_t upper = n - 1;
    for (auto it = points.rbegin() + 1; it != points.rend(); ++it)
        add(*it, upper);
    hull.resize(n - 1);
    return hull;
}

/// Spreads the bits of `from` over the runs of ones in `free` that they touch, within one word.
std::uint64_t spread(std::uint64_t from, std::uint64_t free) noexcept {
    std::uint64_t up = from, down = from, up_free = free, down_free = free;
    for (int shift = 1; shift < 64; shift *= 2) {
        up |= up_free & (up << shift);
        up_free &= up_free << shift;
        down |= down_free & (down >> shift);
        down_free &= down_free >> shift;
    }
    return up | down;
}

/// The same over a whole row of words.
void spread_row(std::uint64_t* reached, const std::uint64_t* free, std::size_t words) noexcept {
    for (std::size_t w = 0; w < words; ++w) {
        const std::uint64_t carried = w > 0 ? (reached[w - 1] >> 63) & free[w] : 0;
        if ((reached[w] | carried) != 0) reached[w] = spread(reached[w] | carried, free[w]);
    }
    for (std::size_t w = words - 1; w-- > 0;) {
        const std::uint64_t carried = (reached[w + 1] << 63) & free[w] & ~reached[w];
        if (carried != 0) reached[w] = spread(reached[w] | carried, free[w]);
    }
}

bool touches(const std::uint64_t* reached, const PoseField::Goal& goal) noexcept {
    for (int c = goal.first; c <= goal.last; ++c)
        if ((reached[static_cast<std::size_t>(c) / 64] >> (c % 64) & 1) != 0) return true;
    return false;
}

} // namespace

PoseField::PoseField(const TurningRoom& room, const DeviceShape& shape, double margin_m,
                     core::Box window, double cell_m, std::size_t limit)
    : cell_m_(cell_m) {
    for (;; cell_m_ *= 1.25) {
        // The doorway's middle line is on the grid.
        low_m_ = {std::ceil(window.low.x / cell_m_) * cell_m_,
                  std::ceil(window.low.y / cell_m_) * cell_m_};
        columns_ = std::max(1, static_cast<int>((window.high.x - low_m_.x) / cell_m_) + 1);
        rows_ = std::max(1, static_cast<int>((window.high.y - low_m_.y) / cell_m_) + 1);
        words_ = (static_cast<std::size_t>(columns_) + 63) / 64;
        if (words_ * 64 * rows_ * pose_headings <= limit) break;
    }
    free_.assign(words_ * rows_ * pose_headings, ~std::uint64_t{0});
    for (int k = 0; k < pose_headings; ++k) {
        for (int row = 0; row < rows_; ++row)
            block_columns(row, k, columns_, static_cast<int>(words_) * 64 - 1);
        block_heading(k, room, shape.length_m / 2 + margin_m, shape.width_m / 2 + margin_m);
    }
}

Pose PoseField::metres_of(const GridPose& p) const noexcept {
    return {low_m_ + Vec2{p.column * cell_m_, p.row * cell_m_}, p.heading * heading_step_rad};
}

/// At one heading the poses that meet a wall are those within the wall widened by the rectangle.
void PoseField::block_heading(int heading, const TurningRoom& room, double half_l, double half_w) {
    const double angle_rad = heading * heading_step_rad;
    const Vec2 ahead{std::cos(angle_rad), std::sin(angle_rad)}, left = core::left_of(ahead);
    const std::array<Vec2, 4> corners{
        ahead * half_l + left * half_w, ahead * half_l - left * half_w,
        ahead * -half_l + left * half_w, ahead * -half_l - left * half_w};
    for (const Segment& wall : room.walls_m) {
        std::vector<Vec2> points;
        for (const Vec2 corner : corners) {
            points.push_back(wall.a + corner);
            points.push_back(wall.b + corner);
        }
        block_polygon(heading, convex_hull(std::move(points)));
    }
}

void PoseField::block_polygon(int heading, const std::vector<Vec2>& convex) {
    const core::Box box = core::bounds(convex);
    const auto inner_range = [this](double low, double high, double origin, int count) {
        const double from = std::ceil((low + touch_m - origin) / cell_m_);
        const double to = std::floor((high - touch_m - origin) / cell_m_);
        return std::pair{static_cast<int>(std::clamp(from, 0.0, static_cast<double>(count))),
                         static_cast<int>(std::clamp(to, -1.0, static_cast<double>(count - 1)))};
    };
    const auto [first_row, last_row] = inner_range(box.low.y, box.high.y, low_m_.y, rows_);
    for (int row = first_row; row <= last_row; ++row) {
        const double v = low_m_.y + row * cell_m_;
        double low = 1e300, high = -1e300;
        for (std::size_t i = 0; i < convex.size(); ++i) {
            const Vec2 a = convex[i], b = convex[(i + 1) % convex.size()];
            if ((a.y > v) == (b.y > v)) continue;
            const double u = a.x + (b.x - a.x) * (v - a.y) / (b.y - a.y);
            low = std::min(low, u);
            high = std::max(high, u);
        }
        if (low > high) continue;
        const auto [first, last] = inner_range(low, high, low_m_.x, columns_);
        block_columns(row, heading, first, last);
    }
}

void PoseField::block_columns(int row, int heading, int first, int last) {
    std::uint64_t* words = &free_[row_begin(row, heading)];
    for (int c = first; c <= last;) {
        const int bit = c % 64, count = std::min(64 - bit, last - c + 1);
        const std::uint64_t ones =
            count == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
        words[c / 64] &= ~(ones << bit);
        c += count;
    }
}

std::vector<GridPose> PoseField::free_near(const Pose& pose, double slack_m) const {
    std::vector<GridPose> found;
    const int reach = static_cast<int>(std::ceil(slack_m / cell_m_)) + 1;
    const int column = static_cast<int>(std::lround((pose.center_m.x - low_m_.x) / cell_m_));
    const int row = static_cast<int>(std::lround((pose.center_m.y - low_m_.y) / cell_m_));
    for (int k = 0; k < pose_headings; ++k) {
        if (std::abs(std::remainder(k * heading_step_rad - pose.heading_rad, std::numbers::pi)) >
            near_turn_rad)
            continue;
        for (int j = std::max(0, row - reach); j <= std::min(rows_ - 1, row + reach); ++j)
            for (int i = std::max(0, column - reach); i <= std::min(columns_ - 1, column + reach);
                 ++i) {
                const GridPose p{i, j, k};
                if (core::distance(metres_of(p).center_m, pose.center_m) <= slack_m && is_free(p))
                    found.push_back(p);
            }
    }
    return found;
}

bool PoseField::reaches(const std::vector<GridPose>& starts, const std::vector<Goal>& goals) const {
    std::vector<std::uint64_t> reached(free_.size(), 0);
    std::vector<std::uint8_t> waits(goals.size(), 0);
    std::deque<std::uint32_t> queue; // rows with new poses, as heading * rows + row
    const auto wait = [&](std::size_t line) {
        if (waits[line] != 0) return;
        waits[line] = 1;
        queue.push_back(static_cast<std::uint32_t>(line));
    };
    const auto line_of = [this](int row, int heading) {
        return static_cast<std::size_t>(heading) * rows_ + row;
    };
    for (const GridPose& p : starts) {
        reached[row_begin(p.row, p.heading) + static_cast<std::size_t>(p.column) / 64] |=
            std::uint64_t{1} << (p.column % 64);
        wait(line_of(p.row, p.heading));
    }
    const auto pass_on = [&](const std::uint64_t* from, std::size_t line) {
        std::uint64_t* to = &reached[line * words_];
        const std::uint64_t* free = &free_[line * words_];
        std::uint64_t gained = 0;
        for (std::size_t w = 0; w < words_; ++w) {
            const std::uint64_t gain = from[w] & free[w] & ~to[w];
            to[w] |= gain;
            gained |= gain;
        }
        if (gained != 0) wait(line);
    };
    while (!queue.empty()) {
        const std::size_t line = queue.front();
        queue.pop_front();
        waits[line] = 0;
        std::uint64_t* here = &reached[line * words_];
        spread_row(here, &free_[line * words_], words_);
        if (touches(here, goals[line])) return true;
        const int heading = static_cast<int>(line / static_cast<std::size_t>(rows_));
        const int row = static_cast<int>(line % static_cast<std::size_t>(rows_));
        if (row > 0) pass_on(here, line - 1);
        if (row + 1 < rows_) pass_on(here, line + 1);
        pass_on(here, line_of(row, (heading + 1) % pose_headings));
        pass_on(here, line_of(row, (heading + pose_headings - 1) % pose_headings));
    }
    return false;
}

} // namespace sim::plan
