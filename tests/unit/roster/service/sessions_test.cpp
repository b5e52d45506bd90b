#include "roster/service/sessions.h"

#include "roster/service/activities.h"
#include "roster/service/due.h"
#include "roster/service/training_plans.h"
#include "roster/service/training_years.h"
#include "tests/support/finding_rig.h"
#include <algorithm>

using namespace roster::domain;
using namespace roster::schedule;
using namespace roster::service;
using sim::core::describe;
using tests::FindingRig;

namespace {

constexpr const char* city = "org/city";
constexpr Date start = make_date(2024, 1, 15);

/// A city with two counties, homes of two people in the three roles each.
struct SessionRig : FindingRig {
    explicit SessionRig(int homes = 6) {
        auto transaction = roster::store::Transaction::begin(database);
        REQUIRE(transaction);
        put({city, "某市", OrganisationKind::city, ""});
        put({"org/east", "东县", OrganisationKind::county, city});
        put({"org/west", "西县", OrganisationKind::county, city});
        for (int i = 0; i < homes; ++i) {
            put({home(i), fmt::format("第{}养老院", i), OrganisationKind::home,
                 i % 2 == 0 ? "org/east" : "org/west"});
            add(person(i, 0), home(i), Post::leader, make_date(2020, 1, 1));
            add(person(i, 1), home(i), Post::safety_officer, make_date(2020, 1, 1));
        }
        REQUIRE(transaction->commit());
    }
    void put(const Organisation& one) {
        REQUIRE(roster::store::insert_organisation(database, one));
    }
    static std::string home(int no) { return fmt::format("org/home-{:02}", no); }
    static std::string person(int home, int no) { return fmt::format("person/{:02}-{}", home, no); }
    void add(const std::string& key, const std::string& home, Post post, Date joined) {
        REQUIRE(roster::store::insert_person(
            database,
            {key, home, "某" + key.substr(7), {{post, Shift::day, ""}}, joined, {}, {}, {}}));
    }
    std::string offer(Date day, int capacity, SessionForm form = SessionForm::ordinary) {
        SessionOffer offer;
        offer.organisation_key = city;
        offer.course = form == SessionForm::ordinary ? "三年轮训" : "岗前培训";
        offer.form = form;
        offer.days = {day, day + Days{1}};
        offer.capacity_count = capacity;
        const auto key = add_session(database, offer, "秦监");
        REQUIRE_MESSAGE(key, describe(key.error()));
        return *key;
    }
    /// Two a year, 2 seats for each home in all.
    void offer_round(int seats) {
        for (int year = 2024; year <= 2026; ++year)
            for (const unsigned month : {4U, 9U})
                offer(make_date(year, month, 16), seats);
    }
    TrainingQuestion question(Date day) { return {city, day}; }
    TrainingDraft keep(Date day) {
        auto draft = keep_training(database, question(day), "秦监");
        REQUIRE_MESSAGE(draft, describe(draft.error()));
        return std::move(*draft);
    }
    std::string refusal(Date day) {
        const auto draft = keep_training(database, question(day), "秦监");
        return draft ? "" : describe(draft.error());
    }
    long long count(const std::string& sql) {
        return tests::RawDatabase(path).number("SELECT count(*) FROM " + sql);
    }
    std::vector<std::string> booked(const std::string& session) {
        const auto guests = list_session_guests(database, session);
        REQUIRE_MESSAGE(guests, describe(guests.error()));
        std::vector<std::string> keys;
        for (const SessionGuest& one : *guests)
            keys.push_back(one.person_key);
        return keys;
    }
    HeldSession hold(const SessionResult& result) {
        const auto held = hold_session(database, result, "秦监");
        REQUIRE_MESSAGE(held, describe(held.error()));
        return *held;
    }
    /// Everything that says something about people and homes, and what is due.
    std::string evidence(Date day) {
        tests::RawDatabase raw(path);
        std::string all;
        for (const char* table :
             {"activity", "activity_person", "activity_organisation", "drill", "drill_person",
              "outcome", "competence", "assessment", "quiz_sitting", "certificate", "inspection",
              "post_assignment", "person", "rotation_slot", "countable_activity",
              "countable_attendance", "drill_obligation", "evidence_outcome"})
            all += std::string(table) + "\n" + raw.rows(std::string("SELECT * FROM ") + table);
        const auto list = list_due(database, {city, day, true});
        REQUIRE(list);
        for (const DueLine& line : list->lines)
            all += fmt::format("{} {} {} {} {}\n", line.organisation_key, line.subject_key,
                               static_cast<int>(line.state), iso(line.due_on), line.have_count);
        return all;
    }
};

const TrainingMove* find_move(const TrainingDraft& draft, const std::string& person) {
    const auto at = std::ranges::find(draft.file.moves, person, &TrainingMove::person_key);
    return at == draft.file.moves.end() ? nullptr : &*at;
}

} // namespace

