#include "tools/library/building_words.h"

#include <algorithm>

namespace tools::library {

using sim::plan::Plan;

namespace {

constexpr std::size_t neighbour_limit_count = 4; // next to it on both sides, and opposite

template <class Things>
Json keyed(const Things& thing) {
    return {{"key", thing.key}, {"name", thing.name}};
}

class Writer {
public:
    Writer(const Building& building, const Chosen& chosen, const std::vector<Member>& staff,
           const std::vector<Resident>& residents)
        : building_(building), plan_(building.plan()), chosen_(chosen), staff_(staff),
          residents_(residents) {}

    Words write() {
        building_words();
        staff_words();
        for (const auto& [slot, space] : chosen_)
            slot_words(slot, space);
        return std::move(words_);
    }

private:
    void building_words() {
        words_["plan.name"] = plan_.name;
        words_["gate"] = gate();
        words_["assembly"] = place_ending("assembly");
    }

    void staff_words() {
        for (const Member& member : staff_) {
            words_[member.role + ".name"] = member.name;
            words_[member.role + ".place"] = member.place;
        }
    }

    void slot_words(const std::string& slot, SpaceId space) {
        slot_ = slot;
        const auto& level = plan_[plan_[space].level];
        const std::string zone = building_.zone_of(space);
        put("", plan_[space].key);
        put("name", plan_[space].name);
        put("at", {building_.point_in(space).x, building_.point_in(space).y});
        put("level", level.key);
        put("level.name", level.name);
        put("zone", zone);
        put("zone.name", zone_name(zone));
        put("level.count", count_on(plan_[space].level));
        door_words(space);
        equipment_words(space);
        resident_words(space, zone);
        stair_words(space);
        bed_words(space);
    }

    void put(const std::string& name, Json value) {
        words_[name.empty() ? slot_ : slot_ + "." + name] = std::move(value);
    }

    void door_words(SpaceId space) {
        const OpeningId door = building_.main_door(space), exit = building_.exit_of(space);
        put("door", door ? plan_[door].key : "");
        put("door.name", door ? plan_[door].name : "");
        put("exit", exit ? plan_[exit].key : "");
        Json windows = Json::array(), doors = Json::array();
        for (const auto& opening : plan_.openings) {
            if (opening.a != space && opening.b != space) continue;
            if (opening.kind == sim::plan::OpeningKind::window && !opening.b)
                windows.push_back(keyed(opening));
            if (opening.kind == sim::plan::OpeningKind::door) doors.push_back(keyed(opening));
        }
        put("windows", std::move(windows));
        put("doors", std::move(doors));
    }

    void equipment_words(SpaceId space) {
        using sim::devices::FireClass;
        using sim::plan::EquipmentKind;
        const auto key_of = [&](sim::plan::EquipmentId id) { return id ? plan_[id].key : ""; };
        put("extinguisher.solids",
            key_of(building_.nearest_extinguisher(FireClass::solids, space)));
        put("extinguisher.electrical",
            key_of(building_.nearest_extinguisher(FireClass::electrical, space)));
        put("extinguisher.oil",
            key_of(building_.nearest_extinguisher(FireClass::cooking_oil, space)));
        put("gas_valve", key_of(building_.nearest(EquipmentKind::gas_valve, space)));
        put("power_switch", key_of(building_.nearest(EquipmentKind::power_switch, space)));
        const auto power = building_.nearest(EquipmentKind::power_switch, space);
        const OpeningId power_door = power ? building_.main_door(plan_[power].space) : OpeningId{};
        put("power_switch.door", power_door ? plan_[power_door].key : "");
        put("oxygen_valve", key_of(building_.nearest(EquipmentKind::oxygen_valve, space)));
        put("blanket", key_of(building_.nearest(EquipmentKind::fire_blanket, space)));
        put("call_point", key_of(building_.nearest(EquipmentKind::manual_call_point, space)));
    }

