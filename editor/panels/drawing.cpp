#include "editor/panels/drawing.h"

#include "editor/document/room_stamps.h"
#include <algorithm>
#include <charconv>
#include <cmath>

namespace editor::panels {

using sim::plan::Polygon;
using sim::plan::Vec2;

namespace {

constexpr ToolWords all_words[tool_count] = {
    {Tool::select, "选择", 'V', "点一下选中，拖动移动，Delete 删除"},
    {Tool::room, "房间", 'R', "点一个角，再点对角；或输入长、宽，各按回车"},
    {Tool::outline, "多边形", 'P', "逐个点墙角，回车围成；输入数字定长度"},
    {Tool::wall, "分隔墙", 'W', "从一面墙点到对面的墙，把房间分成两间"},
    {Tool::door, "门", 'D', "点在两间之间的墙上"},
    {Tool::doorway, "门洞", 'G', "点在两间之间的墙上"},
    {Tool::window, "窗", 'C', "点在墙上"},
    {Tool::exit, "出口", 'X', "点在外墙上，门外自动画出室外"},
    {Tool::gap, "吊顶空隙", 'K', "点在两间之间的墙上：隔墙没有砌到顶，烟从吊顶里过去"},
    {Tool::bed, "床", 'B', "点在房间里，床头自动靠墙"},
    {Tool::resident, "老人", 'L', "右边写好行动能力、怎么搬、谁去接，再一张一张点床；再点一下去掉"},
    {Tool::equipment, "设备", 'E', "右边选种类，点在房间里"},
    {Tool::detector, "探测器", 'T', "右边选种类，点在房间里"},
    {Tool::stair, "楼梯", 'S', "点楼梯间的两个对角，连到上一层"},
    {Tool::compartment, "防火分区", 'Z', "右边选分区，点房间放进去，再点一下拿出来"},
    {Tool::stamp, "现成房间", 'M', "右边选样子，点门那一面的左角放好；空格转 90 度"},
    {Tool::underlay, "底图", 'U', "右边选照片、PDF 或 CAD 图，再按图上已知的长度定比例"},
};

constexpr double longest_m = 200;

} // namespace

const ToolWords& words_of(Tool tool) noexcept {
    return all_words[static_cast<std::size_t>(tool)];
}

std::optional<double> parse_length(const std::string& text) {
    double metres = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), metres);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    if (!(metres > 0) || metres > longest_m) return std::nullopt;
    return metres;
}

Vec2 next_point(const Drawing& d) {
    if (d.points_m.empty() || d.tool == Tool::underlay) return d.pointer.at_m;
    const Vec2 from = d.points_m.back(), off = d.pointer.at_m - from;
    const auto typed = parse_length(d.typed);
    const bool rectangle = d.tool == Tool::room || d.tool == Tool::stair;
    if (!rectangle) return typed ? from + sim::core::normalized(off) * *typed : d.pointer.at_m;
    std::vector<double> sides = d.typed_lengths_m;
    if (typed) sides.push_back(*typed);
    Vec2 size = off;
    if (!sides.empty()) size.x = std::copysign(sides[0], off.x);
    if (sides.size() > 1) size.y = std::copysign(sides[1], off.y);
    return from + size;
}

Polygon begun_outline(const Drawing& d) {
    if (d.tool == Tool::stamp)
        return document::stamp_outline(document::room_stamps()[d.stamp], d.pointer.at_m,
                                       d.stamp_quarters);
    if (d.points_m.empty()) return {};
    const Vec2 to = next_point(d);
    if (d.tool == Tool::room || d.tool == Tool::stair) {
        const Vec2 a = d.points_m.front();
        return {a, {to.x, a.y}, to, {a.x, to.y}};
    }
    Polygon outline = d.points_m;
    if (d.tool != Tool::underlay || outline.size() < 2) outline.push_back(to);
    return outline;
}

} // namespace editor::panels
