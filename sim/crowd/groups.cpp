#include "sim/crowd/groups.h"

#include "sim/crowd/crowd_constants.h"
#include <algorithm>

namespace sim::crowd {

namespace {

void pace(Walkers& w, const std::vector<std::uint32_t>& group) {
    float slowest_mps = no_pace_mps;
    for (const std::uint32_t i : group)
        if (moves(w.state[i]))
            slowest_mps =
                std::min(slowest_mps,
                         static_cast<float>(w.free_mps[i] * w.speed_factor[i] * w.smoke_factor[i]));
    for (const std::uint32_t i : group) {
        Vec2 sum;
        int count = 0;
        for (const std::uint32_t k : group)
            if (moves(w.state[k]) && w.sheet[k] == w.sheet[i]) {
                sum = sum + w.at_m[k];
                ++count;
            }
        const Vec2 ahead = count > 0 ? w.at_m[i] - sum * (1.0 / count) : Vec2{};
        const bool leads = dot(ahead, w.wished_direction[i]) > group_lead_m;
        w.pace_mps[i] = slowest_mps * static_cast<float>(leads ? group_waiting_frac : 1);
    }
}

} // namespace

void Groups::add(std::span<const std::uint32_t> members) {
    for (std::vector<std::uint32_t>& group : groups_)
        std::erase_if(group, [&](std::uint32_t i) {
            return std::find(members.begin(), members.end(), i) != members.end();
        });
    std::erase_if(groups_, [](const std::vector<std::uint32_t>& group) { return group.empty(); });
    groups_.emplace_back(members.begin(), members.end());
}

void Groups::renumber(const Renumbering& renumbering) {
    for (std::vector<std::uint32_t>& group : groups_)
        renumbering.rename(group);
}

void Groups::step(Walkers& walkers) const {
    for (const std::vector<std::uint32_t>& group : groups_)
        pace(walkers, group);
}

} // namespace sim::crowd
