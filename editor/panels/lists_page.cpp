// The ledger's lists: a table left, the open row right.
#include "editor/panels/import_hand.h"
#include "editor/panels/lists_hand.h"
#include "editor/panels/panes.h"
#include "sim/core/text.h"
#include <algorithm>
#include <imgui_stdlib.h>

namespace editor::panels {

using ledger::ListKind;
using ledger::Row;
using ledger::Tone;
using sim::core::tr;
using sim::core::trf;
using view::palette;
using view::px;

namespace {

constexpr float side_width = 320, cell_gap = 16;
constexpr std::size_t short_bytes = 36;   ///< of a cell that stands beside its name
constexpr std::size_t measured_rows = 80; ///< of a table, for the widths of its columns

ImU32 ink_of(Tone tone) {
    switch (tone) {
    case Tone::overdue:
        return palette().overdue;
    case Tone::soon:
        return palette().soon;
    default:
        return palette().text;
    }
}
/// A sign beside the colour, for those who see none and for print.
const char* sign_of(Tone tone) {
    return tone == Tone::overdue ? "■ " : tone == Tone::soon ? "▲ " : "";
}

/// As wide as their words; what does not fit goes to the next line.
void draw_kinds(Desk& desk, float right) {
    std::optional<ListKind> chosen;
    for (std::size_t i = 0; i < ledger::list_kind_count; ++i) {
        const auto kind = static_cast<ListKind>(i);
        const char* words = tr(word(kind));
        const std::string key = std::to_string(i + 1);
        const float wide = button_width(words, key.c_str());
        ImGui::SameLine(0, px(6));
        if (ImGui::GetCursorScreenPos().x + wide > right) ImGui::NewLine();
        if (button(desk, ("list " + key).c_str(), words, key, {wide, px(40)},
                   kind == desk.listing->kind ? Look::chosen : Look::quiet))
            chosen = kind;
    }
    if (chosen) show_list(desk, *chosen);
}

void draw_filter(Desk& desk, float width) {
    Listing& l = *desk.listing;
    if (l.focus_filter) ImGui::SetKeyboardFocusHere();
    l.focus_filter = false;
    ImGui::SetNextItemWidth(std::min(px(300), width * 0.4f));
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
    if (ImGui::InputTextWithHint("##filter", tr("T 只看含有…的行"), &l.look.filter))
        look_again(desk);
    ImGui::PopStyleVar();
    note_item(desk, "filter");
    ImGui::SameLine(0, px(12));
    if (button(desk, "export", tr("存成表格文件"), "E",
               {button_width(tr("存成表格文件"), "E"), px(40)}, Look::quiet))
        export_list(desk);
    ImGui::SameLine(0, px(12));
    if (has_own_home(desk)) {
        if (button(desk, "import", tr("从表格导入"), "I",
                   {button_width(tr("从表格导入"), "I"), px(40)}, Look::quiet))
            return show_tables(desk);
    } else if (button(desk, "own home", tr("登记自己的单位"), "I",
                      {button_width(tr("登记自己的单位"), "I"), px(40)}, Look::main))
        return show_tables(desk);
    ImGui::SameLine(0, px(12));
    if (l.table && l.shown.size() < l.table->rows.size())
        quiet_text(trf("{} 行，共 {} 行", l.shown.size(), l.table->rows.size()));
    else
        ImGui::NewLine();
}

/// As wide as what stands in them, shrunk together where that is too much.
std::vector<float> column_widths(const Listing& l, float width) {
    std::vector<float> wanted;
    const auto& columns = l.table->columns;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        float most = ImGui::CalcTextSize(columns[c].c_str()).x + px(24);
        for (std::size_t i = 0; i < std::min(measured_rows, l.shown.size()); ++i)
            most =
                std::max(most, ImGui::CalcTextSize(l.table->rows[l.shown[i]].cells[c].c_str()).x +
                                   px(c == 0 ? 24 : 0));
        wanted.push_back(std::min(most, width * 0.45f) + px(cell_gap));
    }
    float sum = 0;
    for (const float one : wanted)
        sum += one;
    for (float& one : wanted)
        one *= sum > width ? width / sum : 1;
    return wanted;
}

void draw_heads(Desk& desk, const std::vector<float>& widths) {
    const Listing& l = *desk.listing;
    std::optional<std::size_t> pressed;
    for (std::size_t c = 0; c < widths.size(); ++c) {
        if (c > 0) ImGui::SameLine(0, 0);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const std::string name = "column " + std::to_string(c + 1);
        if (ImGui::InvisibleButton(name.c_str(), {widths[c], px(row_height)})) pressed = c;
        note_item(desk, name);
        std::string words = l.table->columns[c];
        if (l.look.sort == c) words += l.look.descending ? " ▼" : " ▲";
        ImGui::GetWindowDrawList()->AddText({at.x + px(6), at.y + px(6)}, palette().quiet,
                                            cut_to_width(words, widths[c] - px(6)).c_str());
    }
    if (pressed) sort_by(desk, *pressed);
}

void draw_cells(const Row& row, const std::vector<float>& widths, ImVec2 at) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    float x = at.x + px(6);
    for (std::size_t c = 0; c < widths.size(); ++c) {
        const std::string words = (c == 0 ? sign_of(row.tone) : "") + row.cells[c];
        list.AddText({x, at.y + px(6)}, c == 0 ? ink_of(row.tone) : palette().text,
                     cut_to_width(words, widths[c] - px(8)).c_str());
        x += widths[c];
    }
}

