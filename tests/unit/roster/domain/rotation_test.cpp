#include "roster/domain/rotation.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>
#include <rapidcheck.h>
#include <set>

using namespace roster::domain;

namespace {

const Date start = make_date(2026, 1, 15);

RotationMember member(int no, std::vector<int> homes, std::optional<Date> trained_on = {}) {
    RotationMember one{fmt::format("person/{:04}", no), {}, trained_on};
    for (const int home : homes)
        one.homes.push_back({fmt::format("org/{:03}", home), make_date(2020, 1, 1)});
    return one;
}

std::map<std::string, int> cohorts_of(const std::vector<RotationSlot>& slots) {
    std::map<std::string, int> cohorts;
    for (const RotationSlot& slot : slots)
        cohorts[slot.person_key] = slot.cohort_no;
    return cohorts;
}

/// Homes of two and more that stand whole in one of the cohorts from `open_from` on.
int count_whole(const std::vector<RotationMember>& members,
                const std::map<std::string, int>& cohorts, int open_from = 1) {
    std::map<std::string, std::multiset<int>> homes;
    for (const RotationMember& one : members)
        for (const auto& home : one.homes)
            homes[home.organisation_key].insert(
                cohorts.contains(one.person_key) ? cohorts.at(one.person_key) : 0);
    return static_cast<int>(std::ranges::count_if(homes, [&](const auto& home) {
        const auto& all = home.second;
        return all.size() > 1 && *all.begin() >= open_from && *all.begin() == *all.rbegin();
    }));
}

/// So many people, one home each but the share that has two.
std::vector<RotationMember> make_members(int count, bool two_homes) {
    std::vector<RotationMember> members;
    const int homes = std::max(1, count / 3);
    for (int i = 0; i < count; ++i) {
        const int first = *rc::gen::inRange(0, homes), second = *rc::gen::inRange(0, homes);
        const bool both = two_homes && first != second && *rc::gen::inRange(0, 5) == 0;
        std::optional<Date> trained;
        if (*rc::gen::inRange(0, 2) == 0)
            trained = make_date(2023, 1, 1) + Days{*rc::gen::inRange(0, 1000)};
        members.push_back(
            member(i, both ? std::vector{first, second} : std::vector{first}, trained));
    }
    return members;
}

} // namespace

TEST_CASE("rotation: 175 people make cohorts of 59, 58 and 58, and no home loses all three") {
    std::vector<RotationMember> members;
    for (int i = 0; i < 175; ++i)
        members.push_back(member(i, {i / 3}));
    const auto plan = plan_rotation(members, {}, 2026, start);
    CHECK(plan.size == std::array{59, 58, 58});
    CHECK(plan.slots.size() == 175);
    CHECK(plan.homes_at_risk.empty());
    CHECK(count_whole(members, cohorts_of(plan.slots)) == 0);
}

TEST_CASE("rotation: whose 36 months end first comes first") {
    std::vector<RotationMember> members;
    for (int i = 0; i < 90; ++i)
        members.push_back(member(i, {i / 3}, make_date(2025 - i % 3, 3, 1)));
    const auto plan = plan_rotation(members, {}, 2026, start);
    const auto cohorts = cohorts_of(plan.slots);
    for (const RotationMember& one : members) {
        const auto standing =
            calc_rotation_standing(2026, cohorts.at(one.person_key), one.trained_on, start);
        CHECK(standing.state == RotationState::planned);
    }
    CHECK(plan.homes_at_risk.empty());
}

TEST_CASE("rotation: a joiner goes to the smallest legal cohort, past ones stay as they were") {
    const std::vector<RotationMember> members{member(1, {1}), member(2, {1}), member(3, {2})};
    const std::vector<RotationSlot> before{{"person/0001", 1}, {"person/0003", 2}};
    auto plan = plan_rotation(members, before, 2026, start);
    CHECK(plan.joined == std::vector<std::string>{"person/0002"});
    CHECK(cohorts_of(plan.slots).at("person/0002") == 3);
    // In the second year the first cohort is over: nobody joins it and who left stays on record.
    const std::vector<RotationMember> later{member(2, {1}), member(4, {1})};
    plan = plan_rotation(later, before, 2026, make_date(2027, 1, 1));
    CHECK(plan.left == std::vector<std::string>{"person/0003"});
    const auto cohorts = cohorts_of(plan.slots);
    CHECK(cohorts.at("person/0002") != cohorts.at("person/0004"));
    CHECK(cohorts.at("person/0002") > 1);
    CHECK(cohorts.at("person/0004") > 1);
}

