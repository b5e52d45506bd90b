#include "roster/service/duty_drafts.h"

#include "roster/schedule/duty_generator.h"
#include "roster/service/duty_facts.h"
#include "roster/service/duty_rosters.h"
#include "roster/service/person_records.h"
#include "roster/service/sessions.h"
#include "roster/store/session_table.h"
#include "tests/support/duty_homes.h"
#include "tests/support/finding_rig.h"
#include <algorithm>

using namespace roster::domain;
using namespace roster::schedule;
using namespace roster::service;
using sim::core::describe;
using tests::make_date;

namespace {

constexpr const char* city = "org/city";
constexpr const char* first_home = "org/first";
constexpr const char* second_home = "org/second";

/// Two homes of a city with three leaders each; 王一 leads both.
struct DraftRig : tests::FindingRig {
    DraftRig() {
        auto transaction = roster::store::Transaction::begin(database);
        REQUIRE(transaction);
        put({city, "某市", OrganisationKind::city, ""});
        put({first_home, "第一养老院", OrganisationKind::home, city});
        put({second_home, "第二养老院", OrganisationKind::home, city});
        put({"org/town", "某镇", OrganisationKind::town_office, city});
        for (const char* home : {first_home, second_home})
            for (int i = 1; i <= 3; ++i)
                add(fmt::format("person/{}-{}", home == first_home ? "a" : "b", i), home);
        REQUIRE(roster::store::insert_post(database, {0,
                                                      "person/a-1",
                                                      second_home,
                                                      {Post::duty_leader, Shift::day, ""},
                                                      make_date(2020, 1, 1),
                                                      {}}));
        REQUIRE(transaction->commit());
    }
    void put(const Organisation& one) {
        REQUIRE(roster::store::insert_organisation(database, one));
    }
    void add(const std::string& key, const std::string& home) {
        REQUIRE(roster::store::insert_person(database, {key,
                                                        home,
                                                        "王" + key.substr(7),
                                                        {{Post::leader, Shift::day, ""}},
                                                        make_date(2020, 1, 1),
                                                        {},
                                                        {},
                                                        {}}));
    }
    DutyProblem draft(const char* home) {
        return draft(home, {make_date(2026, 3, 1), make_date(2026, 3, 31)});
    }
    DutyProblem draft(const char* home, DaySpan days) {
        DutyDraft wanted;
        wanted.organisation_key = home;
        wanted.days = days;
        wanted.care_day_count = wanted.care_night_count = 0;
        DutyCalendar plain;
        plain.year = 2026;
        wanted.calendars = {plain};
        const auto problem = draft_duty(database, wanted);
        REQUIRE_MESSAGE(problem, describe(problem.error()));
        return *problem;
    }
};

} // namespace

TEST_CASE(
    "duty drafts: a session to which somebody is booked is an absence, one called off is none") {
    DraftRig rig;
    SessionOffer offer;
    offer.organisation_key = city;
    offer.course = "三年轮训";
    offer.days = {make_date(2026, 3, 10), make_date(2026, 3, 12)};
    offer.capacity_count = 40;
    const auto kept = add_session(rig.database, offer, "秦监");
    REQUIRE_MESSAGE(kept, describe(kept.error()));
    offer.days = {make_date(2026, 3, 20), make_date(2026, 3, 20)};
    const auto cancelled = add_session(rig.database, offer, "秦监");
    REQUIRE(cancelled);
    const roster::store::Entry entry{Instant{make_date(2026, 1, 5)}, "秦监"};
    for (const auto& session : {*kept, *cancelled})
        REQUIRE(roster::store::insert_session_booking(rig.database, {0, session, "person/a-2"},
                                                      false, entry));
    REQUIRE(cancel_session(rig.database, *cancelled, "场地不能用", "秦监"));
    const DutyProblem problem = rig.draft(first_home);
    REQUIRE(problem.absences.size() == 1);
    CHECK(problem.absences[0].person_key == "person/a-2");
    CHECK(problem.absences[0].kind == AbsenceKind::training);
    CHECK(problem.absences[0].days.first == make_date(2026, 3, 10));
    CHECK(problem.absences[0].days.last == make_date(2026, 3, 12));
    CHECK(problem.absences[0].reason == "三年轮训");
    CHECK(rig.draft(second_home).absences.empty());
}

