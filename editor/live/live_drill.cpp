#include "editor/live/live_drill.h"

#include "sim/core/file.h"
#include "sim/core/json_reader.h"
#include "sim/core/text.h"
#include "sim/drill/team_policy.h"
#include "sim/plan/plan_file.h"
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <fmt/chrono.h>
#include <sys/file.h>
#include <unistd.h>

namespace editor::live {

namespace core = sim::core;
namespace drill = sim::drill;
namespace fs = std::filesystem;
using core::tr;
using core::trf;

namespace {

constexpr std::string_view state_ending = ".live.json";
constexpr std::uintmax_t state_limit_bytes = 64u << 20, clock_limit_bytes = 64;
/// The window wants its frame: longer than this the drill goes slower than the wall's clock.
constexpr auto step_budget = std::chrono::milliseconds(25);

/// A whole file kept as one text: longer than any text of a form.
std::string read_long_text(core::ObjectReader& reader, std::string_view key) {
    const auto* text = reader.raw(key);
    if (text && text->is_string()) return text->get<std::string>();
    reader.report(key, tr("缺少这一项"), tr("文字"));
    return {};
}

core::Error io_error(const fs::path& file) {
    return core::make_error(core::Errc::io,
                            {file.string(), "", trf("写不了：{}", std::strerror(errno)),
                             tr("检查磁盘空间和权限")})
        .value();
}

} // namespace

std::string utc_now() {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(
                                                    std::chrono::system_clock::now())));
}

sim::record::Header describe_run(const drill::LoadedScenario& loaded,
                                 const drill::RunOptions& options) {
    sim::record::Header header;
    header.program_version = YANLIAN_VERSION;
    header.scenario_sha256 = core::sha256_hex(loaded.scenario_text);
    header.plan_sha256 = core::sha256_hex(loaded.plan_text);
    header.seed = options.seed;
    header.start = options.start;
    return header;
}

LiveFiles files_of(const fs::path& record) {
    const std::string stem = record.string();
    return {stem + ".decisions.jsonl", stem + std::string(state_ending), stem + ".clock"};
}

/// Decisions as they come, each on disk before the next; locked while this window has it open.
struct LiveDrill::Log {
    explicit Log(fs::path to) : path(std::move(to)) {}
    ~Log() {
        if (file >= 0) ::close(file);
    }
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    [[nodiscard]] core::Result<void> open() {
        file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
        if (file < 0) return tl::unexpected(io_error(path));
        if (::flock(file, LOCK_EX | LOCK_NB) != 0)
            return core::make_error(core::Errc::conflict,
                                    {path.string(), "", tr("这场演练在另一个窗口里进行着"), ""});
        return {};
    }
    [[nodiscard]] core::Result<void> append(const std::string& line) const {
        const std::string text = line + "\n";
        const ::off_t before = ::lseek(file, 0, SEEK_END);
        const auto written = ::write(file, text.data(), text.size());
        if (written == static_cast<::ssize_t>(text.size()) && ::fsync(file) == 0) return {};
        const core::Error error = io_error(path);
        static_cast<void>(::ftruncate(file, before)); // half a line is no decision
        return tl::unexpected(error);
    }
    fs::path path;
    int file = -1;
};

LiveDrill::~LiveDrill() = default;

sim::record::Header LiveDrill::make_header() const {
    sim::record::Header header = describe_run(*loaded_, run_options());
    header.kind = core::DrillKind::live;
    header.team = "decisions";
    header.started_utc = started_utc_;
    header.announced = spec_.announced;
    return header;
}

drill::RunOptions LiveDrill::run_options() const {
    drill::RunOptions options;
    options.seed = spec_.seed;
    options.start = spec_.start;
    return options;
}

core::Result<void> LiveDrill::open() {
    log_ = std::make_unique<Log>(files_of(spec_.record).decisions);
    if (auto opened = log_->open(); !opened) return opened;
    auto world = drill::World::make(*loaded_, run_options(), nullptr);
    if (!world) return tl::unexpected(world.error());
    world_ = std::move(*world);
    auto writer = sim::record::RecordWriter::make(spec_.record, make_header(), *world_, nullptr);
    if (!writer) return tl::unexpected(writer.error());
    writer_ = std::move(*writer);
    new_frames_.push_back(world_->frame());
    return {};
}

