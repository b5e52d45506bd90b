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
    if (!answer(request, 0).empty()) {
        const auto person = service::resolve_person(ledger.opened.database, answer(request, 0),
                                                    tr("责任人"), ledger.top.key);
        if (person)
            remedy.responsible_key = *person;
        else
            problems = person.error().problems;
    }
    remedy.measure = answer(request, 1);
    if (const std::string& day = answer(request, 2); !day.empty()) {
        remedy.deadline = domain::find_date(day);
        if (!remedy.deadline)
            problems.push_back({"", "", trf("时限看不懂：{}", day), tr("写成 2026-03-01 这样")});
    }
    remedy.contingency = answer(request, 3);
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
        return {{ActionKind::report_finding, tr("整改完，报复查"), {tr("改了什么")}, trace}};
    if (is_state(row, FindingState::to_be_rechecked))
        return {{ActionKind::close_finding,
                 tr("复查合格，销号"),
                 {tr("凭据（照片、单据或一句话）")},
                 tr("销号以后不能恢复；复查的不能是整改的人")},
                {ActionKind::return_finding, tr("复查不合格，退回"), {tr("哪里不合格")}, trace}};
    return {};
}

core::Result<std::string> enter_finding(OpenLedger& ledger, const Request& request) {
    service::StepRequest wanted;
    wanted.state = state_after(request.kind);
    wanted.actor = request.who;
    if (request.kind == ActionKind::begin_finding) {
        auto remedy = read_remedy(ledger, request);
        if (!remedy) return tl::unexpected(remedy.error());
        wanted.changes = std::move(*remedy);
    } else
        wanted.evidence = answer(request, 0);
    const auto done = service::step_finding(ledger.opened.database, request.key, wanted);
    if (!done) return tl::unexpected(done.error());
    return trf("隐患 {} 记为：{}", request.key, tr(word(wanted.state)));
}

} // namespace editor::ledger
