/// yanlian training coverage: how much of the staff each training reached.
#pragma once
#include <CLI/CLI.hpp>

namespace tools::cli {

void add_training_coverage_command(CLI::App& training, int& exit_code);

} // namespace tools::cli
