// The paper of a quiz to print: the questions, and the answers on pages of their own.
#include "sim/core/text.h"
#include "tools/cli/quiz_parts.h"

namespace tools::cli {

using quiz::AnswerForm;
using quiz::Question;
using sim::core::tr;
using sim::core::trf;

namespace {

std::string options_of(const Question& question) {
    if (question.form == AnswerForm::judge) return tr("对 / 错");
    if (question.form == AnswerForm::number) return "";
    std::string text;
    for (std::size_t i = 0; i < question.options.size(); ++i)
        text += fmt::format("{}{} {}", i == 0 ? "" : "\n", static_cast<char>('A' + i),
                            question.options[i]);
    return text;
}

paper::Table make_questions(const quiz::QuizPaper& paper) {
    paper::Table table;
    table.columns = {{"题号", 0.6, paper::Align::center},
                     {"题型", 0.7, paper::Align::center},
                     {"题目", 5},
                     {"选项", 4.5},
                     {"答案", 1, paper::Align::center}};
    for (std::size_t i = 0; i < paper.questions.size(); ++i) {
        const Question& question = paper.questions[i];
        table.rows.push_back({std::to_string(i + 1), tr(word(question.form)), question.text,
                              options_of(question), ""});
    }
    return table;
}

paper::Table make_answers(const quiz::QuizPaper& paper) {
    paper::Table table;
    table.heading = "答案";
    table.columns = {{"题号", 0.6, paper::Align::center},
                     {"能力", 0.6, paper::Align::center},
                     {"正确答案", 3},
                     {"理由", 5},
                     {"依据", 4}};
    for (std::size_t i = 0; i < paper.questions.size(); ++i) {
        const Question& question = paper.questions[i];
        table.rows.push_back(
            {std::to_string(i + 1), std::string(sim::core::letter(question.element)),
             format_right(question), question.explanation, describe(question.source)});
    }
    return table;
}

} // namespace

paper::Form make_quiz_form(const quiz::QuizPaper& paper, const std::string& name) {
    paper::Form form;
    form.key = "quiz";
    form.title = "一懂三会考核卷";
    form.subtitle = paper.plan_name.empty() ? "" : trf("按“{}”平面图出题", paper.plan_name);
    form.produced = trf("种子 {}，题库 {}，平面图 {}", paper.seed, paper.bank_sha256.substr(0, 12),
                        paper.plan_sha256.empty() ? "-" : paper.plan_sha256.substr(0, 12));
    form.blocks.push_back(paper::FieldLine{{{"姓名", name}, {"日期", ""}, {"监考人", ""}}});
    form.blocks.push_back(make_questions(paper));
    form.blocks.push_back(paper::PageBreak{});
    form.blocks.push_back(make_answers(paper));
    return form;
}

} // namespace tools::cli
