/// Who fetches which resident next, once the response plan's own steps are done: the orders of
/// rescue that a scenario may state (`rescue`). Gives commands like any robot of a team.
#pragma once
#include "sim/drill/world.h"
#include <map>

namespace sim::drill {

/// Whether the people of that role take residents on from others somewhere.
[[nodiscard]] bool takes_on(const Scenario& scenario, std::string_view role) noexcept;

class Dispatcher {
public:
    /// Borrowed. Without an order of rescue only those are taken on who wait for it (`handovers`).
    explicit Dispatcher(const LoadedScenario& loaded);
    ~Dispatcher();
    /// Whether it has anything to decide in that scenario.
    [[nodiscard]] static bool has_work(const Scenario& scenario) noexcept;

    /// One command at most for each of `free`, keys of people who have nothing to do. Looks once a
    /// second. Who waits for it is taken on first; whom a crew left for smoke is for those who go
    /// into it; whose shut room has filled with smoke is moved after all. A resident is given to one crew only, again after a minute when it failed; who has
    /// no crew large enough for any of his devices is sheltered behind his door.
    /// Cost: residents times free people, a route of < 50 us each.
    [[nodiscard]] std::vector<Command> decide(const World& world, std::vector<std::string> free);

private:
    struct Look; ///< at the world in one decision
    struct Rescue {
        std::size_t resident = 0; ///< index into scenario.residents
        double rank_s = 0;        ///< lower first; seconds of way, or the place in a list
    };
    [[nodiscard]] std::vector<Rescue> rank_for(const Look& look, std::size_t person) const;
    [[nodiscard]] double rank_in_need(const Look& look, std::size_t person,
                                      std::size_t resident) const;
    [[nodiscard]] double rank_of(const Look& look, std::size_t person, std::size_t resident) const;
    [[nodiscard]] std::vector<assist::DeviceKind> devices_for(const Look& look,
                                                              std::size_t resident) const;
    void count_refusals(std::span<const Fact> facts);
    [[nodiscard]] std::optional<Command> command_for(Look& look, std::size_t person,
                                                     std::size_t resident) const;
    [[nodiscard]] std::optional<Command> move(Look& look, std::size_t person,
                                              std::size_t resident) const;
    [[nodiscard]] std::optional<Command> shelter(const Look& look, std::size_t person,
                                                 std::size_t resident) const;

    const LoadedScenario& loaded_;
    plan::RouteGraph graph_;
    plan::SpaceId origin_;
    /// By resident, and whether he waits to be taken on.
    std::map<std::pair<std::size_t, bool>, core::Tick> again_at_;
    std::map<std::string, std::size_t, std::less<>> refusals_; ///< of transfers, by resident
    std::size_t facts_seen_ = 0;
};

} // namespace sim::drill
