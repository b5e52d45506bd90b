#include "tools/sheets/clean_cell.h"

#include "tools/sheets/read_value.h"
#include "tools/sheets/text_forms.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace tools::sheets;

namespace {

CleanValue clean(const Cell& cell, ColumnKind kind) {
    return clean_cell(cell, kind, {"f", "s!A1"});
}
CleanValue clean(const char* text, ColumnKind kind) {
    return clean(text_cell(text), kind);
}

// The cleaned text; "!" and the reason when it was refused.
std::string result(const CleanValue& value) {
    return value.problems.empty() ? value.text : "!" + value.problems[0].what;
}
bool refused(const char* text, ColumnKind kind) {
    return !clean(text, kind).problems.empty();
}

} // namespace

TEST_CASE("clean date: every unambiguous shape gives the day") {
    for (const char* text :
         {"2024-03-01", "2024.3.1", "2024/3/1", "2024年3月1日", "２０２４．３．１", "2024年3月1号",
          "20240301", "45352", "2024-3-1 08:30", "2024/3/1 0:00:00", "2024-03-01T08:30:00Z",
          "2024年3月1日（星期五）", "二〇二四年三月一日", "2024 年 3 月 1 日", " 2024。3。1",
          "2024—3—1", "2024年3月1日8时30分", "2024 年 3 月 1 日 8时30分",
          "2024年3月1日 星期五 08:30"}) {
        INFO(text);
        CHECK(result(clean(text, ColumnKind::date)) == "2024-03-01");
    }
    CHECK(result(clean(number_cell(20240301), ColumnKind::date)) == "2024-03-01");
    CHECK(result(clean(number_cell(45352), ColumnKind::date)) == "2024-03-01");
    CHECK(clean_cell(number_cell(45352 - 1462), ColumnKind::date, {"f", "", true}).text ==
          "2024-03-01");
    CHECK(result(clean(date_cell(45352.4), ColumnKind::date)) == "2024-03-01");
    CHECK(result(clean("3/25/2024", ColumnKind::date)) == "2024-03-25");
    CHECK(result(clean("二〇二四年十二月二十一日", ColumnKind::date)) == "2024-12-21");
    CHECK(clean("2024.3.1", ColumnKind::date).changes.size() == 1);
    CHECK(clean("2024-03-01", ColumnKind::date).changes.empty());
}

TEST_CASE("clean date: what can be read in two ways, or in none, is refused") {
    for (const char* text : {"24-3-1",
                             "3/1/2024",
                             "2024.3",
                             "2024年3月",
                             "2024.2.30",
                             "2023-2-29",
                             "3月1日",
                             "2024.3.1-3.5",
                             "2024年3月1日至3月5日",
                             "待定",
                             "202403",
                             "2024.13.1",
                             "1.3.24",
                             "20241301",
                             "12345",
                             "2024-3-1-2",
                             "9999-01-01",
                             "２４年３月１日",
                             "2024-3-1 x",
                             "2024年3月1日(周五)至3月5日",
                             "2024-3-1 8:30-2024-3-2 9:00",
                             "2024-3-1 8:30 约"}) {
        INFO(text);
        CHECK(refused(text, ColumnKind::date));
    }
    CHECK(!clean(number_cell(2024.3), ColumnKind::date).problems.empty());
    CHECK(!clean(date_cell(60), ColumnKind::date).problems.empty());
    CHECK(!clean(date_cell(0.5), ColumnKind::date).problems.empty());
}

TEST_CASE("clean date: every day written in every shape reads as itself") {
    CHECK(rc::check("dates", [] {
        const auto offset = *rc::gen::inRange(0, 70000);
        const auto day = std::chrono::sys_days{std::chrono::year{1950} / 1 / 1} +
                         std::chrono::days{offset % 54000};
        const std::string text = iso(day);
        const std::string year = text.substr(0, 4);
        const std::string month = std::to_string(std::stoi(text.substr(5, 2)));
        const std::string date = std::to_string(std::stoi(text.substr(8, 2)));
        for (const std::string& shape :
             {text, year + "." + month + "." + date, year + "年" + month + "月" + date + "日",
              year + text.substr(5, 2) + text.substr(8, 2)})
            RC_ASSERT(result(clean(shape.c_str(), ColumnKind::date)) == text);
    }));
}