void draw_rows(Desk& desk, const std::vector<float>& widths, ImVec2 size) {
    Listing& l = *desk.listing;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::BeginChild("rows", size);
    if (l.scroll_to_row)
        ImGui::SetScrollY(std::max(0.0f, px(row_height) * static_cast<float>(l.row) - size.y / 2));
    l.scroll_to_row = false;
    const float wide = ImGui::GetContentRegionAvail().x;
    std::optional<std::size_t> pressed;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(l.shown.size()), px(row_height));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const auto index = static_cast<std::size_t>(i);
            const ImVec2 at = ImGui::GetCursorScreenPos();
            const std::string name = "row " + std::to_string(index + 1);
            if (ImGui::InvisibleButton(name.c_str(), {wide, px(row_height)})) pressed = index;
            note_item(desk, name);
            const bool open = index == l.row;
            if (open || ImGui::IsItemHovered())
                ImGui::GetWindowDrawList()->AddRectFilled(
                    at, {at.x + wide, at.y + px(row_height)},
                    view::faded(palette().accent, open ? 0.16f : 0.06f), px(4));
            draw_cells(l.table->rows[l.shown[index]], widths, at);
        }
    ImGui::EndChild();
    ImGui::PopStyleVar();
    if (pressed) choose_list_row(desk, *pressed);
}

void draw_table(Desk& desk, ImVec2 size) {
    const Listing& l = *desk.listing;
    if (!l.table) return quiet_text(tr("正在读台账…"));
    heading(cut_to_width(l.table->headline, size.x));
    draw_filter(desk, size.x);
    const std::vector<float> widths = column_widths(l, size.x - px(16));
    draw_heads(desk, widths);
    if (l.table->rows.empty() && !l.table->when_empty.empty())
        return wrapped_text(l.table->when_empty);
    if (l.shown.empty()) return quiet_text(tr("没有这样的行"));
    draw_rows(desk, widths, {size.x, ImGui::GetContentRegionAvail().y});
}

void draw_form(Desk& desk) {
    Listing& l = *desk.listing;
    const ledger::Action action = *l.action;
    heading(action.words);
    if (l.focus_who && l.who.empty()) ImGui::SetKeyboardFocusHere();
    l.focus_who = false;
    bool entered = text_field(desk, "field who", tr("谁经办（姓名）"), l.who);
    for (std::size_t i = 0; i < action.asks.size() && i < l.answers.size(); ++i)
        entered |= text_field(desk, ("field " + std::to_string(i + 1)).c_str(), action.asks[i],
                              l.answers[i]);
    wrapped_text("▲ " + action.beforehand);
    const ImVec2 size{ImGui::GetContentRegionAvail().x, px(button_height)};
    entered |= button(desk, "do it", tr("就这样记"), tr("回车"), size, Look::main);
    if (button(desk, "do not", tr("不记了"), "Esc", size, Look::quiet) || is_escape_pressed())
        return cancel_action(desk);
    if (entered) finish_action(desk);
}

