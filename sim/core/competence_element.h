/// The elements of 一懂三会 (one to know, three to do) and 指挥, named here because both wings use
/// them.
#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace sim::core {

enum class CompetenceElement {
    hazards,    ///< K 懂本岗位火灾危险性
    alarm,      ///< A 会报警
    extinguish, ///< E 会扑救初起火灾
    evacuate,   ///< L 会(组织)疏散逃生
    command,    ///< C 指挥与通信, team only
};
inline constexpr std::array all_competence_elements{
    CompetenceElement::hazards, CompetenceElement::alarm, CompetenceElement::extinguish,
    CompetenceElement::evacuate, CompetenceElement::command};

/// "K", "A", "E", "L", "C": the form used in files.
[[nodiscard]] constexpr std::string_view letter(CompetenceElement e) noexcept {
    constexpr std::string_view letters[] = {"K", "A", "E", "L", "C"};
    return letters[static_cast<int>(e)];
}
[[nodiscard]] constexpr std::optional<CompetenceElement>
find_element(std::string_view text) noexcept {
    for (const CompetenceElement e : all_competence_elements)
        if (letter(e) == text) return e;
    return std::nullopt;
}

/// What a drill is; only `real` counts for the half-yearly obligation, `demonstration` for nothing.
enum class DrillKind { real, live, tabletop, demonstration };

/// "real", "live", "tabletop", "demonstration".
[[nodiscard]] constexpr std::string_view name(DrillKind k) noexcept {
    constexpr std::string_view names[] = {"real", "live", "tabletop", "demonstration"};
    return names[static_cast<int>(k)];
}
/// Chinese word on screen: 实战, 模拟, 桌面, 演示.
[[nodiscard]] constexpr const char* word(DrillKind k) noexcept {
    constexpr const char* words[] = {"实战", "模拟", "桌面", "演示"};
    return words[static_cast<int>(k)];
}

} // namespace sim::core
