// A finding from its register to its end.
#include "editor/ledger/action_parts.h"
#include "roster/service/findings.h"
#include "sim/core/text.h"

namespace editor::ledger {

namespace core = sim::core;
namespace domain = roster::domain;
namespace service = roster::service;
using core::tr;
using core::trf;
using domain::FindingState;

namespace {

bool is_state(const Row& row, FindingState state) {
    return row.cells.front() == tr(word(state));
}

FindingState state_after(ActionKind kind) {
    switch (kind) {
    case ActionKind::report_finding:
        return FindingState::to_be_rechecked;
    case ActionKind::extend_finding:
        return FindingState::extended;
    case ActionKind::close_finding:
        return FindingState::closed;
    case ActionKind::return_finding:
        return FindingState::returned;
    default:
        return FindingState::in_progress;
    }
}

/// What was written of the remedy; empty lines leave it as it is on file.
core::Result<domain::Remedy> read_remedy(OpenLedger& ledger, const Request& request) {
    domain::Remedy remedy;
    core::Problems problems;
    if (!answer(request, 0).empty())
        remedy.responsible_key =
            find_person(ledger, request, answer(request, 0), tr("责任人"), problems);
    remedy.measure = answer(request, 1);
    remedy.deadline = read_day(request, 2, problems);
    remedy.contingency = answer(request, 3);
    if (!problems.empty()) return core::make_error(std::move(problems));
    return remedy;
}

core::Result<domain::Remedy> read_later_day(const Request& request) {
    domain::Remedy remedy;
    core::Problems problems;
    remedy.deadline = read_day(request, 0, problems);
    if (answer(request, 0).empty())
        problems.push_back({"", "", tr("没有写延到哪天"), tr("写成 2026-03-01 这样")});
    if (!problems.empty()) return core::make_error(std::move(problems));
    return remedy;
}

} // namespace

std::vector<Action> finding_actions(const Row& row) {
    const std::string trace = tr("每一步都留着，不能抹掉");
    if (is_state(row, FindingState::registered))
        return {{ActionKind::begin_finding,
                 tr("开始整改"),
                 {tr("责任人（登记时写过就不用写）"), tr("整改措施"), tr("时限，例如 2026-03-01"),
                  tr("改好以前怎么防（应急预案）")},
                 trace}};
    if (is_state(row, FindingState::in_progress) || is_state(row, FindingState::returned) ||
        is_state(row, FindingState::extended))
        return {{ActionKind::report_finding, tr("整改完，报复查"), {tr("改了什么")}, trace},
                {ActionKind::extend_finding,
                 tr("延期"),
                 {tr("延到哪天，例如 2026-03-01"), tr("为什么")},
                 tr("一般隐患由院里负责人批，重大隐患由民政部门批；每次都留着")}};
    if (is_state(row, FindingState::to_be_rechecked))
        return {{ActionKind::close_finding,
                 tr("复查合格，销号"),
                 {tr("凭据（照片、单据或一句话）")},
                 tr("销号以后不能恢复；复查的不能是整改的人")},
                {ActionKind::return_finding, tr("复查不合格，退回"), {tr("哪里不合格")}, trace}};
    return {};
}

Entered enter_finding(OpenLedger& ledger, const Request& request) {
    service::StepRequest wanted;
    wanted.state = state_after(request.kind);
    wanted.actor = request.who;
    if (request.kind == ActionKind::begin_finding) {
        auto remedy = read_remedy(ledger, request);
        if (!remedy) return tl::unexpected(remedy.error());
        wanted.changes = std::move(*remedy);
    } else if (request.kind == ActionKind::extend_finding) {
        auto later = read_later_day(request);
        if (!later) return tl::unexpected(later.error());
        wanted.changes = std::move(*later);
        wanted.evidence = answer(request, 1);
    } else
        wanted.evidence = answer(request, 0);
    const auto done = service::step_finding(ledger.opened.database, request.row.key, wanted);
    if (!done) return tl::unexpected(done.error());
    return trf("隐患 {} 记为：{}", request.row.key, tr(word(wanted.state)));
}

} // namespace editor::ledger
