/// What happened in a run. Facts are append-only; scores, competence and reports are computed from
/// them and from nothing else.
#pragma once
#include "sim/core/tick.h"
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sim::drill {

// Closed list. Never renumber, never reuse; new kinds go to the end. X(name, Chinese word)
#define SIM_FACT_KINDS(X)                                                                          \
    X(drill_started, "演练开始")                                                                   \
    X(drill_ended, "演练结束")                                                                     \
    X(inject, "注入")                                                                              \
    X(command_refused, "指令未执行")                                                               \
    X(model_limit_reached, "超出模型范围")                                                         \
    X(fire_started, "起火")                                                                        \
    X(fire_flaming, "出现明火")                                                                    \
    X(fire_out, "明火熄灭")                                                                        \
    X(alarm_raised, "火警信号")                                                                    \
    X(alarm_ack, "消音确认信号")                                                                   \
    X(alarm_silence, "警报静音")                                                                   \
    X(alarm_confirm, "确认火情")                                                                   \
    X(alarm_false, "确认误报")                                                                     \
    X(alarm_reset, "主机复位")                                                                     \
    X(panel_mode, "联动方式切换")                                                                  \
    X(linkage_auto, "联动启动")                                                                    \
    X(broadcast, "广播")                                                                           \
    X(call_119, "拨打119")                                                                         \
    X(call_120, "拨打120")                                                                         \
    X(call_leader, "报告带班领导")                                                                 \
    X(call_cutoff, "通话中断")                                                                     \
    X(notify, "通知人员")                                                                          \
    X(send_guide, "派人迎接消防车")                                                                \
    X(guide_at_gate, "引导员到位")                                                                 \
    X(gas_close, "关闭燃气")                                                                       \
    X(power_cut, "切断电源")                                                                       \
    X(oxygen_close, "关闭氧气")                                                                    \
    X(lift_recall, "电梯迫降")                                                                     \
    X(lift_used, "使用电梯")                                                                       \
    X(door_open, "开门")                                                                           \
    X(door_close, "关门")                                                                          \
    X(door_force, "破门")                                                                          \
    X(door_unlock, "开锁")                                                                         \
    X(exit_blocked_found, "发现出口不通")                                                          \
    X(exit_cleared, "出口疏通")                                                                    \
    X(get_ext, "取灭火器")                                                                         \
    X(use_ext, "使用灭火器")                                                                       \
    X(use_blanket, "使用灭火毯")                                                                   \
    X(use_hose, "使用消火栓")                                                                      \
    X(wrong_agent, "灭火剂用错")                                                                   \
    X(withdraw, "撤离火点")                                                                        \
    X(enter_smoke, "进入烟气")                                                                     \
    X(mask_on, "佩戴面具")                                                                         \
    X(arrived, "到达")                                                                             \
    X(inspect, "到场查看")                                                                         \
    X(search_room, "搜索房间")                                                                     \
    X(wake_room, "叫醒房间")                                                                       \
    X(resident_prep, "搬运准备")                                                                   \
    X(resident_move, "开始转移")                                                                   \
    X(resident_safe, "人员到达安全处")                                                             \
    X(resident_sheltered, "人员就地或避难间避险")                                                  \
    X(resident_lost, "人员失能")                                                                   \
    X(transfer_refused, "不能转移")                                                                \
    X(transfer_stopped, "转移中断")                                                                \
    X(shut_zone, "封闭区域")                                                                       \
    X(refuge_enter, "进入避难间")                                                                  \
    X(headcount, "清点人数")                                                                       \
    X(report_headcount, "报告人数")                                                                \
    X(report_to_fireservice, "向消防队报告")                                                       \
    X(fire_service_arrived, "消防队到场")                                                          \
    X(handover, "移交")                                                                            \
    X(vehicle_assigned, "派车")                                                                    \
    X(medicine_taken, "带上药品")                                                                  \
    X(family_notified, "通知家属")                                                                 \
    X(log_entry, "记录")                                                                           \
    X(stand_down, "解除")                                                                          \
    X(competence_q, "提问")                                                                        \
    X(room_untenable, "房间不可停留")                                                              \
    X(space_smoky, "空间进烟")                                                                     \
    X(opening_state, "门窗到位")                                                                   \
    X(ordered, "下达任务")                                                                         \
    X(person_safe, "工作人员到达安全处")                                                           \
    X(power_lost, "停电")                                                                          \
    X(observed, "观察记录")                                                                        \
    X(room_clear, "房间清空")                                                                      \
    X(resident_wanders, "老人起来游走")                                                            \
    X(resident_returns, "老人自己往回走")                                                          \
    X(uncovered, "揭开锅盖")                                                                       \
    X(reignited, "复燃")                                                                           \
    X(route_closed, "通道停用")                                                                    \
    X(closed_route_entered, "有人走进停用的通道")                                                  \
    X(power_restored, "恢复供电")                                                                  \
    X(oxygen_lost, "吸氧中断")                                                                     \
    X(oxygen_low, "吸氧老人血氧报警")                                                              \
    X(oxygen_bottle, "换上氧气瓶")                                                                 \
    X(generator_failed, "发电机没有起动")                                                          \
    X(generator_started, "发电机起动")                                                             \
    X(lift_stuck, "电梯困人")                                                                      \
    X(lift_freed, "电梯里的人救出")                                                                \
    X(call_110, "拨打110")                                                                         \
    X(duty_check, "远程查岗")                                                                      \
    X(check_answered, "应答查岗")                                                                  \
    X(chain_left, "带队离开")                                                                      \
    X(cot_left, "婴儿床离开")                                                                      \
    X(gas_alarm, "燃气报警")                                                                       \
    X(gas_ignited, "燃气着火")                                                                     \
    X(electrical_alarm, "电气火灾监控报警")                                                        \
    X(resident_gone, "人员自行离开")                                                               \
    X(flood_depth, "水深")                                                                         \
    X(transfer_redirected, "转移改道")                                                             \
    X(resident_handed_over, "老人交接")                                                            \
    X(shelter_failed, "避险的房间进烟")

enum class FactKind : int {
#define SIM_FACT_ENUMERATOR(name, zh) name,
    SIM_FACT_KINDS(SIM_FACT_ENUMERATOR)
#undef SIM_FACT_ENUMERATOR
};
[[nodiscard]] std::string_view name(FactKind kind) noexcept;
[[nodiscard]] const char* word(FactKind kind) noexcept; ///< Chinese; pass through tr() to show
[[nodiscard]] std::optional<FactKind> find_fact_kind(std::string_view name) noexcept;

using Value = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>>;

/// Named details of a fact or command; few, in a fixed order.
struct Args {
    std::vector<std::pair<std::string, Value>> items;
    [[nodiscard]] const Value* find(std::string_view name) const noexcept;
    void set(std::string name, Value value); ///< replaces one of the same name
    friend bool operator==(const Args&, const Args&) = default;
};

struct Fact {
    std::int64_t seq = 0; ///< from 1, without gaps
    core::Tick tick;
    FactKind kind{};
    std::string actor;  ///< person key; "system" for the building itself
    std::string role;   ///< role key of the actor; empty when none
    std::string target; ///< key of a space, opening, resident, detector ...; may be empty
    Args args;
    std::int64_t cause = 0; ///< seq of the command that led to it; 0 none
    friend bool operator==(const Fact&, const Fact&) = default;
};

/// One line of canonical JSON: the form that is hashed and stored. Doubles in shortest form that
/// reads back equal.
[[nodiscard]] std::string format_fact(const Fact& fact);
[[nodiscard]] std::optional<Fact> parse_fact(std::string_view line);
[[nodiscard]] std::string format_args(const Args& args);
[[nodiscard]] std::optional<Args> parse_args(std::string_view json);

} // namespace sim::drill
