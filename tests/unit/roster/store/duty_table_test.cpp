#include "roster/store/duty_condition_table.h"
#include "roster/store/duty_correction_table.h"
#include "roster/store/duty_log_table.h"
#include "roster/store/duty_swap_table.h"
#include "roster/store/duty_table.h"
#include "tests/support/roster_fixture.h"
#include <doctest/doctest.h>

using namespace roster::domain;
using namespace roster::store;

namespace {

constexpr const char* home = "org/ankang";
constexpr const char* fang = "person/wang-fang";
constexpr const char* jing = "person/chen-jing";
const Instant now = Instant{make_date(2026, 3, 3)};
const Entry entry{now, "孙建平"};

struct DutyTables {
    tests::TempFolder folder;
    std::filesystem::path path = tests::ledger_in(folder, "home");
    roster::service::OpenedDatabase opened = roster::service::open_or_create(path).value();
    Database& database = opened.database;
    std::int64_t roster = 0, call = 0, swap = 0;

    DutyTables() {
        const DaySpan days{make_date(2026, 3, 1), make_date(2026, 3, 31)};
        roster = insert_duty_roster(database, {0, home, 0, days, "", 0, "", {}, ""}, "{}", entry)
                     .value();
        DutySignRow sign{0, 0, false, home, fang, "room", now - std::chrono::hours{8}};
        sign.in_entered_at_utc = now;
        REQUIRE(insert_duty_sign(database, sign, entry));
        call = insert_duty_call(database, {0, 0, home, "room", now, "秦监"}, entry).value();
        REQUIRE(insert_duty_handover(database,
                                     {0,
                                      home,
                                      "room",
                                      make_date(2026, 3, 2),
                                      "D",
                                      fang,
                                      jing,
                                      now,
                                      now,
                                      {{"1", "复查", false}, {"2", "电话", true}}},
                                     entry));
        swap =
            insert_duty_swap(
                database,
                {0, home, roster, fang, jing, {{fang, jing, make_date(2026, 3, 9), "room", "D"}}},
                entry)
                .value();
        REQUIRE(step("asked", fang));
        DutyLogRow log;
        log.organisation_key = home;
        log.at_utc = log.entered_at_utc = now - std::chrono::hours{2};
        log.writer_key = fang;
        log.second_key = jing;
        log.fault_count = 1;
        log.panel_note = "S3-04";
        REQUIRE(insert_duty_log(database, log, entry));
        REQUIRE(insert_duty_condition(database, ban(), entry));
    }
    static DutyConditionRow ban() {
        DutyConditionRow row;
        row.kind = ConditionKind::no_night;
        row.person_key = fang;
        row.basis = BanBasis::pregnancy;
        row.from_day = make_date(2026, 3, 1);
        return row;
    }
    /// A call and a handover put right, a shift of two not approved.
    void put_right() {
        DutyCallRow row =
            load_duty_calls(database, home, now, now + std::chrono::hours{1})->front();
        row.answered_at_utc = now;
        row.answered_by_key = fang;
        REQUIRE(insert_call_correction(database, row, false, "有人接", entry));
        auto stood = find_duty_handover(database, home, 1).value().value();
        REQUIRE(insert_handover_correction(database, stood.row, false, "再签一次", entry));
        const auto two = insert_duty_swap(database,
                                          {0,
                                           home,
                                           roster,
                                           fang,
                                           jing,
                                           {{fang, jing, make_date(2026, 3, 12), "room", "D"},
                                            {fang, jing, make_date(2026, 3, 13), "room", "D"}}},
                                          entry);
        REQUIRE(two);
        for (const char* state : {"asked", "accepted"})
            REQUIRE(insert_duty_swap_step(database, *two, {0, state, fang, "", ""}, entry));
        const auto shifts = load_duty_swaps(database, home)->back().shifts;
        REQUIRE(insert_duty_swap_declined(database, shifts[1].id, entry));
        CHECK_FALSE(insert_duty_swap_declined(database, shifts[1].id, entry));
        CHECK_FALSE(insert_duty_swap_declined(database, shifts[0].id, entry)); // all of them
        CHECK(load_duty_swaps(database, home)->back().shifts[1].declined);
    }
    Result<void> step(const char* state, const char* by) {
        return insert_duty_swap_step(database, swap, {0, state, by, "", ""}, entry);
    }
};

} // namespace

