/// Papers before a training: 培训计划表 of a year, 培训通知 of one session.
#pragma once
#include "tools/paper/form.h"

namespace tools::paper {

struct TrainingPlanTable {
    std::string organisation, year;
    struct Session {
        std::string number; ///< 期
        std::string course, level, days, venue, seats, booked, quotas, state;
    };
    std::vector<Session> sessions;
    struct Person {
        std::string county, organisation, name, post, session, days, told;
    };
    std::vector<Person> people; ///< by session, then home
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const TrainingPlanTable& plan);
[[nodiscard]] TrainingPlanTable sample_training_plan();

struct Invitation {
    std::string issuer, number;
    std::string addressed; ///< 主送
    std::string course, batch, level, days, venue, audience;
    std::string contact; ///< whom to tell, by when
    struct Person {
        std::string county, organisation, name, post;
    };
    std::vector<Person> people;
    std::string date; ///< 落款
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const Invitation& invitation);
[[nodiscard]] Invitation sample_invitation();

} // namespace tools::paper
