#include "tools/quiz/question.h"

#include "sim/core/text.h"
#include <algorithm>
#include <charconv>

namespace tools::quiz {

using sim::core::tr;
using sim::core::trf;

namespace {

constexpr int most_number = 100000;

bool has_no_double(std::span<const int> answer) {
    for (std::size_t i = 0; i < answer.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (answer[i] == answer[j]) return false;
    return true;
}

std::string with_letter(const Question& question, int option) {
    return fmt::format("{} {}", static_cast<char>('A' + option),
                       question.options[static_cast<std::size_t>(option)]);
}

std::optional<Answer> read_number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (value < 0 || value > most_number) return std::nullopt;
    return Answer{value};
}

/// Full-width digits and letters as the input method types them, commas and dots as spaces.
std::string to_plain(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto at = [&](std::size_t n) {
            return i + n < text.size() ? static_cast<unsigned char>(text[i + n]) : 0u;
        };
        if (byte == 0xEF && (at(1) == 0xBC || at(1) == 0xBD) && at(2) != 0) {
            const unsigned point = 0xF000u | (at(1) & 0x3Fu) << 6 | (at(2) & 0x3Fu);
            plain += static_cast<char>(point - 0xFF00u + 0x20u);
            i += 2;
        } else if (byte == 0xE3 && at(1) == 0x80 && (at(2) == 0x80 || at(2) == 0x81)) {
            plain += ' '; // ideographic space and comma
            i += 2;
        } else {
            plain += text[i];
        }
    }
    for (char& c : plain)
        if (std::string_view(",.;\t\r>").find(c) != std::string_view::npos) c = ' ';
    const auto first = plain.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return plain.substr(first, plain.find_last_not_of(' ') - first + 1);
}

std::optional<int> read_option(char c) {
    if (c >= '1' && c <= '9') return c - '1';
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a';
    return std::nullopt;
}

std::optional<Answer> read_judgement(const std::string& plain) {
    for (const char* yes : {"对", "是", "√", "y", "Y", "1", "A", "a", "t", "T"})
        if (plain == yes) return Answer{0};
    for (const char* no : {"错", "否", "×", "n", "N", "2", "B", "b", "f", "F", "x", "X"})
        if (plain == no) return Answer{1};
    return std::nullopt;
}

} // namespace

const char* word(AnswerForm form) noexcept {
    constexpr const char* words[] = {"单选", "多选", "判断", "排序", "填数"};
    return words[static_cast<std::size_t>(form)];
}

std::string describe(const Source& source) {
    const std::string text = source.norm_title + " " + source.clause;
    return source.mark == SourceMark::unverified ? trf("{}（未核实）", text) : text;
}

bool is_answer(const Question& question, std::span<const int> answer) noexcept {
    if (question.form == AnswerForm::number)
        return answer.size() == 1 && answer[0] >= 0 && answer[0] <= most_number;
    const int count = static_cast<int>(question.options.size());
    if (answer.empty() || !has_no_double(answer)) return false;
    if (std::ranges::any_of(answer, [&](int one) { return one < 0 || one >= count; })) return false;
    if (question.form == AnswerForm::order) return answer.size() == question.options.size();
    return question.form == AnswerForm::multiple || answer.size() == 1;
}

Verdict judge(const Question& question, std::span<const int> answer) {
    Verdict verdict;
    if (!is_answer(question, answer)) return verdict;
    switch (question.form) {
    case AnswerForm::single:
    case AnswerForm::judge:
        verdict.correct = std::ranges::find(question.right, answer[0]) != question.right.end();
        break;
    case AnswerForm::multiple:
        verdict.correct = std::ranges::is_permutation(question.right, answer);
        break;
    case AnswerForm::order:
    case AnswerForm::number:
        verdict.correct = std::ranges::equal(question.right, answer);
        break;
    }
    const auto chosen = static_cast<std::size_t>(answer[0]);
    if (question.form == AnswerForm::single && chosen < question.distances_m.size())
        verdict.distance_m = question.distances_m[chosen];
    return verdict;
}

std::optional<Answer> read_answer(const Question& question, std::string_view text) {
    const std::string plain = to_plain(text);
    if (question.form == AnswerForm::number) return read_number(plain);
    if (question.form == AnswerForm::judge) return read_judgement(plain);
    Answer answer;
    for (const char c : plain) {
        if (c == ' ') continue;
        const auto option = read_option(c);
        if (!option) return std::nullopt;
        answer.push_back(*option);
    }
    if (!is_answer(question, answer)) return std::nullopt;
    return answer;
}

std::string format_answer(const Question& question, std::span<const int> answer) {
    if (answer.empty()) return tr("（没有答）");
    if (question.form == AnswerForm::number) return std::to_string(answer[0]);
    const char* join = question.form == AnswerForm::order ? " → " : "、";
    std::string text;
    for (const int option : answer)
        text +=
            (text.empty() ? "" : join) + (question.form == AnswerForm::judge
                                              ? question.options[static_cast<std::size_t>(option)]
                                              : with_letter(question, option));
    return text;
}

std::string format_right(const Question& question) {
    if (question.form == AnswerForm::single && question.right.size() > 1) {
        std::string text;
        for (const int option : question.right)
            text += (text.empty() ? "" : tr(" 或 ")) + with_letter(question, option);
        return text;
    }
    return format_answer(question, question.right);
}

} // namespace tools::quiz
