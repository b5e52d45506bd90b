/// Commands below `duty` that other commands of duty add: what was written every two hours, and
/// what was put right.
#pragma once
#include <CLI/CLI.hpp>

namespace tools::cli {

void add_duty_log_commands(CLI::App& duty, int& exit_code);
void add_duty_correct_commands(CLI::App& duty, int& exit_code);

} // namespace tools::cli
