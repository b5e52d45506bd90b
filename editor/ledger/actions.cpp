#include "editor/ledger/actions.h"

#include "editor/ledger/action_parts.h"
#include "sim/core/text.h"

namespace editor::ledger {

namespace core = sim::core;
using core::tr;

std::vector<Action> actions_of(ListKind list, const Row& row) {
    switch (list) {
    case ListKind::findings:
        return finding_actions(row);
    case ListKind::sessions:
        return session_actions(row);
    case ListKind::people:
        return person_actions();
    case ListKind::roster:
        return shift_actions(row);
    default:
        return {};
    }
}

core::Result<std::string> enter(const Place& place, const Request& request) {
    if (request.who.empty())
        return core::make_error(core::Errc::bad_input,
                                {"", "", tr("没有写谁经办"), tr("写姓名，台账里有的")});
    auto ledger = open_ledger(place);
    if (!ledger) return tl::unexpected(ledger.error());
    switch (request.kind) {
    case ActionKind::invite_session:
    case ActionKind::hold_session:
        return enter_session(*ledger, request);
    case ActionKind::take_leave:
    case ActionKind::sign_in:
    case ActionKind::sign_out:
    case ActionKind::call_post:
        return enter_duty(*ledger, request);
    default:
        return enter_finding(*ledger, request);
    }
}

} // namespace editor::ledger
