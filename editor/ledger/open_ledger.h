/// A ledger opened for one question or one entry.
#pragma once
#include "editor/ledger/lists.h"
#include "roster/domain/calendar.h"
#include "roster/domain/organisation.h"
#include "roster/service/open_database.h"

namespace editor::ledger {

struct OpenLedger {
    roster::service::OpenedDatabase opened;
    roster::domain::Organisation top; ///< of the tree; the example only where there is nothing else
    roster::domain::Date today{};
};
[[nodiscard]] sim::core::Result<std::filesystem::path> find_database(const Place& place);
[[nodiscard]] sim::core::Result<OpenLedger> open_ledger(const Place& place);

} // namespace editor::ledger
