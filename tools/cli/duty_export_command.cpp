// yanlian duty export|import: a roster as a sheet, on paper, as a calendar; and a sheet back as a
// diff.
#include "roster/schedule/duty_check.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/duty_text.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include "tools/duty/duty_calendar.h"
#include "tools/duty/duty_names.h"
#include "tools/duty/duty_print.h"
#include "tools/duty/duty_sheet.h"
#include "tools/duty/duty_words.h"
#include "tools/paper/print.h"
#include "tools/sheets/read_xlsx.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Errc;
using sim::core::tr;
using sim::core::trf;

namespace {

struct DutyExport {
    std::string file, out, month, person, sheet, since;
    int version = 0;
    bool accept = false;
};

/// The month named, or everything.
sim::core::Result<DaySpan> choose_days(const DutyProblem& problem, const std::string& month) {
    if (month.empty()) return DaySpan{problem.first_day, problem.last_day};
    const auto first = find_date(month + "-01");
    if (!first)
        return sim::core::make_error(Errc::bad_input,
                                     {"", "--month", trf("“{}”不是月份", month), tr("年-月")});
    const DaySpan days = calc_window(WindowKind::month, *first);
    if (days.last < problem.first_day || problem.last_day < days.first)
        return sim::core::make_error(
            Errc::bad_input, {"", "--month", trf("{} 不在排班的日子里", month),
                              trf("{} 到 {}", iso(problem.first_day), iso(problem.last_day))});
    return DaySpan{std::max(days.first, problem.first_day), std::min(days.last, problem.last_day)};
}

int give(const std::string& file, const std::string& bytes) {
    if (const auto done = sim::core::write_file(file, bytes); !done) return report(done.error());
    fmt::print("{}\n", trf("已写 {}", file));
    return 0;
}

/// A page set for each month that the days touch.
int give_wall(const std::string& file, const DutyFile& duty, DaySpan days) {
    auto typesetter = paper::Typesetter::make();
    if (!typesetter) return report(typesetter.error());
    std::vector<paper::Form> months;
    for (Date day = days.first; day <= days.last;
         day = calc_window(WindowKind::month, day).last + Days{1})
        months.push_back(duty::make_wall(duty, day, **typesetter));
    const auto printed = paper::print_pdf(months);
    if (!printed) return report(printed.error());
    for (const std::string& one : printed->missing)
        fmt::print(stderr, "{}\n", trf("字体里没有“{}”", one));
    return give(file, printed->bytes);
}

/// With the roster that was given out before, what it had and this one has not is called off.
int give_calendar(const DutyExport& options, const DutyFile& duty, const std::string& person) {
    duty::CalendarEdition edition{
        options.version, std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()),
        nullptr};
    if (options.since.empty())
        return give(options.out, duty::make_duty_calendar(duty, person, edition));
    const auto before = load_duty(options.since);
    if (!before) return report(before.error());
    if (before->problem.organisation_key != duty.problem.organisation_key)
        return report(
            {Errc::bad_input,
             {{options.since, "--since", trf("是“{}”的表，不是这个单位的", before->problem.name),
               duty.problem.name}}});
    edition.before = &*before;
    edition.version = std::max(edition.version, 1); // higher than the first one's
    return give(options.out, duty::make_duty_calendar(duty, person, edition));
}

int run_export(const DutyExport& options) {
    const auto duty = load_duty(options.file);
    if (!duty) return report(duty.error());
    const auto days = choose_days(duty->problem, options.month);
    if (!days) return report(days.error());
    const auto person = options.person.empty()
                            ? sim::core::Result<std::string>(std::string())
                            : find_duty_person(duty->problem, "--person", options.person);
    if (!person) return report(person.error());
    if (options.out.ends_with(".ics")) return give_calendar(options, *duty, *person);
    if (options.out.ends_with(".pdf")) return give_wall(options.out, *duty, *days);
    const sheets::WriteSheet sheet = duty::make_duty_sheet(*duty, *days);
    if (options.out.ends_with(".csv")) return give(options.out, sheets::write_csv(sheet));
    if (!options.out.ends_with(".xlsx"))
        return report({Errc::bad_input,
                       {{options.out, "--out", tr("不知道写成什么"),
                         tr("文件名以 .xlsx .pdf .ics 或 .csv 结尾")}}});
    const auto bytes = sheets::write_xlsx(std::span(&sheet, 1));
    return bytes ? give(options.out, *bytes) : report(bytes.error());
}

