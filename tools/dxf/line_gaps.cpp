#include "tools/dxf/line_gaps.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

namespace tools::dxf {

namespace core = sim::core;

namespace {

constexpr double cell_m = 1.0;
constexpr double straight_cos = 0.998; ///< 3.6 degrees
constexpr double thinnest_wall_m = 0.04;
constexpr double aside_m = 0.15; ///< two ends that face each other lie on one line within this

using Corner = std::pair<long, long>; ///< millimetres

Corner corner_of(Vec2 p) {
    return {std::lround(p.x * 1000), std::lround(p.y * 1000)};
}

/// Lines by where they are.
class Nearby {
public:
    explicit Nearby(const std::vector<Segment>& lines) : lines_(lines) {
        for (std::size_t i = 0; i < lines.size(); ++i)
            for_cells(lines[i], 0, [&](std::int64_t cell) { cells_[cell].push_back(i); });
    }
    /// Numbers of those whose cells the stretch comes near, once each.
    [[nodiscard]] std::set<std::size_t> near(const Segment& stretch, double reach_m) const {
        std::set<std::size_t> found;
        for_cells(stretch, reach_m, [&](std::int64_t cell) {
            if (const auto at = cells_.find(cell); at != cells_.end())
                found.insert(at->second.begin(), at->second.end());
        });
        return found;
    }

private:
    template <class Take>
    static void for_cells(const Segment& s, double reach_m, const Take& take) {
        // Along the line in steps of half a cell: a long slanted one does not fill its box.
        const double length_m = core::distance(s.a, s.b);
        const int steps = std::max(1, static_cast<int>(std::ceil(length_m / (cell_m / 2))));
        std::set<std::int64_t> seen;
        for (int i = 0; i <= steps; ++i) {
            const Vec2 p = s.a + (s.b - s.a) * (static_cast<double>(i) / steps);
            const auto cell = [](double metres) {
                return static_cast<std::int64_t>(std::floor(metres / cell_m));
            };
            const double pad_m = reach_m + cell_m / 2;
            for (std::int64_t x = cell(p.x - pad_m); x <= cell(p.x + pad_m); ++x)
                for (std::int64_t y = cell(p.y - pad_m); y <= cell(p.y + pad_m); ++y)
                    if (const std::int64_t key = x * 4'000'037 + y; seen.insert(key).second)
                        take(key);
        }
    }

    const std::vector<Segment>& lines_;
    std::unordered_map<std::int64_t, std::vector<std::size_t>> cells_;
};

/// What a ray meets first: distance along it, and which line.
struct Hit {
    double along_m;
    std::size_t line;
};

class Closing {
public:
    Closing(const std::vector<Segment>& lines, double join_m)
        : lines_(lines), nearby_(lines), join_m_(join_m) {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            at_corner_[corner_of(lines[i].a)].push_back(i);
            at_corner_[corner_of(lines[i].b)].push_back(i);
        }
    }

    Closed run() {
        join_free_ends();
        close_between_walls();
        return std::move(closed_);
    }

private:
    [[nodiscard]] Vec2 other_end(std::size_t line, Vec2 end) const {
        const Segment& s = lines_[line];
        return corner_of(s.a) == corner_of(end) ? s.b : s.a;
    }

    [[nodiscard]] std::optional<Hit> cast(Vec2 from, Vec2 along, double reach_m,
                                          std::set<std::size_t> passed) const {
        std::optional<Hit> first;
        for (const std::size_t i : nearby_.near({from, from + along * reach_m}, 0)) {
            if (passed.count(i) > 0) continue;
            const Vec2 e = lines_[i].b - lines_[i].a;
            const double turn = core::cross(along, e);
            if (std::abs(turn) < 1e-9) continue;
            const double t = core::cross(lines_[i].a - from, e) / turn,
                         s = core::cross(lines_[i].a - from, along) / turn;
            if (t < 0 || t > reach_m || s < -1e-6 || s > 1 + 1e-6) continue;
            if (!first || t < first->along_m) first = Hit{t, i};
        }
        return first;
    }

    void add(Vec2 a, Vec2 b) {
        if (core::distance(a, b) > 1e-4) closed_.added_m.push_back({a, b});
    }
    void note(Vec2 a, Vec2 b) {
        const double width_m = core::distance(a, b);
        if (width_m >= narrowest_door_m) closed_.gaps.push_back({(a + b) * 0.5, width_m});
    }

    struct FreeEnd {
        Vec2 at, out; ///< direction away from its line
        std::size_t line;
    };
    [[nodiscard]] std::vector<FreeEnd> find_free_ends() const {
        std::vector<FreeEnd> ends;
        for (const auto& [corner, lines] : at_corner_) {
            if (lines.size() != 1) continue;
            const Segment& s = lines_[lines.front()];
            const Vec2 at = corner_of(s.a) == corner ? s.a : s.b;
            ends.push_back(
                {at, core::normalized(at - other_end(lines.front(), at)), lines.front()});
        }
        return ends;
    }

