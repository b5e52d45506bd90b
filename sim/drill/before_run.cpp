#include "sim/drill/before_run.h"

#include "sim/assist/device_catalogue.h"
#include "sim/assist/way_finder.h"
#include "sim/core/text.h"
#include "sim/plan/space_way.h"
#include <algorithm>
#include <limits>

namespace sim::drill {

using core::tr;
using core::trf;

namespace {

constexpr double never_s = std::numeric_limits<double>::infinity();
constexpr double mesh_radius_m = 0.25; ///< as walkers' mesh in a run

std::string at(const char* list, std::size_t i, const char* key) {
    return fmt::format("/{}/{}/{}", list, i, key);
}

bool is_moved(const ResidentSpec& resident) {
    return plan::is_carried(resident.mobility) || !resident.sees;
}

/// Named once each: one text or several.
std::size_t count_named(const Args& args, std::string_view name) {
    const Value* value = args.find(name);
    if (!value) return 0;
    if (const auto* list = std::get_if<std::vector<std::string>>(value)) return list->size();
    const auto* text = std::get_if<std::string>(value);
    return text && !text->empty() ? 1 : 0;
}

std::optional<assist::DeviceKind> device_in(const Args& args) {
    const Value* value = args.find("device");
    const auto* text = value ? std::get_if<std::string>(value) : nullptr;
    if (!text) return std::nullopt;
    return plan::find_device(*text);
}

class Looking {
public:
    explicit Looking(const LoadedScenario& loaded)
        : s_(loaded.scenario), plan_(loaded.plan), graph_(plan_), locked_(plan_.openings.size()) {
        for (std::size_t i = 0; i < plan_.openings.size(); ++i)
            locked_[i] = plan_.openings[i].locked;
        for (const auto& [key, locked] : s_.locks)
            if (const plan::OpeningId id = plan_.find_opening(key)) locked_[id.index()] = locked;
    }
    std::vector<Remark> look() {
        look_at_crews();
        look_at_residents();
        look_at_rooms();
        look_at_devices();
        look_at_stairs();
        return std::move(found_);
    }

private:
    void tell(std::string pointer, const std::string& object, std::string what,
              std::string expected = {}) {
        found_.push_back({std::move(pointer), object, std::move(what), std::move(expected)});
    }
    [[nodiscard]] const plan::Bed& bed_of(const ResidentSpec& r) const {
        return plan_[plan_.find_bed(r.bed)];
    }

    void look_at_crews() {
        for (std::size_t i = 0; i < s_.response.size(); ++i) {
            const ResponseStep& step = s_.response[i];
            if (step.action != Action::move_resident) continue;
            const auto who = std::find_if(s_.residents.begin(), s_.residents.end(),
                                          [&](const auto& r) { return r.key == step.target; });
            if (who == s_.residents.end()) continue;
            const auto own = who->devices.empty() ? assist::DeviceKind::arm : who->devices.front();
            const assist::DeviceKind kind = device_in(step.args).value_or(own);
            const int needed = profile_of(s_, kind).handlers_min;
            const int told = 1 + static_cast<int>(count_named(step.args, "with"));
            if (told >= needed) continue;
            tell(at("response", i, "args/with"), who->bed,
                 trf("{}至少要 {} 人，只有 {} 人", plan::device_word(kind), needed, told),
                 tr("在 with 里写上一起搬的人，或换一种器具"));
        }
    }

    void look_at_residents() {
        for (std::size_t i = 0; i < s_.residents.size(); ++i) {
            const ResidentSpec& r = s_.residents[i];
            if (!is_moved(r)) continue;
            if (r.guide.empty())
                tell(at("residents", i, "guide"), r.bed, trf("{} 没有写谁去接", r.alias),
                     tr("一个角色"));
            if (plan::is_carried(r.mobility) && r.devices.empty())
                tell(at("residents", i, "devices"), r.bed,
                     trf("{} 要搬动，没有写用什么搬", r.alias), tr("至少一种器具"));
        }
    }

