#include "tools/sheets/clean_cell.h"

#include "tools/sheets/read_csv.h"

#include <doctest/doctest.h>

using namespace tools::sheets;

namespace {

const std::vector<ColumnSpec> specs{
    {"county", {"县区", "区县"}, ColumnKind::word, false, true},
    {"name", {"姓名", "名字", "员工姓名"}, ColumnKind::name, true, false},
    {"mobile", {"手机", "联系方式/手机", "手机号码"}, ColumnKind::phone, false, false},
    {"landline", {"固话", "办公电话"}, ColumnKind::phone, false, false},
    {"joined_on", {"到岗日期", "入职时间"}, ColumnKind::date, false, false},
};

Table table_of(std::string_view csv) {
    auto read = read_csv("名单.csv", csv);
    if (!read) FAIL(sim::core::describe(read.error()));
    return read->tables.at(0);
}

ColumnMap map_of(const Table& table, const Mapping& mapping = {}) {
    auto map = map_columns("名单.csv", table, specs, mapping);
    if (!map) FAIL(sim::core::describe(map.error()));
    return *map;
}

std::string refusal(std::string_view csv) {
    const auto map = map_columns("名单.csv", table_of(csv), specs);
    return map ? "" : sim::core::describe(map.error());
}

bool holds(const std::string& text, const char* part) {
    return text.find(part) != text.npos;
}

} // namespace

TEST_CASE("column map: finds the header under titles, by synonyms, in any script and spacing") {
    const ColumnMap map = map_of(
        table_of("某县名单,,,\n单位：某院,,2024年,\n序号,員工 姓名*,手機號碼(必填),入職時間\n"
                 "1,张三,13800138000,2024.3.1\n"));
    CHECK(map.header_last_row == 3);
    CHECK(map.column_of("name") == 1);
    CHECK(map.column_of("mobile") == 2);
    CHECK(map.column_of("joined_on") == 3);
    REQUIRE(map.unknown.size() == 1);
    CHECK(map.unknown[0].header == "序号");
    CHECK(map.missing == std::vector<std::string>{"county", "landline"});
}

TEST_CASE("column map: a header two rows deep, its groups merged or not") {
    const Table table =
        table_of("名单\n姓名,联系方式,,到岗日期\n,手机,固话,\n张三,13800138000,,2024.3.1\n");
    const ColumnMap map = map_of(table);
    CHECK(map.header_first_row == 2);
    CHECK(map.header_last_row == 3);
    CHECK(map.column_of("mobile") == 1);
    CHECK(map.column_of("landline") == 2);
    CHECK(map.column_of("joined_on") == 3);
    CHECK(map.columns[1].header == "联系方式/手机");
}

TEST_CASE("column map: missing, doubled and ID columns are refused together") {
    CHECK(holds(refusal("手机,固话\n1,2\n"), "缺少“姓名”列"));
    const std::string both = refusal("姓名,名字,身份证号码,手机\n张三,张三,x,1\n");
    CHECK(holds(both, "和 A1 列是同一项"));
    CHECK(holds(both, "不存证件号"));
    const std::string by_value = refusal("姓名,备注\n张三,11010519491231002X\n");
    CHECK(holds(by_value, "B2"));
    CHECK(holds(by_value, "1 个身份证号"));
    CHECK_FALSE(holds(by_value, "1949"));
    CHECK(holds(refusal("a,b\n1,2\n"), "找不到表头"));
}

TEST_CASE("records: what stands under no header at all is said with its place") {
    const Table table =
        table_of("姓名,手机\n张三,13800138000,多余的内容,又一格\n李四,13800138001\n");
    const Records records = read_records("名单.csv", table, specs, map_of(table));
    CHECK(records.records.size() == 2);
    REQUIRE(records.changes.size() == 2);
    CHECK(records.changes[0].pointer == "名单!C2");
    CHECK(holds(records.changes[0].what, "多余的内容"));
    CHECK(records.changes[1].pointer == "名单!D2");
}

TEST_CASE("column map: one ID number among telephones is its row's problem, a column of them all") {
    const Table strays = table_of("姓名,手机\n张三,13800138000\n李四,320681198501011234\n"
                                  "王五,13800138001\n赵六,3.20681E+17\n");
    const Records records = read_records("名单.csv", strays, specs, map_of(strays));
    REQUIRE(records.problems.size() == 2);
    CHECK(records.problems[0].pointer == "名单!B3");
    CHECK(records.problems[1].pointer == "名单!B5");
    for (const auto& problem : records.problems) {
        CHECK(holds(problem.what, "证件号"));
        CHECK_FALSE(holds(problem.what + problem.expected, "3206"));
        CHECK_FALSE(holds(problem.expected, "这一列"));
    }
    const std::string column =
        refusal("姓名,手机\n张三,320681198501011234\n李四,320681198501011235\n王五,\n");
    CHECK(holds(column, "2 个身份证号"));
    CHECK(holds(column, "B2、B3"));
    CHECK_FALSE(holds(column, "1985"));
    CHECK(holds(refusal("姓名,备注\n张三,320681198501011234\n"), "删掉这一列"));
}

TEST_CASE("column map: the user's mapping decides") {
    const auto mapping = parse_mapping(
        "m.json",
        R"({"format":"yanlian-mapping","version":1,"columns":{"护工":"name","名字":"","入职":"joined_on"}})",
        specs);
    REQUIRE(mapping);
    const ColumnMap map = map_of(table_of("护工,名字,入职\n张三,x,2024.3.1\n"), *mapping);
    CHECK(map.column_of("name") == 0);
    CHECK(map.column_of("joined_on") == 2);
    CHECK(map.unknown.empty());
    const auto wrong = parse_mapping(
        "m.json", R"({"format":"yanlian-mapping","version":1,"columns":{"a":"salary"},"x":1})",
        specs);
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().problems.size() == 2);
}

TEST_CASE("read records: repeats blanks, skips totals and closing lines, reports by cell") {
    const Table table = table_of(
        "县区,姓名,手机,到岗日期\n甲縣,王 芳,13800138000,2024.3.1\n,张三,1.38E+10,24-3-1\n"
        "县区,姓名,手机,到岗日期\n,,,\n,合计,2,\n合计,2人,,\n,,13900139000,\n填表人：某,,,\n");
    const ColumnMap map = map_of(table);
    const Records read = read_records("名单.csv", table, specs, map);
    REQUIRE(read.records.size() == 3);
    CHECK(read.records[0].at("name").text == "王芳");
    CHECK(read.records[1].at("county").text == "甲县");
    CHECK(read.records[1].row == 3);
    CHECK(read.records[1].at("mobile").problems.at(0).pointer == "名单!C3");
    CHECK(read.records[1].at("joined_on").problems.at(0).pointer == "名单!D3");
    CHECK(read.records[1].at("absent").text.empty());
    CHECK(read.skipped.size() == 4);
    CHECK(holds(sim::core::describe(read.problems.back()), "没有填"));
}

TEST_CASE("data rows: a section title merged across the row is no record") {
    Table table = table_of("姓名,手机\n护理部,护理部\n张三,13800138000\n");
    table.rows[1].cells[1].merged_from = CellPlace{2, 0};
    const DataRows data = find_data_rows("f", table, map_of(table));
    CHECK(data.rows == std::vector<std::size_t>{2});
    CHECK(data.skipped.size() == 1);
}
