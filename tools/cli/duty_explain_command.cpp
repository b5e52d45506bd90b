// yanlian duty explain|accept: why a roster cannot be, and a way out taken by somebody who answers
// for it.
#include "roster/schedule/duty_explain.h"
#include "roster/schedule/duty_names.h"
#include "roster/service/duty_pattern.h"
#include "roster/service/findings.h"
#include "roster/service/open_database.h"
#include "roster/store/finding_list.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/duty_options.h"
#include "tools/cli/duty_text.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <optional>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Errc;
using sim::core::tr;
using sim::core::trf;

namespace {

struct WayCommand : LedgerOptions {
    std::string file, out, by, reason, approval, month;
    std::vector<std::string> people;
    PatternOptions pattern;
    int way = 0;
};

DutyExplanation explain_file(const NumberedDuty& loaded) {
    const DutyProblem& problem = loaded.duty.problem;
    std::vector<Date> hints;
    for (const DutyViolation& one : check_roster(problem, loaded.grid, loaded.duty.cells))
        hints.push_back(one.first);
    return explain_roster(problem, loaded.grid, loaded.table, hints);
}

int print_explanation(const std::string& file, const NumberedDuty& loaded,
                      const DutyExplanation& why) {
    const DutyProblem& problem = loaded.duty.problem;
    if (why.answer == SolverAnswer::yes) {
        fmt::print("{}\n", tr("已证明规定可以都满足：多给一些步数再排（--again --moves）"));
        return 0;
    }
    for (const int post : why.unqualified_posts) {
        const DutyPost& one = problem.posts[static_cast<std::size_t>(post)];
        std::string wanted;
        for (const std::string& key : one.qualifications) {
            if (!wanted.empty()) wanted += tr("、");
            wanted += describe_qualification(key);
        }
        fmt::print("{}\n", trf("“{}”：名单上没有一个人有要求的资格（{}）", one.name, wanted));
    }
    for (const DutyWay& way : why.nearest) {
        fmt::print("  {}\n", trf("最接近的人：{}", describe(problem, way)));
        print_way_entry(problem, way);
    }
    if (!why.short_heads.empty()) fmt::print("{}\n", tr("人手不够，按工时和班数一算就知道："));
    for (const HeadCount& count : why.short_heads)
        fmt::print("  {}\n", describe(problem, count));
    if (why.conflict) print_conflict(problem, loaded.grid, why);
    if (why.answer == SolverAnswer::gave_up)
        fmt::print("{}\n", tr("没有找到矛盾，也没有证明可以排成"));
    print_ways(problem, file, why);
    return static_cast<int>(ExitCode::answer_is_no);
}

int print_json(const NumberedDuty& loaded, const DutyExplanation& why) {
    fmt::print("{}\n", duty_explanation_json(loaded.duty.problem, loaded.grid, why).dump(2));
    return why.answer == SolverAnswer::yes ? 0 : static_cast<int>(ExitCode::answer_is_no);
}

/// What `duty new` would draft for the month, explained before anything is written. Ways out belong
/// to a file: there is none yet.
int explain_ledger(const WayCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto first = find_date(options.month + "-01");
    if (!first)
        return report(
            {Errc::bad_input, {{"", "--month", trf("“{}”不是月份", options.month), tr("年-月")}}});
    roster::service::DutyDraft draft;
    draft.organisation_key = ledger->organisation.key;
    draft.days = {*first, add_months(*first, 1) - Days{1}};
    fill_pattern(draft, options.pattern);
    auto calendars = find_calendars(draft.days);
    if (!calendars) return report(calendars.error());
    draft.calendars = std::move(*calendars);
    auto problem = roster::service::draft_duty(ledger->opened.database, draft);
    if (!problem) return report(problem.error());
    auto grid = make_grid(*problem);
    if (!grid) return report(grid.error());
    DutyTable table = load_cells(*problem, *grid, {}).table;
    const NumberedDuty drafted{{std::move(*problem), {}}, std::move(*grid), std::move(table)};
    const DutyExplanation why = explain_file(drafted);
    if (options.json) return print_json(drafted, why);
    if (why.answer == SolverAnswer::yes) {
        fmt::print("{}\n", trf("{} {} 排得成：先 yanlian duty new，再 duty plan",
                               ledger->organisation.name, options.month));
        return 0;
    }
    return print_explanation("", drafted, why);
}

int run_explain(const WayCommand& options) {
    if (options.file.empty() == options.month.empty())
        return report({Errc::bad_input,
                       {{"", "", tr("要么写排班文件，要么写 --month"),
                         tr("duty explain 文件；duty explain --org 单位 --month 年-月")}}});
    if (options.file.empty()) return explain_ledger(options);
    const auto loaded = load_numbered_duty(options.file);
    if (!loaded) return report(loaded.error());
    const bool is_clean =
        check_roster(loaded->duty.problem, loaded->grid, loaded->duty.cells).empty();
    if (options.json) {
        DutyExplanation possible;
        possible.answer = SolverAnswer::yes;
        return print_json(*loaded, is_clean ? possible : explain_file(*loaded));
    }
    if (is_clean) {
        fmt::print("{}\n", tr("这张表没有违反规定，没有什么要解释"));
        return 0;
    }
    return print_explanation(options.file, *loaded, explain_file(*loaded));
}

struct Newcomer {
    std::string key, name;
};

/// The ledger that is named or, where there is one, the default; nothing for whoever plans from
/// files alone.
sim::core::Result<std::optional<OpenLedger>> find_ledger(const WayCommand& options) {
    if (options.db.empty()) {
        const auto path = roster::service::find_default_database_path();
        std::error_code code;
        if (!path || !std::filesystem::exists(*path, code)) return std::nullopt;
    }
    auto ledger = open_ledger(options);
    if (!ledger) return tl::unexpected(ledger.error());
    return std::optional(std::move(*ledger));
}

/// The people whom a way adds are those who were named: a roster has nobody who does not exist.
/// Without a ledger their keys stand for their names; publication asks one in any case.
sim::core::Result<std::vector<Newcomer>> find_newcomers(const WayCommand& options,
                                                        const DutyProblem& problem) {
    std::vector<Newcomer> found;
    if (options.people.empty()) return found;
    auto ledger = find_ledger(options);
    if (!ledger) return tl::unexpected(ledger.error());
    sim::core::Problems problems;
    for (const std::string& said : options.people) {
        Newcomer one{said, said};
        if (*ledger) {
            auto& database = (*ledger)->opened.database;
            const auto key = roster::service::resolve_person(database, said, "--person",
                                                             problem.organisation_key);
            if (!key) {
                std::ranges::copy(key.error().problems, std::back_inserter(problems));
                continue;
            }
            const auto rows = roster::store::find_persons(database, *key);
            if (!rows) return tl::unexpected(rows.error());
            one = {*key, rows->front().name};
        }
        if (std::ranges::find(problem.people, one.key, &DutyPerson::key) != problem.people.end() ||
            std::ranges::find(found, one.key, &Newcomer::key) != found.end())
            problems.push_back(
                {options.file, "--person", trf("{} 已经在名单上", one.name), tr("名单以外的人")});
        found.push_back(std::move(one));
    }
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    return found;
}

/// Whether they are experienced or certified is as the ledger has it.
void name_newcomers(const DutyProblem& before, const std::vector<Newcomer>& people,
                    DutyProblem& changed) {
    for (std::size_t i = before.people.size(); i < changed.people.size(); ++i) {
        DutyPerson& one = changed.people[i];
        one.key = people[i - before.people.size()].key;
        one.name = people[i - before.people.size()].name;
        one.experienced = false;
        std::erase_if(one.qualifications, [](const DutyQualification& has) {
            return has.key == roster::service::watch_certificate;
        });
    }
}

/// A signature makes nobody certified: the paper is got and entered in the ledger.
bool signs_for_certificate(const DutyProblem& problem, const DutyWay& way) {
    if (way.kind != WayKind::qualify && way.kind != WayKind::extend_qualification) return false;
    const auto& wanted = problem.posts[static_cast<std::size_t>(way.index)].qualifications;
    return std::ranges::find(wanted, roster::service::watch_certificate) != wanted.end();
}

/// What a way asks to be told before it is taken.
sim::core::Problems check_answers(const WayCommand& options, const DutyProblem& problem,
                                  const DutyWay& way) {
    sim::core::Problems problems;
    if (needs_approval(problem, way) && options.approval.empty())
        problems.push_back({options.file, "--approval", tr("这条出路要有综合计算工时的批准"),
                            tr("--approval 批准文号")});
    if (signs_for_certificate(problem, way))
        problems.push_back({options.file, "--way", tr("签字代替不了证书"),
                            tr("取得证书后登记：yanlian certificate add，再 duty plan --db")});
    const int wanted = way.kind == WayKind::add_person ? way.count : 0;
    if (static_cast<int>(options.people.size()) != wanted)
        problems.push_back(
            {options.file, "--person",
             wanted == 0 ? tr("这条出路不增加人") : trf("这条出路要增加 {} 人，要写明是谁", wanted),
             wanted == 0 ? "" : tr("先登记到花名册，再写 --person 编号；资格、证书以台账为准")});
    return problems;
}

int run_accept(const WayCommand& options) {
    const auto loaded = load_numbered_duty(options.file);
    if (!loaded) return report(loaded.error());
    const DutyProblem& problem = loaded->duty.problem;
    const DutyExplanation why = explain_file(*loaded);
    const int ways = static_cast<int>(why.ways.size());
    if (options.way < 1 || options.way > ways)
        return report({Errc::bad_input,
                       {{options.file, "--way", trf("没有第 {} 条出路", options.way),
                         ways == 0 ? tr("这张表没有出路可选，先看 yanlian duty explain")
                                   : trf("1 到 {}", ways)}}});
    const DutyWay& way = why.ways[static_cast<std::size_t>(options.way - 1)];
    if (auto problems = check_answers(options, problem, way); !problems.empty())
        return report({Errc::bad_input, std::move(problems)});
    const auto newcomers = find_newcomers(options, problem);
    if (!newcomers) return report(newcomers.error());
    DutyProblem changed =
        accept_way(problem, way, {"", "", {}, options.by, iso(read_clock()), options.reason});
    name_newcomers(problem, *newcomers, changed);
    if (!options.approval.empty()) changed.hours.approval = options.approval;
    const std::string out = options.out.empty() ? options.file : options.out;
    const std::string text = format_duty({changed, loaded->duty.cells});
    const auto after = parse_duty(out, text); // nothing is written that could not be read back
    if (!after) return report(after.error());
    if (const auto done = sim::core::write_file(out, text); !done) return report(done.error());
    fmt::print("{}\n", trf("{} 接受了：{}", options.by, changed.accepted.back().text));
    fmt::print("{}\n", trf("已写 {}", out));
    const auto next = load_numbered_duty(out);
    if (!next) return report(next.error());
    const DutyExplanation still = explain_file(*next);
    if (still.answer == SolverAnswer::no) {
        fmt::print("{}\n", tr("还有别的矛盾："));
        return print_explanation(out, *next, still);
    }
    fmt::print("{}\n", next->duty.cells.empty()
                           ? trf("现在排班：yanlian duty plan {}", shell_word(out))
                           : trf("现在重排：yanlian duty plan {} --again", shell_word(out)));
    return 0;
}

} // namespace

