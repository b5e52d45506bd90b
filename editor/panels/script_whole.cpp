// Right of a script while nothing is chosen: what holds for all of it.
#include "editor/panels/fields.h"
#include "editor/panels/panes.h"
#include "editor/panels/script_hand.h"
#include "sim/core/text.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace editor::panels {

namespace drill = sim::drill;
using sim::core::tr;

namespace {

void draw_start(Fields& fields, drill::Scenario& after) {
    for (const auto& [mode, words] : {std::pair(drill::StartMode::scene, tr("可以现场发现")),
                                      {drill::StartMode::system, tr("可以系统发现")}}) {
        const auto at = std::find(after.start_modes.begin(), after.start_modes.end(), mode);
        const bool was = at != after.start_modes.end();
        bool is = was;
        fields.tick(mode == drill::StartMode::scene ? "scene" : "system", words, is);
        if (is && !was) after.start_modes.push_back(mode);
        if (!is && was) after.start_modes.erase(at);
    }
    fields.tick("night", tr("夜间"), after.night);
}

/// What keeps a drill below a grade whatever else was done well.
void draw_caps(Fields& fields, drill::Scenario& after) {
    quiet_text(tr("封顶的错误"));
    for (std::size_t i = 0; i <= static_cast<std::size_t>(drill::Breach::not_on_duty); ++i) {
        const auto breach = static_cast<drill::Breach>(i);
        const auto at = std::find(after.breaches.begin(), after.breaches.end(), breach);
        const bool was = at != after.breaches.end();
        bool is = was;
        fields.tick(std::string(drill::name(breach)).c_str(), tr(drill::word(breach)), is);
        if (is && !was) after.breaches.push_back(breach);
        if (!is && was) after.breaches.erase(at);
    }
}

void draw_weights(Fields& fields, drill::Scenario& after) {
    quiet_text(tr("各项占百分之几（合起来 100）"));
    const std::array<std::pair<const char*, double*>, 5> weights{
        {{tr("懂危险性"), &after.weight_hazards},
         {tr("会报警"), &after.weight_alarm},
         {tr("会扑救"), &after.weight_extinguish},
         {tr("会疏散"), &after.weight_evacuate},
         {tr("指挥"), &after.weight_command}}};
    for (const auto& [words, weight] : weights) {
        double percent = std::round(*weight * 100);
        fields.number(words, words, percent);
        *weight = percent / 100;
    }
}

/// Who goes on with whom once the plan's steps are done, and by which lift.
void draw_orders(Fields& fields, drill::Scenario& after) {
    const std::vector<std::string> orders{tr("只做预案的步骤"), tr("各按责任名单"), tr("先近后远"),
                                          tr("先起火房间，再邻室，再其余"),
                                          tr("起火房间以外，关门就地避险")};
    auto order = static_cast<std::size_t>(after.rescue);
    fields.choice("rescue", tr("演示队接着转移谁"), order, orders);
    after.rescue = static_cast<drill::RescueOrder>(order);
    const std::vector<std::string> lifts{tr("不用"), tr("消防队到场以后"),
                                         tr("值守人员会转消防，从开始")};
    auto lift = static_cast<std::size_t>(after.fire_lifts);
    fields.choice("fire lifts", tr("消防电梯"), lift, lifts);
    after.fire_lifts = static_cast<drill::FireLifts>(lift);
}

} // namespace

void draw_whole_script(Desk& desk) {
    Scripting& s = *desk.scripting;
    drill::Scenario after = s.file.scenario();
    heading(tr("整个脚本"));
    Fields fields(desk);
    fields.text("name", tr("名称"), after.name);
    fields.number("end", tr("演到第几秒"), after.end_s);
    draw_start(fields, after);
    draw_orders(fields, after);
    draw_caps(fields, after);
    draw_weights(fields, after);
    if (fields.changed) commit_script(desk, after);
    wrapped_text(tr("▼ 是注入，■ 是要做到的动作和它最迟的时刻。点一条就在这里改。"));
}

} // namespace editor::panels
