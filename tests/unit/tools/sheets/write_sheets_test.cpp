#include "tools/sheets/write_sheets.h"

#include "sim/core/file.h"
#include "tools/sheets/read_csv.h"
#include "tools/sheets/read_xlsx.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace tools::sheets;

namespace {

WriteSheet duty_list() {
    WriteSheet sheet;
    sheet.name = "名单";
    sheet.title = "某县名单";
    sheet.subtitle = "单位：某院　2024 年";
    sheet.columns = {{"姓名", "", 0, true, {}, WriteColumn::Kind::text},
                     {"岗位", "", 0, false, {"护理员", "护士", "保安"}, WriteColumn::Kind::text},
                     {"手机", "联系方式", 0, false, {}, WriteColumn::Kind::text},
                     {"固话", "联系方式", 0, false, {}, WriteColumn::Kind::text},
                     {"到岗日期", "", 0, false, {}, WriteColumn::Kind::date}};
    sheet.rows = {{text_cell("王芳"), text_cell("护理员"), text_cell("013800138000"), Cell{},
                   date_cell(45352)},
                  {text_cell("=1+1"), text_cell("@x"), text_cell("+86"), text_cell("-1"), Cell{}}};
    sheet.keys = {"p1", "p2"};
    sheet.spare_rows = 3;
    sheet.guarded = true;
    return sheet;
}

std::string write_one(const WriteSheet& sheet) {
    auto bytes = write_xlsx(std::span(&sheet, 1));
    if (!bytes) FAIL(sim::core::describe(bytes.error()));
    return *bytes;
}

Table read_back(std::string_view bytes, const char* name = "名单.xlsx") {
    auto read = read_sheet_bytes(name, bytes);
    if (!read) FAIL(sim::core::describe(read.error()));
    return read->tables.at(0);
}

Cell random_cell() {
    switch (*rc::gen::inRange(0, 5)) {
    case 0:
        return Cell{};
    case 1:
        return number_cell(*rc::gen::inRange(-1000000, 1000000) / 100.0);
    case 2:
        return date_cell(*rc::gen::inRange(0, 90000) + *rc::gen::inRange(0, 4) / 4.0);
    case 3: {
        Cell cell = number_cell(*rc::gen::inRange(0, 2));
        cell.kind = CellKind::boolean;
        cell.text = cell.number != 0 ? "TRUE" : "FALSE";
        return cell;
    }
    default: {
        std::string text;
        for (const auto& piece : *rc::gen::container<std::vector<std::string>>(
                 rc::gen::element<std::string>("王", "a", " ", "\n", "\"", ",", "；", "=", "'", "-",
                                               "𠮷", "_x000D_", "\r", "&", "<", "\t", "sep=")))
            text += piece;
        return text_cell(text);
    }
    }
}

Table random_table() {
    Table table;
    const int row_count = *rc::gen::inRange(1, 8);
    for (int number = 1; number <= row_count; ++number) {
        Row row;
        row.number = number;
        const int width = *rc::gen::inRange(0, 6);
        for (int column = 0; column < width; ++column)
            row.cells.push_back(random_cell());
        table.rows.push_back(std::move(row));
    }
    trim(table);
    return table;
}

} // namespace

TEST_CASE(
    "write xlsx: what is written is read again, formulas stay text, locks and key are there") {
    const WriteSheet sheet = duty_list();
    const Table table = read_back(write_one(sheet));
    CHECK(table.guarded);
    CHECK(table.at(0, 0).text == "某县名单");
    CHECK(table.at(0, 4).merged_from == CellPlace{1, 0});
    REQUIRE(table.rows.size() == 6);
    CHECK(table.at(4, 0).locked);
    CHECK_FALSE(table.at(4, 1).locked);
    CHECK(table.at(4, 2).text == "013800138000");
    CHECK(table.at(4, 4).text == "2024-03-01");
    CHECK(table.at(5, 0).kind == CellKind::text);
    CHECK(table.at(5, 0).text == "=1+1");
    CHECK(table.at(5, 5).text == "p2");
    CHECK(table.hidden_columns == std::set<int>{5});
    CHECK(write_one(sheet) == write_one(sheet));
}

TEST_CASE("write xlsx: names and sizes that no spreadsheet takes are refused together") {
    std::vector<WriteSheet> sheets(3);
    sheets[0].name = "a/b";
    sheets[1].name = "甲";
    sheets[2].name = "甲";
    sheets[2].keys = {"x"};
    const auto refused = write_xlsx(sheets);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().problems.size() == 3);
}

TEST_CASE("write xlsx: long lists of choices stand on a hidden sheet") {
    WriteSheet sheet = duty_list();
    for (int i = 0; i < 100; ++i)
        sheet.columns[1].choices.push_back("岗位" + std::to_string(i));
    const auto read = read_xlsx("a.xlsx", write_one(sheet));
    REQUIRE(read);
    REQUIRE(read->tables.size() == 2);
    CHECK(read->tables[1].hidden);
    CHECK(read->tables[1].rows.size() == 103);
}

TEST_CASE("write csv: guarded against formulas, numbers left alone") {
    const std::string csv = write_csv(duty_list());
    CHECK(csv.starts_with("\xEF\xBB\xBF姓名,岗位,手机,固话,到岗日期,记录号（勿改）\r\n"));
    CHECK(csv.find("\r\n'=1+1,'@x,'+86,'-1,,p2\r\n") != std::string::npos);
    WriteSheet numbers;
    numbers.rows = {{number_cell(-5)}};
    CHECK(write_csv(numbers) == "\xEF\xBB\xBF-5\r\n");
}

TEST_CASE(
    "sheets: random tables come back from .xlsx with equal values, from CSV with equal texts") {
    CHECK(rc::check("write and read", [] {
        Table table = random_table();
        const WriteSheet sheet = plain_sheet(table);
        const auto bytes = write_xlsx(std::span(&sheet, 1));
        RC_ASSERT(bytes.has_value());
        const auto read = read_xlsx("a.xlsx", *bytes);
        RC_ASSERT(read.has_value());
        RC_ASSERT(same_values(read->tables[0], table));
        const auto csv = read_csv("a.csv", write_csv(sheet));
        RC_ASSERT(csv.has_value());
        for (auto& row : table.rows)
            for (auto& cell : row.cells)
                cell = text_cell(cell.text);
        RC_ASSERT(same_values(csv->tables[0], table));
    }));
}
