/// Detectors, call points, the alarm panel with its linkage, and the broadcast.
/// Time constants and thresholds: device_constants.h, each with its source.
#pragma once
#include "sim/core/tick.h"
#include "sim/devices/doors.h"
#include "sim/fire/hazard_view.h"
#include "sim/plan/smoke_cells.h"
#include <memory>
#include <optional>
#include <string>

namespace sim::devices {

enum class LinkageMode { manual, automatic };

struct AlarmSystemSpec {
    LinkageMode linkage = LinkageMode::manual;
    /// Automatic linkage acts when two detectors of a zone, or a detector and a call point, agree.
    bool two_signals_needed = true;
    /// From confirm (or automatic linkage) to magnets released and broadcast begun.
    double linkage_delay_s = 3;
    bool panel_out_of_order = false;
};

enum class PanelEventKind {
    detector_alarm,   ///< subject: detector key
    call_point_alarm, ///< subject: equipment key
    acknowledged, silenced, confirmed, reset, reset_refused,
    linkage_started,  ///< magnets released, broadcast on
    broadcast_started, broadcast_stopped,
    mode_changed,
    fault,            ///< subject: what failed (a trace line or an inject)
};

struct PanelEvent {
    PanelEventKind kind{};
    std::string subject;
    std::string detail; ///< in Chinese; may be empty
};

/// A reading that stands in for computed smoke (trace), until the next one for that detector.
struct DetectorReading {
    plan::DetectorId detector;
    std::optional<double> optical_density_dB_per_m;
    std::optional<double> temperature_K;
    bool alarm = false; ///< the source itself says alarm
};

class AlarmSystem {
public:
    AlarmSystem(const plan::Plan& plan, const plan::SmokeCells& cells, const AlarmSystemSpec& spec,
                std::uint64_t seed);
    ~AlarmSystem();

    void apply(const DetectorReading& reading);
    void press_call_point(plan::EquipmentId id);
    void acknowledge();
    void silence();
    void confirm(); ///< somebody has seen the fire; starts linkage in either mode
    void reset();   ///< refused while a detector is still in alarm
    void set_mode(LinkageMode mode);
    void set_broadcast(bool on);
    void set_fault(const std::string& subject, const std::string& detail);

    /// One tick; detectors are read at 20 Hz, state advanced exactly (no drift with step).
    void step(core::Tick now, const fire::HazardView& hazard);
    /// What happened in the last step, in order; borrowed until the next.
    [[nodiscard]] std::span<const PanelEvent> events() const noexcept;

    [[nodiscard]] bool in_alarm() const noexcept;
    [[nodiscard]] bool sounding() const noexcept;
    [[nodiscard]] bool broadcasting() const noexcept;
    [[nodiscard]] bool linkage_active() const noexcept;
    [[nodiscard]] bool acknowledged() const noexcept;
    /// Detectors in alarm, by detector: 1 in alarm.
    [[nodiscard]] std::span<const unsigned char> detector_alarms() const noexcept;
    /// First detector or call point in alarm; empty when none.
    [[nodiscard]] std::string first_alarm() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace sim::devices
