/// What one walker sees of the bodies around him in one step, relative to himself. Counting and
/// picking look at four or eight bodies at a time (lanes.h).
#pragma once
#include "sim/crowd/bodies.h"
#include "sim/crowd/lanes.h"

namespace sim::crowd {

/// Two bodies that could touch in this step, rows of Bodies::all().
struct Pair {
    std::uint32_t a, b;
    double reach_m; ///< sum of the radii
};

inline constexpr double near_ahead_m = 0.35; ///< gap in which somebody is in the way

class Sight {
public:
    /// @param wide eight bodies at a time, where has_wide_lanes(); the same is found either way
    explicit Sight(bool wide = has_wide_lanes()) noexcept : wide_(wide) {}
    /// Counts those in sight, and finds how fast the gap along unit vector e lets him go.
    /// @param creep_mps least speed of one who pushes past somebody that gives way
    /// Cost: linear in the bodies of nine cells.
    void look(const Bodies& bodies, std::uint32_t row, float ex, float ey,
              float creep_mps) noexcept;
    /// Looks no farther than he could touch somebody in this step: find_contacts() only.
    void look_for_contacts(const Bodies& bodies, std::uint32_t row) noexcept;
    /// Adds to `pairs` whom he could touch in this step, each pair from one side only.
    void find_contacts(const Bodies& bodies, std::vector<Pair>& pairs) const;
    /// Keeps of those seen who could hold back a walker of that wish; the three below need it.
    void pick(const Bodies& bodies, float wish_mps, float creep_mps, bool is_held);

    [[nodiscard]] int ahead_count() const noexcept { return ahead_count_; }
    [[nodiscard]] int along_count() const noexcept { return along_count_; }
    /// Speed that the gap along e allows; far above any wish when there is nobody.
    [[nodiscard]] float speed_mps() const noexcept { return speed_mps_; }
    static constexpr int directions = 8;
    /// The same along that many unit vectors at once, <= wish_mps.
    void speeds_along(const float* ex, const float* ey, float wish_mps, float* v_mps) const;
    /// Somebody stands or comes so near in front that shoulders must be turned to get past.
    [[nodiscard]] bool is_faced(float ex, float ey) const noexcept;

private:
    template <class W>
    struct Looking;
    template <class W>
    void look_at(Looking<W>& me, const BodyColumns& columns, std::uint32_t first, int count);
    template <class W>
    void look_around(const Bodies& bodies, float ex, float ey, float creep_mps);
    template <class W>
    void look_near(const Bodies& bodies);
    template <class W>
    void pick_near(const Bodies& bodies, float still_m, float creep_mps);
    template <class W>
    void speeds_in(const float* ex, const float* ey, float wish_mps, float* v_mps) const;
    SIM_WIDE_LANES void look_around_wide(const Bodies& bodies, float ex, float ey, float creep_mps);
    SIM_WIDE_LANES void look_near_wide(const Bodies& bodies);
    SIM_WIDE_LANES void pick_near_wide(const Bodies& bodies, float still_m, float creep_mps);
    SIM_WIDE_LANES void speeds_in_wide(const float* ex, const float* ey, float wish_mps,
                                       float* v_mps) const;
    void take(const Bodies& bodies, std::size_t seen, std::uint32_t other, float creep_mps);
    static constexpr std::uint32_t most_seen = 384; ///< beyond 20 persons/m2
    /// Of four or eight; the last of each run may be filled in part.
    static constexpr std::size_t most_groups = most_seen / 4 + Bodies::runs_around;
    static constexpr std::size_t most_rows = most_seen + most_lanes * Bodies::runs_around;
    static constexpr std::size_t most_others = 40;

    bool wide_;
    std::uint32_t row_ = 0;
    int ahead_count_ = 0; ///< of those who walk along, in the sector ahead
    int along_count_ = 0; ///< of those who walk along, all round
    float speed_mps_ = 0;
    std::size_t groups_ = 0;
    std::uint32_t group_row_[most_groups];
    unsigned char counts_[most_groups];  ///< bits: who of the group may hold him back
    unsigned char touches_[most_groups]; ///< bits: whom of the group he could touch and finds
    alignas(32) float dx_m_[most_rows], dy_m_[most_rows], d2_m2_[most_rows];

    std::size_t count_ = 0;
    float x_[most_others], y_[most_others], vx_[most_others], vy_[most_others],
        reach_m_[most_others], least_mps_[most_others];
    bool soft_[most_others]; ///< gives way when pushed
};

} // namespace sim::crowd
