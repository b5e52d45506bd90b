#include "tools/sheets/read_xlsx.h"

#include "odd_files.h"
#include "tools/sheets/sheet_constants.h"

#include <doctest/doctest.h>

using namespace tools::sheets;
using odd_files::Book;

namespace {

Table read_one(const Book& book) {
    const auto read = read_xlsx("名单.xlsx", odd_files::xlsx(book));
    if (!read) FAIL(sim::core::describe(read.error()));
    REQUIRE(read->tables.size() == 1);
    return read->tables[0];
}

std::string refusal(std::string_view bytes, const char* name = "名单.xlsx") {
    const auto read = read_sheet_bytes(name, bytes);
    return read ? "" : sim::core::describe(read.error());
}

std::string rows(const std::string& inside) {
    return "<sheetData>" + inside + "</sheetData>";
}

bool holds(const std::string& text, const char* part) {
    return text.find(part) != text.npos;
}

} // namespace

TEST_CASE("read xlsx: shared texts join their runs and leave the reading aid out") {
    const Table table = read_one(
        {rows(
             "<row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"D2\" t=\"s\"><v>1</v></c></row>"),
         "<si><r><t>王</t></r><r><t xml:space=\"preserve\"> 芳</t></r><rPh><t>wang</t></rPh>"
         "<phoneticPr/></si><si><t>𠮷</t></si>",
         "", "", ""});
    REQUIRE(table.rows.size() == 1);
    CHECK(table.rows[0].number == 2);
    CHECK(table.at(0, 1).text == "王 芳");
    CHECK(table.at(0, 3).text == "𠮷");
    CHECK(table.at(0, 0).kind == CellKind::empty);
    CHECK(table.at(0, 9).kind == CellKind::empty);
    CHECK(pointer(table, {2, 3}) == "名单!D2");
}

TEST_CASE("read xlsx: every kind of cell is told apart") {
    const Table table = read_one(
        {rows("<row><c t=\"inlineStr\"><is><t>a_x000D_b</t></is></c><c><v>1.5</v></c>"
              "<c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c><c><f>1+1</f><v>2</v></c>"
              "<c><f>NOW()</f></c><c t=\"str\"><f>A1</f><v>x</v></c><c s=\"1\"><v>0.85</v></c>"
              "<c s=\"2\"><v>123</v></c><c><v>nan</v></c></row>"),
         "",
         "<numFmts><numFmt numFmtId=\"170\" formatCode=\"00000\"/></numFmts><cellXfs><xf/>"
         "<xf numFmtId=\"9\"/><xf numFmtId=\"170\"/></cellXfs>",
         "", ""});
    const auto& cells = table.rows.at(0).cells;
    REQUIRE(cells.size() == 10);
    CHECK(cells[0].text == "a\rb");
    CHECK(cells[1].number == 1.5);
    CHECK(cells[2].kind == CellKind::boolean);
    CHECK(cells[3].kind == CellKind::error);
    CHECK(cells[4].number == 2);
    CHECK(cells[4].from_formula);
    CHECK(cells[5].kind == CellKind::formula);
    CHECK(cells[6].text == "x");
    CHECK(cells[7].text == "85%");
    CHECK(cells[8].text == "00123");
    CHECK(cells[9].kind == CellKind::text);
}

TEST_CASE("read xlsx: dates by format, in both date systems, the 29 February 1900 kept as shown") {
    Book book{rows("<row><c s=\"1\"><v>45352</v></c><c s=\"2\"><v>45352.5</v></c>"
                   "<c s=\"1\"><v>60</v></c><c s=\"1\"><v>59</v></c><c s=\"3\"><v>0.25</v></c>"
                   "<c s=\"4\"><v>45352</v></c></row>"),
              "",
              "<numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/>"
              "<numFmt numFmtId=\"171\" formatCode=\"[Red]0.00\"/></numFmts>"
              "<cellXfs><xf/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"20\"/>"
              "<xf numFmtId=\"171\"/></cellXfs>",
              "", ""};
    const Table table = read_one(book);
    const auto& cells = table.rows.at(0).cells;
    CHECK(cells[0].text == "2024-03-01");
    CHECK(cells[1].text == "2024-03-01 12:00:00");
    CHECK(cells[2].text == "1900-02-29");
    CHECK(cells[3].text == "1900-02-28");
    CHECK(cells[4].text == "06:00:00");
    CHECK(cells[5].kind == CellKind::number);
    book.workbook_properties = "date1904=\"1\"";
    const Table later = read_one(book);
    CHECK(later.rows.at(0).cells[0].text == "2028-03-02");
    CHECK(later.rows.at(0).cells[0].number == 45352 + 1462);
    CHECK(later.system_1904);
}

