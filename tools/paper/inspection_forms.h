/// Forms of inspections and what they find: 防火巡查, 防火检查, 隐患台账, 年度计划.
#pragma once
#include "tools/paper/form.h"

namespace tools::paper {

struct PatrolRecord {
    std::string organisation, date, inspectors;
    struct Stop {
        std::string where, time, found, note;
    };
    std::vector<Stop> stops;
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const PatrolRecord& record);
[[nodiscard]] PatrolRecord sample_patrol_record();

struct InspectionRecord {
    std::string organisation, date, inspectors, level; ///< level: 月自查, 镇月查, 县查, 市抽查
    struct Item {
        std::string where, found, note;
    };
    std::vector<Item> items;
    std::string summary; ///< 检查情况
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const InspectionRecord& record);
[[nodiscard]] InspectionRecord sample_inspection_record();

struct FindingRegister {
    std::string organisation, day; ///< days left are counted from that day
    struct Finding {
        std::string number, found_on, source, organisation, place, text, severity, responsible,
            measure, deadline, contingency, funds, days_left, state, rechecked_by, closed_on,
            photos;
    };
    std::vector<Finding> findings;
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const FindingRegister& findings);
[[nodiscard]] FindingRegister sample_finding_register();

struct AnnualPlan {
    std::string organisation, year;
    struct Item {
        std::string month, content, audience, manner, responsible, basis, done;
    };
    std::vector<Item> items;
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const AnnualPlan& plan);
[[nodiscard]] AnnualPlan sample_annual_plan();

/// 半年通报: prose in four parts and the table by county.
struct Bulletin {
    std::string issuer, number, period;
    std::string overall, good, problems, demands; ///< paragraphs parted by line feeds
    struct County {
        std::string name, to_train, trained, train_rate, to_drill, drilled, findings, closed,
            overdue, teams;
    };
    std::vector<County> counties;
    std::string date;
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const Bulletin& bulletin);
[[nodiscard]] Bulletin sample_bulletin();

} // namespace tools::paper
