// Training that is told of and held.
#include "editor/ledger/action_parts.h"
#include "roster/service/sessions.h"
#include "sim/core/text.h"
#include <sstream>

namespace editor::ledger {

namespace core = sim::core;
namespace domain = roster::domain;
namespace service = roster::service;
using core::tr;
using core::trf;

namespace {

std::vector<std::string> names_in(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> names;
    for (std::string name; in >> name;)
        names.push_back(std::move(name));
    return names;
}

/// The keys of guests by name; a name that nobody booked has is a problem.
core::Result<std::vector<std::string>> find_guests(OpenLedger& ledger, const Request& request) {
    const auto guests = service::list_session_guests(ledger.opened.database, request.key);
    if (!guests) return tl::unexpected(guests.error());
    std::vector<std::string> keys;
    core::Problems problems;
    for (const std::string& name : names_in(answer(request, 0))) {
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

std::vector<Action> session_actions(const Row& row) {
    constexpr std::size_t state = 5, booked = 6, told = 7;
    if (row.cells[state] == tr("已举行")) return {};
    std::vector<Action> actions;
    if (row.cells[booked] != "0" && row.cells[booked] != row.cells[told])
        actions.push_back(
            {ActionKind::invite_session, tr("记为已通知"), {}, tr("只记下通知过了，不算参加")});
    actions.push_back({ActionKind::hold_session,
                       tr("记为已举行"),
                       {tr("没有来的人（姓名，空格隔开；都来了不写）")},
                       tr("没有写成缺席的人都算来过、合格；记了不能直接抹掉")});
    return actions;
}

core::Result<std::string> enter_session(OpenLedger& ledger, const Request& request) {
    return request.kind == ActionKind::hold_session ? hold(ledger, request)
                                                    : invite(ledger, request);
}

} // namespace editor::ledger
