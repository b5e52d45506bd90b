#include "editor/document/plan_compartments.h"

#include "sim/core/text.h"
#include <algorithm>

namespace editor::document {

namespace core = sim::core;
namespace plan = sim::plan;
using core::tr;
using core::trf;
using plan::SpaceId;

namespace {

bool has(const plan::Compartment& c, SpaceId room) {
    return std::find(c.spaces.begin(), c.spaces.end(), room) != c.spaces.end();
}

void take_out(Plan& p, SpaceId room) {
    for (plan::Compartment& c : p.compartments)
        std::erase(c.spaces, room);
}

EditResult done(Plan p) {
    std::erase_if(p.compartments, [](const auto& c) { return c.spaces.empty(); });
    return Edit{std::move(p), {}};
}

EditResult refuse_outside() {
    return core::make_error(core::Errc::bad_input,
                            {"", "", tr("室外不属于任何防火分区"), tr("点楼里的房间")});
}

} // namespace

std::size_t find_compartment(const Plan& p, SpaceId room) noexcept {
    std::size_t i = 0;
    while (i < p.compartments.size() && !has(p.compartments[i], room))
        ++i;
    return i;
}

EditResult add_compartment(Plan p, SpaceId room) {
    if (p[room].kind == plan::SpaceKind::outside) return refuse_outside();
    take_out(p, room);
    plan::Compartment c;
    c.key = make_key(p, "compartment");
    for (std::size_t number = 1; c.name.empty(); ++number) {
        const std::string name = trf("防火分区 {}", number);
        const bool taken = std::any_of(p.compartments.begin(), p.compartments.end(),
                                       [&](const auto& other) { return other.name == name; });
        if (!taken) c.name = name;
    }
    c.spaces = {room};
    p.compartments.push_back(std::move(c));
    return done(std::move(p));
}

EditResult toggle_compartment(Plan p, std::size_t index, SpaceId room) {
    if (p[room].kind == plan::SpaceKind::outside) return refuse_outside();
    const bool was_in = has(p.compartments[index], room);
    take_out(p, room);
    if (!was_in) p.compartments[index].spaces.push_back(room);
    return done(std::move(p));
}

EditResult remove_compartment(Plan p, std::size_t index) {
    p.compartments.erase(p.compartments.begin() + static_cast<std::ptrdiff_t>(index));
    return done(std::move(p));
}

} // namespace editor::document