    /// Those of the room, of the rooms beside it, and of the rest of its zone.
    void resident_words(SpaceId space, const std::string& zone) {
        const auto beside = building_.neighbours(space, neighbour_limit_count);
        const auto zone_spaces = building_.spaces_of_zone(zone);
        std::vector<SpaceId> rest;
        for (const SpaceId other : zone_spaces)
            if (other != space && building_.beds_in(other) > 0 &&
                std::find(beside.begin(), beside.end(), other) == beside.end())
                rest.push_back(other);
        people_words("", {space});
        people_words("beside.", beside);
        people_words("rest.", rest);
        level_words(space);
        put("to", safe_place(space, zone));
        put("stairs_only", by_stairs_only(space, zone) ? "stairs" : "");
        put("way", way_to(space));
        Json sheltered = words_[slot_ + ".beside.rooms.moved"];
        for (Json& room : Json(words_[slot_ + ".rest.rooms.moved"]))
            sheltered.push_back(std::move(room));
        put("sheltered", std::move(sheltered));
    }

    /// Who depends on oxygen on the level, and who of them lives elsewhere on it.
    void level_words(SpaceId space) {
        Json all = Json::array(), elsewhere = Json::array();
        for (const Resident& one : residents_) {
            if (!one.oxygen || plan_[one.room].level != plan_[space].level) continue;
            all.push_back(resident_json(one));
            if (one.room != space) elsewhere.push_back(resident_json(one));
        }
        put("level.oxygen", std::move(all));
        put("elsewhere.oxygen", std::move(elsewhere));
        for (const Resident& one : residents_)
            if (one.room == space) return put("first", one.key);
        put("first", "");
    }

    void people_words(const std::string& group, const std::vector<SpaceId>& rooms) {
        Json all = Json::array(), moved = Json::array(), with_moved = Json::array(),
             living = Json::array(), oxygen = Json::array(), walking = Json::array(),
             wanders = Json::array();
        for (const SpaceId room : rooms) {
            bool anybody_moved = false, anybody_wanders = false;
            for (const Resident& one : residents_) {
                if (one.room != room) continue;
                all.push_back(resident_json(one));
                if (one.oxygen) oxygen.push_back(resident_json(one));
                anybody_wanders |= one.mobility == "wanders";
                if (one.walks()) continue;
                anybody_moved = true;
                moved.push_back(resident_json(one));
            }
            living.push_back(room_json(room));
            if (anybody_wanders) wanders.push_back(room_json(room));
            (anybody_moved ? with_moved : walking).push_back(room_json(room));
        }
        put(group + "residents", std::move(all));
        put(group + "moved", std::move(moved));
        put(group + "oxygen", std::move(oxygen));
        put(group + "rooms", std::move(living));
        put(group + "rooms.moved", std::move(with_moved));
        put(group + "rooms.walking", std::move(walking));
        put(group + "rooms.wanders", std::move(wanders));
    }

    Json room_json(SpaceId room) const {
        const OpeningId door = building_.main_door(room);
        return {{"key", plan_[room].key},
                {"name", plan_[room].name},
                {"door", door ? plan_[door].key : ""}};
    }

    /// No safe place on the level: a wheelchair does not get down the stairs, a sheet does.
    bool by_stairs_only(SpaceId space, const std::string& zone) const {
        const double here_m = plan_[plan_[space].level].elevation_m;
        const bool lowest = std::all_of(plan_.levels.begin(), plan_.levels.end(),
                                        [&](auto& l) { return l.elevation_m >= here_m; });
        return !lowest && safe_place(space, zone).empty();
    }

    Json resident_json(const Resident& one) const {
        const bool carried =
            one.mobility == "bedridden" ||
            (!one.walks() && by_stairs_only(one.room, building_.zone_of(one.room)));
        return {{"key", one.key},
                {"name", one.alias},
                {"room", plan_[one.room].key},
                {"device", carried               ? "rescue_sheet"
                           : one.devices.empty() ? "arm"
                                                 : one.devices.front()},
                {"with", carried ? "helper-2" : ""}};
    }
    /// The space before the main door, from which one enters.
    std::string way_to(SpaceId space) const {
        const OpeningId door = building_.main_door(space);
        if (!door) return plan_[space].key;
        const SpaceId other = plan_[door].a == space ? plan_[door].b : plan_[door].a;
        return other ? plan_[other].key : plan_[space].key;
    }