TEST_CASE("duty tables: what goes in comes out, with versions that count up") {
    DutyTables home_tables;
    Database& database = home_tables.database;
    const DaySpan all{make_date(2026, 1, 1), make_date(2026, 12, 31)};
    REQUIRE(insert_duty_roster(database, {0, home, 0, all, "", 2, "没有人", {}, ""}, "{\"a\":1}",
                               entry));
    const auto rosters = load_duty_rosters(database, home, all);
    REQUIRE(rosters);
    REQUIRE(rosters->size() == 2);
    CHECK((*rosters)[0].version_no == 1);
    CHECK((*rosters)[1].version_no == 2);
    CHECK((*rosters)[1].accepted_reason == "没有人");
    CHECK(load_duty_file(database, (*rosters)[1].id).value() == "{\"a\":1}");
    CHECK((*rosters)[1].file_sha256 == sim::core::sha256_hex("{\"a\":1}"));
    CHECK(
        load_duty_rosters(database, home, {make_date(2027, 1, 1), make_date(2027, 1, 1)})->empty());
    const auto signs = load_duty_signs(database, home, now - std::chrono::hours{9}, now);
    REQUIRE(signs->size() == 1);
    CHECK_FALSE(signs->front().out_utc);
    CHECK(load_open_items(database, home, "room")->size() == 1);
    CHECK(load_duty_handovers(database, home, all.first, all.last)->front().taker_key == jing);
    const auto swaps = load_duty_swaps(database, home);
    CHECK(swaps->front().shifts.front().to_key == jing);
    CHECK(swaps->front().steps.front().state == "asked");
}

TEST_CASE("duty tables: no statement changes or removes what was written") {
    DutyTables home_tables;
    home_tables.put_right();
    tests::RawDatabase raw(home_tables.path);
    raw.exec("PRAGMA recursive_triggers = OFF");
    for (const std::string table :
         {"duty_roster", "duty_sign", "duty_call", "duty_handover", "duty_handover_item",
          "duty_swap", "duty_swap_shift", "duty_swap_step", "duty_swap_declined", "duty_log",
          "duty_condition", "duty_call_correction", "duty_handover_correction",
          "duty_handover_correction_item"}) {
        CAPTURE(table);
        const std::string before = raw.rows("SELECT * FROM " + table);
        REQUIRE_FALSE(before.empty());
        for (const std::string& attack :
             {"UPDATE " + table + " SET id = id", "DELETE FROM " + table}) {
            CHECK(raw.exec(attack) != SQLITE_OK);
            CHECK_MESSAGE(raw.message.find("append-only") != std::string::npos, raw.message);
        }
        CHECK(raw.exec(tests::on_server() ? "TRUNCATE " + table + " CASCADE"
                                          : "INSERT OR REPLACE INTO " + table + " SELECT * FROM " +
                                                table) != SQLITE_OK);
        CHECK(raw.rows("SELECT * FROM " + table) == before);
    }
}

TEST_CASE("duty tables: the database itself keeps the rules of answers, signatures and swaps") {
    DutyTables home_tables;
    Database& database = home_tables.database;
    // An answer names its call, once, and changes nothing of it.
    DutyCallRow answer{0, home_tables.call, home, "room", now, "秦监", now, fang};
    DutyCallRow other = answer;
    other.called_at_utc = now - std::chrono::hours{1};
    CHECK_FALSE(insert_duty_call(database, other, entry));
    CHECK(insert_duty_call(database, answer, entry));
    CHECK_FALSE(insert_duty_call(database, answer, entry));
    CHECK(load_duty_calls(database, home, now, now + std::chrono::hours{1})->size() == 1);
    // Two signatures of two people, a shift closed once, nothing slipped in.
    DutyHandoverRow alone{0, home, "room", make_date(2026, 3, 3), "D", fang, fang, now, now, {}};
    CHECK_FALSE(insert_duty_handover(database, alone, entry));
    DutyHandoverRow again{0, home, "room", make_date(2026, 3, 2), "D", fang, jing, now, now, {}};
    CHECK_FALSE(insert_duty_handover(database, again, entry));
    tests::RawDatabase raw(home_tables.path);
    CHECK(raw.exec("INSERT INTO duty_handover_item(handover_id, item_key, words, closed) "
                   "VALUES(1, '3', 'x', 0)") != SQLITE_OK);
    CHECK(raw.exec("INSERT INTO duty_swap_shift(swap_id, from_id, to_id, local_day, post_key, "
                   "shift_key) VALUES(1, 1, 2, '2026-03-10', 'room', 'D')") != SQLITE_OK);
    // A step follows from the last.
    CHECK_FALSE(home_tables.step("applied", jing));
    CHECK(home_tables.step("accepted", jing));
    CHECK_FALSE(home_tables.step("asked", fang));
    CHECK(home_tables.step("withdrawn", fang));
    CHECK_FALSE(home_tables.step("approved", jing));
    // Nobody signs in for tomorrow, or out before in.
    DutySignRow sign{0, 0, false, home, jing, "room", now + std::chrono::hours{1}};
    sign.in_entered_at_utc = now;
    CHECK_FALSE(insert_duty_sign(database, sign, entry));
    sign.in_utc = now - std::chrono::hours{1};
    sign.out_utc = now - std::chrono::hours{2};
    CHECK_FALSE(insert_duty_sign(database, sign, entry));
}

