#include "editor/document/space_words.h"

#include <algorithm>

namespace editor::document {

using sim::plan::SpaceKind;

SpaceKind find_space_kind(const std::string& name) {
    static constexpr std::pair<const char*, SpaceKind> words[] = {
        {"避难", SpaceKind::refuge},       {"走廊", SpaceKind::corridor},
        {"走道", SpaceKind::corridor},     {"过道", SpaceKind::corridor},
        {"厨", SpaceKind::kitchen},        {"配餐", SpaceKind::kitchen},
        {"洗衣", SpaceKind::laundry},      {"配电", SpaceKind::electrical},
        {"强电", SpaceKind::electrical},   {"消防控制", SpaceKind::control_room},
        {"消控", SpaceKind::control_room}, {"值班", SpaceKind::duty_room},
        {"护理站", SpaceKind::duty_room},  {"库", SpaceKind::storage},
        {"储", SpaceKind::storage},        {"卫生间", SpaceKind::toilet},
        {"厕", SpaceKind::toilet},         {"浴", SpaceKind::toilet},
        {"WC", SpaceKind::toilet},         {"办公", SpaceKind::office},
        {"医", SpaceKind::office},         {"大厅", SpaceKind::hall},
        {"门厅", SpaceKind::hall},         {"大堂", SpaceKind::hall},
        {"活动", SpaceKind::hall},         {"餐厅", SpaceKind::hall},
        {"居室", SpaceKind::bedroom},      {"卧", SpaceKind::bedroom},
        {"人间", SpaceKind::bedroom},      {"房", SpaceKind::bedroom},
    };
    for (const auto& [word, kind] : words)
        if (name.find(word) != std::string::npos) return kind;
    const bool numbered =
        name.size() >= 3 && name.find_first_not_of("0123456789") == std::string::npos;
    return numbered ? SpaceKind::bedroom : SpaceKind::other;
}

bool is_wall_layer(std::string name) {
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return name.find("WALL") != std::string::npos || name.find("墙") != std::string::npos ||
           name.find("COLUMN") != std::string::npos || name.find("柱") != std::string::npos;
}

} // namespace editor::document
