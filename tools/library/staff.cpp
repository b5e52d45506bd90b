#include "sim/core/text.h"
#include "tools/library/people.h"
#include <algorithm>
#include <cmath>

namespace tools::library {

using sim::core::tr;
using sim::core::trf;
using sim::plan::Plan;

namespace {

constexpr const char* names[] = {"郭守诚", "丁慧敏", "田春梅", "江玉芬", "卢桂香", "邓秀兰",
                                 "萧建国", "程志远", "傅晓燕", "蔡文斌", "袁立新", "彭国安"};

std::string place_in(const Plan& plan, SpaceId space) {
    for (const auto& place : plan.places)
        if (place.space == space) return place.key;
    return space ? plan[space].key : std::string();
}

/// A named place outside whose key ends so; else the open air itself.
std::string place_outside(const Building& building, std::string_view ending) {
    for (const auto& place : building.plan().places)
        if (place.key.ends_with(ending)) return place.key;
    return place_in(building.plan(), building.find_space(SpaceKind::outside));
}

std::string panel_place(const Building& building) {
    const Plan& plan = building.plan();
    for (const auto& item : plan.equipment)
        if (item.kind == sim::plan::EquipmentKind::alarm_panel) return place_in(plan, item.space);
    return {};
}

std::string leader_place(const Building& building) {
    for (const SpaceKind kind : {SpaceKind::office, SpaceKind::hall, SpaceKind::control_room})
        if (const SpaceId space = building.find_space(kind))
            return place_in(building.plan(), space);
    return panel_place(building);
}

std::string post_on(const Building& building, LevelId level) {
    const Plan& plan = building.plan();
    if (const SpaceId room = building.find_space(SpaceKind::duty_room, level))
        return place_in(plan, room);
    for (const auto& place : plan.places)
        if (plan[place.space].level == level && place.key.find("post") != std::string::npos)
            return place.key;
    return place_in(plan, building.find_space(SpaceKind::corridor, level));
}

/// Levels in the order in which their carers come: that of the fire, then the nearest.
std::vector<LevelId> levels_by_nearness(const Building& building, const Chosen& chosen) {
    const Plan& plan = building.plan();
    auto levels = building.levels_with_beds();
    const SpaceId first = chosen.begin()->second;
    const auto origin = chosen.find("origin");
    const double here_m =
        plan[plan[origin == chosen.end() ? first : origin->second].level].elevation_m;
    std::stable_sort(levels.begin(), levels.end(), [&](LevelId a, LevelId b) {
        return std::abs(plan[a].elevation_m - here_m) < std::abs(plan[b].elevation_m - here_m);
    });
    return levels;
}

class Crew {
public:
    Crew(const Building& building, const Template& from, const Chosen& chosen)
        : building_(building), chosen_(chosen), night_(from.night),
          levels_(levels_by_nearness(building, chosen)) {}

    bool fill(Member& member) {
        const std::string role = member.role.substr(0, member.role.find('-'));
        if (role == "panel")
            return set(member, "消控室值班员", "control_room", panel_place(building_));
        if (role == "leader")
            return set(member, "带班领导", "duty_leader", leader_place(building_));
        if (role == "carer" || role == "helper") return carer(member);
        if (role == "guard") return set(member, "门卫", "", place_outside(building_, "gate"));
        if (role == "nurse") return set(member, "护士", "", post_on(building_, levels_[0]));
        if (role == "cook") return in_kind(member, "厨师", SpaceKind::kitchen);
        if (role == "electrician") return set(member, "电工", "", leader_place(building_));
        if (role == "manager") return set(member, "安全管理人", "", leader_place(building_));
        return false;
    }

private:
    static bool set(Member& member, const char* name, const char* post, std::string place) {
        member.name = name;
        member.post = post;
        member.place = std::move(place);
        return !member.place.empty();
    }

    bool in_kind(Member& member, const char* name, SpaceKind kind) {
        SpaceId space = building_.find_space(kind);
        const auto origin = chosen_.find("origin");
        if (origin != chosen_.end() && (!space || building_.plan()[origin->second].kind == kind))
            space = origin->second;
        return set(member, name, "", place_in(building_.plan(), space));
    }

    /// At night one a level; by day there are several on each, and those of the level come. The
    /// first of a level stands at its post, the others in its corridor.
    bool carer(Member& member) {
        const Plan& plan = building_.plan();
        const std::size_t round = night_ ? carers_ / levels_.size() : carers_;
        const LevelId level = night_ ? levels_[carers_ % levels_.size()] : levels_[0];
        ++carers_;
        const std::string word = plan[level].name + (night_ ? "夜班护理员" : "护理员");
        member.level = plan[level].key;
        const SpaceId corridor = building_.find_space(SpaceKind::corridor, level);
        const bool by_post = round == 0 || !corridor;
        set(member, word.c_str(), "", by_post ? post_on(building_, level) : plan[corridor].key);
        member.post = round == 0 ? "carer@" + member.level : "";
        if (round > 0) member.name += std::to_string(round + 1);
        return !member.place.empty();
    }

    const Building& building_;
    const Chosen& chosen_;
    bool night_;
    std::vector<LevelId> levels_;
    std::size_t carers_ = 0;
};

} // namespace

sim::core::Result<std::vector<Member>> make_staff(const Building& building, const Template& from,
                                                  const Chosen& chosen) {
    if (building.levels_with_beds().empty())
        return sim::core::make_error(
            sim::core::Errc::bad_input,
            {building.plan().key, "/beds", tr("平面图上没有床位"), tr("先画床位")});
    Crew crew(building, from, chosen);
    std::vector<Member> staff;
    sim::core::Problems problems;
    for (const std::string& role : from.staff) {
        Member member;
        member.role = role;
        member.person = "person/" + role;
        member.person_name = names[staff.size() % std::size(names)];
        if (role == "leader") member.alert_delay_s = 10;
        if (role == "panel") member.alert_delay_s = 0;
        if (role.starts_with("cook")) member.alert_delay_s = 0; // it happens before their eyes
        if (!crew.fill(member))
            problems.push_back({building.plan().key, "", trf("平面图上没有 {} 的岗位", role), ""});
        staff.push_back(std::move(member));
    }
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    return staff;
}

} // namespace tools::library
