#include "editor/panels/draw_hand.h"

#include "editor/document/plan_compartments.h"
#include "editor/document/plan_residents.h"
#include "editor/document/room_stamps.h"
#include "editor/document/underlays.h"
#include "editor/panels/trace_hand.h"
#include "editor/panels/trace_tasks.h"
#include "sim/core/text.h"
#include <algorithm>
#include <cctype>

namespace editor::panels {

namespace core = sim::core;
namespace fs = std::filesystem;
namespace plan = sim::plan;
using core::tr;
using core::trf;
using document::EditResult;
using document::Selection;
using plan::Vec2;

namespace {

bool exists(const plan::Plan& p, const Selection& s) {
    using Kind = Selection::Kind;
    switch (s.kind) {
    case Kind::space:
        return s.index < p.spaces.size();
    case Kind::opening:
        return s.index < p.openings.size();
    case Kind::bed:
        return s.index < p.beds.size();
    case Kind::equipment:
        return s.index < p.equipment.size();
    case Kind::detector:
        return s.index < p.detectors.size();
    default:
        return false;
    }
}

/// The painters' document follows the drawing. No smoke cells: nothing burns while one draws.
void show_plan(Desk& desk) {
    document::Document shown;
    shown.path = desk.drawing->file.path();
    shown.record.plan = desk.drawing->file.plan();
    shown.record.area = plan::make_walkable_area(shown.record.plan);
    desk.document = std::move(shown);
    if (!exists(desk.document->plan(), desk.selection)) desk.selection = {};
    const auto count = desk.document->plan().levels.size();
    if (desk.level.index() >= count) desk.level = core::make_id<plan::LevelId>(count - 1);
}

core::Result<void> keep_copy(const Drawing& d) {
    if (d.file.changed()) return document::keep_recovery({d.kept, d.file.path(), d.file.text()});
    document::drop_recovery(d.kept);
    return {};
}

void keep(Desk& desk) {
    const auto kept = keep_copy(*desk.drawing);
    if (!kept) say_error(desk, kept.error());
}

void begin(Desk& desk, document::PlanDocument file) {
    const bool blank = file.plan().spaces.empty();
    desk.drawing.emplace();
    desk.drawing->file = std::move(file);
    desk.drawing->kept = document::make_recovery_path();
    desk.drawing->tool = blank ? Tool::room : Tool::select;
    desk.page = Page::draw;
    desk.playback = {};
    desk.milestones.clear();
    desk.selection = {};
    desk.following = false;
    desk.level = core::make_id<plan::LevelId>(0);
    desk.fit_ratio = 1;
    show_plan(desk);
}

void drop_begun(Drawing& d) {
    d.points_m.clear();
    d.typed.clear();
    d.typed_lengths_m.clear();
}

} // namespace

void draw_new(Desk& desk) {
    begin(desk, {});
    desk.drawing->templates = find_templates();
}

void take_template(Desk& desk, const fs::path& path) {
    auto loaded = plan::load_plan(path.string());
    if (!loaded) return say_error(desk, loaded.error());
    const plan::Plan& blank = desk.drawing->file.plan();
    loaded->key = blank.key;
    loaded->name = blank.name; // one's own building, not the example
    loaded->name_en.clear();
    loaded->note.clear();
    if (!commit_plan(desk, *loaded)) return;
    choose_tool(desk, Tool::select);
    desk.fit_ratio = 1;
}

void draw_path(Desk& desk, const fs::path& path) {
    auto opened = document::PlanDocument::open(path);
    if (opened) return begin(desk, std::move(*opened));
    desk.page = Page::problems;
    desk.failed_path = path;
    desk.problems = opened.error().problems;
    desk.document.reset();
    desk.drawing.reset();
}

void draw_shown_plan(Desk& desk) {
    if (!desk.document || desk.document->played || desk.document->path.empty()) return;
    draw_path(desk, fs::path(desk.document->path));
}

void recover(Desk& desk, const document::Recovery& recovery) {
    auto opened = document::PlanDocument::recover(recovery.target, recovery.text);
    if (!opened) return;
    begin(desk, std::move(*opened));
    keep(desk); // under our own number before the old copy goes
    document::drop_recovery(recovery.file);
    say(desk, tr("已恢复。请保存。"), false);
}

void leave_drawing(Desk& desk) {
    desk.drawing.reset();
    show_start(desk);
}

bool commit_plan(Desk& desk, const plan::Plan& after) {
    Drawing& d = *desk.drawing;
    const auto done = d.file.commit(after);
    if (!done) {
        say_error(desk, done.error());
        return false;
    }
    say(desk, "", false);
    keep(desk);
    show_plan(desk);
    return true;
}

bool commit(Desk& desk, const EditResult& edit) {
    if (!edit) {
        say_error(desk, edit.error());
        return false;
    }
    if (!commit_plan(desk, edit->plan)) return false;
    desk.selection = exists(desk.document->plan(), edit->made) ? edit->made : Selection{};
    return true;
}

void undo(Desk& desk) {
    drop_begun(*desk.drawing);
    desk.drawing->file.undo();
    keep(desk);
    show_plan(desk);
}

void redo(Desk& desk) {
    desk.drawing->file.redo();
    keep(desk);
    show_plan(desk);
}

namespace {

fs::path free_path(const std::string& name) {
    std::error_code code;
    fs::create_directories(plan_folder(), code);
    std::string stem = name.empty() ? std::string(tr("我的楼")) : name;
    std::replace(stem.begin(), stem.end(), '/', '-');
    fs::path path = plan_folder() / (stem + ".plan.json");
    for (int number = 2; fs::exists(path, code); ++number)
        path = plan_folder() / (stem + " " + std::to_string(number) + ".plan.json");
    return path;
}

} // namespace

void save(Desk& desk) {
    Drawing& d = *desk.drawing;
    const fs::path path = d.file.path().empty() ? free_path(d.file.plan().name) : d.file.path();
    const auto copied = document::copy_pictures(d.file.plan(), d.file.path(), path);
    if (!copied) return say_error(desk, copied.error());
    const auto saved = d.file.save_as(path);
    if (!saved) return say_error(desk, saved.error());
    keep(desk);
    show_plan(desk);
    say(desk, trf("已保存：{}", path.string()), false);
}

void advance_drawing(Desk& desk) {
    advance_tracing(desk);
    if (!ImGui::GetIO().MouseDown[0]) static_cast<void>(desk.drawing->bed_passages.step());
}

void choose_tool(Desk& desk, Tool tool) {
    drop_begun(*desk.drawing);
    desk.drawing->trace.step = TraceStep::none;
    desk.drawing->tool = tool;
    say(desk, "", false);
    if (tool != Tool::select) desk.selection = {};
}

void turn_stamp(Desk& desk) {
    desk.drawing->stamp_quarters = (desk.drawing->stamp_quarters + 1) % 4;
}

void point_at(Desk& desk, Vec2 at_m, double reach_m) {
    Drawing& d = *desk.drawing;
    const bool line = d.tool == Tool::outline || d.tool == Tool::wall;
    std::optional<Vec2> from;
    if (line && !d.points_m.empty()) from = d.points_m.back();
    const bool exact = ImGui::GetIO().KeyAlt || d.tool == Tool::underlay; // points of the picture
    d.pointer = exact ? document::Snapped{at_m, document::SnapKind::none}
                      : document::snap(d.file.plan(), desk.level, at_m, reach_m, from);
}

namespace {

void finish_begun(Desk& desk) {
    Drawing& d = *desk.drawing;
    const Vec2 to = next_point(d);
    const plan::Polygon outline = d.tool == Tool::outline ? d.points_m : begun_outline(d);
    const Vec2 from = d.points_m.front();
    const plan::Plan& p = d.file.plan();
    const EditResult edit = d.tool == Tool::wall ? document::split_space(p, desk.level, from, to)
                            : d.tool == Tool::stair
                                ? document::add_stair(p, desk.level, from, to)
                                : document::add_space(p, desk.level, outline, d.space_kind);
    drop_begun(d);
    commit(desk, edit);
}

/// Sets the next corner; the last one makes the room.
void set_corner(Desk& desk) {
    Drawing& d = *desk.drawing;
    const Vec2 to = next_point(d);
    const bool first = d.points_m.empty();
    const bool closes = d.tool == Tool::outline && d.points_m.size() > 2 &&
                        core::distance(to, d.points_m.front()) < 0.05;
    if (closes || (!first && d.tool != Tool::outline)) return finish_begun(desk);
    d.points_m.push_back(to);
    d.typed.clear();
}

EditResult place(const Desk& desk, Vec2 at_m, double reach_m) {
    const Drawing& d = *desk.drawing;
    const plan::Plan& p = d.file.plan();
    using plan::OpeningKind;
    switch (d.tool) {
    case Tool::door:
        return document::add_opening(p, desk.level, at_m, reach_m, OpeningKind::door);
    case Tool::doorway:
        return document::add_opening(p, desk.level, at_m, reach_m, OpeningKind::doorway);
    case Tool::window:
        return document::add_opening(p, desk.level, at_m, reach_m, OpeningKind::window);
    case Tool::gap:
        return document::add_opening(p, desk.level, at_m, reach_m, OpeningKind::gap);
    case Tool::exit:
        return document::add_exit(p, desk.level, at_m, reach_m);
    case Tool::bed:
        return document::add_bed(p, desk.level, at_m);
    case Tool::resident:
        return document::toggle_resident(p, desk.level, at_m, d.resident);
    case Tool::equipment:
        return document::add_equipment(p, desk.level, at_m, d.equipment_kind);
    default:
        return document::add_detector(p, desk.level, at_m, d.detector_kind);
    }
}

void put_in_compartment(Desk& desk, Vec2 at_m) {
    Drawing& d = *desk.drawing;
    const plan::Plan& p = d.file.plan();
    const plan::SpaceId room = p.find_space_at(desk.level, at_m);
    if (!room) return say(desk, tr("这里没有房间：点在房间里面"), true);
    if (d.compartment && *d.compartment < p.compartments.size()) {
        const std::size_t count = p.compartments.size();
        const bool done = commit(desk, document::toggle_compartment(p, *d.compartment, room));
        if (done && d.file.plan().compartments.size() < count) d.compartment.reset();
    } else if (commit(desk, document::add_compartment(p, room)))
        d.compartment = d.file.plan().compartments.size() - 1;
}

bool by_corners(Tool tool) {
    return tool == Tool::room || tool == Tool::outline || tool == Tool::wall || tool == Tool::stair;
}

} // namespace

void click_on_sheet(Desk& desk, Vec2 at_m, double reach_m) {
    point_at(desk, at_m, reach_m);
    const Tool tool = desk.drawing->tool;
    if (tool == Tool::select)
        return select(desk, document::pick(*desk.document, {}, desk.level, at_m, reach_m));
    if (by_corners(tool)) return set_corner(desk);
    if (tool == Tool::underlay) return click_on_underlay(desk, at_m);
    if (tool == Tool::compartment) return put_in_compartment(desk, at_m);
    if (tool == Tool::stamp) {
        const Drawing& d = *desk.drawing;
        commit(desk,
               document::put_stamp(d.file.plan(), desk.level, document::room_stamps()[d.stamp],
                                   d.pointer.at_m, d.stamp_quarters));
        return;
    }
    commit(desk, place(desk, at_m, reach_m * 2));
}

void drag_selection(Desk& desk, Vec2 by_m) {
    commit(desk, document::move_thing(desk.drawing->file.plan(), desk.selection, by_m));
}

namespace {

/// Enter: a typed length is taken; without one the outline is closed.
void enter(Desk& desk) {
    Drawing& d = *desk.drawing;
    if (d.tool == Tool::underlay && d.trace.step == TraceStep::none) return show_trace_files(desk);
    if (d.tool == Tool::underlay) return enter_known_length(desk);
    if (d.points_m.empty()) return;
    const auto typed = parse_length(d.typed);
    if (!typed && !d.typed.empty()) return say(desk, tr("这不是长度，例如 3.6"), true);
    if (!typed && d.tool == Tool::outline) return finish_begun(desk);
    const bool rectangle = d.tool == Tool::room || d.tool == Tool::stair;
    if (typed && rectangle && d.typed_lengths_m.empty()) {
        d.typed_lengths_m.push_back(*typed);
        d.typed.clear();
        return;
    }
    set_corner(desk);
}

void step_back(Drawing& d) {
    if (!d.typed.empty())
        d.typed.pop_back();
    else if (!d.typed_lengths_m.empty())
        d.typed_lengths_m.pop_back();
    else if (!d.points_m.empty())
        d.points_m.pop_back();
}

/// Out by one level each time: what is begun, the tool, the selection.
void escape(Desk& desk) {
    Drawing& d = *desk.drawing;
    if (!d.points_m.empty()) return drop_begun(d);
    if (d.trace.step != TraceStep::none) return begin_step(desk, TraceStep::none);
    if (d.tool != Tool::select) return choose_tool(desk, Tool::select);
    desk.selection = {};
}

void press_with_ctrl(Desk& desk, Stroke stroke) {
    if (stroke.sign == 's') save(desk);
    if (stroke.sign == 'y' || (stroke.sign == 'z' && stroke.shift)) return redo(desk);
    if (stroke.sign == 'z') undo(desk);
}

void choose_by_key(Desk& desk, char sign) {
    for (std::size_t i = 0; i < tool_count; ++i)
        if (words_of(static_cast<Tool>(i)).key == std::toupper(static_cast<unsigned char>(sign)))
            return choose_tool(desk, static_cast<Tool>(i));
    if (sign == 'f') fit(desk);
    if (sign == 'o') leave_drawing(desk);
}

} // namespace

void press(Desk& desk, Stroke stroke) {
    if (!desk.drawing) return;
    Drawing& d = *desk.drawing;
    if (press_on_trace_sheet(desk, stroke)) return;
    if (stroke.ctrl) return press_with_ctrl(desk, stroke);
    const bool number = (stroke.sign >= '0' && stroke.sign <= '9') || stroke.sign == '.';
    if (number && !d.points_m.empty()) return d.typed.push_back(stroke.sign);
    if (stroke.sign == stroke_enter) return enter(desk);
    if (stroke.sign == stroke_escape) return escape(desk);
    if (stroke.sign == stroke_backspace && !d.points_m.empty()) return step_back(d);
    if (stroke.sign == stroke_delete || stroke.sign == stroke_backspace) {
        if (desk.selection) commit(desk, document::remove_thing(d.file.plan(), desk.selection));
        return;
    }
    choose_by_key(desk, stroke.sign);
}

} // namespace editor::panels