TEST_CASE("duty tables: a correction names the row that stands, once") {
    DutyTables home_tables;
    Database& database = home_tables.database;
    const DutyLogRow first =
        load_duty_log(database, home, now - std::chrono::hours{3}, now)->front();
    DutyLogRow second = first;
    second.corrects_id = first.id;
    CHECK_FALSE(insert_duty_log(database, second, entry)); // without a reason
    second.reason = "看错";
    second.fault_count = 0;
    const auto id = insert_duty_log(database, second, entry);
    REQUIRE(id);
    CHECK_FALSE(insert_duty_log(database, second, entry)); // somebody else came first
    CHECK(load_duty_log(database, home, now - std::chrono::hours{3}, now)->front().id == *id);
    CHECK(find_duty_log(database, home, first.id)->value().corrected_by == *id);
    CHECK_FALSE(find_duty_log(database, home, 99)->has_value());
    home_tables.put_right();
    DutyCallRow call = load_duty_calls(database, home, now, now + std::chrono::hours{1})->front();
    CHECK(call.correction_id != 0);
    CHECK(call.answered_by_key == fang);
    const DutyCallRow stale{home_tables.call, 0, home, "room", now, "秦监"};
    CHECK_FALSE(insert_call_correction(database, stale, false, "晚了", entry));
    CHECK(insert_call_correction(database, call, true, "没有查", entry));
    CHECK(load_duty_calls(database, home, now, now + std::chrono::hours{1})->empty());
    CHECK(find_duty_call(database, home, home_tables.call)->value().withdrawn);
    const auto handover = find_duty_handover(database, home, 1).value().value();
    CHECK(handover.row.items.size() == 2);
    CHECK(handover.row.correction_id != 0);
    CHECK(load_open_items(database, home, "room")->size() == 1);
    CHECK(load_open_items(database, home, "room", 1)->empty()); // nothing before it
}

TEST_CASE("duty tables: a condition holds what its kind has, and a ban has no words") {
    DutyTables home_tables;
    Database& database = home_tables.database;
    const auto with = [](auto change) {
        DutyConditionRow row = DutyTables::ban();
        row.person_key = jing;
        change(row);
        return row;
    };
    const auto refuses = [&](auto change) {
        return !insert_duty_condition(database, with(change), entry).has_value();
    };
    CHECK(refuses([](auto& row) { row.basis.reset(); }));
    CHECK(refuses([](auto& row) { row.reason = "先兆流产"; }));
    CHECK(refuses([](auto& row) { row.organisation_key = home; })); // holds wherever she works
    CHECK(refuses([](auto& row) { row.until_day = make_date(2026, 2, 1); }));
    CHECK(refuses([](auto& row) { row.other_key = fang; }));
    CHECK(refuses([](auto& row) { row.weight_count = 3; }));
    CHECK(refuses([](auto& row) { row.shift = "N"; }));
    const auto pair = [](DutyConditionRow& row) {
        row.kind = ConditionKind::apart;
        row.basis.reset();
        row.organisation_key = home;
        row.other_key = fang;
    };
    CHECK(refuses([&](auto& row) {
        pair(row);
        row.other_key = row.person_key;
    }));
    CHECK(insert_duty_condition(database, with(pair), entry));
    const auto wish = [](DutyConditionRow& row) {
        row.kind = ConditionKind::wants_off;
        row.basis.reset();
        row.organisation_key = home;
        row.weight_count = 5;
        row.shift = "夜班";
        row.until_day = row.from_day;
    };
    CHECK(refuses([&](auto& row) {
        wish(row);
        row.until_day.reset();
    }));
    CHECK(refuses([&](auto& row) {
        wish(row);
        row.weight_count = 101;
    }));
    CHECK(insert_duty_condition(database, with(wish), entry));
    const auto all = load_duty_conditions(database, home, make_date(2026, 3, 1));
    REQUIRE(all);
    REQUIRE(all->size() == 3);
    CHECK(load_duty_conditions(database, home, make_date(2026, 3, 2))->size() == 2);
    CHECK(load_duty_conditions(database, "org/other", make_date(2026, 3, 1))->empty());
}

TEST_CASE("duty tables: a later row ends a condition sooner or takes it back, once") {
    DutyTables home_tables;
    Database& database = home_tables.database;
    DutyConditionRow end = find_duty_condition(database, home, 1)->value().row;
    end.corrects_id = end.id;
    end.until_day = make_date(2026, 9, 1);
    CHECK_FALSE(insert_duty_condition(database, end, entry)); // without a reason
    end.reason = "产假开始";
    DutyConditionRow other = end;
    other.kind = ConditionKind::no_duty;
    CHECK_FALSE(insert_duty_condition(database, other, entry));
    other = end;
    other.person_key = jing;
    CHECK_FALSE(insert_duty_condition(database, other, entry));
    const auto second = insert_duty_condition(database, end, entry);
    REQUIRE(second);
    CHECK_FALSE(insert_duty_condition(database, end, entry)); // somebody else came first
    CHECK(find_duty_condition(database, home, 1)->value().corrected_by == *second);
    end.corrects_id = *second;
    end.until_day = make_date(2026, 10, 1); // later than it was
    CHECK_FALSE(insert_duty_condition(database, end, entry));
    end.until_day = make_date(2026, 9, 1);
    end.withdrawn = true;
    CHECK(insert_duty_condition(database, end, entry));
    CHECK(load_duty_conditions(database, home, make_date(2026, 3, 1))->empty());
}
