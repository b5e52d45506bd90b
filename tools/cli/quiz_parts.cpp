#include "tools/cli/quiz_parts.h"

#include "sim/core/file.h"
#include "sim/core/text.h"
#include <istream>

namespace tools::cli {

using quiz::Answer;
using quiz::AnswerForm;
using quiz::Question;
using quiz::QuizPaper;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::uintmax_t answers_limit_bytes = 1u << 20;

/// What may be typed.
const char* hint(AnswerForm form) {
    switch (form) {
    case AnswerForm::single:
        return tr("输入一个字母或序号，例如 B 或 2");
    case AnswerForm::multiple:
        return tr("输入全部正确的，例如 AC 或 1 3");
    case AnswerForm::judge:
        return tr("输入 对 或 错（也可以 1、2）");
    case AnswerForm::order:
        return tr("按先后输入全部，例如 CABD");
    case AnswerForm::number:
        break;
    }
    return tr("输入一个整数");
}

std::string format_question(const Question& question, std::size_t no, std::size_t count) {
    std::string text =
        fmt::format("\n{}/{}［{} {}］{}\n", no, count, sim::core::letter(question.element),
                    tr(word(question.form)), question.text);
    if (question.form != AnswerForm::judge)
        for (std::size_t i = 0; i < question.options.size(); ++i)
            text += fmt::format("  {}  {}\n", static_cast<char>('A' + i), question.options[i]);
    return text;
}

bool is_blank(const std::string& line) {
    return line.find_first_not_of(" \t\r") == std::string::npos;
}
bool is_skipped(std::string line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
        line.pop_back();
    return line == "-";
}

/// The answer, or none at the end of the input.
std::optional<Answer> ask_one(const Question& question, std::istream& in) {
    std::string line;
    while (true) {
        fmt::print("{}{}", hint(question.form), tr("；不会就输入 -："));
        std::fflush(stdout);
        if (!std::getline(in, line)) return std::nullopt;
        if (is_skipped(line)) return Answer{};
        if (const auto answer = quiz::read_answer(question, line)) return answer;
        fmt::print("{}\n", is_blank(line) ? tr("没有输入。") : trf("“{}”不是这道题的答案。", line));
    }
}

std::vector<std::string> read_lines(const std::string& text) {
    std::vector<std::string> lines;
    std::string line;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        line = text.substr(at, end - at);
        at = end + 1;
        if (!line.starts_with('#')) lines.push_back(line);
    }
    return lines;
}

nlohmann::ordered_json expected_json(const Question& question) {
    nlohmann::ordered_json json{{"form", quiz::answer_form_names[static_cast<int>(question.form)]},
                                {"options", question.options},
                                {"right", question.right},
                                {"answer", format_right(question)},
                                {"norm", question.source.norm_title},
                                {"clause", question.source.clause},
                                {"explanation", question.explanation}};
    if (question.source.mark == quiz::SourceMark::unverified) json["unverified"] = true;
    return json;
}

nlohmann::ordered_json given_json(const Question& question, const Answer& answer) {
    return {{"chosen", answer}, {"answer", format_answer(question, answer)}};
}

/// The database's words: a choice is one, whether of one or of several.
std::string item_form(AnswerForm form) {
    if (form == AnswerForm::judge) return "judge";
    return form == AnswerForm::order ? "order" : "choice";
}

std::optional<roster::domain::QuizItem> find_item(const quiz::Bank& bank, const Question& asked) {
    for (const quiz::BankQuestion& one : bank.questions) {
        const Question& question = one.question;
        if (question.id != asked.id) continue;
        roster::domain::QuizItem item;
        item.key = question.id;
        item.norm_key = question.source.norm_key;
        item.norm_title = question.source.norm_title;
        item.clause = question.source.clause;
        item.element = question.element;
        item.form = item_form(question.form);
        item.question = question.text;
        item.options_json = nlohmann::ordered_json(question.options).dump();
        item.answer_json = nlohmann::ordered_json(question.right).dump();
        item.explanation = question.explanation;
        item.mark = quiz::source_mark_names[static_cast<int>(question.source.mark)];
        return item;
    }
    return std::nullopt;
}

} // namespace