TEST_CASE("rotation: a transfer moves only the one who came, and only when he must") {
    std::vector<RotationMember> members{member(1, {1}), member(2, {2}), member(3, {2})};
    const std::vector<RotationSlot> before{
        {"person/0001", 1}, {"person/0002", 1}, {"person/0003", 2}};
    members[2].homes.front() = {"org/001", make_date(2026, 1, 10)}; // 2 stands alone, 1 and 3 part
    CHECK(plan_rotation(members, before, 2026, start).moved.empty());
    members[1].homes.front() = {"org/001", make_date(2026, 1, 10)};
    members[2].homes.front().organisation_key = "org/002"; // 1 and 2 both in cohort 1
    const auto plan = plan_rotation(members, before, 2026, start);
    CHECK(plan.moved == std::vector<std::string>{"person/0002"});
    CHECK(plan.homes_at_risk.empty());
}

TEST_CASE("rotation: what cannot be kept apart is said") {
    // The last year: both can only go into the third cohort.
    const std::vector<RotationMember> members{member(1, {1}), member(2, {1})};
    const auto plan = plan_rotation(members, {}, 2026, make_date(2028, 6, 1));
    CHECK(plan.homes_at_risk == std::vector<std::string>{"org/001"});
    CHECK(plan.size == std::array{0, 0, 2});
}

TEST_CASE("rotation: 36 calendar months, from 29 February and 31 August, never the day itself") {
    const struct {
        Date trained, due_on;
    } cases[] = {{make_date(2024, 2, 29), make_date(2027, 2, 28)},
                 {make_date(2024, 3, 1), make_date(2027, 3, 1)},
                 {make_date(2024, 8, 31), make_date(2027, 8, 31)},
                 {make_date(2025, 2, 28), make_date(2028, 2, 28)}};
    for (const auto& one : cases) {
        const auto on_the_day = calc_rotation_standing(2027, 1, one.trained, one.due_on);
        CHECK(on_the_day.due_on == one.due_on);
        CHECK(on_the_day.state != RotationState::overdue);
        CHECK(calc_rotation_standing(2027, 3, one.trained, one.due_on + Days{1}).state ==
              RotationState::overdue);
    }
    const Date day = make_date(2026, 6, 1);
    CHECK(calc_rotation_standing(2026, 3, make_date(2024, 3, 1), day).state ==
          RotationState::would_miss);
    CHECK(calc_rotation_standing(2026, 2, make_date(2024, 3, 1), day).state ==
          RotationState::planned);
    CHECK(calc_rotation_standing(2026, 3, make_date(2026, 3, 1), day).state == RotationState::done);
    CHECK(calc_rotation_standing(2025, 1, std::nullopt, day).state == RotationState::left_over);
    CHECK_FALSE(calc_rotation_standing(2025, 1, std::nullopt, day).due_on);
}

TEST_CASE("rotation: who was never trained is due when the rule says, and placed in time for it") {
    const Date day = make_date(2026, 6, 1), soon = make_date(2026, 9, 1);
    const auto standing = calc_rotation_standing(2026, 2, std::nullopt, day, soon);
    CHECK(standing.due_on == soon);
    CHECK(standing.state == RotationState::would_miss);
    CHECK(calc_rotation_standing(2026, 1, std::nullopt, day, soon).state == RotationState::planned);
    CHECK(calc_rotation_standing(2026, 3, std::nullopt, day, make_date(2024, 12, 11)).state ==
          RotationState::overdue);
    // A joiner who is due in September goes to this year, though it is the largest cohort.
    std::vector<RotationMember> members;
    std::vector<RotationSlot> before;
    for (int i = 0; i < 7; ++i) {
        RotationMember one;
        one.person_key = "person/" + std::to_string(i);
        one.homes = {{"org/" + std::to_string(i), make_date(2020, 1, 1)}};
        members.push_back(one);
        before.push_back({one.person_key, i < 5 ? 1 : i - 3});
    }
    RotationMember joiner;
    joiner.person_key = "person/new";
    joiner.homes = {{"org/new", make_date(2026, 3, 1)}};
    joiner.due_on = soon;
    members.push_back(joiner);
    const auto cohort_of = [&](const RotationPlan& plan) {
        return std::ranges::find(plan.slots, "person/new", &RotationSlot::person_key)->cohort_no;
    };
    CHECK(cohort_of(plan_rotation(members, before, 2026, day)) == 1);
    members.back().due_on = make_date(2024, 12, 11); // too late everywhere: the least late
    CHECK(cohort_of(plan_rotation(members, before, 2026, day)) == 1);
    members.back().due_on = make_date(2027, 1, 1);
    CHECK(cohort_of(plan_rotation(members, before, 2026, day)) == 2);
}

