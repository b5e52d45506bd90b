// yanlian duty new|plan|show|check|repair: the duty roster of an organisation as a file.
#include "roster/schedule/duty_headcount.h"
#include "roster/schedule/duty_repair.h"
#include "roster/schedule/duty_rules.h"
#include "roster/service/duty_drafts.h"
#include "roster/service/duty_facts.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/duty_options.h"
#include "tools/cli/duty_text.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include "tools/duty/duty_sheet.h"
#include "tools/duty/duty_words.h"
#include <filesystem>
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

struct DutyCommand : LedgerOptions {
    std::string file, out, first, last, person, reason;
    PatternOptions pattern;
    bool again = false;
    std::uint64_t seed = 1;
    double moves_million = 12;
};

Result<Date> read_day(const char* option, const std::string& text) {
    if (const auto day = find_date(text)) return *day;
    return make_error(Errc::bad_input, {"", option, trf("“{}”不是日期", text), tr("年-月-日")});
}

int save(const std::string& file, const DutyFile& duty) {
    if (const auto done = sim::core::write_file(file, format_duty(duty)); !done)
        return report(done.error());
    fmt::print("{}\n", trf("已写 {}", file));
    return 0;
}

int run_new(const DutyCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto first = read_day("--first", options.first);
    const auto last = read_day("--last", options.last);
    if (!first) return report(first.error());
    if (!last) return report(last.error());
    auto calendars = find_calendars({*first, *last});
    if (!calendars) return report(calendars.error());
    roster::service::DutyDraft draft;
    draft.organisation_key = ledger->organisation.key;
    draft.days = {*first, *last};
    fill_pattern(draft, options.pattern);
    draft.calendars = std::move(*calendars);
    for (const DutyCalendar& one : draft.calendars)
        if (one.holidays.empty()) fmt::print(stderr, "{}\n", one.source);
    auto problem = roster::service::draft_duty(ledger->opened.database, draft);
    if (!problem) return report(problem.error());
    const auto grid = make_grid(*problem);
    if (!grid) return report(grid.error());
    for (const HeadCount& count : count_heads(*problem, *grid))
        fmt::print("{}\n", describe(*problem, count));
    const DutyFile draft_file{std::move(*problem), {}};
    if (auto noted = note_against_ledger(ledger->opened.database, draft_file); !noted)
        return report(noted.error());
    return save(options.out, draft_file);
}

/// A file that has a roster keeps it: hands may have changed it since it was planned.
std::optional<sim::core::Error> find_kept_roster(const DutyCommand& options,
                                                 const std::string& out) {
    std::error_code ignored;
    if (options.again || !std::filesystem::exists(out, ignored)) return std::nullopt;
    const auto there = load_duty(out);
    if (!there) return there.error();
    if (there->cells.empty()) return std::nullopt;
    return sim::core::Error{
        Errc::bad_input,
        {{out, "", trf("文件里已经有排好的 {} 个班次，重排会丢掉手工的改动", there->cells.size()),
          tr("--again 重排，或用 --out 写到别的文件；只补缺用 duty repair")}}};
}

/// A limit of the law that the file does not hold is not kept by chance: said before anything is
/// called clean.
void note_missing_rules(const DutyProblem& problem) {
    for (const DutyCalendar& one : problem.calendars)
        if (one.holidays.empty() && !one.source.empty()) fmt::print(stderr, "{}\n", one.source);
    if (std::ranges::find(problem.rules, DutyRuleKind::overtime_min, &DutyRule::kind) ==
        problem.rules.end())
        fmt::print(stderr, "{}\n",
                   tr("文件没有每月加班的上限（劳动法 第41条，overtime_min），没有检查"));
    if (lacks_daily_limit(problem))
        fmt::print(stderr, "{}\n",
                   tr("文件没有每天加班的上限（劳动法 第41条，一天至多 8＋3 小时，"
                      "overtime_day_min），没有检查；12 小时的班要有综合计算工时的批准"
                      "（duty new --hours 按季 --approval 文号）"));
}

/// With --db: the people as the ledger knows them now, not as the file was written.
Result<NumberedDuty> load_with_facts(const DutyCommand& options) {
    auto loaded = load_numbered_duty(options.file);
    if (!loaded || options.db.empty()) return loaded;
    auto ledger = open_ledger(options);
    if (!ledger) return tl::unexpected(ledger.error());
    DutyFile duty = std::move(loaded->duty);
    if (auto done = roster::service::refresh_problem(ledger->opened.database, duty.problem); !done)
        return tl::unexpected(done.error());
    if (auto noted = note_against_ledger(ledger->opened.database, duty); !noted)
        return tl::unexpected(noted.error());
    auto grid = make_grid(duty.problem);
    if (!grid) return tl::unexpected(grid.error());
    auto cells = load_cells(duty.problem, *grid, duty.cells);
    return NumberedDuty{std::move(duty), std::move(*grid), std::move(cells.table)};
}

