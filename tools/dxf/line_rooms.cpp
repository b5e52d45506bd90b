#include "tools/dxf/line_rooms.h"

#include "sim/core/text.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace tools::dxf {

namespace core = sim::core;
using core::tr;
using core::trf;

namespace {

constexpr double least_ring_m2 = 1;  ///< a smaller thing in a room is a column
constexpr double short_edge_m = 0.2; ///< a jog or a column: moves with nothing

tl::unexpected<core::Error> refuse(std::string what, std::string expected) {
    return core::make_error(core::Errc::bad_input, {"", "", std::move(what), std::move(expected)});
}

std::vector<Segment> lines_of(const Linework& all, const RoomOptions& options, Vec2 origin) {
    std::vector<bool> wanted(all.layers.size());
    for (const std::uint32_t layer : options.layers)
        if (layer < wanted.size()) wanted[layer] = true;
    std::vector<Segment> lines;
    for (const Line& line : all.lines)
        if (wanted[line.layer])
            lines.push_back(
                {(line.ends.a - origin) * options.unit_m, (line.ends.b - origin) * options.unit_m});
    return lines;
}

/// A room's side, and how far it goes out to the middle of its wall.
double find_shift_m(const Segment& side, std::size_t own, const std::vector<DrawnRoom>& rooms) {
    const double length_m = core::distance(side.a, side.b);
    if (length_m < short_edge_m) return 0;
    const Vec2 along = (side.b - side.a) * (1 / length_m), out = core::left_of(along) * -1;
    std::vector<double> found;
    for (const double share : {0.2, 0.5, 0.8}) {
        const Vec2 from = side.a + along * (length_m * share);
        double nearest_m = std::numeric_limits<double>::infinity();
        for (std::size_t r = 0; r < rooms.size(); ++r) {
            const Ring& ring = rooms[r].outline_m;
            for (std::size_t i = 0, n = ring.size(); r != own && i < n; ++i) {
                const Vec2 a = ring[i], e = ring[(i + 1) % n] - a;
                if (core::dot(core::normalized(e), along) > -0.99) continue; // not face to face
                const double turn = core::cross(out, e);
                if (std::abs(turn) < 1e-9) continue;
                const double t = core::cross(a - from, e) / turn,
                             s = core::cross(a - from, out) / turn;
                if (t > -1e-6 && t <= thickest_wall_m && s >= 0 && s <= 1)
                    nearest_m = std::min(nearest_m, std::max(t, 0.0));
            }
        }
        if (std::isfinite(nearest_m)) found.push_back(nearest_m);
    }
    if (found.empty()) return 0; // the open air: how thick that wall is nobody drew
    std::sort(found.begin(), found.end());
    return found[found.size() / 2] / 2;
}

Vec2 to_millimetres(Vec2 p) {
    return {std::round(p.x * 1000) / 1000, std::round(p.y * 1000) / 1000};
}

/// Each side moved out by its shift; corners where the moved sides meet.
Ring grown(const Ring& ring, const std::vector<double>& shift_m) {
    Ring out;
    const std::size_t n = ring.size();
    const auto moved = [&](std::size_t i) {
        const Vec2 a = ring[i], b = ring[(i + 1) % n];
        const Vec2 by = core::left_of(core::normalized(b - a)) * -shift_m[i];
        return Segment{a + by, b + by};
    };
    for (std::size_t i = 0; i < n; ++i) {
        const Segment before = moved((i + n - 1) % n), after = moved(i);
        const Vec2 u = before.b - before.a, v = after.b - after.a;
        const double turn = core::cross(core::normalized(u), core::normalized(v));
        if (std::abs(turn) <
            0.02) { // nearly straight on: a step where the wall's thickness changes
            out.push_back(to_millimetres(before.b));
            if (core::distance(before.b, after.a) > 0.002) out.push_back(to_millimetres(after.a));
            continue;
        }
        const double t = core::cross(after.a - before.a, v) / core::cross(u, v);
        out.push_back(to_millimetres(before.a + u * t));
    }
    return out;
}

void reach_wall_middles(std::vector<DrawnRoom>& rooms) {
    std::vector<Ring> wide;
    for (std::size_t r = 0; r < rooms.size(); ++r) {
        const Ring& ring = rooms[r].outline_m;
        std::vector<double> shift_m;
        for (std::size_t i = 0, n = ring.size(); i < n; ++i)
            shift_m.push_back(find_shift_m({ring[i], ring[(i + 1) % n]}, r, rooms));
        Ring out = grown(ring, shift_m);
        const bool sound = core::signed_area_m2(out) >= core::signed_area_m2(ring) - 1e-6;
        wide.push_back(sound ? std::move(out) : ring);
    }
    for (std::size_t r = 0; r < rooms.size(); ++r)
        rooms[r].outline_m = std::move(wide[r]);
}

/// "25.3", "3600", "18㎡": a measure, no name. "201" is one.
bool is_measure(const std::string& words) {
    const bool number = words.find_first_not_of("0123456789.,x*×") == std::string::npos;
    if (number) return words.size() > 3 || words.find('.') != std::string::npos;
    return words.ends_with("m2") || words.ends_with("㎡") || words.ends_with("m²");
}

void name_rooms(std::vector<DrawnRoom>& rooms, const Linework& all, const RoomOptions& options,
                Vec2 origin) {
    constexpr int most_words = 2; // "201" and "居室"
    std::vector<int> taken(rooms.size());
    for (const Caption& caption : all.captions) {
        const Vec2 at = (caption.at - origin) * options.unit_m;
        if (is_measure(caption.words)) continue;
        for (std::size_t r = 0; r < rooms.size(); ++r) {
            if (taken[r] == most_words || !core::contains(rooms[r].outline_m, at)) continue;
            rooms[r].name += (taken[r]++ > 0 ? " " : "") + caption.words;
            break;
        }
    }
}

/// Gaps beside a room; one between two pieces of wall leads nowhere.
std::vector<Gap> gaps_of(const std::vector<Gap>& all, const std::vector<DrawnRoom>& rooms) {
    std::vector<Gap> kept;
    for (const Gap& gap : all) {
        const bool beside = std::any_of(rooms.begin(), rooms.end(), [&](const DrawnRoom& room) {
            for (std::size_t i = 0, n = room.outline_m.size(); i < n; ++i)
                if (core::distance(Segment{room.outline_m[i], room.outline_m[(i + 1) % n]},
                                   gap.center_m) < thickest_wall_m / 2)
                    return true;
            return false;
        });
        if (beside) kept.push_back(gap);
    }
    return kept;
}

} // namespace

