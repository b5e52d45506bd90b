/// Names that drafts give to posts and shifts, in both languages of the program: they are data once
/// they stand in a file, and a file drafted in one language is read, shown and printed in the
/// other.
#pragma once
#include <string>
#include <vector>

namespace tools::duty {

/// The name in the reader's language if drafts give it; any other name as it is.
[[nodiscard]] std::string shown_word(const std::string& name);
/// Every spelling of the name, itself first; each once.
[[nodiscard]] std::vector<std::string> list_spellings(const std::string& name);
/// 早, E: what stands for a shift of that name in a narrow column. Other names: their first
/// character.
[[nodiscard]] std::string short_word(const std::string& name);

} // namespace tools::duty
