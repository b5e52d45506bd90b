#include "tools/cli/training_coverage_command.h"

#include "roster/store/training_coverage.h"
#include "sim/core/text.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/terminal.h"

namespace tools::cli {

using namespace roster::domain;
using sim::core::tr;
using sim::core::trf;

namespace {

struct CoverageOptions : LedgerOptions {
    int year = 0;
    std::string level = "county";
};

/// "62.5%"; nobody on the roll is no share, not zero.
std::string share_text(int part, int whole) {
    constexpr double percent = 100;
    return whole == 0 ? std::string(tr("无数据")) : fmt::format("{:.1f}%", percent * part / whole);
}

int run_coverage(const CoverageOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto level = find_named<ActivityLevel>(activity_level_names, options.level);
    if (!level)
        return report(sim::core::Error{
            sim::core::Errc::bad_input,
            {{"", "--level", trf("没有“{}”这一级", options.level), "city, county, town, home"}}});
    const int year = options.year != 0
                         ? options.year
                         : static_cast<int>(std::chrono::year_month_day(ledger->today).year());
    const auto trainings = roster::store::load_training_coverage(
        ledger->opened.database, ledger->organisation.key, *level, make_date(year, 1, 1),
        std::min(make_date(year, 12, 31), ledger->today));
    if (!trainings) return report(trainings.error());
    std::vector<std::vector<std::string>> rows{
        {tr("日期"), tr("单位"), tr("培训"), tr("在岗"), tr("到场合格"), tr("覆盖率"), tr("编号")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const auto& one : *trainings) {
        rows.push_back({iso(one.local_day), one.organisation_name, one.title,
                        std::to_string(one.on_roll_count), std::to_string(one.passed_count),
                        share_text(one.passed_count, one.on_roll_count), one.activity_key});
        json.push_back({{"day", iso(one.local_day)},
                        {"organisation", one.organisation_key},
                        {"title", one.title},
                        {"on_roll", one.on_roll_count},
                        {"passed", one.passed_count},
                        {"key", one.activity_key}});
    }
    print_answer(options, rows, json,
                 trf("{}　{} 年{}培训 {} 次", ledger->organisation.name, year, tr(word(*level)),
                     trainings->size()));
    return 0;
}

} // namespace

void add_training_coverage_command(CLI::App& training, int& exit_code) {
    add_command<CoverageOptions>(
        training, "coverage", tr("每次培训的覆盖率：到场合格的人 / 那天在岗的人"), exit_code,
        run_coverage, [](CLI::App& command, CoverageOptions& options) {
            add_organisation_option(command, options);
            add_today_option(command, options);
            command.add_option("--year", options.year, tr("哪一年；不写是今年"));
            command.add_option("--level", options.level,
                               tr("哪一级的培训：city、county、town、home；不写是 county"));
            add_ledger_options(command, options);
        });
}

} // namespace tools::cli
