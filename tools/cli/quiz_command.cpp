// yanlian quiz: questions on 一懂三会 from the bank and from the home's own floor plan; asked in
// the terminal, printed, or taken from a file of answers; recorded for a named person.
#include "roster/service/open_database.h"
#include "roster/service/quizzes.h"
#include "roster/store/people_table.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/plan/plan_file.h"
#include "tools/cli/commands.h"
#include "tools/cli/quiz_parts.h"
#include "tools/cli/report_file.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include "tools/paper/print.h"
#include <algorithm>
#include <charconv>
#include <chrono>
#include <iostream>

namespace tools::cli {

using namespace roster::domain;
using quiz::QuizPaper;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

struct QuizOptions {
    LedgerOptions ledger;
    std::string person, role, zone, plan, elements = "K,A,E,L", answers, print, day, invigilator;
    std::vector<std::string> bank;
    std::string seed;
    int questions = 20;
    bool preview = false, list = false;
    bool pick_db = false; ///< --db was written
};

/// Everything that a quiz is made from.
struct Ready {
    std::optional<OpenLedger> ledger; ///< with a named person, or where --db was written
    std::optional<Person> person;
    quiz::Bank bank;
    QuizPaper paper;
};

Result<std::vector<CompetenceElement>> read_elements(const std::string& text) {
    std::vector<CompetenceElement> elements;
    sim::core::Problems problems;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        const std::string word = text.substr(at, end - at);
        const auto element = sim::core::find_element(word);
        if (!element)
            problems.push_back(
                {"", "--elements", trf("没有能力“{}”", word), tr("K、A、E、L、C，逗号分开")});
        else if (std::ranges::find(elements, *element) == elements.end())
            elements.push_back(*element);
        at = end + 1;
    }
    if (!problems.empty()) return make_error(std::move(problems));
    return elements;
}

Result<std::uint64_t> read_seed(const std::string& text) {
    if (text.empty())
        return static_cast<std::uint64_t>(
            std::chrono::system_clock::now().time_since_epoch().count() / 1000 % 1000000000);
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error == std::errc{} && end == text.data() + text.size()) return seed;
    return make_error(Errc::bad_input,
                      {"", "--seed", trf("“{}”不是种子", text), tr("不小于 0 的整数")});
}

Result<std::optional<Person>> find_person(OpenLedger& ledger, const std::string& key) {
    if (key.empty()) return std::optional<Person>{};
    const auto organisations = roster::store::load_organisations(ledger.opened.database);
    if (!organisations) return tl::unexpected(organisations.error());
    for (const Organisation& organisation : *organisations) {
        auto persons = roster::store::load_persons(ledger.opened.database, organisation.key);
        if (!persons) return tl::unexpected(persons.error());
        for (Person& person : *persons)
            if (person.key == key || person.name == key) return std::optional(std::move(person));
    }
    return make_error(Errc::bad_input, {"", "--person", trf("数据库里没有 {}", key),
                                        tr("`yanlian people` 列出的人")});
}

/// Residents of the home, for the one question that needs them.
Result<std::vector<quiz::BedOccupant>> load_occupants(Ready& ready) {
    std::vector<quiz::BedOccupant> occupants;
    if (!ready.ledger) return occupants;
    const std::string home =
        ready.person ? ready.person->organisation_key : ready.ledger->organisation.key;
    const auto residents = roster::store::load_residents(ready.ledger->opened.database, home);
    if (!residents) return tl::unexpected(residents.error());
    for (const Resident& resident : *residents)
        occupants.push_back({resident.bed_key, resident.mobility == Mobility::d});
    return occupants;
}

