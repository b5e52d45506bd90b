// yanlian fire SCENARIO --csv FILE: smoke alone, one row a time.
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/devices/doors.h"
#include "sim/drill/scenario.h"
#include "sim/fire/fire_csv.h"
#include "tools/cli/commands.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"

namespace tools::cli {

using sim::core::tr;
using sim::core::trf;

namespace {

struct FireOptions {
    std::string scenario, csv;
    double until_s = 600, every_s = 10;
};

int run_fire(const FireOptions& options) {
    auto loaded = sim::drill::load_scenario(options.scenario);
    if (!loaded) return report(loaded.error());
    const auto cells = sim::plan::make_smoke_cells(loaded->plan);
    auto model = sim::fire::SmokeModel::make(loaded->plan, cells, loaded->scenario.fires, {});
    if (!model) return report(model.error());
    sim::devices::Doors doors(loaded->plan);
    for (std::size_t i = 0; i < loaded->plan.openings.size(); ++i)
        (*model)->set_open_frac(sim::core::make_id<sim::plan::OpeningId>(i), doors.open_frac()[i]);
    for (const auto& [key, open] : loaded->scenario.openings)
        (*model)->set_open_frac(loaded->plan.find_opening(key), open ? 1.0 : 0.0);
    std::string csv = sim::fire::csv_header(cells, loaded->scenario.fires);
    Progress progress(tr("烟气"));
    double next_row_s = 0;
    while (true) {
        if ((*model)->time_s() >= next_row_s) {
            csv += sim::fire::csv_row(**model, cells);
            next_row_s += options.every_s;
        }
        if ((*model)->time_s() >= options.until_s) break;
        if (auto stepped = (*model)->step(); !stepped) return report(stepped.error());
        progress.show((*model)->time_s() / options.until_s);
    }
    if (auto written = sim::core::write_file(options.csv, csv); !written)
        return report(written.error());
    const auto balance = (*model)->balance();
    fmt::print("{}\n", trf("已写 {}；质量守恒误差 {:.2g}，能量守恒误差 {:.2g}", options.csv,
                           balance.mass_error_frac, balance.energy_error_frac));
    return 0;
}

} // namespace

void add_fire_command(CLI::App& app, int& exit_code) {
    const auto options = std::make_shared<FireOptions>();
    CLI::App* command = app.add_subcommand("fire", tr("只算烟气，写成 CSV"));
    command->add_option(tr("脚本"), options->scenario, tr("演练脚本 .drill.json"))->required();
    command->add_option("--csv", options->csv, tr("写到这个文件"))->required();
    command->add_option("--until", options->until_s, tr("算到第几秒"))
        ->check(between(1.0, 86400.0));
    command->add_option("--every", options->every_s, tr("每隔几秒一行"))
        ->check(between(1.0, 3600.0));
    command->callback([options, &exit_code] { exit_code = run_fire(*options); });
}

} // namespace tools::cli