TEST_CASE("read xlsx: merged cells repeat their value with a mark, hidden parts are flagged") {
    const Table table =
        read_one({"<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>" +
                      rows("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>9</v></c></row>"
                           "<row r=\"2\" hidden=\"1\"><c r=\"C2\"><v>8</v></c></row>") +
                      "<mergeCells><mergeCell ref=\"A1:B1048576\"/></mergeCells>",
                  "", "", "", "state=\"hidden\""});
    CHECK(table.hidden);
    CHECK(table.hidden_columns == std::set<int>{1});
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[1].hidden);
    CHECK(table.at(1, 1).text == "1");
    CHECK(table.at(1, 1).merged_from == CellPlace{1, 0});
    CHECK_FALSE(table.at(0, 0).merged_from);
}

TEST_CASE("read xlsx: protection locks the cells whose style says so") {
    const Table table =
        read_one({"<sheetProtection sheet=\"1\"/>" +
                      rows("<row><c><v>1</v></c><c s=\"1\"><v>2</v></c></row>"),
                  "", "<cellXfs><xf/><xf><protection locked=\"0\"/></xf></cellXfs>", "", ""});
    CHECK(table.guarded);
    CHECK(table.at(0, 0).locked);
    CHECK_FALSE(table.at(0, 1).locked);
}

TEST_CASE("read xlsx: prefixed element names are read like plain ones") {
    auto parts = odd_files::parts({"", "", "", "", ""});
    parts.back().second =
        "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\" t=\"inlineStr\">"
        "<x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>";
    const auto read = read_xlsx("名单.xlsx", odd_files::zip(parts));
    REQUIRE(read);
    CHECK(read->tables[0].at(0, 0).text == "甲");
}

TEST_CASE("read xlsx: a bomb is refused before it is unpacked") {
    auto parts = odd_files::parts({"", "", "", "", ""});
    parts.back().second = std::string(80u << 20, ' ');
    CHECK(holds(refusal(odd_files::zip(parts)), "解开后大得不正常"));
    odd_files::Parts many;
    for (int i = 0; i < 65; ++i)
        many.emplace_back(std::to_string(i), "x");
    CHECK(holds(refusal(odd_files::zip(many)), "部件，太多"));
}

TEST_CASE("read xlsx: a part that is longer than its directory says is refused") {
    std::string bytes = odd_files::xlsx({rows("<row><c><v>1</v></c></row>"), "", "", "", ""});
    // Uncompressed size of each central directory entry: 24 bytes behind its signature.
    for (std::size_t at = bytes.find("PK\x01\x02"); at != bytes.npos;
         at = bytes.find("PK\x01\x02", at + 1)) {
        bytes[at + 24] = 5;
        bytes[at + 25] = 0;
    }
    CHECK(holds(refusal(bytes), "损坏"));
}

TEST_CASE("read xlsx: one long text named a million times stops at the limit") {
    std::string cells;
    for (int row = 1; row <= 30; ++row) {
        cells += "<row>";
        for (int c = 0; c < 100; ++c)
            cells += "<c t=\"s\"><v>0</v></c>";
        cells += "</row>";
    }
    std::string text;
    for (std::size_t i = 0; i < cell_text_limit; ++i)
        text += static_cast<char>('a' + (i * i / 7) % 26);
    CHECK(holds(refusal(odd_files::xlsx({rows(cells), "<si><t>" + text + "</t></si>", "", "", ""})),
                "内容太多"));
}

TEST_CASE("read xlsx: document types and entities are refused") {
    auto parts = odd_files::parts({"", "", "", "", ""});
    parts.back().second =
        "<!DOCTYPE w [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet>"
        "<sheetData><row><c t=\"str\"><v>&e;</v></c></row></sheetData></worksheet>";
    CHECK(holds(refusal(odd_files::zip(parts)), "实体声明"));
}

