#include "tools/quiz/bank.h"

#include "sim/core/file.h"
#include "tests/support/temp_folder.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <set>

using namespace tools::quiz;

namespace {

const std::string folder = YANLIAN_SOURCE_DIR "/scenarios/questions";

const std::string good = R"({"format":"yanlian-questions","version":1,"key":"k","name":"n",
 "norms":[{"id":"N","title":"规范"}],
 "questions":[{"id":"q1","element":"A","form":"single","level":1,"text":"火警电话？",
  "options":["110","119"],"answer":2,"explanation":"119","norm":"N","clause":"第一条",
  "mark":"verified"}]})";

std::string replaced(const std::string& from, const std::string& to, std::string text = good) {
    const auto at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, from);
    return text.replace(at, from.size(), to);
}

std::size_t problems_of(const std::string& text) {
    const auto bank = parse_bank("bank.json", text);
    return bank ? 0 : bank.error().problems.size();
}

} // namespace

TEST_CASE("bank: the shipped files hold at least sixty questions on all four elements") {
    const auto shipped = load_shipped_bank();
    REQUIRE_MESSAGE(shipped, sim::core::describe(shipped.error()));
    CHECK(shipped->questions.size() >= 60);
    std::map<CompetenceElement, int> of_element;
    std::set<AnswerForm> forms;
    std::set<std::string> texts;
    for (const BankQuestion& one : shipped->questions) {
        ++of_element[one.question.element];
        forms.insert(one.question.form);
        CHECK_MESSAGE(texts.insert(one.question.text).second, one.question.text);
        CHECK_FALSE(one.question.source.norm_title.empty());
        CHECK_FALSE(one.question.source.clause.empty());
        CHECK_FALSE(one.question.explanation.empty());
        CHECK(judge(one.question, one.question.right).correct);
    }
    for (const auto element : {CompetenceElement::hazards, CompetenceElement::alarm,
                               CompetenceElement::extinguish, CompetenceElement::evacuate})
        CHECK(of_element[element] >= 15);
    CHECK(forms.size() == 4);
    const auto loaded = load_bank({folder});
    REQUIRE(loaded);
    CHECK(loaded->sha256 == shipped->sha256);
    CHECK(loaded->questions.size() == shipped->questions.size());
}

TEST_CASE("bank: every wrong thing is found, one by one") {
    CHECK(problems_of(good) == 0);
    CHECK(problems_of(replaced("\"answer\":2", "\"answer\":3")) == 1);
    CHECK(problems_of(replaced("\"answer\":2", "\"answer\":0")) == 1);
    CHECK(problems_of(replaced("\"answer\":2", "\"answer\":\"B\"")) == 1);
    CHECK(problems_of(replaced("\"answer\":2,", "")) == 1); // no right answer
    CHECK(problems_of(replaced("\"answer\":2", "\"answer\":[]")) == 1);
    CHECK(problems_of(replaced("\"answer\":2", "\"answer\":[1,2]")) == 1); // two for a single
    CHECK(problems_of(replaced("\"119\"", "\"110\"")) == 1);               // doubled option
    CHECK(problems_of(replaced("[\"110\",\"119\"]", "[\"119\"]")) == 2);
    CHECK(problems_of(replaced("\"norm\":\"N\"", "\"norm\":\"M\"")) == 1);
    CHECK(problems_of(replaced("\"mark\"", "\"marks\"")) == 2); // unknown and missing
    CHECK(problems_of(replaced("\"element\":\"A\"", "\"element\":\"X\"")) == 1);
    CHECK(problems_of(replaced("\"level\":1", "\"level\":9")) == 1);
    CHECK(problems_of(replaced("\"text\":\"火警电话？\"", "\"text\":\"\"")) == 1);
    CHECK(problems_of(replaced("\"clause\":\"第一条\"", "\"clause\":\"\"")) == 1);
    CHECK(problems_of(replaced("yanlian-questions", "yanlian-rules")) == 1);
    CHECK(problems_of(replaced("\"version\":1", "\"version\":2")) == 1);
    CHECK(problems_of(replaced("\"form\":\"single\"", "\"form\":\"number\"")) == 1);
    CHECK(problems_of(replaced("\"mark\":\"verified\"",
                               "\"mark\":\"verified\",\"roles\":[\"carer\",\"pilot\"]")) == 1);
    CHECK(problems_of(
              replaced("{\"id\":\"N\",\"title\":\"规范\"}",
                       "{\"id\":\"N\",\"title\":\"规范\"},{\"id\":\"N\",\"title\":\"x\"}")) == 1);
    CHECK(problems_of(
              replaced("\"title\":\"规范\"", "\"title\":\"规范\",\"repealed_on\":\"去年\"")) == 1);
    CHECK(problems_of("") == 1);
    CHECK(problems_of("[]") >= 1);
    CHECK(problems_of(good.substr(0, good.size() / 2)) == 1);
}

