// yanlian quiz and competence as people use them.
#include "tests/unit/tools/cli/cli_rig.h"

#include <map>

using namespace tests;
using Json = nlohmann::json;

namespace {

Finished done(const TempFolder& folder, std::vector<std::string> arguments) {
    Finished run = run_program(folder, std::move(arguments));
    REQUIRE_MESSAGE(run.code == 0, run.err);
    return run;
}

/// Lines of an answers file: right for all but the first `wrong` of each element.
std::string answers_of(const Json& paper, int wrong) {
    std::string text = "# 答案\n";
    std::map<std::string, int> seen;
    for (const Json& question : paper["questions"]) {
        const bool miss = seen[question["element"]]++ < wrong;
        const std::string form = question["form"];
        std::string line;
        if (miss)
            line = "-";
        else if (form == "number")
            line = std::to_string(question["right"][0].get<int>());
        else if (form == "single")
            line = std::string(1, static_cast<char>('A' + question["right"][0].get<int>()));
        else
            for (const Json& one : question["right"])
                line += static_cast<char>('A' + one.get<int>());
        text += line + "\n";
    }
    return text;
}

const std::vector<std::string> ankang_quiz{"quiz", "--plan", ankang_plan, "--seed", "11"};

std::vector<std::string> with(std::vector<std::string> start, std::vector<std::string> more) {
    start.insert(start.end(), more.begin(), more.end());
    return start;
}

} // namespace

TEST_CASE("cli quiz: a named person's answers are recorded, and every level leads to them") {
    TempFolder folder;
    const std::string db = folder / "a.db";
    const auto asked = with(ankang_quiz, {"--person", "person/wang-fang", "--db", db});
    const Json paper = Json::parse(done(folder, with(asked, {"--json"})).out);
    REQUIRE(paper["questions"].size() == 20);
    CHECK(paper["plan"] == "ankang");
    write_text(folder / "a.txt", answers_of(paper, 1));
    refused(folder, with(asked, {"--answers", folder / "a.txt", "--day", "2150-01-01"}), 2,
            {"2150-01-01 还没有到"});
    const Json result =
        Json::parse(done(folder, with(asked, {"--answers", folder / "a.txt", "--json"})).out);
    REQUIRE(result["recorded"].size() == 4);
    for (const Json& one : result["recorded"])
        CHECK(one["level_after"] == 1);
    for (const Json& one : result["scores"])
        CHECK(one["correct"] == 4);

    const Json person =
        Json::parse(done(folder, {"competence", "person/wang-fang", "--db", db, "--json"}).out);
    REQUIRE(person["evidence"].size() == 4);
    CHECK(person["levels"]["K"] == 1);
    const std::string evidence = person["evidence"][0]["evidence"];
    CHECK(evidence.starts_with("quiz/"));
    const Json sitting =
        Json::parse(done(folder, {"competence", "--evidence", evidence, "--db", db, "--json"}).out);
    CHECK(sitting["answers"].size() == 5);
    CHECK(sitting["seed"] == "11");
    CHECK(sitting["plan_sha256"] == result["plan_sha256"]);
    const Json falls = Json::parse(
        done(folder, {"competence", "--forecast", "--all-falls", "--db", db, "--json"}).out);
    CHECK(falls.size() == 4);
    CHECK(falls[0]["to"] == 0);
    CHECK(has(done(folder, {"competence", "--db", db}).out, "三提示普及率 无数据"));
    done(folder, {"tips", "--db", db, "--present", "10", "--informed", "7", "--by", "王芳"});
    const Json rates =
        Json::parse(done(folder, {"competence", "--rates", "--db", db, "--json"}).out);
    CHECK(rates["three_tips"]["numerator"] == 7);
    CHECK(rates["three_tips"]["denominator"] == 10);
    CHECK(rates["mastery"]["numerator"] == 0);
    refused(folder, {"tips", "--db", db, "--present", "1", "--informed", "2"}, 2, {"1"});
    refused(folder, {"competence", "--evidence", "drill/x", "--db", db}, 2, {"quiz/12"});
    refused(folder, {"competence", "--evidence", "quiz/99", "--db", db}, 2, {"quiz/99"});
}