TEST_CASE("duty drafts: who leads two homes is in both, barred where the other's roster is out") {
    DraftRig rig;
    const DutyProblem before = rig.draft(second_home);
    CHECK(before.people.size() == 4); // the leader of the first home stands here too
    CHECK(before.elsewhere.empty());
    DutyFile first{rig.draft(first_home), {}};
    const auto made = generate_roster(first.problem, {1, 200'000});
    REQUIRE(made);
    first.cells = made->roster;
    const auto published =
        publish_roster(rig.database, first, "试行", {Instant{make_date(2026, 2, 20)}, "孙建平"});
    REQUIRE_MESSAGE(published, describe(published.error()));
    const DutyProblem after = rig.draft(second_home);
    const auto shifts = std::ranges::count(first.cells, "person/a-1", &DutyCell::person_key);
    REQUIRE(shifts > 0);
    CHECK(std::ssize(after.elsewhere) == shifts);
    for (const DutyElsewhere& one : after.elsewhere) {
        CHECK(one.person_key == "person/a-1");
        CHECK(one.start_min == 8 * 60);
        CHECK(one.length_min == 24 * 60);
        CHECK(one.where == "第一养老院");
    }
}

TEST_CASE("duty drafts: homes and town offices of a city owe a roster, the city itself does not") {
    DraftRig rig;
    const auto owing = list_duty_organisations(rig.database, city,
                                               {make_date(2026, 1, 1), make_date(2026, 12, 31)});
    REQUIRE(owing);
    std::vector<std::string> keys;
    for (const Organisation& one : *owing)
        keys.push_back(one.key);
    CHECK(keys == std::vector<std::string>{first_home, second_home, "org/town"});
}

TEST_CASE("duty drafts: the month before is carried over, in rest, in counts and in cover owed") {
    DraftRig rig;
    DutyFile february{rig.draft(first_home, {make_date(2026, 2, 1), make_date(2026, 2, 28)}), {}};
    CHECK(february.problem.opens_min == 8 * 60);
    CHECK(february.problem.fixed.empty());
    const auto made = generate_roster(february.problem, {1, 200'000});
    REQUIRE(made);
    february.cells = made->roster;
    REQUIRE(publish_roster(rig.database, february, "试行",
                           {Instant{make_date(2026, 1, 20)}, "孙建平"}));
    const DutyProblem march = rig.draft(first_home);
    CHECK(march.opens_min == 0);
    CHECK(march.fixed.size() == february.cells.size());
    int total = 0;
    for (const DutyPerson& person : march.people) {
        total += person.before.total_count;
        CHECK(person.before.night_count == person.before.total_count); // 24 h
        CHECK(person.before.work_min == 0);                            // 值班 is no working time
        CHECK(person.available_days_before == 28);
    }
    CHECK(total == static_cast<int>(february.cells.size()));
    // The year begins anew, what stands on New Year's Eve does not.
    const DutyProblem next =
        rig.draft(first_home, {make_date(2026, 3, 15), make_date(2026, 3, 31)});
    CHECK(next.opens_min == 8 * 60);
    CHECK(std::ranges::all_of(
        next.fixed, [](const DutyCell& cell) { return cell.day >= make_date(2026, 2, 12); }));
}

TEST_CASE("duty: leave that came after the roster was made bars its publication") {
    DraftRig rig;
    DutyFile march{rig.draft(first_home), {}};
    const auto made = generate_roster(march.problem, {1, 200'000});
    REQUIRE(made);
    march.cells = made->roster;
    const roster::store::Entry entry{Instant{make_date(2026, 2, 20)}, "孙建平"};
    const std::string person = march.cells.front().person_key;
    REQUIRE(record_leave(rig.database,
                         {person, make_date(2026, 3, 1), make_date(2026, 3, 31), "住院"}, entry));
    const auto refused = publish_roster(rig.database, march, "", entry);
    REQUIRE_FALSE(refused);
    CHECK(describe(refused.error()).find("duty/absence") != std::string::npos);
    REQUIRE(publish_roster(rig.database, march, "没有别人", entry));
    const auto current =
        load_current_roster(rig.database, first_home, make_date(2026, 3, 5), entry.at_utc);
    REQUIRE(current);
    CHECK(std::ranges::any_of(current->problem.absences, [&](const DutyAbsence& one) {
        return one.person_key == person && one.reason == "住院";
    }));
}

TEST_CASE("duty: who lost the post after the roster was made may not stand there any more") {
    DraftRig rig;
    DutyFile march{rig.draft(first_home), {}};
    const auto made = generate_roster(march.problem, {1, 200'000});
    REQUIRE(made);
    march.cells = made->roster;
    const auto posts = roster::store::load_posts(rig.database, first_home);
    REQUIRE(posts);
    for (const PostAssignment& post : *posts)
        if (post.person_key == "person/a-2")
            REQUIRE(roster::store::end_post(rig.database, post.id, make_date(2026, 2, 10)));
    const auto refused =
        publish_roster(rig.database, march, "", {Instant{make_date(2026, 2, 20)}, "孙建平"});
    REQUIRE_FALSE(refused);
    CHECK(describe(refused.error()).find("duty/qualification") != std::string::npos);
}

TEST_CASE("duty drafts: who came in the year has the days since then behind his share") {
    DraftRig rig;
    auto transaction = roster::store::Transaction::begin(rig.database);
    REQUIRE(transaction);
    REQUIRE(roster::store::insert_person(rig.database, {"person/late",
                                                        first_home,
                                                        "王晚",
                                                        {{Post::leader, Shift::day, ""}},
                                                        make_date(2026, 2, 15),
                                                        {},
                                                        {},
                                                        {}}));
    REQUIRE(transaction->commit());
    DutyFile february{rig.draft(first_home, {make_date(2026, 2, 1), make_date(2026, 2, 28)}), {}};
    const auto made = generate_roster(february.problem, {1, 200'000});
    REQUIRE(made);
    february.cells = made->roster;
    REQUIRE(publish_roster(rig.database, february, "试行",
                           {Instant{make_date(2026, 1, 20)}, "孙建平"}));
    for (const DutyPerson& one : rig.draft(first_home).people)
        CHECK(one.available_days_before == (one.key == "person/late" ? 14 : 28));
}

TEST_CASE("duty drafts: hours of the approved period come from what was published in it") {
    DraftRig rig;
    auto transaction = roster::store::Transaction::begin(rig.database);
    REQUIRE(transaction);
    Organisation third{"org/third", "第三养老院", OrganisationKind::home, city};
    third.watch_room = WatchRoom::duty_room;
    rig.put(third);
    for (int i = 1; i <= 6; ++i)
        REQUIRE(roster::store::insert_person(rig.database, {fmt::format("person/g-{}", i),
                                                            third.key,
                                                            fmt::format("门卫{}", i),
                                                            {{Post::guard, Shift::day, ""}},
                                                            make_date(2020, 1, 1),
                                                            {},
                                                            {},
                                                            {}}));
    REQUIRE(transaction->commit());
    const auto draft = [&](unsigned month, HoursPeriod period,
                           DutyPattern pattern = DutyPattern::three_shifts) {
        DutyDraft wanted;
        wanted.pattern = pattern;
        wanted.organisation_key = third.key;
        wanted.days = {make_date(2026, month, 1),
                       add_months(make_date(2026, month, 1), 1) - Days{1}};
        wanted.care_day_count = wanted.care_night_count = 0;
        wanted.calendars = {{2026, {}, {}, "test"}};
        if (period != HoursPeriod::month) wanted.hours = {period, "苏人社〔2026〕12号"};
        const auto problem = draft_duty(rig.database, wanted);
        REQUIRE_MESSAGE(problem, describe(problem.error()));
        return *problem;
    };
    for (const unsigned month : {2u, 3u}) {
        DutyFile file{draft(month, HoursPeriod::quarter), {}};
        const auto made = generate_roster(file.problem, {1, 200'000});
        REQUIRE(made);
        file.cells = made->roster;
        REQUIRE(publish_roster(rig.database, file, "没有带班领导",
                               {Instant{make_date(2026, month, 1) - Days{9}}, "孙建平"}));
    }
    const auto sum = [](const DutyProblem& problem) {
        int minutes = 0;
        for (const DutyPerson& one : problem.people)
            minutes += one.before.period_min;
        return minutes;
    };
    CHECK(sum(draft(2, HoursPeriod::quarter)) == 0);
    // The room is filled round the clock; the evening before the first shift is nobody's.
    CHECK(sum(draft(3, HoursPeriod::quarter)) == 28 * 24 * 60);
    CHECK(sum(draft(4, HoursPeriod::quarter)) == 0); // a new quarter
    CHECK(sum(draft(4, HoursPeriod::year)) == 59 * 24 * 60);
    // A file that knows less is judged by what the ledger knows.
    DutyProblem forgot = draft(3, HoursPeriod::quarter);
    for (DutyPerson& one : forgot.people)
        one.before = {};
    forgot.people[0].before.work_min = 99'999; // from paper
    REQUIRE(raise_hours(rig.database, forgot));
    CHECK(sum(forgot) == 28 * 24 * 60);
    CHECK(forgot.people[0].before.work_min == 99'999);
    DutyProblem full = draft(3, HoursPeriod::quarter);
    CHECK(std::ranges::none_of(full.rules, [](const DutyRule& rule) {
        return rule.kind == DutyRuleKind::overtime_day_min && rule.value != 180;
    }));
    CHECK(std::ranges::any_of(full.rules, [](const DutyRule& rule) {
        return rule.kind == DutyRuleKind::overtime_day_min;
    }));
    const auto has_daily_limit = [&](DutyPattern pattern) {
        const DutyProblem made = draft(3, HoursPeriod::month, pattern);
        return std::ranges::find(made.rules, DutyRuleKind::overtime_day_min, &DutyRule::kind) !=
               made.rules.end();
    };
    CHECK(has_daily_limit(DutyPattern::three_shifts));
    CHECK_FALSE(has_daily_limit(DutyPattern::two_shifts)); // 12 hours without an approval
}
