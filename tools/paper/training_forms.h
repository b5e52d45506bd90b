/// Forms of training: 签到表, 培训台账, 轮训进度表, 一懂三会考核表.
#pragma once
#include "tools/paper/form.h"

namespace tools::paper {

struct SignIn {
    std::string organisation, topic, time, place, lecturer, hours, should_come, came;
    struct Person {
        std::string name, department, post;
        std::string phone; ///< masked, "138****2046"
        std::string note;
    };
    std::vector<Person> people; ///< the column to sign stays empty
    int unnamed_count = 0;      ///< who came beside them: rows to write a name in
    std::vector<Photo> photos;
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const SignIn& list);
[[nodiscard]] SignIn sample_sign_in();

struct TrainingRegister {
    std::string organisation, period;
    struct Session {
        std::string date, level, topic, category, hours, lecturer, manner, participants,
            should_come, came, test, result, pass_rate, retake, certificate, file_number;
    };
    std::vector<Session> sessions;
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const TrainingRegister& trainings);
[[nodiscard]] TrainingRegister sample_training_register();

/// 三年轮训 of a bureau.
struct RotationTable {
    std::string organisation, period;
    struct Person {
        std::string county, organisation, name, post, last, cohort, planned, due, county_year,
            state; ///< mark and word: "● 已训", "○ 待训", "▲ 将超 36 个月", "■ 从未轮训"
    };
    std::vector<Person> people;
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const RotationTable& rotation);
[[nodiscard]] RotationTable sample_rotation_table();

struct CompetenceSheet {
    std::string organisation, period;
    struct Person {
        std::string name, post, hazards, alarm, extinguish, evacuate, manner, level, valid_until,
            examiner;
    };
    std::vector<Person> people;
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const CompetenceSheet& sheet);
[[nodiscard]] CompetenceSheet sample_competence_sheet();

} // namespace tools::paper