std::optional<QuizAnswers> ask_quiz(const QuizPaper& paper, std::istream& in) {
    QuizAnswers answers;
    for (const Question& question : paper.questions) {
        fmt::print("{}", format_question(question, answers.size() + 1, paper.questions.size()));
        auto answer = ask_one(question, in);
        if (!answer) return std::nullopt;
        answers.push_back(std::move(*answer));
    }
    return answers;
}

sim::core::Result<QuizAnswers> read_answers(const QuizPaper& paper, const std::string& file) {
    const auto text = sim::core::read_file(file, answers_limit_bytes);
    if (!text) return tl::unexpected(text.error());
    const auto lines = read_lines(*text);
    sim::core::Problems problems;
    if (lines.size() != paper.questions.size())
        problems.push_back(
            {file, "", trf("有 {} 行答案，卷子有 {} 道题", lines.size(), paper.questions.size()),
             tr("每道题一行；没有答的写 -")});
    QuizAnswers answers;
    for (std::size_t i = 0; i < std::min(lines.size(), paper.questions.size()); ++i) {
        answers.emplace_back();
        if (is_blank(lines[i]) || is_skipped(lines[i])) continue;
        if (auto answer = quiz::read_answer(paper.questions[i], lines[i]))
            answers.back() = std::move(*answer);
        else
            problems.push_back({file, trf("第 {} 题", i + 1),
                                trf("“{}”不是这道题的答案", sim::core::beginning_of(lines[i], 40)),
                                hint(paper.questions[i].form)});
    }
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    return answers;
}

std::string format_results(const QuizPaper& paper, const QuizAnswers& answers) {
    std::string text;
    for (std::size_t i = 0; i < paper.questions.size(); ++i) {
        const Question& question = paper.questions[i];
        const auto verdict = judge(question, answers[i]);
        text += fmt::format("{} {}. {}\n", verdict.correct ? "✓" : "✗", i + 1, question.text);
        if (!verdict.correct)
            text += fmt::format("    {}\n", trf("答的是：{}", format_answer(question, answers[i])));
        text += fmt::format("    {}\n    {}\n    {}\n", trf("正确答案：{}", format_right(question)),
                            question.explanation, trf("依据：{}", describe(question.source)));
    }
    return text;
}

nlohmann::ordered_json quiz_json(const QuizPaper& paper, const QuizAnswers* answers) {
    nlohmann::ordered_json questions = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < paper.questions.size(); ++i) {
        const Question& question = paper.questions[i];
        nlohmann::ordered_json json{{"id", question.id},
                                    {"element", sim::core::letter(question.element)},
                                    {"text", question.text}};
        json.update(expected_json(question));
        if (!question.distances_m.empty()) {
            json["distances_m"] = nlohmann::ordered_json::array();
            for (const auto& one : question.distances_m)
                json["distances_m"].push_back(one ? nlohmann::ordered_json(*one) : nullptr);
        }
        if (answers != nullptr) {
            json["chosen"] = (*answers)[i];
            json["correct"] = judge(question, (*answers)[i]).correct;
        }
        questions.push_back(std::move(json));
    }
    return {{"seed", std::to_string(paper.seed)},
            {"bank_sha256", paper.bank_sha256},
            {"plan", paper.plan_key},
            {"plan_sha256", paper.plan_sha256},
            {"questions", std::move(questions)}};
}

roster::domain::QuizResult make_quiz_result(const QuizPaper& paper, const quiz::Bank& bank,
                                            const QuizAnswers& answers) {
    roster::domain::QuizResult result;
    result.seed = paper.seed;
    result.bank_sha256 = paper.bank_sha256;
    result.plan_key = paper.plan_key;
    result.plan_sha256 = paper.plan_sha256;
    for (std::size_t i = 0; i < paper.questions.size(); ++i) {
        const Question& question = paper.questions[i];
        const auto verdict = judge(question, answers[i]);
        roster::domain::QuizAnswer answer;
        answer.element = question.element;
        if (!question.from_plan) answer.item = find_item(bank, question);
        answer.question = question.text;
        answer.expected_json = expected_json(question).dump();
        answer.given_json = given_json(question, answers[i]).dump();
        answer.distance_m = verdict.distance_m;
        answer.correct = verdict.correct;
        result.answers.push_back(std::move(answer));
    }
    return result;
}

} // namespace tools::cli
