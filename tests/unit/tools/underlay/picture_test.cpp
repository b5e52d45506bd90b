// Pictures to trace from: kinds, limits, how a camera was held, what is refused.
#include "tools/underlay/picture.h"

#include <doctest/doctest.h>

using namespace tools::underlay;

namespace {

/// Red above, blue below.
Picture two_halves(int width, int height) {
    Picture p{width, height, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (const int c : {y < height / 2 ? 255 : 0, 0, y < height / 2 ? 0 : 255})
                p.rgb.push_back(static_cast<unsigned char>(c));
    return p;
}

/// An APP1 part that says how the camera was held, put behind the first two bytes.
std::string held(std::string jpeg, char orientation) {
    std::string tiff("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", 18);
    tiff += orientation;
    tiff.append(7, '\0');
    const std::string body = std::string("Exif\0\0", 6) + tiff;
    const auto size = body.size() + 2;
    std::string part = "\xFF\xE1";
    part += static_cast<char>(size >> 8);
    part += static_cast<char>(size & 0xFF);
    return jpeg.insert(2, part + body);
}

} // namespace

TEST_CASE("picture: packed as PNG and read again, the pixels are the same") {
    const Picture before = two_halves(30, 20);
    const auto after = read_picture("a.png", pack(before, Packing::png), 4096);
    REQUIRE(after);
    CHECK(after->width_px == 30);
    CHECK(after->rgb == before.rgb);
}

TEST_CASE("picture: larger than asked is reduced, the middle of each half keeps its colour") {
    const auto small = read_picture("a.png", pack(two_halves(400, 200), Packing::png), 100);
    REQUIRE(small);
    CHECK(small->width_px == 100);
    CHECK(small->height_px == 50);
    CHECK(small->rgb[0] == 255);
    CHECK(small->rgb.back() == 255);
}

TEST_CASE("picture: a photo taken with the camera turned stands upright") {
    const std::string jpeg = pack(two_halves(64, 32), Packing::jpeg);
    CHECK(find_orientation(jpeg) == 1);
    for (const auto& [orientation, width, red_above] :
         {std::tuple{'\x01', 64, true}, {'\x03', 64, false}, {'\x06', 32, false}}) {
        const std::string turned = held(jpeg, orientation);
        CHECK(find_orientation(turned) == orientation);
        const auto upright = read_picture("a.jpg", turned, 4096);
        REQUIRE(upright);
        CHECK(upright->width_px == width);
        const bool red = upright->rgb[0] > 200 && upright->rgb[2] < 80;
        if (orientation != '\x06') CHECK(red == red_above);
    }
}

TEST_CASE("picture: what cannot be read is refused in words") {
    const std::string png = pack(two_halves(30, 20), Packing::png);
    const std::string heic = std::string("\0\0\0\x18"
                                         "ftypheic",
                                         12) +
                             std::string(40, '\0');
    for (const auto& [bytes, word] : {std::pair<std::string, const char*>{"", "空"},
                                      {"hello", "不是能读的图片"},
                                      {heic, "HEIC"},
                                      {"AC1027", "DWG"},
                                      {png.substr(0, png.size() / 2), "坏了"},
                                      {png.substr(0, 12), "坏了"}}) {
        const auto read = read_picture("a.png", bytes, 4096);
        REQUIRE_FALSE(read);
        CHECK_MESSAGE(sim::core::describe(read.error()).find(word) != std::string::npos,
                      sim::core::describe(read.error()));
    }
}

TEST_CASE("picture: a PNG that claims a billion pixels is refused before it is decoded") {
    std::string png = pack(two_halves(8, 8), Packing::png);
    for (const std::size_t at : {16u, 20u}) { // width and height of IHDR
        png[at + 1] = '\x00';
        png[at + 2] = '\x7F';
        png[at + 3] = '\xFF';
    }
    const auto read = read_picture("a.png", png, 4096);
    REQUIRE_FALSE(read);
    CHECK(sim::core::describe(read.error()).find("太大") != std::string::npos);
}
