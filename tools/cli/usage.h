/// Help and usage errors in the reader's language: what the command-line library would say in
/// English is said here.
#pragma once
#include "sim/core/text.h"
#include <CLI/CLI.hpp>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tools::cli {

/// Labels of help texts. Call before options and commands are added.
void prepare_help(CLI::App& app);

/// Accepts one of the words and says which when it is another.
[[nodiscard]] CLI::Validator one_of(std::vector<std::string> words);
/// A word of the files and of SQL, and how it stands on screen.
struct Choice {
    std::string word;
    std::string shown; ///< Chinese; the reader's language is taken as well
};
/// Takes a word as it stands on screen or in files, and makes it the one of the files; says all of
/// them when it is another. For CLI::Option::transform.
[[nodiscard]] CLI::Validator choice_of(std::vector<Choice> choices);
/// A choice for each enumerator that has a word on screen.
template <class Enum, std::size_t N>
[[nodiscard]] std::vector<Choice> choices_of(const std::array<std::string_view, N>& names) {
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < N; ++i)
        choices.push_back({std::string(names[i]), word(static_cast<Enum>(i))});
    return choices;
}
/// Accepts numbers from low to high.
[[nodiscard]] CLI::Validator between(double low, double high);
/// Accepts 0 to 2^64 - 1; the library alone would let "-3" wrap round.
[[nodiscard]] CLI::Validator whole_number();

/// Prints what is wrong with the arguments and how to ask for help.
/// @return exit code, 2
[[nodiscard]] int report_usage(const CLI::ParseError& error, const CLI::App& app);

} // namespace tools::cli
