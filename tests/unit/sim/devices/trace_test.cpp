#include "sim/devices/trace.h"

#include "sim/core/file.h"
#include "sim/plan/plan_file.h"
#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <rapidcheck.h>

using namespace sim::devices;
using sim::core::Errc;

namespace {

sim::plan::Plan home() {
    auto b = tests::row_of_rooms(1);
    b.detector("detector/1", sim::plan::DetectorKind::smoke, "R1", {2, 4});
    b.detector("detector/2", sim::plan::DetectorKind::heat, "corridor", {2, 1});
    b.equipment("panel", sim::plan::EquipmentKind::alarm_panel, "corridor", {3, 1});
    return b.build();
}

/// A file with a right hash around the given lines.
std::string file_of(const std::string& rest, const std::string& extra_header = "") {
    return R"({"clock":"c","device":"d","format":"yanlian-trace","kind":"header","licence":"l","link":"k","name":"n",)" +
           extra_header + R"("sha256":")" + sim::core::sha256_hex(rest) +
           R"(","source":"s","version":1})" + "\n" + rest;
}

const std::string good =
    R"({"dec":{"detector":"detector/1","optical_density_dB_per_m":0.5},"kind":"sim","seq":1,"src":"SM","t_ns":0})"
    "\n"
    R"({"dec":{"panel":"fire","point":"detector/2"},"kind":"rx","raw":"40402323","seq":2,"src":"panel","t_ns":1500000000})"
    "\n"
    R"({"kind":"mark","note":"看","seq":5,"t_ns":1500000000})"
    "\n"
    R"({"dec":{"detail":"主电","panel":"power_lost"},"kind":"rx","raw":"00","seq":6,"src":"panel","t_ns":2000000000,"wall":"2025-04-08T21:33:00+08:00"})"
    "\n"
    R"({"dec":{"command":"confirm"},"dst":"panel","kind":"tx","raw":"01ff","seq":7,"src":"centre","t_ns":2000000001})"
    "\n"
    R"({"dec":{"deadline_ns":10,"expect":"ack","got":"","id":"A1","verdict":"fail"},"kind":"assert","seq":9,"t_ns":2000000001})"
    "\n";

std::string problems_of(const std::string& bytes) {
    const auto trace = parse_trace("t.jsonl", bytes, home());
    REQUIRE_FALSE(trace);
    return describe(trace.error());
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("trace: lines to be applied come with their tick, the others are kept aside") {
    const auto trace = parse_trace("t.jsonl", file_of(good), home());
    if (!trace) FAIL(describe(trace.error()));
    REQUIRE(trace->lines.size() == 3);
    REQUIRE(trace->asides.size() == 3);
    CHECK(trace->lines[0].reading->optical_density_dB_per_m == 0.5);
    CHECK(trace->lines[0].source == "detector/1");
    CHECK(trace->lines[1].at == sim::core::Tick{30});
    CHECK(trace->lines[1].panel == "fire");
    REQUIRE(trace->lines[1].reading);
    CHECK(trace->lines[1].reading->alarm);
    CHECK(trace->lines[1].reading->detector == sim::plan::DetectorId{1});
    CHECK_FALSE(trace->lines[2].reading);
    CHECK(trace->lines[2].panel == "power_lost");
    CHECK(trace->lines[2].detail == "主电");
    CHECK(trace->asides[2].check->verdict == "fail");
}

TEST_CASE("trace: load, format and load again is the same") {
    const auto plan = home();
    const auto trace = parse_trace("t.jsonl", file_of(good), plan);
    REQUIRE(trace);
    const std::string once = format_trace(*trace, plan);
    const auto again = parse_trace("t.jsonl", once, plan);
    if (!again) FAIL(describe(again.error()));
    CHECK(format_trace(*again, plan) == once);
}

TEST_CASE("trace: what is wrong with a line is said with its number, all at once") {
    const std::string text = problems_of(file_of(
        R"({"dec":{"detector":"detector/9","optical_density_dB_per_m":0.5},"kind":"sim","seq":3,"src":"a","t_ns":5})"
        "\n"
        R"({"dec":{"detector":"detector/1"},"kind":"sim","seq":3,"src":"a","t_ns":4})"
        "\n"
        R"({"dec":{"panel":"smoke!"},"kind":"rx","seq":4,"src":"a","t_ns":5,"zz":1})"
        "\n"
        R"({"kind":"mark","seq":5,"note":"x","t_ns":6})"
        "\n\n"
        R"({"dec":{"alarm":1,"detector":"detector/1"},"kind":"sim","seq":1e3,"src":"a","t_ns":6.5})"
        "\n"
        R"({"dec":{"panel":"fire","point":"room/x"},"kind":"rx","raw":"0G","seq":7,"src":"a","t_ns":7,"wall":"gestern"})"
        "\n"));
    CAPTURE(text);
    for (const char* part :
         {"第 2 行/dec/detector", "detector/9", "第 3 行: seq 3 不比前面的 3 大",
          "第 3 行: t_ns 4 比前面的 5 早", "第 3 行/dec: 这个读数什么都没有说", "第 4 行/dec/panel",
          "第 4 行: 有 dec 而没有 raw", "第 4 行/zz: 不认识这个键",
          "第 5 行/note: 键没有按字母顺序排列", "第 6 行: 这一行是空的", "第 7 行/dec/alarm",
          "第 7 行/seq", "第 7 行/t_ns", "第 8 行/raw", "第 8 行/wall", "room/x"})
        CHECK_MESSAGE(contains(text, part), part);
}

TEST_CASE("trace: an empty, cut, changed, foreign or too large file is refused") {
    CHECK(contains(problems_of(""), "文件是空的"));
    const std::string whole = file_of(good);
    CHECK(contains(problems_of(whole.substr(0, whole.size() - 20)), "没有写完"));
    std::string changed = whole;
    changed[changed.find("0.5")] = '1';
    CHECK(contains(problems_of(changed), "与后面各行的内容不符"));
    CHECK(contains(problems_of(file_of(good, R"("quite":1,)")), "不认识这个键"));
    CHECK(contains(problems_of("{}\n"), "缺少 \"format\""));
    CHECK(contains(problems_of("[1,2]\n"), "第 1 行"));
    CHECK(contains(problems_of("\x89PNG\r\n\x1a\n"), "第 1 行"));

    std::string newer = whole;
    newer.replace(newer.find("\"version\":1"), 11, "\"version\":2");
    const auto from_newer = parse_trace("t.jsonl", newer, home());
    REQUIRE_FALSE(from_newer);
    CHECK(from_newer.error().code == Errc::newer_version);

    const std::string long_line =
        file_of(R"({"kind":"mark","note":")" + std::string(trace_line_limit_bytes, 'x') + "\"}\n");
    CHECK(contains(problems_of(long_line), "太长"));
}

