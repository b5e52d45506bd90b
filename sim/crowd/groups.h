/// People who keep together: a family, a carer with those she leads.
#pragma once
#include "sim/crowd/walkers.h"
#include <span>

namespace sim::crowd {

class Groups {
public:
    /// These are one group from now on, and of no other.
    void add(std::span<const std::uint32_t> members);
    void renumber(const Renumbering& renumbering);
    /// Writes the pace of every member under way. Cost: linear in the members of all groups.
    void step(Walkers& walkers) const;

private:
    std::vector<std::vector<std::uint32_t>> groups_;
};

} // namespace sim::crowd
