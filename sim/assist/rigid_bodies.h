/// Devices on the move as rigid rectangles in Box2D, one world a sheet. Where a device shall be is
/// known beforehand (way.h); Box2D answers where it gets to among walls and other devices.
#pragma once
#include "sim/assist/footprint.h"
#include <memory>

namespace sim::assist {

using BodyIndex = std::size_t;

class RigidBodies {
public:
    explicit RigidBodies(const Walls& walls, std::size_t sheet_count);
    ~RigidBodies();

    /// A body appears; the order of calls is part of the result (bodies are created in it).
    BodyIndex add(plan::SheetId sheet, const plan::Pose& pose, const plan::DeviceShape& shape);
    void remove(BodyIndex body);
    /// Where the body shall be at the end of the next step.
    void aim(BodyIndex body, const plan::Pose& target);
    /// Puts a body somewhere else, on another sheet perhaps.
    void move(BodyIndex body, plan::SheetId sheet, const plan::Pose& pose);
    /// One tick, in fixed sub-steps.
    void step();
    [[nodiscard]] plan::Pose pose(BodyIndex body) const;
    [[nodiscard]] core::Vec2 velocity_mps(BodyIndex body) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace sim::assist
