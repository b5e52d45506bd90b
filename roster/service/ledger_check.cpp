#include "roster/service/ledger_check.h"

#include "roster/store/structure_check.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace roster::service {

using sim::core::make_error;
using sim::core::tr;
using sim::core::trf;
using store::HistoryFaultKind;

namespace {

const char* word(HistoryFaultKind kind) noexcept {
    switch (kind) {
    case HistoryFaultKind::changed:
        return "写入以后被改过";
    case HistoryFaultKind::missing:
        return "写入以后被删掉了";
    case HistoryFaultKind::unsealed:
        return "不是本程序写入的，没有封记";
    case HistoryFaultKind::chain:
        return "和前一行的哈希接不上";
    }
    return "";
}

sim::core::Problems name_faults(const std::string& file, const store::HistoryCheck& check) {
    sim::core::Problems problems;
    for (const store::HistoryFault& fault : check.faults)
        problems.push_back(
            {file, fmt::format("{}/{}", fault.table, fault.id), tr(word(fault.kind)), ""});
    const auto more = check.fault_count - static_cast<std::int64_t>(check.faults.size());
    if (more > 0) problems.push_back({file, "", trf("还有 {} 行", more), ""});
    return problems;
}

} // namespace

sim::core::Result<LedgerCheck> check_ledger(store::Database& database) {
    auto problems = store::check_structure(database);
    if (!problems) return tl::unexpected(problems.error());
    // A row that breaks a rule has been named; the engine would only say that there is one.
    const auto sound = store::check_integrity(database);
    if (!sound && problems->empty()) return tl::unexpected(sound.error());
    const auto history = store::check_history(database);
    if (!history && problems->empty()) return tl::unexpected(history.error());
    if (history)
        std::ranges::move(name_faults(database.path().string(), *history),
                          std::back_inserter(*problems));
    else
        std::ranges::copy(history.error().problems, std::back_inserter(*problems));
    if (!problems->empty()) {
        auto tampered = make_error(std::move(*problems));
        tampered.value().code = sim::core::Errc::conflict;
        return tampered;
    }
    return LedgerCheck{history->row_count, history->seals_sha256, history->audit_sha256};
}

} // namespace roster::service
