/// What may be entered from a list, by the functions of the command line. Each is one transaction
/// with its own trace; none makes what was planned or played by robots into somebody's record.
#pragma once
#include "editor/ledger/lists.h"

namespace editor::ledger {

enum class ActionKind {
    begin_finding,  ///< 登记 → 整改中: who, how, until when, what meanwhile
    report_finding, ///< 整改中 → 待复查
    extend_finding, ///< 整改中 → 延期: a later day, and why
    close_finding,  ///< 待复查 → 销号, with evidence
    return_finding, ///< 待复查 → 退回
    invite_session, ///< everybody booked is told
    hold_session,   ///< it was held; who was absent is named
    move_session,   ///< to another day or place
    cancel_session,
    take_leave,       ///< of a person
    end_leave,        ///< 销假: back at work, or the last day is known now
    withdraw_leave,   ///< entered by mistake
    enter_training,   ///< that somebody had, afterwards
    change_telephone, ///< of a person
    form_team,        ///< of a home that has none
    join_team,
    leave_team,
    sign_in, ///< at the post of a shift, now
    sign_out,
    call_post,     ///< 查岗, now
    ask_swap,      ///< a shift that has not begun goes to a colleague, or for one of his
    accept_swap,   ///< by the colleague
    approve_swap,  ///< by a leader, judged by the rules
    apply_swap,    ///< from now on the roster is the changed one
    undo_swap,     ///< back again
    refuse_swap,   ///< by the colleague or a leader
    withdraw_swap, ///< by who asked
};

struct Action {
    ActionKind kind{};
    std::string words;             ///< on the button
    std::vector<std::string> asks; ///< a line to write in for each; none: nothing more than who
    std::string beforehand;        ///< what cannot be undone, said before
};
/// What the row's state allows, in order; none for lists that are only read.
[[nodiscard]] std::vector<Action> actions_of(ListKind list, const Row& row);

struct Request {
    ActionKind kind{};
    Row row;                          ///< as it was shown
    std::string who;                  ///< name or key of who enters it
    std::vector<std::string> answers; ///< as asked
};
/// @return what was done, in words. Errors: everything that is missing or not allowed, at once.
[[nodiscard]] sim::core::Result<std::string> enter(const Place& place, const Request& request);

} // namespace editor::ledger
