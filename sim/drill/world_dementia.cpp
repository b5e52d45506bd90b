// Residents with dementia: who walks about once the alarm has woken him, and who goes back to his
// bed when nobody stays with him.
#include "sim/drill/world_state.h"
#include "sim/plan/space_way.h"

namespace sim::drill {

namespace {

constexpr std::int64_t look_period_ticks = core::tick_rate_Hz; // once a second

} // namespace

void World::Impl::step_dementia() {
    if (now.value % look_period_ticks != 0) return;
    for (std::size_t i = 0; i < people.size(); ++i) {
        Person& p = people[i];
        if (!p.resident || scenario.residents[p.spec].mobility != Mobility::wanders) continue;
        const bool in_hands = p.transfer || p.outcome == PersonOutcome::incapacitated ||
                              p.outcome == PersonOutcome::safe;
        if (in_hands) {
            p.wandering = p.returning = false;
            p.wanders_at.reset();
            continue;
        }
        if (p.alert)
            watch_alone(i);
        else if (p.wanders_at && *p.wanders_at <= now)
            wander(i);
        else
            watch_alone(i);
    }
}

/// From one place of the storey to the next, with a rest at each.
void World::Impl::wander(std::size_t resident) {
    Person& p = people[resident];
    if (!p.wandering) {
        p.wandering = true;
        stand_up(resident);
        emit(FactKind::resident_wanders, cast[resident].key, cast[resident].key);
        p.goes_on_at = now;
    }
    if (!p.goes_on_at && crowd->state(p.walker) != crowd::WalkerState::walking) {
        const double share = core::draw_uniform(
            draw_key(core::Stream::premovement, resident, 100 + 2 * p.places_count));
        p.goes_on_at = now + core::tick_at(wander_rest_s * share);
    }
    if (!p.goes_on_at || now < *p.goes_on_at) return;
    p.goes_on_at.reset();
    if (const plan::SpaceId to = pick_place(resident))
        crowd->go_to(p.walker, to, plan::find_standing_point(plan[to]));
}

plan::SpaceId World::Impl::pick_place(std::size_t resident) {
    Person& p = people[resident];
    std::vector<plan::SpaceId> places;
    for (std::size_t s = 0; s < plan.spaces.size(); ++s) {
        const plan::Space& space = plan.spaces[s];
        const bool indoors =
            space.kind != plan::SpaceKind::outside && space.kind != plan::SpaceKind::stair;
        if (indoors && space.level == plan[p.space].level && !space_untenable[s])
            places.push_back(core::make_id<plan::SpaceId>(s));
    }
    const double share = core::draw_uniform(
        draw_key(core::Stream::premovement, resident, 101 + 2 * p.places_count++));
    if (places.empty()) return {};
    return places[static_cast<std::size_t>(share * static_cast<double>(places.size()))];
}

/// Goes back when he has been sheltered away from his bed, with none of the staff in the room.
void World::Impl::watch_alone(std::size_t resident) {
    Person& p = people[resident];
    const double patience_s = scenario.residents[p.spec].dementia.returns_after_s;
    const bool away = p.outcome == PersonOutcome::sheltered && p.space != p.bed_space;
    bool alone = true;
    for (const Person& other : people)
        alone &= other.resident || !other.present || !(other.space == p.space) ||
                 other.outcome == PersonOutcome::incapacitated;
    if (patience_s <= 0 || !away || !alone || p.returning) {
        p.alone_since.reset();
        return;
    }
    if (!p.alone_since) p.alone_since = now;
    if (now < *p.alone_since + core::tick_at(patience_s)) return;
    p.returning = true;
    stand_up(resident);
    crowd->go_to(p.walker, p.bed_space, plan::find_standing_point(plan[p.bed_space]));
    emit(FactKind::resident_returns, cast[resident].key, cast[resident].key);
}

} // namespace sim::drill
