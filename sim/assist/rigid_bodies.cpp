#include "sim/assist/rigid_bodies.h"
#include "sim/assist/assist_constants.h"
#include "sim/core/tick.h"
#include <algorithm>
#include <box2d/box2d.h>
#include <optional>

namespace sim::assist {

using core::Vec2;
using plan::Pose;
using plan::SheetId;

namespace {

constexpr int velocity_iterations = 8, position_iterations = 4;
constexpr double body_mass_kg = 120; ///< resident and device; only the ratio between two matters
constexpr float body_friction = 0.05f;

b2Vec2 to_b2(Vec2 v) noexcept {
    return {static_cast<float>(v.x), static_cast<float>(v.y)};
}

Vec2 limited(Vec2 v, double most) noexcept {
    const double speed = core::length(v);
    return speed > most ? v * (most / speed) : v;
}

} // namespace

struct RigidBodies::Impl {
    struct Body {
        SheetId sheet;
        plan::DeviceShape shape;
        b2Body* body = nullptr; ///< owned by the sheet's world; null when removed
        Pose from, target;
    };

    const Walls& walls;
    std::vector<std::unique_ptr<b2World>> worlds; ///< by sheet; null until a device gets there
    std::vector<Body> bodies;

    b2World& world_of(SheetId sheet) {
        auto& world = worlds[sheet.index()];
        if (world) return *world;
        world = std::make_unique<b2World>(b2Vec2{0, 0});
        // 4 cm a sub-step at most, against half widths of 25 cm and more: nothing tunnels.
        world->SetContinuousPhysics(false);
        world->SetAllowSleeping(false);
        b2BodyDef definition;
        b2Body* ground = world->CreateBody(&definition);
        for (const core::Segment& wall : walls.of(sheet)) {
            if (core::distance(wall.a, wall.b) < b2_linearSlop) continue;
            b2EdgeShape edge;
            edge.SetTwoSided(to_b2(wall.a), to_b2(wall.b));
            b2FixtureDef fixture;
            fixture.shape = &edge;
            fixture.friction = body_friction;
            ground->CreateFixture(&fixture);
        }
        return *world;
    }

    void create(Body& b, const Pose& pose) {
        b2BodyDef definition;
        definition.type = b2_dynamicBody;
        definition.position = to_b2(pose.center_m);
        definition.angle = static_cast<float>(pose.heading_rad);
        definition.allowSleep = false;
        b.body = world_of(b.sheet).CreateBody(&definition);
        // Box2D keeps polygons and edges one skin apart each; without this a device would be 2 cm
        // wider all round than the ways that were found for it.
        constexpr double skin_m = 2 * b2_polygonRadius;
        const double half_length = std::max(b.shape.length_m / 2 - skin_m, skin_m);
        const double half_width = std::max(b.shape.width_m / 2 - skin_m, skin_m);
        b2PolygonShape box;
        box.SetAsBox(static_cast<float>(half_length), static_cast<float>(half_width));
        b2FixtureDef fixture;
        fixture.shape = &box;
        fixture.friction = body_friction;
        fixture.density = static_cast<float>(body_mass_kg / (4 * half_length * half_width));
        b.body->CreateFixture(&fixture);
        b.from = b.target = pose;
    }

    static Pose pose_of(const b2Body& body) {
        return {{body.GetPosition().x, body.GetPosition().y}, body.GetAngle()};
    }

    /// Velocity that brings the body to its place at the end of sub-step `i`.
    static void drive(Body& b, int i, double substep_s) {
        const double frac = double(i + 1) / body_substeps;
        const Pose now = pose_of(*b.body);
        const Vec2 want = b.from.center_m + (b.target.center_m - b.from.center_m) * frac;
        const double heading =
            b.from.heading_rad + (b.target.heading_rad - b.from.heading_rad) * frac;
        b.body->SetLinearVelocity(
            to_b2(limited((want - now.center_m) * (1 / substep_s), body_speed_limit_mps)));
        b.body->SetAngularVelocity(
            static_cast<float>(std::clamp((heading - now.heading_rad) / substep_s,
                                          -body_spin_limit_rad_per_s, body_spin_limit_rad_per_s)));
    }
};

RigidBodies::RigidBodies(const Walls& walls, std::size_t sheet_count)
    : impl_{std::make_unique<Impl>(Impl{walls, {}, {}})} {
    impl_->worlds.resize(sheet_count);
}

RigidBodies::~RigidBodies() = default;

BodyIndex RigidBodies::add(SheetId sheet, const Pose& pose, const plan::DeviceShape& shape) {
    Impl::Body body{sheet, shape, nullptr, pose, pose};
    impl_->create(body, pose);
    impl_->bodies.push_back(body);
    return impl_->bodies.size() - 1;
}

void RigidBodies::remove(BodyIndex body) {
    Impl::Body& b = impl_->bodies[body];
    if (b.body) impl_->world_of(b.sheet).DestroyBody(b.body);
    b.body = nullptr;
}

void RigidBodies::aim(BodyIndex body, const Pose& target) {
    Impl::Body& b = impl_->bodies[body];
    b.from = Impl::pose_of(*b.body);
    b.target = target;
}

void RigidBodies::move(BodyIndex body, SheetId sheet, const Pose& pose) {
    remove(body);
    impl_->bodies[body].sheet = sheet;
    impl_->create(impl_->bodies[body], pose);
}

void RigidBodies::step() {
    constexpr double substep_s = core::tick_s / body_substeps;
    for (int i = 0; i < body_substeps; ++i) {
        for (Impl::Body& b : impl_->bodies)
            if (b.body) Impl::drive(b, i, substep_s);
        for (auto& world : impl_->worlds)
            if (world && world->GetBodyCount() > 1)
                world->Step(static_cast<float>(substep_s), velocity_iterations,
                            position_iterations);
    }
}

Pose RigidBodies::pose(BodyIndex body) const {
    return Impl::pose_of(*impl_->bodies[body].body);
}

Vec2 RigidBodies::velocity_mps(BodyIndex body) const {
    const b2Vec2 v = impl_->bodies[body].body->GetLinearVelocity();
    return {v.x, v.y};
}

} // namespace sim::assist
