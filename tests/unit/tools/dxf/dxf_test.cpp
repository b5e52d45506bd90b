// CAD drawings: what is read of them, what is refused, and the rooms between their lines.
#include "tests/support/dxf_home.h"
#include "tools/dxf/dxf_reader.h"
#include "tools/dxf/line_picture.h"
#include "tools/dxf/line_rooms.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <sstream>

using namespace tools::dxf;

namespace {

sim::core::Result<Linework> read(const std::string& text) {
    std::istringstream in(text);
    return read_dxf("drawing.dxf", in);
}

std::string drawing(const std::string& entities) {
    return "0\nSECTION\n2\nENTITIES\n" + entities + "0\nENDSEC\n0\nEOF\n";
}

std::string line(double x1, double y1, double x2, double y2) {
    return fmt::format("0\nLINE\n8\nW\n10\n{}\n20\n{}\n11\n{}\n21\n{}\n", x1, y1, x2, y2);
}

DrawnRooms rooms_of(const std::string& text, double unit_m, double join_m = 0.05) {
    const auto all = read(text);
    REQUIRE_MESSAGE(all, sim::core::describe(all.error()));
    const auto drawn = find_rooms(*all, {unit_m, join_m, {0}});
    REQUIRE_MESSAGE(drawn, sim::core::describe(drawn.error()));
    return *drawn;
}

double area_m2(const DrawnRoom& room) {
    return sim::core::signed_area_m2(room.outline_m);
}

} // namespace

TEST_CASE("dxf: a home with walls of two lines gives its rooms to the middle of the walls, and its "
          "doors") {
    const tests::DxfHome home;
    const DrawnRooms drawn = rooms_of(home.text(), 0.001);
    REQUIRE(drawn.rooms.size() == 2 * 4 + 1);
    // Doors and windows of eight rooms, and the two ends of the corridor.
    CHECK(drawn.gaps.size() == 8 * 2 + 2);
    const auto narrow = std::count_if(drawn.gaps.begin(), drawn.gaps.end(), [](const Gap& g) {
        return std::abs(g.width_m - 1.1) < 1e-6;
    });
    CHECK(narrow == 8);
    const auto room = std::find_if(drawn.rooms.begin(), drawn.rooms.end(),
                                   [](const auto& r) { return r.name == "102 居室"; });
    REQUIRE(room != drawn.rooms.end());
    // Half a wall on both sides and on the corridor's; the outer wall has no room behind it.
    CHECK(area_m2(*room) == doctest::Approx(3.6 * 5.9));
    const auto corridor = std::find_if(drawn.rooms.begin(), drawn.rooms.end(),
                                       [](const auto& r) { return r.name == "走廊"; });
    REQUIRE(corridor != drawn.rooms.end());
    CHECK(area_m2(*corridor) == doctest::Approx(2.4 * (4 * 3.6 - 0.2)));
    CHECK(drawn.ring_count == 0);
}

TEST_CASE("dxf: neighbouring rooms share their wall to the millimetre") {
    const DrawnRooms drawn = rooms_of(tests::DxfHome{}.text(), 0.001);
    double together_m2 = 0;
    std::vector<Vec2> corners;
    for (const DrawnRoom& room : drawn.rooms) {
        together_m2 += area_m2(room);
        corners.insert(corners.end(), room.outline_m.begin(), room.outline_m.end());
    }
    const sim::core::Box box = sim::core::bounds(corners);
    // They tile the whole but for the end walls of the rooms (0.1 m beside the corridor's ends).
    CHECK(together_m2 == doctest::Approx((box.high.x - box.low.x) * (box.high.y - box.low.y)));
}

TEST_CASE("dxf: walls of one line, a slip of the pen and a door between two ends") {
    const std::string walls = line(0, 0, 8, 0) + line(8, 0.02, 8, 5) + line(8, 5, 0, 5) +
                              line(0, 5, 0, 0) + line(4, 0, 4, 2) + line(4, 3, 4, 5);
    const DrawnRooms drawn = rooms_of(drawing(walls), 1);
    REQUIRE(drawn.rooms.size() == 2);
    CHECK(area_m2(drawn.rooms[0]) == doctest::Approx(20).epsilon(0.001));
    REQUIRE(drawn.gaps.size() == 1);
    CHECK(drawn.gaps[0].width_m == doctest::Approx(1));
    CHECK(drawn.gaps[0].center_m.x == doctest::Approx(4));
    CHECK(drawn.gaps[0].center_m.y == doctest::Approx(2.5));
}

TEST_CASE("dxf: a room around another is counted, not drawn over it") {
    const auto box = [](double low, double high) {
        return line(low, low, high, low) + line(high, low, high, high) +
               line(high, high, low, high) + line(low, high, low, low);
    };
    const DrawnRooms drawn = rooms_of(drawing(box(0, 10) + box(3, 7)), 1);
    CHECK(drawn.ring_count == 1);
    REQUIRE(drawn.rooms.size() == 1);
    CHECK(area_m2(drawn.rooms[0]) == doctest::Approx(16));
}

