#include "editor/panels/fields.h"

#include <imgui_stdlib.h>

namespace editor::panels {

void Fields::text(const char* name, const char* words, std::string& value) {
    label(words);
    ImGui::InputText((std::string("##") + name).c_str(), &value);
    done(name);
}

void Fields::number(const char* name, const char* words, double& value) {
    label(words);
    ImGui::InputDouble((std::string("##") + name).c_str(), &value, 0, 0, "%.0f",
                       ImGuiInputTextFlags_AutoSelectAll);
    done(name);
}

void Fields::tick(const char* name, const char* words, bool& value) {
    changed |= ImGui::Checkbox((std::string("##") + name).c_str(), &value);
    note_item(desk_, std::string("field ") + name);
    ImGui::SameLine(0, view::px(8));
    ImGui::BeginGroup();
    wrapped_text(words);
    ImGui::EndGroup();
}

void Fields::choice(const char* name, const char* words, std::size_t& value,
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

void Fields::label(const char* words) {
    quiet_text(words);
    ImGui::SetNextItemWidth(-1);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
}

void Fields::done(const char* name) {
    ImGui::PopStyleVar();
    note_item(desk_, std::string("field ") + name);
    changed |= ImGui::IsItemDeactivatedAfterEdit();
}

} // namespace editor::panels
