// What a record says of itself when somebody, or a disk, has changed it.
#include "tests/unit/sim/record/record_files.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace sim;

namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// Where a piece of text stands in the file's bytes; must be there.
std::size_t place_of(const std::string& bytes, const std::string& piece) {
    const std::size_t at = bytes.find(piece);
    REQUIRE(at != std::string::npos);
    return at;
}

} // namespace

TEST_CASE("record damage: one flipped byte in any fact is named with its number") {
    const auto& recorded = tests::recorded_drill();
    tests::RecordCopy copy;
    for (const drill::Fact& fact : recorded.facts) {
        const std::string line = drill::format_fact(fact);
        const std::size_t at = place_of(recorded.bytes, line);
        // Three places in the line, and its hash that follows it.
        for (const std::size_t offset :
             {std::size_t{1}, line.size() / 2, line.size() - 2, line.size() + 10}) {
            std::string bytes = recorded.bytes;
            bytes[at + offset] = static_cast<char>(bytes[at + offset] ^ 1);
            copy.write(bytes);
            const std::string complaint = copy.complaint();
            CHECK_MESSAGE(has(complaint, fmt::format("第 {} 条事实", fact.seq)), fact.seq, " ",
                          offset, ": ", complaint);
        }
    }
}

TEST_CASE("record damage: any flipped bit of a fact's line is named with its number") {
    const auto& recorded = tests::recorded_drill();
    tests::RecordCopy copy;
    CHECK(rc::check([&] {
        const auto& fact = *rc::gen::elementOf(recorded.facts);
        const std::string line = drill::format_fact(fact);
        const std::size_t at =
            recorded.bytes.find(line) + *rc::gen::inRange<std::size_t>(0, line.size());
        std::string bytes = recorded.bytes;
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << *rc::gen::inRange(0, 8)));
        copy.write(bytes);
        RC_ASSERT(has(copy.complaint(), fmt::format("第 {} 条事实", fact.seq)));
    }));
}

TEST_CASE("record damage: changed, missing and added rows of facts and commands are named") {
    const auto count = tests::recorded_drill().facts.size();
    const std::pair<std::string, std::string> cases[] = {
        {"UPDATE fact SET tick = tick + 1 WHERE seq = 3", "第 3 条事实"},
        {"UPDATE fact SET hash = 'x' WHERE seq = 4", "第 4 条事实"},
        {"UPDATE fact SET seq = 1000 WHERE seq = 5", "缺少第 5 条事实"},
        {"DELETE FROM fact WHERE seq = 1", "缺少第 1 条事实"},
        {"DELETE FROM fact WHERE seq > 2", "缺少第 3 条事实"},
        {"DELETE FROM fact", "缺少第 1 条事实"},
        {fmt::format("INSERT INTO fact SELECT {0}, tick, body, hash FROM fact WHERE seq = 1",
                     count + 1),
         fmt::format("第 {} 条事实", count + 1)},
        {"UPDATE header SET value = 'x' WHERE key = 'fact_head'", "header/fact_head"},
        {"UPDATE command SET body = replace(body, '\"seq\":1', '\"seq\": 1') WHERE seq = 1",
         "第 1 条指令"},
        {"UPDATE command SET body = replace(body, 'person/', 'persom/') WHERE seq = 2",
         "第 2 条指令"},
        {"DELETE FROM command WHERE seq = 1", "缺少第 1 条指令"},
        {"DELETE FROM command WHERE seq > 1", "缺少第 2 条指令"}};
    for (const auto& [change, expected] : cases) {
        const tests::RecordCopy copy;
        copy.sql(change);
        const std::string complaint = copy.complaint();
        CHECK_MESSAGE(has(complaint, expected), change, ": ", complaint);
    }
}

TEST_CASE("record damage: facts and commands are both told in one go") {
    const tests::RecordCopy copy;
    copy.sql(
        "UPDATE fact SET body = '{}' WHERE seq = 2; UPDATE command SET body = '{}' WHERE seq = 2");
    const std::string complaint = copy.complaint();
    CHECK(has(complaint, "第 2 条指令"));
    CHECK(has(complaint, "第 2 条事实"));
}