    /// Those who live there cannot get out, with the doors as they are locked at the start.
    void look_at_rooms() {
        plan::RouteCosts costs;
        costs.opening_s = [&](plan::OpeningId id) { return locked_[id.index()] ? never_s : 0.0; };
        const auto is_outside = [&](plan::SpaceId space) {
            return plan_[space].kind == plan::SpaceKind::outside;
        };
        std::vector<bool> told(plan_.spaces.size(), false);
        for (std::size_t i = 0; i < s_.residents.size(); ++i) {
            const plan::Bed& bed = bed_of(s_.residents[i]);
            if (told[bed.space.index()]) continue;
            told[bed.space.index()] = true;
            if (!graph_.find_route_to_any(bed.space, bed.center_m, is_outside, costs))
                tell(at("residents", i, "bed"), plan_[bed.space].key,
                     trf("{} 没有不上锁的路通到室外", plan_[bed.space].key));
        }
    }

    /// Into the corridor, hall or open air next to his room by any of his devices.
    void look_at_devices() {
        const plan::WalkableArea area = plan::make_walkable_area(plan_);
        const auto mesh = plan::WalkableMesh::make(plan_, area, mesh_radius_m);
        if (!mesh) return;
        const assist::Walls walls(plan_, area);
        const assist::WayFinder ways(plan_, area, *mesh, graph_, walls);
        for (std::size_t i = 0; i < s_.residents.size(); ++i) {
            const ResidentSpec& r = s_.residents[i];
            if (!is_moved(r) || r.devices.empty()) continue;
            const plan::Bed& bed = bed_of(r);
            const plan::SpaceId to = next_to(bed);
            if (!to) continue; // told as a room without a way
            std::string reason;
            for (const assist::DeviceKind kind : r.devices) {
                const assist::DeviceProfile& device = profile_of(s_, kind);
                auto answer = ways.find({bed.space,
                                         area.sheet_of(plan_[bed.space].level),
                                         {bed.center_m, bed.heading_rad},
                                         to,
                                         plan::find_standing_point(plan_[to]),
                                         device,
                                         {},
                                         {},
                                         {},
                                         device.handlers_min});
                if (!answer.way.points().empty()) {
                    reason.clear();
                    break;
                }
                reason = std::move(answer.reason);
            }
            if (!reason.empty()) tell(at("residents", i, "devices"), r.bed, std::move(reason));
        }
    }
    [[nodiscard]] plan::SpaceId next_to(const plan::Bed& bed) const {
        const auto route = graph_.find_route_to_any(bed.space, bed.center_m,
                                                    [&](plan::SpaceId space) {
                                                        const plan::SpaceKind kind =
                                                            plan_[space].kind;
                                                        return kind == plan::SpaceKind::corridor ||
                                                               kind == plan::SpaceKind::hall ||
                                                               kind == plan::SpaceKind::outside;
                                                    },
                                                    {});
        return route && !route->steps.empty() ? route->steps.back().into : plan::SpaceId{};
    }

    /// Two levels of one stairwell and nothing to climb between them.
    void look_at_stairs() {
        for (std::size_t i = 0; i < plan_.stairs.size(); ++i) {
            const auto& spaces = plan_.stairs[i].spaces;
            for (std::size_t k = 0; k + 1 < spaces.size(); ++k) {
                const bool joined = std::any_of(
                    plan_.flights.begin(), plan_.flights.end(), [&](const plan::Flight& f) {
                        return f.lower == spaces[k] && f.upper == spaces[k + 1];
                    });
                if (!joined)
                    tell(fmt::format("plan/stairs/{}", i), plan_.stairs[i].key,
                         trf("楼梯 {} 没有梯段从 {} 到 {}", plan_.stairs[i].key,
                             plan_[spaces[k]].key, plan_[spaces[k + 1]].key),
                         tr("在 flights 里画上"));
            }
        }
    }

    const Scenario& s_;
    const plan::Plan& plan_;
    plan::RouteGraph graph_;
    std::vector<bool> locked_;
    std::vector<Remark> found_;
};

} // namespace

std::vector<Remark> find_remarks(const LoadedScenario& loaded) {
    return Looking(loaded).look();
}

} // namespace sim::drill