TEST_CASE("sessions: a session is offered, changed, called off; what is wrong is said at once") {
    SessionRig rig(1);
    const std::string key = rig.offer(make_date(2024, 4, 16), 20);
    CHECK(key == "session/city/2024-1");
    CHECK(rig.offer(make_date(2024, 9, 16), 20) == "session/city/2024-2");
    SessionOffer bad;
    bad.organisation_key = city;
    bad.level = TrainingLevel::home;
    bad.days = {make_date(2024, 5, 2), make_date(2024, 5, 1)};
    const auto refused = add_session(rig.database, bad, "");
    REQUIRE_FALSE(refused);
    const std::string text = describe(refused.error());
    for (const char* part : {"不是机构", "没有课程名称", "日期颠倒", "0 个座位", "没有写经办人"})
        CHECK_MESSAGE(text.find(part) != std::string::npos, text);

    SessionChange change;
    change.capacity_count = 12;
    change.venue = "市委党校";
    REQUIRE(change_session(rig.database, key, change, "秦监"));
    CHECK_FALSE(change_session(rig.database, key, change, "秦监")); // nothing to change
    REQUIRE(set_session_quota(rig.database, key, "org/east", 5, "秦监"));
    REQUIRE(set_session_quota(rig.database, key, "org/east", 6, "秦监"));
    REQUIRE(set_session_quota(rig.database, key, "org/west", 7, "秦监"));
    REQUIRE(set_session_quota(rig.database, key, "org/west", std::nullopt, "秦监"));
    CHECK_FALSE(set_session_quota(rig.database, key, "org/none", 6, "秦监"));
    auto lines = list_sessions(rig.database, city);
    REQUIRE(lines);
    REQUIRE(lines->size() == 2);
    CHECK(lines->front().offer.capacity_count == 12);
    CHECK(lines->front().offer.batch_no == 1);
    CHECK(lines->back().offer.batch_no == 2);
    REQUIRE(lines->front().quotas.size() == 1);
    CHECK(lines->front().quotas.front().seats_count == 6);

    CHECK_FALSE(cancel_session(rig.database, key, "", "秦监"));
    REQUIRE(cancel_session(rig.database, key, "会场停电", "秦监"));
    CHECK_FALSE(cancel_session(rig.database, key, "会场停电", "秦监"));
    CHECK_FALSE(change_session(rig.database, key, change, "秦监"));
    lines = list_sessions(rig.database, city);
    CHECK(lines->front().offer.state == SessionState::cancelled);
    CHECK(rig.count("session") == 4); // two offered, one changed and called off: nothing is lost
}

TEST_CASE("sessions: planned and booked once, and planned again without a change") {
    SessionRig rig;
    rig.offer_round(2);
    const auto first = rig.keep(start);
    CHECK(first.file.plan->unmet.empty());
    CHECK(first.file.plan->bookings.size() == 12);
    CHECK(first.added_count == 12);
    CHECK(rig.count("session_booking") == 12);
    const auto second = rig.keep(start + Days{30});
    CHECK(second.file.moves.empty());
    CHECK(second.added_count + second.withdrawn_count == 0);
    CHECK(rig.count("session_booking") == 12);
    // Seats for ten: two are named.
    SessionRig small;
    for (int i = 0; i < 5; ++i)
        small.offer(make_date(2024, 4, 10) + Days{60 * i}, 2);
    const auto draft = small.keep(start);
    CHECK(draft.file.plan->unmet.size() == 2);
    CHECK(draft.file.plan->unmet.front().reason == UnmetReason::full);
}

