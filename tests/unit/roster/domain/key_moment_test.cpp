#include "roster/domain/key_moment.h"

#include <doctest/doctest.h>

using namespace roster::domain;

TEST_CASE("key moments: seven in order, those that lack with the reason") {
    const auto all = complete({{Moment::call_119, 80, ""}, {Moment::detect, 12.5, ""}}, "没有记录");
    REQUIRE(all.size() == 7);
    CHECK(all[0].time_s == 12.5);
    CHECK(all[2].time_s == 80);
    for (const int i : {1, 3, 4, 5, 6}) {
        CHECK(all[static_cast<std::size_t>(i)].moment == static_cast<Moment>(i));
        CHECK_FALSE(all[static_cast<std::size_t>(i)].time_s);
        CHECK(all[static_cast<std::size_t>(i)].reason == "没有记录");
    }
    CHECK(check(all).empty());
    CHECK(complete(all, "别的").at(1).reason == "没有记录");
}

TEST_CASE("key moments: twice, no reason, and impossible times come at once") {
    const std::vector<KeyMoment> bad{{Moment::detect, -1.0, ""},
                                     {Moment::detect, 90000.0, ""},
                                     {Moment::alarm, {}, ""},
                                     {Moment::accounted, 0.0 / 1.0, ""}};
    CHECK(check(bad).size() == 4);
}
