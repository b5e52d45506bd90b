/// The parts of actions.h, one for each list.
#pragma once
#include "editor/ledger/actions.h"
#include "editor/ledger/open_ledger.h"
#include "roster/store/entry.h"

namespace editor::ledger {

/// The n-th answer; empty when it was not given.
[[nodiscard]] const std::string& answer(const Request& request, std::size_t n);
/// The n-th answer as a day; nothing, and a problem, when it is none; nothing when it is empty.
[[nodiscard]] std::optional<roster::domain::Date> read_day(const Request& request, std::size_t n,
                                                           sim::core::Problems& problems);
/// Names in the n-th answer, apart by blanks.
[[nodiscard]] std::vector<std::string> read_names(const Request& request, std::size_t n);
/// The key of the one person meant, who works at the row's organisation or below it, if any of that
/// name does. Empty, and a problem under `what`, otherwise.
[[nodiscard]] std::string find_person(OpenLedger& ledger, const Request& request,
                                      const std::string& name, const std::string& what,
                                      sim::core::Problems& problems);
/// This moment, by who enters it.
[[nodiscard]] roster::store::Entry entry_of(const Request& request);

using Entered = sim::core::Result<std::string>;

[[nodiscard]] std::vector<Action> finding_actions(const Row& row);
[[nodiscard]] Entered enter_finding(OpenLedger& ledger, const Request& request);

[[nodiscard]] std::vector<Action> session_actions(const Row& row);
[[nodiscard]] Entered enter_session(OpenLedger& ledger, const Request& request);

/// Leave, telephone, training afterwards.
[[nodiscard]] std::vector<Action> person_actions();
[[nodiscard]] Entered enter_person(OpenLedger& ledger, const Request& request);

[[nodiscard]] std::vector<Action> team_actions(const Row& row);
[[nodiscard]] Entered enter_team(OpenLedger& ledger, const Request& request);

/// Signing in and out and calls of shifts that are now.
[[nodiscard]] std::vector<Action> shift_actions(const Row& row);
[[nodiscard]] Entered enter_duty(OpenLedger& ledger, const Request& request);

/// A shift that is ahead is offered; the steps of what was asked.
[[nodiscard]] Action ask_swap_action();
[[nodiscard]] std::vector<Action> swap_actions(const Row& row);
[[nodiscard]] Entered enter_swap(OpenLedger& ledger, const Request& request);

} // namespace editor::ledger
