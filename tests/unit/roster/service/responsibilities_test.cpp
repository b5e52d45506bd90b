#include "roster/service/responsibilities.h"

#include "roster/service/due.h"
#include "roster/service/open_database.h"
#include "roster/service/sealed_drills.h"
#include "roster/store/people_table.h"
#include "tests/support/roster_fixture.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;

namespace {

const Date today = make_date(2026, 6, 1);

struct Rig {
    Rig() {
        auto opened = open_or_create(folder / "a.yanlian.db");
        REQUIRE(opened);
        database = std::move(opened->database);
    }
    void set(const char* zone, const char* person, const char* deputy, Date from) {
        const auto done =
            set_zone(*database, {0, "org/ankang", zone, person, deputy, "0514-1", from, {}}, "甲");
        REQUIRE_MESSAGE(done, describe(done.error()));
    }
    ZoneRow zone(const char* name, Date day) {
        const auto rows = list_zones(*database, "org/ankang", {}, day);
        REQUIRE(rows);
        const auto found = std::ranges::find(*rows, name, &ZoneRow::zone);
        REQUIRE(found != rows->end());
        return *found;
    }
    void leave(const char* key, Date last) {
        auto persons = roster::store::load_persons(*database, "org/ankang");
        REQUIRE(persons);
        for (Person& person : *persons)
            if (person.key == key) {
                person.left_on = last;
                REQUIRE(roster::store::update_person(*database, person, last));
            }
    }
    std::string counters() {
        tests::RawDatabase raw(folder / "a.yanlian.db");
        const auto due = list_due(*database, {"org/ankang", today, true});
        REQUIRE(due);
        std::string text;
        for (const DueLine& line : due->lines)
            text += line.subject_key + line.activity + iso(line.due_on) +
                    std::to_string(line.have_count) + "\n";
        return text + raw.rows("SELECT * FROM countable_activity") +
               raw.rows("SELECT * FROM countable_attendance") +
               raw.rows("SELECT * FROM competence");
    }
    ActivityEntry drill(Date day) {
        ActivityEntry entry;
        Activity& a = entry.activity;
        a.organisation_key = "org/ankang";
        a.kind = ActivityKind::drill;
        a.form = ActivityForm::real_drill;
        a.title = "突击演练";
        a.local_day = day;
        a.started_at_utc = Instant{day} + std::chrono::hours{2};
        a.place = a.content = a.departments = a.lead = a.recorder = "甲";
        a.present_count = 3;
        return entry;
    }
    tests::TempFolder folder;
    std::optional<roster::store::Database> database;
};

} // namespace

TEST_CASE(
    "zones: every zone of the plan and of the posts is asked for; who left leaves a gap said") {
    Rig rig;
    const auto rows = list_zones(*rig.database, "org/ankang", {"level/0"}, today);
    REQUIRE(rows);
    REQUIRE(rows->size() == 4); // the plan's level/0, and the three where somebody has a post
    CHECK((*rows)[0].zone == "level/0");
    for (const ZoneRow& row : *rows)
        CHECK(row.state == ZoneState::gap);
    rig.set("level/1", "person/chen-jing", "person/liu-yan", make_date(2026, 1, 1));
    rig.set("level/2", "person/wang-fang", "", make_date(2026, 1, 1));
    CHECK(rig.zone("level/1", today).state == ZoneState::held);
    CHECK(rig.zone("level/1", make_date(2025, 12, 31)).state == ZoneState::gap);
    rig.leave("person/chen-jing", make_date(2026, 5, 31));
    rig.leave("person/wang-fang", make_date(2026, 5, 31));
    CHECK(rig.zone("level/2", make_date(2026, 5, 31)).state == ZoneState::held);
    const ZoneRow deputed = rig.zone("level/1", today), gap = rig.zone("level/2", today);
    CHECK(deputed.state == ZoneState::deputed);
    CHECK(gap.state == ZoneState::gap);
    CHECK(gap.why.find("王芳") != std::string::npos);
    CHECK(gap.why.find("2026-05-31") != std::string::npos);
}

TEST_CASE("zones: who takes over ends the one before on the day before, and history stays") {
    Rig rig;
    rig.set("level/1", "person/chen-jing", "", make_date(2026, 1, 1));
    rig.set("level/1", "person/liu-yan", "", make_date(2026, 4, 1));
    rig.set("level/1", "person/huang-mei", "", make_date(2026, 4, 1)); // a slip of the same day
    CHECK(rig.zone("level/1", make_date(2026, 3, 31)).person == "陈静");
    CHECK(rig.zone("level/1", make_date(2026, 4, 1)).person == "黄梅");
    tests::RawDatabase raw(rig.folder / "a.yanlian.db");
    CHECK(raw.number("SELECT count(*) FROM zone_responsibility") == 4);
    CHECK(raw.exec("DELETE FROM zone_responsibility") != SQLITE_OK);
    CHECK(raw.exec("UPDATE zone_responsibility SET phone = ''") != SQLITE_OK);
    const auto bad = set_zone(
        *rig.database, {0, "org/ankang", "", "person/nobody", "person/nobody", "", today, {}}, "");
    REQUIRE_FALSE(bad);
    CHECK(bad.error().problems.size() >= 4);
}

