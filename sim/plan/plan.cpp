#include "sim/plan/plan.h"

namespace sim::plan {

namespace {

template <class IdType, class Thing>
IdType find_key(const std::vector<Thing>& things, std::string_view key) noexcept {
    for (std::size_t i = 0; i < things.size(); ++i)
        if (things[i].key == key) return core::make_id<IdType>(i);
    return {};
}

} // namespace

LevelId Plan::find_level(std::string_view k) const noexcept {
    return find_key<LevelId>(levels, k);
}
SpaceId Plan::find_space(std::string_view k) const noexcept {
    return find_key<SpaceId>(spaces, k);
}
OpeningId Plan::find_opening(std::string_view k) const noexcept {
    return find_key<OpeningId>(openings, k);
}
LiftId Plan::find_lift(std::string_view k) const noexcept {
    return find_key<LiftId>(lifts, k);
}
BedId Plan::find_bed(std::string_view k) const noexcept {
    return find_key<BedId>(beds, k);
}
EquipmentId Plan::find_equipment(std::string_view k) const noexcept {
    return find_key<EquipmentId>(equipment, k);
}
DetectorId Plan::find_detector(std::string_view k) const noexcept {
    return find_key<DetectorId>(detectors, k);
}
CompartmentId Plan::find_compartment(std::string_view k) const noexcept {
    return find_key<CompartmentId>(compartments, k);
}
PlaceId Plan::find_place(std::string_view k) const noexcept {
    return find_key<PlaceId>(places, k);
}

SpaceId Plan::find_space_at(LevelId level, Vec2 p) const noexcept {
    for (std::size_t i = 0; i < spaces.size(); ++i)
        if (spaces[i].level == level && spaces[i].outline_m.size() >= 3 &&
            core::contains(spaces[i].outline_m, p))
            return core::make_id<SpaceId>(i);
    return {};
}

} // namespace sim::plan
