#include "sim/record/frame_reader.h"

#include "sim/core/text.h"
#include "sim/record/record_schema.h"
#include <cmath>

namespace sim::record {

using core::tr;
using core::trf;

namespace {

constexpr std::size_t frames_limit_bytes = 512u << 20;
constexpr double number_limit = 1e6; // metres, kelvin, kW, ppm: beyond it nothing of ours
constexpr int device_kind_count = static_cast<int>(plan::device_names.size()), outcome_count = 4,
              posture_count = 3;

/// Rows of one table in the order they were written, which is the order of time.
class Rows {
public:
    /// @param sql its column 0 is the time, in units of `ticks_per_unit`
    Rows(SqliteFile& file, const char* table, const char* sql, int ticks_per_unit, core::Tick end)
        : table_(table), row_(file.prepare(sql)), ticks_per_unit_(ticks_per_unit), end_(end) {
        step();
    }

    /// True while the present row shows by that frame. A row that cannot be stops the table.
    [[nodiscard]] bool due(std::size_t frame) const {
        return more_ &&
               time_ * ticks_per_unit_ <= static_cast<std::int64_t>(frame) * frame_period_ticks;
    }
    void step() {
        if (refused_) return;
        more_ = row_.next();
        ++number_;
        if (!more_) return;
        const std::int64_t before = time_;
        time_ = row_.integer(0);
        if (time_ < before || time_ > end_.value / ticks_per_unit_) refuse();
    }
    void refuse() {
        refused_ = true;
        more_ = false;
    }
    /// A column as an index below `count`; else the table is refused and 0 answered.
    std::size_t index(int column, std::size_t count) {
        const std::int64_t value = row_.integer(column);
        if (value >= 0 && static_cast<std::uint64_t>(value) < count)
            return static_cast<std::size_t>(value);
        refuse();
        return 0;
    }
    double real(int column) {
        const double value = row_.real(column);
        if (std::abs(value) <= number_limit) return value; // not for NaN
        refuse();
        return 0;
    }
    float number(int column) { return static_cast<float>(real(column)); }
    [[nodiscard]] bool flag(int column) const { return row_.integer(column) != 0; }
    [[nodiscard]] bool good() const noexcept { return !refused_; }

    void tell(const std::string& file, const SqliteFile& sqlite, core::Problems& problems) const {
        if (refused_)
            problems.push_back({file, table_, trf("第 {} 行的数字不合理", number_), ""});
        else if (row_.failed())
            problems.push_back(sqlite.error().problems.front());
    }

private:
    const char* table_;
    Statement row_;
    int ticks_per_unit_;
    core::Tick end_;
    std::int64_t time_ = 0;
    std::int64_t number_ = 0;
    bool more_ = false, refused_ = false;
};

class FrameReader {
public:
    FrameReader(SqliteFile& file, const std::string& name, Record& record)
        : file_(file), name_(name), record_(record) {}

    void read_people(std::span<const drill::PersonFrame> start);
    void read_cells();
    void read_fires();
    void read_doors();
    void read_detectors();
    void read_devices();
    core::Problems problems;

private:
    Rows rows(const char* table, const char* sql, int ticks_per_unit = 1) {
        return {file_, table, sql, ticks_per_unit, record_.header.end};
    }
    /// Reads a table of values that stand until they change: `apply` takes the present row,
    /// `show` gives a frame what stands.
    template <class Apply, class Show>
    void carry_forward(Rows row, const Apply& apply, const Show& show) {
        for (std::size_t f = 0; f < record_.frames.size(); ++f) {
            for (; row.due(f); row.step())
                apply(row);
            show(record_.frames[f]);
        }
        row.tell(name_, file_, problems);
    }
    void apply_state(Rows& row, std::vector<drill::PersonFrame>& now) const;
    static void apply_posture(Rows& row, std::vector<drill::PersonFrame>& now);
    void apply_position(Rows& row, std::vector<drill::PersonFrame>& now) const;