int run_plan(const DutyCommand& options) {
    auto loaded = load_with_facts(options);
    if (!loaded) return report(loaded.error());
    const std::string out = options.out.empty() ? options.file : options.out;
    if (const auto kept = find_kept_roster(options, out)) return report(*kept);
    const DutyProblem& problem = loaded->duty.problem;
    note_missing_rules(problem);
    if (!options.json)
        for (const HeadCount& count : count_heads(problem, loaded->grid))
            fmt::print("{}\n", describe(problem, count));
    DutySearch search;
    search.seed = options.seed;
    search.move_budget = static_cast<std::int64_t>(options.moves_million * 1e6);
    const GeneratedRoster made = generate_roster(problem, loaded->grid, search);
    const bool clean = made.violations.empty();
    if (options.json) {
        nlohmann::ordered_json json{
            {"cells", made.roster.size()},
            {"violations", duty_violations_json(problem, loaded->grid, made.violations)},
            {"ledger", duty_ledger_json(problem, made.ledger)},
            {"ranges", nlohmann::ordered_json::array()},
            {"least_ranges", nlohmann::ordered_json::array()},
            {"moves", made.move_count},
            {"cpu_s", cpu_s()}};
        for (const LedgerGroup& group : made.ledger.groups) {
            json["ranges"].push_back(group.range_count);
            json["least_ranges"].push_back(group.least_range_count
                                               ? nlohmann::ordered_json(*group.least_range_count)
                                               : nlohmann::ordered_json());
        }
        fmt::print("{}\n", json.dump(2));
    } else {
        fmt::print("{}\n\n", clean ? trf("排好了：{} 个班次，没有一处违反规定", made.roster.size())
                                   : trf("排不满：{} 个班次，{} 处违反规定；yanlian duty explain "
                                         "说为什么",
                                         made.roster.size(), made.violations.size()));
        print_open(problem, made.open);
        print_violations(problem, loaded->grid, made.violations);
        fmt::print("{}\n", format_table(duty_ledger_rows(problem, made.ledger)));
        for (const std::string& line : describe_ranges(problem, made.ledger))
            fmt::print("{}\n", line);
    }
    if (const auto done =
            sim::core::write_file(out, format_duty({loaded->duty.problem, made.roster}));
        !done)
        return report(done.error());
    return clean ? 0 : static_cast<int>(ExitCode::answer_is_no);
}

int run_show(const DutyCommand& options) {
    auto loaded = load_numbered_duty(options.file);
    if (!loaded) return report(loaded.error());
    const DutyProblem& problem = loaded->duty.problem;
    Date first = problem.first_day, last = problem.last_day;
    if (!options.first.empty()) {
        const auto month = find_date(options.first + "-01");
        if (!month)
            return report({Errc::bad_input,
                           {{"", "--month", trf("“{}”不是月份", options.first), tr("年-月")}}});
        first = std::max(first, *month);
        last = std::min(last, add_months(*month, 1) - Days{1});
    }
    const sheets::WriteSheet sheet = duty::make_duty_sheet(loaded->duty, {first, last});
    std::vector<std::vector<std::string>> rows(1);
    for (const sheets::WriteColumn& column : sheet.columns)
        rows.front().push_back(column.title);
    for (const auto& cells : sheet.rows) {
        rows.emplace_back();
        for (const sheets::Cell& cell : cells)
            rows.back().push_back(cell.text);
    }
    print_answer(options, rows, nlohmann::ordered_json::parse(format_duty(loaded->duty)),
                 problem.name);
    return 0;
}

/// Hours that are short because somebody answered for it: never among the whole ones.
void print_accepted(const DutyProblem& problem, const DutyGrid& grid, const CoverProof& proof) {
    if (proof.accepted_hour_count == 0) return;
    fmt::print("{}\n", trf("另外 {} 小时人不够，按批准的缺口：", proof.accepted_hour_count));
    for (const CoverGap& gap : proof.gaps)
        if (gap.is_accepted)
            fmt::print("  {}\n", trf("{} 到 {} “{}”只有 {} 人，应有 {} 人",
                                     describe_minute(grid, gap.minutes.from_min),
                                     describe_minute(grid, gap.minutes.until_min),
                                     problem.posts[static_cast<std::size_t>(gap.post)].name,
                                     gap.least_count, gap.needed_count));
}

