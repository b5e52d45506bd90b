/// Which poses (u, v, heading) of a rectangle in a turning room are free, on a grid, one bit each.
/// The rectangle looks the same turned half round: headings run over 180 degrees and wrap.
#pragma once
#include "sim/plan/turning_room.h"
#include <cstdint>

namespace sim::plan {

inline constexpr int pose_headings = 96; ///< 1.875 degrees apart; 0, 45 and 90 are among them
inline constexpr std::size_t most_poses = 64'000'000; ///< 8 MB for the free, 8 MB for the reached

struct GridPose {
    int column = 0, row = 0, heading = 0;
};

class PoseField {
public:
    /// @param window part of the room looked at, in its frame; poses outside do not exist
    /// @param cell_m distance of the grid's points; grows when the window has too many
    /// Cost: about 10 ms for 10 million poses.
    PoseField(const TurningRoom& room, const DeviceShape& shape, double margin_m, core::Box window,
              double cell_m, std::size_t limit = most_poses);

    [[nodiscard]] bool is_free(const GridPose& p) const noexcept {
        return (free_[row_begin(p.row, p.heading) + static_cast<std::size_t>(p.column) / 64] >>
                    (p.column % 64) &
                1) != 0;
    }
    [[nodiscard]] Pose metres_of(const GridPose& p) const noexcept;
    /// Free poses within slack_m and a few degrees of a pose.
    [[nodiscard]] std::vector<GridPose> free_near(const Pose& pose, double slack_m) const;

    /// Poses of one row and heading that would do, first .. last column; none when first > last.
    struct Goal {
        int first = 0, last = -1;
    };
    /// True when some goal can be reached by small steps from one of the starts.
    /// @param goals by heading * rows() + row. Cost: about 10 ms for 10 million poses.
    [[nodiscard]] bool reaches(const std::vector<GridPose>& starts,
                               const std::vector<Goal>& goals) const;

    [[nodiscard]] int columns() const noexcept { return columns_; }
    [[nodiscard]] int rows() const noexcept { return rows_; }
    [[nodiscard]] double cell_m() const noexcept { return cell_m_; }

private:
    [[nodiscard]] std::size_t row_begin(int row, int heading) const noexcept {
        return (static_cast<std::size_t>(heading) * rows_ + row) * words_;
    }
    void block_heading(int heading, const TurningRoom& room, double half_l, double half_w);
    void block_polygon(int heading, const std::vector<Vec2>& convex);
    void block_columns(int row, int heading, int first, int last);

    double cell_m_;
    Vec2 low_m_;
    int columns_ = 0, rows_ = 0;
    std::size_t words_ = 0; ///< of 64 poses in one row
    std::vector<std::uint64_t> free_;
};

} // namespace sim::plan
