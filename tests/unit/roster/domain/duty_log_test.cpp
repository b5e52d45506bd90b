#include "roster/domain/duty_log.h"

#include "roster/domain/patrol.h"
#include "roster/domain/rules_file.h"
#include "sim/core/file.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace roster::domain;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

const Date monday = make_date(2026, 3, 2);
const Instant midnight = Instant{monday} - local_offset;
const Instant much_later = midnight + hours{24 * 30};

const IntervalRule& shipped(IntervalActivity activity) {
    static const RuleSet set = [] {
        const std::string path = YANLIAN_SOURCE_DIR "/scenarios/rules/national.rules.json";
        return load_rules(path, sim::core::read_file(path, 1u << 20).value()).value();
    }();
    return *std::ranges::find(set.intervals, activity, &IntervalRule::activity);
}
IntervalRecord log_of(const std::vector<Instant>& entries, Instant now = much_later,
                      DaySpan days = {monday, monday}) {
    return calc_record(shipped(IntervalActivity::control_room_log), entries, days, now);
}
std::vector<Instant> every_two_hours(int count, Instant first = midnight) {
    std::vector<Instant> entries;
    for (int i = 0; i < count; ++i)
        entries.push_back(first + i * hours{2});
    return entries;
}
std::size_t missing(const IntervalRecord& record) {
    return static_cast<std::size_t>(std::ranges::count_if(record.marks, &IntervalMark::missing));
}

} // namespace

TEST_CASE("duty log: a day has twelve marks, and without entries all of them are missing") {
    const IntervalRecord none = log_of({});
    CHECK(none.marks.size() == 12);
    CHECK(missing(none) == 12);
    CHECK(none.marks[4].at == midnight + hours{8});
    REQUIRE(none.gaps.size() == 1);
    CHECK(none.gaps[0].minutes() == 24 * 60);
    const IntervalRecord all = log_of(every_two_hours(12));
    CHECK(missing(all) == 0);
    CHECK(all.gaps.empty());
}

TEST_CASE("duty log: one entry taken away is one mark missing and one gap, over midnight too") {
    for (int left_out = 1; left_out < 24; ++left_out) {
        auto entries = every_two_hours(24);
        entries.erase(entries.begin() + left_out);
        const auto record = log_of(entries, much_later, {monday, monday + Days{1}});
        CAPTURE(left_out);
        CHECK(missing(record) == 1);
        CHECK(record.marks[static_cast<std::size_t>(left_out)].missing());
        REQUIRE(record.gaps.size() == 1);
        CHECK(record.gaps[0].minutes() == 240);
    }
}

TEST_CASE("duty log: a little early belongs to the mark that comes, much too early does not") {
    auto entries = every_two_hours(12);
    entries[4] -= minutes{15};
    CHECK(missing(log_of(entries)) == 0);
    entries[4] -= minutes{1}; // 07:44
    const auto record = log_of(entries);
    CHECK(missing(record) == 1);
    CHECK(record.marks[4].missing());
    CHECK(record.gaps.size() == 1); // 136 minutes until ten
}

TEST_CASE("duty log: odd hours keep the interval as well as even ones") {
    CHECK(missing(log_of(every_two_hours(12, midnight + hours{1}))) == 0);
    CHECK(log_of(every_two_hours(13, midnight - hours{1})).gaps.empty());
}

TEST_CASE("duty log: what there is time for is not missing yet, and the future is not judged") {
    const auto record = log_of(every_two_hours(4), midnight + hours{9});
    CHECK(record.marks.size() == 5);
    CHECK(missing(record) == 0);
    CHECK(record.marks.back().open);
    REQUIRE(record.gaps.size() == 1); // somebody may still write eight, but three hours are long
    CHECK(record.gaps[0].minutes() == 180);
    CHECK(missing(log_of(every_two_hours(4), midnight + hours{10})) == 1);
    CHECK(log_of(every_two_hours(4), midnight + hours{8} + minutes{15}).gaps.empty());
    CHECK(log_of(every_two_hours(4), midnight + hours{8} + minutes{16}).gaps.size() == 1);
}

TEST_CASE("rounds: by night the gaps are those that the coverage of inspections finds") {
    const IntervalRule& rule = shipped(IntervalActivity::night_patrol);
    CHECK(rc::check("as find_night_gaps", [&] {
        std::vector<Instant> rounds;
        for (int i = *rc::gen::inRange(0, 7); i > 0; --i)
            rounds.push_back(midnight + minutes{*rc::gen::inRange(21 * 60, 31 * 60)});
        const auto record = calc_record(rule, rounds, {monday, monday}, much_later);
        const auto gaps = find_night_gaps(rounds, monday);
        RC_ASSERT(record.gaps.size() == gaps.size());
        for (std::size_t i = 0; i < gaps.size(); ++i)
            RC_ASSERT(record.gaps[i].from == gaps[i].from && record.gaps[i].until == gaps[i].until);
        RC_ASSERT(record.marks.size() == 4u);
    }));
}

TEST_CASE("duty log: an entry more never makes it worse") {
    CHECK(rc::check("monotone", [] {
        std::vector<Instant> entries;
        for (int i = *rc::gen::inRange(0, 14); i > 0; --i)
            entries.push_back(midnight + minutes{*rc::gen::inRange(0, 1440)});
        const Instant now = midnight + minutes{*rc::gen::inRange(1, 3000)};
        const auto before = log_of(entries, now);
        entries.push_back(midnight + minutes{*rc::gen::inRange(0, 1440)});
        RC_ASSERT(missing(log_of(entries, now)) <= missing(before));
    }));
}

TEST_CASE("interval rules: bind homes with a control room, and a bad row says what is wrong") {
    Organisation home{"org/a", "甲", OrganisationKind::home, ""};
    const IntervalRule& log = shipped(IntervalActivity::control_room_log);
    CHECK_FALSE(binds(log, home, monday));
    home.watch_room = WatchRoom::control_room;
    CHECK(binds(log, home, monday));
    CHECK_FALSE(binds(log, home, make_date(2001, 1, 1)));
    CHECK(binds(shipped(IntervalActivity::night_patrol), home, monday));
    const auto bad = load_rules("a.rules.json", R"({"format":"yanlian-rules","version":1,
        "key":"rules/a","name":"a","edition":1,"jurisdiction":"x","rules":[],"intervals":[
        {"id":"A","activity":"tea","every_min":100,"grace_min":60,"from_min":1440,
         "length_min":1440,"severity":"duty","source":"s","valid_from":"2026-01-01","kind":"legal",
         "mark":"verified"}]})");
    REQUIRE_FALSE(bad);
    CHECK_MESSAGE(bad.error().problems.size() == 4, sim::core::describe(bad.error()));
}
