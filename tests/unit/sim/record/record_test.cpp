#include "sim/record/frame_compare.h"
#include "tests/unit/sim/record/record_files.h"

#include <doctest/doctest.h>
#include <map>

using namespace sim;

TEST_CASE("record: gives back facts, commands, cast and documents as they were") {
    const auto& recorded = tests::recorded_drill();
    const tests::RecordCopy copy;
    const auto record = tests::take(record::load_record(copy.path()), "load");
    CHECK(record.facts == recorded.facts);
    CHECK(record.commands == recorded.commands);
    CHECK(record.facts.size() > 10); // a drill in which something happened
    CHECK(record.commands.size() > 2);
    REQUIRE(record.cast.size() == recorded.cast.size());
    for (std::size_t i = 0; i < record.cast.size(); ++i) {
        CHECK(record.cast[i].key == recorded.cast[i].key);
        CHECK(record.cast[i].name == recorded.cast[i].name);
        CHECK(record.cast[i].group == recorded.cast[i].group);
        CHECK(record.cast[i].mobility == recorded.cast[i].mobility);
    }
    CHECK(record.plan_text == tests::short_drill().plan_text);
    CHECK(record.scenario_text == tests::short_drill().scenario_text);
    CHECK(record.chain_head == recorded.chain_head);
    CHECK(record.header.finished);
    CHECK(record.header.end == core::tick_at(tests::short_drill_s));
    CHECK(record.header.seed == 1);
    CHECK(record.header.team == "perfect");
    CHECK(record.header.kind == core::DrillKind::demonstration);
}

TEST_CASE("record: gives back the world's own frames within the stated steps") {
    const auto& recorded = tests::recorded_drill();
    const tests::RecordCopy copy;
    const auto record = tests::take(record::load_record(copy.path()), "load");
    REQUIRE(record.frames.size() == recorded.frames.size());
    double farthest_m = 0;
    std::size_t walked = 0, burning = 0, rolling = 0;
    for (std::size_t f = 0; f < record.frames.size(); ++f) {
        const drill::Frame &now = record.frames[f], &own = recorded.frames[f];
        CHECK_MESSAGE(record::find_difference(now, own, record) == "", f);
        for (std::size_t i = 0; i < now.people.size(); ++i) {
            if (!own.people[i].present) continue;
            farthest_m = std::max(farthest_m, core::distance(now.people[i].position.at_m,
                                                             own.people[i].position.at_m));
            walked += own.people[i].moving;
        }
        burning += own.fire_hrr_kW[0] > 10;
        rolling += own.devices.size();
    }
    CHECK(farthest_m < 0.001);
    CHECK(walked > 0); // else the comparison proved nothing
    CHECK(burning > 0);
    MESSAGE("frames with a device on the move: ", rolling);
}

TEST_CASE("record: verifies clean") {
    const tests::RecordCopy copy;
    const auto verified = tests::take(record::verify_record(copy.path()), "verify");
    CHECK_MESSAGE(verified.same, verified.difference);
}

TEST_CASE("record: runs without facts of a team verify too") {
    const tests::TempFolder folder;
    const auto loaded = tests::quick_drill(12);
    for (const auto policy : {drill::TeamPolicy::idle, drill::TeamPolicy::typical}) {
        tests::Drill drill(loaded, policy, 7);
        REQUIRE(tests::record_drill(drill, folder / "b.drill"));
        const auto verified = tests::take(record::verify_record(folder / "b.drill"), "verify");
        CHECK_MESSAGE(verified.same, verified.difference);
    }
}

TEST_CASE("record: reading leaves the file as it was") {
    const tests::RecordCopy copy;
    REQUIRE(record::load_record(copy.path()));
    REQUIRE(record::verify_record(copy.path()));
    CHECK(tests::take(core::read_file(copy.path(), 1u << 30), "read") ==
          tests::recorded_drill().bytes);
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry :
         std::filesystem::directory_iterator(copy.folder().path()))
        ++files;
    CHECK(files == 1);
}