Result<std::optional<quiz::PlanQuestions>> load_plan(const QuizOptions& options, Ready& ready) {
    if (options.plan.empty()) return std::optional<quiz::PlanQuestions>{};
    const auto bytes = sim::core::read_file(options.plan, sim::plan::plan_file_limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    auto plan = sim::plan::parse_plan(options.plan, *bytes);
    if (!plan) return tl::unexpected(plan.error());
    auto occupants = load_occupants(ready);
    if (!occupants) return tl::unexpected(occupants.error());
    return std::optional<quiz::PlanQuestions>(std::in_place, std::move(*plan),
                                              sim::core::sha256_hex(*bytes), std::move(*occupants));
}

/// The own zone: the level that all posts of the person look after.
std::string zone_of(const Person& person) {
    std::string zone;
    for (const PersonRole& role : person.roles) {
        if (!zone.empty() && role.zone != zone) return "";
        zone = role.zone;
    }
    return zone;
}

Result<quiz::PaperWish> make_wish(const QuizOptions& options, const Ready& ready,
                                  const quiz::PlanQuestions* plan) {
    quiz::PaperWish wish;
    const auto elements = read_elements(options.elements);
    if (!elements) return tl::unexpected(elements.error());
    const auto seed = read_seed(options.seed);
    if (!seed) return tl::unexpected(seed.error());
    wish.elements = *elements;
    wish.seed = *seed;
    wish.question_count = options.questions;
    wish.level_key = options.zone;
    wish.day = options.day.empty() ? iso(calc_local_day(std::chrono::floor<std::chrono::seconds>(
                                         std::chrono::system_clock::now())))
                                   : options.day;
    if (!options.role.empty()) wish.posts = {options.role};
    if (!ready.person) return wish;
    if (wish.posts.empty())
        for (const PersonRole& role : ready.person->roles)
            wish.posts.emplace_back(name_of(post_names, role.post));
    if (wish.level_key.empty() && plan != nullptr &&
        plan->plan().find_level(zone_of(*ready.person)))
        wish.level_key = zone_of(*ready.person);
    return wish;
}

Result<Ready> prepare(const QuizOptions& options) {
    Ready ready;
    if (!options.person.empty() || options.pick_db) {
        auto ledger = open_ledger(options.ledger);
        if (!ledger) return tl::unexpected(ledger.error());
        ready.ledger = std::move(*ledger);
        auto person = find_person(*ready.ledger, options.person);
        if (!person) return tl::unexpected(person.error());
        ready.person = std::move(*person);
    }
    auto bank = options.bank.empty() ? quiz::load_shipped_bank() : quiz::load_bank(options.bank);
    if (!bank) return tl::unexpected(bank.error());
    ready.bank = std::move(*bank);
    const auto plan = load_plan(options, ready);
    if (!plan) return tl::unexpected(plan.error());
    const quiz::PlanQuestions* questions = *plan ? &**plan : nullptr;
    const auto wish = make_wish(options, ready, questions);
    if (!wish) return tl::unexpected(wish.error());
    auto paper = quiz::make_paper(ready.bank, questions, *wish);
    if (!paper) return tl::unexpected(paper.error());
    ready.paper = std::move(*paper);
    return ready;
}

/// When it was sat: now on the screen; a sheet of paper, at noon of its day.
Result<void> set_time(const QuizOptions& options, QuizResult& result) {
    result.started_at_utc =
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (options.day.empty()) return {};
    const auto day = find_date(options.day);
    if (!day)
        return make_error(Errc::bad_input,
                          {"", "--day", trf("“{}”不是日期", options.day), tr("年-月-日")});
    if (*day > calc_local_day(result.started_at_utc))
        return make_error(Errc::bad_input, {"", "--day", trf("答题的日期 {} 还没有到", iso(*day)),
                                            tr("今天或以前")});
    constexpr std::chrono::hours noon_utc{4};
    result.way = QuizWay::paper;
    if (*day < calc_local_day(result.started_at_utc) ||
        Instant{*day} + noon_utc <= result.started_at_utc)
        result.started_at_utc = Instant{*day} + noon_utc;
    return {};
}

nlohmann::ordered_json scores_json(const QuizResult& result) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const ElementScore& score : calc_scores(result))
        json.push_back({{"element", sim::core::letter(score.element)},
                        {"questions", score.question_count},
                        {"correct", score.correct_count},
                        {"passed", score.passed}});
    return json;
}

std::string scores_text(const QuizResult& result) {
    std::string text;
    for (const ElementScore& score : calc_scores(result))
        text += fmt::format("{}  {}/{}  {}\n", sim::core::letter(score.element),
                            score.correct_count, score.question_count,
                            score.passed ? tr("合格（80 % 以上）") : tr("不合格"));
    return text;
}

std::string recorded_text(const roster::service::RecordedQuiz& recorded) {
    std::string text;
    for (const auto& one : recorded.elements) {
        const auto letter = sim::core::letter(one.score.element);
        if (one.competence_id != 0)
            text += trf("{}：作为 L1 的证据（quiz/{}），等级 L{} → L{}", letter, one.sitting_id,
                        one.level_before, one.level_after);
        else if (one.score.passed)
            text += trf("{}：合格，但不到 {} 道题，不作为证据（quiz/{}）", letter,
                        quiz_least_questions_count, one.sitting_id);
        else
            text += trf("{}：不合格，等级不变（quiz/{}）", letter, one.sitting_id);
        text += '\n';
    }
    return text;
}

int finish(const QuizOptions& options, Ready& ready, const QuizAnswers& answers) {
    QuizResult result = make_quiz_result(ready.paper, ready.bank, answers);
    nlohmann::ordered_json json = quiz_json(ready.paper, &answers);
    json["scores"] = scores_json(result);
    std::string note = tr("没有写是谁答的，或者只是预览：没有记录，不影响任何人的等级。");
    if (ready.person && !options.preview) {
        result.person_key = ready.person->key;
        result.invigilator = options.invigilator;
        if (auto timed = set_time(options, result); !timed) return report(timed.error());
        const auto recorded =
            roster::service::record_quiz(ready.ledger->opened.database, result, ready.ledger->who);
        if (!recorded) return report(recorded.error());
        note =
            trf("已记录：{}，{}", ready.person->name, iso(calc_local_day(result.started_at_utc))) +
            "\n" + recorded_text(*recorded);
        json["quiz_paper"] = recorded->paper_id;
        json["recorded"] = nlohmann::ordered_json::array();
        for (const auto& one : recorded->elements)
            json["recorded"].push_back({{"element", sim::core::letter(one.score.element)},
                                        {"sitting", one.sitting_id},
                                        {"competence", one.competence_id},
                                        {"level_before", one.level_before},
                                        {"level_after", one.level_after}});
    }
    if (options.ledger.json)
        fmt::print("{}\n", json.dump(2));
    else
        fmt::print("\n{}\n{}\n{}", format_results(ready.paper, answers), scores_text(result), note);
    return 0;
}