TEST_CASE("sessions: plans, bookings and invitations are no evidence") {
    SessionRig rig;
    rig.offer_round(2);
    const std::string before = rig.evidence(start);
    const auto draft = draft_training(rig.database, rig.question(start));
    REQUIRE(draft);
    CHECK(rig.count("session_booking") == 0);
    rig.keep(start);
    REQUIRE(invite_session(rig.database, "session/city/2024-1", start, "秦监"));
    CHECK(rig.evidence(start) == before);
    // Nor when the day has come and gone without a result.
    const Date later = make_date(2024, 5, 1);
    const auto later_draft = draft_training(rig.database, rig.question(later));
    REQUIRE(later_draft);
    CHECK(later_draft->unrecorded_session_keys == std::vector<std::string>{"session/city/2024-1"});
    CHECK(rig.refusal(later).find("还没有登记谁到场") != std::string::npos);
    REQUIRE(cancel_session(rig.database, "session/city/2024-1", "没有办成", "秦监"));
    rig.keep(later);
    CHECK(rig.evidence(start) == before);
    CHECK(rig.evidence(later) == rig.evidence(later));
}

TEST_CASE("sessions: held once; only who came and passed is trained, the others get a make-up") {
    SessionRig rig;
    rig.offer_round(3);
    rig.keep(start);
    const std::string key = "session/city/2024-1";
    REQUIRE(invite_session(rig.database, key, start, "秦监"));
    const auto people = rig.booked(key);
    REQUIRE(people.size() == 2);
    CHECK_FALSE(invite_session(rig.database, "session/none", start, "秦监"));

    SessionResult wrong{key, {"person/nobody", people[0]}, {people[0]}};
    const auto refused = hold_session(rig.database, wrong, "");
    REQUIRE_FALSE(refused);
    const std::string text = describe(refused.error());
    for (const char* part : {"没有安排在这一期", "没有到场", "没有写经办人"})
        CHECK_MESSAGE(text.find(part) != std::string::npos, text);

    const auto held = rig.hold({key, {people[0]}});
    CHECK(held.present_count == 1);
    CHECK(held.passed_count == 1);
    REQUIRE(held.short_again.size() == 1);
    CHECK(held.short_again.front().person_key == people[0]);
    CHECK_FALSE(hold_session(rig.database, {key, {}}, "秦监"));
    CHECK_FALSE(cancel_session(rig.database, key, "不办了", "秦监"));
    CHECK_FALSE(invite_session(rig.database, key, start, "秦监"));
    CHECK(rig.count("activity WHERE kind = 'training' AND level = 'city' AND scope = "
                    "'three_roles' AND content_tags = ' fire '") == 1);
    CHECK(rig.count("countable_attendance WHERE activity = 'training'") == 1);

    const Date after = make_date(2024, 4, 20);
    const auto draft = rig.keep(after);
    const auto* make_up = find_move(draft, people[0]);
    REQUIRE(make_up);
    CHECK(make_up->why == MoveReason::missed);
    CHECK_FALSE(make_up->to_session_key.empty());
    CHECK_FALSE(find_move(draft, people[1]));
    for (const auto& one : draft.file.input.people)
        CHECK(one.passed_on.has_value() == (one.key == people[1]));
    CHECK(rig.keep(after).file.moves.empty());

    // Somebody who failed is as short as somebody who stayed away.
    const std::string next = "session/city/2024-2";
    const auto there = rig.booked(next);
    const auto exam = rig.hold({next, {}, {there[0]}});
    CHECK(exam.present_count == static_cast<int>(there.size()));
    CHECK(exam.passed_count == exam.present_count - 1);
    const auto again = rig.keep(make_date(2024, 9, 20));
    REQUIRE(find_move(again, there[0]));
    CHECK(find_move(again, there[0])->why == MoveReason::missed);
    CHECK(rig.count("session_held") == 2);
}

