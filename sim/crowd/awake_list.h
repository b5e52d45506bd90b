/// Who has to be looked at in a step. Everybody else stands, sits or lies where he is and costs
/// nothing until an order, a push or a device concerns him.
#pragma once
#include "sim/crowd/renumbering.h"
#include <cstdint>
#include <span>
#include <vector>

namespace sim::crowd {

class AwakeList {
public:
    /// From the next refresh on; calling it again does nothing.
    void wake(std::size_t walker);
    [[nodiscard]] bool is_awake(std::size_t walker) const noexcept {
        return walker < awake_.size() && awake_[walker] != 0;
    }
    /// Takes in whom wake() named and drops those of whom `stays` answers false, calling `rest`
    /// for each, in order of index. Cost: linear in those awake.
    template <class Stays, class Rest>
    void refresh(const Stays& stays, const Rest& rest) {
        take_in();
        std::size_t kept = 0;
        for (const std::uint32_t walker : walkers_)
            if (stays(walker)) {
                walkers_[kept++] = walker;
            } else {
                awake_[walker] = 0;
                rest(walker);
            }
        walkers_.resize(kept);
    }
    void renumber(const Renumbering& renumbering);
    /// Indices in ascending order; borrowed until the next refresh.
    [[nodiscard]] std::span<const std::uint32_t> walkers() const noexcept { return walkers_; }

private:
    void take_in();
    std::vector<std::uint32_t> walkers_, woken_;
    std::vector<unsigned char> awake_; ///< by walker: in one of the two
};

} // namespace sim::crowd