TEST_CASE("clean number: units, full width, thousands and Chinese digits") {
    const std::pair<const char*, const char*> cases[] = {
        {"１２", "12"},      {"12人", "12"},     {"1,234", "1234"},  {"1，234.5元", "1234.5"},
        {"85%", "0.85"},     {"1.2万", "12000"}, {"十二", "12"},     {"三十人", "30"},
        {"一百零五", "105"}, {"-3", "-3"},       {" 45 分钟", "45"}, {"2两", "!"},
        {"约50", "!"},       {"50多", "!"},      {"10-20", "!"},     {"十十", "!"},
        {"1,23", "!"},       {"abc", "!"},       {"1e5", "!"},       {"50+", "!"},
    };
    for (const auto& [text, expected] : cases) {
        INFO(text);
        CHECK(result(clean(text, ColumnKind::number)).substr(0, expected[0] == '!' ? 1 : 99) ==
              expected);
    }
    CHECK(refused("1.5", ColumnKind::whole));
    for (const char* text : {"4294967308", "9999999999999", "-4294967308", "1000001"})
        CHECK_MESSAGE(refused(text, ColumnKind::whole), text);
    CHECK(result(clean("1000000", ColumnKind::whole)) == "1000000");
    const auto none = clean("/", ColumnKind::number);
    CHECK((none.problems.empty() && none.text.empty() && none.changes.size() == 1));
}

TEST_CASE("clean phone: kept as text, damage by a spreadsheet is detected") {
    const std::pair<const char*, const char*> cases[] = {
        {"138 0013 8000", "13800138000"},
        {"+86 13800138000", "13800138000"},
        {"０３７１－６５５０１２３４", "037165501234"},
        {"(0371)65501234", "037165501234"},
        {"138****8000", "138****8000"},
        {"65501234", "65501234"},
        {"4008001234", "4008001234"},
        {"1.38E+10", "!"},
        {"1380013800", "!"},
        {"138001380001", "!"},
        {"13800138000/13900139000", "!"},
        {"没电话", "!"},
    };
    for (const auto& [text, expected] : cases) {
        INFO(text);
        CHECK(result(clean(text, ColumnKind::phone)).substr(0, expected[0] == '!' ? 1 : 99) ==
              expected);
    }
    CHECK(result(clean(number_cell(13800138000), ColumnKind::phone)) == "13800138000");
    CHECK(result(clean(number_cell(37165501234), ColumnKind::phone))[0] == '!');
    CHECK(result(clean(number_cell(13800000000), ColumnKind::phone))[0] == '!');
}

TEST_CASE("clean name: blanks, ruby and dots mended and reported, nothing else altered") {
    const std::pair<const char*, const char*> cases[] = {
        {"王 芳", "王芳"},      {"王　芳", "王芳"},       {" 王芳\n", "王芳"},
        {"王(wáng)芳", "王芳"}, {"王（wang）芳", "王芳"}, {"买买提•艾力", "买买提·艾力"},
        {"陳小東", "陳小東"},   {"Anna  Li", "Anna Li"},  {"𠮷田", "𠮷田"},
        {"张三(兼)", "!"},      {"张三、李四", "!"},      {"张3", "!"},
    };
    for (const auto& [text, expected] : cases) {
        INFO(text);
        CHECK(result(clean(text, ColumnKind::name)).substr(0, expected[0] == '!' ? 1 : 99) ==
              expected);
    }
    CHECK(clean("王 芳", ColumnKind::name).changes.size() == 1);
    CHECK(clean("王芳", ColumnKind::name).changes.empty());
    CHECK(clean("陳小東", ColumnKind::name).match_key ==
          clean("陈小东", ColumnKind::name).match_key);
    CHECK(result(clean("護理員", ColumnKind::word)) == "护理员");
}

