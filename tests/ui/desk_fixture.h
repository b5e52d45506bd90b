/// A desk drawn into nothing: Dear ImGui without window, graphics or fonts from files.
#pragma once
#include "editor/panels/desk.h"
#include "sim/plan/plan_file.h"
#include <cstdlib>
#include <stdexcept>

namespace tests {

inline sim::plan::Plan ankang_plan() {
    auto plan = sim::plan::load_plan(YANLIAN_SOURCE_DIR "/scenarios/plans/ankang.plan.json");
    if (!plan) throw std::runtime_error(sim::core::describe(plan.error()));
    return std::move(*plan);
}

inline constexpr int record_end_s = 300;

/// Five minutes, one frame a second: a carer walks along the second floor, a resident lies in 207,
/// whose air darkens; the fire starts at 60 s.
inline sim::record::Record small_record() {
    sim::record::Record r;
    r.plan = ankang_plan();
    r.cells = sim::plan::make_smoke_cells(r.plan);
    r.area = sim::plan::make_walkable_area(r.plan);
    r.header.finished = true;
    r.scenario.name = "二楼夜间火灾";
    const sim::plan::SpaceId room = r.plan.find_space("room/207"),
                             corridor = r.plan.find_space("corridor/2-west");
    r.scenario.fires.resize(1);
    r.scenario.fires[0].key = "fire/207";
    r.scenario.fires[0].space = room;
    r.scenario.fires[0].at_m = sim::core::centroid(r.plan[room].outline_m);
    using Group = sim::drill::PersonGroup;
    r.cast = {{"staff/wang", "王芳", "evacuation", Group::staff, ""},
              {"resident/207-1", "张奶奶", "", Group::resident_moved, "D"}};
    r.facts = {{1,
                sim::core::tick_at(60),
                sim::drill::FactKind::fire_started,
                "system",
                "",
                "room/207",
                {},
                0},
               {2,
                sim::core::tick_at(90),
                sim::drill::FactKind::alarm_raised,
                "system",
                "",
                "detector/207",
                {},
                0}};
    const auto sheet = r.area.sheet_of(r.plan[room].level);
    const sim::core::Box hall = sim::core::bounds(r.plan[corridor].outline_m);
    for (int t = 0; t <= record_end_s; ++t) {
        sim::drill::Frame f;
        f.tick = sim::core::tick_at(t);
        f.people.resize(2);
        f.people[0].position = {sheet, {hall.low.x + 1 + t * 0.05, (hall.low.y + hall.high.y) / 2}};
        f.people[0].moving = true;
        f.people[1].position = {sheet, r.scenario.fires[0].at_m};
        f.cells.resize(r.cells.cells.size());
        const auto cell = r.cells.cells_of_space[room.index()].front();
        if (t > 60) f.cells[cell.index()].visibility_m = t < 120 ? 4.0f : 0.5f;
        f.open_frac.assign(r.plan.openings.size(), 0);
        f.fire_hrr_kW = {t > 60 ? 100.0f : 0.0f};
        f.detector_alarms.assign(r.plan.detectors.size(), 0);
        r.frames.push_back(std::move(f));
    }
    r.header.end = r.frames.back().tick;
    return r;
}

class DeskWithoutWindow {
public:
    DeskWithoutWindow() : context_(ImGui::CreateContext()) {
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {1280, 800};
        io.DeltaTime = 1.0f / 30;
        unsigned char* pixels = nullptr;
        int width = 0, height = 0;
        io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    }
    ~DeskWithoutWindow() { ImGui::DestroyContext(context_); }
    DeskWithoutWindow(const DeskWithoutWindow&) = delete;
    DeskWithoutWindow& operator=(const DeskWithoutWindow&) = delete;

    editor::panels::Desk desk;

    void draw() {
        ImGui::NewFrame();
        editor::panels::draw_desk(desk);
        ImGui::Render();
    }
    [[nodiscard]] const editor::panels::ItemPlace& item(std::string_view name) const {
        for (const auto& item : desk.items)
            if (item.name == name) return item;
        throw std::runtime_error("not drawn: " + std::string(name));
    }
    void click_at(ImVec2 at) {
        ImGui::GetIO().MousePos = at;
        draw();
        ImGui::GetIO().MouseDown[0] = true;
        draw();
        ImGui::GetIO().MouseDown[0] = false;
        draw();
    }
    void click(std::string_view name, float share_x = 0.5f) {
        draw();
        const auto place = item(name);
        click_at({place.low.x + (place.high.x - place.low.x) * share_x,
                  (place.low.y + place.high.y) / 2});
    }

private:
    ImGuiContext* context_;
};

} // namespace tests
