#include "roster/domain/response_plan.h"

#include "sim/core/text.h"

namespace roster::domain {

using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

Problems check(const ResponsePlan& plan, Date today) {
    Problems problems;
    const auto need = [&](bool there, const char* pointer, const char* what, const char* expected) {
        if (!there) problems.push_back({"", pointer, tr(what), tr(expected)});
    };
    need(!plan.organisation_key.empty(), "/organisation", "没有单位", "单位编号");
    need(!plan.title.empty(), "/title", "预案没有名称", "名称，例如 火灾应急预案");
    need(!plan.key.empty(), "/key", "没有编号", "一个编号");
    need(plan.key.find('@') == std::string::npos, "/key", "编号里不能有 @", "@ 后面是版本");
    if (!plan.approved_on && plan.approved_by.empty()) return problems;
    need(plan.approved_on.has_value(), "/approved_on", "没有批准日期", "年-月-日");
    need(!plan.approved_by.empty(), "/approved_by", "没有批准人", "姓名");
    need(!plan.start_procedure.empty(), "/start_procedure", "没有启动程序", "批准前四项都要写");
    need(!plan.forces.empty(), "/forces", "没有工作力量", "批准前四项都要写");
    need(!plan.workflow.empty(), "/workflow", "没有工作流程", "批准前四项都要写");
    need(!plan.goals.empty(), "/goals", "没有工作目标", "批准前四项都要写");
    if (plan.approved_on && today < *plan.approved_on)
        problems.push_back(
            {"", "/approved_on", trf("{} 还没有到", iso(*plan.approved_on)), tr("今天或以前")});
    return problems;
}

bool same_text(const ResponsePlan& a, const ResponsePlan& b) noexcept {
    return a.title == b.title && a.start_procedure == b.start_procedure && a.forces == b.forces &&
           a.workflow == b.workflow && a.goals == b.goals;
}

const char* word(PlanState state) noexcept {
    constexpr const char* words[] = {"未批准", "待演练", "已演练", "逾期未演练", "单位已停办"};
    return words[static_cast<int>(state)];
}

PlanStanding calc_standing(std::optional<Date> approved_on, std::optional<Date> rehearsed_on,
                           Date today) noexcept {
    if (!approved_on) return {};
    const Date from = rehearsed_on.value_or(*approved_on);
    const Date due_on = calc_rolling_end(rehearsal_window, from);
    if (due_on < today) return {PlanState::overdue, due_on};
    return {rehearsed_on ? PlanState::rehearsed : PlanState::waiting, due_on};
}

} // namespace roster::domain
