/// The question bank: `.questions.json`, format "yanlian-questions", schema
/// scenarios/schema/questions.schema.json. Each question is tied to norm and clause.
#pragma once
#include "sim/core/result.h"
#include "tools/quiz/question.h"
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tools::quiz {

inline constexpr std::uintmax_t bank_file_limit_bytes = 2u << 20;

struct BankQuestion {
    Question question; ///< options and answer in the order of the file
    int level = 1;     ///< 1 everybody, 2 who must do it, 3 who leads
    /// Posts that are asked, as in roster/domain/people.h; empty: everybody.
    std::vector<std::string> roles;
    std::string repealed_on; ///< of its norm, "YYYY-MM-DD"; such a question is flagged, never asked
};

struct Bank {
    std::vector<BankQuestion> questions; ///< in the order of the files
    std::string sha256;                  ///< of all files, in order
};

/// Every problem at once: unknown keys, wrong types, no or several right answers, doubled ids and
/// options, a norm that the file does not name. Never throws.
[[nodiscard]] sim::core::Result<Bank> parse_bank(const std::string& file, std::string_view bytes);
/// Files, or a folder of `*.questions.json` in the order of their names; ids must differ over all.
[[nodiscard]] sim::core::Result<Bank> load_bank(const std::vector<std::string>& files);

/// The files that are built in.
struct ShippedQuestions {
    std::string_view name, text;
};
[[nodiscard]] std::span<const ShippedQuestions> shipped_questions() noexcept;
[[nodiscard]] sim::core::Result<Bank> load_shipped_bank();

} // namespace tools::quiz
