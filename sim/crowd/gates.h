/// Openings as walkers meet them in one step: shut, locked, rationed, and how long their queues
/// are.
#pragma once
#include "sim/crowd/walkers.h"

namespace sim::crowd {

class Gates {
public:
    Gates(const plan::Plan& plan, DoorMode mode);

    /// Reads the doors of this step. Spans shorter than the plan's openings count the rest as open.
    void begin_step(const Surroundings& around, std::int64_t now);
    /// A lift's door, which the lift moves: after begin_step.
    void hold(plan::OpeningId opening, bool shut) noexcept {
        shut_[opening.index()] = shut ? 1 : 0;
        locked_[opening.index()] = 0;
    }
    /// Queues as of now: one entry a walker on his way to an opening.
    void begin_count() noexcept;
    void count(plan::OpeningId opening, double distance_m) noexcept;
    void end_count() noexcept;

    [[nodiscard]] bool is_shut(plan::OpeningId o) const noexcept { return shut_[o.index()] != 0; }
    [[nodiscard]] bool is_locked(plan::OpeningId o) const noexcept {
        return locked_[o.index()] != 0;
    }
    [[nodiscard]] std::span<const unsigned char> shut() const noexcept { return shut_; }
    /// Persons in front of that opening who are nearer to it than that.
    [[nodiscard]] int count_ahead(plan::OpeningId o, double distance_m) const noexcept;

    /// Persons anywhere on their way to that opening.
    [[nodiscard]] int count_heading(plan::OpeningId o) const noexcept {
        return rings_[o.index() * ring_count + ring_count - 1];
    }

    [[nodiscard]] bool rations() const noexcept { return mode_ == DoorMode::regulatory; }
    /// Regulatory mode: whether one more may pass in this tick.
    [[nodiscard]] bool may_pass(plan::OpeningId o) const noexcept;
    void pass(plan::OpeningId o) noexcept;

    [[nodiscard]] std::span<const int> passages() const noexcept { return passages_; }

private:
    static constexpr std::size_t ring_count = 16; ///< rings of 1 m of distance from an opening
    DoorMode mode_;
    double now_s_ = 0;
    std::vector<double> width_m_, free_from_s_;
    std::vector<unsigned char> shut_, locked_, is_door_;
    std::vector<int> passages_;
    std::vector<int> rings_; ///< by opening and ring, summed outwards
};

} // namespace sim::crowd
