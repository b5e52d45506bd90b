#include "sim/record/header_text.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace sim;

TEST_CASE("record header: rows and back is the same header") {
    CHECK(rc::check([](std::uint64_t seed, const std::string& team, bool finished, bool scene) {
        record::Header h;
        h.seed = seed;
        h.team = team;
        h.finished = finished;
        h.start = scene ? drill::StartMode::scene : drill::StartMode::system;
        h.kind = *rc::gen::element(core::DrillKind::real, core::DrillKind::live,
                                   core::DrillKind::tabletop, core::DrillKind::demonstration);
        h.end = {*rc::gen::inRange<std::int64_t>(0, 1'000'000)};
        const auto rows = record::header_rows(h);
        const auto back = record::parse_header("t", rows);
        RC_ASSERT(back);
        RC_ASSERT(record::header_rows(*back) == rows);
    }));
}

TEST_CASE("record header: all that is wrong comes in one go") {
    auto rows = record::header_rows({});
    rows.erase("team");
    rows["seed"] = "-1";
    rows["start"] = "late";
    rows["end_tick"] = "12 ";
    const auto parsed = record::parse_header("t", rows);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().problems.size() == 4);
}