TEST_CASE("board: the register comes before the posts, and who has left is nobody") {
    Rig rig;
    const auto name_of_role = [&](ResponsibleRole role, Date day) -> std::string {
        const auto board = list_board(*rig.database, "org/ankang", day);
        REQUIRE(board);
        for (const auto& [one, name] : *board)
            if (one == role) return name.name;
        return "";
    };
    CHECK(name_of_role(ResponsibleRole::leader, today) == "赵国华");
    CHECK(name_of_role(ResponsibleRole::fire, today).empty());
    REQUIRE(set_responsible(
        *rig.database,
        {0, "org/ankang", ResponsibleRole::fire, "", "孙涛", "119-1", make_date(2026, 1, 1), {}},
        "甲"));
    REQUIRE(set_responsible(*rig.database,
                            {0,
                             "org/ankang",
                             ResponsibleRole::safety_officer,
                             "person/sun-jianping",
                             "",
                             "",
                             make_date(2026, 1, 1),
                             {}},
                            "甲"));
    CHECK(name_of_role(ResponsibleRole::fire, today) == "孙涛");
    CHECK(name_of_role(ResponsibleRole::safety_officer, today) == "孙建平");
    rig.leave("person/sun-jianping", make_date(2026, 5, 31));
    CHECK(name_of_role(ResponsibleRole::safety_officer, today).empty());
}

TEST_CASE(
    "sealed drills: the window is on file and the day is not, until the drill opens the seal") {
    Rig rig;
    tests::RawDatabase raw(rig.folder / "a.yanlian.db");
    const Date now =
        calc_local_day(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    const SealOrder order{"org/ankang", "突击演练", now + Days{3}, now + Days{1}, now + Days{20}};
    const std::string before = rig.counters();
    const auto slip = seal_drill(*rig.database, order, "周督导");
    REQUIRE_MESSAGE(slip, describe(slip.error()));
    CHECK(rig.counters() == before);
    const std::string rows =
        raw.rows("SELECT * FROM sealed_drill") + raw.rows("SELECT * FROM audit");
    CHECK(rows.find(iso(order.from_day)) != std::string::npos);
    CHECK(rows.find(iso(order.day)) == std::string::npos);
    CHECK(rows.find(slip->secret) == std::string::npos);
    CHECK(make_seal("org/ankang", order.day, slip->secret) ==
          list_sealed_drills(*rig.database, "org/ankang")->front().seal_sha256);

    // Nothing but that day, held for real, opens it. It lies ahead, so nothing does yet.
    CHECK_FALSE(
        hold_sealed_drill(*rig.database, slip->id, slip->secret, rig.drill(order.day), "甲"));
    CHECK_FALSE(hold_sealed_drill(*rig.database, slip->id, slip->secret, rig.drill(today), "甲"));
    CHECK_FALSE(hold_sealed_drill(*rig.database, slip->id, "0", rig.drill(order.day), "甲"));
    CHECK_FALSE(hold_sealed_drill(*rig.database, 99, slip->secret, rig.drill(order.day), "甲"));
    CHECK(rig.counters() == before);
}

TEST_CASE("sealed drills: opened by the real drill of the day, once; by a table-top never") {
    Rig rig;
    const Date day = make_date(2026, 3, 12);
    // Sealed in the past: written as the service would have written it then.
    tests::RawDatabase raw(rig.folder / "a.yanlian.db");
    REQUIRE(
        raw.exec("INSERT INTO sealed_drill(organisation_id, title, from_day, until_day, "
                 "seal_sha256, recorded_at_utc, recorded_by) SELECT id, '突击演练', "
                 "'2026-03-01', '2026-03-31', '" +
                 make_seal("org/ankang", day, "secret") +
                 "', '2026-02-01T00:00:00Z', '甲' FROM organisation WHERE key = 'org/ankang'") ==
        SQLITE_OK);
    ActivityEntry tabletop = rig.drill(day);
    tabletop.activity.kind = ActivityKind::tabletop;
    CHECK_FALSE(hold_sealed_drill(*rig.database, 1, "secret", tabletop, "甲"));
    CHECK_FALSE(hold_sealed_drill(*rig.database, 1, "secret", rig.drill(day + Days{1}), "甲"));
    CHECK(raw.number("SELECT count(*) FROM activity") == 0);
    const auto held = hold_sealed_drill(*rig.database, 1, "secret", rig.drill(day), "甲");
    REQUIRE_MESSAGE(held, describe(held.error()));
    CHECK(raw.number("SELECT hidden_date FROM activity") == 1);
    CHECK(list_sealed_drills(*rig.database, "org/ankang")->front().opened_day == day);
    CHECK_FALSE(hold_sealed_drill(*rig.database, 1, "secret", rig.drill(day), "甲"));
    CHECK(raw.number("SELECT count(*) FROM countable_activity") == 1);
    CHECK(raw.exec("DELETE FROM sealed_drill_opening") != SQLITE_OK);
}

TEST_CASE("sealed drills: a plan with a hidden date keeps no date on file") {
    Rig rig;
    ActivityEntry plan = rig.drill(make_date(2099, 1, 1));
    plan.activity.progress = ActivityProgress::planned;
    CHECK(record_activity(*rig.database, plan, "甲"));
    plan.activity.hidden_date = true;
    plan.activity.title = "另一次";
    const auto refused = record_activity(*rig.database, plan, "甲");
    REQUIRE_FALSE(refused);
    CHECK(describe(refused.error()).find("封存") != std::string::npos);
    const SealOrder narrow{"org/ankang", "", make_date(2099, 1, 1), make_date(2099, 1, 2),
                           make_date(2099, 1, 3)};
    const auto bad = seal_drill(*rig.database, narrow, "甲");
    REQUIRE_FALSE(bad);
    CHECK(bad.error().problems.size() == 3);
}
