#include "tools/sheets/read_csv.h"

#include "tools/sheets/encoding.h"
#include "tools/sheets/injection.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace tools::sheets;

namespace {

Table read_one(std::string_view bytes) {
    const auto read = read_csv("名单.csv", bytes);
    if (!read) FAIL(sim::core::describe(read.error()));
    return read->tables.at(0);
}

std::string refusal(std::string_view bytes) {
    const auto read = read_csv("名单.csv", bytes);
    return read ? "" : sim::core::describe(read.error());
}

bool holds(const std::string& text, const char* part) {
    return text.find(part) != text.npos;
}

} // namespace

TEST_CASE("read csv: UTF-8, GB18030 and UTF-16 give the same table") {
    using namespace std::string_literals;
    const Table plain = read_one("姓名,岗\n张堃,护\n");
    CHECK(plain.at(1, 0).text == "张堃");
    CHECK(same_values(read_one("\xEF\xBB\xBF姓名,岗\n张堃,护\n"), plain));
    CHECK(same_values(read_one("\xD0\xD5\xC3\xFB,\xB8\xDA\n\xD5\xC5\x88\xD2,\xBB\xA4\n"), plain));
    CHECK(same_values(read_one("\xFF\xFE"s + "\xD3\x59\x0D\x54,\0\x97\x5C\n\0"s +
                               "\x20\x5F\x03\x58,\0\xA4\x62\n\0"s),
                      plain));
    CHECK(decode_text("a", "\xD0\xD5")->encoding == Encoding::gb18030);
}

TEST_CASE("read csv: binary and broken text is refused with its place") {
    using namespace std::string_literals;
    CHECK(holds(refusal("a,b\nc\0d\n"s), "第 2 行"));
    CHECK(holds(refusal("\xD0\xD5\xFF\xFF,a"), "第 3 字节"));
}

TEST_CASE("read csv: the separator is found") {
    for (const char* text : {"a,b\nc,d\n", "a\tb\nc\td\n", "a;b\nc;d\n", "a，b\nc，d\n",
                             "sep=;\na;b\nc;d", "a；b\r\nc；d\r\n", "\"a\",b\rc,\"d\""}) {
        const Table table = read_one(text);
        INFO(text);
        REQUIRE(table.rows.size() == 2);
        CHECK(table.at(0, 1).text == "b");
        CHECK(table.at(1, 1).text == "d");
    }
    CHECK(read_one("说明，很长\n另一行\n").at(0, 0).text == "说明，很长");
    CHECK(read_one("a;b,c;d,e\n1;2,3;4,5\n1,2,3").at(0, 0).text == "a;b");
}

TEST_CASE("read csv: quotes hold separators, line ends and quotes; broken ones are all reported") {
    const Table table = read_one("\"a,\"\"b\"\"\nc\",5\"管\n\n,x\n");
    CHECK(table.at(0, 0).text == "a,\"b\"\nc");
    CHECK(table.at(0, 1).text == "5\"管");
    CHECK(table.rows.at(1).number == 3);
    const auto read = read_csv("a.csv", "\"a\"b,c\nd,\"e\"f\ng,\"h");
    REQUIRE_FALSE(read);
    REQUIRE(read.error().problems.size() == 3);
    CHECK(read.error().problems[0].pointer == "A1");
    CHECK(read.error().problems[1].pointer == "B2");
    CHECK(read.error().problems[2].pointer == "B3");
}

TEST_CASE("formula guard: is taken away again, whatever the text") {
    CHECK(guard_formula("=1+1") == "'=1+1");
    CHECK(guard_formula(" \t@a") == "' \t@a");
    CHECK(guard_formula("＝x") == "'＝x");
    CHECK(guard_formula("a=b") == "a=b");
    CHECK(rc::check("guard and unguard", [] {
        const auto pieces = *rc::gen::container<std::vector<std::string>>(
            rc::gen::element<std::string>("'", "=", "-", " ", "\t", "a", "＋", "\u3000"));
        std::string text;
        for (const auto& piece : pieces)
            text += piece;
        const std::string guarded = guard_formula(text);
        RC_ASSERT(unguard_formula(guarded) == text);
        RC_ASSERT(!looks_like_formula(guarded) || guarded.starts_with('\''));
    }));
}
