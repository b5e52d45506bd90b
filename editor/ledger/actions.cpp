#include "editor/ledger/actions.h"

#include "editor/ledger/action_parts.h"
#include "roster/service/findings.h"
#include "sim/core/text.h"
#include <chrono>
#include <sstream>

namespace editor::ledger {

namespace core = sim::core;
namespace domain = roster::domain;
using core::tr;
using core::trf;

const std::string& answer(const Request& request, std::size_t n) {
    static const std::string none;
    return n < request.answers.size() ? request.answers[n] : none;
}

std::optional<domain::Date> read_day(const Request& request, std::size_t n,
                                     core::Problems& problems) {
    const std::string& text = answer(request, n);
    const auto day = domain::find_date(text);
    if (!day && !text.empty())
        problems.push_back({"", "", trf("日期看不懂：{}", text), tr("写成 2026-03-01 这样")});
    return day;
}

std::vector<std::string> read_names(const Request& request, std::size_t n) {
    std::istringstream in(answer(request, n));
    std::vector<std::string> names;
    for (std::string name; in >> name;)
        names.push_back(std::move(name));
    return names;
}

std::string find_person(OpenLedger& ledger, const Request& request, const std::string& name,
                        const std::string& what, core::Problems& problems) {
    const std::string& home = request.row.organisation_key;
    auto key = roster::service::resolve_person(ledger.opened.database, name, what,
                                               home.empty() ? ledger.top.key : home);
    if (key) return *key;
    problems.insert(problems.end(), key.error().problems.begin(), key.error().problems.end());
    return {};
}

roster::store::Entry entry_of(const Request& request) {
    return {std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()),
            request.who};
}

std::vector<Action> actions_of(ListKind list, const Row& row) {
    switch (list) {
    case ListKind::findings:
        return finding_actions(row);
    case ListKind::sessions:
        return session_actions(row);
    case ListKind::people:
        return person_actions();
    case ListKind::teams:
        return team_actions(row);
    case ListKind::roster:
        return shift_actions(row);
    case ListKind::swaps:
        return swap_actions(row);
    case ListKind::due:
        break;
    }
    return {};
}

Entered enter(const Place& place, const Request& request) {
    if (request.who.empty())
        return core::make_error(core::Errc::bad_input,
                                {"", "", tr("没有写谁经办"), tr("写姓名，台账里有的")});
    auto ledger = open_ledger(place);
    if (!ledger) return tl::unexpected(ledger.error());
    switch (request.kind) {
    case ActionKind::begin_finding:
    case ActionKind::report_finding:
    case ActionKind::extend_finding:
    case ActionKind::close_finding:
    case ActionKind::return_finding:
        return enter_finding(*ledger, request);
    case ActionKind::invite_session:
    case ActionKind::hold_session:
    case ActionKind::move_session:
    case ActionKind::cancel_session:
        return enter_session(*ledger, request);
    case ActionKind::take_leave:
    case ActionKind::end_leave:
    case ActionKind::withdraw_leave:
    case ActionKind::enter_training:
    case ActionKind::change_telephone:
        return enter_person(*ledger, request);
    case ActionKind::form_team:
    case ActionKind::join_team:
    case ActionKind::leave_team:
        return enter_team(*ledger, request);
    case ActionKind::sign_in:
    case ActionKind::sign_out:
    case ActionKind::call_post:
        return enter_duty(*ledger, request);
    default:
        return enter_swap(*ledger, request);
    }
}

} // namespace editor::ledger
