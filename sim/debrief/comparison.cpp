#include "sim/debrief/comparison.h"

#include "sim/record/fact_words.h"
#include <algorithm>
#include <set>

namespace sim::debrief {

using drill::Fact;

namespace {

/// A fact as a line without the numbers that a change of commands moves.
std::string line_of(Fact fact) {
    fact.seq = 0;
    fact.cause = 0;
    return drill::format_fact(fact);
}

std::optional<Happening> find_happening(const record::Record& in, const record::Record& other,
                                        std::size_t from) {
    std::set<std::string> there;
    for (std::size_t i = from; i < other.facts.size(); ++i)
        there.insert(line_of(other.facts[i]));
    for (std::size_t i = from; i < in.facts.size(); ++i) {
        const std::string sentence = record::describe_fact(in, in.facts[i]);
        if (!sentence.empty() && !there.contains(line_of(in.facts[i])))
            return Happening{in.facts[i].tick, sentence};
    }
    return std::nullopt;
}

std::optional<FirstDifference> find_first(const record::Record& was, const record::Record& is) {
    const std::size_t both = std::min(was.facts.size(), is.facts.size());
    std::size_t i = 0;
    while (i < both && line_of(was.facts[i]) == line_of(is.facts[i]))
        ++i;
    if (i == was.facts.size() && i == is.facts.size()) return std::nullopt;
    FirstDifference first;
    if (i == was.facts.size() || (i < is.facts.size() && is.facts[i].tick < was.facts[i].tick))
        first.tick = is.facts[i].tick;
    else
        first.tick = was.facts[i].tick;
    first.was = find_happening(was, is, i);
    first.is = find_happening(is, was, i);
    return first;
}

int harm(drill::PersonOutcome outcome) {
    switch (outcome) {
    case drill::PersonOutcome::safe:
        return 0;
    case drill::PersonOutcome::sheltered:
        return 1;
    case drill::PersonOutcome::inside:
        return 2;
    case drill::PersonOutcome::incapacitated:
        return 3;
    }
    return 0;
}

std::vector<OutcomeChange> list_people(const record::Record& was, const record::Record& is) {
    std::vector<OutcomeChange> changed;
    if (was.frames.empty() || is.frames.empty()) return changed;
    const auto &a = was.frames.back().people, &b = is.frames.back().people;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        if (a[i].outcome != b[i].outcome)
            changed.push_back({i, was.cast[i].name, a[i].outcome, b[i].outcome});
    std::stable_sort(changed.begin(), changed.end(), [](const auto& x, const auto& y) {
        return harm(x.is) - harm(x.was) > harm(y.is) - harm(y.was);
    });
    return changed;
}

std::vector<TimeChange> list_times(const drill::KeyTimes& was, const drill::KeyTimes& is) {
    return {{"发现", was.detect, is.detect},
            {"确认", was.confirm, is.confirm},
            {"拨打119", was.call_119, is.call_119},
            {"首支灭火器", was.first_agent, is.first_agent},
            {"起火间关门", was.origin_door_closed, is.origin_door_closed},
            {"起火间清空", was.origin_room_clear, is.origin_room_clear},
            {"清点完毕", was.accounted, is.accounted}};
}

drill::Score score_of(const record::Record& record) {
    return drill::calc_score(record.scenario, record.plan, record.header.start, record.facts);
}

} // namespace

Comparison compare_nights(const record::Record& was, const record::Record& is) {
    Comparison c;
    c.was = score_of(was);
    c.is = score_of(is);
    c.first = find_first(was, is);
    c.people = list_people(was, is);
    c.times = list_times(c.was.times, c.is.times);
    return c;
}

} // namespace sim::debrief
