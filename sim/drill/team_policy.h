/// Robots that show a scenario by following its response plan. Demonstrations only: nothing that
/// they do is anybody's evidence.
#pragma once
#include "sim/drill/world.h"

namespace sim::drill {

enum class TeamPolicy {
    perfect, ///< every step at once and right
    typical, ///< delays and omissions from the scenario's distributions
    idle,    ///< nobody does anything
};
[[nodiscard]] std::string_view name(TeamPolicy policy) noexcept;

class Team {
public:
    Team(const LoadedScenario& loaded, TeamPolicy policy, std::uint64_t seed, StartMode start);
    ~Team();
    /// Commands for the next tick, from what has happened so far.
    [[nodiscard]] std::vector<Command> decide(const World& world);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Timed decisions of named people (`--decisions`), one JSON object a line:
/// {"t_s": 12.5, "person": "carer-2", "action": "close_door", "target": "door/207", "args": {...}}
/// and what the trainer did with an inject: {"t_s": 80, "trainer": "fire", "inject": 5}, or "skip";
/// with "args": {"held": true} it only waits for its "fire", with {"again": true, "reason": "..."}
/// one that came comes once more.
[[nodiscard]] core::Result<std::vector<Command>> load_decisions(const std::string& file,
                                                                const LoadedScenario& loaded);

/// Detail of the trainer's note with which a drill was ended before its end: true.
inline constexpr std::string_view early_end_arg = "ended_early";
/// From when nobody decided any more; none: it was played to its end.
[[nodiscard]] std::optional<core::Tick> find_early_end(std::span<const Fact> facts) noexcept;
/// The line of a decision or of the trainer's command, without a line feed.
[[nodiscard]] std::string format_decision(const Command& command);
/// Keys of the people whose decisions are among the commands, each once, in order.
[[nodiscard]] std::vector<std::string> list_deciding(std::span<const Command> commands);

} // namespace sim::drill
