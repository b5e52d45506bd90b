#include "editor/document/plan_residents.h"

#include "sim/core/text.h"
#include "sim/plan/walls.h"
#include <algorithm>

namespace editor::document {

namespace core = sim::core;
namespace plan = sim::plan;
using core::tr;

EditResult toggle_resident(Plan p, LevelId level, Vec2 at_m, const plan::Occupant& who) {
    const auto bed = std::find_if(p.beds.begin(), p.beds.end(), [&](const plan::Bed& one) {
        return p[one.space].level == level && core::contains(plan::bed_outline_m(one), at_m);
    });
    if (bed == p.beds.end())
        return core::make_error(core::Errc::bad_input,
                                {"", "", tr("这里没有床"), tr("点在床上；床用“床”先画好")});
    plan::Occupant next = who;
    next.alias = bed->occupant ? bed->occupant->alias : std::string();
    if (bed->occupant == next)
        bed->occupant.reset();
    else
        bed->occupant = std::move(next);
    return Edit{std::move(p), {}};
}

} // namespace editor::document
