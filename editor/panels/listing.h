/// What the page of the ledger's lists shows now. A test drives it without a window.
#pragma once
#include "editor/ledger/actions.h"
#include "editor/panels/importing.h"
#include <future>

namespace editor::panels {

struct Listing {
    ledger::Place place;
    ledger::ListKind kind = ledger::ListKind::due;
    std::future<sim::core::Result<ledger::Table>> reading; ///< valid while the ledger is being read
    bool missing = false;                                  ///< no ledger yet
    sim::core::Problems problems;                          ///< why there is no table
    std::optional<ledger::Table> table;

    ledger::Look look;
    std::vector<std::size_t> shown; ///< rows of the table, in order
    std::size_t row = 0;            ///< of `shown`
    bool scroll_to_row = false, focus_filter = false;

    std::optional<ledger::Action> action; ///< being filled in
    std::string who;
    std::vector<std::string> answers; ///< to what the action asks
    bool focus_who = false;
    std::string notice; ///< what was done or refused
    bool refused = false;

    std::optional<ledger::OwnHome> new_home; ///< being registered
    std::optional<Importing> importing;      ///< a table is being taken in
};

} // namespace editor::panels