TEST_CASE("record: its trajectory tables are JuPedSim's, version 2") {
    const tests::RecordCopy copy;
    CHECK(copy.sql("SELECT name FROM pragma_table_info('trajectory_data')") ==
          "frame\nid\npos_x\npos_y\nori_x\nori_y\n");
    CHECK(copy.sql("SELECT name FROM pragma_table_info('metadata')") == "key\nvalue\n");
    CHECK(copy.sql("SELECT name FROM pragma_table_info('geometry')") == "hash\nwkt\n");
    CHECK(copy.sql("SELECT name FROM pragma_table_info('frame_data')") == "frame\ngeometry_hash\n");
    CHECK(copy.sql("SELECT key, value FROM metadata WHERE key IN ('version','fps') ORDER BY key") ==
          "fps|4\nversion|2\n");
    CHECK(copy.sql("SELECT key FROM metadata WHERE key LIKE '%m__' ORDER BY key") ==
          "xmax\nxmin\nymax\nymin\n");
    CHECK(copy.sql("SELECT name FROM pragma_index_info('frame_id_idx')") == "frame\nid\n");
    CHECK(copy.sql("SELECT count(*) FROM geometry") == "1\n");
    CHECK(copy.sql("SELECT wkt LIKE 'GEOMETRYCOLLECTION(LINESTRING(%))' FROM geometry") == "1\n");
    // Each frame once, without gaps, each with a geometry that is there.
    CHECK(copy.sql("SELECT count(*), min(frame), max(frame) FROM frame_data") ==
          fmt::format("{}|0|{}\n", tests::recorded_drill().frames.size(),
                      tests::recorded_drill().frames.size() - 1));
    CHECK(copy.sql("SELECT count(*) FROM frame_data WHERE geometry_hash NOT IN (SELECT hash FROM "
                   "geometry)") == "0\n");
    // Everybody once in a frame, of known people, in known frames, in the box, looking one way.
    CHECK(copy.sql("SELECT count(*) FROM trajectory_data") != "0\n");
    CHECK(copy.sql("SELECT count(*) FROM (SELECT 1 FROM trajectory_data GROUP BY frame, id HAVING "
                   "count(*) > 1)") == "0\n");
    CHECK(
        copy.sql("SELECT count(*) FROM trajectory_data WHERE id NOT IN (SELECT id FROM person) OR "
                 "frame NOT IN (SELECT frame FROM frame_data)") == "0\n");
    CHECK(copy.sql("SELECT count(*) FROM trajectory_data WHERE abs(ori_x*ori_x + ori_y*ori_y - 1) "
                   "> 1e-6") == "0\n");
    CHECK(copy.sql("SELECT count(*) FROM trajectory_data WHERE "
                   "pos_x < (SELECT value + 0.0 FROM metadata WHERE key = 'xmin') OR "
                   "pos_x > (SELECT value + 0.0 FROM metadata WHERE key = 'xmax') OR "
                   "pos_y < (SELECT value + 0.0 FROM metadata WHERE key = 'ymin') OR "
                   "pos_y > (SELECT value + 0.0 FROM metadata WHERE key = 'ymax')") == "0\n");
    // Once on the way he stands in every frame to the end.
    CHECK(copy.sql("SELECT count(*) FROM (SELECT id, max(frame) - min(frame) + 1 AS span, count(*) "
                   "AS rows "
                   "FROM trajectory_data GROUP BY id) WHERE span != rows") == "0\n");
}

TEST_CASE("record: the list of facts reads as SQL") {
    const tests::RecordCopy copy;
    CHECK(copy.sql("SELECT seq, t_s, kind FROM fact_list LIMIT 1") == "1|0.0|drill_started\n");
    CHECK(copy.sql("SELECT count(*) FROM fact_list") ==
          fmt::format("{}\n", tests::recorded_drill().facts.size()));
    CHECK(copy.sql("PRAGMA integrity_check") == "ok\n");
}
