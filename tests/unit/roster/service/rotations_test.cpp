#include "roster/service/rotations.h"

#include "roster/service/activities.h"
#include "roster/service/due.h"
#include "roster/service/rules.h"
#include "roster/store/audit_table.h"
#include "tests/support/finding_rig.h"
#include <set>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
using tests::FindingRig;

namespace {

constexpr const char* city = "org/city";

/// A city with so many homes of three people each, one of whom has a role in the next home too.
struct RotationRig : FindingRig {
    void build(int homes) {
        auto transaction = roster::store::Transaction::begin(database);
        REQUIRE(transaction);
        REQUIRE(roster::store::insert_organisation(database,
                                                   {city, "某市", OrganisationKind::city, ""}));
        for (int i = 0; i < homes; ++i)
            REQUIRE(roster::store::insert_organisation(
                database, {home(i), fmt::format("第{}养老院", i), OrganisationKind::home, city}));
        const Post roles[] = {Post::leader, Post::deputy_leader, Post::safety_officer};
        for (int i = 0; i < homes; ++i)
            for (int role = 0; role < 3; ++role)
                add(fmt::format("person/{:02}-{}", i, role), home(i), roles[role]);
        REQUIRE(transaction->commit());
    }
    static std::string home(int no) { return fmt::format("org/home-{:02}", no); }
    void add(const std::string& key, const std::string& home, Post post) {
        REQUIRE(roster::store::insert_person(database, {key,
                                                        home,
                                                        "某" + key.substr(7),
                                                        {{post, Shift::day, ""}},
                                                        make_date(2020, 1, 1),
                                                        {},
                                                        {},
                                                        {}}));
    }
    RotationDraft keep(int year, Date day) {
        auto draft = keep_rotation(database, city, year, day, "秦监");
        REQUIRE_MESSAGE(draft, describe(draft.error()));
        return std::move(*draft);
    }
    /// A training, attended by those people.
    void train(Date day, const std::vector<std::string>& people, ActivityLevel level,
               ActivityKind kind = ActivityKind::training,
               std::optional<bool> passed = std::nullopt) {
        ActivityEntry entry;
        Activity& a = entry.activity;
        a.organisation_key = city;
        a.kind = kind;
        a.level = level;
        a.title = fmt::format("轮训 {}", static_cast<int>(kind));
        a.local_day = day;
        for (const std::string& person : people)
            entry.attendances.push_back({person, "", kind != ActivityKind::demonstration, passed});
        const auto done = record_activity(database, entry, "秦监");
        REQUIRE_MESSAGE(done, describe(done.error()));
    }
    const RotationLine& line(const RotationRound& round, const std::string& person) {
        for (const RotationLine& one : round.lines)
            if (one.person_key == person) return one;
        FAIL(person);
        return round.lines.front();
    }
};

} // namespace

TEST_CASE("rotations: a city is assigned once, kept, and kept again without a change") {
    RotationRig rig;
    rig.build(10);
    const Date day = make_date(2026, 1, 15);
    const auto draft = draft_rotation(rig.database, city, 0, day);
    REQUIRE(draft);
    CHECK(draft->plan.size == std::array{10, 10, 10});
    CHECK_FALSE(list_rotation(rig.database, city, 0, day));
    CHECK(rig.keep(0, day).plan.slots == draft->plan.slots);
    CHECK(rig.keep(0, day).plan.joined.empty());
    CHECK(tests::RawDatabase(rig.path).number("SELECT count(*) FROM rotation_slot") == 30);
    const auto round = list_rotation(rig.database, city, 0, make_date(2028, 12, 31));
    REQUIRE(round);
    CHECK(round->from_year == 2026);
    CHECK(round->cohorts.at(2).assigned_count == 10);
    CHECK(roster::store::load_audit(rig.database)->back().action == "rotation.keep");
    // Three homes of the next years would be another round over the same years.
    const auto overlap = keep_rotation(rig.database, city, 2027, day, "秦监");
    REQUIRE_FALSE(overlap);
    CHECK(describe(overlap.error()).find("重叠") != std::string::npos);
    CHECK_FALSE(keep_rotation(rig.database, city, 2020, day, "秦监"));
    CHECK_FALSE(keep_rotation(rig.database, city, 2029, day, ""));
}

TEST_CASE("rotations: who leaves gives up the slot, who joins gets one, a transfer stays put") {
    RotationRig rig;
    rig.build(4);
    const Date day = make_date(2026, 1, 15), later = make_date(2026, 6, 1);
    rig.keep(2026, day);
    auto person = roster::store::load_persons(rig.database, rig.home(0))->front();
    person.left_on = make_date(2026, 5, 1);
    REQUIRE(roster::store::update_person(rig.database, person, make_date(2026, 5, 1)));
    rig.add("person/new", rig.home(0), Post::leader);
    // One person, two homes: once.
    PostAssignment second{
        0, "person/01-0", rig.home(2), {Post::leader, Shift::day, ""}, make_date(2026, 2, 1)};
    REQUIRE(roster::store::insert_post(rig.database, second));
    const RotationDraft draft = rig.keep(0, later);
    CHECK(draft.plan.left == std::vector<std::string>{person.key});
    CHECK(draft.plan.joined == std::vector<std::string>{"person/new"});
    CHECK(draft.plan.moved.empty());
    CHECK(draft.plan.homes_at_risk.empty());
    const auto round = list_rotation(rig.database, city, 0, later);
    REQUIRE(round);
    CHECK(round->lines.size() == 12);
    CHECK(rig.line(*round, "person/01-0").roles.size() == 2);
    CHECK(round->unassigned.empty());
}

