// The carers' trips: who was beside a resident while he was prepared and moved.
#include "sim/record/movement_tables.h"

#include <algorithm>
#include <fmt/format.h>

namespace sim::record {

namespace {

constexpr double frame_s = frame_period_ticks * core::tick_s;
constexpr double still_mps = 0.1;     ///< slower than this stands
constexpr double at_resident_m = 1.8; ///< a carer this near to a resident is at work on him
constexpr double most_mps = 3;        ///< faster is a jump: he was set somewhere

/// A resident in somebody's hands, as ticks of the facts that say so.
struct Transfer {
    std::size_t resident = 0;
    core::Tick prepared, moved, ended;
    bool was_moved = false;
};

bool ends_transfer(drill::FactKind kind) {
    return kind == drill::FactKind::resident_safe || kind == drill::FactKind::resident_sheltered ||
           kind == drill::FactKind::transfer_stopped || kind == drill::FactKind::transfer_refused ||
           kind == drill::FactKind::resident_lost;
}

std::vector<Transfer> transfers_of(const Record& record) {
    std::vector<Transfer> all;
    for (std::size_t i = 0; i < record.cast.size(); ++i) {
        std::optional<Transfer> open;
        for (const drill::Fact& fact : record.facts) {
            if (fact.target != record.cast[i].key) continue;
            if (fact.kind == drill::FactKind::resident_prep && !open)
                open = Transfer{i, fact.tick, fact.tick, record.header.end};
            if (fact.kind == drill::FactKind::resident_move && open)
                open->moved = fact.tick, open->was_moved = true;
            if (!ends_transfer(fact.kind) || !open) continue;
            open->ended = fact.tick;
            all.push_back(*open);
            open.reset();
        }
        if (open) all.push_back(*open);
    }
    return all;
}

bool is_beside(const drill::Frame& frame, std::size_t carer, std::size_t resident) {
    const drill::PersonFrame &c = frame.people[carer], &r = frame.people[resident];
    return c.present && c.position.sheet == r.position.sheet &&
           core::distance(c.position.at_m, r.position.at_m) <= at_resident_m;
}

bool is_carer(drill::PersonGroup group) {
    return group == drill::PersonGroup::staff || group == drill::PersonGroup::volunteer ||
           group == drill::PersonGroup::fire_service;
}

void add_time(const Record& record, const std::vector<Transfer>& transfers, CarerTrips& trips) {
    for (std::size_t f = 1; f < record.frames.size(); ++f) {
        const drill::Frame& now = record.frames[f];
        const drill::PersonFrame &before = record.frames[f - 1].people[trips.person],
                                 &p = now.people[trips.person];
        if (!p.present) continue;
        const double step_m = before.present && before.position.sheet == p.position.sheet
                                  ? core::distance(before.position.at_m, p.position.at_m)
                                  : 0;
        const bool walks = step_m > still_mps * frame_s && step_m < most_mps * frame_s;
        const bool at_work =
            std::any_of(transfers.begin(), transfers.end(), [&](const Transfer& t) {
                return t.prepared <= now.tick && now.tick <= t.ended &&
                       is_beside(now, trips.person, t.resident);
            });
        trips.walked_m += walks ? step_m : 0;
        trips.walking_s += walks ? frame_s : 0;
        trips.at_resident_s += at_work ? frame_s : 0;
        trips.waiting_s += walks || at_work ? 0 : frame_s;
    }
}

bool went_along(const Record& record, const Transfer& t, std::size_t carer) {
    constexpr double most_of_way = 0.8;
    int beside = 0, all = 0;
    for (const drill::Frame& frame : record.frames) {
        if (frame.tick < t.moved || t.ended < frame.tick) continue;
        ++all;
        beside += is_beside(frame, carer, t.resident);
    }
    return all > 0 && beside >= most_of_way * all;
}

} // namespace

std::vector<CarerTrips> calc_carer_trips(const Record& record) {
    const std::vector<Transfer> transfers = transfers_of(record);
    std::vector<CarerTrips> all;
    for (std::size_t i = 0; i < record.cast.size(); ++i) {
        if (!is_carer(record.cast[i].group)) continue;
        CarerTrips trips;
        trips.person = i;
        for (const Transfer& t : transfers)
            trips.trips_count += t.was_moved && went_along(record, t, i);
        add_time(record, transfers, trips);
        all.push_back(trips);
    }
    return all;
}

std::string format_carer_csv(const Record& record) {
    std::string csv = "person,role,trips_count,walked_m,walking_s,at_resident_s,waiting_s\n";
    for (const CarerTrips& t : calc_carer_trips(record))
        csv += fmt::format("{},{},{},{:.1f},{:.1f},{:.1f},{:.1f}\n", record.cast[t.person].key,
                           record.cast[t.person].role, t.trips_count, t.walked_m, t.walking_s,
                           t.at_resident_s, t.waiting_s);
    return csv;
}

} // namespace sim::record