TEST_CASE("record damage: what is well-formed but untrue is found by running it again") {
    const std::pair<std::string, std::string> cases[] = {
        {"UPDATE checkpoint SET hash = '0000000000000000' WHERE tick = 400",
         "节拍 400 的检查点不同"},
        {"UPDATE person SET name = '别人' WHERE id = 2", "第 2 个人不同"},
        {"UPDATE trajectory_data SET pos_x = pos_x + 0.01 WHERE frame = 60", "节拍 300"},
        {"UPDATE person_state SET outcome = 3 WHERE tick = 0 AND person = 1", "节拍"},
        {"UPDATE smoke SET upper_temperature_K = upper_temperature_K + 50 WHERE tick = 0", "节拍"},
        {"UPDATE door SET open_frac = 0.5", "节拍"}};
    for (const auto& [change, expected] : cases) {
        const tests::RecordCopy copy;
        copy.sql(change);
        const auto verified = record::verify_record(copy.path());
        REQUIRE_MESSAGE(verified, change, describe(verified.error()));
        CHECK_FALSE_MESSAGE(verified->same, change);
        CHECK_MESSAGE(has(verified->difference, expected), change, ": ", verified->difference);
    }
}

TEST_CASE("record damage: tables that are missing, changed or views in disguise are all named") {
    const tests::RecordCopy copy;
    copy.sql("DROP TABLE smoke; DROP TABLE door; ALTER TABLE fire ADD COLUMN more INTEGER;"
             "DROP VIEW fact_list; DROP TABLE fact;"
             "CREATE VIEW fact AS WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i FROM n) "
             "SELECT i AS seq, 0 AS tick, '' AS body, '' AS hash FROM n");
    const std::string complaint = copy.complaint();
    for (const char* table : {"smoke", "door", "fact"})
        CHECK_MESSAGE(has(complaint, std::string(table) + ": 缺少这个表"), complaint);
    CHECK(has(complaint, "fire: 这个表的列不对"));
}

TEST_CASE("record damage: headers that cannot be are problems with their key") {
    const std::pair<std::string, std::string> cases[] = {
        {"PRAGMA application_id = 1", "这不是演练记录"},
        {"UPDATE header SET value = '3' WHERE key = 'version'", "更新的版本（3）"},
        {"UPDATE header SET value = '1' WHERE key = 'version'", "header/seal"},
        {"UPDATE header SET value = '0' WHERE key = 'version'", "header/version"},
        {"UPDATE header SET value = 'x' WHERE key = 'seed'", "header/seed"},
        {"UPDATE header SET value = 'later' WHERE key = 'start'", "header/start"},
        {"UPDATE header SET value = 'fake' WHERE key = 'kind'", "header/kind"},
        {"UPDATE header SET value = 'other' WHERE key = 'format'", "header/format"},
        {"UPDATE header SET value = '-5' WHERE key = 'end_tick'", "header/end_tick"},
        {"UPDATE header SET value = '1000000000' WHERE key = 'end_tick'", "header/end_tick"},
        {"UPDATE header SET value = '2' WHERE key = 'seed'", "header/seal"},
        {"UPDATE header SET value = 'real' WHERE key = 'kind'", "header/seal"},
        {"UPDATE header SET value = 'system' WHERE key = 'start'", "header/seal"},
        {"INSERT INTO header VALUES('more', 'x')", "header/seal"},
        {"UPDATE document SET text = text || ' ', sha256 = 'x' WHERE kind = 'plan'",
         "document/plan"},
        {"INSERT INTO document VALUES('trace', "
         "'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 'abc')",
         "header/seal"},
        {"DELETE FROM header WHERE key = 'team'", "header/team"},
        {"DELETE FROM header", "header/format"},
        {"UPDATE document SET text = text || ' ' WHERE kind = 'plan'", "document/plan"},
        {"DELETE FROM document WHERE kind = 'scenario'", "document/scenario"}};
    for (const auto& [change, expected] : cases) {
        const tests::RecordCopy copy;
        copy.sql(change);
        const std::string complaint = copy.complaint();
        CHECK_MESSAGE(has(complaint, expected), change, ": ", complaint);
    }
    const tests::RecordCopy newer;
    newer.sql("UPDATE header SET value = '3' WHERE key = 'version'");
    CHECK(record::load_record(newer.path()).error().code == core::Errc::newer_version);
}

