// Who is at a post now, and calls to it. Everything is of the moment at which it is entered: a
// planned shift is never taken for somebody's presence.
#include "editor/ledger/action_parts.h"
#include "roster/service/duty_sign_ins.h"
#include "sim/core/text.h"

namespace editor::ledger {

namespace core = sim::core;
namespace service = roster::service;
using core::tr;
using core::trf;

namespace {

Entered sign(OpenLedger& ledger, const Request& request) {
    auto& database = ledger.opened.database;
    const service::DutyPresence presence{request.row.organisation_key, request.row.key,
                                         request.row.shift->post_key, entry_of(request).at_utc};
    const bool in = request.kind == ActionKind::sign_in;
    const auto done = in ? service::sign_in(database, presence, entry_of(request))
                         : service::sign_out(database, presence, entry_of(request));
    if (!done) return tl::unexpected(done.error());
    std::string words = in ? tr("已签到") : tr("已签退");
    const auto lacking =
        in ? service::list_lacking(database, presence) : core::Result<std::vector<std::string>>();
    if (!lacking) return tl::unexpected(lacking.error());
    for (const std::string& one : *lacking)
        words += trf("；注意：没有有效的“{}”，不算这个岗位有人", one);
    return words;
}

Entered call_post(OpenLedger& ledger, const Request& request) {
    service::PostCallEntry call{request.row.organisation_key,
                                request.row.shift->post_key,
                                entry_of(request).at_utc,
                                {},
                                {}};
    if (const std::string& who = answer(request, 0); !who.empty()) {
        core::Problems problems;
        call.answered_by_key = find_person(ledger, request, who, tr("谁应答"), problems);
        if (!problems.empty()) return core::make_error(std::move(problems));
        call.answered = call.called;
    }
    const auto done = service::record_call(ledger.opened.database, call, entry_of(request));
    if (!done) return tl::unexpected(done.error());
    return call.answered ? tr("查岗已记，有人应答")
                         : tr("查岗已记，没有人应答；十分钟没有应答算脱岗");
}

} // namespace

std::vector<Action> shift_actions(const Row& row) {
    if (!row.shift) return {};
    if (row.shift->is_ahead && !row.shift->is_now) return {ask_swap_action()};
    if (!row.shift->is_now) return {};
    const std::string trace = tr("记的是现在这一刻；写错了只能更正，原来的留着");
    return {{ActionKind::sign_in, tr("签到"), {}, trace},
            {ActionKind::sign_out, tr("签退"), {}, trace},
            {ActionKind::call_post, tr("查岗"), {tr("谁应答（没有人就不写）")}, trace}};
}

Entered enter_duty(OpenLedger& ledger, const Request& request) {
    return request.kind == ActionKind::call_post ? call_post(ledger, request)
                                                 : sign(ledger, request);
}

} // namespace editor::ledger
