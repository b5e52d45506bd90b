#include "sim/record/frame_writer.h"

#include "sim/record/frame_compare.h"
#include <cmath>

namespace sim::record {

FrameWriter::FrameWriter(SqliteFile& file, const plan::WalkableArea& area)
    : area_(&area), state_(file.prepare("INSERT INTO person_state VALUES(?,?,?,?,?,?,?)")),
      posture_(file.prepare("INSERT INTO posture VALUES(?,?,?)")),
      smoke_(file.prepare("INSERT INTO smoke VALUES(?,?,?,?,?,?,?,?)")),
      door_(file.prepare("INSERT INTO door VALUES(?,?,?)")),
      fire_(file.prepare("INSERT INTO fire VALUES(?,?,?)")),
      device_(file.prepare("INSERT INTO device VALUES(?,?,?,?,?,?,?,?)")),
      detector_(file.prepare("INSERT INTO detector VALUES(?,?,?)")),
      trajectory_(file.prepare("INSERT INTO trajectory_data VALUES(?,?,?,?,?,?)")),
      frame_data_(file.prepare("INSERT INTO frame_data VALUES(?,1)")) {}

bool FrameWriter::write(const drill::Frame& frame) {
    if (first_) {
        written_ = frame;
        start_ = frame.people;
        moved_.assign(frame.people.size(), 0);
    }
    bool ok = frame_data_.bind(1, frame.tick.value / frame_period_ticks).run();
    for (std::size_t i = 0; i < frame.people.size() && ok; ++i)
        ok = write_posture(frame, i) && write_person(frame, i) && write_position(frame, i);
    ok = ok && write_openings(frame) && write_detectors(frame) && write_devices(frame);
    if (frame.tick.value % cell_period_ticks == 0)
        ok = ok && write_cells(frame) && write_fires(frame);
    first_ = false;
    return ok;
}

bool FrameWriter::write_person(const drill::Frame& frame, std::size_t i) {
    const drill::PersonFrame& p = frame.people[i];
    drill::PersonFrame& before = written_.people[i];
    const bool changed = first_ || before.position.sheet != p.position.sheet ||
                         before.outcome != p.outcome || before.present != p.present ||
                         before.moving != p.moving || std::abs(before.dose - p.dose) > dose_step;
    if (!changed) return true;
    before = p;
    return state_.bind(1, frame.tick.value)
        .bind(2, static_cast<std::int64_t>(i))
        .bind(3, std::int64_t{p.position.sheet.value})
        .bind(4, std::int64_t{static_cast<int>(p.outcome)})
        .bind(5, std::int64_t{p.present})
        .bind(6, std::int64_t{p.moving})
        .bind(7, static_cast<double>(p.dose))
        .run();
}

/// Everybody is upright until a row says else. Before write_person, which takes the whole person.
bool FrameWriter::write_posture(const drill::Frame& frame, std::size_t i) {
    const crowd::Posture before = first_ ? crowd::Posture::upright : written_.people[i].posture;
    const crowd::Posture now = frame.people[i].posture;
    if (before == now) return true;
    written_.people[i].posture = now;
    return posture_.bind(1, frame.tick.value)
        .bind(2, static_cast<std::int64_t>(i))
        .bind(3, std::int64_t{static_cast<int>(now)})
        .run();
}

bool FrameWriter::write_position(const drill::Frame& frame, std::size_t i) {
    const drill::PersonFrame &p = frame.people[i], &start = start_[i];
    // Who has not left his bed or post yet stands in table person and costs no rows.
    if (!moved_[i])
        moved_[i] =
            start.position.sheet != p.position.sheet ||
            core::distance(start.position.at_m, p.position.at_m) > position_step_m ||
            std::abs(static_cast<double>(start.heading_rad - p.heading_rad)) > heading_step_rad;
    if (!moved_[i] || !p.present) return true;
    const core::Vec2 at = p.position.at_m + area_->sheets[p.position.sheet.index()].layout_offset_m;
    return trajectory_.bind(1, frame.tick.value / frame_period_ticks)
        .bind(2, static_cast<std::int64_t>(i))
        .bind(3, at.x)
        .bind(4, at.y)
        .bind(5, std::cos(static_cast<double>(p.heading_rad)))
        .bind(6, std::sin(static_cast<double>(p.heading_rad)))
        .run();
}

bool FrameWriter::write_openings(const drill::Frame& frame) {
    bool ok = true;
    for (std::size_t i = 0; i < frame.open_frac.size() && ok; ++i) {
        if (!first_ && std::abs(written_.open_frac[i] - frame.open_frac[i]) <= open_step_frac)
            continue;
        written_.open_frac[i] = frame.open_frac[i];
        ok = door_.bind(1, frame.tick.value)
                 .bind(2, static_cast<std::int64_t>(i))
                 .bind(3, static_cast<double>(frame.open_frac[i]))
                 .run();
    }
    return ok;
}

bool FrameWriter::write_detectors(const drill::Frame& frame) {
    bool ok = true;
    for (std::size_t i = 0; i < frame.detector_alarms.size() && ok; ++i) {
        const unsigned char before = first_ ? 0 : written_.detector_alarms[i];
        if (before == frame.detector_alarms[i]) continue;
        written_.detector_alarms[i] = frame.detector_alarms[i];
        ok = detector_.bind(1, frame.tick.value)
                 .bind(2, static_cast<std::int64_t>(i))
                 .bind(3, std::int64_t{frame.detector_alarms[i]})
                 .run();
    }
    return ok;
}

bool FrameWriter::write_devices(const drill::Frame& frame) {
    bool ok = true;
    for (const drill::DeviceFrame& d : frame.devices)
        ok = ok && device_.bind(1, frame.tick.value)
                       .bind(2, std::int64_t{static_cast<int>(d.kind)})
                       .bind(3, std::int64_t{d.sheet.value})
                       .bind(4, d.center_m.x)
                       .bind(5, d.center_m.y)
                       .bind(6, static_cast<double>(d.heading_rad))
                       .bind(7, static_cast<double>(d.length_m))
                       .bind(8, static_cast<double>(d.width_m))
                       .run();
    return ok;
}

bool FrameWriter::write_cells(const drill::Frame& frame) {
    bool ok = true;
    for (std::size_t i = 0; i < frame.cells.size() && ok; ++i) {
        const drill::CellFrame& c = frame.cells[i];
        if (!first_ && is_same(written_.cells[i], c)) continue;
        written_.cells[i] = c;
        ok = smoke_.bind(1, frame.tick.value)
                 .bind(2, static_cast<std::int64_t>(i))
                 .bind(3, static_cast<double>(c.interface_height_m))
                 .bind(4, static_cast<double>(c.upper_temperature_K))
                 .bind(5, static_cast<double>(c.lower_temperature_K))
                 .bind(6, static_cast<double>(c.visibility_m))
                 .bind(7, static_cast<double>(c.upper_extinction_per_m))
                 .bind(8, static_cast<double>(c.carbon_monoxide_ppm))
                 .run();
    }
    return ok;
}

bool FrameWriter::write_fires(const drill::Frame& frame) {
    bool ok = true;
    for (std::size_t i = 0; i < frame.fire_hrr_kW.size() && ok; ++i) {
        if (!first_ && std::abs(frame.fire_hrr_kW[i] - written_.fire_hrr_kW[i]) <= hrr_step_kW)
            continue;
        written_.fire_hrr_kW[i] = frame.fire_hrr_kW[i];
        ok = fire_.bind(1, frame.tick.value)
                 .bind(2, static_cast<std::int64_t>(i))
                 .bind(3, static_cast<double>(frame.fire_hrr_kW[i]))
                 .run();
    }
    return ok;
}

} // namespace sim::record
