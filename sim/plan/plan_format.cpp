#include "sim/plan/kind_names.h"
#include "sim/plan/plan_file.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

namespace sim::plan {

using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t line_limit_columns = 160; ///< most things stay on one line: readable diffs

std::string number_text(double value) {
    if (value == 0) return "0"; // also for -0
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

void append_scalar(std::string& text, const Json& value) {
    if (value.is_number_float())
        text += number_text(value.get<double>());
    else
        text += value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The whole value on one line.
void append_flat(std::string& text, const Json& value) {
    if (!value.is_structured()) return append_scalar(text, value);
    text += value.is_object() ? '{' : '[';
    bool first = true;
    for (const auto& item : value.items()) {
        if (!first) text += ", ";
        first = false;
        if (value.is_object()) text += Json(item.key()).dump() + ": ";
        append_flat(text, item.value());
    }
    text += value.is_object() ? '}' : ']';
}

std::size_t count_characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

/// @param used_columns of the line already, before the value
void append_value(std::string& text, const Json& value, std::size_t depth,
                  std::size_t used_columns) {
    std::string flat;
    append_flat(flat, value);
    const bool outer = depth < 2 && value.is_structured() && !value.empty();
    if (!outer &&
        (!value.is_structured() || used_columns + count_characters(flat) < line_limit_columns)) {
        text += flat;
        return;
    }
    const std::string indent(2 * (depth + 1), ' ');
    text += value.is_object() ? "{" : "[";
    bool first = true;
    for (const auto& item : value.items()) {
        text += first ? "\n" : ",\n";
        first = false;
        std::string start = indent;
        if (value.is_object()) start += Json(item.key()).dump() + ": ";
        text += start;
        append_value(text, item.value(), depth + 1, count_characters(start));
    }
    text += "\n" + std::string(2 * depth, ' ') + (value.is_object() ? "}" : "]");
}

Json to_json(Vec2 p) {
    return Json::array({p.x, p.y});
}
Json to_json(const Polygon& polygon) {
    Json all = Json::array();
    for (const Vec2 p : polygon)
        all.push_back(to_json(p));
    return all;
}
Json to_json(const Segment& s) {
    return Json::array({to_json(s.a), to_json(s.b)});
}

Json start(const std::string& key, const std::string& name) {
    Json j{{"key", key}};
    if (!name.empty()) j["name"] = name;
    return j;
}

template <class Value>
void put_unless(Json& j, const char* key, const Value& value, const Value& standard) {
    if (value != standard) j[key] = value;
}

/// Rounded to that many significant digits.
double rounded(double value, int digits) {
    std::array<char, 40> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::general, digits)
                         .ptr;
    double nearest = value;
    std::from_chars(buffer.data(), end, nearest);
    return nearest;
}

/// Shortest number of degrees that reads back as the same angle.
double shortest_degrees(double rad) {
    const auto reads_back = [rad](double degrees) {
        return degrees * (std::numbers::pi / 180) == rad;
    };
    const double degrees = rad * (180 / std::numbers::pi);
    for (int digits = 1; digits <= 17; ++digits)
        if (const double d = rounded(degrees, digits); reads_back(d)) return d;
    double below = degrees, above = degrees;
    for (int step = 0; step < 8; ++step) { // the product was rounded twice
        below = std::nextafter(below, -1e9);
        above = std::nextafter(above, 1e9);
        if (reads_back(below)) return below;
        if (reads_back(above)) return above;
    }
    return degrees; // no number of degrees is that angle; it did not come from a file
}

class PlanWriting {
public:
    explicit PlanWriting(const Plan& plan) : plan_(plan) {}
    [[nodiscard]] Json write() const;

private:
    [[nodiscard]] const std::string& key(SpaceId id) const { return plan_[id].key; }
    [[nodiscard]] Json keys(const std::vector<SpaceId>& ids) const {
        Json all = Json::array();
        for (const SpaceId id : ids)
            all.push_back(key(id));
        return all;
    }
    template <class Thing>
    Json all(const std::vector<Thing>& things) const {
        Json array = Json::array();
        for (const Thing& thing : things)
            array.push_back(write(thing));
        return array;
    }
    [[nodiscard]] Json write(const Level& level) const;
    [[nodiscard]] Json write(const Space& space) const;
    [[nodiscard]] Json write(const Opening& opening) const;
    [[nodiscard]] Json write(const Stair& stair) const;
    [[nodiscard]] Json write(const Flight& flight) const;
    [[nodiscard]] Json write(const Lift& lift) const;
    [[nodiscard]] Json write(const Bed& bed) const;
    [[nodiscard]] Json write(const Equipment& equipment) const;
    [[nodiscard]] Json write(const Detector& detector) const;
    [[nodiscard]] Json write(const Compartment& compartment) const;
    [[nodiscard]] Json write(const Place& place) const;
    [[nodiscard]] Json write(const Underlay& underlay) const;

    const Plan& plan_;
};

Json PlanWriting::write(const Level& level) const {
    Json j = start(level.key, level.name);
    j["elevation_m"] = level.elevation_m;
    j["height_m"] = level.height_m;
    return j;
}

Json PlanWriting::write(const Space& space) const {
    Json j = start(space.key, space.name);
    j["level"] = plan_[space.level].key;
    j["kind"] = name_of(space.kind);
    j["outline_m"] = to_json(space.outline_m);
    put_unless(j, "height_m", space.height_m, plan_[space.level].height_m);
    if (!space.landing_m.empty()) j["landing_m"] = to_json(space.landing_m);
    return j;
}

Json PlanWriting::write(const Opening& o) const {
    const Opening standard;
    Json j = start(o.key, o.name);
    j["kind"] = name_of(o.kind);
    j["a"] = key(o.a);
    if (o.b) j["b"] = key(o.b);
    j["center_m"] = to_json(o.center_m);
    j["width_m"] = o.width_m;
    put_unless(j, "height_m", o.height_m, standard.height_m);
    put_unless(j, "sill_m", o.sill_m, standard.sill_m);
    put_unless(j, "double_leaf", o.double_leaf, false);
    if (o.swings_into) j["swings_into"] = key(o.swings_into);
    put_unless(j, "initially_open", o.initially_open, false);
    put_unless(j, "self_closing", o.self_closing, false);
    put_unless(j, "held_open", o.held_open, false);
    put_unless(j, "locked", o.locked, false);
    put_unless(j, "exit", o.exit, false);
    put_unless(j, "leak_gap_m", o.leak_gap_m, standard.leak_gap_m);
    return j;
}

Json PlanWriting::write(const Stair& stair) const {
    Json j = start(stair.key, stair.name);
    j["spaces"] = keys(stair.spaces);
    return j;
}

Json PlanWriting::write(const Flight& f) const {
    const Flight standard;
    Json j = start(f.key, "");
    j["stair"] = plan_[f.stair].key;
    j["lower"] = key(f.lower);
    j["upper"] = key(f.upper);
    j["lower_edge_m"] = to_json(f.lower_edge_m);
    j["upper_edge_m"] = to_json(f.upper_edge_m);
    j["slope_length_m"] = f.slope_length_m;
    j["width_m"] = f.width_m;
    put_unless(j, "riser_m", f.riser_m, standard.riser_m);
    put_unless(j, "tread_m", f.tread_m, standard.tread_m);
    if (f.kind != standard.kind) j["kind"] = name_of(f.kind);
    put_unless(j, "belt_mps", f.belt_mps, standard.belt_mps);
    return j;
}

Json PlanWriting::write(const Lift& lift) const {
    const Lift standard;
    Json j = start(lift.key, lift.name);
    j["spaces"] = keys(lift.spaces);
    j["capacity_count"] = lift.capacity_count;
    put_unless(j, "speed_mps", lift.speed_mps, standard.speed_mps);
    put_unless(j, "acceleration_mps2", lift.acceleration_mps2, standard.acceleration_mps2);
    put_unless(j, "door_open_s", lift.door_open_s, standard.door_open_s);
    put_unless(j, "door_close_s", lift.door_close_s, standard.door_close_s);
    put_unless(j, "door_dwell_s", lift.door_dwell_s, standard.door_dwell_s);
    put_unless(j, "fire_service", lift.fire_service, false);
    return j;
}

Json to_json(const Occupant& occupant) {
    Json j = Json::object();
    if (!occupant.alias.empty()) j["alias"] = occupant.alias;
    if (occupant.mobility)
        j["mobility"] = mobility_names[static_cast<std::size_t>(*occupant.mobility)];
    if (!occupant.devices.empty()) {
        Json devices = Json::array();
        for (const DeviceKind kind : occupant.devices)
            devices.push_back(device_names[static_cast<std::size_t>(kind)]);
        j["devices"] = std::move(devices);
    }
    if (!occupant.guide.empty()) j["guide"] = occupant.guide;
    if (occupant.oxygen) j["oxygen"] = true;
    return j;
}

Json PlanWriting::write(const Bed& bed) const {
    const Bed standard;
    Json j = start(bed.key, bed.name);
    j["space"] = key(bed.space);
    j["center_m"] = to_json(bed.center_m);
    j["heading_deg"] = shortest_degrees(bed.heading_rad);
    put_unless(j, "length_m", bed.length_m, standard.length_m);
    put_unless(j, "width_m", bed.width_m, standard.width_m);
    if (bed.occupant) j["occupant"] = to_json(*bed.occupant);
    return j;
}

Json PlanWriting::write(const Equipment& e) const {
    Json j = start(e.key, e.name);
    j["kind"] = name_of(e.kind);
    j["space"] = key(e.space);
    j["at_m"] = to_json(e.at_m);
    if (e.kind == EquipmentKind::extinguisher) {
        j["agent"] = name_of(e.agent);
        j["charge_kg"] = e.charge_kg;
    }
    put_unless(j, "count", e.count, 1);
    return j;
}

Json PlanWriting::write(const Detector& d) const {
    const Detector standard;
    Json j = start(d.key, d.name);
    j["kind"] = name_of(d.kind);
    j["space"] = key(d.space);
    j["at_m"] = to_json(d.at_m);
    put_unless(j, "zone", d.zone, std::string());
    put_unless(j, "threshold_dB_per_m", d.threshold_dB_per_m, standard.threshold_dB_per_m);
    put_unless(j, "threshold_K", d.threshold_K, standard.threshold_K);
    return j;
}

Json PlanWriting::write(const Compartment& compartment) const {
    Json j = start(compartment.key, compartment.name);
    j["spaces"] = keys(compartment.spaces);
    return j;
}

Json PlanWriting::write(const Place& place) const {
    Json j = start(place.key, place.name);
    j["space"] = key(place.space);
    j["at_m"] = to_json(place.at_m);
    return j;
}

Json PlanWriting::write(const Underlay& u) const {
    const Underlay standard;
    Json j = start(u.key, u.name);
    j["level"] = plan_[u.level].key;
    j["file"] = u.file;
    j["center_m"] = to_json(u.center_m);
    j["width_m"] = u.width_m;
    j["height_m"] = u.height_m;
    if (u.turn_rad != 0) j["turn_deg"] = shortest_degrees(u.turn_rad);
    put_unless(j, "opacity_frac", u.opacity_frac, standard.opacity_frac);
    put_unless(j, "locked", u.locked, false);
    put_unless(j, "hidden", u.hidden, false);
    return j;
}

Json PlanWriting::write() const {
    Json j{{"format", "yanlian-plan"}, {"version", 1}, {"key", plan_.key}, {"name", plan_.name}};
    put_unless(j, "name_en", plan_.name_en, std::string());
    put_unless(j, "note", plan_.note, std::string());
    j["wall_thickness_m"] = plan_.wall_thickness_m;
    j["levels"] = all(plan_.levels);
    j["spaces"] = all(plan_.spaces);
    j["openings"] = all(plan_.openings);
    j["stairs"] = all(plan_.stairs);
    j["flights"] = all(plan_.flights);
    if (!plan_.lifts.empty()) j["lifts"] = all(plan_.lifts);
    j["beds"] = all(plan_.beds);
    j["equipment"] = all(plan_.equipment);
    j["detectors"] = all(plan_.detectors);
    j["compartments"] = all(plan_.compartments);
    j["places"] = all(plan_.places);
    if (!plan_.underlays.empty()) j["underlays"] = all(plan_.underlays);
    return j;
}

} // namespace

std::string format_plan(const Plan& plan) {
    std::string text;
    append_value(text, PlanWriting(plan).write(), 0, 0);
    return text + '\n';
}

} // namespace sim::plan
