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
    acknowledged,
    silenced,
    confirmed,
    reset,
    reset_refused,
    linkage_started, ///< magnets released, broadcast on
    broadcast_started,
    broadcast_stopped,
    mode_changed,
    fault, ///< subject: what failed (a trace line or an inject)
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
    /// Copies what it needs. @param seed  sensitivities of the single detectors are drawn from it,
    /// keyed by detector; 0: all nominal
    AlarmSystem(const plan::Plan& plan, const plan::SmokeCells& cells, const AlarmSystemSpec& spec,
                std::uint64_t seed);
    ~AlarmSystem();

    // Keys and readings act at once; their events come out of the next step. While the panel is out
    // of order no key does anything, nothing is shown and nothing sounds; detectors still see
    // smoke.

    /// What the reading leaves out stays computed.
    void apply(const DetectorReading& reading);
    void press_call_point(plan::EquipmentId id);
    void acknowledge();
    void silence(); ///< a new alarm sounds again
    void confirm(); ///< somebody has seen the fire; starts linkage in either mode
    void reset();   ///< refused while a detector still sees smoke or heat; frees call points
    void set_mode(LinkageMode mode);
    void set_broadcast(bool on);
    /// A detector named here reports nothing more.
    void set_fault(const std::string& subject, const std::string& detail);

    /// One tick. Detectors take turns and are read every detector_period_ticks; between two
    /// readings the air is taken to change evenly and the lag is solved exactly. Cost: a pass over
    /// the detectors, a tenth of them with one exponential and one look at the smoke.
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
