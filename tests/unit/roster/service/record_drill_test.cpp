#include "roster/service/record_drill.h"

#include "roster/service/competence_list.h"
#include "roster/service/open_database.h"
#include "roster/service/person_records.h"
#include "roster/store/audit_table.h"
#include "tests/support/roster_fixture.h"
#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
using tests::make_drill;
using Element = CompetenceElement;

namespace {

const Date day_one = make_date(2026, 1, 10);
const RecordOptions by_trainer{"周督导", 0};
constexpr const char* home = "org/ankang";

struct HomeDatabase {
    tests::TempFolder folder;
    std::filesystem::path path = tests::ledger_in(folder, "home");
    Database database = std::move(open_or_create(path).value().database);
};

/// Everything that says something about somebody, byte for byte.
std::string people_side(const std::filesystem::path& path) {
    tests::RawDatabase raw(path);
    std::string all;
    for (const char* table : {"competence", "competence_in_force", "drill_obligation", "outcome",
                              "outcome_in_force", "evidence_outcome", "drill_person", "person",
                              "post_assignment", "team_membership", "resident"})
        all += raw.rows(std::string("SELECT * FROM ") + table);
    return all;
}

int level_of(Database& database, const char* person, Element element, Date day) {
    return list_competence(database, home, person, day)
        .value()
        .line.levels[static_cast<std::size_t>(element)]
        .level;
}

} // namespace

TEST_CASE("record: a real drill writes drill, outcomes and levels together") {
    HomeDatabase on;
    const auto recorded =
        record_drill(on.database, make_drill(DrillKind::real, day_one), by_trainer);
    REQUIRE_MESSAGE(recorded, describe(recorded.error()));
    CHECK(recorded->outcome_count == 7);
    CHECK(recorded->levels.size() == 5);
    for (const NewLevel& level : recorded->levels) {
        CHECK(level.level == 2);
        CHECK(level.level_before == 0);
        CHECK(level.level_after == 2);
    }
    CHECK(level_of(on.database, "person/wang-fang", Element::alarm, day_one) == 2);
    CHECK(level_of(on.database, "person/chen-jing", Element::evacuate, day_one) == 2);
    CHECK(level_of(on.database, "person/li-ming", Element::evacuate, day_one) == 0);
}

TEST_CASE("record: an L3 of the database fades by the oracle") {
    HomeDatabase on;
    DrillResult first = make_drill(DrillKind::real, day_one - Days{30}, "a");
    DrillResult second = make_drill(DrillKind::real, day_one, "b");
    second.conditions.distractors = true;
    REQUIRE(record_drill(on.database, first, by_trainer));
    REQUIRE(record_drill(on.database, second, by_trainer));
    const auto level = [&](int year, unsigned month, unsigned day) {
        return level_of(on.database, "person/wang-fang", Element::alarm,
                        make_date(year, month, day));
    };
    CHECK(level(2026, 1, 9) == 2);
    CHECK(level(2026, 1, 10) == 3);
    CHECK(level(2027, 1, 10) == 3);
    CHECK(level(2027, 1, 11) == 2);
    CHECK(level(2027, 7, 12) == 2);
    CHECK(level(2027, 7, 13) == 1);
    CHECK(level(2029, 1, 9) == 1);
    CHECK(level(2029, 1, 10) == 0);
    tests::RawDatabase raw(on.path);
    CHECK(raw.rows("SELECT level, assessed_on, valid_until FROM competence "
                   "WHERE element = 'A' ORDER BY id DESC LIMIT 1") == "3|2026-01-10|2027-01-10\n");
}

