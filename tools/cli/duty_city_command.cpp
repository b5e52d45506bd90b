// yanlian duty city: a year of rosters for every home of a city and for its offices.
#include "roster/service/organisations.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/duty_options.h"
#include "tools/cli/duty_text.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include "tools/duty/city_year.h"
#include <algorithm>
#include <fmt/format.h>
#include <unistd.h>

namespace tools::cli {

namespace fs = std::filesystem;
using namespace roster::domain;
using namespace roster::schedule;
using duty::CityRow;
using duty::CityState;
using duty::CityTask;
using duty::CityYear;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

struct CityCommand : LedgerOptions {
    std::string folder, out;
    int year = 0, jobs = 1;
    std::uint64_t seed = 1;
    double moves_million = 12;
    PatternOptions pattern;
};

/// The problems of a folder; the names of its files are kept.
Result<std::vector<CityTask>> read_folder(const CityCommand& options) {
    std::error_code code;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(options.folder, code))
        if (entry.path().filename().string().ends_with(".duty.json")) files.push_back(entry.path());
    if (code || files.empty())
        return make_error(Errc::bad_input, {options.folder, "", tr("文件夹里没有排班文件"),
                                            tr("一个单位一个 .duty.json")});
    if (fs::weakly_canonical(options.folder, code) == fs::weakly_canonical(options.out, code))
        return make_error(Errc::bad_input, {options.out, "--out", tr("题目和结果在同一个文件夹"),
                                            tr("另一个文件夹")});
    std::ranges::sort(files);
    std::vector<CityTask> tasks;
    for (const fs::path& file : files) {
        auto problem = load_duty(file.string());
        CityTask task{file.stem().stem().string(), "", file.filename().string()};
        if (problem) {
            task.name = problem->problem.name;
            task.problem = std::move(problem->problem);
        } else {
            task.problems = std::move(problem.error().problems);
        }
        tasks.push_back(std::move(task));
    }
    return tasks;
}

/// A draft of every organisation below the one named that owes a roster.
Result<std::vector<CityTask>> draft_ledger(const CityCommand& options) {
    if (options.year == 0)
        return make_error(Errc::bad_input, {"", "--year", tr("没有写哪一年"), tr("例如 2027")});
    auto ledger = open_ledger(options);
    if (!ledger) return tl::unexpected(ledger.error());
    const DaySpan days{make_date(options.year, 1, 1), make_date(options.year, 12, 31)};
    auto& database = ledger->opened.database;
    const auto organisations =
        roster::service::list_duty_organisations(database, ledger->organisation.key, days);
    if (!organisations) return tl::unexpected(organisations.error());
    const auto calendars = find_calendars(days);
    if (!calendars) return tl::unexpected(calendars.error());
    for (const DutyCalendar& one : *calendars)
        if (one.holidays.empty()) fmt::print(stderr, "{}\n", one.source);
    std::vector<std::string> keys;
    for (const Organisation& one : *organisations)
        keys.push_back(one.key);
    const auto names = duty::name_city_files(keys);
    std::vector<CityTask> tasks;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const Organisation& one = (*organisations)[i];
        roster::service::DutyDraft draft;
        draft.organisation_key = one.key;
        draft.days = {std::max(days.first, one.opened_on.value_or(days.first)),
                      std::min(days.last, one.closed_on.value_or(days.last))};
        fill_pattern(draft, options.pattern);
        draft.calendars = *calendars;
        auto problem = roster::service::draft_duty(database, draft);
        CityTask task{one.key, one.name, names[i]};
        if (problem)
            task.problem = std::move(*problem);
        else if (problem.error().code == Errc::bad_input)
            task.problems = std::move(problem.error().problems);
        else
            return tl::unexpected(problem.error());
        tasks.push_back(std::move(task));
    }
    return tasks;
}

const char* state_word(CityState state) {
    switch (state) {
    case CityState::planned:
        return tr("排好");
    case CityState::short_of:
        return tr("排不满");
    case CityState::kept:
        return tr("有人改过，没有重排");
    case CityState::unusable:
        return tr("题目不能用");
    }
    return "";
}

/// A bar on a terminal, a line an organisation elsewhere.
class CityProgress {
public:
    void operator()(const duty::CityStep& step) {
        if (terminal_) {
            bar_.show(static_cast<double>(step.done_count) / step.task_count);
            return;
        }
        fmt::print(stderr, "[{}/{}] {} {} {}{}\n", step.done_count, step.task_count, step.row.key,
                   step.row.name, state_word(step.row.state), step.reused ? tr("（上次的）") : "");
    }

private:
    bool terminal_ = isatty(STDERR_FILENO) == 1;
    Progress bar_{tr("排班")};
};

struct CityTotals {
    std::array<int, duty::city_state_names.size()> states{};
    std::int64_t hours = 0, whole_hours = 0;
    int without_cover = 0, broken = 0; ///< organisations
};

CityTotals add_up(const CityYear& year) {
    CityTotals totals;
    for (std::size_t i = 0; i < year.rows.size(); ++i) {
        const duty::CityProof& proof = year.proofs[i];
        const bool absent = year.rows[i].state == CityState::unusable;
        ++totals.states[static_cast<std::size_t>(year.rows[i].state)];
        totals.hours += proof.hour_count;
        totals.whole_hours += proof.whole_hour_count;
        totals.without_cover += absent || proof.gap_count > 0;
        totals.broken += absent || proof.violation_count > 0;
    }
    return totals;
}