TEST_CASE("rotations: only a training of the city that was passed counts") {
    RotationRig rig;
    rig.build(4);
    const Date day = make_date(2026, 1, 15), after = make_date(2026, 3, 1);
    rig.train(make_date(2023, 8, 31), {"person/00-0"}, ActivityLevel::city);
    rig.keep(2026, day);
    rig.train(make_date(2026, 2, 1), {"person/01-0"}, ActivityLevel::city);
    rig.train(make_date(2026, 2, 2), {"person/01-1"}, ActivityLevel::county);
    rig.train(make_date(2026, 2, 3), {"person/01-2"}, ActivityLevel::city, ActivityKind::training,
              false);
    rig.train(make_date(2026, 2, 4), {"person/02-0"}, ActivityLevel::city, ActivityKind::tabletop);
    rig.train(make_date(2026, 2, 5), {"person/02-1"}, ActivityLevel::city,
              ActivityKind::demonstration);
    const auto round = list_rotation(rig.database, city, 0, after);
    REQUIRE(round);
    CHECK(rig.line(*round, "person/01-0").standing.state == RotationState::done);
    CHECK(rig.line(*round, "person/01-0").standing.due_on == make_date(2029, 2, 1));
    for (const char* person : {"person/01-1", "person/01-2", "person/02-0", "person/02-1"}) {
        CHECK(rig.line(*round, person).standing.state == RotationState::planned);
        CHECK_FALSE(rig.line(*round, person).trained_on);
    }
    CHECK(rig.line(*round, "person/01-1").county_on == make_date(2026, 2, 2));
    int done = 0;
    for (const CohortProgress& one : round->cohorts)
        done += one.done_count;
    CHECK(done == 1);
    // 36 months from 31 August: due that very day, over the day after.
    const auto on_day = list_rotation(rig.database, city, 0, make_date(2026, 8, 31));
    CHECK(rig.line(*on_day, "person/00-0").standing.due_on == make_date(2026, 8, 31));
    CHECK(rig.line(*on_day, "person/00-0").standing.state != RotationState::overdue);
    const auto over = list_rotation(rig.database, city, 0, make_date(2026, 9, 1));
    CHECK(rig.line(*over, "person/00-0").standing.state == RotationState::overdue);
}

TEST_CASE("rotations: a slot is no training, and raises nothing") {
    RotationRig rig;
    rig.build(5);
    tests::RawDatabase raw(rig.path);
    const std::string counted = "SELECT count(*) FROM countable_activity UNION ALL "
                                "SELECT count(*) FROM countable_attendance UNION ALL "
                                "SELECT count(*) FROM competence";
    const std::string before = raw.rows(counted);
    rig.keep(2026, make_date(2026, 1, 15));
    CHECK(raw.rows(counted) == before);
}

TEST_CASE(
    "rotations: by the rule in force: its content and audience count, and the day it is due") {
    RotationRig rig;
    rig.build(2);
    const auto rules = find_shipped_rules("rules/yangzhou");
    REQUIRE(rules);
    REQUIRE(adopt_rules(rig.database, city, *rules, make_date(2024, 6, 11), "秦监"));
    const Date day = make_date(2026, 6, 1);
    // Of the city, but about something else, and for a part: `due` does not take it either.
    ActivityEntry entry;
    Activity& a = entry.activity;
    a.organisation_key = city;
    a.kind = ActivityKind::training;
    a.level = ActivityLevel::city;
    a.title = "养老政策解读";
    a.tags = {"laws"};
    a.local_day = make_date(2026, 3, 2);
    entry.attendances = {{"person/00-0"}};
    REQUIRE(record_activity(rig.database, entry, "秦监"));
    a.title = "消防轮训";
    a.tags = {"fire"};
    a.scope = ActivityScope::three_roles;
    entry.attendances = {{"person/00-1"}};
    REQUIRE(record_activity(rig.database, entry, "秦监"));
    rig.keep(2026, day);
    const auto round = list_rotation(rig.database, city, 2026, day);
    REQUIRE(round);
    const auto& other = rig.line(*round, "person/00-0");
    CHECK_FALSE(other.trained_on);
    CHECK(other.standing.due_on == make_date(2027, 6, 11)); // 36 months after the rule began
    const auto& trained = rig.line(*round, "person/00-1");
    CHECK(trained.standing.state == RotationState::done);
    CHECK(trained.standing.due_on == make_date(2029, 3, 2));
    const auto due = list_due(rig.database, {city, day, true});
    REQUIRE(due);
    int compared = 0;
    for (const DueLine& line : due->lines)
        if (line.sources.front().rule_id == "TR-S0a")
            for (const RotationLine& one : round->lines)
                if (one.person_key == line.subject_key) {
                    ++compared;
                    CHECK_MESSAGE(one.standing.due_on == line.due_on, line.subject_key);
                }
    CHECK(compared == 6);
}

TEST_CASE("rotations: the head of a bureau is none of the three") {
    RotationRig rig;
    rig.build(2);
    REQUIRE(roster::store::insert_organisation(
        rig.database, {"org/mz", "民政局", OrganisationKind::bureau, city}));
    rig.add("person/he-ju", "org/mz", Post::leader);
    const Date day = make_date(2026, 1, 15);
    const auto draft = draft_rotation(rig.database, city, 0, day);
    REQUIRE(draft);
    CHECK(draft->round.lines.size() == 6);
    for (const RotationLine& line : draft->round.lines)
        CHECK(line.person_key != "person/he-ju");
    CHECK_FALSE(draft_rotation(rig.database, "org/mz", 0, day));
}
