#include "tools/verify/clearance_cases.h"

#include <doctest/doctest.h>

TEST_CASE("verify clearance: every case agrees with its closed solution") {
    std::vector<tools::verify::CaseResult> rows;
    tools::verify::run_clearance_cases({}, rows);
    CHECK(rows.size() == 7);
    for (const auto& row : rows) {
        CAPTURE(row.name);
        CAPTURE(row.got);
        CHECK(row.verdict == tools::verify::Verdict::pass);
    }
}
