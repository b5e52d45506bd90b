/// What the commands of the ledger share: the database that was named or the default one, the day,
/// and answers as a table, JSON or CSV.
#pragma once
#include "roster/domain/organisation.h"
#include "roster/service/open_database.h"
#include "sim/core/result.h"
#include <CLI/CLI.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tools::cli {

struct LedgerOptions {
    std::string db, organisation, today, who;
    bool json = false, csv = false;
    bool writes = false; ///< of a command that enters something: it may begin a new ledger
    bool asks_organisation = false; ///< has --org
};
/// --db, --json, --csv on every command.
void add_ledger_options(CLI::App& command, LedgerOptions& options);
/// --org KEY
void add_organisation_option(CLI::App& command, LedgerOptions& options);
/// --today DATE
void add_today_option(CLI::App& command, LedgerOptions& options);
/// --by NAME, for what is written; declares that the command writes
void add_who_option(CLI::App& command, LedgerOptions& options);

struct OpenLedger {
    roster::service::OpenedDatabase opened;
    /// The one named, or the top of the tree; of a command without --org in a ledger of several
    /// tops none, its key empty.
    roster::domain::Organisation organisation;
    roster::domain::Date today{};
    std::string who;
};
/// Opens or makes the database. A file that was named and is not there, in a folder with other
/// ledgers, is made only by a command that writes. Errors: bad_input (no such file, no such
/// organisation, no such day).
[[nodiscard]] sim::core::Result<OpenLedger> open_ledger(const LedgerOptions& options);

/// The organisation of that key, or the only one of that name.
/// Errors: bad_input (none, or several of that name, which are then named).
[[nodiscard]] sim::core::Result<roster::domain::Organisation>
find_organisation(roster::store::Database& database, const std::string& key_or_name);

/// Prints the rows as a table, or as CSV with a byte-order mark, or as the JSON given.
/// @param rows first row: headings
void print_answer(const LedgerOptions& options, const std::vector<std::vector<std::string>>& rows,
                  const nlohmann::ordered_json& json, const std::string& headline = {});
/// One field of a CSV line; a field that a spreadsheet would run as a formula gets an apostrophe.
[[nodiscard]] std::string csv_field(const std::string& text);

/// Adds a command whose callback runs `run(options)` with options of its own.
template <class Options>
CLI::App* add_command(CLI::App& parent, const char* name, const std::string& description,
                      int& exit_code, int (*run)(const Options&),
                      const std::function<void(CLI::App&, Options&)>& declare) {
    const auto options = std::make_shared<Options>();
    CLI::App* command = parent.add_subcommand(name, description);
    declare(*command, *options);
    command->callback([options, run, &exit_code] { exit_code = run(*options); });
    return command;
}

} // namespace tools::cli
