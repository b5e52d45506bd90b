/// Towns with people and sessions for the tests of the training planner.
#pragma once
#include "roster/schedule/training_model.h"
#include <fmt/format.h>
#include <rapidcheck.h>
#include <string>

namespace training_cases {

using namespace roster::schedule;
using roster::domain::Date;
using roster::domain::Days;
using roster::domain::make_date;

inline const Date round_from = make_date(2026, 1, 1);

inline TrainingHome home(int no, int county = 0) {
    return {fmt::format("org/{:04}", no), fmt::format("{} 号院", no),
            fmt::format("county/{}", county)};
}
inline TrainingPerson person(int no, int home, std::optional<Date> passed_on = {}) {
    TrainingPerson one;
    one.key = fmt::format("person/{:05}", no);
    one.name = fmt::format("{}号", no);
    one.organisation_key = fmt::format("org/{:04}", home);
    one.role = no % 3 == 0   ? roster::domain::Post::leader
               : no % 3 == 1 ? roster::domain::Post::deputy_leader
                             : roster::domain::Post::safety_officer;
    one.joined_on = make_date(2020, 1, 1);
    one.passed_on = passed_on;
    return one;
}
inline TrainingSession session(int no, Date first, int seats, int home_cap = 2, int days = 2) {
    TrainingSession one;
    one.key = fmt::format("session/{:03}", no);
    one.course = "消防安全";
    one.batch_no = no;
    one.days = {first, first + Days{days - 1}};
    one.venue = "市民政局";
    one.capacity_count = seats;
    one.home_cap_count = home_cap;
    return one;
}

/// 154 homes of 8, 36 sessions, six blocked months each; every third passed in each of the years
/// before.
inline TrainingInput city(int homes, int people_of_home, int seats, int home_cap) {
    TrainingInput input;
    input.today = round_from;
    input.round_from = round_from;
    for (int month = 0; month < 36; ++month)
        input.sessions.push_back(session(
            month, roster::domain::add_months(make_date(2026, 1, 19), month), seats, home_cap));
    unsigned draw = 12345;
    const auto next = [&](unsigned below) {
        draw = draw * 1664525U + 1013904223U;
        return static_cast<int>((draw >> 8U) % below);
    };
    for (int h = 0; h < homes; ++h) {
        input.homes.push_back(home(h, h % 7));
        for (int i = 0; i < people_of_home; ++i) {
            auto one = person(h * people_of_home + i, h, make_date(2023, 5, 1) + Days{next(970)});
            for (int n = 0; n < 6; ++n) {
                const Date first = roster::domain::add_months(round_from, next(36));
                one.blocked.push_back({{first, roster::domain::add_months(first, 1) - Days{1}},
                                       BlockReason::duty,
                                       ""});
            }
            input.people.push_back(one);
        }
    }
    return input;
}

/// A small town of chance, where everything can be short. At most `people` and `sessions`.
inline TrainingInput small_town(int people, int sessions, bool overlapping) {
    const auto upto = [](int most) { return *rc::gen::inRange(0, most + 1); };
    TrainingInput input;
    input.today = make_date(2026, 3, 1);
    input.round_from = round_from;
    const int homes = 1 + upto(2);
    for (int i = 0; i < homes; ++i)
        input.homes.push_back(home(i, i % 2));
    const int session_count = 1 + upto(sessions - 1);
    for (int i = 0; i < session_count; ++i) {
        const int day = overlapping ? 30 + upto(8) : 30 + i * 330 / sessions * 3 + upto(5);
        auto one = session(i, input.today + Days{day}, 1 + upto(2), 1 + upto(2), 1 + upto(2));
        one.state = upto(9) == 0 ? SessionState::cancelled : SessionState::open;
        if (upto(4) == 0) one.quotas.push_back({"county/0", upto(2)});
        input.sessions.push_back(one);
    }
    const int people_count = 1 + upto(people - 1);
    for (int i = 0; i < people_count; ++i) {
        auto one = person(i, upto(homes - 1));
        if (upto(3) > 0) one.passed_on = make_date(2023, 3, 15) + Days{upto(1000)};
        if (upto(3) == 0) one.cohort_no = 1 + upto(2);
        for (int n = upto(2); n > 0; --n) {
            const Date first = input.today + Days{20 + upto(1000)};
            one.blocked.push_back(
                {{first, first + Days{upto(200)}}, static_cast<BlockReason>(upto(4)), ""});
        }
        input.people.push_back(one);
    }
    return input;
}

} // namespace training_cases
