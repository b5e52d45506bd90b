#include "sim/core/result.h"

#include <doctest/doctest.h>

using namespace sim::core;

TEST_CASE("result: a problem reads as file, place, what, and what would be right") {
    CHECK(describe(Problem{"a.json", "/width_m", "太宽", "不超过 5"}) ==
          "a.json: /width_m: 太宽；应为：不超过 5");
    CHECK(describe(Problem{"", "", "太宽", ""}) == "太宽");
    CHECK(describe(Problem{"a.json", "", "太宽", ""}) == "a.json: 太宽");
}

TEST_CASE("result: an error lists each problem on a line of its own") {
    const Error error{Errc::bad_input, {{"a", "", "一", ""}, {"b", "", "二", ""}}};
    CHECK(describe(error) == "a: 一\nb: 二");
}

TEST_CASE("result: what the user can mend ends with 2, what he cannot with 3") {
    for (const Errc code : {Errc::bad_input, Errc::newer_version, Errc::too_large, Errc::conflict})
        CHECK(exit_code(Error{code, {}}) == 2);
    for (const Errc code : {Errc::io, Errc::internal})
        CHECK(exit_code(Error{code, {}}) == 3);
}
