#include "tools/audit/duty_audit.h"

#include "tools/audit/duty_auditor.h"

namespace tools::audit {

namespace {

/// Minutes of a shift that lie in a span of days.
Minute minutes_in(const Duty& duty, const Span& days) {
    return std::min(duty.end, (days.last + 1) * minutes_a_day) -
           std::max(duty.begin, days.first * minutes_a_day);
}

} // namespace

void Auditor::take_cells() {
    for (const RawCell& cell : in_.fixed) {
        const auto one = find_duty(cell);
        if (!one)
            throw BadFile("“fixed”里 " + date_text(cell.day) + " 的一格没有这个人、岗位或班次");
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

void Auditor::check_may(Duty& duty) {
    const Person& person = *duty.person;
    const Rule longest = in_.longest_shift(*duty.post);
    if (duty.shift->length > longest.value)
        of(add(longest.id, duty.day, duty.day, duty.shift->length, longest.value), duty);
    const auto bar = [&](const char* rule, std::int64_t got, std::int64_t limit) {
        of(add(rule, duty.day, duty.day, got, limit), duty);
        duty.may_stand = false;
    };
    for (const Away& away : person.away)
        if (away.sick ? away.days.has(duty.day) : minutes_in(duty, away.days) > 0) {
            bar("duty/absence", 1, 0);
            break;
        }
    for (const auto& [begin, end] : person.elsewhere)
        if (begin < duty.end && duty.begin < end) {
            bar("duty/elsewhere", 1, 0);
            break;
        }
    for (const Ban& ban : person.bans)
        if (ban.nights_only
                ? works_at_night(duty, ban.days)
                : minutes_in(duty, ban.days) > 0 &&
                      (!ban.long_only || (duty.post->hours_count &&
                                          duty.shift->length > Input::standard_hours * 60))) {
            bar("duty/ban", 1, 0);
            break;
        }
    const Day end_day = (duty.end - 1) / minutes_a_day;
    for (const std::string& what : duty.post->wants)
        if (!person.holds(what, duty.day) || !person.holds(what, end_day)) {
            bar("duty/qualification", 0, 1);
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

Audit audit(const std::string& text) {
    const Input input = read_input(text);
    return Auditor(input).run();
}

} // namespace tools::audit