void add_duty_explain_commands(CLI::App& duty, int& exit_code) {
    const auto file = [](CLI::App& command, WayCommand& options) {
        command.add_option(tr("文件"), options.file, tr("排班文件 .duty.json"))->required();
    };
    add_command<WayCommand>(duty, "explain", tr("为什么排不成，最省的出路"), exit_code, run_explain,
                            [](CLI::App& command, WayCommand& options) {
                                command.add_option(tr("文件"), options.file,
                                                   tr("排班文件 .duty.json；不写就写 --month"));
                                command.add_option("--db", options.db,
                                                   tr("哪个台账；不写用默认的"));
                                command.add_option("--month", options.month,
                                                   tr("不写文件：照台账起草这个月来解释，年-月"));
                                command.add_flag("--json", options.json, tr("输出一个 JSON 对象"));
                                add_organisation_option(command, options);
                                add_pattern_options(command, options.pattern);
                            });
    add_command<WayCommand>(
        duty, "accept", tr("接受 explain 列出的一条出路，记下是谁"), exit_code, run_accept,
        [file](CLI::App& command, WayCommand& options) {
            file(command, options);
            command.add_option("--way", options.way, tr("第几条出路"))->required();
            command.add_option("--by", options.by, tr("谁负责，姓名"))->required();
            command.add_option("--reason", options.reason, tr("缘由"));
            command.add_option("--approval", options.approval,
                               tr("出路要综合计算工时时，批准文号"));
            command.add_option("--person", options.people, tr("出路是增加人时，他们的姓名或编号"))
                ->delimiter(',');
            command.add_option("--db", options.db,
                               tr("他们登记在哪个台账；不写用默认的，没有台账就不核对"));
            command.add_option("--out", options.out, tr("写到哪个文件；不写是原来的"));
        });
}

} // namespace tools::cli