TEST_CASE("dxf: layers, units, captions and blocks are read") {
    const std::string text =
        "0\nSECTION\n2\nHEADER\n9\n$"
        "INSUNITS\n70\n6\n0\nENDSEC\n0\nSECTION\n2\nTABLES\n0\nTABLE\n2\n"
        "LAYER\n0\nLAYER\n2\nWALL\n70\n0\n62\n7\n0\nLAYER\n2\nHIDDEN\n70\n1\n62\n7\n0\nENDTAB\n0\n"
        "ENDSEC\n0\nSECTION\n2\nBLOCKS\n0\nBLOCK\n8\n0\n2\nBED\n70\n0\n10\n0\n20\n0\n0\nLINE\n8\n0"
        "\n"
        "10\n0\n20\n0\n11\n1\n21\n0\n0\nENDBLK\n0\nENDSEC\n0\nSECTION\n2\nENTITIES\n0\nINSERT\n8\n"
        "WALL\n2\nBED\n10\n5\n20\n5\n50\n90\n0\nCIRCLE\n8\nHIDDEN\n10\n0\n20\n0\n40\n1\n0\nTEXT\n8"
        "\n"
        "WALL\n10\n1\n20\n2\n40\n1\n1\nA101\n0\nENDSEC\n0\nEOF\n";
    const auto all = read(text);
    REQUIRE_MESSAGE(all, sim::core::describe(all.error()));
    CHECK(all->unit_m == 1);
    REQUIRE(all->layers.size() == 2);
    CHECK(all->layers[0].visible);
    CHECK_FALSE(all->layers[1].visible);
    // The block's line, turned to point up from (5, 5), on the layer of its insert.
    const auto bed = std::find_if(all->lines.begin(), all->lines.end(),
                                  [](const Line& l) { return l.layer == 0; });
    REQUIRE(bed != all->lines.end());
    CHECK(bed->ends.b.x == doctest::Approx(5));
    CHECK(bed->ends.b.y == doctest::Approx(6));
    REQUIRE(all->captions.size() == 1);
    CHECK(all->captions[0].words == "A101");
    const auto again = parse_linework(format_linework(*all));
    REQUIRE(again);
    CHECK(again->lines.size() == all->lines.size());
    CHECK(again->captions[0].words == "A101");
    CHECK(format_linework(*again) == format_linework(*all));
}

TEST_CASE("dxf: names in GBK, as old programs write them, are read") {
    const std::string gbk = "\xB1\xB5\xCA\xD2"; // two characters of GBK
    const auto all = read(drawing("0\nLINE\n8\n" + gbk + "\n10\n0\n20\n0\n11\n1\n21\n0\n"));
    REQUIRE(all);
    CHECK(all->layers[0].name.size() == 6); // two characters of UTF-8
}

TEST_CASE("dxf: what cannot be read is refused with what to do") {
    const std::string whole = tests::DxfHome{}.text();
    for (const auto& [text, word] : {std::pair<std::string, const char*>{"", "空"},
                                     {"AC1027\x01\x02", "DWG"},
                                     {"AutoCAD Binary DXF\r\n\x1a", "二进制"},
                                     {"hello", "不是 DXF"},
                                     {whole.substr(0, whole.size() / 2), "后半截"},
                                     {drawing(""), "没有线条"}}) {
        const auto all = read(text);
        REQUIRE_FALSE(all);
        CHECK_MESSAGE(sim::core::describe(all.error()).find(word) != std::string::npos,
                      sim::core::describe(all.error()));
    }
}

TEST_CASE("dxf: no room closed is said with what to try") {
    const auto all = read(drawing(line(0, 0, 10, 0)));
    REQUIRE(all);
    const auto drawn = find_rooms(*all, {1, 0.05, {0}});
    REQUIRE_FALSE(drawn);
    CHECK(drawn.error().problems[0].expected.find("单位") != std::string::npos);
}

TEST_CASE("dxf: the picture of a layer fills its frame and shows its lines") {
    const auto all = read(drawing(line(0, 0, 20, 0) + line(20, 0, 20, 10)));
    REQUIRE(all);
    const auto picture = draw_lines(*all, {0}, 200);
    REQUIRE(picture);
    CHECK(picture->width_px == 200);
    CHECK(picture->height_px == doctest::Approx(101).epsilon(0.02));
    CHECK(picture->rgb.size() ==
          static_cast<std::size_t>(picture->width_px * picture->height_px * 3));
    const auto dark = std::count_if(picture->rgb.begin(), picture->rgb.end(),
                                    [](unsigned char c) { return c < 128; });
    CHECK(dark > 3 * 250);
    CHECK_FALSE(draw_lines(*all, {}, 200));
}
