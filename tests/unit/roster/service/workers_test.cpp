#include "roster/service/workers.h"

#include "roster/service/activities.h"
#include "roster/service/certificates.h"
#include "roster/service/competence_list.h"
#include "roster/service/due.h"
#include "roster/service/open_database.h"
#include "roster/service/organisations.h"
#include "roster/service/record_drill.h"
#include "roster/service/responsibilities.h"
#include "roster/service/shift.h"
#include "roster/store/people_table.h"
#include "tests/support/roster_fixture.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;

namespace {

const Date moved = make_date(2026, 4, 1);
const Date later = make_date(2026, 7, 10);

/// A county with two homes. 甲 went from the old one to the new one on 1 April, 乙 has a post in
/// both, 丙 begins in the new one on 1 August.
struct Rig {
    Rig() {
        add("org/county", "某县", OrganisationKind::county, "");
        add("org/old", "老院", OrganisationKind::home, "org/county");
        add("org/new", "新院", OrganisationKind::home, "org/county");
        auto transaction = roster::store::Transaction::begin(database);
        REQUIRE(transaction);
        hire("person/a", "甲", "org/old", make_date(2025, 1, 1), Post::carer);
        hire("person/b", "乙", "org/old", make_date(2025, 1, 1), Post::safety_officer);
        hire("person/c", "丙", "org/new", make_date(2026, 8, 1), Post::carer);
        const auto posts = roster::store::load_posts(database, "org/old");
        REQUIRE(posts);
        REQUIRE(roster::store::end_post(database, posts->front().id, moved - Days{1}));
        post("person/a", Post::carer, moved);
        post("person/b", Post::leader, make_date(2025, 3, 1));
        REQUIRE(transaction->commit());
    }
    void add(const char* key, const char* name, OrganisationKind kind, const char* parent) {
        Organisation one;
        one.key = key;
        one.name = name;
        one.kind = kind;
        one.parent_key = parent;
        REQUIRE(add_organisation(database, one, "甲方"));
    }
    void hire(const char* key, const char* name, const char* home, Date joined, Post role) {
        Person one;
        one.key = key;
        one.name = name;
        one.organisation_key = home;
        one.joined_on = joined;
        one.roles.push_back({role, Shift::day, ""});
        REQUIRE(roster::store::insert_person(database, one));
    }
    void post(const char* key, Post role, Date from) {
        REQUIRE(roster::store::insert_post(
            database, {0, key, "org/new", {role, Shift::day, ""}, from, std::nullopt}));
    }
    std::string found(const char* home, const char* name, Date day, int ahead = 0) {
        const auto workers = Workers::load(database, {{home}, day, ahead});
        REQUIRE(workers);
        sim::core::Problems problems;
        std::string key = workers->find(name, "--person", problems);
        return problems.empty() ? key : problems.front().what;
    }
    sim::core::Result<RecordedDrill> observe(const char* home, const char* person, Date day) {
        auto drill = tests::make_drill(DrillKind::real, day, std::string(home) + person);
        drill.organisation_key = home;
        drill.persons.resize(1);
        drill.persons[0].person_key = person;
        return record_drill(database, drill, {"周督导", 0});
    }
    tests::TempFolder folder;
    Database database =
        std::move(open_or_create(tests::ledger_in(folder, "home")).value().database);
};

} // namespace

TEST_CASE("an observed drill takes whoever works at the home that day, and nobody else") {
    Rig rig;
    const auto refused = rig.observe("org/old", "person/a", later);
    REQUIRE_FALSE(refused);
    CHECK(describe(refused.error()).find("不在岗") != std::string::npos);
    tests::RawDatabase raw(tests::ledger_in(rig.folder, "home"));
    CHECK(raw.number("SELECT count(*) FROM competence") == 0);
    for (const auto& [home, person] : {std::pair("org/new", "person/a"), {"org/new", "person/b"}}) {
        const auto done = rig.observe(home, person, later + Days{person[7] == 'b'});
        REQUIRE_MESSAGE(done, describe(done.error()));
        CHECK(done->levels.front().level_after > 0);
    }
    CHECK(rig.observe("org/old", "person/b", later));
    CHECK(rig.observe("org/old", "person/a", moved - Days{1}));
}

