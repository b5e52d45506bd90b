/// A scenario for any building: `.library.json`, format "yanlian-library", schema
/// scenarios/schema/library.schema.json. The user chooses a room for each slot; the rest of the
/// building is worked out from the plan (fit.h).
#pragma once
#include "sim/core/competence_element.h"
#include "sim/core/result.h"
#include "sim/drill/scenario.h"
#include <map>
#include <nlohmann/json.hpp>
#include <span>

namespace tools::library {

using Json = nlohmann::ordered_json;

/// Where in the building a room is wanted; a wish when rooms are suggested, never a rule.
enum class Storey { any, ground, upper, top };

/// A room that the user chooses.
struct Slot {
    std::string key, name, name_en;
    std::vector<sim::plan::SpaceKind> kinds; ///< what may be chosen
    Storey storey = Storey::any;
    int beds_count = 0;     ///< beds wished for; 0: does not matter
    std::string same_level; ///< slot on whose level it has to lie; empty: anywhere
};

struct Template {
    std::string key, name, name_en;
    std::vector<sim::core::CompetenceElement> trains;
    bool night = true;
    std::vector<Slot> slots;
    std::vector<sim::plan::EquipmentKind> needs; ///< has to be drawn on the plan
    std::vector<std::string> staff;              ///< roles that take part, see staff.h
    /// On the levels of the slots nobody lives but in the rooms chosen.
    bool others_away = false;
    std::string people = "elders"; ///< who lives there: elders, children, guests
    /// Class of mobility bed by bed in the room of a slot, over and over; the others as usual.
    std::map<std::string, std::vector<std::string>> beds;
    Json scenario; ///< body with ${words}; expand.h
};

/// Every problem at once, slots that nobody uses included.
[[nodiscard]] sim::core::Result<Template> parse_template(const std::string& file,
                                                         std::string_view bytes);

/// The files that are built in.
struct ShippedTemplate {
    std::string_view name, text;
};
[[nodiscard]] std::span<const ShippedTemplate> shipped_templates() noexcept;
/// In the order of their numbers, s1 to s13.
[[nodiscard]] sim::core::Result<std::vector<Template>> load_library();

} // namespace tools::library
