#include "sim/core/text.h"
#include "sim/plan/kind_names.h"
#include "sim/plan/plan_draft.h"
#include "sim/plan/walls.h"
#include <algorithm>
#include <numbers>

namespace sim::plan {

using core::ObjectReader;
using core::Range;
using core::tr;
using core::trf;

void PlanDraft::report(const Mark& mark, std::string_view suffix, std::string what,
                       std::string expected) {
    std::string pointer = mark.pointer;
    if (!suffix.empty()) pointer += "/" + std::string(suffix);
    source.problems.push_back(
        {source.file, std::move(pointer), std::move(what), std::move(expected)});
}

namespace {

// What a building can be; wider than any norm, so that only slips of the pen fall outside.
constexpr Range elevation_m{-100, 500}, level_height_m{1.8, 30}, space_height_m{0.5, 100};
constexpr Range opening_width_m{0.05, 50}, opening_height_m{0.05, 30}, sill_m{0, 30};
constexpr Range leak_gap_m{0, 0.1}, wall_m{0, 2};
constexpr Range slope_length_m{0.5, 100}, flight_width_m{0.5, 10}, riser_m{0.05, 0.4};
constexpr Range tread_m{0.1, 1}, bed_length_m{0.5, 3}, bed_width_m{0.3, 2}, heading_deg{-360, 360};
constexpr Range charge_kg{0.1, 200}, smoke_dB_per_m{0.01, 20}, heat_K{273.15, 600};
constexpr Range belt_mps{-1, 1}, lift_speed_mps{0.1, 10}, lift_acceleration_mps2{0.1, 2};
constexpr Range lift_door_s{0.5, 30};
constexpr Range picture_m{0.1, 5000}, opacity_frac{0.05, 1};
constexpr std::size_t key_limit_bytes = 80;

bool is_key(std::string_view key) {
    if (key.empty() || key.size() > key_limit_bytes) return false;
    const auto letter_or_digit = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return letter_or_digit(key[0]) && std::all_of(key.begin(), key.end(), [&](char c) {
               return letter_or_digit(c) || c == '/' || c == '_' || c == '.' || c == '-';
           });
}

/// Ids by key of the kinds that others refer to; the first of two equal keys counts.
template <class IdType>
using KeyMap = std::map<std::string, IdType, std::less<>>;

/// A plain file name: whoever opens a plan from elsewhere reads nothing outside its folder.
bool is_file_name(std::string_view name) {
    return is_key(name) && name.find('/') == std::string_view::npos;
}

using Words = std::string(const std::string& key);
std::string no_level(const std::string& key) {
    return trf("没有叫 \"{}\" 的楼层", key);
}
std::string no_space(const std::string& key) {
    return trf("没有叫 \"{}\" 的空间", key);
}
std::string no_stair(const std::string& key) {
    return trf("没有叫 \"{}\" 的楼梯", key);
}

class PlanReading {
public:
    PlanReading(ObjectReader& root, PlanDraft& draft) : root_(root), draft_(draft) {}
    void read();

private:
    template <class Thing, class Read>
    void read_all(const char* name, bool required, std::vector<Thing>& things,
                  std::vector<Mark>& marks, const Read& read_fields);
    std::string read_key(ObjectReader& r);
    template <class IdType>
    IdType refer(ObjectReader& r, const KeyMap<IdType>& map, const char* key, Words* words);
    std::vector<SpaceId> refer_to_spaces(ObjectReader& r);
    SpaceId space(ObjectReader& r, const char* key) { return refer(r, space_ids_, key, &no_space); }
    template <class IdType, class Thing>
    void number(const std::vector<Thing>& things, KeyMap<IdType>& map) {
        for (std::size_t i = 0; i < things.size(); ++i)
            map.try_emplace(things[i].key, core::make_id<IdType>(i));
    }
    void read_level(ObjectReader& r, Level& level);
    void read_space(ObjectReader& r, Space& space);
    void read_opening(ObjectReader& r, Opening& opening);
    void read_leaf(ObjectReader& r, Opening& opening);
    void read_stair(ObjectReader& r, Stair& stair);
    void read_flight(ObjectReader& r, Flight& flight);
    void read_lift(ObjectReader& r, Lift& lift);
    void read_bed(ObjectReader& r, Bed& bed);
    void read_equipment(ObjectReader& r, Equipment& equipment);
    void read_detector(ObjectReader& r, Detector& detector);
    void read_compartment(ObjectReader& r, Compartment& compartment);
    void read_place(ObjectReader& r, Place& place);
    void read_underlay(ObjectReader& r, Underlay& underlay);