TEST_CASE("a name is found in every home of the person, and below the office above them") {
    Rig rig;
    CHECK(rig.found("org/new", "甲", later) == "person/a");
    CHECK(rig.found("org/new", "乙", later) == "person/b");
    CHECK(rig.found("org/county", "甲", later) == "person/a");
    CHECK(rig.found("org/county", "乙", later) == "person/b");
    CHECK(rig.found("org/old", "甲", later).find("不在岗") != std::string::npos);
    CHECK(rig.found("org/new", "甲", moved - Days{1}).find("不在岗") != std::string::npos);
    CHECK(rig.found("org/new", "没有的人", later) == "没有的人");
    CHECK(rig.found("org/new", "丙", later).find("不在岗") != std::string::npos);
    CHECK(rig.found("org/new", "丙", later, pre_job_days) == "person/c");
}

TEST_CASE("several of one name are asked about with their keys") {
    Rig rig;
    rig.hire("person/a2", "甲", "org/old", make_date(2025, 1, 1), Post::cleaner);
    CHECK(rig.found("org/county", "甲", later) == "叫“甲”的有 2 人");
    CHECK(rig.found("org/old", "甲", later) == "person/a2");
    CHECK(rig.found("org/county", "person/a", later) == "person/a");
}

TEST_CASE("zones, board, shift and levels go by the posts of the day") {
    Rig rig;
    REQUIRE(set_zone(rig.database, {0, "org/new", "level/1", "person/a", "person/b", "1", later},
                     "甲方"));
    CHECK_FALSE(
        set_zone(rig.database, {0, "org/old", "level/1", "person/a", "", "1", later}, "甲方"));
    const auto zones = list_zones(rig.database, "org/new", {}, later);
    REQUIRE(zones);
    CHECK(zones->front().state == ZoneState::held);
    CHECK(zones->front().person == "甲");
    CHECK(zones->front().deputy == "乙");
    const auto board = list_board(rig.database, "org/new", later);
    REQUIRE(board);
    CHECK(std::ranges::any_of(*board, [](const auto& one) {
        return one.first == ResponsibleRole::leader && one.second.name == "乙";
    }));
    REQUIRE(set_responsible(
        rig.database,
        {0, "org/new", ResponsibleRole::safety_officer, "person/b", "", "", later, std::nullopt},
        "甲方"));
    CHECK(list_shift(rig.database, "org/new", Shift::day, later)->size() == 2);
    CHECK(list_shift(rig.database, "org/old", Shift::day, later)->size() == 1);
    CHECK(list_competence(rig.database, "org/new", "person/a", later)->line.on_roll);
    CHECK_FALSE(list_competence(rig.database, "org/old", "person/a", later)->line.on_roll);
}

TEST_CASE("a certificate is listed in every home of the holder, and once above them") {
    Rig rig;
    Certificate paper;
    paper.person_key = "person/b";
    paper.kind = CertificateKind::fire_facility_operator;
    paper.number = "X-1";
    paper.issued_on = make_date(2025, 1, 1);
    paper.expires_on = make_date(2027, 1, 1);
    const auto done = add_certificate(rig.database, {paper}, "甲方");
    REQUIRE_MESSAGE(done, describe(done.error()));
    for (const char* place : {"org/old", "org/new", "org/county"})
        CHECK(list_certificates(rig.database, place, later)->size() == 1);
}

TEST_CASE("a training before the first day at work is taken and meets the duty before work") {
    Rig rig;
    ActivityEntry entry;
    Activity& a = entry.activity;
    a.kind = ActivityKind::training;
    a.organisation_key = "org/new";
    a.title = "岗前消防培训";
    a.tags = {"fire"};
    a.local_day = make_date(2026, 7, 20);
    a.level = ActivityLevel::home;
    a.scope = ActivityScope::new_staff;
    entry.attendances = {{"person/c", "", true, true}};
    CHECK_FALSE(record_activity(rig.database, entry, "甲方")); // an ordinary one
    a.form = ActivityForm::pre_job;
    const auto done = record_activity(rig.database, entry, "甲方");
    REQUIRE_MESSAGE(done, describe(done.error()));
    a.local_day = make_date(2025, 7, 20);
    CHECK_FALSE(record_activity(rig.database, entry, "甲方")); // a year and more before
    const auto due = list_due(rig.database, {"org/new", make_date(2026, 8, 20), true});
    REQUIRE(due);
    int asked = 0, met = 0;
    for (const DueLine& line : due->lines)
        for (const RuleLine& rule : line.sources)
            if (rule.rule_id == "TR-61-2" && line.subject_key == "person/c") {
                ++asked;
                met += line.have_count >= line.want_count;
            }
    CHECK(asked > 0);
    CHECK(met == asked);
}