int run_check(const DutyCommand& options) {
    auto loaded = load_with_facts(options);
    if (!loaded) return report(loaded.error());
    const DutyProblem& problem = loaded->duty.problem;
    note_missing_rules(problem);
    const auto violations = check_roster(problem, loaded->grid, loaded->duty.cells);
    const CoverProof proof = prove_cover(problem, loaded->grid, loaded->table);
    if (options.json) {
        const nlohmann::ordered_json json{
            {"hours", proof.hour_count},
            {"whole_hours", proof.whole_hour_count},
            {"accepted_hours", proof.accepted_hour_count},
            {"gaps", proof.gaps.size()},
            {"violations", duty_violations_json(problem, loaded->grid, violations)}};
        fmt::print("{}\n", json.dump(2));
    } else {
        fmt::print("{}\n", trf("{} 小时中 {} 小时每分钟都有足够的人；{} 处违反规定",
                               proof.hour_count, proof.whole_hour_count, violations.size()));
        print_accepted(problem, loaded->grid, proof);
        for (const DutyViolation& one : violations)
            fmt::print("  {}\n", describe(problem, loaded->grid, one));
    }
    return violations.empty() && proof.holds() ? 0 : static_cast<int>(ExitCode::answer_is_no);
}

std::string cell_text(const DutyProblem& problem, const std::optional<DutyCell>& cell) {
    if (!cell) return tr("休");
    const auto post = std::ranges::find(problem.posts, cell->post_key, &DutyPost::key);
    const auto shift = std::ranges::find(problem.shifts, cell->shift_key, &DutyShift::key);
    return (post == problem.posts.end() ? cell->post_key : duty::shown_word(post->name)) + " " +
           (shift == problem.shifts.end() ? cell->shift_key : duty::shown_word(shift->name));
}

void print_changes(const DutyProblem& problem, const DutyRepair& mended) {
    std::vector<std::vector<std::string>> rows{{tr("日期"), tr("姓名"), tr("原来"), tr("改为")}};
    for (const ChangedCell& one : mended.changes) {
        const auto who = std::ranges::find(problem.people, one.person_key, &DutyPerson::key);
        rows.push_back(
            {iso(one.day),
             who == problem.people.end() ? one.person_key : duty_person_name(problem, *who),
             cell_text(problem, one.before), cell_text(problem, one.after)});
    }
    std::string proven;
    if (mended.is_fewest && mended.window_count == 1) proven = tr("，已证明不能更少");
    if (mended.is_fewest && mended.window_count > 1)
        proven = trf("，分 {} 段、每段 14 天补，每段已证明不能更少", mended.window_count);
    fmt::print("{}\n\n{}", trf("改 {} 格{}", mended.changes.size(), proven), format_table(rows));
}

int print_stuck(const DutyProblem& problem, const DutyGrid& grid, const DutyRepair& mended) {
    if (!mended.changes.empty()) {
        fmt::print("{}\n", trf("{} 以前补得上：", iso(mended.stuck_on)));
        print_changes(problem, mended);
    }
    fmt::print("{}\n", mended.answer == SolverAnswer::no
                           ? trf("{} 起补不上，前后没有过去的班都改动也不行；没有写入。",
                                 iso(mended.stuck_on))
                           : trf("{} 起在给定的力气内没有找到补法，也没有证明补不上；没有写入。",
                                 iso(mended.stuck_on)));
    if (mended.explanation && mended.explanation->conflict) {
        print_conflict(problem, grid, *mended.explanation);
        print_ways(problem, "", *mended.explanation);
        fmt::print("{}\n",
                   tr("要接受一条出路：先登记请假（yanlian person leave add），再 yanlian duty "
                      "plan 文件 --again --db 台账，然后 yanlian duty explain 文件"));
    }
    return static_cast<int>(ExitCode::answer_is_no);
}

int run_repair(const DutyCommand& options) {
    auto loaded = load_with_facts(options);
    if (!loaded) return report(loaded.error());
    DutyProblem& problem = loaded->duty.problem;
    const auto first = read_day("--first", options.first);
    const auto last = read_day("--last", options.last.empty() ? options.first : options.last);
    const auto today = options.today.empty() ? Result<Date>(calc_local_day(read_clock()))
                                             : read_day("--today", options.today);
    for (const auto* day : {&first, &last, &today})
        if (!*day) return report(day->error());
    if (options.person.empty() && options.db.empty())
        return report({Errc::bad_input,
                       {{"", "--sick", tr("没有写谁病了"),
                         tr("--sick 姓名；或 --db 台账，照台账里新的请假和限制补")}}});
    if (!options.person.empty()) {
        const auto person = find_duty_person(problem, "--sick", options.person);
        if (!person) return report(person.error());
        problem.absences.push_back({*person, AbsenceKind::sick, {*first, *last}, options.reason});
    }
    const auto mended = repair_roster(problem, loaded->duty.cells, {*first, *today, 0, *last});
    if (!mended) return report(mended.error());
    const auto grid = make_grid(problem);
    if (!grid) return report(grid.error());
    if (mended->answer != SolverAnswer::yes) return print_stuck(problem, *grid, *mended);
    if (mended->changes.empty())
        fmt::print("{}\n", tr("那几天没有班，不用改"));
    else
        print_changes(problem, *mended);
    const auto left = check_table(problem, *grid, mended->table);
    if (!left.empty()) fmt::print("{}\n", trf("表里还有 {} 处违反规定：", left.size()));
    for (const DutyViolation& one : left)
        fmt::print("  {}\n", describe(problem, *grid, one));
    const int saved = save(options.out.empty() ? options.file : options.out,
                           {problem, make_roster(problem, *grid, mended->table)});
    return saved != 0 || left.empty() ? saved : static_cast<int>(ExitCode::answer_is_no);
}