TEST_CASE("clean cell: ID numbers are refused in every kind and never repeated") {
    for (const ColumnKind kind :
         {ColumnKind::text, ColumnKind::word, ColumnKind::name, ColumnKind::date,
          ColumnKind::number, ColumnKind::phone, ColumnKind::code, ColumnKind::flag}) {
        for (const Cell& cell : {text_cell("11010519491231002X"), text_cell("110105 19491231 002x"),
                                 text_cell("１１０１０５１９４９１２３１００２Ｘ"),
                                 number_cell(110105194912310000.0)}) {
            const CleanValue value = clean(cell, kind);
            REQUIRE(value.problems.size() == 1);
            CHECK(value.problems[0].what.find("1949") == std::string::npos);
            CHECK(value.text.empty());
        }
    }
}

TEST_CASE("clean cell: an ID number is one whatever its check digit") {
    for (const ColumnKind kind : {ColumnKind::text, ColumnKind::phone, ColumnKind::code}) {
        for (const char* text : {"320681198501011234", "32068119850101123", "32068119850101123X",
                                 "张三 320681198501011234", "320681 19850101 1234", "3.20681E+17",
                                 "T320681198501011234"}) {
            const CleanValue value = clean(text_cell(text), kind);
            REQUIRE_MESSAGE(value.problems.size() == 1, text);
            CHECK(value.problems[0].what.find("3206") == std::string::npos);
        }
        CHECK(clean(number_cell(32068119850101123.0), kind).problems.size() == 1);
    }
    for (const char* text : {"13800000001 13900000002", "0513-82345678 13800000001",
                             "0.33333333333333331", "1910003023400123", "S000032060001224000123"})
        CHECK_MESSAGE(clean(text_cell(text), ColumnKind::text).problems.empty(), text);
}

TEST_CASE("clean code: a long number that a spreadsheet damaged is refused") {
    CHECK(result(clean(" 0012A ", ColumnKind::code)) == "0012A");
    CHECK(result(clean(number_cell(123), ColumnKind::code)) == "123");
    CHECK(refused("4.1E+17", ColumnKind::code));
    CHECK_FALSE(clean(number_cell(2e15), ColumnKind::code).problems.empty());
    CHECK_FALSE(refused("E+17", ColumnKind::code));
}

TEST_CASE("clean flag: yes and no in their many signs, others refused") {
    CHECK(result(clean("√", ColumnKind::flag)) == "1");
    CHECK(result(clean("合格", ColumnKind::flag)) == "1");
    CHECK(result(clean("无", ColumnKind::flag)) == "0");
    CHECK(result(clean("Ｎ", ColumnKind::flag)) == "0");
    CHECK(refused("大概", ColumnKind::flag));
}

TEST_CASE("clean cell: errors and formulas without a result are refused") {
    Cell cell = text_cell("#REF!");
    cell.kind = CellKind::error;
    CHECK_FALSE(clean(cell, ColumnKind::text).problems.empty());
    cell = Cell{};
    cell.kind = CellKind::formula;
    CHECK_FALSE(clean(cell, ColumnKind::text).problems.empty());
    CHECK(clean(Cell{}, ColumnKind::text).problems.empty());
}

TEST_CASE("ruby: stripped between ideographs, brackets with other content stay") {
    CHECK(strip_ruby("審(shěn)計(jì)報告") == "審計報告");
    CHECK(strip_ruby("審計(jì)") == "審計");
    CHECK(strip_ruby("消防(gb)") == "消防(gb)");
    CHECK(strip_ruby("楼(A)层") == "楼(A)层");
    CHECK(strip_ruby("a(b)") == "a(b)");
    CHECK(simplify("員工姓名，縣鄉鎮") == "员工姓名，县乡镇");
}
