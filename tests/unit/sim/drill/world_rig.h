/// A small house with two carers and three residents, stepped by hand.
#pragma once
#include "../../../support/plan_builder.h"
#include "sim/drill/world.h"
#include <doctest/doctest.h>

namespace tests {

namespace drill = sim::drill;
using drill::Action;
using drill::FactKind;

/// Three rooms on a corridor, all of them "west"; a hall "H" behind a door at the corridor's west
/// end is the compartment "east"; the yard lies beyond the exit. R3 may burn ("fire").
inline sim::drill::LoadedScenario small_house() {
    PlanBuilder b = row_of_rooms(3);
    b.room("H", {-6, 0}, {0, 6}, plan::SpaceKind::hall).door("HD", "H", "corridor", {0, 1}, 1.4);
    b.last_opening().held_open = true;
    b.last_opening().initially_open = true;
    b.compartment("west", {"R1", "R2", "R3", "corridor"}).compartment("east", {"H"});
    b.bed("B1", "R1", {1.5, 5.5}).bed("B2", "R2", {5.5, 5.5}).bed("B3", "R2", {7, 4});
    using plan::EquipmentKind;
    b.equipment("panel", EquipmentKind::alarm_panel, "H", {-5, 5});
    b.equipment("button", EquipmentKind::manual_call_point, "corridor", {11.5, 0.3});
    b.equipment("wheelchair", EquipmentKind::wheelchair, "H", {-3, 5});
    b.equipment("sheet", EquipmentKind::rescue_sheet, "H", {-4, 5});
    b.equipment("switch", EquipmentKind::power_switch, "H", {-1, 5});
    b.detector("smoke/R3", plan::DetectorKind::smoke, "R3", {10, 4.5});
    b.detector("smoke/R1", plan::DetectorKind::smoke, "R1", {2, 4.5});
    b.place("post", "corridor", {1, 1}).place("desk", "H", {-5, 4}).place("gate", "yard", {16, 1});
    sim::drill::LoadedScenario loaded;
    loaded.plan = b.build();
    auto& s = loaded.scenario;
    s.key = "small";
    s.origin = "R3";
    s.focus_zone = "west";
    s.end_s = 300;
    s.roles = {{"an", "安", ""}, {"bo", "波", ""}, {"cai", "才", ""}};
    s.people = {{"person/an", "安", "an"}, {"person/bo", "波", "bo"}, {"person/cai", "才", "cai"}};
    for (auto& p : s.people)
        p.place = "post";
    s.people[1].place = "desk";
    s.people[1].alert_delay_s = 4;
    s.people[2].arrives_s = 30;
    s.residents = {{"resident/walks", "甲", drill::Mobility::walks, "B1"},
                   {"resident/bed", "乙", drill::Mobility::bedridden, "B2"},
                   {"resident/chair", "丙", drill::Mobility::wheelchair, "B3"}};
    s.residents[1].devices = {sim::assist::DeviceKind::rescue_sheet};
    s.residents[2].devices = {sim::assist::DeviceKind::wheelchair};
    return loaded;
}

/// A fire in R3, burning from the start.
inline void add_fire(sim::drill::LoadedScenario& loaded, double alpha_kW_per_s2, double peak_kW,
                     sim::devices::FireClass fire_class = sim::devices::FireClass::solids) {
    sim::fire::FireSpec fire;
    fire.key = "fire";
    fire.space = loaded.plan.find_space("R3");
    fire.at_m = {10, 5.5};
    fire.alpha_kW_per_s2 = alpha_kW_per_s2;
    fire.peak_kW = peak_kW;
    loaded.scenario.fires = {fire};
    loaded.scenario.fire_classes = {fire_class};
}
inline void add_extinguisher(sim::drill::LoadedScenario& loaded, plan::Agent agent,
                             double charge_kg) {
    plan::Equipment e;
    e.key = e.name = "bottle";
    e.kind = plan::EquipmentKind::extinguisher;
    e.space = loaded.plan.find_space("corridor");
    e.at_m = {8.5, 0.4};
    e.agent = agent;
    e.charge_kg = charge_kg;
    loaded.plan.equipment.push_back(e);
}

class Run {
public:
    explicit Run(sim::drill::LoadedScenario loaded, const drill::RunOptions& options = {},
                 const sim::devices::Trace* trace = nullptr)
        : loaded_(std::move(loaded)) {
        // Indices are built when a plan is loaded from a file; here the builder filled it by hand.
        auto made = drill::World::make(loaded_, options, trace);
        REQUIRE_MESSAGE(made.has_value(), (made ? "" : describe(made.error())));
        world_ = std::move(*made);
    }