TEST_CASE("rotation: everybody once, sizes within one, the same from any order") {
    CHECK(rc::check("first plan", [] {
        const int count = *rc::gen::inRange(1, 70);
        auto members = make_members(count, false);
        const auto plan = plan_rotation(members, {}, 2026, start);
        RC_ASSERT(static_cast<int>(plan.slots.size()) == count);
        RC_ASSERT(static_cast<int>(cohorts_of(plan.slots).size()) == count);
        RC_ASSERT(*std::ranges::max_element(plan.size) - *std::ranges::min_element(plan.size) <= 1);
        RC_ASSERT(plan.size[0] >= plan.size[1] && plan.size[1] >= plan.size[2]);
        // Sizes apart by one and one home each: parting every home is always possible.
        RC_ASSERT(count_whole(members, cohorts_of(plan.slots)) == 0);
        std::ranges::reverse(members);
        RC_ASSERT(plan_rotation(members, {}, 2026, start).slots == plan.slots);
    }));
    CHECK(rc::check("people of two homes are in once, and homes at odds are named", [] {
        const auto members = make_members(*rc::gen::inRange(1, 60), true);
        const auto plan = plan_rotation(members, {}, 2026, start);
        RC_ASSERT(plan.slots.size() == members.size());
        RC_ASSERT(*std::ranges::max_element(plan.size) - *std::ranges::min_element(plan.size) <= 1);
        RC_ASSERT(count_whole(members, cohorts_of(plan.slots)) ==
                  static_cast<int>(plan.homes_at_risk.size()));
    }));
}

TEST_CASE("rotation: after joins, leaves and transfers only who must move moves") {
    CHECK(rc::check("changes", [] {
        auto members = make_members(*rc::gen::inRange(3, 50), *rc::gen::inRange(0, 2) == 0);
        const auto before = plan_rotation(members, {}, 2026, start).slots;
        const auto cohorts = cohorts_of(before);
        RC_ASSERT(plan_rotation(members, before, 2026, start).slots == before);
        const int changes = *rc::gen::inRange(1, 6);
        for (int i = 0; i < changes; ++i) {
            const auto at =
                static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(members.size())));
            const int what = *rc::gen::inRange(0, 3);
            if (what == 0 && members.size() > 1)
                members.erase(members.begin() + static_cast<std::ptrdiff_t>(at));
            else if (what == 1)
                members[at].homes = {
                    {fmt::format("org/{:03}", *rc::gen::inRange(0, 20)), make_date(2026, 1, 2)}};
            else
                members.push_back(member(900 + i, {*rc::gen::inRange(0, 20)}));
        }
        const int year = *rc::gen::inRange(2026, 2028), open_from = year - 2026 + 1;
        const auto plan = plan_rotation(members, before, 2026, make_date(year, 6, 1));
        const auto now = cohorts_of(plan.slots);
        RC_ASSERT(now.size() == members.size());
        RC_ASSERT(plan.moved.size() <=
                  static_cast<std::size_t>(count_whole(members, cohorts, open_from)) +
                      plan.joined.size());
        for (const RotationMember& one : members) {
            const auto had = cohorts.find(one.person_key);
            const int is = now.at(one.person_key);
            if (had == cohorts.end()) RC_ASSERT(is >= open_from); // nobody joins the past
            if (had != cohorts.end() && had->second < open_from) RC_ASSERT(is == had->second);
        }
        RC_ASSERT(count_whole(members, now, open_from) ==
                  static_cast<int>(plan.homes_at_risk.size()));
        RC_ASSERT(plan_rotation(members, plan.slots, 2026, make_date(year, 6, 1)).slots ==
                  plan.slots);
    }));
}
