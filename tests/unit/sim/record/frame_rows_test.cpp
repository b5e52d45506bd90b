// Tables posture (who crawls, from format version 2) and device, row by row.
#include "sim/record/chain.h"
#include "sim/record/header_text.h"
#include "tests/unit/sim/record/record_files.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace sim;

TEST_CASE("record posture: a file of version 1, without the table, opens with everybody upright") {
    const tests::RecordCopy copy;
    const auto now = tests::take(record::load_record(copy.path()), "record");
    CHECK(now.header.format_version == 2);
    record::Header old = now.header;
    old.format_version = 1;
    const std::string seal = record::calc_seal(
        record::header_rows(old), {{"plan", now.plan_text}, {"scenario", now.scenario_text}});
    copy.sql("DROP TABLE posture");
    copy.sql("UPDATE header SET value = '1' WHERE key = 'version'");
    copy.sql("UPDATE header SET value = '" + seal + "' WHERE key = 'seal'");
    const auto before = record::load_record(copy.path());
    REQUIRE(before);
    CHECK(before->header.format_version == 1);
    CHECK(before->frames.size() == now.frames.size());
    for (const drill::Frame& frame : before->frames)
        CHECK(std::all_of(frame.people.begin(), frame.people.end(),
                          [](const auto& p) { return p.posture == crowd::Posture::upright; }));
}

TEST_CASE("record posture: a row stands until the next of the same person") {
    const tests::RecordCopy copy;
    copy.sql("DELETE FROM posture");
    copy.sql("INSERT INTO posture VALUES(50, 0, 1), (100, 0, 0), (120, 1, 2)");
    const auto record = tests::take(record::load_record(copy.path()), "record");
    const auto posture = [&](std::size_t tick, std::size_t person) {
        return record.frames[tick / record::frame_period_ticks].people[person].posture;
    };
    CHECK(posture(45, 0) == crowd::Posture::upright);
    CHECK(posture(50, 0) == crowd::Posture::crawling);
    CHECK(posture(95, 0) == crowd::Posture::crawling);
    CHECK(posture(100, 0) == crowd::Posture::upright);
    CHECK(posture(100, 1) == crowd::Posture::upright);
    CHECK(posture(200, 1) == crowd::Posture::lying);
}

TEST_CASE("record posture: a posture that does not exist is a problem of the table") {
    const tests::RecordCopy copy;
    copy.sql("INSERT INTO posture VALUES(50, 0, 3)");
    CHECK(copy.complaint().find("posture") != std::string::npos);
}

TEST_CASE("record device: every way of moving somebody is read back, one more is a problem") {
    const auto insert = [](const tests::RecordCopy& copy, std::size_t kind) {
        copy.sql("DELETE FROM device");
        copy.sql("INSERT INTO device VALUES(5, " + std::to_string(kind) + ", 0, 1, 1, 0, 1, 0.5)");
    };
    const std::size_t kinds = plan::device_names.size();
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        const tests::RecordCopy copy;
        insert(copy, kind);
        const auto record = tests::take(record::load_record(copy.path()), "record");
        const auto& devices = record.frames[1].devices;
        CHECK(std::any_of(devices.begin(), devices.end(), [&](const auto& d) {
            return d.kind == static_cast<plan::DeviceKind>(kind);
        }));
    }
    const tests::RecordCopy copy;
    insert(copy, kinds);
    CHECK(copy.complaint().find("device") != std::string::npos);
}
