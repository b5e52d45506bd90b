// Changes of shifts: asked from the roster, their steps from their own list. They change who is
// planned and attest nothing.
#include "editor/ledger/action_parts.h"
#include "roster/service/duty_swaps.h"
#include "sim/core/text.h"
#include <charconv>

namespace editor::ledger {

namespace core = sim::core;
namespace service = roster::service;
using core::tr;
using core::trf;
using roster::schedule::SwapState;

namespace {

SwapState state_after(ActionKind kind) {
    switch (kind) {
    case ActionKind::accept_swap:
        return SwapState::accepted;
    case ActionKind::approve_swap:
        return SwapState::approved;
    case ActionKind::apply_swap:
        return SwapState::applied;
    case ActionKind::undo_swap:
        return SwapState::undone;
    case ActionKind::refuse_swap:
        return SwapState::refused;
    default:
        return SwapState::withdrawn;
    }
}

Entered ask(OpenLedger& ledger, const Request& request) {
    core::Problems problems;
    service::DutySwapAsk wanted;
    wanted.organisation_key = request.row.organisation_key;
    wanted.asker_key = request.row.key;
    wanted.give = {request.row.shift->day};
    if (const auto back = read_day(request, 1, problems)) wanted.take = {*back};
    wanted.note = answer(request, 2);
    if (answer(request, 0).empty())
        problems.push_back({"", "", tr("没有写和谁换"), tr("写姓名，台账里有的")});
    else
        wanted.colleague_key =
            find_person(ledger, request, answer(request, 0), tr("和谁换"), problems);
    wanted.actor_key = find_person(ledger, request, request.who, tr("谁经办"), problems);
    if (!problems.empty()) return core::make_error(std::move(problems));
    const auto id = service::ask_duty_swap(ledger.opened.database, wanted, entry_of(request));
    if (!id) return tl::unexpected(id.error());
    return trf("换班申请 {} 已提出，等 {} 同意（见“换班”）", *id, answer(request, 0));
}

Entered step(OpenLedger& ledger, const Request& request) {
    core::Problems problems;
    service::DutySwapStepAsk wanted;
    wanted.organisation_key = request.row.organisation_key;
    const std::string& key = request.row.key;
    std::from_chars(key.data(), key.data() + key.size(), wanted.swap_id);
    wanted.next = state_after(request.kind);
    wanted.actor_key = find_person(ledger, request, request.who, tr("谁经办"), problems);
    wanted.note = answer(request, 0);
    if (!problems.empty()) return core::make_error(std::move(problems));
    const auto done = service::step_duty_swap(ledger.opened.database, wanted, entry_of(request));
    if (!done) return tl::unexpected(done.error());
    return trf("换班申请 {}：{}", key, tr(word(wanted.next)));
}

} // namespace

Action ask_swap_action() {
    return {ActionKind::ask_swap,
            tr("提出换班"),
            {tr("和谁换"), tr("换他的哪天，例如 2026-03-01（只是替班不写）"), tr("说明")},
            tr("同事同意、负责人批准、再换，值班表才变；经办写本人，负责人可以代提")};
}

std::vector<Action> swap_actions(const Row& row) {
    const auto is = [&](SwapState state) { return row.cells[1] == tr(word(state)); };
    const auto one = [](ActionKind kind, const char* words, const char* beforehand) {
        return Action{kind, tr(words), {tr("说明")}, tr(beforehand)};
    };
    const Action refuse = one(ActionKind::refuse_swap, "不同意", "写了就不能再同意，要换另提");
    const Action withdraw = one(ActionKind::withdraw_swap, "撤回", "撤回了要换另提；提的人办");
    if (is(SwapState::asked))
        return {one(ActionKind::accept_swap, "同意", "同事本人办，负责人可以代办"), refuse,
                withdraw};
    if (is(SwapState::accepted))
        return {one(ActionKind::approve_swap, "批准", "负责人办；按规定查过，不合规定的不能批"),
                refuse, withdraw};
    if (is(SwapState::approved))
        return {one(ActionKind::apply_swap, "换", "从这时起值班表就是换过的；不算谁到了岗"),
                withdraw};
    if (is(SwapState::applied))
        return {one(ActionKind::undo_swap, "换回", "班还没有开始的才能换回")};
    return {};
}

Entered enter_swap(OpenLedger& ledger, const Request& request) {
    return request.kind == ActionKind::ask_swap ? ask(ledger, request) : step(ledger, request);
}

} // namespace editor::ledger