TEST_CASE("sessions: leavers, the sick, a session called off: few moves, each with its reason") {
    SessionRig rig;
    rig.offer_round(3);
    rig.keep(start);
    const std::string sick_session = "session/city/2024-1", off_session = "session/city/2024-2";
    const auto sick = rig.booked(sick_session), stranded = rig.booked(off_session);
    REQUIRE(!sick.empty());
    REQUIRE(!stranded.empty());
    tests::RawDatabase raw(rig.path);
    CHECK(raw.exec("UPDATE person SET leave_from = '2024-04-01', leave_until = '2024-04-30' "
                   "WHERE key = '" +
                   sick[0] + "'") == SQLITE_OK);
    REQUIRE(cancel_session(rig.database, off_session, "会场停电", "秦监"));
    const auto draft = rig.keep(start + Days{1});
    REQUIRE(find_move(draft, sick[0]));
    CHECK(find_move(draft, sick[0])->why == MoveReason::blocked);
    for (const std::string& person : stranded) {
        REQUIRE(find_move(draft, person));
        CHECK(find_move(draft, person)->why == MoveReason::session_cancelled);
    }
    CHECK(draft.file.plan->unmet.empty());
    CHECK(draft.withdrawn_count == static_cast<int>(stranded.size() + 1));
    CHECK(
        raw.rows("SELECT DISTINCT reason FROM session_booking WHERE withdrawn = 1 ORDER BY reason")
            .find("培训班取消") != std::string::npos);
    // Somebody goes: the seat is free again.
    const std::string gone = draft.file.plan->bookings.back().person_key;
    CHECK(raw.exec("UPDATE person SET left_on = '2024-02-01' WHERE key = '" + gone + "'") ==
          SQLITE_OK);
    const auto after = rig.keep(make_date(2024, 2, 10));
    REQUIRE(find_move(after, gone));
    CHECK(find_move(after, gone)->why == MoveReason::left);
    CHECK(after.withdrawn_count >= 1);
}

TEST_CASE("sessions: who joins is trained before work and gets a seat of the city") {
    SessionRig rig;
    rig.offer_round(3);
    rig.offer(make_date(2024, 3, 4), 5, SessionForm::pre_job);
    rig.keep(start);
    // Employed on 1 March, in the post from 11 March on.
    rig.add("person/new", SessionRig::home(0), Post::other, make_date(2024, 3, 1));
    PostAssignment post;
    post.person_key = "person/new";
    post.organisation_key = SessionRig::home(0);
    post.role.post = Post::deputy_leader;
    post.from_day = make_date(2024, 3, 11);
    REQUIRE(roster::store::insert_post(rig.database, post));
    const auto draft = rig.keep(make_date(2024, 2, 1));
    REQUIRE(draft.file.joiners.size() == 1);
    const JoinerDuty& duty = draft.file.joiners.front();
    CHECK(duty.person_key == "person/new");
    CHECK(duty.pre_job == PreJobState::planned);
    CHECK(duty.first_shift_on == post.from_day);
    CHECK(duty.seat_due_on == make_date(2024, 9, 11));
    CHECK(duty.seat_session_key == "session/city/2024-1");
    CHECK(rig.booked(duty.pre_job_session_key) == std::vector<std::string>{"person/new"});
    rig.hold({duty.pre_job_session_key});
    const auto after = rig.keep(make_date(2024, 3, 12));
    CHECK(after.file.joiners.front().pre_job == PreJobState::done);
    // 岗前 is no turn of the rotation.
    CHECK(after.file.joiners.front().seat_session_key == "session/city/2024-1");
    CHECK(after.file.moves.empty());
}

TEST_CASE("training years: a home's year is laid out, clear of what is closed and taken") {
    SessionRig rig(1);
    YearQuestion question;
    question.organisation_key = SessionRig::home(0);
    question.year = 2026;
    question.today = make_date(2026, 1, 1);
    question.festivals = {{make_date(2026, 2, 15), make_date(2026, 2, 23)}};
    const auto year = plan_year(rig.database, question);
    REQUIRE_MESSAGE(year, describe(year.error()));
    CHECK(year->plan.unplaced.empty());
    const auto of = [&](const char* word) {
        return std::ranges::count_if(year->plan.placed, [&](const PlacedDuty& one) {
            return one.key.find(word) != std::string::npos;
        });
    };
    CHECK(of("campaign/2026-june") == 4);
    CHECK(of("campaign/2026-november") == 4);
    CHECK(year->plan.placed.size() > 8);
    for (const PlacedDuty& one : year->plan.placed) {
        CHECK_FALSE(
            (question.festivals[0].first <= one.day && one.day <= question.festivals[0].last));
        const auto duty = std::ranges::find(year->input.duties, one.key, &PeriodicDuty::key);
        REQUIRE(duty != year->input.duties.end());
        CHECK(duty->window.first <= one.day);
        CHECK(one.day <= duty->window.last);
    }
    question.year = 2025;
    CHECK_FALSE(plan_year(rig.database, question));
    question.organisation_key = "org/none";
    CHECK_FALSE(plan_year(rig.database, question));
}
