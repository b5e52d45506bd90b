// yanlian duty explain|accept: why a roster cannot be, and a way out taken by somebody who answers
// for it.
#include "roster/schedule/duty_explain.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/duty_options.h"
#include "tools/cli/duty_text.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Errc;
using sim::core::tr;
using sim::core::trf;

namespace {

struct WayCommand {
    std::string file, out, by, reason, person;
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
        fmt::print("{}\n", tr("找不到矛盾：规定可以都满足，多给一些步数再排（--again --moves）"));
        return 0;
    }
    if (!why.conflict) {
        fmt::print("{}\n", tr("没有在给定的力气内找到矛盾，也没有证明排得成"));
        return static_cast<int>(ExitCode::answer_is_no);
    }
    fmt::print("{}\n", trf("{} 到 {} 排不成。下面几条不能同时满足{}：",
                           iso(why.conflict->window.first), iso(why.conflict->window.last),
                           why.conflict->is_minimal ? tr("，去掉任何一条就能排") : ""));
    for (const std::string& line : describe(problem, loaded.grid, *why.conflict))
        fmt::print("  {}\n", line);
    if (why.missing_count > 0) {
        fmt::print("{}\n", trf("规定都守的话，{} {} 个班次没有人：",
                               why.missing_is_fewest ? tr("最少") : tr("至多"), why.missing_count));
        print_open(problem, why.missing);
    }
    if (!why.ways.empty()) fmt::print("{}\n", tr("出路，最省的在前；有人签字就能接受："));
    for (std::size_t i = 0; i < why.ways.size(); ++i)
        fmt::print("  {}. {}\n     {}\n", i + 1, describe(problem, why.ways[i]),
                   accept_command(file, std::to_string(i + 1)));
    return static_cast<int>(ExitCode::answer_is_no);
}

int run_explain(const WayCommand& options) {
    const auto loaded = load_numbered_duty(options.file);
    if (!loaded) return report(loaded.error());
    return print_explanation(options.file, *loaded, explain_file(*loaded));
}

/// The person whom a way adds gets the name that was given.
void name_newcomer(const DutyProblem& before, const std::string& name, DutyProblem& changed) {
    if (name.empty()) return;
    for (std::size_t i = before.people.size(); i < changed.people.size(); ++i)
        changed.people[i].key = changed.people[i].name = name;
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
    DutyProblem changed =
        accept_way(problem, way, {"", "", {}, options.by, iso(read_clock()), options.reason});
    name_newcomer(problem, options.person, changed);
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
    fmt::print("{}\n", trf("现在排班：yanlian duty plan {}", shell_word(out)));
    return 0;
}

} // namespace

void add_duty_explain_commands(CLI::App& duty, int& exit_code) {
    const auto file = [](CLI::App& command, WayCommand& options) {
        command.add_option(tr("文件"), options.file, tr("排班文件 .duty.json"))->required();
    };
    add_command<WayCommand>(duty, "explain", tr("为什么排不成，最省的出路"), exit_code, run_explain,
                            file);
    add_command<WayCommand>(
        duty, "accept", tr("接受 explain 列出的一条出路，记下是谁"), exit_code, run_accept,
        [file](CLI::App& command, WayCommand& options) {
            file(command, options);
            command.add_option("--way", options.way, tr("第几条出路"))->required();
            command.add_option("--by", options.by, tr("谁负责，姓名"))->required();
            command.add_option("--reason", options.reason, tr("缘由"));
            command.add_option("--person", options.person,
                               tr("出路是增加一人时，这个人的编号；不写是待补的一个名额"));
            command.add_option("--out", options.out, tr("写到哪个文件；不写是原来的"));
        });
}

} // namespace tools::cli
