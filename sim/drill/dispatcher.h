/// Who fetches which resident next, once the response plan's own steps are done: the orders of
/// rescue that a scenario may state (`rescue`). Gives commands like any robot of a team.
#pragma once
#include "sim/drill/world.h"
#include <map>

namespace sim::drill {

class Dispatcher {
public:
    /// Borrowed. `scenario.rescue` none: never decides anything.
    explicit Dispatcher(const LoadedScenario& loaded);
    ~Dispatcher();

    /// One command at most for each of `free`, keys of people who have nothing to do. Looks once a
    /// second. A resident is given to one crew only, again after a minute when it failed; who has
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
    [[nodiscard]] double rank_of(const Look& look, std::size_t person, std::size_t resident) const;
    [[nodiscard]] std::optional<Command> command_for(Look& look, std::size_t person,
                                                     std::size_t resident) const;
    [[nodiscard]] std::optional<Command> move(Look& look, std::size_t person,
                                              std::size_t resident) const;
    [[nodiscard]] std::optional<Command> shelter(const Look& look, std::size_t person,
                                                 std::size_t resident) const;

    const LoadedScenario& loaded_;
    plan::RouteGraph graph_;
    plan::SpaceId origin_;
    std::map<std::size_t, core::Tick> again_at_; ///< by resident
};

} // namespace sim::drill
