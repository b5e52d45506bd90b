#include "tools/library/fit.h"

#include "sim/core/text.h"
#include "sim/drill/scenario.h"
#include "sim/plan/kind_names.h"
#include "tools/library/building_words.h"
#include "tools/library/expand.h"
#include "tools/library/rooms.h"
#include <algorithm>

namespace tools::library {

using sim::core::tr;
using sim::core::trf;

namespace {

sim::core::Problems missing_equipment(const Template& from, const sim::plan::Plan& plan) {
    sim::core::Problems problems;
    for (const auto kind : from.needs) {
        const bool drawn = std::any_of(plan.equipment.begin(), plan.equipment.end(),
                                       [&](const auto& item) { return item.kind == kind; });
        if (!drawn)
            problems.push_back(
                {plan.key, "/equipment",
                 trf("脚本 {} 要用的 {} 没有画在平面图上", from.key, sim::plan::name_of(kind)),
                 tr("在平面图上画出来")});
    }
    return problems;
}

Json roles_json(const std::vector<Member>& staff) {
    Json roles = Json::array();
    for (const Member& member : staff) {
        Json role{{"key", member.role}, {"name", member.name}};
        if (!member.post.empty()) role["post"] = member.post;
        roles.push_back(std::move(role));
    }
    return roles;
}

Json people_json(const std::vector<Member>& staff) {
    Json people = Json::array();
    for (const Member& member : staff) {
        const bool carer = member.role.starts_with("carer") || member.role.starts_with("helper");
        people.push_back({{"key", member.person},
                          {"name", member.person_name},
                          {"role", member.role},
                          {"kind", carer ? "volunteer" : "staff"},
                          {"place", member.place},
                          {"alert_delay_s", member.alert_delay_s}});
    }
    return people;
}

Json residents_json(const std::vector<Resident>& residents) {
    Json all = Json::array();
    for (const Resident& one : residents) {
        Json json{
            {"key", one.key}, {"alias", one.alias}, {"mobility", one.mobility}, {"bed", one.bed}};
        if (!one.devices.empty()) json["devices"] = one.devices;
        if (!one.guide.empty()) json["guide"] = one.guide;
        if (one.oxygen) json["oxygen"] = true;
        if (one.mobility == "wanders") json["hears_alarm"] = false;
        all.push_back(std::move(json));
    }
    return all;
}

/// The role that the plan's words mean: its key, its name or its post; empty when there is none.
std::string find_role(const std::vector<Member>& staff, const std::string& words) {
    for (const Member& member : staff)
        if (!words.empty() &&
            (member.role == words || member.name == words || member.post == words))
            return member.role;
    return {};
}

/// For everybody whom the plan names for him, else the first of the staff who looks after his
/// level.
void name_guides(std::vector<Resident>& residents, const std::vector<Member>& staff,
                 const sim::plan::Plan& plan) {
    for (Resident& one : residents)
        one.guide = find_role(staff, one.guide);
    for (Resident& one : residents)
        for (const Member& member : staff)
            if (one.guide.empty() && member.level == plan[plan[one.room].level].key)
                one.guide = member.role;
}

bool has_occupants(const sim::plan::Plan& plan) {
    return std::any_of(plan.beds.begin(), plan.beds.end(),
                       [](const auto& bed) { return bed.occupant.has_value(); });
}

/// The body in the order of the format, with what every scenario says alike.
Json compose(const Template& from, const sim::plan::Plan& plan, const std::string& plan_file,
             Json body, const std::vector<Member>& staff, const std::vector<Resident>& residents) {
    Json root{{"format", "yanlian-scenario"},
              {"version", 1},
              {"key", plan.key + "-" + from.key},
              {"name", plan.name + "：" + from.name},
              {"name_en", (plan.name_en.empty() ? plan.name : plan.name_en) + ": " + from.name_en},
              {"plan_file", plan_file},
              {"night", from.night}};
    root.update(body);
    root["roles"] = roles_json(staff);
    root["people"] = people_json(staff);
    root["residents"] = residents_json(residents);
    root["assumptions"].push_back(
        {{"text", has_occupants(plan) ? "人员为虚构；老人照平面图上各床写的。"
                                      : "机构、人员、老人均为虚构；老人的行动能力按示范院各层的比"
                                        "例分到床位，应换成实际情况。"},
         {"mark", "未核实"}});
    root["assumptions"].push_back(
        {{"text", "时间窗取自演练资料的场景一节，是本项目的约定，不是法规，可按本院情况改。"},
         {"mark", ""}});
    return root;
}

} // namespace

sim::core::Result<Fitted> fit(const Template& from, const sim::plan::Plan& plan,
                              const std::string& plan_file,
                              const std::vector<RoomChoice>& choices) {
    const Building building(plan);
    sim::core::Problems problems = missing_equipment(from, plan);
    auto rooms = choose_rooms(building, from, choices);
    if (!rooms)
        problems.insert(problems.end(), rooms.error().problems.begin(),
                        rooms.error().problems.end());
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    auto staff = make_staff(building, from, rooms->chosen);
    if (!staff) return tl::unexpected(staff.error());
    auto residents = make_residents(building, from, rooms->chosen);
    name_guides(residents, *staff, plan);
    const Words words = make_words(building, rooms->chosen, *staff, residents);
    auto body = expand(from, words);
    if (!body) return tl::unexpected(body.error());
    const Json root = compose(from, plan, plan_file, std::move(*body), *staff, residents);
    // What is wrong with the result is told in the scenario's own words.
    auto scenario = sim::drill::parse_scenario(from.key + ".drill.json", root.dump(), plan);
    if (!scenario) return tl::unexpected(scenario.error());
    return Fitted{sim::drill::format_scenario(*scenario, plan), std::move(rooms->suggested)};
}

} // namespace tools::library
