#include "roster/domain/stay.h"

#include <doctest/doctest.h>

using namespace roster::domain;

namespace {

Date day(int year, unsigned month, unsigned number) {
    return make_date(year, static_cast<int>(month), static_cast<int>(number));
}
const Date today = day(2026, 11, 22);
constexpr std::int64_t home = 1, other_home = 2;

} // namespace

TEST_CASE("stay: moving from one post to the next does not begin the service anew") {
    const std::vector<Stay> stays{{home, Post::carer, day(2020, 1, 1), day(2026, 6, 30)},
                                  {home, Post::nurse, day(2026, 7, 1), {}}};
    const Rule any;
    CHECK(find_service_start(any, home, stays, today) == day(2020, 1, 1));
    Rule nurses;
    nurses.posts = {Post::nurse};
    CHECK(find_service_start(nurses, home, stays, today) == day(2026, 7, 1));
    CHECK_FALSE(find_service_start(any, other_home, stays, today));
    CHECK(find_service_start(any, home, stays, day(2026, 6, 30)) == day(2020, 1, 1));
}

TEST_CASE("stay: a day between two posts begins it anew, a leaver has none") {
    const std::vector<Stay> stays{{home, Post::carer, day(2020, 1, 1), day(2026, 6, 30)},
                                  {home, Post::carer, day(2026, 7, 2), day(2026, 8, 1)}};
    const Rule any;
    CHECK(find_service_start(any, home, stays, day(2026, 7, 15)) == day(2026, 7, 2));
    CHECK_FALSE(find_service_start(any, home, stays, today));
}

TEST_CASE("stay: a new post asks for a training of its own, another shift does not") {
    const Rule any;
    const std::vector<Stay> moved{{home, Post::carer, day(2020, 1, 10), day(2026, 6, 30)},
                                  {home, Post::control_room, day(2026, 7, 1), {}}};
    const auto starts = list_post_starts(any, home, moved, today);
    REQUIRE(starts.size() == 1);
    CHECK(starts[0].from_day == day(2026, 7, 1));
    CHECK(starts[0].deeds_from == day(2020, 1, 10)); // trained before that: for the old post
    const std::vector<Stay> shifts{{home, Post::carer, day(2020, 1, 10), day(2026, 6, 30)},
                                   {home, Post::carer, day(2026, 7, 1), {}}};
    const auto same = list_post_starts(any, home, shifts, today);
    REQUIRE(same.size() == 1);
    CHECK(same[0].from_day == day(2020, 1, 10));
    CHECK(same[0].deeds_from == Date{});
}

TEST_CASE("stay: who comes back after a break trains again") {
    const Rule any;
    const std::vector<Stay> stays{{home, Post::carer, day(2020, 1, 10), day(2024, 6, 30)},
                                  {home, Post::carer, day(2026, 7, 1), {}}};
    const auto starts = list_post_starts(any, home, stays, today);
    REQUIRE(starts.size() == 1);
    CHECK(starts[0].from_day == day(2026, 7, 1));
    CHECK(starts[0].deeds_from == day(2024, 7, 1));
}

TEST_CASE("stay: from one home to another the training before the move counts") {
    const Rule any;
    const std::vector<Stay> stays{{other_home, Post::carer, day(2022, 1, 1), day(2026, 6, 30)},
                                  {home, Post::carer, day(2026, 7, 1), {}}};
    const auto starts = list_post_starts(any, home, stays, today);
    REQUIRE(starts.size() == 1);
    CHECK(starts[0].deeds_from == day(2022, 1, 1));
}
