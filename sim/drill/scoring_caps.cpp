#include "sim/drill/scoring_caps.h"

#include "sim/core/text.h"
#include <algorithm>
#include <set>

namespace sim::drill {

using core::trf;

namespace {

constexpr double call_late_s = 180, call_very_late_s = 600; // after confirmation

bool flag(const Fact& fact, std::string_view name) {
    const Value* value = fact.args.find(name);
    const bool* set = value ? std::get_if<bool>(value) : nullptr;
    return set && *set;
}

std::optional<std::int64_t> count(const Fact& fact, std::string_view name) {
    const Value* value = fact.args.find(name);
    const auto* number = value ? std::get_if<std::int64_t>(value) : nullptr;
    return number ? std::optional(*number) : std::nullopt;
}

const Fact* first(std::span<const Fact> facts, FactKind kind) {
    for (const Fact& fact : facts)
        if (fact.kind == kind) return &fact;
    return nullptr;
}

class Breaches {
public:
    Breaches(const Scenario& scenario, const plan::Plan& plan, std::span<const Fact> facts)
        : scenario_(scenario), plan_(plan), facts_(facts) {}

    std::optional<EarnedCap> find(Breach breach) const {
        switch (breach) {
        case Breach::call_119_never:
            return never_called();
        case Breach::call_119_late_3min:
            return called_late(breach, call_late_s, call_very_late_s, cap_serious);
        case Breach::call_119_late_10min:
            return called_late(breach, call_very_late_s, 1e18, cap_grave);
        case Breach::resident_lost_reachable:
            return lost_resident();
        case Breach::origin_left_open_unreported:
            return origin_left_open();
        case Breach::alone_into_smoke:
            return into_smoke();
        case Breach::water_on_live_or_oil:
            return wrong_agent();
        case Breach::headcount_unreported:
            return unreported_headcount();
        case Breach::lift_used:
            return used_lift();
        case Breach::not_on_duty:
            return std::nullopt; // checked against the roster when a drill is entered
        }
        return std::nullopt;
    }

private:
    static EarnedCap cap(Breach breach, double value, std::string reason, const Fact* fact) {
        return {breach, value, std::move(reason), fact ? fact->seq : 0};
    }

    std::optional<EarnedCap> never_called() const {
        const Fact* confirmed = first(facts_, FactKind::alarm_confirm);
        if (!confirmed || first(facts_, FactKind::call_119)) return std::nullopt;
        return cap(Breach::call_119_never, cap_grave, core::tr("火情已确认，直到结束没有拨打 119"),
                   confirmed);
    }

    std::optional<EarnedCap> called_late(Breach breach, double over_s, double up_to_s,
                                         double value) const {
        const Fact* confirmed = first(facts_, FactKind::alarm_confirm);
        const Fact* call = first(facts_, FactKind::call_119);
        if (!confirmed || !call) return std::nullopt;
        const double delay_s = core::seconds(call->tick - confirmed->tick);
        if (delay_s <= over_s || delay_s > up_to_s) return std::nullopt;
        return cap(breach, value, trf("确认后 {:.0f} 秒才拨打 119", delay_s), call);
    }

    /// Residents with a guide in the response plan could have been reached or sheltered.
    std::optional<EarnedCap> lost_resident() const {
        for (const ResidentSpec& resident : scenario_.residents) {
            if (resident.guide.empty()) continue;
            const auto bed = plan_.find_bed(resident.bed);
            const std::string room = bed ? plan_[plan_[bed].space].key : "";
            bool moved = false;
            for (const Fact& fact : facts_) {
                if (fact.kind == FactKind::resident_lost && fact.target == resident.key)
                    return cap(Breach::resident_lost_reachable, cap_grave,
                               trf("{} 失能，预案里有人负责他", resident.alias), &fact);
                moved |= (fact.kind == FactKind::resident_safe ||
                          fact.kind == FactKind::resident_sheltered ||
                          fact.kind == FactKind::resident_move) &&
                         fact.target == resident.key;
                if (fact.kind == FactKind::room_clear && fact.target == room) moved = true;
            }
            if (moved) continue;
            for (const Fact& fact : facts_)
                if (fact.kind == FactKind::room_untenable && fact.target == room)
                    return cap(Breach::resident_lost_reachable, cap_grave,
                               trf("{} 留在不可停留的房间里，预案里有人负责他", resident.alias),
                               &fact);
        }
        return std::nullopt;
    }

