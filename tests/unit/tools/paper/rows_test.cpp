#include "tools/paper/layout.h"
#include "tools/paper/typesetter.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace tools::paper;

TEST_CASE("rows: no word of a heading is broken in a narrow column of a form on one page") {
    std::string names; // nearly as wide as the page
    for (int i = 0; i < 78; ++i)
        names += "王";
    Form form{"duty_roster", "值班表"};
    form.paper = Paper::landscape;
    form.one_page = true;
    form.body_pt = 9;
    form.blocks.push_back(Table{"", {{"Names", 1}, {"Note", 1}}, {{names, "x"}}});
    auto typesetter = Typesetter::make();
    REQUIRE(typesetter);
    const Layout layout = lay_out(form, **typesetter);
    REQUIRE(layout.pages.size() == 1);
    const auto& texts = layout.pages[0].texts;
    const auto at = std::ranges::find(texts, "Note", &PlacedText::text);
    REQUIRE(at != texts.end());
    CHECK((*typesetter)->measure(at->text, at->style, at->width_mm).lines.size() == 1);
}