    /// Takes those on the member's level out of the list.
    Json take(Json& doors, const Member& member) const {
        Json his = Json::array(), others = Json::array();
        for (Json& door : doors) {
            const auto& opening = plan_[plan_.find_opening(door["key"].get<std::string>())];
            const bool here = plan_[plan_[opening.a].level].key == member.level;
            (here ? his : others).push_back(std::move(door));
        }
        doors = std::move(others);
        return his;
    }

    void stair_words(SpaceId space) {
        Json same = Json::array(), others = Json::array(), same_doors = Json::array();
        for (const auto& stair : plan_.stairs) {
            const bool own =
                std::find(stair.spaces.begin(), stair.spaces.end(), space) != stair.spaces.end();
            for (const SpaceId part : stair.spaces) {
                (own ? same : others).push_back(keyed(plan_[part]));
                const OpeningId door = building_.main_door(part);
                if (own && door && part != space) same_doors.push_back(keyed(plan_[door]));
            }
            if (own) put("stair", stair.name);
        }
        put("stair.doors", same_doors);
        const auto& landing = plan_[space].landing_m;
        const auto at = landing.empty() ? building_.point_in(space) : sim::core::centroid(landing);
        put("landing", {at.x, at.y});
        put("stair.spaces", std::move(same));
        Json staffed = Json::array(); // on levels whose carers take part
        for (const Member& member : staff_) {
            if (member.level.empty()) continue;
            Json his = take(same_doors, member);
            staffed.insert(staffed.end(), his.begin(), his.end());
            put("stair.doors." + member.role, std::move(his));
        }
        put("stair.doors.staffed", std::move(staffed));
        put("other_stairs", std::move(others));
    }

    void bed_words(SpaceId space) {
        for (const auto& bed : plan_.beds)
            if (bed.space == space) return put("bed.at", {bed.center_m.x, bed.center_m.y});
        put("bed.at", {building_.point_in(space).x, building_.point_in(space).y});
    }

    /// Another compartment of the level, else a refuge there, else whatever is nearest.
    std::string safe_place(SpaceId space, const std::string& zone) const {
        std::string best;
        double best_s = 1e9;
        for (const auto& compartment : plan_.compartments) {
            if (compartment.key == zone) continue;
            for (const SpaceId other : compartment.spaces) {
                const SpaceKind kind = plan_[other].kind;
                if (kind != SpaceKind::corridor && kind != SpaceKind::hall) continue;
                if (plan_[other].level != plan_[space].level) continue;
                const double way_s = building_.walk_s(space, other);
                if (way_s < best_s) best_s = way_s, best = compartment.key;
            }
        }
        if (!best.empty()) return best;
        const SpaceId refuge = building_.find_space(SpaceKind::refuge, plan_[space].level);
        return refuge ? plan_[refuge].key : std::string();
    }

    std::string zone_name(const std::string& zone) const {
        if (const auto compartment = plan_.find_compartment(zone)) return plan_[compartment].name;
        return plan_[plan_.find_level(zone)].name;
    }
    int count_on(LevelId level) const {
        return static_cast<int>(
            std::count_if(residents_.begin(), residents_.end(),
                          [&](const Resident& one) { return plan_[one.room].level == level; }));
    }
    std::string place_ending(std::string_view ending) const {
        for (const auto& place : plan_.places)
            if (place.key.ends_with(ending)) return place.key;
        const SpaceId outside = building_.find_space(SpaceKind::outside);
        return outside ? plan_[outside].key : "";
    }
    std::string gate() const { return place_ending("gate"); }

    const Building& building_;
    const Plan& plan_;
    const Chosen& chosen_;
    const std::vector<Member>& staff_;
    const std::vector<Resident>& residents_;
    std::string slot_;
    Words words_;
};

} // namespace

Words make_words(const Building& building, const Chosen& chosen, const std::vector<Member>& staff,
                 const std::vector<Resident>& residents) {
    return Writer(building, chosen, staff, residents).write();
}

} // namespace tools::library
