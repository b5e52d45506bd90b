#include "tools/audit/duty_audit.h"

#include "tools/audit/duty_audit_read.h"
#include <algorithm>
#include <tuple>

namespace tools::audit {

namespace {

/// Somebody comes (+1) or goes (-1).
using Events = std::map<Minute, std::int64_t>;

class Auditor {
public:
    explicit Auditor(const Input& input) : in_(input) {}
    Audit run() {
        audit_.first_day = in_.first_day;
        audit_.last_day = in_.last_day;
        audit_.opens = in_.opens;
        audit_.cells = static_cast<std::int64_t>(in_.cells.size());
        take_cells();
        check_frozen();
        for (auto& [key, duties] : by_person_) {
            std::sort(duties.begin(), duties.end(),
                      [](const Duty& a, const Duty& b) { return a.begin < b.begin; });
            for (const Duty& one : duties)
                if (one.inside) check_may(one);
            check_rests(duties);
            check_runs(duties, "run_days");
            check_runs(duties, "run_nights");
            check_months(duties);
            check_year(duties);
            check_overtime(duties);
        }
        check_cover();
        check_pairs();
        sweep();
        std::sort(audit_.findings.begin(), audit_.findings.end(),
                  [](const Finding& a, const Finding& b) { return order(a) < order(b); });
        return std::move(audit_);
    }

private:
    static std::tuple<std::string, Day, Day, std::vector<std::string>, std::string, std::string,
                      Minute>
    order(const Finding& f) {
        return {f.rule, f.first, f.last, f.people, f.post, f.shift, f.from};
    }
    Finding& add(const std::string& rule, Day first, Day last, std::int64_t got,
                 std::int64_t limit) {
        Finding one;
        one.rule = rule;
        one.first = first;
        one.last = last;
        one.got = got;
        one.limit = limit;
        audit_.findings.push_back(one);
        return audit_.findings.back();
    }
    void of(Finding& finding, const Duty& duty) {
        finding.people = {duty.person->key};
        finding.post = duty.post->key;
        finding.shift = duty.shift->key;
    }
    [[nodiscard]] bool touches(Day first, Day last) const {
        return last >= in_.first_day && first <= in_.last_day;
    }
    std::optional<Duty> find_duty(const RawCell& cell) const {
        const auto person = in_.people.find(cell.person);
        const Post* post = in_.find_post(cell.post);
        if (person == in_.people.end() || post == nullptr || !post->need.contains(cell.shift))
            return std::nullopt;
        Duty one;
        one.person = &person->second;
        one.post = post;
        one.shift = &in_.shifts.at(cell.shift);
        one.day = cell.day;
        one.begin = cell.day * minutes_a_day + one.shift->start;
        one.end = one.begin + one.shift->length;
        one.inside = cell.day >= in_.first_day && cell.day <= in_.last_day;
        return one;
    }
    void take_cells();
    void check_frozen();
    [[nodiscard]] bool works_at_night(const Duty& duty, const Span& days) const;
    void check_may(const Duty& duty);
    void check_rests(const std::vector<Duty>& duties);
    void check_runs(const std::vector<Duty>& duties, const std::string& kind);
    void check_months(const std::vector<Duty>& duties);
    void check_year(const std::vector<Duty>& duties);
    void check_overtime(const std::vector<Duty>& duties);
    void check_cover();
    void check_pairs();
    void check_apart(const Pair& pair, const std::vector<Duty>& ones,
                     const std::vector<Duty>& twos);
    void sweep();
    template <class Counts>
    Events arrivals(Counts counts) const;
    /// @param fewer people that accepted gaps take off `needed`, as they come and go
    void sweep_always(const std::string& rule, const std::string& post, const Events& people,
                      std::int64_t needed, const Events& fewer);
    [[nodiscard]] Events taken_off(const Post& post) const;
    void prove(const Post& post);

