/// One run: owns everything, advances tick by tick, takes commands, gives facts and frames.
/// Stepped by one thread; the order within a tick stands in docs/architecture.md.
#pragma once
#include "sim/devices/trace.h"
#include "sim/drill/frame.h"
#include "sim/drill/scenario.h"
#include <memory>

namespace sim::drill {

struct RunOptions {
    std::uint64_t seed = 1;
    StartMode start = StartMode::system;
    crowd::DoorMode door_mode = crowd::DoorMode::emergent;
    bool fire_enabled = true; ///< false: people alone (`yanlian walk`)
};

class World {
public:
    /// @param loaded outlives the world
    [[nodiscard]] static core::Result<std::unique_ptr<World>>
    make(const LoadedScenario& loaded, const RunOptions& options, const devices::Trace* trace);
    ~World();

    /// Commands for the tick about to be stepped, applied in this order; each is numbered, checked
    /// without changing anything, logged, then applied, or refused with a fact that says why.
    [[nodiscard]] core::Result<void> step(std::span<const Command> commands);

    [[nodiscard]] core::Tick now() const noexcept;
    [[nodiscard]] bool ended() const noexcept;
    [[nodiscard]] std::span<const Fact> facts() const noexcept;       ///< all so far
    [[nodiscard]] std::span<const Command> commands() const noexcept; ///< all applied or refused
    [[nodiscard]] std::span<const Cast> cast() const noexcept;
    [[nodiscard]] Frame frame() const;
    /// Counts after the last tick; their sum is the number of people of the scenario.
    struct Counts {
        int safe = 0, sheltered = 0, inside = 0, incapacitated = 0;
    };
    [[nodiscard]] Counts residents() const noexcept;
    [[nodiscard]] Counts everybody() const noexcept;
    /// Hash over the whole state, for checkpoints: equal runs, equal hashes.
    [[nodiscard]] std::uint64_t state_hash() const noexcept;

    [[nodiscard]] const LoadedScenario& loaded() const noexcept;
    [[nodiscard]] const RunOptions& options() const noexcept;
    [[nodiscard]] const plan::SmokeCells& cells() const noexcept;
    [[nodiscard]] const plan::WalkableArea& area() const noexcept;
    [[nodiscard]] PredicateContext predicate_context() const;
    /// Whether that person can take an action now; empty: yes; else why not, in Chinese.
    [[nodiscard]] std::string refusal(std::string_view person, Action action,
                                      std::string_view target) const;
    /// True while the person carries out an action.
    [[nodiscard]] bool is_acting(std::string_view person) const;
    /// A resident whom a crew has set down where another one is to take him on.
    struct Waiting {
        const HandoverSpec* handover; ///< of the scenario
        bool in_smoke;                ///< where he waits
    };
    [[nodiscard]] std::optional<Waiting> waits_for_handover(std::string_view resident) const;
    /// The device on which his last crew left him, there or on the way.
    [[nodiscard]] std::optional<assist::DeviceKind> device_under(std::string_view resident) const;
    /// True when smoke has come into the room behind whose shut door he was left.
    [[nodiscard]] bool has_shelter_failed(std::string_view resident) const;
    /// True while the smoke lasts for which his last crew left him.
    [[nodiscard]] bool is_barred_by_smoke(std::string_view resident) const;
    /// True while somebody moves that resident, shelters his room, or has the order to.
    [[nodiscard]] bool is_cared_for(std::string_view resident) const;

private:
    struct Impl;
    explicit World(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace sim::drill
