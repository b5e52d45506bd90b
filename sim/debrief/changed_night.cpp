#include "sim/debrief/changed_night.h"

#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/debrief/director.h"

namespace sim::debrief {

using core::tr;
using core::trf;

namespace {

/// The record's own scenario, under a title that says what it is.
drill::LoadedScenario retitle(const record::Record& original, const Change& change) {
    drill::LoadedScenario loaded;
    loaded.plan = original.plan;
    loaded.plan_text = original.plan_text;
    loaded.plan_sha256 = original.header.plan_sha256;
    loaded.scenario = original.scenario;
    auto& s = loaded.scenario;
    s.name = "假设：" + s.name;
    if (!s.name_en.empty()) s.name_en = "What if: " + s.name_en;
    const auto* was = find_decision(original, change.decision);
    s.assumptions.emplace_back(
        trf("同一晚只改了一个决定。{} 秒，{}；这里是：{}。改动以前的每一件事都和原来相同",
            core::seconds(was->tick), describe_command(original, *was), change.words),
        "");
    loaded.scenario_text = drill::format_scenario(s, loaded.plan);
    return loaded;
}

record::Header make_header(const record::Record& original, const drill::LoadedScenario& loaded,
                           const Stamp& stamp) {
    record::Header header;
    header.program_version = stamp.program_version;
    header.build = stamp.build;
    header.started_utc = stamp.started_utc;
    header.scenario_sha256 = core::sha256_hex(loaded.scenario_text);
    header.plan_sha256 = original.header.plan_sha256;
    header.trace_sha256 = original.header.trace_sha256;
    header.seed = original.header.seed;
    header.start = original.header.start;
    header.kind = core::DrillKind::demonstration;
    header.team = what_if_team;
    return header;
}

} // namespace

struct ChangedNight::Impl {
    drill::LoadedScenario loaded;
    std::optional<devices::Trace> trace;
    std::optional<Director> director;
    std::unique_ptr<drill::World> world;
    std::unique_ptr<record::RecordWriter> writer;
    std::filesystem::path path;
    std::vector<std::string> before; ///< facts that must come again, as lines
    core::Tick from;
    std::size_t checked = 0;
    bool finished = false;

    [[nodiscard]] core::Result<void> check_new_facts();
    [[nodiscard]] core::Result<void> step();
};

core::Result<void> ChangedNight::Impl::check_new_facts() {
    const auto facts = world->facts();
    const auto differs = [&](std::size_t number) {
        return core::make_error(
            core::Errc::conflict,
            {path.string(), "",
             trf("重演到第 {} 条事实就和原来的记录不同，还没到改动的时候", number),
             tr("这份记录多半是别的版本的程序演的，用那个版本再试")});
    };
    for (; checked < facts.size() && facts[checked].tick < from; ++checked)
        if (checked >= before.size() || drill::format_fact(facts[checked]) != before[checked])
            return differs(checked + 1);
    if (world->now() >= from && checked < before.size()) return differs(checked + 1);
    return {};
}

core::Result<void> ChangedNight::Impl::step() {
    const std::vector<drill::Command> commands = director->decide(*world);
    if (auto stepped = world->step(commands); !stepped) return stepped;
    if (auto kept = writer->append(*world); !kept) return kept;
    return check_new_facts();
}

ChangedNight::ChangedNight(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

ChangedNight::~ChangedNight() {
    if (impl_->finished) return;
    impl_->writer.reset();
    std::error_code code;
    for (const char* ending : {".part", ".part-journal"})
        std::filesystem::remove(impl_->path.string() + ending, code);
}

core::Result<std::unique_ptr<ChangedNight>> ChangedNight::begin(const record::Record& original,
                                                                const Change& change,
                                                                const std::filesystem::path& path,
                                                                const Stamp& stamp) {
    if (original.header.kind == core::DrillKind::real)
        return core::make_error(core::Errc::bad_input,
                                {path.string(), "", tr("实战不能重演"), tr("模拟或演示的记录")});
    if (!find_decision(original, change.decision))
        return core::make_error(core::Errc::bad_input,
                                {path.string(), "", tr("记录里没有这个决定"), ""});
    auto impl = std::make_unique<Impl>();
    impl->path = path;
    impl->from = change.from;
    impl->loaded = retitle(original, change);
    if (!original.trace_text.empty()) {
        auto trace = devices::parse_trace("#trace", original.trace_text, original.plan);
        if (!trace) return tl::unexpected(trace.error());
        impl->trace = std::move(*trace);
    }
    const devices::Trace* trace = impl->trace ? &*impl->trace : nullptr;
    for (const drill::Fact& fact : original.facts)
        if (fact.tick < change.from) impl->before.push_back(drill::format_fact(fact));
    impl->director.emplace(original, change, impl->loaded);
    drill::RunOptions options;
    options.seed = original.header.seed;
    options.start = original.header.start;
    auto world = drill::World::make(impl->loaded, options, trace);
    if (!world) return tl::unexpected(world.error());
    impl->world = std::move(*world);
    auto writer = record::RecordWriter::make(path, make_header(original, impl->loaded, stamp),
                                             *impl->world, trace);
    if (!writer) return tl::unexpected(writer.error());
    impl->writer = std::move(*writer);
    return std::unique_ptr<ChangedNight>(new ChangedNight(std::move(impl)));
}

core::Result<void> ChangedNight::advance(std::chrono::milliseconds budget) {
    const auto until = std::chrono::steady_clock::now() + budget;
    while (!ended()) {
        if (auto stepped = impl_->step(); !stepped) return stepped;
        if (std::chrono::steady_clock::now() >= until) break;
    }
    return {};
}

bool ChangedNight::ended() const noexcept {
    return impl_->world->ended();
}

double ChangedNight::done_frac() const noexcept {
    if (ended()) return 1;
    return std::min(1.0, core::seconds(impl_->world->now()) / impl_->loaded.scenario.end_s);
}

core::Result<std::string> ChangedNight::finish() {
    auto chain = impl_->writer->finish(*impl_->world);
    if (chain) impl_->finished = true;
    return chain;
}

} // namespace sim::debrief
