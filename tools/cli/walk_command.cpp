// yanlian walk SCENARIO --trajectory FILE: people alone, no fire, in JuPedSim's trajectory tables.
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/drill/team_policy.h"
#include "sim/record/movement_tables.h"
#include "sim/record/record.h"
#include "tools/cli/commands.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <algorithm>
#include <functional>

namespace tools::cli {

using sim::core::tr;
using sim::core::trf;

namespace {

struct WalkOptions {
    std::string scenario, trajectory, csv, pedpy, wkt, doors, diagram;
    std::uint64_t seed = 1;
};

std::string format_csv(const sim::record::Record& record) {
    std::string csv = "t_s,person,level_or_flight,x_m,y_m,outcome\n";
    for (const sim::drill::Frame& frame : record.frames)
        for (std::size_t i = 0; i < frame.people.size(); ++i) {
            const sim::drill::PersonFrame& p = frame.people[i];
            if (!p.present) continue;
            const sim::plan::Sheet& sheet = record.area.sheets[p.position.sheet.index()];
            const std::string& where =
                sheet.flight ? record.plan[sheet.flight].key : record.plan[sheet.level].key;
            static constexpr const char* outcomes[] = {"inside", "safe", "sheltered",
                                                       "incapacitated"};
            csv += fmt::format("{:.2f},{},{},{:.3f},{:.3f},{}\n", sim::core::seconds(frame.tick),
                               record.cast[i].key, where, p.position.at_m.x, p.position.at_m.y,
                               outcomes[static_cast<int>(p.outcome)]);
        }
    return csv;
}

/// Whatever was asked for beside the trajectory.
sim::core::Result<void> write_tables(const WalkOptions& options) {
    using Format = std::function<std::string(const sim::record::Record&)>;
    const std::pair<std::string, Format> tables[] = {
        {options.csv, format_csv},
        {options.pedpy, sim::record::format_pedpy_text},
        {options.wkt,
         [](const auto& record) { return sim::record::format_area_wkt(record.plan, record.area); }},
        {options.doors, sim::record::format_door_csv},
        {options.diagram, sim::record::format_diagram_csv}};
    if (std::all_of(std::begin(tables), std::end(tables),
                    [](const auto& table) { return table.first.empty(); }))
        return {};
    auto record = sim::record::load_record(options.trajectory);
    if (!record) return tl::unexpected(record.error());
    for (const auto& [path, format] : tables)
        if (!path.empty())
            if (auto written = sim::core::write_file(path, format(*record)); !written)
                return written;
    return {};
}

int run_walk(const WalkOptions& options) {
    auto loaded = sim::drill::load_scenario(options.scenario);
    if (!loaded) return report(loaded.error());
    sim::drill::RunOptions run;
    run.seed = options.seed;
    run.start = loaded->scenario.start_modes.back();
    run.fire_enabled = false;
    auto world = sim::drill::World::make(*loaded, run, nullptr);
    if (!world) return report(world.error());
    sim::record::Header header;
    header.program_version = YANLIAN_VERSION;
    header.seed = options.seed;
    header.start = run.start;
    header.team = "perfect";
    header.started_utc = utc_now();
    auto writer = sim::record::RecordWriter::make(options.trajectory, header, **world, nullptr);
    if (!writer) return report(writer.error());
    // Nobody burns and nobody calls: everybody who can walk is sent off at the start.
    sim::drill::Team team(*loaded, sim::drill::TeamPolicy::perfect, options.seed, run.start);
    Progress progress(tr("行走"));
    while (!(*world)->ended()) {
        if (auto stepped = (*world)->step(team.decide(**world)); !stepped)
            return report(stepped.error());
        if (auto kept = (*writer)->append(**world); !kept) return report(kept.error());
        progress.show(sim::core::seconds((*world)->now()) / loaded->scenario.end_s);
    }
    if (auto finished = (*writer)->finish(**world); !finished) return report(finished.error());
    if (auto written = write_tables(options); !written) return report(written.error());
    const auto counts = (*world)->everybody();
    fmt::print("{}\n", trf("已写 {}；安全 {}，避险 {}，仍在内 {}", options.trajectory, counts.safe,
                           counts.sheltered, counts.inside));
    return 0;
}

} // namespace

void add_walk_command(CLI::App& app, int& exit_code) {
    const auto options = std::make_shared<WalkOptions>();
    CLI::App* command = app.add_subcommand("walk", tr("只算人的行走，没有火"));
    command->add_option(tr("脚本"), options->scenario, tr("演练脚本 .drill.json"))->required();
    command
        ->add_option("--trajectory", options->trajectory,
                     tr("写到这个 SQLite 文件（JuPedSim 轨迹表）"))
        ->required();
    command->add_option("--csv", options->csv, tr("同时写 CSV"));
    command->add_option("--pedpy", options->pedpy, tr("位置表，PedPy 可读"));
    command->add_option("--wkt", options->wkt, tr("可行走区域，WKT"));
    command->add_option("--doors", options->doors, tr("各门每 10 秒的通过人数、流率和密度，CSV"));
    command->add_option("--diagram", options->diagram, tr("速度与密度（基本图），CSV"));
    command->add_option("--seed", options->seed, tr("随机种子"))->check(whole_number());
    command->callback([options, &exit_code] { exit_code = run_walk(*options); });
}

} // namespace tools::cli