    SqliteFile& file_;
    const std::string& name_;
    Record& record_;
};

void FrameReader::apply_state(Rows& row, std::vector<drill::PersonFrame>& now) const {
    const std::size_t person = row.index(1, now.size());
    const std::size_t sheet = row.index(2, record_.area.sheets.size());
    const std::size_t outcome = row.index(3, outcome_count);
    const float dose = row.number(6);
    if (!row.good()) return;
    drill::PersonFrame& p = now[person];
    p.position.sheet = core::make_id<plan::SheetId>(sheet);
    p.outcome = static_cast<drill::PersonOutcome>(outcome);
    p.present = row.flag(4);
    p.moving = row.flag(5);
    p.dose = dose;
}

void FrameReader::apply_posture(Rows& row, std::vector<drill::PersonFrame>& now) {
    const std::size_t person = row.index(1, now.size());
    const std::size_t posture = row.index(2, posture_count);
    if (row.good()) now[person].posture = static_cast<crowd::Posture>(posture);
}

void FrameReader::apply_position(Rows& row, std::vector<drill::PersonFrame>& now) const {
    const std::size_t person = row.index(1, now.size());
    const core::Vec2 at{row.real(2), row.real(3)};
    const double heading_rad = std::atan2(row.real(5), row.real(4));
    if (!row.good()) return;
    drill::PersonFrame& p = now[person];
    p.position.at_m = at - record_.area.sheets[p.position.sheet.index()].layout_offset_m;
    p.heading_rad = static_cast<float>(heading_rad);
}

void FrameReader::read_people(std::span<const drill::PersonFrame> start) {
    std::vector<drill::PersonFrame> now(start.begin(), start.end());
    Rows state = rows("person_state", "SELECT tick, person, sheet, outcome, present, moving, dose "
                                      "FROM person_state");
    const bool told = record_.header.format_version >= posture_since_version;
    Rows posture = rows("posture", told ? "SELECT tick, person, posture FROM posture"
                                        : "SELECT 0, 0, 0 WHERE 0");
    Rows position = rows("trajectory_data",
                         "SELECT frame, id, pos_x, pos_y, ori_x, ori_y "
                         "FROM trajectory_data",
                         frame_period_ticks);
    for (std::size_t f = 0; f < record_.frames.size(); ++f) {
        // Sheets first: a position is told in the drawing of the sheet he is on.
        for (; state.due(f); state.step())
            apply_state(state, now);
        for (; posture.due(f); posture.step())
            apply_posture(posture, now);
        for (; position.due(f); position.step())
            apply_position(position, now);
        record_.frames[f].people = now;
    }
    state.tell(name_, file_, problems);
    posture.tell(name_, file_, problems);
    position.tell(name_, file_, problems);
}

void FrameReader::read_cells() {
    std::vector<drill::CellFrame> now(record_.cells.cells.size());
    for (std::size_t i = 0; i < now.size(); ++i)
        now[i].interface_height_m = static_cast<float>(record_.cells.cells[i].height_m);
    carry_forward(
        rows("smoke", "SELECT tick, cell, interface_height_m, upper_temperature_K, "
                      "lower_temperature_K, visibility_m, upper_extinction_per_m, "
                      "carbon_monoxide_ppm FROM smoke"),
        [&now](Rows& row) {
            const std::size_t cell = row.index(1, now.size());
            const drill::CellFrame c{row.number(2), row.number(3), row.number(4),
                                     row.number(5), row.number(6), row.number(7)};
            if (row.good()) now[cell] = c;
        },
        [&now](drill::Frame& frame) { frame.cells = now; });
}

void FrameReader::read_fires() {
    std::vector<float> now(record_.scenario.fires.size());
    carry_forward(
        rows("fire", "SELECT tick, fire, hrr_kW FROM fire"),
        [&now](Rows& row) {
            const std::size_t fire = row.index(1, now.size());
            const float hrr_kW = row.number(2);
            if (row.good()) now[fire] = hrr_kW;
        },
        [&now](drill::Frame& frame) { frame.fire_hrr_kW = now; });
}

void FrameReader::read_doors() {
    std::vector<float> now(record_.plan.openings.size());
    carry_forward(
        rows("door", "SELECT tick, opening, open_frac FROM door"),
        [&now](Rows& row) {
            const std::size_t opening = row.index(1, now.size());
            const float open_frac = row.number(2);
            if (row.good()) now[opening] = open_frac;
        },
        [&now](drill::Frame& frame) { frame.open_frac = now; });
}

void FrameReader::read_detectors() {
    std::vector<unsigned char> now(record_.plan.detectors.size());
    carry_forward(
        rows("detector", "SELECT tick, detector, alarm FROM detector"),
        [&now](Rows& row) {
            const std::size_t detector = row.index(1, now.size());
            if (row.good()) now[detector] = row.flag(2);
        },
        [&now](drill::Frame& frame) { frame.detector_alarms = now; });
}

void FrameReader::read_devices() {
    std::vector<drill::DeviceFrame> now;
    carry_forward(
        rows("device", "SELECT tick, kind, sheet, x_m, y_m, heading_rad, length_m, width_m "
                       "FROM device"),
        [&](Rows& row) {
            drill::DeviceFrame d;
            d.kind = static_cast<assist::DeviceKind>(row.index(1, device_kind_count));
            d.sheet = core::make_id<plan::SheetId>(row.index(2, record_.area.sheets.size()));
            d.center_m = {row.real(3), row.real(4)};
            d.heading_rad = row.number(5);
            d.length_m = row.number(6);
            d.width_m = row.number(7);
            if (row.good()) now.push_back(d);
        },
        [&now](drill::Frame& frame) {
            frame.devices = std::move(now); // told anew in each frame
            now.clear();
        });
}

std::size_t frame_size_bytes(const Record& record) {
    return sizeof(drill::Frame) + record.cast.size() * sizeof(drill::PersonFrame) +
           record.cells.cells.size() * sizeof(drill::CellFrame) +
           (record.plan.openings.size() + record.scenario.fires.size()) * sizeof(float) +
           record.plan.detectors.size();
}

} // namespace

core::Result<void> read_frames(SqliteFile& file, const std::string& name,
                               std::span<const drill::PersonFrame> start, Record& record) {
    const auto count = static_cast<std::size_t>(record.header.end.value / frame_period_ticks) + 1;
    if (count > frames_limit_bytes / frame_size_bytes(record))
        return core::make_error(core::Errc::too_large, {name, "", tr("记录太长，内存装不下"), ""});
    record.frames.resize(count);
    for (std::size_t f = 0; f < count; ++f)
        record.frames[f].tick = {static_cast<std::int64_t>(f) * frame_period_ticks};
    FrameReader reader(file, name, record);
    reader.read_people(start);
    reader.read_cells();
    reader.read_fires();
    reader.read_doors();
    reader.read_detectors();
    reader.read_devices();
    if (!reader.problems.empty()) return core::make_error(std::move(reader.problems));
    return {};
}

} // namespace sim::record
