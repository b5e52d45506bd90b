#include "editor/document/imported_rooms.h"

#include "editor/document/space_words.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace editor::document {

namespace core = sim::core;
namespace plan = sim::plan;
using core::tr;
using core::trf;
using Json = nlohmann::json;
using plan::OpeningKind;

namespace {

constexpr std::uintmax_t limit_bytes = 64u << 20;
constexpr double gap_reach_m = 0.35; ///< from the middle of a gap to the wall it is in
constexpr double least_door_m = 0.5;

Vec2 to_point(const Json& pair) {
    return {pair.at(0).get<double>(), pair.at(1).get<double>()};
}

tl::unexpected<core::Error> refuse(std::string what, std::string expected) {
    return core::make_error(core::Errc::bad_input, {"", "", std::move(what), std::move(expected)});
}

bool has_rooms(const Plan& p, LevelId level) {
    return std::any_of(p.spaces.begin(), p.spaces.end(),
                       [&](const auto& s) { return s.level == level; });
}

/// The width that was drawn, where the wall has it.
void set_width(Plan& p, std::size_t index, double width_m) {
    plan::Opening& o = p.openings[index];
    o.width_m = std::max(width_m, least_door_m);
    o.double_leaf = o.kind == OpeningKind::door && width_m >= 1.4;
}

bool put_gap(Imported& made, LevelId level, const ImportedGap& gap, OpeningKind kind) {
    auto edit = add_opening(made.plan, level, gap.center_m, gap_reach_m, kind);
    if (!edit) return false;
    made.plan = std::move(edit->plan);
    if (made.plan.openings[edit->made.index].width_m > gap.width_m)
        set_width(made.plan, edit->made.index, std::round(gap.width_m * 100) / 100);
    return true;
}

} // namespace

core::Result<ImportedRooms> load_rooms(const std::filesystem::path& file) {
    const auto text = core::read_file(file, limit_bytes);
    if (!text) return tl::unexpected(text.error());
    try {
        const Json all = Json::parse(*text);
        ImportedRooms found;
        found.ring_count = all.at("ring_count").get<std::size_t>();
        for (const Json& room : all.at("rooms")) {
            ImportedRoom one{room.at("name").get<std::string>(), {}};
            for (const Json& corner : room.at("outline_m"))
                one.outline_m.push_back(to_point(corner));
            found.rooms.push_back(std::move(one));
        }
        for (const Json& gap : all.at("gaps"))
            found.gaps.push_back({to_point(gap.at("center_m")), gap.at("width_m").get<double>()});
        return found;
    } catch (const Json::exception&) {
        return refuse(tr("房间没有传完整"), tr("再试一次"));
    }
}

core::Result<Imported> put_rooms(Plan p, LevelId level, const ImportedRooms& found) {
    if (has_rooms(p, level))
        return refuse(trf("{}已经画了房间", p[level].name), tr("换一层空的，或者只当底图描"));
    Imported made{std::move(p), 0, 0, 0};
    for (const ImportedRoom& room : found.rooms) {
        auto edit = add_space(made.plan, level, room.outline_m, find_space_kind(room.name));
        if (!edit) return tl::unexpected(edit.error());
        made.plan = std::move(edit->plan);
        if (!room.name.empty()) made.plan.spaces[edit->made.index].name = room.name;
        ++made.room_count;
    }
    for (const ImportedGap& gap : found.gaps)
        if (put_gap(made, level, gap, OpeningKind::door))
            ++made.door_count;
        else if (put_gap(made, level, gap, OpeningKind::window))
            ++made.window_count;
    return made;
}

} // namespace editor::document