void draw_open_row(Desk& desk) {
    const ledger::Row* row = open_row(desk);
    if (!row) return;
    const ledger::Table& table = *desk.listing->table;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (row->cells[c].empty()) continue;
        if (row->cells[c].size() <= short_bytes) {
            field(table.columns[c], row->cells[c]);
            continue;
        }
        quiet_text(table.columns[c]);
        wrapped_text(row->cells[c]);
    }
    ImGui::Dummy({0, px(6)});
    for (const std::string& line : row->details)
        wrapped_text("· " + line);
    ImGui::Dummy({0, px(8)});
    const auto actions = row_actions(desk);
    constexpr const char* keys[] = {"R", "X", "N", "H", "G"};
    for (std::size_t i = 0; i < actions.size() && i < std::size(keys); ++i)
        if (button(desk, ("action " + std::to_string(i + 1)).c_str(), actions[i].words, keys[i],
                   {ImGui::GetContentRegionAvail().x, px(button_height)}, Look::quiet))
            return begin_action(desk, i);
}

void draw_side(Desk& desk, const Place& place) {
    const Pane pane("list side", place.low, place.size, palette().panel);
    ImGui::SetCursorPos({px(14), px(10)});
    ImGui::BeginChild("side", {place.size.x - px(28), place.size.y - px(20)});
    const Listing& l = *desk.listing;
    if (!l.notice.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, l.refused ? palette().overdue : palette().in_time);
        wrapped_text((l.refused ? "■ " : "● ") + l.notice);
        ImGui::PopStyleColor();
    }
    if (l.action)
        draw_form(desk);
    else if (!l.new_home && !l.importing)
        draw_open_row(desk);
    ImGui::EndChild();
}

/// No ledger, or one that cannot be read: in words, and what to do.
void draw_trouble(Desk& desk, float width) {
    const Listing& l = *desk.listing;
    if (l.missing) {
        wrapped_text(tr("这台电脑上还没有台账。有台账文件的（.yanlian."
                        "db），把它拖进这个窗口；没有的，登记自己的单位，"
                        "再从表格导入人员；想先看看的，建一个示范院的。"));
        const ImVec2 size{std::min(width, px(420)), px(main_button_height)};
        if (button(desk, "own home", tr("登记自己的单位"), tr("回车"), size, Look::main))
            return ask_for_own_home(desk);
        if (button(desk, "make example", tr("建一个示范院的台账"), "", size, Look::quiet))
            make_example_ledger(desk);
        return;
    }
    for (const sim::core::Problem& one : l.problems)
        wrapped_text("■ " + one.what + (one.expected.empty() ? "" : "：" + one.expected));
}

} // namespace

void draw_lists_page(Desk& desk, const Place& all) {
    advance_listing(desk);
    const float side = px(side_width);
    const Place left{all.low, {all.size.x - side, all.size.y}};
    {
        const Pane pane("lists", left.low, left.size, palette().paper);
        const float width = left.size.x - px(28);
        ImGui::SetCursorPos({px(14), px(10)});
        ImGui::BeginChild("list column", {width, left.size.y - px(16)}, false,
                          ImGuiWindowFlags_NoScrollbar);
        if (is_taking(desk)) {
            draw_importing(desk, width);
            ImGui::EndChild();
            return;
        }
        if (button(desk, "leave", tr("开始页"), "O", {button_width(tr("开始页"), "O"), px(40)},
                   Look::quiet)) {
            ImGui::EndChild();
            return show_start(desk);
        }
        draw_kinds(desk, left.low.x + px(14) + width);
        if (desk.listing->new_home)
            draw_own_home(desk, width);
        else if (desk.listing->importing)
            draw_importing(desk, width);
        else if (desk.listing->missing || !desk.listing->problems.empty())
            draw_trouble(desk, width);
        else
            draw_table(desk, {width, ImGui::GetContentRegionAvail().y});
        ImGui::EndChild();
    }
    draw_side(desk, {{all.low.x + left.size.x, all.low.y}, {side, all.size.y}});
}

} // namespace editor::panels
