#include "roster/domain/competence.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace roster::domain;
using Element = CompetenceElement;

namespace {

Instant noon(Date day) {
    return Instant{day} + std::chrono::hours{4};
}

CompetenceEntry entry(Element element, int level, Date day) {
    return {element, level, 1.0, day, noon(day), 0};
}
int level_on(const CompetenceFile& file, Element element, Date day) {
    return calc_standing(file, element, day).level;
}

const Date first_day = make_date(2026, 1, 10);

} // namespace

TEST_CASE("competence: the decay oracle of an L3 holds to the day") {
    const auto spans = calc_decay(3, first_day);
    REQUIRE(spans.size() == 3);
    CHECK(spans[0].level == 3);
    CHECK(iso(spans[0].last_day) == "2027-01-10");
    CHECK(spans[1].level == 2);
    CHECK(iso(spans[1].last_day) == "2027-07-12");
    CHECK(spans[2].level == 1);
    CHECK(iso(spans[2].last_day + Days{1}) == "2029-01-10");
    CHECK(calc_level_on(3, first_day, make_date(2026, 1, 9)) == 0);
    CHECK(calc_level_on(3, first_day, make_date(2027, 1, 10)) == 3);
    CHECK(calc_level_on(3, first_day, make_date(2027, 1, 11)) == 2);
    CHECK(calc_level_on(3, first_day, make_date(2027, 7, 12)) == 2);
    CHECK(calc_level_on(3, first_day, make_date(2027, 7, 13)) == 1);
    CHECK(calc_level_on(3, first_day, make_date(2029, 1, 9)) == 1);
    CHECK(calc_level_on(3, first_day, make_date(2029, 1, 10)) == 0);
}

TEST_CASE("competence: two drills 364 days apart leave no gap") {
    CompetenceFile file;
    file.entries = {entry(Element::alarm, 2, make_date(2026, 1, 1)),
                    entry(Element::alarm, 2, make_date(2026, 12, 31))};
    for (Date day = make_date(2026, 1, 1); day <= make_date(2027, 12, 31); day += Days{1})
        CHECK(level_on(file, Element::alarm, day) == 2);
}

TEST_CASE("competence: renewal extends from the evidence, never from the old expiry") {
    CompetenceFile file;
    file.entries = {entry(Element::alarm, 2, first_day),
                    entry(Element::alarm, 2, first_day + Days{300})};
    const Standing standing = calc_standing(file, Element::alarm, first_day + Days{310});
    CHECK(standing.holds_until == first_day + Days{300 + 365});
    CHECK(standing.entry == 1);
    CHECK_FALSE(standing.due_soon);
}

TEST_CASE("competence: a level is due soon from day 183") {
    CompetenceFile file;
    file.entries = {entry(Element::alarm, 2, first_day)};
    CHECK_FALSE(calc_standing(file, Element::alarm, first_day + Days{182}).due_soon);
    CHECK(calc_standing(file, Element::alarm, first_day + Days{183}).due_soon);
}

TEST_CASE("competence: lower new evidence does not pull an older level down") {
    CompetenceFile file;
    file.entries = {entry(Element::alarm, 3, first_day),
                    entry(Element::alarm, 2, first_day + Days{200})};
    CHECK(level_on(file, Element::alarm, first_day + Days{365}) == 3);
    CHECK(level_on(file, Element::alarm, first_day + Days{366}) == 2);
    CHECK(calc_standing(file, Element::alarm, first_day + Days{366}).holds_until ==
          first_day + Days{200 + 365});
}

TEST_CASE("competence: a wrong critical action blocks that element until it is re-drilled") {
    CompetenceFile file;
    file.entries = {entry(Element::extinguish, 2, first_day), entry(Element::alarm, 2, first_day)};
    const Date wrong_day = first_day + Days{30};
    file.errors = {{Element::extinguish, "use_ext", wrong_day, noon(wrong_day)}};
    CHECK(level_on(file, Element::extinguish, wrong_day - Days{1}) == 2);
    CHECK(level_on(file, Element::extinguish, wrong_day) == 1);
    CHECK(calc_standing(file, Element::extinguish, wrong_day).blocked);
    CHECK(level_on(file, Element::alarm, wrong_day) == 2);
    SUBCASE("time alone lifts nothing") {
        CHECK(level_on(file, Element::extinguish, wrong_day + Days{91}) == 1);
    }
    SUBCASE("the same action done right lifts it at once") {
        file.corrects = {{Element::extinguish, "use_ext", noon(wrong_day + Days{10})}};
        CHECK(level_on(file, Element::extinguish, wrong_day + Days{9}) == 1);
        CHECK(level_on(file, Element::extinguish, wrong_day + Days{10}) == 2);
    }
    SUBCASE("other evidence lifts it only after 90 days") {
        file.entries.push_back(entry(Element::extinguish, 2, wrong_day + Days{90}));
        CHECK(level_on(file, Element::extinguish, wrong_day + Days{90}) == 1);
        file.entries.push_back(entry(Element::extinguish, 2, wrong_day + Days{91}));
        CHECK(level_on(file, Element::extinguish, wrong_day + Days{91}) == 2);
    }
    SUBCASE("doing it right before the mistake lifts nothing") {
        file.corrects = {{Element::extinguish, "use_ext", noon(wrong_day - Days{1})}};
        CHECK(level_on(file, Element::extinguish, wrong_day) == 1);
    }
}

TEST_CASE("competence: without new evidence no level ever rises") {
    CHECK(rc::check("monotone", [] {
        const auto day_within = [](int days) {
            return first_day + Days{*rc::gen::inRange(0, days)};
        };
        constexpr int evidence_days = 500;
        CompetenceFile file;
        const int entry_count = *rc::gen::inRange(1, 6);
        for (int i = 0; i < entry_count; ++i)
            file.entries.push_back(
                entry(Element::alarm, *rc::gen::inRange(1, 5), day_within(evidence_days)));
        const int error_count = *rc::gen::inRange(0, 3);
        for (int i = 0; i < error_count; ++i) {
            const Date day = day_within(evidence_days);
            file.errors.push_back({Element::alarm, "call_119", day, noon(day)});
        }
        if (*rc::gen::arbitrary<bool>())
            file.corrects.push_back({Element::alarm, "call_119", noon(day_within(evidence_days))});
        int before = highest_level;
        Date day = first_day + Days{evidence_days};
        for (int i = 0; i < forgotten_days + 10; ++i, day += Days{1}) {
            const int level = level_on(file, Element::alarm, day);
            RC_ASSERT(level <= before);
            before = level;
        }
        RC_ASSERT(before == 0);
    }));
}

TEST_CASE("competence: holds_until is the last day of the level") {
    CHECK(rc::check("holds until", [] {
        CompetenceFile file;
        const int count = *rc::gen::inRange(1, 5);
        for (int i = 0; i < count; ++i)
            file.entries.push_back(entry(Element::alarm, *rc::gen::inRange(1, 5),
                                         first_day + Days{*rc::gen::inRange(0, 400)}));
        const Date day = first_day + Days{*rc::gen::inRange(400, 1400)};
        const Standing standing = calc_standing(file, Element::alarm, day);
        if (standing.level == 0) return;
        RC_ASSERT(level_on(file, Element::alarm, *standing.holds_until) == standing.level);
        RC_ASSERT(level_on(file, Element::alarm, *standing.holds_until + Days{1}) < standing.level);
    }));
}
