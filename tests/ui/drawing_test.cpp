// What the drawing layer computes before it draws.
#include "editor/app/fonts.h"
#include "editor/panels/widgets.h"
#include "editor/view/canvas.h"
#include "editor/view/smoke_painter.h"
#include "editor/view/theme.h"
#include "tests/ui/desk_fixture.h"

#include <cstring>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <imgui_internal.h>
#include <rapidcheck.h>

using namespace editor;
using sim::core::Polygon;
using sim::core::Vec2;

namespace {

/// Around a middle with changing reach: simple, and mostly not convex.
Polygon random_star() {
    const int corners = *rc::gen::inRange(3, 14);
    Polygon star;
    for (int i = 0; i < corners; ++i) {
        const double reach = 1 + *rc::gen::inRange(0, 1000) / 100.0,
                     angle = 6.283185307 * i / corners;
        star.push_back({reach * std::cos(angle), reach * std::sin(angle)});
    }
    return star;
}

/// Rows of the atlas that hold a character's picture.
std::vector<unsigned char> picture_of(const ImFont& font, ImWchar character) {
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    const ImFontGlyph* glyph = font.FindGlyph(character);
    std::vector<unsigned char> picture;
    for (int y = static_cast<int>(glyph->V0 * static_cast<float>(height));
         y < static_cast<int>(glyph->V1 * static_cast<float>(height)); ++y)
        for (int x = static_cast<int>(glyph->U0 * static_cast<float>(width));
             x < static_cast<int>(glyph->U1 * static_cast<float>(width)); ++x)
            picture.push_back(pixels[y * width + x]);
    return picture;
}

} // namespace

TEST_CASE("canvas: triangles cover a polygon's area, concave ones too") {
    CHECK(rc::check([] {
        const Polygon star = random_star();
        const auto corners = view::triangulate(star);
        double area = 0;
        for (std::size_t i = 0; i + 2 < corners.size(); i += 3)
            area += sim::core::cross(corners[i + 1] - corners[i], corners[i + 2] - corners[i]) / 2;
        RC_ASSERT(std::abs(area - sim::core::signed_area_m2(star)) < 1e-6);
        RC_ASSERT(sim::core::contains(star, view::find_inner_point(star), 1e-6));
    }));
}

TEST_CASE("canvas: hatching stays inside the polygon") {
    CHECK(rc::check([] {
        const Polygon star = random_star();
        for (double offset = -20; offset < 20; offset += 0.37)
            for (const auto& s : view::find_diagonals(star, offset))
                for (const double share : {0.01, 0.5, 0.99})
                    RC_ASSERT(sim::core::contains(star, s.a + (s.b - s.a) * share, 1e-6));
    }));
}

TEST_CASE("smoke: classes change at 10, 5, 3 and 1 m and each is darker than the one before") {
    CHECK(view::smoke_class(30) == 0);
    CHECK(view::smoke_class(10) == 0);
    CHECK(view::smoke_class(9.9) == 1);
    CHECK(view::smoke_class(4.9) == 2);
    CHECK(view::smoke_class(2.9) == 3);
    CHECK(view::smoke_class(0.9) == 4);
    for (int shade = 1; shade <= 4; ++shade)
        CHECK(view::smoke_opacity(shade) > view::smoke_opacity(shade - 1));
}

TEST_CASE("fonts: every character that the desk's sources write has a picture") {
    tests::DeskWithoutWindow ui;
    REQUIRE(app::load_fonts(""));
    int read = 0;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(YANLIAN_SOURCE_DIR "/editor")) {
        if (entry.path().extension() != ".cpp") continue;
        std::ifstream file(entry.path());
        const std::string text(std::istreambuf_iterator<char>(file), {});
        for (const char* at = text.c_str(); *at;) {
            unsigned character = 0;
            at += ImTextCharFromUtf8(&character, at, nullptr);
            if (character < 0x80) continue;
            ++read;
            const bool drawn =
                view::faces().text->FindGlyphNoFallback(static_cast<ImWchar>(character));
            CHECK_MESSAGE(drawn, entry.path().filename().string(), " U+", character);
        }
    }
    CHECK(read > 500);
    view::faces() = {};
}

TEST_CASE("widgets: lines break between Chinese characters and not before their marks") {
    tests::DeskWithoutWindow ui;
    ui.draw();
    ImGui::NewFrame();
    const float three = ImGui::CalcTextSize("楼楼楼").x;
    CHECK(panels::wrap("楼楼楼楼楼", three) == "楼楼楼\n楼楼");
    CHECK(panels::wrap("楼楼楼，楼", three) == "楼楼\n楼，楼");
    CHECK(panels::wrap("楼楼（楼楼", three) == "楼楼\n（楼楼");
    CHECK(panels::wrap("短", three) == "短");
    CHECK(panels::wrap("", three).empty());
    CHECK(panels::wrap("verylongwordwithoutanybreak", 1) == "verylongwordwithoutanybreak");
    ImGui::Render();
}

TEST_CASE("fonts: Chinese characters have pictures of their own, rare names too") {
    tests::DeskWithoutWindow ui;
    REQUIRE(app::load_fonts("囧"));
    const ImFont& text = *view::faces().text;
    const auto missing = picture_of(text, text.FallbackChar);
    for (const ImWchar character : {u'楼', u'烟', u'堃', u'燚', u'℃', u'×', u'●'}) {
        REQUIRE(text.FindGlyphNoFallback(character));
        const auto picture = picture_of(text, character);
        CHECK(std::count_if(picture.begin(), picture.end(),
                            [](unsigned char p) { return p > 128; }) > 5);
        CHECK(picture != missing);
    }
    CHECK(picture_of(text, u'楼') != picture_of(text, u'烟'));
    CHECK_FALSE(app::lacks_characters("安康养老院囧"));
    CHECK(app::lacks_characters("堃"));
    view::faces() = {};
}