    void act(const std::string& person, Action action, std::string target = {},
             drill::Args args = {}) {
        drill::Command command;
        command.kind = drill::CommandKind::act;
        command.source = "decision";
        command.actor = "person/" + person;
        command.action = action;
        command.target = std::move(target);
        command.args = std::move(args);
        next_.push_back(std::move(command));
    }
    void inject(drill::CommandKind kind, int no) {
        drill::Command command;
        command.kind = kind;
        command.source = "trainer";
        command.target = std::to_string(no);
        next_.push_back(std::move(command));
    }
    /// Steps to that time; nobody is ever lost from the count.
    void until(double time_s) {
        while (!world_->ended() && sim::core::seconds(world_->now()) < time_s) {
            REQUIRE(world_->step(next_).has_value());
            next_.clear();
            const auto all = world_->everybody(), residents = world_->residents();
            REQUIRE(all.safe + all.sheltered + all.inside + all.incapacitated ==
                    static_cast<int>(loaded_.scenario.people.size() +
                                     loaded_.scenario.residents.size()));
            REQUIRE(residents.safe + residents.sheltered + residents.inside +
                        residents.incapacitated ==
                    static_cast<int>(loaded_.scenario.residents.size()));
        }
    }
    [[nodiscard]] std::vector<drill::Fact> facts(FactKind kind,
                                                 const std::string& target = {}) const {
        std::vector<drill::Fact> found;
        for (const auto& fact : world_->facts())
            if (fact.kind == kind && (target.empty() || fact.target == target))
                found.push_back(fact);
        return found;
    }
    /// The one fact of that kind.
    [[nodiscard]] drill::Fact only(FactKind kind, const std::string& target = {}) const {
        const auto found = facts(kind, target);
        REQUIRE_MESSAGE(found.size() == 1, drill::name(kind), " ", target, " ", found.size());
        return found.front();
    }
    [[nodiscard]] double time_s(FactKind kind, const std::string& target = {}) const {
        const auto found = facts(kind, target);
        return found.empty() ? -1 : sim::core::seconds(found.front().tick);
    }
    [[nodiscard]] drill::World& world() { return *world_; }

private:
    sim::drill::LoadedScenario loaded_;
    std::unique_ptr<drill::World> world_;
    std::vector<drill::Command> next_;
};

inline std::string text(const drill::Fact& fact, std::string_view name) {
    const auto* value = fact.args.find(name);
    const auto* found = value ? std::get_if<std::string>(value) : nullptr;
    return found ? *found : "";
}
inline std::int64_t number(const drill::Fact& fact, std::string_view name) {
    const auto* value = fact.args.find(name);
    const auto* found = value ? std::get_if<std::int64_t>(value) : nullptr;
    return found ? *found : -1;
}
inline bool flag(const drill::Fact& fact, std::string_view name) {
    const auto* value = fact.args.find(name);
    const auto* found = value ? std::get_if<bool>(value) : nullptr;
    return found && *found;
}
inline drill::Args args(std::initializer_list<std::pair<std::string, drill::Value>> items) {
    drill::Args made;
    for (const auto& [name, value] : items)
        made.set(name, value);
    return made;
}

} // namespace tests
