#include "roster/domain/finding.h"
#include "roster/domain/mastery.h"
#include "roster/domain/people.h"

#include <doctest/doctest.h>

using namespace roster::domain;
using Element = CompetenceElement;

namespace {

const Date today = make_date(2026, 6, 1);

PersonOnFile make_person(std::string key, int level, std::vector<PersonRole> roles = {}) {
    PersonOnFile on_file;
    on_file.person.key = std::move(key);
    on_file.person.name = "某人";
    on_file.person.roles = std::move(roles);
    on_file.person.joined_on = make_date(2020, 1, 1);
    for (const Element element : mastery_elements)
        on_file.file.entries.push_back({element, level, 1.0, today, Instant{today}, 0});
    return on_file;
}

} // namespace

TEST_CASE("mastery: counts those on the roll who can do all four") {
    std::vector<PersonOnFile> persons{make_person("a", 2), make_person("b", 3), make_person("c", 1),
                                      make_person("gone", 3), make_person("away", 1)};
    persons[3].person.left_on = today - Days{1};
    persons[4].person.leave_from = today - Days{90};
    const Mastery mastery = calc_mastery(persons, today);
    CHECK(mastery.on_roll_count == 3);
    CHECK(mastery.mastered_count == 2);
    CHECK(mastery.rate_ratio == doctest::Approx(2.0 / 3));
    CHECK(mastery.long_leave_keys == std::vector<std::string>{"away"});
}

TEST_CASE("mastery: names the weakest element and the quartiles of each post") {
    std::vector<PersonOnFile> persons{make_person("a", 1, {{Post::carer, Shift::day, ""}}),
                                      make_person("b", 2, {{Post::carer, Shift::night, ""}}),
                                      make_person("c", 3, {{Post::carer, Shift::night, ""}}),
                                      make_person("d", 4, {{Post::carer, Shift::day, ""}})};
    persons[1].file.entries.erase(persons[1].file.entries.begin() + 2);
    const Mastery mastery = calc_mastery(persons, today);
    CHECK(mastery.weakest == Element::extinguish);
    REQUIRE(mastery.posts.size() == 1);
    CHECK(mastery.posts[0].person_count == 4);
    CHECK(mastery.posts[0].lowest_level == std::array<int, 3>{0, 1, 3});
    CHECK(calc_mastery({}, today).rate_ratio == 0);
}

TEST_CASE("mastery: leave of exactly 90 days still counts") {
    Person person = make_person("a", 2).person;
    person.leave_from = today - Days{89};
    CHECK_FALSE(is_on_long_leave(person, today));
    CHECK(is_on_long_leave(person, today + Days{1}));
    person.leave_until = today;
    CHECK_FALSE(is_on_long_leave(person, today + Days{1}));
}

TEST_CASE("advice: the night shift and the leader hear what is missing, and nobody is barred") {
    const PersonOnFile carer = make_person("a", 1, {{Post::carer, Shift::night, "level/2"}});
    CHECK(calc_advice(carer, false, today).size() == 3);
    CHECK(calc_advice(carer, true, today).size() == 4);
    CHECK(
        calc_advice(make_person("b", 2, {{Post::carer, Shift::night, ""}}), false, today).empty());
}

TEST_CASE("people: ID numbers are recognised by their check digit") {
    CHECK(holds_id_number("11010519491231002X"));
    CHECK(holds_id_number("张奶奶 11010519491231002x"));
    CHECK_FALSE(holds_id_number("110105194912310021"));
    CHECK_FALSE(holds_id_number("张奶奶"));
}

TEST_CASE("people: all problems of a resident come at once") {
    Resident resident;
    resident.assist_count = 9;
    CHECK(check(resident).size() == 3);
    Person person;
    person.joined_on = today;
    person.left_on = today - Days{1};
    CHECK(check(person).size() == 2);
}

TEST_CASE("finding: leaves the register only with all four fields") {
    std::vector<FindingStep> taken{{FindingState::registered, {}, Instant{today}, "person/a", ""}};
    FindingStep next = taken.front();
    next.state = FindingState::in_progress;
    CHECK(check_step(taken, next).size() == 4);
    next.remedy = {"person/b", "拆除门锁", today + Days{1}, "专人看守"};
    CHECK(check_step(taken, next).empty());
    taken.push_back(next);
    FindingStep closing = next;
    closing.state = FindingState::closed;
    CHECK_FALSE(check_step(taken, closing).empty());
}

TEST_CASE("finding: is closed with evidence by somebody else") {
    const Remedy remedy{"person/b", "拆除门锁", today + Days{1}, "专人看守"};
    std::vector<FindingStep> taken{
        {FindingState::registered, {}, Instant{today}, "person/a", ""},
        {FindingState::in_progress, remedy, Instant{today}, "person/a", ""},
        {FindingState::to_be_rechecked, remedy, Instant{today}, "person/b", "照片"}};
    FindingStep closing{FindingState::closed, remedy, Instant{today}, "person/b", ""};
    CHECK(check_step(taken, closing).size() == 2);
    closing.actor_key = "person/a";
    closing.evidence = "复查照片";
    CHECK(check_step(taken, closing).empty());
    CHECK(calc_days_left(today + Days{1}, today + Days{3}) == -2);
}

TEST_CASE("people: an ID number is seen through blanks, dashes and full width") {
    for (const char* text : {"32082119900101123X", "320821 19900101 123X", "320821-19900101-123X",
                             "3208 2119 9001 0112 3X", "３２０８２１　１９９００１０１　１２３Ｘ",
                             "证号 320821–19900101–123x 的人"})
        CHECK_MESSAGE(holds_id_number(text), text);
    for (const char* text : {"13800002046 2026-03-01", "2026-03-01 13800002046",
                             "0513-83312345 13800002046", "2026-03-01 02:30", "20260301-20260315",
                             "XF-2024-001", "320821 19900101 12", "2026-03-01 2026-03-15 12"})
        CHECK_MESSAGE(!holds_id_number(text), text);
}
