/// The parts of actions.h, one for each list.
#pragma once
#include "editor/ledger/actions.h"
#include "editor/ledger/open_ledger.h"

namespace editor::ledger {

/// The n-th answer; empty when it was not given.
[[nodiscard]] inline const std::string& answer(const Request& request, std::size_t n) {
    static const std::string none;
    return n < request.answers.size() ? request.answers[n] : none;
}

[[nodiscard]] std::vector<Action> finding_actions(const Row& row);
[[nodiscard]] sim::core::Result<std::string> enter_finding(OpenLedger& ledger,
                                                           const Request& request);

[[nodiscard]] std::vector<Action> session_actions(const Row& row);
[[nodiscard]] sim::core::Result<std::string> enter_session(OpenLedger& ledger,
                                                           const Request& request);

/// Leave of people; signing in and out and calls of shifts that are now.
[[nodiscard]] std::vector<Action> person_actions();
[[nodiscard]] std::vector<Action> shift_actions(const Row& row);
[[nodiscard]] sim::core::Result<std::string> enter_duty(OpenLedger& ledger, const Request& request);

} // namespace editor::ledger
