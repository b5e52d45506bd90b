#include "roster/domain/finding.h"

#include "sim/core/text.h"

namespace roster::domain {

using sim::core::Problems;
using sim::core::tr;

namespace {

void check_remedy(Problems& problems, const Remedy& remedy) {
    const auto need = [&](bool there, const char* pointer, const char* what, const char* expected) {
        if (!there) problems.push_back({"", pointer, tr(what), tr(expected)});
    };
    need(!remedy.responsible_key.empty(), "/responsible", "没有责任人", "一位在岗人员");
    need(!remedy.measure.empty(), "/measure", "没有整改措施", "要做什么");
    need(remedy.deadline.has_value(), "/deadline", "没有完成时限", "年-月-日");
    need(!remedy.contingency.empty(), "/contingency", "没有应急预案", "整改期间怎么防范");
}

/// One state forward, or back from "done" when the check found it wanting.
bool may_follow(FindingState from, FindingState to) noexcept {
    if (from == FindingState::done && to == FindingState::in_progress) return true;
    return static_cast<int>(to) == static_cast<int>(from) + 1;
}

} // namespace

Problems check_step(std::span<const FindingStep> taken, const FindingStep& next) {
    Problems problems;
    if (next.actor_key.empty())
        problems.push_back({"", "/actor", tr("没有写经办人"), tr("经办人")});
    if (taken.empty()) {
        if (next.state != FindingState::registered)
            problems.push_back({"", "/state", tr("第一步只能是登记"), "registered"});
        return problems;
    }
    const FindingStep& last = taken.back();
    if (!may_follow(last.state, next.state))
        problems.push_back(
            {"", "/state", tr("不能跳过中间的步骤"), tr("登记 → 整改中 → 已整改 → 销号")});
    if (next.state != FindingState::registered) check_remedy(problems, next.remedy);
    if (next.state != FindingState::closed) return problems;
    if (next.evidence.empty())
        problems.push_back({"", "/evidence", tr("销号没有凭证"), tr("照片、文件或说明")});
    if (next.actor_key == last.actor_key || next.actor_key == next.remedy.responsible_key)
        problems.push_back({"", "/actor", tr("不能自己给自己销号"), tr("另一位复查人")});
    return problems;
}

int calc_days_left(Date deadline, Date today) noexcept {
    return calc_days_between(today, deadline);
}

} // namespace roster::domain
