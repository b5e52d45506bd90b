/// Frames as rows: only what changed by more than the steps of record.h.
#pragma once
#include "sim/record/record.h"
#include "sim/record/sqlite_file.h"

namespace sim::record {

class FrameWriter {
public:
    FrameWriter() = default;
    /// The tables must be there. `area` outlives the writer.
    FrameWriter(SqliteFile& file, const plan::WalkableArea& area);
    /// A frame of a tick that is a multiple of frame_period_ticks; smoke only of cell_period_ticks.
    /// False: SQLite's error says why.
    [[nodiscard]] bool write(const drill::Frame& frame);

private:
    bool write_person(const drill::Frame& frame, std::size_t i);
    bool write_posture(const drill::Frame& frame, std::size_t i);
    bool write_position(const drill::Frame& frame, std::size_t i);
    bool write_openings(const drill::Frame& frame);
    bool write_detectors(const drill::Frame& frame);
    bool write_devices(const drill::Frame& frame);
    bool write_cells(const drill::Frame& frame);
    bool write_fires(const drill::Frame& frame);

    const plan::WalkableArea* area_ = nullptr;
    Statement state_, posture_, smoke_, door_, fire_, device_, detector_, trajectory_, frame_data_;
    drill::Frame written_; ///< what a reader of the rows so far would show
    std::vector<drill::PersonFrame> start_;
    std::vector<unsigned char> moved_; ///< by person: appears in trajectory_data from now on
    bool first_ = true;
};

} // namespace sim::record
