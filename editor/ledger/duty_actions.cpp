// Leave of people; who is at a post now, and calls to it. Everything is of the moment at which it
// is entered: a planned shift is never taken for somebody's presence.
#include "editor/ledger/action_parts.h"
#include "roster/service/duty_sign_ins.h"
#include "roster/service/findings.h"
#include "roster/service/person_records.h"
#include "sim/core/text.h"
#include <chrono>

namespace editor::ledger {

namespace core = sim::core;
namespace domain = roster::domain;
namespace service = roster::service;
using core::tr;
using core::trf;

namespace {

domain::Instant now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

roster::store::Entry entry_of(const Request& request) {
    return {now(), request.who};
}

core::Result<std::string> take_leave(OpenLedger& ledger, const Request& request) {
    core::Problems problems;
    const auto date = [&](std::size_t n) {
        const auto day = domain::find_date(answer(request, n));
        if (!day && !answer(request, n).empty())
            problems.push_back(
                {"", "", trf("日期看不懂：{}", answer(request, n)), tr("写成 2026-03-01 这样")});
        return day;
    };
    service::Leave leave;
    leave.person_key = request.key;
    const auto from = date(0);
    leave.until = date(1);
    if (!from && answer(request, 0).empty())
        problems.push_back({"", "", tr("没有写从哪天起"), tr("写成 2026-03-01 这样")});
    leave.reason = answer(request, 2);
    if (!problems.empty()) return core::make_error(std::move(problems));
    leave.from = *from;
    const auto done = service::record_leave(ledger.opened.database, leave, entry_of(request));
    if (!done) return tl::unexpected(done.error());
    return tr("已记下请假；排好的班不会自己改，到值班表里补");
}

core::Result<std::string> sign(OpenLedger& ledger, const Request& request) {
    auto& database = ledger.opened.database;
    const service::DutyPresence presence{ledger.top.key, request.key, request.post_key, now()};
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

core::Result<std::string> call_post(OpenLedger& ledger, const Request& request) {
    service::PostCallEntry call{ledger.top.key, request.post_key, now(), {}, {}};
    if (const std::string& who = answer(request, 0); !who.empty()) {
        const auto person =
            service::resolve_person(ledger.opened.database, who, tr("谁应答"), ledger.top.key);
        if (!person) return tl::unexpected(person.error());
        call.answered = call.called;
        call.answered_by_key = *person;
    }
    const auto done = service::record_call(ledger.opened.database, call, entry_of(request));
    if (!done) return tl::unexpected(done.error());
    return call.answered ? tr("查岗已记，有人应答")
                         : tr("查岗已记，没有人应答；十分钟没有应答算脱岗");
}

} // namespace

std::vector<Action> person_actions() {
    return {{ActionKind::take_leave,
             tr("记请假"),
             {tr("从哪天起，例如 2026-03-01"), tr("到哪天（不知道就不写）"), tr("事由")},
             tr("请长假的日子不要求培训；写错了可以撤回，原来的留着")}};
}

std::vector<Action> shift_actions(const Row& row) {
    if (!row.is_now) return {};
    const std::string trace = tr("记的是现在这一刻；写错了只能更正，原来的留着");
    return {{ActionKind::sign_in, tr("签到"), {}, trace},
            {ActionKind::sign_out, tr("签退"), {}, trace},
            {ActionKind::call_post, tr("查岗"), {tr("谁应答（没有人就不写）")}, trace}};
}

core::Result<std::string> enter_duty(OpenLedger& ledger, const Request& request) {
    switch (request.kind) {
    case ActionKind::take_leave:
        return take_leave(ledger, request);
    case ActionKind::call_post:
        return call_post(ledger, request);
    default:
        return sign(ledger, request);
    }
}

} // namespace editor::ledger