TEST_CASE("bank: all problems of all files come at once, ids are unique over them") {
    tests::TempFolder temp;
    const std::string a = temp / "a.questions.json", b = temp / "b.questions.json";
    REQUIRE(sim::core::write_file(a, replaced("\"answer\":2", "\"answer\":7")));
    REQUIRE(sim::core::write_file(b, replaced("\"level\":1", "\"level\":7")));
    const auto both = load_bank({temp.path().string()});
    REQUIRE_FALSE(both);
    CHECK(both.error().problems.size() == 3); // answer, level, the id once more
    CHECK_FALSE(load_bank({temp / "none.json"}));
}

TEST_CASE("bank: a judgement has no options, an order names each option once") {
    const std::string judged = replaced("\"options\":[\"110\",\"119\"],\"answer\":2",
                                        "\"answer\":false", replaced("\"single\"", "\"judge\""));
    CHECK(problems_of(judged) == 0);
    CHECK(parse_bank("b", judged)->questions[0].question.right == Answer{1});
    CHECK(problems_of(replaced("\"single\"", "\"judge\"")) == 2);
    const std::string ordered = replaced("\"single\"", "\"order\"");
    CHECK(problems_of(ordered) == 1);
    CHECK(problems_of(replaced("\"answer\":2", "\"answer\":[2,1]", ordered)) == 0);
    CHECK(problems_of(replaced("\"answer\":2", "\"answer\":[2,2]", ordered)) == 1);
    const std::string several = replaced("\"single\"", "\"multiple\"");
    CHECK(problems_of(several) == 1);
    CHECK(problems_of(replaced("\"answer\":2", "\"answer\":[1,2]", several)) == 0);
}

TEST_CASE("answers: as people type them, and nothing that is no answer") {
    Question question;
    question.options = {"甲", "乙", "丙"};
    question.right = {1};
    CHECK(read_answer(question, "2") == Answer{1});
    CHECK(read_answer(question, " b ") == Answer{1});
    CHECK(read_answer(question, "２") == Answer{1});
    CHECK(read_answer(question, "Ｂ") == Answer{1});
    for (const char* wrong : {"", "4", "0", "12", "乙", "B B", "-1", "1.5.", "\xff"})
        CHECK_FALSE(read_answer(question, wrong).has_value());
    question.form = AnswerForm::multiple;
    CHECK(read_answer(question, "1，3") == Answer{0, 2});
    CHECK(read_answer(question, "AC") == Answer{0, 2});
    CHECK_FALSE(read_answer(question, "AA").has_value());
    question.form = AnswerForm::order;
    CHECK(read_answer(question, "C > A > B") == Answer{2, 0, 1});
    CHECK_FALSE(read_answer(question, "CA").has_value());
    question.form = AnswerForm::judge;
    question.options = {"对", "错"};
    CHECK(read_answer(question, "对") == Answer{0});
    CHECK(read_answer(question, "错\r") == Answer{1});
    CHECK_FALSE(read_answer(question, "也许").has_value());
    question.form = AnswerForm::number;
    question.options.clear();
    CHECK(read_answer(question, "１２") == Answer{12});
    CHECK_FALSE(read_answer(question, "-3").has_value());
    CHECK_FALSE(read_answer(question, "99999999999").has_value());
}

TEST_CASE("answers: of several the exact set, of ties any, of an order the order") {
    Question question;
    question.options = {"甲", "乙", "丙"};
    question.right = {0, 1};
    const auto right = [&](Answer answer) { return judge(question, answer).correct; };
    CHECK(right({0}));
    CHECK(right({1}));
    CHECK_FALSE(right({2}));
    question.form = AnswerForm::multiple;
    CHECK(right({1, 0}));
    CHECK_FALSE(right({0}));
    CHECK_FALSE(right({0, 1, 2}));
    question.form = AnswerForm::order;
    question.right = {2, 0, 1};
    CHECK(right({2, 0, 1}));
    CHECK_FALSE(right({0, 2, 1}));
    question.form = AnswerForm::number;
    question.right = {7};
    CHECK(right({7}));
    CHECK_FALSE(right({6}));
    CHECK_FALSE(right({}));
}
