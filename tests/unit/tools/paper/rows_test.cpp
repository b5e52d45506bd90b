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

TEST_CASE(
    "rows: the unit of a heading stays in its brackets, and words of Latin letters are whole") {
    Form form{"finding_register", "隐患台账"};
    form.paper = Paper::landscape;
    Table table{"", {{"资金（元）", 1}, {"Contingency", 1}}, {{"1", "x"}}};
    for (int i = 0; i < 12; ++i)
        table.columns.push_back({"描述", 2});
    form.blocks.push_back(table);
    auto typesetter = Typesetter::make();
    REQUIRE(typesetter);
    const Layout layout = lay_out(form, **typesetter);
    int seen = 0;
    for (const PlacedText& text : layout.pages[0].texts) {
        const Measured set = (*typesetter)->measure(text.text, text.style, text.width_mm);
        if (text.text == "Contingency") CHECK((++seen, set.lines.size()) == 1);
        if (text.text.find("资金") != std::string::npos)
            CHECK((++seen, text.text.substr(set.lines.back().begin)) == "（元）");
    }
    CHECK(seen == 2);
}

TEST_CASE("rows: there is room to sign behind a long label") {
    Form form{"patrol", "巡查"};
    form.blocks.push_back(Signatures{
        {"Signature of the fire safety manager", "Signature of the duty leader", "日期"}});
    auto typesetter = Typesetter::make();
    REQUIRE(typesetter);
    const Layout layout = lay_out(form, **typesetter);
    int seen = 0;
    for (const PlacedText& text : layout.pages[0].texts)
        if (text.text.starts_with("Signature")) {
            ++seen;
            CHECK(text.width_mm - (*typesetter)->measure(text.text, text.style, 1000).width_mm >
                  20);
        }
    CHECK(seen == 2);
}
