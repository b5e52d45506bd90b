#include "sim/plan/pose_search.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numbers>

namespace sim::plan {

namespace {

// Prices: 10 for one cell straight on. A turn by one heading moves the end of a bed by two cells.
constexpr int price_per_cell = 10;
struct Move {
    int columns, rows, headings, price;
};
constexpr std::array<Move, 10> moves{{{1, 0, 0, 10},
                                      {-1, 0, 0, 10},
                                      {0, 1, 0, 10},
                                      {0, -1, 0, 10},
                                      {0, 0, 1, 12},
                                      {0, 0, -1, 12},
                                      {1, 1, 0, 14},
                                      {1, -1, 0, 14},
                                      {-1, 1, 0, 14},
                                      {-1, -1, 0, 14}}};
/// A move changes price plus what is left by at most 14 + 2 * 14 + rounding.
constexpr std::size_t wheel_size = 64;

constexpr std::uint16_t unreached = std::numeric_limits<std::uint16_t>::max();
constexpr std::uint8_t settled = 0x80, no_move = 0x7f; ///< bits of `came_by`

double half_turn_away(double heading_rad) { // to -90 .. 90 degrees
    return std::remainder(heading_rad, std::numbers::pi);
}

/// Buckets of one price each, used round and round.
class PriceWheel {
public:
    void put(std::size_t price, std::size_t index) {
        const std::size_t at = std::clamp(price, now_, now_ + wheel_size - 1);
        buckets_[at % wheel_size].push_back(static_cast<std::uint32_t>(index));
        ++waiting_;
    }
    /// Cheapest first; none when empty.
    std::optional<std::size_t> take() {
        if (waiting_ == 0) return std::nullopt;
        while (buckets_[now_ % wheel_size].empty())
            ++now_;
        auto& bucket = buckets_[now_ % wheel_size];
        const std::size_t index = bucket.back();
        bucket.pop_back();
        --waiting_;
        return index;
    }
    void begin_at(std::size_t price) { now_ = price; }

private:
    std::array<std::vector<std::uint32_t>, wheel_size> buckets_;
    std::size_t now_ = 0, waiting_ = 0;
};

class Search {
public:
    Search(const PoseField& field, const PoseGoal& goal)
        : field_(field), goal_(goal), per_m_(price_per_cell / field.cell_m()) {
        const std::size_t count =
            static_cast<std::size_t>(field.columns()) * field.rows() * pose_headings;
        price_.assign(count, unreached);
        came_by_.assign(count, no_move);
    }

    void start(const Pose& start, double slack_m) {
        std::size_t cheapest = std::numeric_limits<std::size_t>::max();
        const auto seeds = field_.free_near(start, slack_m);
        for (const GridPose& p : seeds) {
            const Pose pose = field_.metres_of(p);
            const double off_m = core::distance(pose.center_m, start.center_m) +
                                 std::abs(half_turn_away(pose.heading_rad - start.heading_rad));
            price_[index_of(p)] = static_cast<std::uint16_t>(off_m * per_m_);
            cheapest = std::min(cheapest, total(p));
        }
        wheel_.begin_at(cheapest);
        for (const GridPose& p : seeds)
            wheel_.put(total(p), index_of(p));
    }

    /// The first goal settled; none when all that can be reached is.
    std::optional<std::size_t> run() {
        while (const auto index = wheel_.take()) {
            if ((came_by_[*index] & settled) != 0) continue;
            came_by_[*index] |= settled;
            const GridPose at = pose_of(*index);
            if (goal_.reached(field_.metres_of(at))) return index;
            for (std::size_t m = 0; m < moves.size(); ++m)
                try_move(at, price_[*index], m);
        }
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Pose> way_to(std::size_t last, double heading_rad) const {
        std::vector<GridPose> back;
        for (std::size_t index = last;;) {
            back.push_back(pose_of(index));
            const std::uint8_t by = came_by_[index] & no_move;
            if (by == no_move) break;
            const Move& move = moves[by];
            const GridPose& at = back.back();
            index = index_of({at.column - move.columns, at.row - move.rows,
                              (at.heading - move.headings + pose_headings) % pose_headings});
        }
        std::vector<Pose> way;
        for (auto it = back.rbegin(); it != back.rend(); ++it) {
            Pose pose = field_.metres_of(*it);
            heading_rad += half_turn_away(pose.heading_rad - heading_rad);
            pose.heading_rad = heading_rad;
            way.push_back(pose);
        }
        return way;
    }

private:
    void try_move(const GridPose& at, int price_here, std::size_t m) {
        const Move& move = moves[m];
        const GridPose next{at.column + move.columns, at.row + move.rows,
                            (at.heading + move.headings + pose_headings) % pose_headings};
        if (next.column < 0 || next.column >= field_.columns() || next.row < 0 ||
            next.row >= field_.rows() || !field_.is_free(next))
            return;
        const std::size_t to = index_of(next);
        const int price = price_here + move.price;
        if (price >= price_[to] || (came_by_[to] & settled) != 0) return;
        price_[to] = static_cast<std::uint16_t>(price);
        came_by_[to] = static_cast<std::uint8_t>(m);
        wheel_.put(total(next), to);
    }

    [[nodiscard]] std::size_t total(const GridPose& p) const {
        const double left_m = goal_.left_m(field_.metres_of(p).center_m);
        return price_[index_of(p)] + static_cast<std::size_t>(left_m * per_m_);
    }
    [[nodiscard]] std::size_t index_of(const GridPose& p) const noexcept {
        return (static_cast<std::size_t>(p.heading) * field_.rows() + p.row) * field_.columns() +
               p.column;
    }
    [[nodiscard]] GridPose pose_of(std::size_t index) const noexcept {
        const auto columns = static_cast<std::size_t>(field_.columns());
        const auto rows = static_cast<std::size_t>(field_.rows());
        return {static_cast<int>(index % columns), static_cast<int>(index / columns % rows),
                static_cast<int>(index / columns / rows)};
    }

    const PoseField& field_;
    const PoseGoal& goal_;
    double per_m_;
    std::vector<std::uint16_t> price_;  ///< of the cheapest way found to a pose
    std::vector<std::uint8_t> came_by_; ///< move that led here; top bit: settled
    PriceWheel wheel_;
};

} // namespace

std::vector<Pose> find_pose_way(const PoseField& field, const Pose& start, double slack_m,
                                const PoseGoal& goal) {
    Search search(field, goal);
    search.start(start, slack_m);
    const auto last = search.run();
    return last ? search.way_to(*last, start.heading_rad) : std::vector<Pose>{};
}

} // namespace sim::plan