    void join_free_ends() {
        const std::vector<FreeEnd> ends = find_free_ends();
        std::vector<bool> done(ends.size());
        for (std::size_t i = 0; i < ends.size(); ++i)
            if (!done[i]) done[i] = join_to_end(ends, i, done) || join_to_line(ends[i]);
        for (std::size_t i = 0; i < ends.size(); ++i)
            if (!done[i]) bridge(ends, i, done);
    }
    /// A slip of the pen: another free end close by.
    bool join_to_end(const std::vector<FreeEnd>& ends, std::size_t i, std::vector<bool>& done) {
        std::optional<std::size_t> best;
        for (std::size_t j = 0; j < ends.size(); ++j) {
            if (j == i || done[j]) continue;
            const double d = core::distance(ends[i].at, ends[j].at);
            if (d <= join_m_ && (!best || d < core::distance(ends[i].at, ends[*best].at))) best = j;
        }
        if (!best) return false;
        add(ends[i].at, ends[*best].at);
        done[*best] = true;
        return true;
    }
    bool join_to_line(const FreeEnd& end) {
        std::optional<Vec2> best;
        for (const std::size_t i : nearby_.near({end.at, end.at}, join_m_)) {
            if (i == end.line) continue;
            const Vec2 p = core::nearest_point(lines_[i], end.at);
            const double d = core::distance(p, end.at);
            if (d <= join_m_ && (!best || d < core::distance(*best, end.at))) best = p;
        }
        if (best) add(end.at, *best);
        return best.has_value();
    }
    /// Walls of one line: on to the next wall straight ahead, across a door.
    void bridge(const std::vector<FreeEnd>& ends, std::size_t i, std::vector<bool>& done) {
        const FreeEnd& from = ends[i];
        const auto hit = cast(from.at, from.out, widest_door_m, {from.line});
        double reach_m = hit ? hit->along_m : widest_door_m;
        std::optional<std::size_t> facing;
        for (std::size_t j = 0; j < ends.size(); ++j) {
            const Vec2 off = ends[j].at - from.at;
            const double ahead = core::dot(off, from.out);
            if (j == i || done[j] || ahead <= 0 || ahead > reach_m + aside_m ||
                std::abs(core::cross(from.out, off)) > aside_m ||
                core::dot(from.out, ends[j].out) > -straight_cos)
                continue;
            facing = j;
            reach_m = ahead;
        }
        if (!facing && !hit) return;
        const Vec2 to = facing ? ends[*facing].at : from.at + from.out * hit->along_m;
        add(from.at, to);
        note(from.at, to);
        if (facing) done[*facing] = true;
        done[i] = true;
    }

    /// The end of a wall of two lines: a short line between them; which way is out.
    struct WallEnd {
        std::size_t line;
        Vec2 a, b, out;
    };
    [[nodiscard]] std::optional<WallEnd> as_wall_end(std::size_t line) const {
        const Segment& s = lines_[line];
        const double length_m = core::distance(s.a, s.b);
        if (length_m < thinnest_wall_m || length_m > thickest_wall_m) return std::nullopt;
        Vec2 in{};
        for (const Vec2 end : {s.a, s.b}) {
            const auto& meeting = at_corner_.at(corner_of(end));
            if (meeting.size() != 2) return std::nullopt;
            const std::size_t side = meeting[0] == line ? meeting[1] : meeting[0];
            in = in + core::normalized(other_end(side, end) - end);
        }
        const Vec2 across = core::left_of(core::normalized(s.b - s.a));
        const double depth = core::dot(in, across); // 2: both sides run the same way
        if (std::abs(depth) < 2 * straight_cos) return std::nullopt;
        return WallEnd{line, s.a, s.b, across * (depth > 0 ? -1.0 : 1.0)};
    }

    void close_between_walls() {
        std::map<std::size_t, WallEnd> ends;
        for (std::size_t i = 0; i < lines_.size(); ++i)
            if (const auto end = as_wall_end(i)) ends.emplace(i, *end);
        std::set<std::size_t> done;
        for (const auto& [line, end] : ends)
            if (done.count(line) == 0) close_from(end, ends, done);
    }
    void close_from(const WallEnd& from, const std::map<std::size_t, WallEnd>& ends,
                    std::set<std::size_t>& done) {
        const Vec2 middle = (from.a + from.b) * 0.5;
        const auto hit = cast(middle, from.out, widest_door_m, {from.line});
        if (!hit) return;
        const auto facing = ends.find(hit->line);
        if (facing != ends.end() && core::dot(facing->second.out, from.out) < -straight_cos) {
            const WallEnd& to = facing->second;
            const bool crossed = core::dot(from.b - from.a, to.b - to.a) < 0;
            add(from.a, crossed ? to.b : to.a);
            add(from.b, crossed ? to.a : to.b);
            note(middle, (to.a + to.b) * 0.5);
            done.insert(hit->line);
            return;
        }
        // A door in a corner: straight on to the face of the next wall, if it is one wall.
        const auto one = cast(from.a, from.out, widest_door_m, sides_of(from)),
                   two = cast(from.b, from.out, widest_door_m, sides_of(from));
        if (!one || !two || std::abs(one->along_m - two->along_m) > aside_m) return;
        add(from.a, from.a + from.out * one->along_m);
        add(from.b, from.b + from.out * two->along_m);
        note(middle, middle + from.out * hit->along_m);
    }
    [[nodiscard]] std::set<std::size_t> sides_of(const WallEnd& end) const {
        std::set<std::size_t> lines{end.line};
        for (const Vec2 p : {end.a, end.b})
            lines.insert(at_corner_.at(corner_of(p)).begin(), at_corner_.at(corner_of(p)).end());
        return lines;
    }

    const std::vector<Segment>& lines_;
    Nearby nearby_;
    double join_m_;
    std::map<Corner, std::vector<std::size_t>> at_corner_;
    Closed closed_;
};

} // namespace

Closed close_gaps(const std::vector<Segment>& lines_m, double join_m) {
    return Closing(lines_m, join_m).run();
}

} // namespace tools::dxf
