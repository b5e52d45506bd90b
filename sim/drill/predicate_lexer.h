/// Tokens of the predicate language. Internal.
#pragma once
#include "sim/core/result.h"
#include <string>
#include <string_view>
#include <vector>

namespace sim::drill {

struct Token {
    enum class Kind { word, quoted, number, duration, sign, end } kind = Kind::end;
    std::string text;  ///< of words, quotes (unescaped) and signs
    double number = 0; ///< of numbers; of durations in seconds
    int column = 1;    ///< counted in characters, from 1
};

/// Always ends with an `end` token. Whatever is no token is a problem and left out.
[[nodiscard]] std::vector<Token> split_tokens(std::string_view text, core::Problems& problems);
[[nodiscard]] core::Problem at_column(int column, std::string what, std::string expected = {});

} // namespace sim::drill