int run_print(const QuizOptions& options, const Ready& ready) {
    const auto missing = paper::write_form(
        options.print, make_quiz_form(ready.paper, ready.person ? ready.person->name : ""));
    if (!missing) return report(missing.error());
    warn_of_missing(*missing);
    fmt::print("{}\n",
               trf("{} 道题：{}（种子 {}；答案另页）。收回后用同样的选项加 --answers 登记。",
                   ready.paper.questions.size(), options.print, ready.paper.seed));
    return 0;
}

int run_list(const QuizOptions& options) {
    const auto bank =
        options.bank.empty() ? quiz::load_shipped_bank() : quiz::load_bank(options.bank);
    if (!bank) return report(bank.error());
    std::vector<std::vector<std::string>> rows{
        {tr("编号"), tr("能力"), tr("题型"), tr("题目"), tr("依据"), tr("失效")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const quiz::BankQuestion& one : bank->questions) {
        const quiz::Question& question = one.question;
        rows.push_back({question.id, std::string(sim::core::letter(question.element)),
                        tr(word(question.form)), question.text, describe(question.source),
                        one.repealed_on});
        json.push_back({{"id", question.id},
                        {"element", sim::core::letter(question.element)},
                        {"level", one.level},
                        {"text", question.text},
                        {"norm", question.source.norm_key},
                        {"clause", question.source.clause},
                        {"mark", quiz::source_mark_names[static_cast<int>(question.source.mark)]},
                        {"repealed_on", one.repealed_on}});
    }
    print_answer(options.ledger, rows, json, trf("{} 道题", bank->questions.size()));
    return 0;
}

int run_quiz(const QuizOptions& options) {
    if (options.list) return run_list(options);
    auto ready = prepare(options);
    if (!ready) return report(ready.error());
    if (!options.print.empty()) return run_print(options, *ready);
    if (!options.answers.empty()) {
        const auto answers = read_answers(ready->paper, options.answers);
        if (!answers) return report(answers.error());
        return finish(options, *ready, *answers);
    }
    if (options.ledger.json) {
        fmt::print("{}\n", quiz_json(ready->paper, nullptr).dump(2));
        return 0;
    }
    fmt::print("{}\n", trf("一懂三会，{} 道题，种子 {}。", ready->paper.questions.size(),
                           ready->paper.seed));
    const auto answers = ask_quiz(ready->paper, std::cin);
    if (answers) return finish(options, *ready, *answers);
    fmt::print("\n{}\n", tr("没有答完就断了：没有记录。"));
    return static_cast<int>(ExitCode::answer_is_no);
}

void declare(CLI::App& command, QuizOptions& o) {
    command.add_option("--person", o.person, tr("谁来答：人员编号或姓名；记入台账"));
    command.add_option("--role", o.role, tr("按哪个岗位出题"))
        ->transform(choice_of(choices_of<Post>(post_names)));
    command.add_option("--plan", o.plan, tr("本机构的平面图 .plan.json：照图出题"));
    command.add_option("--zone", o.zone, tr("平面图的哪一层，例如 level/2；不写是本人负责的层"));
    command.add_option("--questions", o.questions, tr("一共几道题"))
        ->check(CLI::Range(1, 200).description(""));
    command.add_option("--elements", o.elements, tr("考哪几项，例如 K,A,E,L"));
    command.add_option("--seed", o.seed, tr("种子：同样的种子出同样的卷子"));
    command.add_option("--bank", o.bank, tr("题库文件或文件夹；不写用自带的"));
    auto* answers =
        command.add_option("--answers", o.answers, tr("答案文件：每道题一行，没有答的写 -"));
    command.add_option("--print", o.print, tr("印成卷子：.pdf 或 .xlsx，答案另页"))
        ->excludes(answers);
    command.add_option("--day", o.day, tr("笔试的日期，年-月-日；不写是现在"))->needs(answers);
    command.add_option("--invigilator", o.invigilator, tr("监考人"));
    command.add_flag("--preview", o.preview, tr("只看不记：不记录，不算证据"));
    command.add_flag("--list", o.list, tr("列出题库"));
    add_ledger_options(command, o.ledger);
    add_organisation_option(command, o.ledger);
    add_who_option(command, o.ledger);
}

} // namespace

void add_quiz_command(CLI::App& app, int& exit_code) {
    const auto options = std::make_shared<QuizOptions>();
    CLI::App* command = app.add_subcommand("quiz", tr("一懂三会答题：题库和本机构的平面图出题"));
    declare(*command, *options);
    command->callback([options, command, &exit_code] {
        options->pick_db = command->count("--db") > 0;
        exit_code = run_quiz(*options);
    });
}

} // namespace tools::cli
