/// Forms filled from the ledger or from a record.
#pragma once
#include "tools/cli/ledger_home.h"
#include "tools/paper/form.h"
#include <string_view>

namespace tools::cli {

struct FormOptions {
    LedgerOptions ledger;
    std::string name, out, record, team;
    std::vector<std::string> names; ///< of the notice board: 责任=姓名/单位职务/电话
    std::string activity;           ///< of the sign-in list
    std::string drill;              ///< number of a drill that stands in the ledger: "drill/12"
    std::string scenario;           ///< file of the scenario that drill went by; empty: the shipped
    std::string half;               ///< "2026H1": bulletin, register of trainings
    std::string inspection;         ///< row of a patrol or an inspection; empty: the newest
    std::string day;                ///< of the log, the handover; a month of the roster
    std::string handover;           ///< row of a handover; empty: the newest up to the day
    std::vector<std::string> beds;  ///< "207-1"; empty: all
    bool blank = false, sample = false;
};

/// Filled from the ledger rather than by hand or from a record.
[[nodiscard]] bool is_of_ledger(std::string_view key) noexcept;
/// The form with what the ledger or the record holds.
/// Errors: bad_input, a form that has no source yet, a name that the notice board needs.
[[nodiscard]] sim::core::Result<paper::Form> fill_form(const std::string& key,
                                                       const FormOptions& options);

} // namespace tools::cli
