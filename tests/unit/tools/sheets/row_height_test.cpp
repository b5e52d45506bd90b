#include "tools/sheets/row_height.h"

#include "tools/sheets/write_sheets.h"
#include "tools/sheets/zip_parts.h"
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace tools::sheets;

namespace {

double height_of_row(const std::string& sheet_xml, int row) {
    const std::size_t begin = sheet_xml.find("<row r=\"" + std::to_string(row) + "\"");
    REQUIRE(begin != sheet_xml.npos);
    const std::string tag = sheet_xml.substr(begin, sheet_xml.find('>', begin) - begin);
    const std::size_t height = tag.find(" ht=\"");
    return height == tag.npos ? 0 : std::stod(tag.substr(height + 5));
}

std::string first_sheet_of(const WriteSheet& sheet) {
    const auto bytes = write_xlsx(std::span(&sheet, 1));
    REQUIRE(bytes);
    const auto zip = ZipParts::open("a.xlsx", *bytes);
    REQUIRE(zip);
    return zip->read("xl/worksheets/sheet1.xml").value();
}

} // namespace

TEST_CASE("row height: one line for what fits, more for what is wrapped or has line feeds") {
    CHECK(calc_line_count("", 10, 11) == 1);
    CHECK(calc_line_count("王芳", 10, 11) == 1);
    CHECK(calc_line_count("养老机构消防安全集中培训", 12, 11) >= 3);
    CHECK(calc_line_count("a\nb\n", 10, 11) == 3);
    CHECK(calc_line_count("2026-03-01", calc_text_width("2026-03-01", 11), 11) == 1);
    CHECK(calc_line_count("2026-03-01", 8, 11) == 2); // broken behind a hyphen
    CHECK(calc_line_count("“关门”", 8, 11) > calc_line_count("\"ab\"", 8, 11));
}

TEST_CASE("row height: more text or a narrower column never takes fewer lines") {
    CHECK(rc::check("monotone", [] {
        std::string text;
        for (const auto& piece : *rc::gen::container<std::vector<std::string>>(
                 rc::gen::element<std::string>("王", "a", " ", "-", "，", "12", "\n")))
            text += piece;
        const double width = *rc::gen::inRange(3, 60);
        const int lines = calc_line_count(text, width, 11);
        RC_ASSERT(lines >= 1);
        RC_ASSERT(calc_line_count(text, width + 200, 11) <= lines);
        RC_ASSERT(calc_line_count(text + "\n王", width, 11) > lines);
        RC_ASSERT(calc_row_height_pt(lines, 11) <= 409);
    }));
}

TEST_CASE("write xlsx: rows are as high as their wrapped texts, heads and lines too") {
    WriteSheet sheet;
    sheet.name = "表";
    sheet.title = "表";
    sheet.columns = {{"组织分工", "", 12, false, {}}, {"内容", "", 20, false, {}}};
    sheet.rows = {{text_cell("短"), text_cell("短")},
                  {text_cell("组"), text_cell("一\n二\n三\n四\n五")}};
    sheet.head = {{WriteLine::Kind::field, "地点", "", {}, 27},
                  {WriteLine::Kind::note, "", std::string(90, 'a') + std::string(" b")}};
    sheet.foot = {{WriteLine::Kind::signatures, "", "", {"填表人", "审核人", "日期"}}};
    sheet.spare_rows = 1;
    sheet.least_pt = 24;
    const std::string xml = first_sheet_of(sheet);
    CHECK(height_of_row(xml, 2) == doctest::Approx(27)); // to write in
    CHECK(height_of_row(xml, 3) >= 3 * 15);              // the note is wrapped
    CHECK(height_of_row(xml, 5) == doctest::Approx(24)); // rows keep the least
    CHECK(height_of_row(xml, 6) >= 5 * 15);
    CHECK(height_of_row(xml, 7) == doctest::Approx(24)); // a spare one too
    CHECK(height_of_row(xml, 8) >= 30);                  // three places to sign, two columns
    CHECK(height_of_row(xml, 10) >= 30);
}
