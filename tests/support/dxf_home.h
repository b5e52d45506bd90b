/// A home as an office draws it: two rows of rooms along a corridor, walls of two lines with gaps
/// for doors and windows, names written in the rooms.
#pragma once
#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

namespace tests {

struct DxfHome {
    int rooms_per_side = 4;
    double room_mm = 3600, depth_mm = 6000, corridor_mm = 2400, wall_mm = 200;
    int insert_units = 4; ///< $INSUNITS: millimetres

    [[nodiscard]] std::string text() const {
        std::string all = fmt::format("0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1015\n9\n"
                                      "$INSUNITS\n70\n{}\n0\nENDSEC\n0\nSECTION\n2\nENTITIES\n",
                                      insert_units);
        for (const bool lower : {true, false})
            for (int i = 0; i < rooms_per_side; ++i)
                add_room(all, i * room_mm, lower, fmt::format("{}{:02d}", lower ? 1 : 2, i + 1));
        add_outside(all);
        all +=
            fmt::format("0\nMTEXT\n8\nTEXT\n10\n{}\n20\n{}\n40\n300\n1\n{{\\fSimSun|b0;走廊}}\n",
                        origin + rooms_per_side * room_mm / 2, origin + depth_mm + corridor_mm / 2);
        return all + "0\nENDSEC\n0\nEOF\n";
    }

    static constexpr double origin = 50'000, door_mm = 1100, window_mm = 1500, exit_mm = 1400;

private:
    using Gaps = std::vector<std::pair<double, double>>;

    static void line(std::string& all, double x1, double y1, double x2, double y2) {
        all += fmt::format("0\nLINE\n8\nWALL\n10\n{}\n20\n{}\n30\n0\n11\n{}\n21\n{}\n31\n0\n",
                           origin + x1, origin + y1, origin + x2, origin + y2);
    }
    static void level_line(std::string& all, double x1, double x2, double y, const Gaps& gaps) {
        for (const auto& [from, to] : gaps) {
            line(all, x1, y, from, y);
            x1 = to;
        }
        line(all, x1, y, x2, y);
    }
    static std::pair<double, double> around(double middle, double width) {
        return {middle - width / 2, middle + width / 2};
    }

    void add_room(std::string& all, double x, bool lower, const std::string& name) const {
        const double half = wall_mm / 2, y = lower ? 0 : depth_mm + corridor_mm;
        const double left = x + half, right = x + room_mm - half;
        const double bottom = y + half, top = y + depth_mm - half;
        const double front = lower ? top : bottom, back = lower ? bottom : top;
        const double before = lower ? front + wall_mm : front - wall_mm;
        const double behind = lower ? back - wall_mm : back + wall_mm;
        line(all, left, bottom, left, top);
        line(all, right, bottom, right, top);
        const auto door = around(x + room_mm / 2, door_mm),
                   window = around(x + room_mm / 2, window_mm);
        level_line(all, left, right, front, {door});
        level_line(all, left, right, back, {window});
        for (const double side : {door.first, door.second})
            line(all, side, front, side, before);
        for (const double side : {window.first, window.second})
            line(all, side, back, side, behind);
        for (const auto& [words, lower_mm] :
             {std::pair(name, 0.0), {"居室", 600.0}, {"21.6", 900.0}})
            all +=
                fmt::format("0\nTEXT\n8\nTEXT\n10\n{}\n20\n{}\n40\n300\n1\n{}\n",
                            origin + x + room_mm / 3, origin + y + depth_mm / 2 - lower_mm, words);
    }
    void add_outside(std::string& all) const {
        const double half = wall_mm / 2, length = rooms_per_side * room_mm;
        Gaps windows, doors;
        for (int i = 0; i < rooms_per_side; ++i) {
            windows.push_back(around((i + 0.5) * room_mm, window_mm));
            doors.push_back(around((i + 0.5) * room_mm, door_mm));
        }
        const double upper = depth_mm + corridor_mm;
        level_line(all, -half, length + half, -half, windows);
        level_line(all, -half, length + half, upper + depth_mm + half, windows);
        level_line(all, half, length - half, depth_mm + half, doors);
        level_line(all, half, length - half, upper - half, doors);
        const auto exit = around(depth_mm + corridor_mm / 2, exit_mm);
        for (const auto& [inner, outer] :
             {std::pair(half, -half), {length - half, length + half}}) {
            line(all, inner, depth_mm + half, inner, exit.first);
            line(all, inner, exit.second, inner, upper - half);
            line(all, outer, -half, outer, exit.first);
            line(all, outer, exit.second, outer, upper + depth_mm + half);
            line(all, inner, exit.first, outer, exit.first);
            line(all, inner, exit.second, outer, exit.second);
        }
    }
};

} // namespace tests