TEST_CASE("record: every level leads to its drill, outcome, fact and record") {
    HomeDatabase on;
    const DrillResult drill = make_drill(DrillKind::real, day_one);
    REQUIRE(record_drill(on.database, drill, by_trainer));
    const auto competence = list_competence(on.database, home, "person/wang-fang", day_one);
    REQUIRE(competence);
    REQUIRE(competence->trail.size() == 4);
    for (const auto& line : competence->trail) {
        CHECK(line.record_sha256 == drill.record_sha256);
        CHECK(line.drill_kind == DrillKind::real);
        CHECK(line.entry.quality == 1.0);
        CHECK(line.outcome.fact_seq == 100 + line.outcome.expected_no);
        CHECK(line.outcome.fact_sha256 ==
              sim::core::sha256_hex(std::to_string(line.outcome.expected_no)));
        CHECK(line.outcome.observer == "周督导");
        CHECK(line.valid_until == day_one + Days{365});
    }
}

TEST_CASE("record: a single-user simulation carries quality 0.6 and no extinguishing above L1") {
    HomeDatabase on;
    DrillResult drill = make_drill(DrillKind::live, day_one);
    drill.persons.pop_back();
    REQUIRE(record_drill(on.database, drill, by_trainer));
    CHECK(level_of(on.database, "person/wang-fang", Element::alarm, day_one) == 2);
    CHECK(level_of(on.database, "person/wang-fang", Element::extinguish, day_one) == 1);
    tests::RawDatabase raw(on.path);
    CHECK(raw.rows("SELECT DISTINCT quality FROM competence") == "0.6\n");
    CHECK(raw.number("SELECT count(*) FROM drill_obligation") == 0);
}

TEST_CASE("evidence firewall: twenty demonstrations change no byte about anybody") {
    HomeDatabase on;
    REQUIRE(record_drill(on.database, make_drill(DrillKind::real, day_one), by_trainer));
    const std::string before = people_side(on.path);
    for (int seed = 0; seed < 20; ++seed) {
        DrillResult drill = make_drill(DrillKind::demonstration, day_one + Days{seed % 3}, "demo");
        drill.seed = static_cast<std::uint64_t>(seed);
        const auto recorded = record_drill(on.database, drill, by_trainer);
        REQUIRE_MESSAGE(recorded, describe(recorded.error()));
        CHECK(recorded->levels.empty());
        CHECK(recorded->outcome_count == 0);
    }
    CHECK(people_side(on.path) == before);
    CHECK(roster::store::load_drills(on.database, home)->size() == 21);
}

TEST_CASE("evidence firewall: table-tops, plans and robots move no level and no obligation") {
    HomeDatabase on;
    DrillResult drill = make_drill(DrillKind::tabletop, day_one);
    SUBCASE("table-top") {}
    SUBCASE("planned") {
        drill = make_drill(DrillKind::real, day_one);
        drill.progress = DrillProgress::planned;
        drill.persons.clear();
        drill.record_sha256.clear();
        drill.rating.clear();
        drill.score.reset();
    }
    SUBCASE("live, played by policies") {
        drill = make_drill(DrillKind::live, day_one);
        for (PersonResult& person : drill.persons)
            person.played_by = PlayedBy::policy;
    }
    SUBCASE("live demonstration with a person's name on it") {
        drill = make_drill(DrillKind::demonstration, day_one);
    }
    const auto recorded = record_drill(on.database, drill, by_trainer);
    REQUIRE_MESSAGE(recorded, describe(recorded.error()));
    CHECK(recorded->levels.empty());
    tests::RawDatabase raw(on.path);
    CHECK(raw.number("SELECT count(*) FROM competence") == 0);
    CHECK(raw.number("SELECT count(*) FROM evidence_outcome") == 0);
    CHECK(raw.number("SELECT count(*) FROM drill_obligation") == 0);
    CHECK(calc_mastery_today(on.database, home, day_one)->mastered_count == 0);
}

TEST_CASE("evidence firewall: a real drill without observers counts as held and for no level") {
    HomeDatabase on;
    DrillResult drill = make_drill(DrillKind::real, day_one);
    for (PersonResult& person : drill.persons)
        for (Outcome& outcome : person.outcomes)
            outcome.observer.clear();
    const auto recorded = record_drill(on.database, drill, by_trainer);
    REQUIRE_MESSAGE(recorded, describe(recorded.error()));
    CHECK(recorded->levels.empty());
    CHECK(roster::store::load_obligations(on.database, home)->at(0).held_count == 1);
}

