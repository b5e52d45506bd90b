/// People who are moved: a crew of walkers fetches a device, prepares a resident, moves him, sets
/// him down, and comes back. Rigid shapes move in Box2D along poses that clearance.h found.
/// Preparation, trips, fatigue and turns take the time stated in device_catalogue.h; nobody is
/// moved faster than each of his crew walks by himself.
#pragma once
#include "sim/crowd/crowd.h"
#include "sim/plan/clearance.h"
#include <memory>
#include <optional>

namespace sim::assist {

using plan::device_word;
using plan::DeviceKind;

/// Of those who handle a device. The catalogue's own figures are those of a usual crew.
enum class Fitness { usual, strong };

/// Everything a trip takes. Defaults and their sources: device_catalogue.h; a scenario may
/// override.
struct DeviceProfile {
    DeviceKind kind = DeviceKind::rescue_sheet;
    int handlers_min = 2, handlers_max = 2;
    double preparation_s = 60, preparation_sd_s = 0; ///< at the resident; log-normal when sd > 0
    double loaded_mps = 0.6, loaded_stair_down_mps = 0.6, loaded_stair_up_mps = 0;
    ///< 0: not possible that way
    /// With a crew of strong people; 0: no figure, as usual.
    struct Strong {
        double preparation_s = 0, loaded_mps = 0, loaded_stair_down_mps = 0;
    };
    Strong strong{};
    /// With each handler fewer than handlers_max: the speed falls to that share, 0 .. 1, the
    /// preparation takes so many times as long, >= 1.
    double short_speed_frac = 1, short_preparation_factor = 1;
    double unload_s = 15;
    double length_m = 2.0, width_m = 0.6; ///< of the rigid shape; 0: no shape (arm)
    double turn_factor = 0.5;             ///< speed in turns
    double fatigue_per_trip = 0; ///< speed lost with each earlier trip of the crew, fraction
    bool needs_stock = true;     ///< has to be fetched from where the plan keeps it
};
[[nodiscard]] const DeviceProfile& default_profile(DeviceKind kind) noexcept;

using TransferId = core::Id<struct TransferTag>;

struct TransferSpec {
    std::string resident_key;
    plan::SpaceId from;
    plan::Pose bed_pose; ///< where the resident lies or sits
    plan::SheetId sheet;
    plan::SpaceId to; ///< destination space
    core::Vec2 to_m;  ///< set down here
    DeviceProfile device;
    plan::EquipmentId stock; ///< fetched here first; none: at hand already
    std::vector<crowd::WalkerId> crew;
    Fitness fitness = Fitness::usual; ///< of the least fit of them
    /// Each of them goes on into thick smoke. False: they turn to another way, or stop before it;
    /// whom it surrounds already gets out of it in any case.
    bool enters_smoke = true;
    bool leaves_device = false; ///< at the end he stays on it, and the crew goes without
};

enum class TransferPhase {
    fetching,  ///< the first of the crew gets the device
    gathering, ///< walking to the resident; too few handlers also waits here
    preparing,
    moving,
    unloading,
    done,
    refused, ///< before it began: too few handlers or no way for this device; see reason
    stopped, ///< on the way: blocked, a handler down, or called off; the resident stays where he is
};

struct TransferStatus {
    TransferPhase phase = TransferPhase::fetching;
    std::string reason; ///< of refused or stopped, in Chinese
    std::string waits;  ///< what it stands still for just now, in Chinese; empty: it does not
    plan::Position resident;
    plan::SpaceId resident_space;
    double heading_rad = 0;
    double preparation_left_s = 0;
    plan::LiftId lift{}; ///< in whose car he is, or was last
    /// Before whose smoke the crew stands, or for whose it stopped; see redirect().
    plan::SpaceId smoke_ahead{};
};

class Assist {
public:
    /// All borrowed for its life; `crowd` is the one whose walkers form the crews.
    Assist(const plan::Plan& plan, const plan::WalkableArea& area, const plan::WalkableMesh& mesh,
           const plan::RouteGraph& graph, const plan::SmokeCells& cells, crowd::Crowd& crowd,
           std::uint64_t seed);
    ~Assist();

    /// Feasibility is decided here (handlers, stairs, clearance of every door and turn); an
    /// impossible transfer comes back as a status `refused` with its reason, never a stuck bed.
    /// A way may lead by a lift that is in service for those with a permit (Crowd), when neither of
    /// the two lobbies is smoky and its car and doors hold the device with its crew.
    /// Of a crew larger than handlers_max the first ones take part, the others stay free.
    /// A device goes back with the first of the crew: `stock` is not visited while he has one of
    /// this kind with him, and each visit takes one away from the plan's count.
    /// Cost: about 1 ms; up to 0.2 s for each turn too tight for slides and turns on the spot.
    TransferId begin(const TransferSpec& spec);
    void call_off(TransferId id);
    /// While moving: to another place from where the resident is. False when there is no way
    /// there; then nothing has changed. Cost: as begin().
    bool redirect(TransferId id, plan::SpaceId to, core::Vec2 to_m,
                  const crowd::Surroundings& surroundings);

    /// One tick. Moves devices and places attached crew; call before Crowd::step of the same tick.
    void step(const crowd::Surroundings& surroundings);

    /// The reference stays good for the life of this object.
    [[nodiscard]] const TransferStatus& status(TransferId id) const noexcept;
    /// Walkers on a transfer now, so that nobody is given two tasks.
    [[nodiscard]] bool is_busy(crowd::WalkerId id) const noexcept;
    /// Moving devices for the crowd to keep away from; readable until the end of
    /// the next step, so that they may be handed to that one too.
    [[nodiscard]] std::span<const crowd::Obstacle> obstacles() const noexcept;
    /// Shut doors that a device stands before in this tick.
    [[nodiscard]] std::span<const crowd::DoorPush> door_pushes() const noexcept;
    /// Openings in which a device stands in this tick (their doors must not close).
    [[nodiscard]] std::span<const plan::OpeningId> openings_in_use() const noexcept;

    /// Rectangles of all moving devices, for frames and tests.
    struct Body {
        TransferId transfer;
        DeviceKind kind;
        plan::SheetId sheet;
        plan::Pose pose;
        double length_m, width_m;
    };
    [[nodiscard]] std::span<const Body> bodies() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace sim::assist
