/// A simulated drill (模拟) while it runs: the world goes on by the clock on the wall, people
/// decide at the desk, and what they decide is on disk at once. The same decisions played by
/// `yanlian drill --decisions` give the same facts.
#pragma once
#include "editor/document/document.h"
#include "sim/drill/scoring.h"
#include "sim/drill/world.h"
#include <filesystem>
#include <memory>
#include <optional>

namespace editor::live {

struct LiveSpec {
    std::filesystem::path record; ///< `.drill`; what belongs to it stands beside it
    sim::drill::StartMode start = sim::drill::StartMode::system;
    std::uint64_t seed = 1;
    bool announced = true; ///< the people were told beforehand that there is a drill now
};

/// Beside the record: `.decisions.jsonl` for good; `.live.json` and `.clock` until the drill ends.
struct LiveFiles {
    std::filesystem::path decisions, state, clock;
};
[[nodiscard]] LiveFiles files_of(const std::filesystem::path& record);

/// Of a run that begins now; kind, team and start of the clock are the caller's.
[[nodiscard]] sim::record::Header describe_run(const sim::drill::LoadedScenario& loaded,
                                               const sim::drill::RunOptions& options);
[[nodiscard]] std::string utc_now(); ///< ISO 8601 with Z

struct Ending {
    sim::drill::Score score;
    std::string chain_head;            ///< of the record
    std::vector<std::string> deciding; ///< keys of the people who decided something
};

class LiveDrill {
public:
    /// @param written the scenario before anybody was cast, for the ledger
    /// Errors: io when the record's folder cannot be written; whatever the world refuses.
    [[nodiscard]] static sim::core::Result<std::unique_ptr<LiveDrill>>
    start(sim::drill::LoadedScenario loaded, std::string written, LiveSpec spec);
    /// One that a crash ended, up to the last clock kept: at most clock_period_s of drill before
    /// it, and never before its last decision. @param state a `.live.json`
    [[nodiscard]] static sim::core::Result<std::unique_ptr<LiveDrill>>
    resume(const std::filesystem::path& state);
    /// States of drills that never ended, newest first; none that runs in another window.
    [[nodiscard]] static std::vector<std::filesystem::path>
    find_unfinished(const std::filesystem::path& folder);
    /// Removes all files of one that shall not go on.
    static void drop(const std::filesystem::path& state);

    LiveDrill(const LiveDrill&) = delete;
    LiveDrill& operator=(const LiveDrill&) = delete;
    ~LiveDrill();

    bool paused = false;
    double speed = 1; ///< seconds of the drill in one of the wall

    /// Goes on by wall time; a slow machine makes the drill slow, not jerky.
    [[nodiscard]] sim::core::Result<void> advance(double wall_s);
    /// Takes effect with the next step; on disk before this returns. The world may refuse it, with
    /// a fact that says why.
    [[nodiscard]] sim::core::Result<void> decide(sim::drill::Command command);
    /// The trainer's: an inject now, never, not until it is fired by hand, or once more.
    [[nodiscard]] sim::core::Result<void> fire_inject(int no);
    [[nodiscard]] sim::core::Result<void> skip_inject(int no);
    [[nodiscard]] sim::core::Result<void> hold_inject(int no);
    [[nodiscard]] sim::core::Result<void> repeat_inject(int no, const std::string& reason);
    /// A sentence about this moment, into the record as the trainer's. It changes nothing in the
    /// night and is nobody's evidence.
    /// @param space where, may be empty  @param person key of whom it is about, may be empty
    [[nodiscard]] sim::core::Result<void> note(const std::string& text, const std::string& space,
                                               const std::string& person);
    /// Injects that may still come, in the scenario's order; those that are held are the last.
    struct OpenInject {
        const sim::drill::InjectSpec* inject = nullptr;
        bool held = false;
    };
    [[nodiscard]] std::vector<OpenInject> open_injects() const;
    /// The last one that came; none before the first.
    [[nodiscard]] std::optional<int> last_fired() const;

    [[nodiscard]] bool ended() const noexcept;
    [[nodiscard]] double now_s() const noexcept;
    [[nodiscard]] const sim::drill::World& world() const noexcept { return *world_; }
    [[nodiscard]] const sim::drill::LoadedScenario& loaded() const noexcept { return *loaded_; }
    [[nodiscard]] const std::string& written() const noexcept { return written_; }
    [[nodiscard]] const LiveSpec& spec() const noexcept { return spec_; }
    [[nodiscard]] const std::string& started_utc() const noexcept { return started_utc_; }

    /// For drawing: everything so far, then only what is new.
    [[nodiscard]] document::Document make_document() const;
    void show_new(document::Document& document);

    /// Plays the rest, in which nobody decides any more, scores and closes the record. Where there
    /// is a rest the record says from when.
    [[nodiscard]] sim::core::Result<Ending> finish();

private:
    struct Log;
    LiveDrill() = default;
    [[nodiscard]] sim::core::Result<void> open();
    [[nodiscard]] sim::core::Result<void> step();
    [[nodiscard]] sim::core::Result<void> note_early_end();
    [[nodiscard]] sim::core::Result<void> send(sim::drill::Command command);
    [[nodiscard]] sim::core::Result<void> direct(sim::drill::CommandKind kind, int no,
                                                 sim::drill::Args args);
    [[nodiscard]] sim::core::Result<void> replay(const std::vector<sim::drill::Command>& commands,
                                                 double until_s);
    [[nodiscard]] sim::record::Header make_header() const;
    [[nodiscard]] sim::drill::RunOptions run_options() const;

    std::unique_ptr<sim::drill::LoadedScenario> loaded_;
    std::string written_, started_utc_;
    LiveSpec spec_;
    std::unique_ptr<sim::drill::World> world_;
    std::unique_ptr<sim::record::RecordWriter> writer_;
    std::unique_ptr<Log> log_;
    std::vector<sim::drill::Command> pending_;
    std::vector<sim::drill::Frame> new_frames_;
    double owed_s_ = 0, clock_kept_s_ = 0;
};

inline constexpr std::size_t note_limit_bytes = 1800; ///< what is longer is cut there

/// How much of a drill a crash may take. Less than the ten seconds that are promised.
inline constexpr double clock_period_s = 5;

} // namespace editor::live
