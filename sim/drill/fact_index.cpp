#include "sim/drill/fact_index.h"

namespace sim::drill {

FactIndex::FactIndex(std::span<const Fact> facts, const std::vector<bool>& kinds) : facts_(facts) {
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const auto kind = static_cast<std::size_t>(facts[i].kind);
        if (kinds[kind]) positions_[kind].push_back(static_cast<std::uint32_t>(i));
    }
}

void FactIndex::extend(std::span<const Fact> facts) {
    for (std::size_t i = facts_.size(); i < facts.size(); ++i)
        positions_[static_cast<std::size_t>(facts[i].kind)].push_back(
            static_cast<std::uint32_t>(i));
    facts_ = facts;
}

} // namespace sim::drill