TEST_CASE("cli quiz: a preview, or nobody named, leaves the ledger byte for byte") {
    TempFolder folder;
    const std::string db = folder / "a.db";
    done(folder, {"people", "--db", db});
    const Json paper = Json::parse(done(folder, with(ankang_quiz, {"--json"})).out);
    write_text(folder / "a.txt", answers_of(paper, 0));
    const std::vector<std::string> answered{"--answers", folder / "a.txt"};
    const std::string before = done(folder, {"people", "--db", db, "--json"}).out;
    CHECK(has(done(folder, with(ankang_quiz, answered)).out, "没有记录"));
    const auto named = with(ankang_quiz, {"--person", "王芳", "--db", db, "--preview"});
    const Json own = Json::parse(done(folder, with(named, {"--json"})).out);
    write_text(folder / "b.txt", answers_of(own, 0));
    const std::string shown = done(folder, with(named, {"--answers", folder / "b.txt"})).out;
    CHECK(has(shown, "没有记录"));
    CHECK(has(shown, "依据："));
    CHECK(done(folder, {"people", "--db", db, "--json"}).out == before);
}

TEST_CASE("cli quiz: everything wrong with the answers comes at once, nothing is written") {
    TempFolder folder;
    const std::string db = folder / "a.db";
    done(folder, {"people", "--db", db});
    write_text(folder / "a.txt", "Z\n\n也许\n");
    const auto asked = with(ankang_quiz, {"--person", "王芳", "--db", db});
    refused(folder, with(asked, {"--answers", folder / "a.txt"}), 2,
            {"3 行", "第 1 题", "第 3 题"});
    refused(folder, with(asked, {"--answers", folder / "none.txt"}), 2, {"none.txt"});
    refused(folder, {"quiz", "--questions", "200"}, 2, {"K", "A", "E", "L"});
    refused(folder, {"quiz", "--elements", "K,X,Y"}, 2, {"X", "Y"});
    refused(folder, {"quiz", "--plan", ankang_plan, "--zone", "level/9"}, 2, {"level/9"});
    refused(folder, {"quiz", "--person", "person/nobody", "--db", db}, 2, {"person/nobody"});
    refused(folder, {"quiz", "--seed", "-4"}, 2, {"-4"});
    write_text(folder / "bad.questions.json", "{\"format\":\"x\"}");
    refused(folder, {"quiz", "--bank", folder / "bad.questions.json"}, 2, {"format"});
    CHECK(done(folder, {"competence", "王芳", "--db", db, "--json"}).out.find("quiz/") ==
          std::string::npos);
}

TEST_CASE("cli quiz: the paper is printed with its answers, the bank listed") {
    TempFolder folder;
    CHECK(has(done(folder, with(ankang_quiz, {"--print", folder / "a.pdf"})).out, "20"));
    CHECK(read_text(folder / "a.pdf").starts_with("%PDF"));
    done(folder, with(ankang_quiz, {"--print", folder / "a.xlsx"}));
    refused(folder, with(ankang_quiz, {"--print", folder / "a.doc"}), 2, {"a.doc"});
    const Json bank = Json::parse(done(folder, {"quiz", "--list", "--json"}).out);
    CHECK(bank.size() >= 60);
}

TEST_CASE("cli quiz: an input that ends early breaks it off, and nothing is recorded") {
    TempFolder folder;
    const std::string db = folder / "a.db";
    done(folder, {"people", "--db", db});
    const Finished broken =
        run_program(folder, with(ankang_quiz, {"--person", "王芳", "--db", db}));
    CHECK(broken.code == 1);
    CHECK(has(broken.out, "没有答完"));
    CHECK(done(folder, {"competence", "王芳", "--db", db, "--json"}).out.find("quiz/") ==
          std::string::npos);
}
