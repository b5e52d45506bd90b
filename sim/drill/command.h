/// The only way from outside into a run. Commands alone, with plan, scenario and seed, re-create
/// it.
#pragma once
#include "sim/drill/fact.h"

namespace sim::drill {

/// What a person does; an action asks for a place, takes time, and ends in facts: see action.h.
// Closed list. X(name, Chinese word)
#define SIM_ACTIONS(X)                                                                             \
    X(go_to, "前往")                                                                               \
    X(acknowledge_alarm, "确认火警信号")                                                           \
    X(silence_alarm, "消音")                                                                       \
    X(confirm_alarm, "在主机上确认火情")                                                           \
    X(reset_panel, "复位")                                                                         \
    X(set_linkage_auto, "转自动联动")                                                              \
    X(broadcast, "广播疏散")                                                                       \
    X(press_call_point, "按下手报")                                                                \
    X(call_119, "拨打119")                                                                         \
    X(call_120, "拨打120")                                                                         \
    X(call_leader, "报告带班领导")                                                                 \
    X(notify, "通知")                                                                              \
    X(inspect, "到场查看")                                                                         \
    X(fetch_extinguisher, "取灭火器")                                                              \
    X(use_extinguisher, "使用灭火器")                                                              \
    X(open_door, "开门")                                                                           \
    X(close_door, "关门")                                                                          \
    X(unlock_door, "开锁")                                                                         \
    X(search_room, "搜索房间")                                                                     \
    X(wake_room, "叫醒并引导")                                                                     \
    X(move_resident, "转移老人")                                                                   \
    X(shelter_room, "关门就地避险")                                                                \
    X(shut_zone, "封闭区域")                                                                       \
    X(headcount, "清点人数")                                                                       \
    X(report_headcount, "报告人数")                                                                \
    X(guide_fire_service, "到门口迎消防车")                                                        \
    X(report_to_fireservice, "向消防队报告")                                                       \
    X(gas_close, "关燃气")                                                                         \
    X(power_cut, "断电")                                                                           \
    X(oxygen_close, "关氧气")                                                                      \
    X(withdraw, "撤离")                                                                            \
    X(wait, "等待")                                                                                \
    X(log_entry, "记录")                                                                           \
    X(use_blanket, "用灭火毯或锅盖盖住")                                                           \
    X(uncover, "揭开锅盖")                                                                         \
    X(close_route, "宣布通道停用")                                                                 \
    X(power_restore, "合闸送电")                                                                   \
    X(oxygen_bottle, "换氧气瓶")                                                                   \
    X(start_generator, "启动发电机")                                                               \
    X(free_lift, "解救电梯里的人")                                                                 \
    X(call_110, "拨打110")                                                                         \
    X(answer_check, "应答查岗")                                                                    \
    X(lead_chain, "牵绳带队")                                                                      \
    X(push_cot, "推婴儿床")                                                                        \
    X(assign_vehicle, "派车")                                                                      \
    X(take_medicine, "带上药品和病历")                                                             \
    X(notify_family, "通知家属")                                                                   \
    X(hand_over, "移交")                                                                           \
    X(stand_down, "解除")

enum class Action : int {
#define SIM_ACTION_ENUMERATOR(name, zh) name,
    SIM_ACTIONS(SIM_ACTION_ENUMERATOR)
#undef SIM_ACTION_ENUMERATOR
};
inline constexpr std::size_t action_count = 0
#define SIM_ACTION_COUNT(name, zh) +1
    SIM_ACTIONS(SIM_ACTION_COUNT)
#undef SIM_ACTION_COUNT
    ;
[[nodiscard]] std::string_view name(Action action) noexcept;
[[nodiscard]] const char* word(Action action) noexcept;
[[nodiscard]] std::optional<Action> find_action(std::string_view name) noexcept;

enum class CommandKind {
    act,         ///< `actor` does `action` to `target`
    fire_inject, ///< target: inject number
    skip_inject, ///< target: inject number
    reading,     ///< trace: target detector; args optical_density_dB_per_m, temperature_K, alarm
    panel_line,  ///< trace: target what; args detail
    note,        ///< the trainer's: target where, may be empty; args text, person
};

struct Command {
    std::int64_t seq = 0; ///< from 1, in the order of application
    core::Tick tick;
    CommandKind kind{};
    std::string source; ///< "policy", "decision", "scenario", "trace", "trainer"
    std::string actor;  ///< person key, for act
    Action action{};
    std::string target;
    Args args;
    friend bool operator==(const Command&, const Command&) = default;
};

[[nodiscard]] std::string format_command(const Command& command);
[[nodiscard]] std::optional<Command> parse_command(std::string_view line);

} // namespace sim::drill