TEST_CASE("trace: a file beyond the limit is refused unread, a missing one is named") {
    const auto path = std::filesystem::temp_directory_path() / "yanlian-large.trace.jsonl";
    std::ofstream(path).put('x');
    std::filesystem::resize_file(path, trace_file_limit_bytes + 1); // a hole: takes no disk
    const auto large = load_trace(path.string(), home());
    std::filesystem::remove(path);
    REQUIRE_FALSE(large);
    CHECK(large.error().code == Errc::too_large);
    CHECK_FALSE(load_trace("/nowhere/x.trace.jsonl", home()));
}

TEST_CASE("trace: a hundred problems are listed, the rest is counted") {
    std::string rest;
    for (int i = 0; i < 500; ++i)
        rest += "{\n";
    const auto trace = parse_trace("t.jsonl", file_of(rest), home());
    REQUIRE_FALSE(trace);
    CHECK(trace.error().problems.size() == trace_problem_limit_count + 1);
    CHECK(contains(trace.error().problems.back().what, "还有 400 个问题"));
    const auto cut = parse_trace("t.jsonl", file_of(rest + "{"), home());
    REQUIRE_FALSE(cut);
    CHECK(cut.error().problems.size() == trace_problem_limit_count + 1);
}

TEST_CASE("trace: carriage returns and byte order marks are refused") {
    CHECK(contains(
        problems_of(file_of("{\"kind\":\"mark\",\"note\":\"x\",\"seq\":1,\"t_ns\":0}\r\n")),
        "有回车符"));
    CHECK(contains(problems_of("\xEF\xBB\xBF" + file_of(good)), "BOM"));
}

TEST_CASE("trace: any cut of a file is refused") {
    const std::string whole = file_of(good);
    CHECK(rc::check([&] {
        const auto length = *rc::gen::inRange<std::size_t>(0, whole.size());
        RC_ASSERT(!parse_trace("t.jsonl", std::string_view(whole).substr(0, length), home()));
    }));
}

TEST_CASE("trace: readings of any value come back from the file as they were") {
    const auto plan = home();
    CHECK(rc::check([&](const std::vector<std::pair<std::uint16_t, std::uint16_t>>& values) {
        Trace trace;
        trace.name = trace.source = trace.licence = trace.device = trace.link = trace.clock = "x";
        std::int64_t t_ns = 0;
        for (const auto& [a, b] : values) {
            TraceLine line;
            line.seq = static_cast<std::int64_t>(trace.lines.size() + trace.asides.size()) + 1;
            line.t_ns = t_ns += a;
            line.at = sim::core::tick_at(static_cast<double>(t_ns) * 1e-9);
            line.src = "s";
            if (b % 3 == 0) {
                line.kind = TraceKind::mark;
                line.note = "记";
                trace.asides.push_back(line);
                continue;
            }
            line.reading = DetectorReading{sim::plan::DetectorId{b % 2u}, a / 700.0, 200 + b / 37.0,
                                           b % 5 == 0};
            trace.lines.push_back(line);
        }
        const auto back = parse_trace("t.jsonl", format_trace(trace, plan), plan);
        RC_ASSERT(back.has_value());
        RC_ASSERT(back->lines.size() == trace.lines.size());
        for (std::size_t i = 0; i < trace.lines.size(); ++i) {
            const auto &was = *trace.lines[i].reading, &is = *back->lines[i].reading;
            RC_ASSERT(is.detector == was.detector);
            RC_ASSERT(is.optical_density_dB_per_m == was.optical_density_dB_per_m);
            RC_ASSERT(is.temperature_K == was.temperature_K);
            RC_ASSERT(is.alarm == was.alarm);
            RC_ASSERT(back->lines[i].at == trace.lines[i].at);
        }
    }));
}

TEST_CASE("trace: the shipped ones load and are in canonical form") {
    const std::string root = YANLIAN_SOURCE_DIR;
    const std::pair<const char*, const char*> shipped[] = {{"nist-sdc02", "ankang"},
                                                           {"longhua-2025", "longhua3"}};
    for (const auto& [name, plan_name] : shipped) {
        CAPTURE(name);
        const auto plan =
            sim::plan::load_plan(root + "/scenarios/plans/" + plan_name + ".plan.json");
        if (!plan) FAIL(describe(plan.error()));
        const std::string file = root + "/scenarios/traces/" + name + ".trace.jsonl";
        const auto trace = load_trace(file, *plan);
        if (!trace) FAIL(describe(trace.error()));
        CHECK(format_trace(*trace, *plan) == *sim::core::read_file(file, trace_file_limit_bytes));
        CHECK_FALSE(trace->licence.empty());
    }
}
