#include "editor/document/escape_ways.h"

#include "sim/plan/route_graph.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace editor::document {

namespace core = sim::core;
namespace plan = sim::plan;
using plan::Plan;
using plan::SpaceId;
using plan::SpaceKind;
using plan::Vec2;

namespace {

constexpr double no_way_m = std::numeric_limits<double>::infinity();

/// A point in a space that people walk through.
struct Spot {
    SpaceId space;
    Vec2 at_m;
};
/// Seen from the floor: the exit's door, and the space behind it.
struct Exit {
    Spot spot;
    SpaceId behind;
};

bool is_passage(SpaceKind kind) {
    return kind == SpaceKind::corridor || kind == SpaceKind::hall;
}
bool is_safe(SpaceKind kind) {
    return kind == SpaceKind::stair || kind == SpaceKind::outside;
}
bool is_room(SpaceKind kind) {
    return !is_passage(kind) && !is_safe(kind) && kind != SpaceKind::lift;
}

class Ways {
public:
    explicit Ways(const Plan& p) : plan_(p), graph_(p) {
        for (const plan::Opening& o : p.openings) {
            if (!o.walkable() || !o.b || o.locked) continue;
            add_exit(o, o.a, o.b);
            add_exit(o, o.b, o.a);
        }
        between_.assign(exits_.size(), std::vector<double>(exits_.size(), no_way_m));
        for (std::size_t i = 0; i < exits_.size(); ++i)
            for (std::size_t j = 0; j < exits_.size(); ++j)
                if (i != j) between_[i][j] = length_m(exits_[i].spot, exits_[j].spot);
    }

    /// From a door to the nearest exit, and whether that is the only way to go.
    struct Answer {
        double length_m = no_way_m;
        bool dead_end = true;
    };
    [[nodiscard]] Answer measure(const Spot& door) const {
        Answer answer;
        std::vector<double> to;
        for (const Exit& exit : exits_)
            to.push_back(length_m(door, exit.spot));
        for (std::size_t i = 0; i < to.size(); ++i) {
            answer.length_m = std::min(answer.length_m, to[i]);
            for (std::size_t j = i + 1; j < to.size(); ++j)
                answer.dead_end =
                    answer.dead_end && shared_m(to[i], to[j], between_[i][j]) >= shared_limit_m;
        }
        return answer;
    }

private:
    void add_exit(const plan::Opening& o, SpaceId from, SpaceId behind) {
        if (is_passage(plan_[from].kind) && is_safe(plan_[behind].kind))
            exits_.push_back({{from, o.center_m}, behind});
    }
    /// Of two ways from one point: what they have in common before they part.
    static double shared_m(double to_one_m, double to_other_m, double between_m) {
        const double around_m = to_one_m + to_other_m;
        return std::isfinite(around_m) && std::isfinite(between_m) ? (around_m - between_m) / 2
                                                                   : no_way_m;
    }
    /// Along corridors and halls of one floor.
    [[nodiscard]] double length_m(const Spot& from, const Spot& to) const {
        if (plan_[from.space].level != plan_[to.space].level) return no_way_m;
        plan::RouteCosts costs;
        costs.speed_mps = 1;
        costs.stairs_allowed = false;
        costs.space_s = [&](SpaceId space, double) {
            return is_passage(plan_[space].kind) ? 0.0 : no_way_m;
        };
        const auto route = graph_.find_route(from.space, from.at_m, to.space, to.at_m, costs);
        return route ? route->length_m : no_way_m;
    }

    const Plan& plan_;
    plan::RouteGraph graph_;
    std::vector<Exit> exits_;
    std::vector<std::vector<double>> between_;
};

/// The doors by which a room is left.
std::vector<Spot> doors_of(const Plan& p, SpaceId room) {
    std::vector<Spot> doors;
    for (const plan::Opening& o : p.openings) {
        if (!o.walkable() || !o.b || o.locked) continue;
        if (o.a == room) doors.push_back({o.b, o.center_m});
        if (o.b == room) doors.push_back({o.a, o.center_m});
    }
    return doors;
}

} // namespace

std::vector<LongWay> find_long_escape_ways(const Plan& p) {
    std::vector<LongWay> found;
    const Ways ways(p);
    for (std::size_t i = 0; i < p.spaces.size(); ++i) {
        const auto room = core::make_id<SpaceId>(i);
        if (!is_room(p.spaces[i].kind)) continue;
        Ways::Answer best;
        bool direct = false;
        for (const Spot& door : doors_of(p, room)) {
            direct = direct || is_safe(p[door.space].kind);
            if (!is_passage(p[door.space].kind)) continue;
            const Ways::Answer one = ways.measure(door);
            best.length_m = std::min(best.length_m, one.length_m);
            best.dead_end = best.dead_end && one.dead_end;
        }
        if (direct || !std::isfinite(best.length_m)) continue;
        const double limit_m = best.dead_end ? dead_end_limit_m : between_exits_limit_m;
        if (best.length_m > limit_m) found.push_back({room, best.length_m, limit_m, best.dead_end});
    }
    return found;
}

} // namespace editor::document
