// A script: injects and expected actions as a list and on a time line, the chosen one right.
#include "editor/panels/panes.h"
#include "editor/panels/script_hand.h"
#include "sim/core/text.h"
#include "sim/drill/fact.h"
#include <algorithm>
#include <imgui_stdlib.h>

namespace editor::panels {

namespace drill = sim::drill;
using document::ScriptItem;
using document::ScriptRow;
using drill::InjectSpec;
using sim::core::tr;
using sim::core::trf;
using view::palette;
using view::px;
using Kind = ScriptItem::Kind;

namespace {

constexpr float side_width = 360, line_height = 84, time_width = 150, who_width = 180;

ImVec2 wide(float design_height) {
    return {ImGui::GetContentRegionAvail().x, px(design_height)};
}

void draw_title(Desk& desk, const Place& place) {
    const Pane pane("title", place.low, place.size, palette().paper);
    Scripting& s = *desk.scripting;
    ImGui::SetCursorPos({px(10), px(4)});
    const auto sized = [](const char* words, const char* key) {
        return ImVec2{button_width(words, key), px(button_height)};
    };
    if (button(desk, "leave", tr("开始页"), "O", sized(tr("开始页"), "O"), Look::quiet))
        return leave_script(desk);
    ImGui::SameLine(0, px(12));
    chip(s.file.changed() ? tr("未保存") : tr("已保存"),
         s.file.changed() ? palette().soon : palette().in_time);
    const char* const words[] = {tr("撤销"), tr("重做"), tr("保存")};
    const char* const keys[] = {"Ctrl Z", "Ctrl Y", "Ctrl S"};
    const char signs[] = {'z', 'y', 's'};
    float buttons = px(40);
    for (int i = 0; i < 3; ++i)
        buttons += button_width(words[i], keys[i]);
    ImGui::SameLine(0, px(12));
    const std::string name =
        cut_to_width(s.file.scenario().name, place.size.x - ImGui::GetCursorPosX() - buttons);
    HeadingFace().put(name);
    ImGui::SetCursorPos({place.size.x - buttons + px(20), px(4)});
    for (int i = 0; i < 3; ++i) {
        if (i > 0) ImGui::SameLine(0, px(6));
        if (button(desk, words[i], words[i], keys[i], sized(words[i], keys[i]),
                   i == 2 ? Look::main : Look::quiet))
            press_on_script(desk, Stroke{signs[i], true});
    }
}

const char* sign_of(Kind kind) {
    return kind == Kind::inject ? "▼ " : "■ ";
}

bool draw_row(Desk& desk, std::size_t index, float width) {
    const Scripting& s = *desk.scripting;
    const ScriptRow& row = s.rows[index];
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string name = "script row " + std::to_string(index + 1);
    const bool pressed = ImGui::InvisibleButton(name.c_str(), {width, px(row_height)});
    note_item(desk, name);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const bool chosen = row.item == s.selected;
    if (chosen || ImGui::IsItemHovered())
        list.AddRectFilled(at, {at.x + width, at.y + px(row_height)},
                           view::faded(palette().accent, chosen ? 0.16f : 0.06f), px(4));
    const ImU32 ink = row.item.kind == Kind::inject ? palette().accent : palette().text;
    const float y = at.y + px(6), what_x = at.x + px(time_width + who_width);
    list.AddText({at.x + px(8), y}, ink,
                 cut_to_width(sign_of(row.item.kind) + row.when, px(time_width - 12)).c_str());
    list.AddText({at.x + px(time_width), y}, palette().quiet,
                 cut_to_width(row.who, px(who_width - 12)).c_str());
    list.AddText({what_x, y}, palette().text,
                 cut_to_width(row.what, at.x + width - what_x - px(8)).c_str());
    return pressed;
}

void draw_rows(Desk& desk, const Place& place) {
    const Pane pane("script rows", place.low, place.size, palette().paper);
    ImGui::SetCursorPos({px(12), px(6)});
    const float buttons_width = (place.size.x - px(24) - px(18)) / 4;
    const ImVec2 size{buttons_width, px(40)};
    if (button(desk, "add inject", tr("加一条注入"), "G", size, Look::quiet))
        add_script_inject(desk);
    ImGui::SameLine(0, px(6));
    if (button(desk, "add expected", tr("加一条考核"), "E", size, Look::quiet))
        add_script_expected(desk);
    ImGui::SameLine(0, px(6));
    if (button(desk, "copy item", tr("复制"), "H", size, Look::quiet)) copy_script_item(desk);
    ImGui::SameLine(0, px(6));
    if (button(desk, "remove item", tr("删除"), "X", size, Look::quiet)) remove_script_item(desk);
    Scripting& s = *desk.scripting;
    ImGui::SetCursorPos({px(12), px(54)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::BeginChild("rows", {place.size.x - px(20), place.size.y - px(58)});
    const float width = ImGui::GetContentRegionAvail().x;
    const auto now = std::find_if(s.rows.begin(), s.rows.end(),
                                  [&](const auto& row) { return row.item == s.selected; });
    if (s.scroll_to_row && now != s.rows.end())
        ImGui::SetScrollY(std::max(0.0f, px(row_height) * static_cast<float>(now - s.rows.begin()) -
                                             place.size.y / 2));
    s.scroll_to_row = false;
    std::optional<ScriptItem> chosen;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(s.rows.size()), px(row_height));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
            if (draw_row(desk, static_cast<std::size_t>(i), width))
                chosen = s.rows[static_cast<std::size_t>(i)].item;
    ImGui::EndChild();
    ImGui::PopStyleVar();
    if (chosen) s.selected = *chosen;
}

/// Marks over the whole length: injects above the line, what is due below it.
void draw_line(Desk& desk, const Place& place) {
    const Pane pane("script line", place.low, place.size, palette().panel);
    Scripting& s = *desk.scripting;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float left = place.low.x + px(24), right = place.low.x + place.size.x - px(24);
    const float middle = place.low.y + place.size.y / 2;
    list.AddLine({left, middle}, {right, middle}, palette().line, px(2));
    const double end_s = std::max(1.0, s.file.scenario().end_s);
    const auto at_x = [&](double time_s) {
        return left + (right - left) * static_cast<float>(std::clamp(time_s / end_s, 0.0, 1.0));
    };
    for (double minute = 0; minute * 60 <= end_s; ++minute) {
        list.AddLine({at_x(minute * 60), middle - px(4)}, {at_x(minute * 60), middle + px(4)},
                     palette().line, 1);
        if (static_cast<int>(minute) % 5 == 0)
            view::draw_text(list, {at_x(minute * 60) + px(3), middle + px(18)},
                            fmt::format("{}:00", minute), palette().quiet,
                            px(view::least_text_size));
    }
    ImGui::SetCursorPos({0, 0});
    const bool pressed = ImGui::InvisibleButton("script line", place.size);
    note_item(desk, "script line");
    const float pointer = ImGui::GetIO().MousePos.x;
    std::optional<std::pair<float, ScriptItem>> nearest;
    for (const ScriptRow& row : s.rows) {
        if (!row.time_s) continue;
        const float x = at_x(*row.time_s), y = middle + (row.item.kind == Kind::inject ? -12 : 10);
        const ImU32 ink = row.item.kind == Kind::inject ? palette().accent : palette().in_time;
        const float size = px(row.item == s.selected ? 8.0f : 5.0f);
        if (row.item.kind == Kind::inject)
            list.AddTriangleFilled({x - size, y - size}, {x + size, y - size}, {x, y + size}, ink);
        else
            list.AddRectFilled({x - size, y - size}, {x + size, y + size}, ink);
        if (!nearest || std::abs(x - pointer) < nearest->first)
            nearest = {std::abs(x - pointer), row.item};
    }
    if (pressed && nearest) select_item(desk, nearest->second);
}

/// Fields of one item; each is one gesture when it is left.
class Fields {
public:
    explicit Fields(Desk& desk) : desk_(desk) {}
    bool changed = false;

    void text(const char* name, const char* words, std::string& value) {
        label(words);
        ImGui::InputText((std::string("##") + name).c_str(), &value);
        done(name);
    }
    void number(const char* name, const char* words, double& value) {
        label(words);
        ImGui::InputDouble((std::string("##") + name).c_str(), &value, 0, 0, "%.0f",
                           ImGuiInputTextFlags_AutoSelectAll);
        done(name);
    }
    void tick(const char* name, const char* words, bool& value) {
        changed |= ImGui::Checkbox(words, &value);
        note_item(desk_, std::string("field ") + name);
    }
    /// One of a list by number.
    void choice(const char* name, const char* words, std::size_t& value,
                const std::vector<std::string>& names) {
        quiet_text(words);
        ImGui::SetNextItemWidth(-1);
        const std::string shown = value < names.size() ? names[value] : std::string();
        if (ImGui::BeginCombo((std::string("##") + name).c_str(), shown.c_str())) {
            for (std::size_t i = 0; i < names.size(); ++i)
                if (ImGui::Selectable((names[i] + "##" + std::to_string(i)).c_str(), i == value) &&
                    i != value) {
                    value = i;
                    changed = true;
                }
            ImGui::EndCombo();
        }
        note_item(desk_, std::string("field ") + name);
    }

private:
    void label(const char* words) {
        quiet_text(words);
        ImGui::SetNextItemWidth(-1);
        ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
    }
    void done(const char* name) {
        ImGui::PopStyleVar();
        note_item(desk_, std::string("field ") + name);
        changed |= ImGui::IsItemDeactivatedAfterEdit();
    }
    Desk& desk_;
};

std::vector<std::string> role_names(const drill::Scenario& scenario) {
    std::vector<std::string> names;
    for (const drill::RoleSpec& role : scenario.roles)
        names.push_back(role.name);
    return names;
}

std::size_t role_index(const drill::Scenario& scenario, const std::string& key) {
    std::size_t i = 0;
    while (i < scenario.roles.size() && scenario.roles[i].key != key)
        ++i;
    return i;
}

/// A condition from three choices instead of written words.
void draw_condition_choice(Desk& desk, std::string& predicate, bool& changed) {
    Scripting& s = *desk.scripting;
    const drill::Scenario& scenario = s.file.scenario();
    Fields fields(desk);
    std::vector<std::string> kinds, places{tr("（不限）")}, roles{tr("（不限）")};
    for (std::size_t i = 0; i < drill::fact_kind_count; ++i)
        kinds.emplace_back(tr(drill::word(static_cast<drill::FactKind>(i))));
    for (const std::string& name : role_names(scenario))
        roles.push_back(name);
    for (const auto& space : s.file.plan().spaces)
        places.push_back(space.name.empty() ? space.key : space.name);
    auto kind = static_cast<std::size_t>(s.choice.kind);
    std::size_t role = s.choice.role.empty() ? 0 : role_index(scenario, s.choice.role) + 1;
    std::size_t place = 0;
    for (std::size_t i = 0; i < s.file.plan().spaces.size(); ++i)
        if (s.file.plan().spaces[i].key == s.choice.target) place = i + 1;
    quiet_text(tr("拼一个条件："));
    fields.choice("kind", tr("什么事"), kind, kinds);
    fields.choice("role", tr("谁做的"), role, roles);
    fields.choice("place", tr("在哪一间"), place, places);
    s.choice.kind = static_cast<drill::FactKind>(kind);
    s.choice.role = role == 0 ? "" : scenario.roles[role - 1].key;
    s.choice.target = place == 0 ? "" : s.file.plan().spaces[place - 1].key;
    if (!button(desk, "use condition", tr("换成这个条件"), "", wide(40), Look::quiet)) return;
    predicate = document::to_predicate(s.choice);
    changed = true;
}

void draw_inject(Desk& desk) {
    drill::Scenario after = desk.scripting->file.scenario();
    InjectSpec& inject = after.injects[desk.scripting->selected.index];
    heading(trf("注入 {}", inject.no));
    Fields fields(desk);
    auto trigger = static_cast<std::size_t>(inject.trigger);
    fields.choice("trigger", tr("什么时候"), trigger,
                  {tr("到时间"), tr("条件成立以后"), tr("条件成立时"), tr("导调触发")});
    inject.trigger = static_cast<InjectSpec::Trigger>(trigger);
    if (inject.trigger == InjectSpec::Trigger::at) fields.number("at", tr("第几秒"), inject.at_s);
    if (inject.trigger == InjectSpec::Trigger::after)
        fields.number("delay", tr("再过几秒"), inject.delay_s);
    fields.text("text", tr("内容"), inject.text);
    fields.text("from", tr("从"), inject.from);
    std::size_t to = role_index(after, inject.to);
    fields.choice("to", tr("到"), to, role_names(after));
    if (to < after.roles.size()) inject.to = after.roles[to].key;
    fields.text("channel", tr("渠道"), inject.channel);
    const bool conditional =
        inject.trigger == InjectSpec::Trigger::after || inject.trigger == InjectSpec::Trigger::when;
    if (conditional) {
        fields.text("predicate", tr("条件"), inject.predicate);
        draw_condition_choice(desk, inject.predicate, fields.changed);
        if (inject.predicate.empty()) inject.predicate = document::to_predicate({});
    }
    if (fields.changed) commit_script(desk, after);
}

void draw_expected(Desk& desk) {
    drill::Scenario after = desk.scripting->file.scenario();
    drill::ExpectedSpec& item = after.expected[desk.scripting->selected.index];
    heading(trf("考核 {}", item.no));
    Fields fields(desk);
    fields.text("action", tr("要做什么"), item.action);
    std::size_t role = role_index(after, item.role);
    fields.choice("role of", tr("谁"), role, role_names(after));
    if (role < after.roles.size()) item.role = after.roles[role].key;
    fields.number("due", tr("最迟第几秒"), item.due_s);
    fields.number("grace", tr("宽限几秒"), item.grace_s);
    fields.number("weight", tr("分值"), item.weight);
    auto element = static_cast<std::size_t>(item.element);
    fields.choice("element", tr("考什么"), element,
                  {tr("懂危险性"), tr("会报警"), tr("会扑救"), tr("会疏散"), tr("指挥")});
    item.element = static_cast<sim::core::CompetenceElement>(element);
    fields.tick("critical", tr("关键动作"), item.critical);
    fields.text("predicate", tr("条件（怎样算做到）"), item.predicate);
    draw_condition_choice(desk, item.predicate, fields.changed);
    if (fields.changed) commit_script(desk, after);
}

void draw_whole(Desk& desk) {
    Scripting& s = *desk.scripting;
    drill::Scenario after = s.file.scenario();
    heading(tr("整个脚本"));
    Fields fields(desk);
    fields.text("name", tr("名称"), after.name);
    fields.number("end", tr("演到第几秒"), after.end_s);
    if (fields.changed) commit_script(desk, after);
    wrapped_text(tr("▼ 是注入，■ 是要做到的动作和它最迟的时刻。点一条就在这里改。"));
}

void draw_times(Desk& desk) {
    Scripting& s = *desk.scripting;
    ImGui::Dummy({0, px(8)});
    Fields fields(desk);
    fields.number("shift", tr("从这一条起，都推后几秒（负数提前）"), s.shift_by_s);
    if (button(desk, "shift", tr("推"), "", wide(36), Look::quiet)) return shift_script(desk);
    double percent = s.scale_ratio * 100;
    fields.number("scale", tr("全部时间按百分之几"), percent);
    s.scale_ratio = percent / 100;
    if (button(desk, "scale times", tr("缩放"), "", wide(36), Look::quiet)) scale_script(desk);
}

void draw_side(Desk& desk, const Place& place) {
    const Pane pane("script side", place.low, place.size, palette().panel);
    ImGui::SetCursorPos({px(14), px(8)});
    ImGui::BeginChild("fields", {place.size.x - px(28), place.size.y - px(16)});
    const Scripting& s = *desk.scripting;
    if (!s.notice.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, s.refused ? palette().overdue : palette().in_time);
        wrapped_text((s.refused ? "■ " : "● ") + s.notice);
        ImGui::PopStyleColor();
    }
    ImGui::PushID(static_cast<int>(s.selected.kind));
    ImGui::PushID(static_cast<int>(s.selected.index));
    if (s.selected.kind == Kind::inject)
        draw_inject(desk);
    else if (s.selected.kind == Kind::expected)
        draw_expected(desk);
    else
        draw_whole(desk);
    ImGui::PopID();
    ImGui::PopID();
    draw_times(desk);
    ImGui::EndChild();
}

} // namespace

void draw_script_page(Desk& desk, const Place& all) {
    const float top = px(title_height), below = px(line_height), side = px(side_width);
    const ImVec2 o = all.low;
    const float middle = all.size.y - top - below;
    draw_title(desk, {o, {all.size.x, top}});
    if (desk.page != Page::script) return; // left by a button just now
    draw_rows(desk, {{o.x, o.y + top}, {all.size.x - side, middle}});
    draw_side(desk, {{o.x + all.size.x - side, o.y + top}, {side, middle}});
    draw_line(desk, {{o.x, o.y + top + middle}, {all.size.x, below}});
}

} // namespace editor::panels
