/// Residents and staff of a fitted scenario: fictitious, in numbers and classes of the model home.
#pragma once
#include "tools/library/building.h"
#include "tools/library/template.h"

namespace tools::library {

/// Slot key -> chosen space.
using Chosen = std::map<std::string, SpaceId, std::less<>>;

struct Resident {
    std::string key, alias, mobility, bed, guide;
    SpaceId room;
    std::vector<std::string> devices;
    bool oxygen = false;
    [[nodiscard]] bool walks() const { return mobility != "wheelchair" && mobility != "bedridden"; }
};

/// One in each bed. Classes by level: docs/references.md#model-home.
[[nodiscard]] std::vector<Resident> make_residents(const Building& building, const Template& from,
                                                   const Chosen& chosen);

struct Member {
    std::string role, name, post; ///< of the role; post on the duty roster, may be empty
    std::string person, person_name;
    std::string place;        ///< key of a place or space
    std::string level;        ///< carers and helpers: key of the level they look after
    double alert_delay_s = 5; ///< before an order becomes a walk. 未核实
};

/// One for each role of the template, in its order. Carers: at night one a level with beds, and
/// where that leaves fewer than asked for, more on the same levels; by day those of one level.
[[nodiscard]] sim::core::Result<std::vector<Member>>
make_staff(const Building& building, const Template& from, const Chosen& chosen);

} // namespace tools::library
