#include "tools/library/rooms.h"

#include "sim/core/text.h"
#include "sim/plan/kind_names.h"
#include <algorithm>
#include <set>
#include <tuple>

namespace tools::library {

using sim::core::tr;
using sim::core::trf;
using sim::plan::Plan;

namespace {

std::string kinds_of(const Slot& slot) {
    std::string made;
    for (const SpaceKind kind : slot.kinds)
        made += (made.empty() ? "" : ", ") + std::string(sim::plan::name_of(kind));
    return made;
}

bool fits(const Plan& plan, const Slot& slot, SpaceId space) {
    return std::find(slot.kinds.begin(), slot.kinds.end(), plan[space].kind) != slot.kinds.end();
}

class Chooser {
public:
    Chooser(const Building& building, const Template& from)
        : building_(building), plan_(building.plan()), from_(from) {}

    void take(const RoomChoice& choice) {
        const auto slot = std::find_if(from_.slots.begin(), from_.slots.end(),
                                       [&](const Slot& s) { return s.key == choice.slot; });
        if (slot == from_.slots.end())
            return problem(choice.slot, trf("脚本 {} 没有这个位置：{}", from_.key, choice.slot),
                           slot_names());
        const SpaceId space = plan_.find_space(choice.room);
        if (!space) return problem(choice.slot, trf("平面图上没有 {}", choice.room), "");
        if (!fits(plan_, *slot, space))
            return problem(choice.slot, trf("{} 不能作{}", plan_[space].name, word_of(*slot)),
                           kinds_of(*slot));
        if (!rooms.chosen.emplace(choice.slot, space).second)
            problem(choice.slot, trf("{}选了两次", word_of(*slot)), "");
    }

    void suggest(const Slot& slot) {
        if (rooms.chosen.contains(slot.key) || refused_.contains(slot.key)) return;
        SpaceId best;
        for (std::size_t i = 0; i < plan_.spaces.size(); ++i) {
            const auto space = sim::core::make_id<SpaceId>(i);
            if (!fits(plan_, slot, space) || taken(space)) continue;
            if (!slot.same_level.empty() && !on_level_of(slot, space)) continue;
            if (!best || better(slot, space, best)) best = space;
        }
        if (!best)
            return problem(slot.key, trf("平面图上没有可以作{}的房间", word_of(slot)),
                           kinds_of(slot));
        rooms.chosen.emplace(slot.key, best);
        rooms.suggested.push_back({slot.key, plan_[best].key, why(slot, best)});
    }

    Rooms rooms;
    sim::core::Problems problems;

private:
    static std::string word_of(const Slot& slot) {
        return sim::core::selected_language() == sim::core::Language::english ? slot.name_en
                                                                              : slot.name;
    }
    std::string slot_names() const {
        std::string made;
        for (const Slot& slot : from_.slots)
            made += (made.empty() ? "" : ", ") + slot.key;
        return made;
    }
    void problem(const std::string& slot, std::string what, std::string expected) {
        refused_.insert(slot);
        problems.push_back({"--room", slot, std::move(what), std::move(expected)});
    }
    bool taken(SpaceId space) const {
        return std::any_of(rooms.chosen.begin(), rooms.chosen.end(),
                           [&](const auto& one) { return one.second == space; });
    }
    bool on_level_of(const Slot& slot, SpaceId space) const {
        const auto other = rooms.chosen.find(slot.same_level);
        return other == rooms.chosen.end() || plan_[other->second].level == plan_[space].level;
    }

    bool on_storey(const Slot& slot, SpaceId space) const {
        const double here_m = plan_[plan_[space].level].elevation_m;
        double low_m = here_m, high_m = here_m;
        for (const auto& level : plan_.levels) {
            low_m = std::min(low_m, level.elevation_m);
            high_m = std::max(high_m, level.elevation_m);
        }
        switch (slot.storey) {
        case Storey::any:
            return true;
        case Storey::ground:
            return here_m == low_m;
        case Storey::upper:
            return here_m > low_m;
        case Storey::top:
            return here_m == high_m;
        }
        return true;
    }
    bool right_beds(const Slot& slot, SpaceId space) const {
        const int beds = building_.beds_in(space);
        if (slot.beds_count == 0) return plan_[space].kind != SpaceKind::bedroom || beds > 0;
        return beds == slot.beds_count;
    }
    /// Seconds on foot from the post of its level, or from the middle of the building.
    double from_post_s(SpaceId space) const {
        const LevelId level = plan_[space].level;
        SpaceId post = building_.find_space(SpaceKind::duty_room, level);
        if (!post) post = building_.find_space(SpaceKind::corridor, level);
        return post && post != space ? building_.walk_s(post, space) : 0;
    }
    bool better(const Slot& slot, SpaceId a, SpaceId b) const {
        const auto order = [&](SpaceId s) {
            return std::tuple(!on_storey(slot, s), !right_beds(slot, s),
                              plan_[plan_[s].level].elevation_m, from_post_s(s));
        };
        return order(a) < order(b);
    }

    std::string why(const Slot& slot, SpaceId space) const {
        std::string made = on_storey(slot, space) ? "" : tr("楼层不合，没有更合适的");
        if (made.empty() && !right_beds(slot, space))
            made = trf("没有 {} 张床的房间", slot.beds_count);
        return made.empty() ? tr("合适的房间里离护理站最近") : made;
    }

    const Building& building_;
    const Plan& plan_;
    const Template& from_;
    std::set<std::string> refused_;
};

} // namespace

sim::core::Result<Rooms> choose_rooms(const Building& building, const Template& from,
                                      const std::vector<RoomChoice>& choices) {
    Chooser chooser(building, from);
    for (const RoomChoice& choice : choices)
        chooser.take(choice);
    for (const Slot& slot : from.slots)
        chooser.suggest(slot);
    if (!chooser.problems.empty()) return sim::core::make_error(std::move(chooser.problems));
    return std::move(chooser.rooms);
}

} // namespace tools::library