    ObjectReader& root_;
    PlanDraft& draft_;
    KeyMap<LevelId> level_ids_;
    KeyMap<SpaceId> space_ids_;
    KeyMap<StairId> stair_ids_;
};

Occupant read_occupant(ObjectReader& r) {
    Occupant occupant;
    occupant.alias = r.text("alias", "");
    if (r.has("mobility"))
        occupant.mobility = static_cast<Mobility>(r.choice("mobility", mobility_names));
    const std::vector<std::string> devices = r.texts("devices");
    for (const std::string& name : devices) {
        if (const auto known = find_device(name))
            occupant.devices.push_back(*known);
        else
            r.report("devices", trf("没有器具 \"{}\"", name),
                     trf("其中之一：{}", fmt::join(device_names, ", ")));
    }
    occupant.guide = r.text("guide", "");
    occupant.oxygen = r.boolean("oxygen", false);
    return occupant;
}

std::string PlanReading::read_key(ObjectReader& r) {
    const std::size_t problems = draft_.source.problems.size();
    std::string key = r.text("key");
    if (draft_.source.problems.size() > problems) return key;
    if (!is_key(key))
        r.report("key", trf("键 \"{}\" 不能用", key),
                 tr("以字母或数字开头，只含字母、数字和 / _ . -，最多 80 个字符"));
    else if (const auto [it, fresh] = draft_.pointer_of_key.try_emplace(key, r.pointer() + "/key");
             !fresh)
        r.report("key", trf("键 \"{}\" 重复了，{} 已经用了它", key, it->second));
    return key;
}

template <class Thing, class Read>
void PlanReading::read_all(const char* name, bool required, std::vector<Thing>& things,
                           std::vector<Mark>& marks, const Read& read_fields) {
    if (const auto* array = root_.raw(name); array && array->size() > thing_limit_count) {
        root_.report(name, trf("有 {} 个，太多了", array->size()),
                     trf("不超过 {} 个", thing_limit_count));
        return;
    }
    root_.objects(name, required, [&](ObjectReader& r) {
        const std::size_t problems = draft_.source.problems.size();
        Thing thing;
        thing.key = read_key(r);
        read_fields(r, thing);
        marks.push_back({r.pointer(), draft_.source.problems.size() == problems});
        things.push_back(std::move(thing));
    });
    const bool drawn_later = std::string_view(name) == "spaces"; // a drawing begins without rooms
    if (required && !drawn_later && things.empty() && root_.has(name) && root_.raw(name)->empty())
        root_.report(name, tr("数组是空的"), tr("至少一个"));
}

template <class IdType>
IdType PlanReading::refer(ObjectReader& r, const KeyMap<IdType>& map, const char* key,
                          Words* words) {
    const std::string wanted = r.text(key);
    if (wanted.empty()) return {}; // told by the reader
    const auto it = map.find(wanted);
    if (it != map.end()) return it->second;
    r.report(key, words(wanted));
    return {};
}

std::vector<SpaceId> PlanReading::refer_to_spaces(ObjectReader& r) {
    std::vector<SpaceId> ids;
    const std::vector<std::string> keys = r.texts("spaces");
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto it = space_ids_.find(keys[i]);
        const std::string at = "spaces/" + std::to_string(i);
        if (it == space_ids_.end())
            r.report(at, no_space(keys[i]));
        else if (std::find(ids.begin(), ids.end(), it->second) != ids.end())
            r.report(at, trf("\"{}\" 写了两次", keys[i]));
        else
            ids.push_back(it->second);
    }
    if (keys.empty()) r.report("spaces", tr("没有写空间"), tr("至少一个空间的键"));
    return ids;
}

/// Reports what is wrong with the drawn line by itself; answers it anticlockwise.
Polygon read_outline(ObjectReader& r, const char* key, PlanDraft& draft) {
    const std::size_t problems = draft.source.problems.size();
    Polygon outline = r.points(key);
    if (draft.source.problems.size() > problems) return outline;
    const std::size_t n = outline.size();
    if (n > 1 && core::distance(outline.front(), outline.back()) <= 1e-9) {
        r.report(key, tr("最后一点和第一点重合：轮廓会自动闭合"), tr("去掉最后一点"));
        return outline;
    }
    if (n < 3 || n > corner_limit_count) {
        r.report(key, n < 3 ? trf("轮廓没有围成面：只有 {} 个角点", n) : trf("轮廓有 {} 个角点", n),
                 trf("3 到 {} 个角点", corner_limit_count));
        return outline;
    }
    for (std::size_t i = 0; i < n; ++i)
        if (core::distance(outline[i], outline[(i + 1) % n]) <= 1e-6) {
            r.report(std::string(key) + "/" + std::to_string(i), tr("这一点和下一点重合"));
            return outline;
        }
    const double area_m2 = core::signed_area_m2(outline);
    if (const auto crossing = core::find_self_crossing(outline))
        r.report(key, trf("轮廓自己相交：第 {} 条边和第 {} 条边", crossing->first + 1,
                          crossing->second + 1));
    else if (std::abs(area_m2) < drawing_tolerance_m || find_walls(outline).size() < 3)
        r.report(key, tr("轮廓没有面积"));
    else
        for (std::size_t i = 0; i < n; ++i) {
            const Vec2 in = outline[(i + 1) % n] - outline[i];
            const Vec2 out = outline[(i + 2) % n] - outline[(i + 1) % n];
            if (core::dot(in, out) >= 0) continue;
            if (std::abs(core::cross(core::normalized(in), core::normalized(out))) > 1e-6) continue;
            r.report(std::string(key) + "/" + std::to_string((i + 1) % n), tr("轮廓在这一点折返"));
            break;
        }
    if (area_m2 < 0) std::reverse(outline.begin(), outline.end());
    return outline;
}

Segment read_edge(ObjectReader& r, const char* key) {
    const std::vector<Vec2> ends = r.points(key);
    if (ends.size() == 2) return {ends[0], ends[1]};
    r.report(key, trf("这里有 {} 个点", ends.size()), tr("一条边的两个端点 [[x, y], [x, y]]"));
    return {};
}

void PlanReading::read_level(ObjectReader& r, Level& level) {
    level.name = r.text("name", "");
    level.elevation_m = r.number("elevation_m", elevation_m);
    level.height_m = r.number("height_m", level_height_m);
}

void PlanReading::read_space(ObjectReader& r, Space& s) {
    s.name = r.text("name", "");
    s.level = refer(r, level_ids_, "level", &no_level);
    s.kind = static_cast<SpaceKind>(r.choice("kind", space_kind_names()));
    s.outline_m = read_outline(r, "outline_m", draft_);
    s.height_m = r.number("height_m", space_height_m,
                          s.level ? draft_.plan[s.level].height_m : Level{}.height_m);
    const bool stair = s.kind == SpaceKind::stair;
    if (stair)
        s.landing_m = read_outline(r, "landing_m", draft_);
    else if (r.has("landing_m"))
        r.report("landing_m", tr("只有楼梯间才有平台"));
    (void)r.raw("landing_m");
}

void PlanReading::read_leaf(ObjectReader& r, Opening& o) {
    const bool door = o.kind == OpeningKind::door;
    const bool leaf = door || o.kind == OpeningKind::window;
    const auto flag = [&](const char* key, bool allowed) {
        const bool value = r.boolean(key, false);
        if (value && !allowed) r.report(key, trf("{}不能有这一项", tr("这种开口")));
        return value;
    };
    o.double_leaf = flag("double_leaf", door);
    if (r.has("swings_into")) {
        o.swings_into = space(r, "swings_into");
        if (!door)
            r.report("swings_into", trf("{}不能有这一项", tr("这种开口")));
        else if (o.swings_into && o.swings_into != o.a && o.swings_into != o.b)
            r.report("swings_into", tr("门扇要开向它所连的两个空间之一"));
    }
    o.initially_open = flag("initially_open", leaf);
    o.self_closing = flag("self_closing", door);
    o.held_open = flag("held_open", door);
    o.locked = flag("locked", door);
    o.exit = flag("exit", o.walkable());
    o.leak_gap_m = r.number("leak_gap_m", leak_gap_m, Opening{}.leak_gap_m);
}

void PlanReading::read_opening(ObjectReader& r, Opening& o) {
    const Opening standard;
    o.name = r.text("name", "");
    o.kind = static_cast<OpeningKind>(r.choice("kind", opening_kind_names()));
    o.a = space(r, "a");
    if (r.has("b"))
        o.b = space(r, "b");
    else if (o.walkable())
        r.report("", tr("缺少 \"b\"：门和门洞要连接两个空间"),
                 tr("室外也是一个空间，类别 outside"));
    if (o.a && o.a == o.b) r.report("b", tr("a 和 b 是同一个空间"));
    o.center_m = r.point("center_m");
    o.width_m = r.number("width_m", opening_width_m);
    o.height_m = r.number("height_m", opening_height_m, standard.height_m);
    o.sill_m = r.number("sill_m", sill_m, standard.sill_m);
    read_leaf(r, o);
}

void PlanReading::read_stair(ObjectReader& r, Stair& stair) {
    stair.name = r.text("name", "");
    stair.spaces = refer_to_spaces(r);
}

void PlanReading::read_flight(ObjectReader& r, Flight& f) {
    const Flight standard;
    f.stair = refer(r, stair_ids_, "stair", &no_stair);
    f.lower = space(r, "lower");
    f.upper = space(r, "upper");
    f.lower_edge_m = read_edge(r, "lower_edge_m");
    f.upper_edge_m = read_edge(r, "upper_edge_m");
    f.slope_length_m = r.number("slope_length_m", slope_length_m);
    f.width_m = r.number("width_m", flight_width_m);
    f.riser_m = r.number("riser_m", riser_m, standard.riser_m);
    f.tread_m = r.number("tread_m", tread_m, standard.tread_m);
    if (r.has("kind")) f.kind = static_cast<FlightKind>(r.choice("kind", flight_kind_names()));
    f.belt_mps = r.number("belt_mps", belt_mps, standard.belt_mps);
    if (f.belt_mps != 0 && f.kind != FlightKind::escalator)
        r.report("belt_mps", tr("只有自动扶梯才有这一项"));
}

void PlanReading::read_lift(ObjectReader& r, Lift& lift) {
    const Lift standard;
    lift.name = r.text("name", "");
    lift.spaces = refer_to_spaces(r);
    lift.capacity_count = static_cast<int>(r.integer("capacity_count", 1, 100));
    lift.speed_mps = r.number("speed_mps", lift_speed_mps, standard.speed_mps);
    lift.acceleration_mps2 =
        r.number("acceleration_mps2", lift_acceleration_mps2, standard.acceleration_mps2);
    lift.door_open_s = r.number("door_open_s", lift_door_s, standard.door_open_s);
    lift.door_close_s = r.number("door_close_s", lift_door_s, standard.door_close_s);
    lift.door_dwell_s = r.number("door_dwell_s", lift_door_s, standard.door_dwell_s);
    lift.fire_service = r.boolean("fire_service", false);
}

void PlanReading::read_bed(ObjectReader& r, Bed& bed) {
    const Bed standard;
    bed.name = r.text("name", "");
    bed.space = space(r, "space");
    bed.center_m = r.point("center_m");
    bed.heading_rad = r.number("heading_deg", heading_deg) * (std::numbers::pi / 180);
    bed.length_m = r.number("length_m", bed_length_m, standard.length_m);
    bed.width_m = r.number("width_m", bed_width_m, standard.width_m);
    r.object("occupant", false, [&](ObjectReader& o) { bed.occupant = read_occupant(o); });
}

void PlanReading::read_equipment(ObjectReader& r, Equipment& e) {
    e.name = r.text("name", "");
    e.kind = static_cast<EquipmentKind>(r.choice("kind", equipment_kind_names()));
    e.space = space(r, "space");
    e.at_m = r.point("at_m");
    if (e.kind == EquipmentKind::extinguisher) {
        // The first name means that it holds nothing: no extinguisher.
        e.agent = static_cast<Agent>(1 + r.choice("agent", agent_names().subspan(1)));
        e.charge_kg = r.number("charge_kg", charge_kg);
    } else {
        for (const char* key : {"agent", "charge_kg"})
            if (r.raw(key)) r.report(key, tr("只有灭火器才有这一项"));
    }
    e.count = static_cast<int>(r.integer("count", 1, 1000, 1));
}

void PlanReading::read_detector(ObjectReader& r, Detector& d) {
    const Detector standard;
    d.name = r.text("name", "");
    d.kind = static_cast<DetectorKind>(r.choice("kind", detector_kind_names()));
    d.space = space(r, "space");
    d.at_m = r.point("at_m");
    d.zone = r.text("zone", "");
    d.threshold_dB_per_m =
        r.number("threshold_dB_per_m", smoke_dB_per_m, standard.threshold_dB_per_m);
    d.threshold_K = r.number("threshold_K", heat_K, standard.threshold_K);
}

void PlanReading::read_compartment(ObjectReader& r, Compartment& c) {
    c.name = r.text("name", "");
    c.spaces = refer_to_spaces(r);
}

void PlanReading::read_place(ObjectReader& r, Place& p) {
    p.name = r.text("name", "");
    p.space = space(r, "space");
    p.at_m = r.point("at_m");
}

void PlanReading::read_underlay(ObjectReader& r, Underlay& u) {
    const Underlay standard;
    u.name = r.text("name", "");
    u.level = refer(r, level_ids_, "level", &no_level);
    u.file = r.text("file");
    if (!u.file.empty() && !is_file_name(u.file))
        r.report("file", trf("底图的文件名 \"{}\" 不能用", u.file),
                 tr("图纸旁边的一个文件，不带文件夹"));
    u.center_m = r.point("center_m");
    u.width_m = r.number("width_m", picture_m);
    u.height_m = r.number("height_m", picture_m);
    u.turn_rad = r.number("turn_deg", heading_deg, 0) * (std::numbers::pi / 180);
    u.opacity_frac = r.number("opacity_frac", opacity_frac, standard.opacity_frac);
    u.locked = r.boolean("locked", false);
    u.hidden = r.boolean("hidden", false);
}

void PlanReading::read() {
    Plan& plan = draft_.plan;
    plan.key = read_key(root_);
    plan.name = root_.text("name");
    plan.name_en = root_.text("name_en", "");
    plan.note = root_.text("note", "");
    plan.wall_thickness_m = root_.number("wall_thickness_m", wall_m, plan.wall_thickness_m);
    const auto with = [this](auto member) {
        return [this, member](ObjectReader& r, auto& thing) { (this->*member)(r, thing); };
    };
    using R = PlanReading;
    read_all("levels", true, plan.levels, draft_.levels, with(&R::read_level));
    number(plan.levels, level_ids_);
    read_all("spaces", true, plan.spaces, draft_.spaces, with(&R::read_space));
    number(plan.spaces, space_ids_);
    read_all("openings", false, plan.openings, draft_.openings, with(&R::read_opening));
    read_all("stairs", false, plan.stairs, draft_.stairs, with(&R::read_stair));
    number(plan.stairs, stair_ids_);
    read_all("flights", false, plan.flights, draft_.flights, with(&R::read_flight));
    read_all("lifts", false, plan.lifts, draft_.lifts, with(&R::read_lift));
    read_all("beds", false, plan.beds, draft_.beds, with(&R::read_bed));
    read_all("equipment", false, plan.equipment, draft_.equipment, with(&R::read_equipment));
    read_all("detectors", false, plan.detectors, draft_.detectors, with(&R::read_detector));
    read_all("compartments", false, plan.compartments, draft_.compartments,
             with(&R::read_compartment));
    read_all("places", false, plan.places, draft_.places, with(&R::read_place));
    read_all("underlays", false, plan.underlays, draft_.underlays, with(&R::read_underlay));
}

} // namespace

void read_plan(ObjectReader& root, PlanDraft& draft) {
    PlanReading(root, draft).read();
}

} // namespace sim::plan
