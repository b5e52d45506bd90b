#include "sim/devices/alarm_system.h"

#include "sim/core/text.h"
#include "sim/devices/detector_model.h"
#include <algorithm>
#include <utility>

namespace sim::devices {

namespace {

/// A detector on its loop. Written by step (model, reading) and reset (alarm).
struct Point {
    std::string key, zone;
    plan::CellId cell;
    core::Vec2 at_m;
    DetectorModel model;
    std::optional<double> told_dB_per_m, told_K; ///< from a reading, in place of the computed air
    bool told_alarm = false;                     ///< the last reading itself says alarm
    bool failed = false;
    bool reported = false; ///< its alarm is latched at the panel
};

} // namespace

struct AlarmSystem::Impl {
    std::vector<Point> points;
    std::vector<std::string> call_point_keys; ///< by equipment; empty: no call point
    std::vector<unsigned char> alarms;        ///< by detector
    std::vector<unsigned char> pressed;       ///< by equipment
    std::vector<PanelEvent> pending, published;
    AlarmSystemSpec spec;
    LinkageMode mode{};
    std::string first_alarm;
    std::int64_t ticks_to_linkage = -1; ///< < 0: not counting
    bool buzzing = false, acknowledged = false, confirmed = false, linked = false,
         broadcast = false;

    void tell(PanelEventKind kind, std::string subject = {}, std::string detail = {}) {
        pending.push_back({kind, std::move(subject), std::move(detail)});
    }
    void latch(PanelEventKind kind, const std::string& key) {
        if (first_alarm.empty()) first_alarm = key;
        buzzing = true;
        tell(kind, key);
    }
    [[nodiscard]] DetectorAir air_at(const Point& point, const fire::HazardView& hazard) const;
    void read(std::size_t index, const fire::HazardView& hazard, double dt_s);
    void read_all(core::Tick tick, const fire::HazardView& hazard);
    [[nodiscard]] bool signals_agree() const;
    [[nodiscard]] bool two_detectors_agree() const;
    void count_down();
    void start_linkage_delay();
    void start_linkage();
};

AlarmSystem::AlarmSystem(const plan::Plan& plan, const plan::SmokeCells& cells,
                         const AlarmSystemSpec& spec, std::uint64_t seed)
    : impl_(std::make_unique<Impl>()) {
    impl_->spec = spec;
    impl_->mode = spec.linkage;
    for (const plan::Detector& d : plan.detectors)
        impl_->points.push_back({d.key,
                                 d.zone,
                                 cells.find_cell(plan, d.space, d.at_m),
                                 d.at_m,
                                 DetectorModel(d, draw_sensitivity_ratio(seed, d)),
                                 {},
                                 {}});
    for (const plan::Equipment& e : plan.equipment)
        impl_->call_point_keys.push_back(
            e.kind == plan::EquipmentKind::manual_call_point ? e.key : std::string());
    impl_->alarms.assign(plan.detectors.size(), 0);
    impl_->pressed.assign(plan.equipment.size(), 0);
}

AlarmSystem::~AlarmSystem() = default;

// --- detectors ------------------------------------------------------------------------------

void AlarmSystem::apply(const DetectorReading& reading) {
    if (!reading.detector || reading.detector.index() >= impl_->points.size()) return;
    Point& point = impl_->points[reading.detector.index()];
    point.told_alarm = reading.alarm;
    point.told_dB_per_m = reading.optical_density_dB_per_m;
    point.told_K = reading.temperature_K;
}

DetectorAir AlarmSystem::Impl::air_at(const Point& point, const fire::HazardView& hazard) const {
    DetectorAir air;
    if (point.cell && !(point.told_dB_per_m && point.told_K)) {
        const auto jet = hazard.ceiling_jet(point.cell, point.at_m);
        air = {jet.extinction_per_m * dB_per_extinction, jet.temperature_K, jet.speed_mps};
    }
    if (point.told_dB_per_m || point.told_K) air.speed_mps = trace_speed_mps;
    air.optical_density_dB_per_m = point.told_dB_per_m.value_or(air.optical_density_dB_per_m);
    air.temperature_K = point.told_K.value_or(air.temperature_K);
    return air;
}

void AlarmSystem::Impl::read(std::size_t index, const fire::HazardView& hazard, double dt_s) {
    Point& point = points[index];
    point.model.step(air_at(point, hazard), dt_s);
}

void AlarmSystem::Impl::read_all(core::Tick tick, const fire::HazardView& hazard) {
    constexpr double period_s = detector_period_ticks * core::tick_s;
    for (std::size_t i = 0; i < points.size(); ++i) {
        Point& point = points[i];
        const auto turn = (tick.value + static_cast<std::int64_t>(i)) % detector_period_ticks;
        if (turn == 0) read(i, hazard, period_s);
        const bool wants = !point.failed && (point.told_alarm || point.model.exceeds());
        if (wants && !alarms[i]) {
            alarms[i] = 1;
            if (!spec.panel_out_of_order) latch(PanelEventKind::detector_alarm, point.key);
        }
    }
}

// --- keys on the panel ----------------------------------------------------------------------

void AlarmSystem::press_call_point(plan::EquipmentId id) {
    Impl& s = *impl_;
    if (!id || id.index() >= s.pressed.size() || s.call_point_keys[id.index()].empty()) return;
    if (s.pressed[id.index()]) return;
    s.pressed[id.index()] = 1;
    if (!s.spec.panel_out_of_order)
        s.latch(PanelEventKind::call_point_alarm, s.call_point_keys[id.index()]);
}

void AlarmSystem::acknowledge() {
    if (!in_alarm() || impl_->acknowledged) return;
    impl_->acknowledged = true;
    impl_->tell(PanelEventKind::acknowledged, impl_->first_alarm);
}

void AlarmSystem::silence() {
    if (!impl_->buzzing) return;
    impl_->buzzing = false;
    impl_->tell(PanelEventKind::silenced);
}

void AlarmSystem::confirm() {
    if (impl_->spec.panel_out_of_order || impl_->confirmed) return;
    impl_->confirmed = true;
    impl_->tell(PanelEventKind::confirmed, impl_->first_alarm);
    impl_->start_linkage_delay();
}

void AlarmSystem::reset() {
    Impl& s = *impl_;
    if (s.spec.panel_out_of_order) return;
    for (const Point& point : s.points)
        if (!point.failed && (point.told_alarm || point.model.exceeds())) {
            s.tell(PanelEventKind::reset_refused, point.key, core::tr("探测器仍在报警，不能复位"));
            return;
        }
    std::fill(s.alarms.begin(), s.alarms.end(), static_cast<unsigned char>(0));
    std::fill(s.pressed.begin(), s.pressed.end(), static_cast<unsigned char>(0));
    s.first_alarm.clear();
    s.buzzing = s.acknowledged = s.confirmed = s.linked = false;
    s.ticks_to_linkage = -1;
    s.tell(PanelEventKind::reset);
    set_broadcast(false);
}

void AlarmSystem::set_mode(LinkageMode mode) {
    if (impl_->spec.panel_out_of_order || impl_->mode == mode) return;
    impl_->mode = mode;
    impl_->tell(PanelEventKind::mode_changed, {},
                mode == LinkageMode::automatic ? core::tr("自动") : core::tr("手动"));
}

void AlarmSystem::set_broadcast(bool on) {
    if (impl_->spec.panel_out_of_order || impl_->broadcast == on) return;
    impl_->broadcast = on;
    impl_->tell(on ? PanelEventKind::broadcast_started : PanelEventKind::broadcast_stopped);
}

void AlarmSystem::set_fault(const std::string& subject, const std::string& detail) {
    Impl& s = *impl_;
    for (Point& point : s.points)
        if (point.key == subject) point.failed = true;
    if (!s.spec.panel_out_of_order) s.tell(PanelEventKind::fault, subject, detail);
}

// --- linkage --------------------------------------------------------------------------------

bool AlarmSystem::Impl::two_detectors_agree() const {
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!alarms[i]) continue;
        for (std::size_t j = i + 1; j < points.size(); ++j)
            if (alarms[j] && points[i].zone == points[j].zone) return true;
    }
    return false;
}