TEST_CASE("read xlsx: every shortened file is refused in words, never read in part") {
    const std::string whole = odd_files::xlsx({rows("<row><c><v>1</v></c></row>"), "", "", "", ""});
    for (std::size_t length = 0; length < whole.size(); length += 7)
        CHECK_FALSE(refusal(whole.substr(0, length)).empty());
    auto parts = odd_files::parts({"", "", "", "", ""});
    parts.back().second = "<worksheet><sheetData><row><c><v>1</v></c>";
    CHECK(holds(refusal(odd_files::zip(parts)), "XML 不完整"));
}

TEST_CASE("read xlsx: limits of rows and columns name the place") {
    CHECK(
        holds(refusal(odd_files::xlsx(
                  {rows("<row r=\"100001\"><c r=\"A100001\"><v>1</v></c></row>"), "", "", "", ""})),
              "名单!A100001"));
    CHECK(holds(refusal(odd_files::xlsx(
                    {rows("<row r=\"1\"><c r=\"GS1\"><v>1</v></c></row>"), "", "", "", ""})),
                "至多 200 列"));
    // Formatted but empty cells far out are what real sheets are full of.
    CHECK(refusal(odd_files::xlsx({rows("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"XFD1\"/></row>"
                                        "<row r=\"1048576\"><c r=\"A1048576\" s=\"0\"/></row>"),
                                   "", "", "", ""})) == "");
}

TEST_CASE("read sheet: what is not a sheet is named in the user's words") {
    const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    std::string encrypted = ole;
    for (const char c : std::string("EncryptedPackage"))
        encrypted += std::string{c, '\0'};
    CHECK(holds(refusal(ole, "名单.xls"), "请另存为 .xlsx"));
    CHECK(holds(refusal(encrypted), "打开密码"));
    CHECK(holds(refusal("<html><table><tr><td>1</td></tr></table></html>", "a.xls"), "网页"));
    CHECK(holds(refusal("%PDF-1.7"), "PDF"));
    CHECK(holds(refusal(""), "空的"));
    CHECK(holds(refusal(odd_files::zip({{"word/document.xml", "<w/>"}})), "文字文稿"));
    CHECK(holds(refusal(odd_files::zip({{"a.txt", "x"}})), "没有工作簿"));
}

TEST_CASE("read sheet: the content decides, a misleading extension is noted") {
    const auto csv = read_sheet_bytes("名单.xlsx", "姓名,电话\n张三,1\n");
    REQUIRE(csv);
    CHECK(holds(csv->notes.at(0).what, "按 CSV 读"));
    const auto xlsx = read_sheet_bytes(
        "a.csv", odd_files::xlsx({rows("<row><c><v>1</v></c></row>"), "", "", "", ""}));
    REQUIRE(xlsx);
    CHECK(holds(xlsx->notes.at(0).what, "按 .xlsx 读"));
}

TEST_CASE("read xlsx: a file of another writer, openpyxl") {
    const auto read =
        read_sheet_file(YANLIAN_SOURCE_DIR "/tests/unit/tools/sheets/samples/openpyxl.xlsx");
    if (!read) FAIL(sim::core::describe(read.error()));
    REQUIRE(read->tables.size() == 2);
    const Table& table = read->tables[0];
    CHECK(table.name == "名单");
    CHECK(table.at(0, 3).merged_from == CellPlace{1, 0});
    CHECK(table.at(2, 0).text == "王 芳");
    CHECK(table.at(2, 1).text == "013800138000");
    CHECK(table.at(2, 2).text == "2024-03-01");
    CHECK(table.at(2, 3).kind == CellKind::formula); // openpyxl stores no result
    CHECK(table.at(3, 1).text == "13800138000");
    CHECK(table.at(3, 2).text == "2024-03-01 08:30:00");
    CHECK(table.at(3, 3).kind == CellKind::boolean);
    CHECK(table.hidden_columns == std::set<int>{1});
    CHECK(table.at(2, 0).locked);
    CHECK_FALSE(table.at(2, 3).locked);
    CHECK(read->tables[1].hidden);
}