    const Input& in_;
    Audit audit_;
    std::map<std::string, std::vector<Duty>> by_person_;
};

void Auditor::take_cells() {
    for (const RawCell& cell : in_.fixed) {
        const auto one = find_duty(cell);
        if (!one) throw BadFile("a fixed cell of nobody or nothing on " + date_text(cell.day));
        const bool near =
            cell.day >= in_.first_day - days_before && cell.day <= in_.last_day + days_after;
        if (!one->inside && near) by_person_[cell.person].push_back(*one);
    }
    std::set<std::pair<std::string, Day>> taken;
    for (const RawCell& cell : in_.cells) {
        const auto one = find_duty(cell);
        const bool known = one && one->inside;
        if (known && taken.insert({cell.person, cell.day}).second) {
            by_person_[cell.person].push_back(*one);
            continue;
        }
        Finding& finding = add(known ? "duty/one-a-day" : "duty/unknown", cell.day, cell.day, 0, 0);
        finding.people = {cell.person};
        finding.post = cell.post;
        finding.shift = cell.shift;
    }
}

/// Fixed cells must be as they are; up to frozen_until nothing else may be.
void Auditor::check_frozen() {
    std::map<std::pair<std::string, Day>, const RawCell*> fixed;
    for (const RawCell& cell : in_.fixed)
        if (cell.day >= in_.first_day && cell.day <= in_.last_day)
            fixed[{cell.person, cell.day}] = &cell;
    std::map<std::pair<std::string, Day>, const Duty*> found;
    for (const auto& [key, duties] : by_person_)
        for (const Duty& one : duties)
            if (one.inside) found[{key, one.day}] = &one;
    for (const auto& [at, cell] : fixed) {
        const auto duty = found.find(at);
        if (duty != found.end() && duty->second->post->key == cell->post &&
            duty->second->shift->key == cell->shift)
            continue;
        Finding& finding = add("duty/frozen", at.second, at.second, 0, 0);
        finding.people = {at.first};
        finding.post = cell->post;
        finding.shift = cell->shift;
    }
    for (const auto& [at, duty] : found)
        if (in_.frozen_until && at.second <= *in_.frozen_until && !fixed.contains(at))
            of(add("duty/frozen", at.second, at.second, 0, 0), *duty);
}

/// Minutes of a shift that lie in a span of days.
Minute minutes_in(const Duty& duty, const Span& days) {
    return std::min(duty.end, (days.last + 1) * minutes_a_day) -
           std::max(duty.begin, days.first * minutes_a_day);
}

/// A night shift with a minute in those days, or any minute of a night in them.
bool Auditor::works_at_night(const Duty& duty, const Span& days) const {
    const Minute from = std::max(duty.begin, days.first * minutes_a_day);
    const Minute until = std::min(duty.end, (days.last + 1) * minutes_a_day);
    if (from >= until) return false;
    if (duty.shift->night) return true;
    for (Day day = from / minutes_a_day - 1; day * minutes_a_day < until; ++day) {
        const Minute dusk = day * minutes_a_day + in_.night_from;
        const Minute dawn = day * minutes_a_day + in_.night_until;
        if (std::max(from, dusk) < std::min(until, dawn)) return true;
    }
    return false;
}

void Auditor::check_may(const Duty& duty) {
    const Person& person = *duty.person;
    const Rule longest = in_.longest_shift(*duty.post);
    if (duty.shift->length > longest.value)
        of(add(longest.id, duty.day, duty.day, duty.shift->length, longest.value), duty);
    for (const Away& away : person.away)
        if (away.sick ? away.days.has(duty.day) : minutes_in(duty, away.days) > 0) {
            of(add("duty/absence", duty.day, duty.day, 1, 0), duty);
            break;
        }
    for (const auto& [begin, end] : person.elsewhere)
        if (begin < duty.end && duty.begin < end) {
            of(add("duty/elsewhere", duty.day, duty.day, 1, 0), duty);
            break;
        }
    for (const Ban& ban : person.bans)
        if (ban.nights_only ? works_at_night(duty, ban.days) : minutes_in(duty, ban.days) > 0) {
            of(add("duty/ban", duty.day, duty.day, 1, 0), duty);
            break;
        }
    const Day end_day = (duty.end - 1) / minutes_a_day;
    for (const std::string& what : duty.post->wants)
        if (!person.holds(what, duty.day) || !person.holds(what, end_day)) {
            of(add("duty/qualification", duty.day, duty.day, 0, 1), duty);
            break;
        }
}

void Auditor::check_rests(const std::vector<Duty>& duties) {
    const auto rest = in_.strictest("rest_min"), after = in_.strictest("night_rest_min");
    for (std::size_t i = 1; i < duties.size(); ++i) {
        const Duty &a = duties[i - 1], &b = duties[i];
        if (!touches(a.day, b.day)) continue;
        const Minute between = b.begin - a.end;
        const auto breaks = [&](const std::string& rule, Minute limit) -> Finding& {
            Finding& finding = add(rule, a.day, b.day, between, limit);
            finding.people = {a.person->key};
            return finding;
        };
        if (rest && between < rest->value) breaks(rest->id, rest->value);
        if (after && a.shift->night && !b.shift->night && between < after->value)
            breaks(after->id, after->value);
        if (between < a.shift->rest_after) of(breaks("duty/shift-rest", a.shift->rest_after), a);
    }
}

void Auditor::check_runs(const std::vector<Duty>& duties, const std::string& kind) {
    const auto rule = in_.strictest(kind);
    if (!rule) return;
    std::vector<Day> days;
    for (const Duty& one : duties)
        if (kind == "run_days" || one.shift->night) days.push_back(one.day);
    for (std::size_t i = 0, next = 0; i < days.size(); i = next) {
        next = i + 1;
        while (next < days.size() && days[next] == days[next - 1] + 1)
            ++next;
        const auto length = static_cast<std::int64_t>(next - i);
        if (length > rule->value && touches(days[i], days[next - 1]))
            add(rule->id, days[i], days[next - 1], length, rule->value).people = {
                duties[0].person->key};
    }
}

void Auditor::check_months(const std::vector<Duty>& duties) {
    const auto most = in_.strictest("month_shifts"), hours = in_.strictest("month_work_min");
    std::map<Day, std::pair<std::int64_t, std::int64_t>> months; // first day -> shifts, minutes
    std::map<Day, Day> last_of;
    for (const Duty& one : duties) {
        const std::string text = date_text(one.day);
        const Day first = parse_day(text.substr(0, 8) + "01");
        Day last = first + 27;
        while (date_text(last + 1).substr(0, 7) == text.substr(0, 7))
            ++last;
        last_of[first] = last;
        auto& [shifts, minutes] = months[first];
        ++shifts;
        if (one.post->hours_count) minutes += one.end - one.begin;
    }
    const Person& person = *duties[0].person;
    for (const auto& [first, sums] : months) {
        const Day last = last_of[first];
        if (!touches(first, last)) continue;
        const auto breaks = [&, first = first](const std::string& rule, std::int64_t got,
                                               std::int64_t limit) {
            if (got > limit) add(rule, first, last, got, limit).people = {person.key};
        };
        if (most) breaks(most->id, sums.first, most->value);
        if (person.own_limit > 0) breaks("duty/own-limit", sums.first, person.own_limit);
        if (hours) breaks(hours->id, sums.second, hours->value);
    }
}

void Auditor::check_year(const std::vector<Duty>& duties) {
    const auto rule = in_.strictest("year_work_min");
    if (!rule) return;
    std::map<std::string, std::int64_t> years;
    years[date_text(in_.first_day).substr(0, 4)] = duties[0].person->minutes_before;
    for (const Duty& one : duties)
        if (one.inside && one.post->hours_count)
            years[date_text(one.day).substr(0, 4)] += one.end - one.begin;
    for (const auto& [year, minutes] : years)
        if (minutes > rule->value)
            add(rule->id, parse_day(year + "-01-01"), parse_day(year + "-12-31"), minutes,
                rule->value)
                .people = {duties[0].person->key};
}

/// Hours of each month, quarter or year against 1,984 h a year and the overtime on top of it. By
/// month every shift counts, carried over or not; longer periods know what went before as a sum.
void Auditor::check_overtime(const std::vector<Duty>& duties) {
    const auto rule = in_.strictest("overtime_min");
    if (!rule) return;
    constexpr std::int64_t standard_month = 1984 * 60 / 12;
    const std::int64_t months = in_.months_a_period, most = months * (standard_month + rule->value);
    const auto period_of = [&](Day day) {
        const std::string text = date_text(day);
        return (std::stoll(text.substr(0, 4)) * 12 + std::stoll(text.substr(5, 2)) - 1) / months;
    };
    const auto first_of = [&](std::int64_t period) {
        char text[40];
        std::snprintf(text, sizeof text, "%04lld-%02lld-01",
                      static_cast<long long>(period * months / 12),
                      static_cast<long long>(period * months % 12 + 1));
        return parse_day(text);
    };
    std::map<std::int64_t, std::int64_t> minutes;
    if (months > 1) minutes[period_of(in_.first_day)] = duties[0].person->period_minutes_before;
    for (const Duty& one : duties)
        if (one.post->hours_count && (one.inside || months == 1))
            minutes[period_of(one.day)] += one.end - one.begin;
    for (const auto& [period, sum] : minutes) {
        const Day first = first_of(period), last = first_of(period + 1) - 1;
        if (sum > most && touches(first, last))
            add(rule->id, first, last, sum, most).people = {duties[0].person->key};
    }
}

void Auditor::check_cover() {
    std::map<std::tuple<Day, const Post*, const Shift*>, std::pair<std::int64_t, std::int64_t>>
        present;
    for (const auto& [key, duties] : by_person_)
        for (const Duty& one : duties) {
            auto& [people, experienced] = present[{one.day, one.post, one.shift}];
            ++people;
            experienced += one.person->experienced;
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

void Auditor::check_pairs() {
    const std::vector<Duty> nothing;
    const auto duties_of = [&](const std::string& key) -> const std::vector<Duty>& {
        const auto at = by_person_.find(key);
        return at == by_person_.end() ? nothing : at->second;
    };
    for (const Pair& pair : in_.pairs) {
        if (!pair.together) {
            check_apart(pair, duties_of(pair.first), duties_of(pair.second));
            continue;
        }
        for (const Duty& one : duties_of(pair.first)) {
            if (!one.inside) continue;
            bool same = false;
            for (const Duty& two : duties_of(pair.second))
                same = same || (two.day == one.day && two.shift == one.shift);
            if (!same)
                add("duty/together", one.day, one.day, 0, 0).people = {pair.first, pair.second};
        }
    }
}

/// Whoever of the two came first, and on whichever side of the first day: said of the day on which
/// the later shift begins, of the earlier one where the later lies outside.
void Auditor::check_apart(const Pair& pair, const std::vector<Duty>& ones,
                          const std::vector<Duty>& twos) {
    std::set<Day> days;
    for (const Duty& one : ones)
        for (const Duty& two : twos) {
            if (one.begin >= two.end || two.begin >= one.end) continue;
            const Duty& later = one.day > two.day ? one : two;
            const Duty& earlier = one.day > two.day ? two : one;
            if (later.inside)
                days.insert(later.day);
            else if (earlier.inside)
                days.insert(earlier.day);
        }
    for (const Day day : days)
        add("duty/apart", day, day, 0, 0).people = {pair.first, pair.second};
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
    Events people = arrivals([&](const Duty& one) { return one.post == &post; });
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

} // namespace

Audit audit(const std::string& text) {
    const Input input = read_input(text);
    return Auditor(input).run();
}

std::string finding_text(const Finding& finding) {
    std::string text = finding.rule + "  ";
    for (const std::string& person : finding.people)
        text += person + " ";
    text += finding.from < finding.until
                ? minute_text(finding.from) + " – " + minute_text(finding.until)
            : finding.first == finding.last
                ? date_text(finding.first)
                : date_text(finding.first) + " – " + date_text(finding.last);
    if (!finding.post.empty()) text += "  " + finding.post;
    if (!finding.shift.empty()) text += " " + finding.shift;
    return text + "  " + std::to_string(finding.got) + " / " + std::to_string(finding.limit);
}

} // namespace tools::audit