TEST_CASE("record: the same evidence is written once, a demonstration as often as it is shown") {
    HomeDatabase on;
    const DrillResult real = make_drill(DrillKind::real, day_one);
    REQUIRE(record_drill(on.database, real, by_trainer));
    const auto again = record_drill(on.database, real, by_trainer);
    REQUIRE_FALSE(again);
    CHECK(again.error().code == sim::core::Errc::conflict);
    CHECK(describe(again.error()).find("已经记录过") != std::string::npos);
    const DrillResult demo = make_drill(DrillKind::demonstration, day_one);
    CHECK(record_drill(on.database, demo, by_trainer));
    CHECK(record_drill(on.database, demo, by_trainer));
}

TEST_CASE("record: a participant who was not there is refused, all problems in one go") {
    HomeDatabase on;
    DrillResult drill = make_drill(DrillKind::real, make_date(2019, 5, 1));
    drill.persons[1].person_key = "person/nobody";
    drill.rating = "Q";
    const auto recorded = record_drill(on.database, drill, {"", 0});
    REQUIRE_FALSE(recorded);
    CHECK(recorded.error().code == sim::core::Errc::bad_input);
    CHECK(recorded.error().problems.size() == 4);
    tests::RawDatabase raw(on.path);
    CHECK(raw.number("SELECT count(*) FROM drill") == 0);
    CHECK(raw.number("SELECT count(*) FROM audit") == 1);
}

TEST_CASE("record: a wrong critical action blocks the element until the action is done right") {
    HomeDatabase on;
    REQUIRE(record_drill(on.database, make_drill(DrillKind::real, day_one), by_trainer));
    DrillResult bad = make_drill(DrillKind::real, day_one + Days{20});
    bad.persons.resize(1);
    bad.persons[0].outcomes.resize(2);
    bad.persons[0].outcomes[1].status = OutcomeStatus::wrong;
    bad.persons[0].outcomes[1].critical = true;
    REQUIRE(record_drill(on.database, bad, by_trainer));
    const auto extinguish = [&](Date day) {
        return level_of(on.database, "person/wang-fang", Element::extinguish, day);
    };
    CHECK(extinguish(day_one + Days{19}) == 2);
    CHECK(extinguish(day_one + Days{20}) == 1);
    CHECK(extinguish(day_one + Days{150}) == 1);
    CHECK(level_of(on.database, "person/wang-fang", Element::alarm, day_one + Days{20}) == 2);
    REQUIRE(record_drill(on.database, make_drill(DrillKind::real, day_one + Days{40}), by_trainer));
    CHECK(extinguish(day_one + Days{39}) == 1);
    CHECK(extinguish(day_one + Days{40}) == 2);
}

TEST_CASE("record: a corrected drill replaces the old one, which stays on file") {
    HomeDatabase on;
    const DrillResult drill = make_drill(DrillKind::real, day_one);
    const auto first = record_drill(on.database, drill, by_trainer);
    REQUIRE(first);
    DrillResult corrected = drill;
    corrected.persons.pop_back();
    const auto second = record_drill(on.database, corrected, {"周督导", first->drill_id});
    REQUIRE_MESSAGE(second, describe(second.error()));
    CHECK(level_of(on.database, "person/chen-jing", Element::evacuate, day_one) == 0);
    CHECK(level_of(on.database, "person/wang-fang", Element::evacuate, day_one) == 2);
    CHECK(roster::store::load_drills(on.database, home)->size() == 1);
    CHECK(roster::store::load_obligations(on.database, home)->at(0).held_count == 1);
    tests::RawDatabase raw(on.path);
    CHECK(raw.number("SELECT count(*) FROM drill") == 2);
    CHECK_FALSE(record_drill(on.database, corrected, {"周督导", first->drill_id}));
}

