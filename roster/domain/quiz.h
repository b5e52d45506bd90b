/// A quiz that somebody sat: its answers, the score of each element, and what it is worth. Pure.
/// The questions themselves are made elsewhere; here they are text.
#pragma once
#include "roster/domain/competence.h"
#include "sim/core/result.h"
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roster::domain {

/// Where a question of the bank comes from, as it stood when it was asked.
struct QuizItem {
    std::string key; ///< "q/a-001"
    std::string norm_key, norm_title, clause;
    CompetenceElement element{};
    std::string form; ///< choice, judge, order, position
    std::string question, options_json, answer_json, explanation;
    std::string mark; ///< verified, secondary, unverified
};

struct QuizAnswer {
    CompetenceElement element{};
    std::optional<QuizItem> item; ///< none: made from the floor plan
    std::string question;
    std::string expected_json; ///< options as shown, right answers, norm and clause
    std::string given_json;
    std::optional<double> distance_m; ///< of what was chosen, where distance decides
    bool correct = false;
};

enum class QuizWay { screen, paper };
inline constexpr std::array<std::string_view, 2> quiz_way_names{"screen", "paper"};

struct QuizResult {
    std::string person_key;
    Instant started_at_utc{};
    QuizWay way = QuizWay::screen;
    std::uint64_t seed = 0;
    std::string bank_sha256;
    std::string plan_key, plan_sha256; ///< empty: no question from a plan
    std::string invigilator;           ///< empty: nobody watched
    std::vector<QuizAnswer> answers;   ///< in the order asked
};

/// Everything that keeps it from being written, in one go.
[[nodiscard]] sim::core::Problems check(const QuizResult& quiz, Instant now);

struct ElementScore {
    CompetenceElement element{};
    int question_count = 0;
    int correct_count = 0;
    bool passed = false;   ///< at least quiz_pass_percent right
    bool evidence = false; ///< passed, with enough questions to say something
};
/// One for each element that was asked, in the order of all_competence_elements.
[[nodiscard]] std::vector<ElementScore> calc_scores(const QuizResult& quiz);

} // namespace roster::domain
