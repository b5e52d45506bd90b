/// 灭火和应急疏散演练记录表: what a drill leaves on paper. The legal minimum (time, place, content,
/// departments and people: docs/references.md#paper-forms) and what inspectors ask for beside it.
#pragma once
#include "tools/paper/form.h"

namespace tools::paper {

struct DrillRecord {
    std::string organisation, number, name;
    std::string time; ///< begin and length, local
    std::string place;
    std::string kind;  ///< 演示, 模拟, 实战, 桌面; empty on a blank
    std::string scope; ///< 综合 or 单项
    std::string night, announced;
    std::string commander, recorder, observer, response_plan;
    std::string participants; ///< departments and people
    std::string should_come, came;
    std::string setting; ///< 情景设定
    struct Duty {
        std::string role, name;
    };
    std::vector<Duty> duties; ///< 组织分工
    struct Event {
        std::string time, text, who;
    };
    std::vector<Event> course; ///< 过程记录
    struct KeyTime {
        std::string name, time, note; ///< note: why there is none
    };
    std::vector<KeyTime> key_times; ///< the seven; empty: their names stand on the blank
    std::string evacuated;          ///< how many, how
    std::string walking, assisted, bedridden, evacuation_time;
    std::string devices; ///< 消防设施动作情况
    std::string rating;
    struct Remedy {
        std::string problem, severity, measure, responsible, deadline, contingency;
    };
    std::vector<Remedy> remedies;
    std::vector<Photo> photos;
    bool simulated = false;
    std::string produced, created_utc;
};

[[nodiscard]] Form make_form(const DrillRecord& record);
[[nodiscard]] DrillRecord sample_drill_record();

/// AAR: what was meant to happen, what happened, why, what will be kept and changed.
struct AfterAction {
    std::string organisation, drill, time, moderator, participants;
    struct Item {
        std::string expected, actual, cause, next, responsible, deadline;
    };
    std::vector<Item> items;
    std::string kept, changed, told; ///< 做得好的, 要改的, 向谁通报
    std::string kind;
    bool simulated = false;
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const AfterAction& review);
[[nodiscard]] AfterAction sample_after_action();

} // namespace tools::paper
