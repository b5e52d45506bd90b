/// Positions of facts by kind, kept while a run goes on, so that questions about one kind need not
/// read the others.
#pragma once
#include "sim/drill/fact.h"
#include <array>
#include <span>

namespace sim::drill {

inline constexpr std::size_t fact_kind_count = 0
// NOLINTNEXTLINE(bugprone-macro-parentheses): a term of a sum
#define SIM_FACT_ONE(name, zh) +1
    SIM_FACT_KINDS(SIM_FACT_ONE)
#undef SIM_FACT_ONE
    ;

class FactIndex {
public:
    FactIndex() = default;
    /// Indexes all. `facts` is borrowed until the next extend().
    explicit FactIndex(std::span<const Fact> facts) { extend(facts); }
    /// Indexes only the kinds marked; of() is empty for the others. Not to be extended.
    FactIndex(std::span<const Fact> facts, const std::vector<bool>& kinds);

    /// `facts` holds those indexed before, unchanged, and new ones behind them (the storage may
    /// have moved). Cost: the new ones.
    void extend(std::span<const Fact> facts);

    [[nodiscard]] std::span<const Fact> facts() const noexcept { return facts_; }
    /// Positions in facts(), rising.
    [[nodiscard]] std::span<const std::uint32_t> of(FactKind kind) const noexcept {
        return positions_[static_cast<std::size_t>(kind)];
    }

private:
    std::span<const Fact> facts_;
    std::array<std::vector<std::uint32_t>, fact_kind_count> positions_;
};

} // namespace sim::drill