void declare_file(CLI::App& command, DutyCommand& options) {
    command.add_option(tr("文件"), options.file, tr("排班文件 .duty.json"))->required();
}

void declare_facts(CLI::App& command, DutyCommand& options) {
    command.add_option("--db", options.db,
                       tr("台账；写了就照台账现在的岗位、证书、请假、排班条件"));
}

void declare_new(CLI::App& command, DutyCommand& options) {
    command.add_option("--first", options.first, tr("第一天，年-月-日"))->required();
    command.add_option("--last", options.last, tr("最后一天，年-月-日"))->required();
    command.add_option("--out", options.out, tr("写到哪个文件，.duty.json"))->required();
    add_pattern_options(command, options.pattern);
    add_organisation_option(command, options);
    add_ledger_options(command, options);
}

} // namespace

void add_duty_commands(CLI::App& app, int& exit_code) {
    CLI::App* duty =
        app.add_subcommand("duty", tr("值班表：起草、排班、检查、补缺、发布、签到、查岗、换班"));
    duty->require_subcommand(1);
    add_command<DutyCommand>(*duty, "new", tr("从台账起草：谁、哪些岗、几班、哪些天"), exit_code,
                             run_new, declare_new);
    add_command<DutyCommand>(
        *duty, "plan", tr("排班，写回文件"), exit_code, run_plan,
        [](CLI::App& command, DutyCommand& options) {
            declare_file(command, options);
            command.add_option("--out", options.out, tr("写到哪个文件；不写是原来的"));
            command.add_flag("--again", options.again, tr("文件里已经有排好的班也重排，改动不留"));
            command.add_option("--seed", options.seed, tr("种子：同样的种子排出同样的表"))
                ->check(whole_number());
            command.add_option("--moves", options.moves_million, tr("至多试几百万步"))
                ->check(between(0.01, 10000));
            command.add_flag("--json", options.json, tr("输出 JSON"));
            declare_facts(command, options);
        });
    add_command<DutyCommand>(*duty, "show", tr("看一个月的表"), exit_code, run_show,
                             [](CLI::App& command, DutyCommand& options) {
                                 declare_file(command, options);
                                 command.add_option("--month", options.first, tr("年-月"));
                                 command.add_flag("--json", options.json, tr("输出 JSON"));
                                 command.add_flag("--csv", options.csv, tr("输出 CSV（UTF-8）"));
                             });
    add_command<DutyCommand>(*duty, "check", tr("逐小时证明有人，逐条检查规定"), exit_code,
                             run_check, [](CLI::App& command, DutyCommand& options) {
                                 declare_file(command, options);
                                 command.add_flag("--json", options.json, tr("输出 JSON"));
                                 declare_facts(command, options);
                             });
    add_duty_explain_commands(*duty, exit_code);
    add_duty_city_command(*duty, exit_code);
    add_duty_condition_commands(*duty, exit_code);
    add_command<DutyCommand>(
        *duty, "repair", tr("有人请病假，或台账里有了新的请假、限制：改动最少地补上"), exit_code,
        run_repair, [](CLI::App& command, DutyCommand& options) {
            declare_file(command, options);
            command.add_option("--sick", options.person,
                               tr("谁病了，姓名或编号；写了 --db 可以不写"));
            command.add_option("--first", options.first, tr("从哪一天"))->required();
            command.add_option("--last", options.last, tr("到哪一天；不写是一天"));
            command.add_option("--reason", options.reason, tr("缘由"));
            command.add_option("--out", options.out, tr("写到哪个文件；不写是原来的"));
            add_today_option(command, options);
            declare_facts(command, options);
        });
    add_duty_export_commands(*duty, exit_code);
    add_duty_attest_commands(*duty, exit_code);
    add_duty_swap_commands(*duty, exit_code);
    add_duty_benchmark_command(*duty, exit_code);
}

} // namespace tools::cli
