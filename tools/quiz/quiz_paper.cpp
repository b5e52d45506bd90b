#include "tools/quiz/quiz_paper.h"

#include "sim/core/text.h"
#include "tools/quiz/shuffle.h"
#include <algorithm>
#include <map>

namespace tools::quiz {

using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

bool is_asked(const BankQuestion& one, CompetenceElement element, const PaperWish& wish) {
    if (one.question.element != element) return false;
    if (!one.repealed_on.empty() && one.repealed_on <= wish.day) return false;
    if (one.roles.empty() || wish.posts.empty()) return true;
    return std::ranges::any_of(one.roles, [&](const std::string& role) {
        return std::ranges::find(wish.posts, role) != wish.posts.end();
    });
}

std::vector<Question> draw_from_bank(const Bank& bank, CompetenceElement element,
                                     const PaperWish& wish) {
    std::vector<const Question*> asked;
    for (const BankQuestion& one : bank.questions)
        if (is_asked(one, element, wish)) asked.push_back(&one.question);
    std::vector<Question> drawn;
    const std::string subject = fmt::format("bank/{}", sim::core::letter(element));
    for (const int i : shuffled(static_cast<int>(asked.size()), wish.seed, subject))
        drawn.push_back(*asked[static_cast<std::size_t>(i)]);
    return drawn;
}

/// Candidates of an element in a drawn order that takes the kinds in turn.
std::vector<PlanCandidate> order_candidates(const PlanQuestions& plan, CompetenceElement element,
                                            const PaperWish& wish) {
    std::map<PlanKind, std::vector<PlanCandidate>> by_kind;
    for (const PlanCandidate& one : plan.candidates()) {
        const bool wanted = wish.level_key.empty() || plan.plan()[one.level].key == wish.level_key;
        if (wanted && element_of(one.kind) == element) by_kind[one.kind].push_back(one);
    }
    std::vector<std::vector<PlanCandidate>> columns;
    for (auto& [kind, list] : by_kind) {
        std::vector<PlanCandidate> drawn;
        const auto name = plan_kind_names[static_cast<std::size_t>(kind)];
        for (const int i : shuffled(static_cast<int>(list.size()), wish.seed, name))
            drawn.push_back(list[static_cast<std::size_t>(i)]);
        columns.push_back(std::move(drawn));
    }
    std::vector<PlanCandidate> ordered;
    const auto turn = shuffled(static_cast<int>(columns.size()), wish.seed,
                               fmt::format("kinds/{}", sim::core::letter(element)));
    for (std::size_t row = 0; true; ++row) {
        const std::size_t before = ordered.size();
        for (const int i : turn)
            if (const auto& column = columns[static_cast<std::size_t>(i)]; row < column.size())
                ordered.push_back(column[row]);
        if (ordered.size() == before) return ordered;
    }
}

std::vector<Question> draw_from_plan(const PlanQuestions& plan, CompetenceElement element,
                                     const PaperWish& wish, std::size_t count) {
    std::vector<Question> drawn;
    for (const PlanCandidate& candidate : order_candidates(plan, element, wish)) {
        if (drawn.size() >= count) break;
        auto question = plan.make(candidate, wish.seed);
        // Two things that hang together make the same question.
        if (question && std::ranges::none_of(drawn, [&](const Question& other) {
                return other.text == question->text;
            }))
            drawn.push_back(std::move(*question));
    }
    return drawn;
}

/// Options in a drawn order; of 对 and 错, and of a count, there is nothing to mix.
void mix_options(Question& question, std::uint64_t seed) {
    if (question.form == AnswerForm::judge || question.form == AnswerForm::number) return;
    const Question before = question;
    const auto order =
        shuffled(static_cast<int>(before.options.size()), seed, "options/" + question.id);
    std::vector<int> place_of(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto from = static_cast<std::size_t>(order[i]);
        place_of[from] = static_cast<int>(i);
        question.options[i] = before.options[from];
        if (!before.distances_m.empty()) question.distances_m[i] = before.distances_m[from];
    }
    for (std::size_t i = 0; i < before.right.size(); ++i)
        question.right[i] = place_of[static_cast<std::size_t>(before.right[i])];
    if (question.form != AnswerForm::order) std::ranges::sort(question.right);
}

std::vector<Question> draw_element(const Bank& bank, const PlanQuestions* plan,
                                   CompetenceElement element, const PaperWish& wish,
                                   std::size_t count) {
    std::vector<Question> of_bank = draw_from_bank(bank, element, wish);
    const std::size_t half = (count + 1) / 2;
    const std::size_t wanted = of_bank.size() < count - half ? count - of_bank.size() : half;
    std::vector<Question> drawn;
    if (plan != nullptr) drawn = draw_from_plan(*plan, element, wish, wanted);
    for (Question& question : of_bank)
        if (drawn.size() < count) drawn.push_back(std::move(question));
    for (Question& question : drawn)
        mix_options(question, wish.seed);
    return drawn;
}

sim::core::Problems check(const PlanQuestions* plan, const PaperWish& wish) {
    sim::core::Problems problems;
    if (wish.elements.empty())
        problems.push_back({"", "--elements", tr("没有写考哪几项"), "K,A,E,L"});
    if (wish.question_count < static_cast<int>(wish.elements.size()))
        problems.push_back({"", "--questions", trf("{} 道题分不到每一项", wish.question_count),
                            trf("至少 {} 道", wish.elements.size())});
    if (plan != nullptr && !wish.level_key.empty() && !plan->plan().find_level(wish.level_key))
        problems.push_back({"", "--zone", trf("平面图里没有 {}", wish.level_key),
                            plan->plan().levels.empty() ? "" : plan->plan().levels.front().key});
    return problems;
}

} // namespace

Result<QuizPaper> make_paper(const Bank& bank, const PlanQuestions* plan, const PaperWish& wish) {
    sim::core::Problems problems = check(plan, wish);
    if (!problems.empty()) return make_error(std::move(problems));
    QuizPaper paper;
    paper.seed = wish.seed;
    paper.bank_sha256 = bank.sha256;
    if (plan != nullptr) {
        paper.plan_key = plan->plan().key;
        paper.plan_name = plan->plan().name;
        paper.plan_sha256 = plan->sha256();
    }
    const std::size_t parts = wish.elements.size();
    const auto total = static_cast<std::size_t>(wish.question_count);
    for (std::size_t i = 0; i < parts; ++i) {
        const std::size_t count = total / parts + (i < total % parts ? 1 : 0);
        auto drawn = draw_element(bank, plan, wish.elements[i], wish, count);
        if (drawn.size() < count)
            problems.push_back({"", fmt::format("{}", sim::core::letter(wish.elements[i])),
                                trf("只有 {} 道题，要 {} 道", drawn.size(), count),
                                tr("少要几道，或者给平面图、题库")});
        std::ranges::move(drawn, std::back_inserter(paper.questions));
    }
    if (!problems.empty()) return make_error(std::move(problems));
    return paper;
}

} // namespace tools::quiz
