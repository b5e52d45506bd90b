#include "roster/domain/finding.h"

#include "roster/domain/people.h"
#include "sim/core/text.h"
#include <algorithm>

namespace roster::domain {

using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

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

/// A major one is watched by somebody of the bureau, and made safe meanwhile.
void check_major(Problems& problems, const Remedy& remedy) {
    if (remedy.supervisor_key.empty())
        problems.push_back({"", "/supervisor", tr("重大隐患没有督办人"), tr("民政部门的一个人")});
    if (remedy.interim_measure.empty())
        problems.push_back(
            {"", "/interim_measure", tr("重大隐患没有整改期间防范措施"), tr("整改期间怎么防范")});
    if (!remedy.funds_yuan)
        problems.push_back({"", "/funds_yuan", tr("重大隐患没有写资金"), tr("多少元；不花钱写 0")});
}

void check_extension(Problems& problems, const FindingStep& last, const FindingStep& next) {
    if (next.evidence.empty())
        problems.push_back({"", "/evidence", tr("延期没有写原因"), tr("为什么延期")});
    if (last.remedy.deadline && next.remedy.deadline &&
        *next.remedy.deadline <= *last.remedy.deadline)
        problems.push_back({"", "/deadline", tr("延期后的时限要晚于原来的时限"),
                            trf("晚于 {}", iso(*last.remedy.deadline))});
}

/// Answered for it or reported it as done, at any time: another name put in later takes nothing
/// back.
bool had_a_hand(std::span<const FindingStep> taken, const std::string& person_key) {
    return std::ranges::any_of(taken, [&](const FindingStep& step) {
        return step.remedy.responsible_key == person_key ||
               (step.state == FindingState::to_be_rechecked && step.actor_key == person_key);
    });
}

void check_closure(Problems& problems, std::span<const FindingStep> taken,
                   const FindingStep& next) {
    if (next.evidence.empty())
        problems.push_back({"", "/evidence", tr("销号没有凭证"), tr("照片、文件或说明")});
    if (next.actor_key == taken.back().actor_key || next.actor_key == next.remedy.responsible_key ||
        had_a_hand(taken, next.actor_key))
        problems.push_back({"", "/actor", tr("不能自己给自己销号"), tr("另一位复查人")});
}

} // namespace

const char* word(FindingState state) noexcept {
    constexpr const char* words[] = {"登记", "整改中", "待复查", "销号", "退回", "延期"};
    return words[static_cast<int>(state)];
}

const char* word(FindingSource source) noexcept {
    constexpr const char* words[] = {"自查", "交叉检查", "县级检查", "市级督查", "演练",
                                     "举报", "维保",     "镇级检查", "消防检查", "专项检查"};
    return words[static_cast<int>(source)];
}

const char* word(Severity severity) noexcept {
    return severity == Severity::major ? "重大" : "一般";
}

bool may_extend(const Entitlement& entitlement, Severity severity) noexcept {
    return entitlement.of_office || (entitlement.leads_home && severity == Severity::ordinary);
}

bool may_recheck(const Entitlement& entitlement) noexcept {
    return (entitlement.of_house || entitlement.of_office) && !entitlement.on_leave;
}

Problems check(const Finding& finding, Date today) {
    Problems problems;
    const auto need = [&](bool there, const char* pointer, const char* what, const char* expected) {
        if (!there) problems.push_back({"", pointer, tr(what), tr(expected)});
    };
    need(!finding.key.empty(), "/key", "没有编号", "一个编号");
    need(!finding.organisation_key.empty(), "/organisation", "没有写单位", "单位编号或名称");
    need(!finding.text.empty(), "/text", "没有写问题", "问题描述");
    need(finding.found_on <= today, "/found_on", "发现日期在将来", "今天或以前");
    const bool of_drill = finding.drill_id != 0 || finding.activity_id != 0;
    need(finding.source != FindingSource::drill || of_drill, "/source",
         "来源是演练，但没有写哪一次演练", "台账里演练的编号");
    need(finding.source == FindingSource::drill || !of_drill, "/source",
         "写了演练的编号，来源就应是演练", "drill");
    need(finding.service.empty() || finding.life_safety, "/service",
         "只有危及人身安全的隐患才暂停服务", "去掉服务，或者标明危及人身安全");
    need(!holds_id_number(finding.text), "/text", "问题描述里有身份证号", "不写身份证号");
    return problems;
}

bool may_follow(FindingState from, FindingState to) noexcept {
    using enum FindingState;
    switch (from) {
    case registered:
        return to == in_progress;
    case in_progress:
    case returned:
    case extended:
        return to == to_be_rechecked || to == extended;
    case to_be_rechecked:
        return to == closed || to == returned;
    case closed:
        break;
    }
    return false;
}

Problems check_step(std::span<const FindingStep> taken, const FindingStep& next,
                    Severity severity) {
    Problems problems;
    if (next.actor_key.empty())
        problems.push_back({"", "/actor", tr("没有写经办人"), tr("经办人")});
    if (taken.empty()) {
        if (next.state != FindingState::registered)
            problems.push_back({"", "/state", tr("第一步只能是登记"), "registered"});
        return problems;
    }
    const FindingStep& last = taken.back();
    if (last.state == FindingState::closed)
        problems.push_back({"", "/state", tr("这条隐患已经销号"), tr("又出现的另登记一条")});
    else if (!may_follow(last.state, next.state))
        problems.push_back(
            {"", "/state", tr("不能跳过中间的步骤"), tr("登记 → 整改中 → 待复查 → 销号")});
    if (next.state == FindingState::registered) return problems;
    check_remedy(problems, next.remedy);
    if (severity == Severity::major) check_major(problems, next.remedy);
    if (next.state != FindingState::in_progress && next.state != FindingState::extended &&
        next.remedy.deadline != last.remedy.deadline)
        problems.push_back({"", "/deadline", tr("时限只能用延期来改"), tr("原来的时限")});
    if (next.state == FindingState::closed && may_follow(last.state, next.state))
        check_closure(problems, taken, next);
    if (next.state == FindingState::extended) check_extension(problems, last, next);
    if (next.state == FindingState::returned && next.evidence.empty())
        problems.push_back({"", "/evidence", tr("退回没有写原因"), tr("复查发现了什么")});
    return problems;
}

int calc_days_left(Date deadline, Date today) noexcept {
    return calc_days_between(today, deadline);
}

} // namespace roster::domain
