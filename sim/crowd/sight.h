/// What one walker sees of the bodies around him in one step, relative to himself. Counting and
/// picking look at four bodies at a time (lanes.h).
#pragma once
#include "sim/crowd/bodies.h"
#include "sim/crowd/lanes.h"

namespace sim::crowd {

/// Two bodies that could touch in this step, rows of Bodies::all().
struct Pair {
    std::uint32_t a, b;
    double reach_m; ///< sum of the radii
};

inline constexpr double contact_range_m = 0.15; ///< two steps at 1.5 m/s
inline constexpr double near_ahead_m = 0.35;    ///< gap in which somebody is in the way

class Sight {
public:
    /// Counts those in sight, and finds how fast the gap along unit vector e lets him go.
    /// @param creep_mps least speed of one who pushes past somebody that gives way
    /// Cost: linear in the bodies of nine cells.
    void look(const Bodies& bodies, std::uint32_t row, float ex, float ey,
              float creep_mps) noexcept;
    /// Adds to `pairs` whom he could touch in this step.
    void find_contacts(const Bodies& bodies, std::vector<Pair>& pairs) const;
    /// Keeps of those seen who could hold back a walker of that wish; the three below need it.
    void pick(const Bodies& bodies, float wish_mps, float creep_mps, bool is_held);

    [[nodiscard]] int ahead_count() const noexcept { return ahead_count_; }
    [[nodiscard]] int along_count() const noexcept { return along_count_; }
    /// Speed that the gap along e allows; far above any wish when there is nobody.
    [[nodiscard]] float speed_mps() const noexcept { return speed_mps_; }
    /// The same along four vectors at once, <= wish_mps.
    [[nodiscard]] Lanes speeds_along(Lanes ex, Lanes ey, float wish_mps) const noexcept;
    /// Somebody stands or comes so near in front that shoulders must be turned to get past.
    [[nodiscard]] bool is_faced(float ex, float ey) const noexcept;

private:
    struct Looking;
    void look_at(Looking& me, const BodyColumns& columns, std::uint32_t first, int count);
    void take(const Bodies& bodies, std::size_t seen, std::uint32_t other, float creep_mps);
    static constexpr std::size_t most_groups = 96; ///< of four; beyond 8 persons/m2
    static constexpr std::size_t most_others = 40;

    std::uint32_t row_ = 0;
    int ahead_count_ = 0; ///< of those who walk along, in the sector ahead
    int along_count_ = 0; ///< of those who walk along, all round
    float speed_mps_ = 0;
    std::size_t groups_ = 0;
    std::uint32_t group_row_[most_groups];
    unsigned char counts_[most_groups];  ///< bits: who of the four may hold him back
    unsigned char touches_[most_groups]; ///< bits: who of the four he could touch
    alignas(16) float dx_m_[most_groups * 4], dy_m_[most_groups * 4], d2_m2_[most_groups * 4];

    std::size_t count_ = 0;
    float x_[most_others], y_[most_others], vx_[most_others], vy_[most_others],
        reach_m_[most_others], least_mps_[most_others];
    bool soft_[most_others]; ///< gives way when pushed
};

} // namespace sim::crowd
