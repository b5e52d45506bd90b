#include "editor/live/demonstration.h"

#include "editor/live/live_drill.h"
#include "sim/core/text.h"
#include "sim/drill/team_policy.h"

namespace editor::live {

namespace core = sim::core;
namespace drill = sim::drill;

core::Result<std::filesystem::path> make_demonstration(const std::filesystem::path& scenario,
                                                       const std::filesystem::path& folder) {
    auto loaded = drill::load_scenario(scenario.string());
    if (!loaded) return tl::unexpected(loaded.error());
    const drill::RunOptions options;
    auto world = drill::World::make(*loaded, options, nullptr);
    if (!world) return tl::unexpected(world.error());
    sim::record::Header header = describe_run(*loaded, options);
    header.kind = core::DrillKind::demonstration;
    header.team = drill::name(drill::TeamPolicy::perfect);
    header.started_utc = utc_now();
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    const std::filesystem::path record = folder / (std::string(core::tr("演示")) + ".drill");
    auto writer = sim::record::RecordWriter::make(record, header, **world, nullptr);
    if (!writer) return tl::unexpected(writer.error());
    drill::Team team(*loaded, drill::TeamPolicy::perfect, options.seed, options.start);
    while (!(*world)->ended()) {
        const std::vector<drill::Command> commands = team.decide(**world);
        if (auto stepped = (*world)->step(commands); !stepped)
            return tl::unexpected(stepped.error());
        if (auto kept = (*writer)->append(**world); !kept) return tl::unexpected(kept.error());
    }
    if (auto chain = (*writer)->finish(**world); !chain) return tl::unexpected(chain.error());
    return record;
}

} // namespace editor::live
