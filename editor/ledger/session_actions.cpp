// Training that is told of and held.
#include "editor/ledger/action_parts.h"
#include "roster/service/sessions.h"
#include "sim/core/text.h"

namespace editor::ledger {

namespace core = sim::core;
namespace domain = roster::domain;
namespace service = roster::service;
using core::tr;
using core::trf;

namespace {

/// The keys of guests by name; a name that nobody booked has is a problem.
core::Result<std::vector<std::string>> find_guests(OpenLedger& ledger, const Request& request) {
    const auto guests = service::list_session_guests(ledger.opened.database, request.row.key);
    if (!guests) return tl::unexpected(guests.error());
    std::vector<std::string> keys;
    core::Problems problems;
    for (const std::string& name : read_names(request, 0)) {
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

Entered hold(OpenLedger& ledger, const Request& request) {
    auto absent = find_guests(ledger, request);
    if (!absent) return tl::unexpected(absent.error());
    service::SessionResult result;
    result.session_key = request.row.key;
    result.absent = std::move(*absent);
    const auto held = service::hold_session(ledger.opened.database, result, request.who);
    if (!held) return tl::unexpected(held.error());
    return trf("已记入：来了 {} 人，合格 {} 人", held->present_count, held->passed_count);
}

Entered invite(OpenLedger& ledger, const Request& request) {
    const auto told =
        service::invite_session(ledger.opened.database, request.row.key, ledger.today, request.who);
    if (!told) return tl::unexpected(told.error());
    return trf("已记下：通知了 {} 人", told->size());
}

Entered move(OpenLedger& ledger, const Request& request) {
    service::SessionChange change;
    core::Problems problems;
    change.first_day = read_day(request, 0, problems);
    change.last_day = read_day(request, 1, problems);
    if (change.first_day && !change.last_day && answer(request, 1).empty())
        change.last_day = change.first_day;
    if (!answer(request, 2).empty()) change.venue = answer(request, 2);
    if (!problems.empty()) return core::make_error(std::move(problems));
    const auto moved =
        service::change_session(ledger.opened.database, request.row.key, change, request.who);
    if (!moved) return tl::unexpected(moved.error());
    return tr(change.first_day ? "已改；改了日子的要重新通知" : "已改");
}

Entered cancel(OpenLedger& ledger, const Request& request) {
    const auto done = service::cancel_session(ledger.opened.database, request.row.key,
                                              answer(request, 0), request.who);
    if (!done) return tl::unexpected(done.error());
    return tr("已取消；安排在这一期的人要另排");
}

} // namespace

std::vector<Action> session_actions(const Row& row) {
    constexpr std::size_t state = 5, booked = 6, told = 7;
    if (row.cells[state] == tr("已举行") ||
        row.cells[state] == tr(word(roster::schedule::SessionState::cancelled)))
        return {};
    std::vector<Action> actions;
    if (row.cells[booked] != "0" && row.cells[booked] != row.cells[told])
        actions.push_back(
            {ActionKind::invite_session, tr("记为已通知"), {}, tr("只记下通知过了，不算参加")});
    actions.push_back({ActionKind::hold_session,
                       tr("记为已举行"),
                       {tr("没有来的人（姓名，空格隔开；都来了不写）")},
                       tr("没有写成缺席的人都算来过、合格；记了不能直接抹掉")});
    actions.push_back({ActionKind::move_session,
                       tr("改日子或地点"),
                       {tr("第一天，例如 2026-03-01（不改不写）"), tr("最后一天（一天的不写）"),
                        tr("地点（不改不写）")},
                       tr("改了日子，通知过的要重新通知")});
    actions.push_back({ActionKind::cancel_session,
                       tr("取消这一期"),
                       {tr("为什么")},
                       tr("取消了不能恢复，要办另开一期")});
    return actions;
}

Entered enter_session(OpenLedger& ledger, const Request& request) {
    switch (request.kind) {
    case ActionKind::hold_session:
        return hold(ledger, request);
    case ActionKind::move_session:
        return move(ledger, request);
    case ActionKind::cancel_session:
        return cancel(ledger, request);
    default:
        return invite(ledger, request);
    }
}

} // namespace editor::ledger