bool AlarmSystem::Impl::signals_agree() const {
    const auto is_set = [](unsigned char c) { return c != 0; };
    const bool detector = std::any_of(alarms.begin(), alarms.end(), is_set);
    const bool call_point = std::any_of(pressed.begin(), pressed.end(), is_set);
    if (!spec.two_signals_needed) return detector || call_point;
    return (detector && call_point) || (detector && two_detectors_agree());
}

void AlarmSystem::Impl::start_linkage_delay() {
    if (linked || ticks_to_linkage >= 0) return;
    ticks_to_linkage = core::tick_at(spec.linkage_delay_s).value;
}

void AlarmSystem::Impl::start_linkage() {
    linked = true;
    tell(PanelEventKind::linkage_started, first_alarm);
    if (broadcast) return;
    broadcast = true;
    tell(PanelEventKind::broadcast_started);
}

void AlarmSystem::Impl::count_down() {
    if (spec.panel_out_of_order || linked) return;
    if (ticks_to_linkage < 0 && mode == LinkageMode::automatic && !first_alarm.empty() &&
        signals_agree())
        start_linkage_delay();
    if (ticks_to_linkage < 0) return;
    if (ticks_to_linkage == 0) start_linkage();
    --ticks_to_linkage;
}

void AlarmSystem::step(core::Tick now, const fire::HazardView& hazard) {
    impl_->read_all(now, hazard);
    impl_->count_down();
    impl_->published.swap(impl_->pending);
    impl_->pending.clear();
}

// --- what it shows --------------------------------------------------------------------------

std::span<const PanelEvent> AlarmSystem::events() const noexcept {
    return impl_->published;
}
bool AlarmSystem::in_alarm() const noexcept {
    return !impl_->first_alarm.empty();
}
bool AlarmSystem::sounding() const noexcept {
    return impl_->buzzing;
}
bool AlarmSystem::broadcasting() const noexcept {
    return impl_->broadcast;
}
bool AlarmSystem::linkage_active() const noexcept {
    return impl_->linked;
}
bool AlarmSystem::acknowledged() const noexcept {
    return impl_->acknowledged;
}
std::span<const unsigned char> AlarmSystem::detector_alarms() const noexcept {
    return impl_->alarms;
}
std::string AlarmSystem::first_alarm() const {
    return impl_->first_alarm;
}

} // namespace sim::devices
