// What filled duty forms look like: an invented home. Names of people and places are invented.
#include "tools/paper/duty_forms.h"
#include <array>
#include <fmt/format.h>

namespace tools::paper {

namespace {

constexpr const char* home = "安康养老院（示例）";
constexpr const char* made_by = "示例，人名地名均为虚构";
constexpr const char* made_on = "2026-05-20T04:00:00Z";

// Everybody stands in one list only, so nobody can be wanted in two places.
constexpr std::array leaders{"李建国 138****2046", "周敏 139****7710",   "刘桂英 136****0932",
                             "何晓燕 138****7719", "高志远 135****3308", "沈国平 137****6641"};
constexpr std::array officers{"欧阳建军", "张伟", "李明", "陆晓峰",
                              "蒋玉兰",   "唐立", "顾平", "韩春梅"};
/// Certified, in pairs that stay together.
constexpr std::array<const char*, 6> operators{"陈静、𠮷田",   "孙丽、钱勇",   "吴海涛、郑洁",
                                               "冯刚、褚小红", "卫东、蒋一鸣", "沈悦、韩磊"};
constexpr std::array<const char*, 5> carers{"王芳、杨秀、朱琴", "赵䶮、秦岚、尤慧",
                                            "孟堃、许静、何苗", "古丽娜尔、吕燕、施敏",
                                            "张桂花、孔雪、曹莉"};

/// Three shifts of eight hours. Of the six pairs three work on even days and three on odd ones, and
/// each goes on from early to late to night: a day off between two shifts.
std::string control_room_of(std::size_t day) {
    constexpr std::size_t shifts = 3;
    std::string text;
    for (std::size_t s = 0; s < shifts; ++s) {
        const std::size_t pair = day % 2 * shifts + (s + shifts - day / 2 % shifts) % shifts;
        if (s > 0) text += "／";
        text += operators[pair];
    }
    return text;
}

} // namespace

DutyRoster sample_duty_roster() {
    constexpr std::size_t days = 31, first_weekday = 4, holidays = 5; // 1 May 2026 is a Friday
    constexpr std::array weekdays{"一", "二", "三", "四", "五", "六", "日"};
    DutyRoster r;
    r.organisation = home;
    r.month = "2026 年 5 月";
    for (std::size_t day = 0; day < days; ++day) {
        DutyRoster::Day line;
        line.date = fmt::format("05-{:02d}", day + 1);
        line.weekday = weekdays[(day + first_weekday) % weekdays.size()];
        line.leader = leaders[day % leaders.size()];
        line.day_duty = officers[day % officers.size()];
        line.night_duty = officers[(day + officers.size() / 2) % officers.size()];
        line.control_room = control_room_of(day);
        // Day, night, three days off: 12 hours twice in five days.
        line.carers_day = carers[day % carers.size()];
        line.carers_night = carers[(day + carers.size() - 1) % carers.size()];
        line.team = line.day_duty;
        line.team += "、";
        line.team += line.carers_day.substr(0, line.carers_day.find("、"));
        line.holiday = day < holidays;
        line.note = line.holiday ? "劳动节" : "";
        r.days.push_back(std::move(line));
    }
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

Handover sample_handover() {
    Handover r;
    r.organisation = home;
    r.date = "2026-05-20";
    r.shift = "夜班 20:00–08:00";
    r.from = "王芳";
    r.to = "赵䶮";
    r.time = "2026-05-21 08:00";
    r.in_house = "88";
    r.out = "1（209-2 就医）";
    r.in_hospital = "1";
    r.residents_to_watch = "207-1 吸烟；212-1 夜间游走；205-2 吸氧";
    r.fires = "0";
    r.faults = "1（3 楼声光 S3-04）";
    r.isolated = "0";
    r.automatic = "自动";
    r.patrols = {{"22:00", "一至三楼、厨房", "正常", "王芳"},
                 {"00:00", "一至三楼", "二楼东楼梯间堆放轮椅，已移走", "王芳"},
                 {"02:00", "一至三楼", "演练", "王芳"},
                 {"04:00", "一至三楼、充电棚", "正常", "张伟"},
                 {"06:00", "一至三楼、厨房", "正常", "张伟"}};
    r.events = "02:00–02:16 夜间演练，广播未联动，已报维保。";
    r.open_items = "广播修复（至 06-05）；209-2 返院后更新名单。";
    r.things = "钥匙 1 串、对讲机 4 部、手电 4 支，齐全";
    r.leader_opinion = "知悉，白班跟进广播维修。";
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

ControlRoomLog sample_control_room_log() {
    ControlRoomLog r;
    r.organisation = home;
    r.date = "2026-05-20";
    // Three shifts of eight hours, changed at 08:00, 16:00 and 24:00.
    constexpr std::size_t shift_hours = 8;
    for (std::size_t hour = 0; hour < 24; hour += 2)
        r.entries.push_back({fmt::format("{:02d}:00", hour), hour == 2 ? "1（演练）" : "0",
                             "1（S3-04）", "0", "自动", operators[hour / shift_hours],
                             hour == 2 ? "02:20 复位" : ""});
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

} // namespace tools::paper
