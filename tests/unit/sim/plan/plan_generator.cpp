#include "plan_generator.h"

#include <numbers>

namespace sim::plan::test {

namespace {

double draw(double low, double high) {
    return low + (high - low) * *rc::gen::inRange(0, 1000001) / 1e6;
}
bool toss() {
    return *rc::gen::arbitrary<bool>();
}
Polygon rectangle(Vec2 low, Vec2 high) {
    return {low, {high.x, low.y}, high, {low.x, high.y}};
}
std::string numbered(const char* word, std::size_t n) {
    return word + std::to_string(n);
}

class Drawing {
public:
    Plan draw_plan();

private:
    SpaceId add_space(std::string key, LevelId level, SpaceKind kind, Polygon outline);
    void add_door(SpaceId a, SpaceId b, Vec2 center, Vec2 along, double width_m);
    void add_room(LevelId level, SpaceId corridor, double x, double width_m);
    void add_things(SpaceId room, Vec2 middle);
    SpaceId add_stair_space(LevelId level);
    void join_levels();

    Plan plan_;
    Vec2 origin_{draw(-500, 500), draw(-500, 500)};
    double corridor_m_ = draw(1.5, 3), depth_m_ = draw(3, 6), end_x_ = 0;
    std::vector<SpaceId> stair_spaces_;
};

SpaceId Drawing::add_space(std::string key, LevelId level, SpaceKind kind, Polygon outline) {
    Space s;
    s.key = std::move(key);
    s.name = toss() ? "名字 \"x\"\n" : "";
    s.level = level;
    s.kind = kind;
    s.outline_m = std::move(outline);
    s.height_m = toss() ? plan_[level].height_m : draw(2.5, 4);
    plan_.spaces.push_back(std::move(s));
    return core::make_id<SpaceId>(plan_.spaces.size() - 1);
}

void Drawing::add_door(SpaceId a, SpaceId b, Vec2 center, Vec2 along, double width_m) {
    Opening o;
    o.key = numbered("door/", plan_.openings.size());
    o.kind = toss() ? OpeningKind::door : OpeningKind::doorway;
    o.a = a;
    o.b = b;
    o.center_m = center;
    o.along = along;
    o.width_m = width_m;
    o.height_m = draw(1.9, 2.3);
    o.leak_gap_m = draw(0, 0.02);
    o.exit = plan_[b].kind == SpaceKind::outside && toss();
    if (o.kind == OpeningKind::door) {
        o.swings_into = toss() ? a : toss() ? b : SpaceId{};
        o.double_leaf = toss();
        o.initially_open = toss();
        o.self_closing = toss();
        o.held_open = toss();
        o.locked = toss();
    }
    plan_.openings.push_back(o);
}

void Drawing::add_things(SpaceId room, Vec2 middle) {
    Bed bed;
    bed.key = numbered("bed/", plan_.beds.size());
    bed.space = room;
    bed.center_m = middle;
    bed.heading_rad = draw(-360, 360) * (std::numbers::pi / 180);
    bed.width_m = draw(0.7, 0.95);
    if (toss()) {
        bed.occupant.emplace();
        bed.occupant->alias = "张奶奶";
        if (toss()) bed.occupant->mobility = static_cast<Mobility>(*rc::gen::inRange(0, 5));
        for (int i = *rc::gen::inRange(0, 3); i > 0; --i)
            bed.occupant->devices.push_back(static_cast<DeviceKind>(*rc::gen::inRange(0, 6)));
        if (toss()) bed.occupant->guide = "evacuation";
        bed.occupant->oxygen = toss();
    }
    plan_.beds.push_back(bed);
    Equipment e;
    e.key = numbered("thing/", plan_.equipment.size());
    e.kind = static_cast<EquipmentKind>(*rc::gen::inRange(0, 14));
    e.space = room;
    e.at_m = middle;
    e.count = *rc::gen::inRange(1, 9);
    if (e.kind == EquipmentKind::extinguisher) {
        e.agent = static_cast<Agent>(*rc::gen::inRange(1, 8));
        e.charge_kg = draw(1, 9);
    }
    plan_.equipment.push_back(e);
    Detector d;
    d.key = numbered("detector/", plan_.detectors.size());
    d.kind = toss() ? DetectorKind::smoke : DetectorKind::heat;
    d.space = room;
    d.at_m = middle;
    d.zone = toss() ? "西区" : "";
    d.threshold_K = draw(320, 400);
    plan_.detectors.push_back(d);
    plan_.places.push_back({numbered("place/", plan_.places.size()), "", room, middle});
    if (toss()) return;
    plan_.underlays.push_back({numbered("underlay/", plan_.underlays.size()), "照片.jpg",
                               plan_[room].level, "underlay-0a1b.png", middle, draw(1, 90),
                               draw(1, 90), toss() ? 0 : draw(-180, 180) * (std::numbers::pi / 180),
                               toss() ? 0.6 : draw(0.1, 1), toss(), toss()});
}

void Drawing::add_room(LevelId level, SpaceId corridor, double x, double width_m) {
    const double wall_y = origin_.y + corridor_m_;
    const SpaceId room =
        add_space(numbered("room/", plan_.spaces.size()), level, SpaceKind::bedroom,
                  rectangle({x, wall_y}, {x + width_m, wall_y + depth_m_}));
    add_door(room, corridor, {x + width_m / 2, wall_y}, {1, 0}, draw(1, 1.4));
    if (toss()) {
        Opening window;
        window.key = numbered("window/", plan_.openings.size());
        window.kind = OpeningKind::window;
        window.a = room;
        window.center_m = {x + width_m / 2, wall_y + depth_m_};
        window.along = {-1, 0};
        window.width_m = draw(0.5, 1.5);
        window.height_m = draw(0.5, 1.5);
        window.sill_m = draw(0.3, 1);
        window.initially_open = toss();
        plan_.openings.push_back(window);
    }
    add_things(room, {x + width_m / 2, wall_y + depth_m_ / 2});
}

SpaceId Drawing::add_stair_space(LevelId level) {
    const Vec2 low{end_x_, origin_.y};
    const SpaceId id = add_space(numbered("stair/space-", plan_.spaces.size()), level,
                                 SpaceKind::stair, rectangle(low, low + Vec2{6, corridor_m_}));
    plan_.spaces.back().landing_m = rectangle(low, low + Vec2{1.5, corridor_m_});
    stair_spaces_.push_back(id);
    return id;
}

void Drawing::join_levels() {
    plan_.stairs.push_back({"stair/end", "楼梯", stair_spaces_});
    Flight f;
    f.key = "flight/1";
    f.stair = core::make_id<StairId>(0);
    f.lower = stair_spaces_[0];
    f.upper = stair_spaces_[1];
    f.width_m = 0.7;
    const double x = end_x_ + 1.5, y = origin_.y;
    f.lower_edge_m = {{x, y + 0.7}, {x, y}};
    f.upper_edge_m = {{x, y + 0.75}, {x, y + 1.45}};
    f.slope_length_m = draw(6, 9);
    plan_.flights.push_back(f);
}

Plan Drawing::draw_plan() {
    plan_.key = "generated";
    plan_.name = "随机的楼";
    plan_.note = toss() ? "注" : "";
    plan_.wall_thickness_m = draw(0, 0.4);
    const auto level_count = static_cast<std::size_t>(*rc::gen::inRange(1, 3));
    const auto room_count = static_cast<std::size_t>(*rc::gen::inRange(1, 5));
    std::vector<double> widths_m;
    for (std::size_t i = 0; i < room_count; ++i)
        widths_m.push_back(draw(2.7, 6));
    end_x_ = origin_.x;
    for (const double w : widths_m)
        end_x_ += w;
    for (std::size_t n = 0; n < level_count; ++n) {
        plan_.levels.push_back(
            {numbered("level/", n + 1), "层", 3.5 * static_cast<double>(n), draw(2.5, 3)});
        const LevelId level = core::make_id<LevelId>(n);
        const SpaceId corridor = add_space(numbered("corridor/", n), level, SpaceKind::corridor,
                                           rectangle(origin_, {end_x_, origin_.y + corridor_m_}));
        double x = origin_.x;
        for (const double w : widths_m)
            add_room(level, corridor, x, w), x += w;
        if (n == 0) {
            const SpaceId yard =
                add_space("outside/yard", level, SpaceKind::outside,
                          rectangle(origin_ - Vec2{9, 3}, {origin_.x, origin_.y + 9}));
            add_door(corridor, yard, {origin_.x, origin_.y + corridor_m_ / 2}, {0, -1},
                     draw(1, 1.3));
        }
        if (level_count > 1)
            add_door(corridor, add_stair_space(level), {end_x_, origin_.y + corridor_m_ / 2},
                     {0, 1}, draw(1, 1.2));
    }
    if (level_count > 1) join_levels();
    plan_.compartments.push_back({"compartment/1", "", {core::make_id<SpaceId>(0)}});
    return plan_;
}

} // namespace

Plan generate_plan() {
    return Drawing().draw_plan();
}

} // namespace sim::plan::test
