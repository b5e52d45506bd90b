/// Help and usage errors in the reader's language: what the command-line library would say in
/// English is said here.
#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace tools::cli {

/// Labels of help texts. Call before options and commands are added.
void prepare_help(CLI::App& app);

/// Accepts one of the words and says which when it is another.
[[nodiscard]] CLI::Validator one_of(std::vector<std::string> words);
/// Accepts numbers from low to high.
[[nodiscard]] CLI::Validator between(double low, double high);
/// Accepts 0 to 2^64 - 1; the library alone would let "-3" wrap round.
[[nodiscard]] CLI::Validator whole_number();

/// Prints what is wrong with the arguments and how to ask for help.
/// @return exit code, 2
[[nodiscard]] int report_usage(const CLI::ParseError& error, const CLI::App& app);

} // namespace tools::cli
