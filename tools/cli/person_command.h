/// yanlian person: what is entered of one person by hand.
#pragma once
#include <CLI/CLI.hpp>

namespace tools::cli {

void add_person_commands(CLI::App& app, int& exit_code);

} // namespace tools::cli