void print_faults(const CityCommand& options, const CityYear& year) {
    for (std::size_t i = 0; i < year.rows.size(); ++i) {
        const CityRow& row = year.rows[i];
        const duty::CityProof& proof = year.proofs[i];
        const std::string file = (fs::path(options.out) / row.file_name).string();
        const bool clean = proof.violation_count == 0 && proof.gap_count == 0;
        if (row.state == CityState::planned && clean) continue;
        fmt::print("\n{} {}：{}\n", row.key, row.name, state_word(row.state));
        for (const sim::core::Problem& one : year.problems[i])
            fmt::print("  {}\n", sim::core::describe(one));
        for (const std::string& line : row.why)
            fmt::print("  {}\n", line);
        if (row.state == CityState::short_of)
            fmt::print("  {}\n", accept_command(file, tr("编号")));
        if (row.state == CityState::kept)
            fmt::print("  {}\n", trf("{} 处违反规定，{} 段缺人；要重排就删掉 {}",
                                     proof.violation_count, proof.gap_count, file));
    }
}

void print_summary(const CityCommand& options, const CityYear& year, const CityTotals& totals) {
    const auto count = [&](CityState state) {
        return totals.states[static_cast<std::size_t>(state)];
    };
    fmt::print("{}\n",
               trf("{} 个单位：{} 个排好，{} 个排不满，{} 个题目不能用，{} 个有人改过没有重排；{} "
                   "个是上次排好的",
                   year.rows.size(), count(CityState::planned), count(CityState::short_of),
                   count(CityState::unusable), count(CityState::kept), year.reused_count));
    fmt::print("{}\n", trf("证明了 {} 小时，其中 {} 小时每分钟都有人；{} 个单位有没人的时候；CPU "
                           "{:.1f} 秒",
                           totals.hours, totals.whole_hours, totals.without_cover, cpu_s()));
    print_faults(options, year);
}

void print_json(const CityYear& year, const CityTotals& totals) {
    auto rosters = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < year.rows.size(); ++i) {
        const CityRow& row = year.rows[i];
        const duty::CityProof& proof = year.proofs[i];
        auto problems = nlohmann::ordered_json::array();
        for (const sim::core::Problem& one : year.problems[i])
            problems.push_back(sim::core::describe(one));
        rosters.push_back({{"key", row.key},
                           {"file", row.file_name},
                           {"state", name_of(duty::city_state_names, row.state)},
                           {"hours", proof.hour_count},
                           {"whole_hours", proof.whole_hour_count},
                           {"gaps", proof.gap_count},
                           {"violations", proof.violation_count},
                           {"why", row.why},
                           {"problems", problems}});
    }
    const nlohmann::ordered_json json{{"organisations", year.rows.size()},
                                      {"reused", year.reused_count},
                                      {"hours", totals.hours},
                                      {"whole_hours", totals.whole_hours},
                                      {"without_cover", totals.without_cover},
                                      {"breaking_rules", totals.broken},
                                      {"cpu_s", cpu_s()},
                                      {"rosters", rosters}};
    fmt::print("{}\n", json.dump(2));
}

int run_city(const CityCommand& options) {
    const bool from_ledger = options.folder.empty();
    const auto tasks = from_ledger ? draft_ledger(options) : read_folder(options);
    if (!tasks) return report(tasks.error());
    duty::CityOrder order;
    order.folder = options.out;
    order.search.seed = options.seed;
    order.search.move_budget = static_cast<std::int64_t>(options.moves_million * 1e6);
    order.jobs = options.jobs;
    order.program = YANLIAN_VERSION;
    CityProgress progress;
    const auto year = duty::plan_city(*tasks, order, std::ref(progress));
    if (!year) return report(year.error());
    const CityTotals totals = add_up(*year);
    if (options.json)
        print_json(*year, totals);
    else
        print_summary(options, *year, totals);
    return totals.without_cover == 0 && totals.broken == 0
               ? 0
               : static_cast<int>(ExitCode::answer_is_no);
}

} // namespace

void add_duty_city_command(CLI::App& duty, int& exit_code) {
    add_command<CityCommand>(
        duty, "city", tr("全市一年的值班表：每个单位一张，断了可以接着排"), exit_code, run_city,
        [](CLI::App& command, CityCommand& options) {
            CLI::Option* folder =
                command.add_option(tr("文件夹"), options.folder,
                                   tr("题目，一个单位一个 .duty.json；不写就从台账起草"));
            command.add_option("--out", options.out, tr("结果写到哪个文件夹"))->required();
            command.add_option("--year", options.year, tr("从台账起草哪一年"))
                ->check(between(1990, 2199))
                ->excludes(folder);
            command.add_option("--jobs", options.jobs, tr("同时排几个单位；结果和它无关"))
                ->check(between(1, 64));
            command.add_option("--seed", options.seed, tr("种子：同样的种子排出同样的表"))
                ->check(whole_number());
            command.add_option("--moves", options.moves_million, tr("每个单位至多试几百万步"))
                ->check(between(0.01, 10000));
            add_pattern_options(command, options.pattern);
            command.add_option("--org", options.organisation, tr("市的编号；不写是最上面的单位"))
                ->excludes(folder);
            command.add_option("--db", options.db, tr("台账数据库；不写用默认的"))
                ->excludes(folder);
            command.add_flag("--json", options.json, tr("输出 JSON"));
        });
}

} // namespace tools::cli
