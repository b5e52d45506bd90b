#include "editor/ledger/actions.h"

#include "editor/ledger/open_ledger.h"
#include "roster/service/findings.h"
#include "roster/service/sessions.h"
#include "sim/core/text.h"
#include <sstream>

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

std::vector<Action> finding_actions(const Row& row) {
    const char* trace = "每一步都留着，不能抹掉";
    if (is_state(row, FindingState::registered))
        return {{ActionKind::begin_finding, tr("开始整改"), "", tr(trace)}};
    if (is_state(row, FindingState::in_progress) || is_state(row, FindingState::returned) ||
        is_state(row, FindingState::extended))
        return {{ActionKind::report_finding, tr("整改完，报复查"), tr("改了什么"), tr(trace)}};
    if (is_state(row, FindingState::to_be_rechecked))
        return {{ActionKind::close_finding, tr("复查合格，销号"), tr("凭据（照片、单据或一句话）"),
                 tr("销号以后不能恢复；复查的不能是整改的人")},
                {ActionKind::return_finding, tr("复查不合格，退回"), tr("哪里不合格"), tr(trace)}};
    return {};
}

std::vector<Action> session_actions(const Row& row) {
    constexpr std::size_t state = 5, booked = 6, told = 7;
    if (row.cells[state] == tr("已举行")) return {};
    std::vector<Action> actions;
    if (row.cells[booked] != "0" && row.cells[booked] != row.cells[told])
        actions.push_back(
            {ActionKind::invite_session, tr("记为已通知"), "", tr("只记下通知过了，不算参加")});
    actions.push_back({ActionKind::hold_session, tr("记为已举行"),
                       tr("没有来的人（姓名，空格隔开；都来了不写）"),
                       tr("没有写成缺席的人都算来过、合格；记了不能直接抹掉")});
    return actions;
}

std::vector<std::string> names_in(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> names;
    for (std::string name; in >> name;)
        names.push_back(std::move(name));
    return names;
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

core::Result<std::string> step(OpenLedger& ledger, const Request& request) {
    service::StepRequest wanted;
    wanted.state = state_after(request.kind);
    wanted.actor = request.who;
    wanted.evidence = request.text;
    const auto done = service::step_finding(ledger.opened.database, request.key, wanted);
    if (!done) return tl::unexpected(done.error());
    return trf("隐患 {} 记为：{}", request.key, tr(word(wanted.state)));
}

/// The keys of guests by name; a name that nobody booked has is a problem.
core::Result<std::vector<std::string>> find_guests(OpenLedger& ledger, const Request& request) {
    const auto guests = service::list_session_guests(ledger.opened.database, request.key);
    if (!guests) return tl::unexpected(guests.error());
    std::vector<std::string> keys;
    core::Problems problems;
    for (const std::string& name : names_in(request.text)) {
        std::vector<std::string> found;
        for (const service::SessionGuest& guest : *guests)
            if (guest.name == name || guest.person_key == name) found.push_back(guest.person_key);
        if (found.size() == 1)
            keys.push_back(found.front());
        else
            problems.push_back({"", "",
                                found.empty() ? trf("这一期没有安排“{}”", name)
                                              : trf("这一期有几个“{}”，写编号", name),
                                ""});
    }
    if (!problems.empty()) return core::make_error(std::move(problems));
    return keys;
}

core::Result<std::string> hold(OpenLedger& ledger, const Request& request) {
    auto absent = find_guests(ledger, request);
    if (!absent) return tl::unexpected(absent.error());
    service::SessionResult result;
    result.session_key = request.key;
    result.absent = std::move(*absent);
    const auto held = service::hold_session(ledger.opened.database, result, request.who);
    if (!held) return tl::unexpected(held.error());
    return trf("已记入：来了 {} 人，合格 {} 人", held->present_count, held->passed_count);
}

core::Result<std::string> invite(OpenLedger& ledger, const Request& request) {
    const auto told =
        service::invite_session(ledger.opened.database, request.key, ledger.today, request.who);
    if (!told) return tl::unexpected(told.error());
    return trf("已记下：通知了 {} 人", told->size());
}

} // namespace

std::vector<Action> actions_of(ListKind list, const Row& row) {
    if (list == ListKind::findings) return finding_actions(row);
    if (list == ListKind::sessions) return session_actions(row);
    return {};
}

core::Result<std::string> enter(const Place& place, const Request& request) {
    if (request.who.empty())
        return core::make_error(core::Errc::bad_input,
                                {"", "", tr("没有写谁经办"), tr("写姓名，台账里有的")});
    auto ledger = open_ledger(place);
    if (!ledger) return tl::unexpected(ledger.error());
    switch (request.kind) {
    case ActionKind::invite_session:
        return invite(*ledger, request);
    case ActionKind::hold_session:
        return hold(*ledger, request);
    default:
        return step(*ledger, request);
    }
}

} // namespace editor::ledger
