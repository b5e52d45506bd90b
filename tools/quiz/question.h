/// A question as it is asked, and how an answer is judged. Whether it came from the bank or was
/// made from a floor plan, whether a terminal, a window or a sheet of paper asks it, is the same
/// here.
#pragma once
#include "sim/core/competence_element.h"
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tools::quiz {

using sim::core::CompetenceElement;

enum class AnswerForm {
    single,   ///< one option; several may be right (ties), any of them is accepted
    multiple, ///< all the right options and no other
    judge,    ///< 对 or 错
    order,    ///< all options, in the right order
    number,   ///< a count
};
inline constexpr std::string_view answer_form_names[] = {"single", "multiple", "judge", "order",
                                                         "number"};
/// Chinese word on screen: 单选, 多选, 判断, 排序, 填数.
[[nodiscard]] const char* word(AnswerForm form) noexcept;

/// How far the text behind it was checked.
enum class SourceMark { verified, secondary, unverified };
inline constexpr std::string_view source_mark_names[] = {"verified", "secondary", "unverified"};

/// Norm and clause; a number from memory is `unverified` and shown as 未核实.
struct Source {
    std::string norm_key, norm_title, clause;
    SourceMark mark = SourceMark::unverified;
};
/// "公安部令第61号 第三十九条（未核实）"
[[nodiscard]] std::string describe(const Source& source);

/// Positions of options from 0 (of `number`: the number itself, once), in the order chosen.
using Answer = std::vector<int>;

struct Question {
    std::string id; ///< "q/a-001"; of a plan: "plan/nearest_extinguisher/room/203"
    CompetenceElement element{};
    AnswerForm form = AnswerForm::single;
    std::string text;
    std::vector<std::string> options; ///< empty for `number`
    /// single, judge: each is accepted alone; multiple: the set; order: the sequence; number: it.
    Answer right;
    std::vector<std::optional<double>> distances_m; ///< of each option, where distance decides
    std::string explanation;
    Source source;
    bool from_plan = false;
};

struct Verdict {
    bool correct = false;
    std::optional<double> distance_m; ///< of the option chosen, where distance decides
};
[[nodiscard]] Verdict judge(const Question& question, std::span<const int> answer);
/// An answer that could be one at all: options that exist, none twice, as many as the form asks.
[[nodiscard]] bool is_answer(const Question& question, std::span<const int> answer) noexcept;

/// What somebody typed: "2", "B", "1 3", "1,3", "3142", "对"; nothing when it is no answer.
[[nodiscard]] std::optional<Answer> read_answer(const Question& question, std::string_view text);
/// "B 二层西走廊" or "12"; several joined by "、", an order by " → ".
[[nodiscard]] std::string format_answer(const Question& question, std::span<const int> answer);
/// The right answer in words; of ties all of them.
[[nodiscard]] std::string format_right(const Question& question);

} // namespace tools::quiz