core::Result<DrawnRooms> find_rooms(const Linework& all, const RoomOptions& options) {
    const core::Box box = bounds(all, options.layers);
    if (box.empty()) return refuse(tr("选中的图层里什么也没有"), tr("至少勾一个有墙的图层"));
    const std::vector<Segment> lines = lines_of(all, options, box.low);
    if (lines.size() > room_line_limit_count)
        return refuse(trf("选中的图层有 {} 条线，太多", lines.size()), tr("只勾有墙的图层"));
    std::vector<Segment> walls = cut_at_crossings(lines);
    const Closed closed = close_gaps(walls, options.join_m);
    walls.insert(walls.end(), closed.added_m.begin(), closed.added_m.end());
    DrawnRooms drawn;
    for (Face& face : find_faces(cut_at_crossings(walls))) {
        if (face.widest_m < narrowest_room_m) continue;
        if (face.hole_m2 >= least_ring_m2)
            ++drawn.ring_count;
        else
            drawn.rooms.push_back({std::move(face.outline_m), ""});
    }
    if (drawn.rooms.empty())
        return refuse(tr("一间也没有围成"),
                      tr("看看单位对不对、勾的是不是墙的图层；再把“线头相差”加大"));
    reach_wall_middles(drawn.rooms);
    drawn.gaps = gaps_of(closed.gaps, drawn.rooms);
    name_rooms(drawn.rooms, all, options, box.low);
    return drawn;
}

} // namespace tools::dxf
