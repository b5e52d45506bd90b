#include "roster/domain/calendar.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace roster::domain;

TEST_CASE("calendar: text and date agree both ways") {
    CHECK(rc::check("round trip", [] {
        const Date date = make_date(first_year, 1, 1) + Days{*rc::gen::inRange(0, 109571)};
        RC_ASSERT(find_date(iso(date)) == date);
        const Instant instant = Instant{date} + std::chrono::seconds{*rc::gen::inRange(0, 86400)};
        RC_ASSERT(find_instant(iso(instant)) == instant);
    }));
}

TEST_CASE("calendar: what is no date is refused") {
    for (const char* text :
         {"", "2026-2-01", "2026-02-29", "2026-13-01", "2026-00-10", "2026/01/01", "2026-01-32",
          " 2026-01-1", "2026-01-01 ", "+026-01-01", "0001-01-01"})
        CHECK_FALSE(find_date(text));
    for (const char* text : {"2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:00",
                             "2026-01-01 00:00:00Z", "2026-01-01T-1:00:00Z"})
        CHECK_FALSE(find_instant(text));
    CHECK(find_date("2028-02-29"));
}

TEST_CASE("calendar: the duty day starts at 16:00 UTC") {
    CHECK(iso(calc_local_day(*find_instant("2026-03-01T15:59:59Z"))) == "2026-03-01");
    CHECK(iso(calc_local_day(*find_instant("2026-03-01T16:00:00Z"))) == "2026-03-02");
}

TEST_CASE("calendar: halves change on the first of July") {
    CHECK(calc_half_year(make_date(2026, 6, 30)) == "2026-H1");
    CHECK(calc_half_year(make_date(2026, 7, 1)) == "2026-H2");
}