core::Result<std::unique_ptr<LiveDrill>> LiveDrill::start(drill::LoadedScenario loaded,
                                                          std::string written, LiveSpec spec) {
    std::unique_ptr<LiveDrill> live(new LiveDrill);
    live->loaded_ = std::make_unique<drill::LoadedScenario>(std::move(loaded));
    live->written_ = std::move(written);
    live->spec_ = std::move(spec);
    live->started_utc_ = utc_now();
    const LiveFiles files = files_of(live->spec_.record);
    std::error_code code;
    fs::create_directories(files.state.parent_path(), code);
    if (auto opened = live->open(); !opened) return tl::unexpected(opened.error());
    nlohmann::ordered_json state;
    state["format"] = "yanlian-live";
    state["version"] = 1;
    state["start"] = live->spec_.start == drill::StartMode::scene ? "scene" : "system";
    state["seed"] = live->spec_.seed;
    state["announced"] = live->spec_.announced;
    state["started_utc"] = live->started_utc_;
    state["plan"] = live->loaded_->plan_text;
    state["scenario"] = live->loaded_->scenario_text;
    state["written"] = live->written_;
    if (auto kept = core::write_file(files.state, state.dump()); !kept)
        return tl::unexpected(kept.error());
    return live;
}

core::Result<std::unique_ptr<LiveDrill>> LiveDrill::resume(const fs::path& state) {
    const std::string file = state.string();
    auto bytes = core::read_file(file, state_limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    auto json = core::parse_json(file, *bytes);
    if (!json) return tl::unexpected(json.error());
    core::JsonSource source{file, {}};
    core::ObjectReader reader(*json, "", source);
    std::unique_ptr<LiveDrill> live(new LiveDrill);
    static_cast<void>(reader.text("format"));
    static_cast<void>(reader.number("version", {1, 1}));
    live->spec_.record = file.substr(0, file.size() - state_ending.size());
    live->spec_.start =
        reader.text("start") == "scene" ? drill::StartMode::scene : drill::StartMode::system;
    live->spec_.seed = static_cast<std::uint64_t>(reader.number("seed", {0, 9e15}));
    live->spec_.announced = reader.boolean("announced", true); // older drills do not say
    live->started_utc_ = reader.text("started_utc");
    live->loaded_ = std::make_unique<drill::LoadedScenario>();
    live->loaded_->plan_text = read_long_text(reader, "plan");
    live->loaded_->scenario_text = read_long_text(reader, "scenario");
    live->written_ = read_long_text(reader, "written");
    reader.finish();
    if (!source.problems.empty()) return core::make_error(std::move(source.problems));
    auto plan = sim::plan::parse_plan(file, live->loaded_->plan_text);
    if (!plan) return tl::unexpected(plan.error());
    live->loaded_->plan = std::move(*plan);
    live->loaded_->plan_sha256 = core::sha256_hex(live->loaded_->plan_text);
    auto scenario = drill::parse_scenario(file, live->loaded_->scenario_text, live->loaded_->plan);
    if (!scenario) return tl::unexpected(scenario.error());
    live->loaded_->scenario = std::move(*scenario);
    const LiveFiles files = files_of(live->spec_.record);
    std::error_code code;
    std::vector<drill::Command> commands;
    if (fs::exists(files.decisions, code) && fs::file_size(files.decisions, code) > 0) {
        auto read = drill::load_decisions(files.decisions.string(), *live->loaded_);
        if (!read) return tl::unexpected(read.error());
        commands = std::move(*read);
    }
    if (auto opened = live->open(); !opened) return tl::unexpected(opened.error());
    double until_s = commands.empty() ? 0 : core::seconds(commands.back().tick);
    if (auto clock = core::read_file(files.clock.string(), clock_limit_bytes))
        until_s = std::max(until_s, std::atof(clock->c_str()));
    if (auto replayed = live->replay(commands, until_s); !replayed)
        return tl::unexpected(replayed.error());
    live->paused = true;
    return live;
}

core::Result<void> LiveDrill::replay(const std::vector<drill::Command>& commands, double until_s) {
    std::size_t next = 0;
    while (!ended() && (now_s() < until_s || next < commands.size())) {
        for (; next < commands.size() && commands[next].tick <= world_->now(); ++next)
            pending_.push_back(commands[next]);
        if (auto stepped = step(); !stepped) return stepped;
    }
    clock_kept_s_ = now_s();
    return {};
}

std::vector<fs::path> LiveDrill::find_unfinished(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code code;
    for (fs::directory_iterator at(folder, fs::directory_options::skip_permission_denied, code),
         end;
         !code && at != end; at.increment(code)) {
        const std::string name = at->path().string();
        if (!name.ends_with(state_ending)) continue;
        Log log(files_of(name.substr(0, name.size() - state_ending.size())).decisions);
        if (log.open()) found.push_back(at->path()); // else another window has it
    }
    std::sort(found.begin(), found.end(), [&](const fs::path& a, const fs::path& b) {
        return fs::last_write_time(a, code) > fs::last_write_time(b, code);
    });
    return found;
}

void LiveDrill::drop(const fs::path& state) {
    const std::string name = state.string();
    const fs::path record = name.substr(0, name.size() - state_ending.size());
    const LiveFiles files = files_of(record);
    std::error_code code;
    for (const fs::path& file :
         {files.decisions, files.state, files.clock, fs::path(record.string() + ".part"),
          fs::path(record.string() + ".part-journal")})
        fs::remove(file, code);
}

core::Result<void> LiveDrill::step() {
    const std::vector<drill::Command> commands = std::exchange(pending_, {});
    if (auto stepped = world_->step(commands); !stepped) return stepped;
    if (auto kept = writer_->append(*world_); !kept) return kept;
    if (world_->now().value % sim::record::frame_period_ticks == 0)
        new_frames_.push_back(world_->frame());
    return {};
}

core::Result<void> LiveDrill::advance(double wall_s) {
    if (paused || ended()) return {};
    owed_s_ += wall_s * speed;
    const auto begun = std::chrono::steady_clock::now();
    while (owed_s_ >= core::tick_s && !ended()) {
        if (auto stepped = step(); !stepped) return stepped;
        owed_s_ -= core::tick_s;
        if (std::chrono::steady_clock::now() - begun > step_budget) owed_s_ = 0;
    }
    if (now_s() - clock_kept_s_ < clock_period_s) return {};
    clock_kept_s_ = now_s();
    return core::write_file(files_of(spec_.record).clock, fmt::format("{}", clock_kept_s_));
}

core::Result<void> LiveDrill::send(drill::Command command) {
    command.tick = world_->now();
    if (auto kept = log_->append(drill::format_decision(command)); !kept) return kept;
    pending_.push_back(std::move(command));
    return {};
}

core::Result<void> LiveDrill::decide(drill::Command command) {
    command.kind = drill::CommandKind::act;
    command.source = "decision";
    return send(std::move(command));
}

core::Result<void> LiveDrill::direct(drill::CommandKind kind, int no, drill::Args args) {
    drill::Command command;
    command.kind = kind;
    command.source = "trainer";
    command.target = std::to_string(no);
    command.args = std::move(args);
    return send(std::move(command));
}

core::Result<void> LiveDrill::fire_inject(int no) {
    return direct(drill::CommandKind::fire_inject, no, {});
}

core::Result<void> LiveDrill::skip_inject(int no) {
    return direct(drill::CommandKind::skip_inject, no, {});
}

core::Result<void> LiveDrill::hold_inject(int no) {
    drill::Args args;
    args.set("held", true);
    return direct(drill::CommandKind::skip_inject, no, std::move(args));
}

core::Result<void> LiveDrill::repeat_inject(int no, const std::string& reason) {
    drill::Args args;
    args.set("again", true);
    args.set("reason", reason);
    return direct(drill::CommandKind::fire_inject, no, std::move(args));
}

core::Result<void> LiveDrill::note(const std::string& text, const std::string& space,
                                   const std::string& person) {
    drill::Command command;
    command.kind = drill::CommandKind::note;
    command.source = "trainer";
    command.target = space;
    command.args.set("text", std::string(core::beginning_of(text, note_limit_bytes)));
    if (!person.empty()) command.args.set("about", person);
    return send(std::move(command));
}

/// Otherwise a night that was given up after ten seconds reads as one of fifteen minutes.
core::Result<void> LiveDrill::note_early_end() {
    drill::Command command;
    command.kind = drill::CommandKind::note;
    command.source = "trainer";
    command.args.set("text", std::string(tr("导调提前结束，以后没有人再做决定")));
    command.args.set(std::string(drill::early_end_arg), true);
    return send(std::move(command));
}

namespace {

/// The trainer's last word about an inject; null: none.
const drill::Command* find_last_word(std::span<const drill::Command> commands,
                                     const std::string& no) {
    const drill::Command* last = nullptr;
    for (const drill::Command& command : commands)
        if ((command.kind == drill::CommandKind::fire_inject ||
             command.kind == drill::CommandKind::skip_inject) &&
            command.source == "trainer" && command.target == no)
            last = &command;
    return last;
}

} // namespace

std::vector<LiveDrill::OpenInject> LiveDrill::open_injects() const {
    std::vector<OpenInject> open, held;
    const auto facts = world_->facts();
    for (const drill::InjectSpec& inject : loaded_->scenario.injects) {
        if (inject.only && *inject.only != spec_.start) continue;
        const std::string no = std::to_string(inject.no);
        const bool fired = std::any_of(facts.begin(), facts.end(), [&](const drill::Fact& fact) {
            return fact.kind == drill::FactKind::inject && fact.target == no;
        });
        const drill::Command* word = find_last_word(pending_, no);
        if (!word) word = find_last_word(world_->commands(), no);
        if (fired || (word && !word->args.find("held"))) continue;
        (word ? held : open).push_back({&inject, word != nullptr});
    }
    open.insert(open.end(), held.begin(), held.end());
    return open;
}

std::optional<int> LiveDrill::last_fired() const {
    const auto facts = world_->facts();
    for (auto fact = facts.rbegin(); fact != facts.rend(); ++fact)
        if (fact->kind == drill::FactKind::inject) return std::stoi(fact->target);
    return std::nullopt;
}

bool LiveDrill::ended() const noexcept {
    return world_->ended();
}
double LiveDrill::now_s() const noexcept {
    return core::seconds(world_->now());
}

document::Document LiveDrill::make_document() const {
    sim::record::Record record;
    record.header = make_header();
    record.plan = loaded_->plan;
    record.scenario = loaded_->scenario;
    record.cells = world_->cells();
    record.area = world_->area();
    record.cast.assign(world_->cast().begin(), world_->cast().end());
    document::Document document = document::make_document(std::move(record));
    document.path = spec_.record;
    return document;
}

void LiveDrill::show_new(document::Document& document) {
    auto& record = document.record;
    record.frames.insert(record.frames.end(), std::make_move_iterator(new_frames_.begin()),
                         std::make_move_iterator(new_frames_.end()));
    new_frames_.clear();
    const auto facts = world_->facts();
    record.facts.insert(record.facts.end(),
                        facts.begin() + static_cast<std::ptrdiff_t>(record.facts.size()),
                        facts.end());
    record.header.end = world_->now();
}

core::Result<Ending> LiveDrill::finish() {
    if (!ended())
        if (auto noted = note_early_end(); !noted) return tl::unexpected(noted.error());
    while (!ended())
        if (auto stepped = step(); !stepped) return tl::unexpected(stepped.error());
    Ending ending;
    auto chain = writer_->finish(*world_);
    if (!chain) return tl::unexpected(chain.error());
    ending.chain_head = *chain;
    ending.score =
        drill::calc_score(loaded_->scenario, loaded_->plan, spec_.start, world_->facts());
    ending.deciding = drill::list_deciding(world_->commands());
    const LiveFiles files = files_of(spec_.record);
    std::error_code code;
    fs::remove(files.state, code);
    fs::remove(files.clock, code);
    return ending;
}

} // namespace editor::live