    std::optional<EarnedCap> origin_left_open() const {
        const auto origin = plan_.find_space(scenario_.origin);
        if (!origin) return std::nullopt;
        std::set<std::string, std::less<>> doors;
        for (const auto& opening : plan_.openings)
            if (opening.kind == plan::OpeningKind::door &&
                (opening.a == origin || opening.b == origin))
                doors.insert(opening.key);
        bool someone = false, cleared = false, shut = false, reported = false;
        for (const ResidentSpec& resident : scenario_.residents) {
            const auto bed = plan_.find_bed(resident.bed);
            someone |= bed && plan_[bed].space == origin;
        }
        for (const Fact& fact : facts_) {
            cleared |= fact.kind == FactKind::room_clear && fact.target == scenario_.origin;
            reported |= fact.kind == FactKind::report_headcount ||
                        fact.kind == FactKind::report_to_fireservice;
            if (!doors.contains(fact.target)) continue;
            if (fact.kind == FactKind::door_close) shut = true;
            if (fact.kind == FactKind::opening_state) shut = !flag(fact, "open");
        }
        if (!someone || cleared || shut || reported) return std::nullopt;
        return cap(Breach::origin_left_open_unreported, cap_grave,
                   core::tr("起火房间还有老人，门没有关，也没有人报告"),
                   first(facts_, FactKind::fire_started));
    }

    std::optional<EarnedCap> into_smoke() const {
        for (const Fact& fact : facts_)
            if (fact.kind == FactKind::enter_smoke && flag(fact, "ordered") &&
                (flag(fact, "alone") || !flag(fact, "mask")))
                return cap(Breach::alone_into_smoke, cap_serious,
                           flag(fact, "alone") ? core::tr("一个人进入烟气")
                                               : core::tr("没有面具进入烟气"),
                           &fact);
        return std::nullopt;
    }

    std::optional<EarnedCap> wrong_agent() const {
        const Fact* fact = first(facts_, FactKind::wrong_agent);
        if (!fact) return std::nullopt;
        return cap(Breach::water_on_live_or_oil, cap_serious,
                   core::tr("灭火剂用错，会扩大火势或触电"), fact);
    }

    std::optional<EarnedCap> unreported_headcount() const {
        const Fact* mismatch = nullptr;
        for (const Fact& fact : facts_) {
            if (fact.kind == FactKind::headcount) {
                const auto expected = count(fact, "n_expected"), found = count(fact, "n_found");
                mismatch = expected && found && *expected != *found ? &fact : nullptr;
            }
            if (fact.kind != FactKind::report_headcount || !mismatch) continue;
            // A report without numbers passes on what was counted; other numbers hide it.
            const auto told = count(fact, "n_found");
            if (!told || told == count(*mismatch, "n_found")) mismatch = nullptr;
        }
        if (!mismatch) return std::nullopt;
        return cap(Breach::headcount_unreported, cap_grave, core::tr("清点人数不符，没有报告"),
                   mismatch);
    }

    std::optional<EarnedCap> used_lift() const {
        for (const Fact& fact : facts_) {
            if (fact.kind != FactKind::lift_used) continue;
            const plan::LiftId lift = plan_.find_lift(fact.target);
            if (lift && plan_[lift].fire_service) continue; // runs under orders alone
            return cap(Breach::lift_used, cap_serious, core::tr("疏散时乘坐了电梯"), &fact);
        }
        return std::nullopt;
    }

    const Scenario& scenario_;
    const plan::Plan& plan_;
    std::span<const Fact> facts_;
};

} // namespace

std::vector<EarnedCap> find_caps(const Scenario& scenario, const plan::Plan& plan,
                                 std::span<const Fact> facts) {
    std::vector<EarnedCap> caps;
    const Breaches breaches(scenario, plan, facts);
    for (const Breach breach : scenario.breaches)
        if (auto cap = breaches.find(breach)) caps.push_back(std::move(*cap));
    std::stable_sort(caps.begin(), caps.end(),
                     [](const EarnedCap& a, const EarnedCap& b) { return a.cap < b.cap; });
    return caps;
}

} // namespace sim::drill