TEST_CASE("record damage: rows that cannot be are problems with their table") {
    const std::pair<std::string, std::string> cases[] = {
        {"INSERT INTO person SELECT 5000, key, name, role, person_group, mobility, sheet, x_m, "
         "y_m, heading_rad FROM "
         "person WHERE id = 0",
         "person/5000"},
        {"DELETE FROM person WHERE id > 3", "person"},
        {"UPDATE person SET person_group = 77 WHERE id = 2", "person/2"},
        {"UPDATE person SET sheet = -1 WHERE id = 2", "person/2"},
        {"UPDATE person SET x_m = 1e300 WHERE id = 2", "person/2"},
        {"INSERT INTO smoke VALUES(1220, 100000, 1, 1, 1, 1, 1, 1)", "smoke"},
        {"INSERT INTO smoke VALUES(1220, 0, 1, 1, 1, 1, 1, 1), (0, 0, 1, 1, 1, 1, 1, 1)",
         "smoke"}, // back in time
        {"INSERT INTO smoke VALUES(1220, 0, 9e999, 1, 1, 1, 1, 1)", "smoke"},
        {"INSERT INTO smoke VALUES(1300, 0, 1, 1, 1, 1, 1, 1)", "smoke"}, // after the end
        {"UPDATE person_state SET sheet = 99", "person_state"},
        {"UPDATE person_state SET outcome = 9", "person_state"},
        {"UPDATE person_state SET person = -1", "person_state"},
        {"UPDATE trajectory_data SET id = 4294967296", "trajectory_data"},
        {"UPDATE trajectory_data SET frame = -9223372036854775808", "trajectory_data"},
        {"UPDATE trajectory_data SET pos_x = 9e999", "trajectory_data"},
        {"INSERT INTO door VALUES(1220, 100000, 1)", "door"},
        {"INSERT INTO fire VALUES(1220, 1, 1)", "fire"},
        {"INSERT INTO detector VALUES(1220, 100000, 1)", "detector"},
        {"INSERT INTO device VALUES(1220, 6, 0, 0, 0, 0, 1, 1)", "device"}};
    for (const auto& [change, expected] : cases) {
        const tests::RecordCopy copy;
        copy.sql(change);
        const std::string complaint = copy.complaint();
        CHECK_MESSAGE(has(complaint, expected), change, ": ", complaint);
    }
}

TEST_CASE("record damage: what is no record is said to be none") {
    tests::RecordCopy copy;
    copy.write("");
    CHECK(has(copy.complaint(), "文件是空的"));
    copy.write("{\"format\": \"yanlian-scenario\"}\n");
    CHECK_FALSE(copy.complaint().empty());
    copy.write(std::string(100'000, '\0'));
    CHECK_FALSE(copy.complaint().empty());
    std::filesystem::remove(copy.path());
    copy.sql("CREATE TABLE t(a)");
    CHECK(has(copy.complaint(), "这不是演练记录"));
    CHECK_FALSE(record::load_record(copy.folder().path()));
    CHECK(record::load_record(copy.folder() / "missing.drill").error().code ==
          core::Errc::bad_input);
    std::filesystem::resize_file(copy.path(), record::record_file_limit_bytes + 1);
    CHECK(record::load_record(copy.path()).error().code == core::Errc::too_large);
}

TEST_CASE("record damage: a truncated file is a problem at any length") {
    const std::string& whole = tests::recorded_drill().bytes;
    tests::RecordCopy copy;
    for (const std::size_t length :
         {std::size_t{1}, std::size_t{50}, std::size_t{100}, std::size_t{8191}, std::size_t{8192},
          std::size_t{16384}, whole.size() / 3, whole.size() / 2, whole.size() - 8192,
          whole.size() - 1}) {
        copy.write(whole.substr(0, length));
        CHECK_MESSAGE(copy.complaint() != "", length);
        CHECK_FALSE(record::verify_record(copy.path()));
    }
}

TEST_CASE("record damage: noise anywhere gives a record or problems, never a crash") {
    tests::RecordCopy copy;
    CHECK(rc::check([&] {
        std::string bytes = tests::recorded_drill().bytes;
        for (int n = *rc::gen::inRange(1, 20); n > 0; --n)
            bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
        copy.write(bytes);
        const auto record = record::load_record(copy.path());
        RC_ASSERT(record || !record.error().problems.empty());
    }));
}