void print_changes(const DutyProblem& problem, const std::vector<duty::SheetChange>& changes) {
    const duty::DutyNames names(problem);
    const auto list = [&](const std::vector<std::string>& keys) {
        std::string text;
        for (const std::string& key : keys)
            text += (text.empty() ? "" : tr("、")) + names.shown(key);
        return text;
    };
    const auto name_in = [](const auto& rows, const std::string& key) {
        const auto at = std::ranges::find_if(rows, [&](const auto& one) { return one.key == key; });
        return at == rows.end() ? key : duty::shown_word(at->name);
    };
    std::vector<std::vector<std::string>> rows{
        {tr("格子"), tr("日期"), tr("岗位"), tr("班次"), tr("换下"), tr("换上")}};
    for (const auto& one : changes)
        rows.push_back({one.place, iso(one.day), name_in(problem.posts, one.post_key),
                        name_in(problem.shifts, one.shift_key), list(one.taken_keys),
                        list(one.given_keys)});
    fmt::print("{}", format_table(rows));
}

/// Nothing is written before --accept; what would break a rule is named first.
int run_import(const DutyExport& options) {
    const auto duty = load_duty(options.file);
    if (!duty) return report(duty.error());
    const auto book = sheets::read_sheet_file(options.sheet);
    if (!book) return report(book.error());
    const auto reading = duty::read_duty_sheet(*duty, *book);
    if (!reading) return report(reading.error());
    if (reading->changes.empty()) {
        fmt::print("{}\n", trf("和排班文件一样，没有改动（比对了 {} 天）", reading->day_count));
        return 0;
    }
    const DutyProblem& problem = duty->problem;
    fmt::print("{}\n\n", trf("改动：{} 处", reading->changes.size()));
    print_changes(problem, reading->changes);
    const auto grid = make_grid(problem);
    if (!grid) return report(grid.error());
    const auto before = check_roster(problem, *grid, duty->cells);
    std::vector<DutyViolation> added;
    for (const DutyViolation& one : check_roster(problem, *grid, reading->cells))
        if (std::ranges::find(before, one) == before.end()) added.push_back(one);
    if (!added.empty()) {
        fmt::print("\n{}\n", trf("这样改会违反 {} 处规定，没有写入：", added.size()));
        for (const DutyViolation& one : added)
            fmt::print("  {}\n", describe(problem, *grid, one));
        return static_cast<int>(ExitCode::answer_is_no);
    }
    if (!options.accept) {
        fmt::print("\n{}\n", tr("没有违反规定。同意就加上 --accept 再来一次"));
        return static_cast<int>(ExitCode::answer_is_no);
    }
    return give(options.file, format_duty({problem, reading->cells}));
}

} // namespace

void add_duty_export_commands(CLI::App& duty, int& exit_code) {
    add_command<DutyExport>(
        duty, "export", tr("导出：可改的表、墙上的表、日历"), exit_code, run_export,
        [](CLI::App& command, DutyExport& options) {
            command.add_option(tr("文件"), options.file, tr("排班文件 .duty.json"))->required();
            command.add_option("--out", options.out, tr("写到哪个文件：.xlsx .csv .pdf .ics"))
                ->required();
            command.add_option("--month", options.month, tr("年-月；不写是全部"));
            command.add_option("--person", options.person, tr("日历只要一个人的"));
            command.add_option("--edition", options.version, tr("日历第几次发出，从 0 起"))
                ->check(between(0, 1000000));
            command.add_option("--since", options.since,
                               tr("上次发出日历时的排班文件：没有了的班在日历里写明取消"));
        });
    add_command<DutyExport>(
        duty, "import", tr("把改过的表读回来：先列改动，同意才写"), exit_code, run_import,
        [](CLI::App& command, DutyExport& options) {
            command.add_option(tr("文件"), options.file, tr("排班文件 .duty.json"))->required();
            command.add_option(tr("表"), options.sheet, tr("改过的 .xlsx 或 .csv"))->required();
            command.add_flag("--accept", options.accept, tr("同意改动，写入排班文件"));
        });
}

} // namespace tools::cli
