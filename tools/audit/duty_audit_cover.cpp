// Who stands in which minute: cover of each shift, of every minute, and the proof by hours.
#include "tools/audit/duty_auditor.h"

namespace tools::audit {

void Auditor::check_cover() {
    std::map<std::tuple<Day, const Post*, const Shift*>, std::pair<std::int64_t, std::int64_t>>
        present;
    for (const auto& [key, duties] : by_person_)
        for (const Duty& one : duties) {
            auto& [people, experienced] = present[{one.day, one.post, one.shift}];
            ++people;
            experienced += one.person->experienced || one.person->holds("experienced", one.day);
        }
    for (Day day = in_.first_day; day <= in_.last_day; ++day)
        for (const Post& post : in_.posts)
            for (const auto& [shift, need] : post.need) {
                const auto [people, experienced] = present[{day, &post, &in_.shifts.at(shift)}];
                const auto report = [&, shift = shift](const char* rule, std::int64_t got,
                                                       std::int64_t limit) {
                    Finding& finding = add(rule, day, day, got, limit);
                    finding.post = post.key;
                    finding.shift = shift;
                };
                const std::int64_t minimum = in_.minimum(post, shift, day);
                if (people < minimum) report("duty/cover", people, minimum);
                if (people > 0 && experienced < post.experienced)
                    report("duty/experienced", experienced, post.experienced);
            }
}

template <class Counts>
Events Auditor::arrivals(Counts counts) const {
    Events events;
    for (const auto& [key, duties] : by_person_)
        for (const Duty& one : duties)
            if (one.day >= in_.first_day - 1 && one.day <= in_.last_day && counts(one)) {
                ++events[one.begin];
                --events[one.end];
            }
    return events;
}

/// The same, but nobody is at two posts at once: still at the earlier one, he comes to the next
/// when that is over.
template <class Counts>
Events Auditor::standing(Counts counts) const {
    Events events;
    for (const auto& [key, duties] : by_person_) {
        Minute free = 0;
        for (const Duty& one : duties) {
            const Minute from = std::max(one.begin, free);
            free = std::max(free, one.end);
            if (one.day < in_.first_day - 1 || one.day > in_.last_day || !counts(one)) continue;
            if (from >= one.end) continue;
            ++events[from];
            --events[one.end];
        }
    }
    return events;
}

/// Walks from event to event and keeps the stretches in which too few are there.
void Auditor::sweep_always(const std::string& rule, const std::string& post, const Events& people,
                           std::int64_t needed, const Events& fewer) {
    const Minute end = (in_.last_day + 1) * minutes_a_day;
    std::map<Minute, std::pair<std::int64_t, std::int64_t>> changes; // of those there, of the limit
    for (const auto& [at, count] : people)
        changes[std::max(at, in_.opens)].first += count;
    for (const auto& [at, count] : fewer)
        changes[std::max(at, in_.opens)].second += count;
    changes[in_.opens];
    changes[end];
    std::int64_t present = 0, limit = needed, least = 0, most = 0;
    Minute since = -1;
    for (const auto& [at, change] : changes) {
        if (at > end) break;
        present += change.first;
        limit -= change.second;
        const bool is_short = at < end && present < limit;
        if (is_short) {
            least = since < 0 ? present : std::min(least, present);
            most = since < 0 ? limit : std::max(most, limit);
            if (since < 0) since = at;
        } else if (since >= 0) {
            Finding& finding =
                add(rule, since / minutes_a_day, (at - 1) / minutes_a_day, least, most);
            finding.post = post;
            finding.from = since;
            finding.until = at;
            since = -1;
        }
    }
}

Events Auditor::taken_off(const Post& post) const {
    Events fewer;
    for (Day day = in_.first_day; day <= in_.last_day && !in_.reductions.empty(); ++day)
        for (const auto& [key, need] : post.need)
            if (const std::int64_t count = in_.taken_off(post, key, day); count > 0) {
                const Minute begin = day * minutes_a_day + in_.shifts.at(key).start;
                fewer[begin] += count;
                fewer[begin + in_.shifts.at(key).length] -= count;
            }
    return fewer;
}

/// Hour by hour: the fewest at a post, and whether shifts and always_count were both kept.
void Auditor::prove(const Post& post) {
    Events people = standing([&](const Duty& one) { return one.post == &post && one.may_stand; });
    Events needed;
    for (Day day = in_.first_day; day <= in_.last_day; ++day)
        for (const auto& [key, need] : post.need) {
            const Minute begin = day * minutes_a_day + in_.shifts.at(key).start;
            const std::int64_t asked = in_.asked(post, key, day);
            needed[begin] += asked;
            needed[begin + in_.shifts.at(key).length] -= asked;
        }
    const Events fewer = taken_off(post);
    PostProof proof;
    proof.post = post.key;
    constexpr Minute hour = 60;
    const Minute end = (in_.last_day + 1) * minutes_a_day;
    std::int64_t present = 0, wanted = 0, off = 0;
    auto coming = people.begin(), asking = needed.begin();
    auto giving = fewer.begin();
    for (Minute from = in_.opens; from < end;) {
        const Minute until = std::min(end, (from / hour + 1) * hour);
        std::int64_t least = -1;
        bool covered = true, accepted = true;
        for (Minute at = from; at < until;) {
            for (; coming != people.end() && coming->first <= at; ++coming)
                present += coming->second;
            for (; asking != needed.end() && asking->first <= at; ++asking)
                wanted += asking->second;
            for (; giving != fewer.end() && giving->first <= at; ++giving)
                off += giving->second;
            least = least < 0 ? present : std::min(least, present);
            covered = covered && present >= std::max(wanted, post.always);
            accepted = accepted && present >= std::max(wanted, post.always) - off;
            at = std::min({until, coming == people.end() ? until : coming->first,
                           asking == needed.end() ? until : asking->first,
                           giving == fewer.end() ? until : giving->first});
        }
        ++proof.hours;
        proof.covered_hours += covered;
        proof.accepted_hours += accepted && !covered;
        ++proof.hours_by_least[least];
        from = until;
    }
    audit_.proofs.push_back(std::move(proof));
}

void Auditor::sweep() {
    for (const Post& post : in_.posts) {
        if (post.always > 0)
            sweep_always("duty/always", post.key,
                         arrivals([&](const Duty& one) { return one.post == &post; }), post.always,
                         taken_off(post));
        prove(post);
    }
    if (const auto rule = in_.strictest("volunteers_count"))
        sweep_always(rule->id, "", arrivals([](const Duty& one) {
                         return !one.post->control_room && one.person->holds("volunteer", one.day);
                     }),
                     rule->value, {});
}

} // namespace tools::audit
