#include "editor/view/words.h"

#include "sim/core/text.h"
#include <cmath>
#include <fmt/format.h>

namespace editor::view {

namespace plan = sim::plan;

const char* word(plan::SpaceKind kind) noexcept {
    using Kind = plan::SpaceKind;
    switch (kind) {
    case Kind::bedroom:
        return "卧室";
    case Kind::corridor:
        return "走廊";
    case Kind::stair:
        return "楼梯间";
    case Kind::refuge:
        return "避难间";
    case Kind::hall:
        return "门厅";
    case Kind::kitchen:
        return "厨房";
    case Kind::laundry:
        return "洗衣房";
    case Kind::electrical:
        return "配电间";
    case Kind::control_room:
        return "消防控制室";
    case Kind::duty_room:
        return "值班室";
    case Kind::storage:
        return "库房";
    case Kind::toilet:
        return "卫生间";
    case Kind::office:
        return "办公室";
    case Kind::other:
        return "其他房间";
    case Kind::outside:
        return "室外";
    }
    return "";
}

const char* word(plan::OpeningKind kind) noexcept {
    using Kind = plan::OpeningKind;
    switch (kind) {
    case Kind::door:
        return "门";
    case Kind::doorway:
        return "门洞";
    case Kind::window:
        return "窗";
    case Kind::gap:
        return "吊顶空隙";
    }
    return "";
}

const char* word(plan::EquipmentKind kind) noexcept {
    using Kind = plan::EquipmentKind;
    switch (kind) {
    case Kind::extinguisher:
        return "灭火器";
    case Kind::fire_blanket:
        return "灭火毯";
    case Kind::hydrant:
        return "消火栓";
    case Kind::manual_call_point:
        return "手动报警按钮";
    case Kind::alarm_panel:
        return "报警主机";
    case Kind::telephone:
        return "电话";
    case Kind::loudspeaker:
        return "广播喇叭";
    case Kind::wheelchair:
        return "轮椅";
    case Kind::evacuation_chair:
        return "疏散椅";
    case Kind::rescue_sheet:
        return "救援床单";
    case Kind::stretcher:
        return "担架";
    case Kind::carry_chair:
        return "搬运椅";
    case Kind::gas_valve:
        return "燃气阀";
    case Kind::power_switch:
        return "电源开关";
    case Kind::oxygen_valve:
        return "氧气阀";
    }
    return "";
}

const char* word(plan::DetectorKind kind) noexcept {
    return kind == plan::DetectorKind::smoke ? "感烟探测器" : "感温探测器";
}

const char* word(plan::Agent agent) noexcept {
    using Agent = plan::Agent;
    switch (agent) {
    case Agent::none:
        return "";
    case Agent::water:
        return "水基";
    case Agent::water_mist:
        return "水雾";
    case Agent::foam:
        return "泡沫";
    case Agent::abc_powder:
        return "ABC 干粉";
    case Agent::bc_powder:
        return "BC 干粉";
    case Agent::carbon_dioxide:
        return "二氧化碳";
    case Agent::wet_chemical:
        return "厨房专用";
    }
    return "";
}

const char* word(sim::drill::PersonGroup group) noexcept {
    using Group = sim::drill::PersonGroup;
    switch (group) {
    case Group::staff:
        return "工作人员";
    case Group::volunteer:
        return "志愿消防队员";
    case Group::visitor:
        return "来访者";
    case Group::fire_service:
        return "消防队";
    case Group::resident_walks:
        return "能走的老人";
    case Group::resident_moved:
        return "要人搬的老人";
    }
    return "";
}

const char* word(sim::drill::PersonOutcome outcome) noexcept {
    using Outcome = sim::drill::PersonOutcome;
    switch (outcome) {
    case Outcome::inside:
        return "在楼内";
    case Outcome::safe:
        return "已到安全处";
    case Outcome::sheltered:
        return "已避险";
    case Outcome::incapacitated:
        return "失能";
    }
    return "";
}

const char* word(plan::Mobility mobility) noexcept {
    return mobility_word(std::string(1, static_cast<char>('A' + static_cast<int>(mobility))));
}

const char* word(plan::DeviceKind kind) noexcept {
    return plan::device_word(kind);
}

const char* mobility_word(const std::string& letter) noexcept {
    if (letter.size() != 1) return "";
    switch (letter[0]) {
    case 'A':
        return "自己能走";
    case 'B':
        return "拄拐或扶着能走";
    case 'C':
        return "坐轮椅";
    case 'D':
        return "卧床";
    case 'E':
        return "会走失，要人领";
    default:
        return "";
    }
}

std::string format_clock(double time_s) {
    const long total = std::lround(std::floor(time_s));
    if (total >= 3600)
        return fmt::format("{}:{:02}:{:02}", total / 3600, total / 60 % 60, total % 60);
    return fmt::format("{}:{:02}", total / 60, total % 60);
}

std::string words_of(const sim::core::Error& error) {
    std::string words;
    for (const sim::core::Problem& one : error.problems)
        words += (words.empty() ? "" : sim::core::tr("；")) + one.what +
                 (one.expected.empty() ? "" : sim::core::tr("：") + one.expected);
    return words;
}

} // namespace editor::view
