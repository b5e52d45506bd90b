#include "sim/drill/action_table.h"

#include <array>

namespace sim::drill {

namespace {

using enum Workplace;
constexpr std::array rules{
    ActionRule{Action::go_to, place, 0, true},
    ActionRule{Action::acknowledge_alarm, panel, 3, false},
    ActionRule{Action::silence_alarm, panel, 2, false},
    ActionRule{Action::confirm_alarm, panel, 3, false},
    ActionRule{Action::reset_panel, panel, 3, false},
    ActionRule{Action::set_linkage_auto, panel, 3, false},
    ActionRule{Action::broadcast, panel, 10, false},
    ActionRule{Action::press_call_point, equipment, 2, false},
    ActionRule{Action::call_119, anywhere, 25, false},
    ActionRule{Action::call_120, anywhere, 20, false},
    ActionRule{Action::call_leader, anywhere, 10, false},
    ActionRule{Action::notify, anywhere, 5, true},
    ActionRule{Action::inspect, before_door, 4, true},
    ActionRule{Action::fetch_extinguisher, equipment, 3, false},
    ActionRule{Action::use_extinguisher, fire, 3, true},
    ActionRule{Action::open_door, opening, 1, true},
    ActionRule{Action::close_door, opening, 2, true},
    ActionRule{Action::unlock_door, opening, 8, true},
    ActionRule{Action::search_room, inside_space, 8, true},
    ActionRule{Action::wake_room, inside_space, 2, true},
    ActionRule{Action::move_resident, resident, 0, true},
    ActionRule{Action::shelter_room, before_door, 6, true},
    ActionRule{Action::shut_zone, place, 5, true},
    ActionRule{Action::headcount, anywhere, 15, true},
    ActionRule{Action::report_headcount, anywhere, 8, false},
    ActionRule{Action::guide_fire_service, place, 0, true},
    ActionRule{Action::report_to_fireservice, anywhere, 15, false},
    ActionRule{Action::gas_close, equipment, 3, false},
    ActionRule{Action::power_cut, equipment, 4, false},
    ActionRule{Action::oxygen_close, equipment, 3, false},
    ActionRule{Action::withdraw, anywhere, 0, false},
    ActionRule{Action::wait, anywhere, 0, false},
    ActionRule{Action::log_entry, anywhere, 5, false},
    ActionRule{Action::use_blanket, fire, 4, true},
    ActionRule{Action::uncover, fire, 2, true},
    ActionRule{Action::close_route, anywhere, 5, true},
    ActionRule{Action::power_restore, equipment, 4, false},
    ActionRule{Action::oxygen_bottle, at_resident, 20, true},
    ActionRule{Action::start_generator, equipment, 10, false},
    ActionRule{Action::free_lift, place, 240, true},
    ActionRule{Action::call_110, anywhere, 20, false},
    ActionRule{Action::answer_check, panel, 3, false},
    ActionRule{Action::lead_chain, inside_space, 15, true},
    ActionRule{Action::push_cot, inside_space, 40, true},
    ActionRule{Action::assign_vehicle, anywhere, 30, false},
    ActionRule{Action::take_medicine, anywhere, 30, false},
    ActionRule{Action::notify_family, anywhere, 60, false},
    ActionRule{Action::hand_over, anywhere, 20, false},
    ActionRule{Action::stand_down, anywhere, 5, false},
};

constexpr bool in_action_order() {
    for (std::size_t i = 0; i < rules.size(); ++i)
        if (static_cast<std::size_t>(rules[i].action) != i) return false;
    return true;
}
static_assert(in_action_order(), "one rule for each action, in the order of command.h");

} // namespace

const ActionRule& rule_of(Action action) noexcept {
    return rules[static_cast<std::size_t>(action)];
}

} // namespace sim::drill
