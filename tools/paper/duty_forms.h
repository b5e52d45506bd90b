/// Forms of those on duty: 值班表 of a month, 交接班记录, 消防控制室值班记录.
#pragma once
#include "tools/paper/form.h"

namespace tools::paper {

struct DutyRoster {
    std::string organisation, month; ///< "2026 年 11 月"
    struct Day {
        std::string date, weekday, leader, day_duty, night_duty, control_room, carers_day,
            carers_night, team, note; ///< leader with phone; note names a holiday
        bool holiday = false;         ///< the row stands in bold
    };
    std::vector<Day> days;
    std::string produced, created_utc;
};
/// One page a month.
[[nodiscard]] Form make_form(const DutyRoster& roster);
[[nodiscard]] DutyRoster sample_duty_roster();

struct Handover {
    std::string organisation, date, shift, from, to, time;
    std::string in_house, out, in_hospital; ///< head counts
    std::string residents_to_watch;
    std::string fires, faults, isolated, automatic; ///< of the control room's equipment
    struct Patrol {
        std::string time, where, found, by;
    };
    std::vector<Patrol> patrols; ///< two-hourly
    std::string events, open_items, things, leader_opinion;
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const Handover& handover);
[[nodiscard]] Handover sample_handover();

struct ControlRoomLog {
    std::string organisation, date;
    struct Entry {
        std::string time, fires, faults, isolated, linkage, operators, note;
    };
    std::vector<Entry> entries;
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const ControlRoomLog& log);
[[nodiscard]] ControlRoomLog sample_control_room_log();

} // namespace tools::paper