TEST_CASE("record: a level taken back counts no more and stays on file") {
    HomeDatabase on;
    const auto recorded =
        record_drill(on.database, make_drill(DrillKind::real, day_one), by_trainer);
    REQUIRE(recorded);
    const auto id = recorded->levels.front().competence_id;
    CHECK_FALSE(withdraw_level(on.database, id, "周督导", ""));
    CHECK(withdraw_level(on.database, id, "周督导", "记错了人"));
    CHECK_FALSE(withdraw_level(on.database, id, "周督导", "再来一次"));
    CHECK_FALSE(withdraw_level(on.database, 999, "周督导", "没有这条"));
    CHECK(list_competence(on.database, home, "person/wang-fang", day_one)->trail.size() == 3);
    tests::RawDatabase raw(on.path);
    CHECK(raw.number("SELECT count(*) FROM competence") == 6);
}

TEST_CASE("record: every write leaves a line in an unbroken chain") {
    HomeDatabase on;
    for (int i = 0; i < 4; ++i)
        REQUIRE(
            record_drill(on.database, make_drill(DrillKind::live, day_one + Days{i}), by_trainer));
    CHECK(roster::store::load_audit(on.database)->size() == 5);
    CHECK_FALSE(roster::store::check_audit_chain(on.database)->broken_id.has_value());
    tests::RawDatabase raw(on.path);
    REQUIRE(raw.exec(
                std::string("DROP TRIGGER audit_no_update") +
                (tests::on_server() ? " ON audit; " : "; ") +
                "UPDATE audit SET after_json = replace(after_json, 'live', 'real') WHERE id = 3") ==
            SQLITE_OK);
    CHECK(roster::store::check_audit_chain(on.database)->broken_id.value() == 3);
}

TEST_CASE("record: nobody watches himself, and no robot watches anybody") {
    HomeDatabase on;
    const auto refused = [&](auto change) {
        auto drill = make_drill(DrillKind::real, day_one);
        change(drill);
        const auto done = record_drill(on.database, drill, by_trainer);
        return done ? std::string() : describe(done.error());
    };
    const auto by = [&](const char* observer) {
        return refused([&](DrillResult& drill) {
            for (PersonResult& one : drill.persons)
                for (Outcome& outcome : one.outcomes)
                    if (one.person_key == "person/wang-fang") outcome.observer = observer;
        });
    };
    for (const char* self : {"王芳", "王 芳", "王芳（观察员）", "person/wang-fang"})
        CHECK_MESSAGE(by(self).find("不能给自己记录") != std::string::npos, self);
    CHECK(by("机器人").find("不是人的姓名") != std::string::npos);
    for (const char* lead : {"王　芳", "person/wang-fang", "陈静、周督导"})
        CHECK_MESSAGE(refused([&](DrillResult& drill) {
                          drill.lead_observer = lead;
                      }).find("自己参加了演练") != std::string::npos,
                      lead);
    CHECK(refused([](DrillResult& drill) { drill.lead_observer = "系统"; }).find("不是人的姓名") !=
          std::string::npos);
    CHECK(tests::RawDatabase(on.path).number("SELECT count(*) FROM drill") == 0);
}

TEST_CASE("record: who is on leave took no part in a real drill") {
    HomeDatabase on;
    const auto leave = record_leave(on.database, {"person/wang-fang", day_one, day_one, "年休假"},
                                    {Instant{day_one}, "孙建平"});
    REQUIRE(leave);
    const auto done = record_drill(on.database, make_drill(DrillKind::real, day_one), by_trainer);
    REQUIRE_FALSE(done);
    const std::string said = describe(done.error());
    CHECK(said.find(fmt::format("王芳 在 2026-01-10 请假：第 {} 条", *leave)) != std::string::npos);
    CHECK(said.find(fmt::format("person leave withdraw {}", *leave)) != std::string::npos);
    CHECK(record_drill(on.database, make_drill(DrillKind::real, day_one + Days{1}), by_trainer));
}
