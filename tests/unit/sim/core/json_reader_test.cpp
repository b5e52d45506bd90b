#include "sim/core/json_reader.h"

#include "sim/core/text.h"
#include <algorithm>
#include <ctime>
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace sim::core;

namespace {

std::vector<std::string> pointers(const Problems& problems) {
    std::vector<std::string> all;
    for (const Problem& p : problems)
        all.push_back(p.pointer);
    return all;
}

Problem refusal_of(std::string_view bytes) {
    const auto parsed = parse_json("t.json", bytes);
    REQUIRE_FALSE(parsed);
    REQUIRE(parsed.error().problems.size() == 1);
    CHECK(parsed.error().code == Errc::bad_input);
    return parsed.error().problems.front();
}

/// A small format of its own, read as the real ones are.
Problems read_ward(std::string_view bytes) {
    auto root = parse_json("t.json", bytes);
    if (!root) return root.error().problems;
    JsonSource source{"t.json", {}};
    ObjectReader ward(*root, "", source);
    static constexpr std::string_view kinds[] = {"open", "shut"};
    ward.text("name");
    ward.number("width_m", {0.5, 10});
    ward.integer("beds_count", 0, 20, 3);
    ward.boolean("night", false);
    ward.choice("kind", kinds, 0);
    ward.point("at_m");
    ward.points("outline_m");
    ward.texts("tags");
    ward.objects("beds", false, [](ObjectReader& bed) {
        bed.text("key");
        bed.number("length_m", {1, 3});
    });
    ward.object("fuel", false, [](ObjectReader& fuel) { fuel.number("soot_frac", {0, 1}, 0.1); });
    ward.finish();
    return source.problems;
}

constexpr const char* good_ward = R"({"name": "207", "width_m": 3.6, "beds_count": 2, "night": true,
  "kind": "shut", "at_m": [1, 2], "outline_m": [[0, 0], [1, 0], [1, 1]], "tags": ["a"],
  "beds": [{"key": "b1", "length_m": 2.1}], "fuel": {"soot_frac": 0.2}})";

} // namespace

TEST_CASE("json reader: a good file has no problems and gives its values") {
    CHECK(read_ward(good_ward).empty());
    const auto root =
        parse_json("t.json", R"({"a": 1.5, "b": -3, "c": [4, 5], "d": "x", "e": true})");
    REQUIRE(root);
    JsonSource source{"t.json", {}};
    ObjectReader reader(*root, "", source);
    CHECK(reader.number("a", {0, 2}) == 1.5);
    CHECK(reader.integer("b", -5, 5) == -3);
    CHECK(reader.point("c") == Vec2{4, 5});
    CHECK(reader.text("d") == "x");
    CHECK(reader.boolean("e"));
    CHECK(reader.has("a"));
    CHECK_FALSE(reader.has("z"));
    CHECK(reader.number("absent", {0, 2}, 0.25) == 0.25);
    reader.finish();
    CHECK(source.problems.empty());
}

TEST_CASE("json reader: every problem comes in one go, each with its place") {
    const Problems problems =
        read_ward(R"({"name": 7, "width_m": 11, "beds_count": 2.5, "night": "yes",
      "kind": "ajar", "at_m": [1], "outline_m": [[0, 0], [1, "x"], [20000, 1]], "tags": ["a", 5],
      "beds": [{"key": "b1", "length_m": 9}, 4, {"length_m": 2, "colour": "red"}],
      "fuel": {"soot_frac": -1, "a/b~c": 1}, "extra": 1})");
    auto found = pointers(problems);
    std::sort(found.begin(), found.end());
    const std::vector<std::string> expected{
        "/at_m",       "/beds/0/length_m", "/beds/1",       "/beds/2",         "/beds/2/colour",
        "/beds_count", "/extra",           "/fuel/a~1b~0c", "/fuel/soot_frac", "/kind",
        "/name",       "/night",           "/outline_m/1",  "/outline_m/2",    "/tags/1",
        "/width_m"};
    CHECK(found == expected);
    for (const Problem& p : problems) {
        CHECK(p.file == "t.json");
        CHECK_FALSE(p.what.empty());
    }
}

TEST_CASE("json reader: what is missing is named") {
    const Problems problems = read_ward("{}");
    REQUIRE(problems.size() == 4);
    const char* names[] = {"name", "width_m", "at_m", "outline_m"};
    for (std::size_t i = 0; i < 4; ++i)
        CHECK(problems[i].what.find(names[i]) != std::string::npos);
}

TEST_CASE("json reader: a wrong type says what stands there and what would be right") {
    const Problems problems =
        read_ward(R"({"name": null, "width_m": [1], "at_m": {}, "outline_m": "x"})");
    REQUIRE(problems.size() == 4);
    CHECK(problems[0].what.find("null") != std::string::npos);
    CHECK(problems[1].what.find("数组") != std::string::npos);
    CHECK(problems[1].expected == "0.5 到 10 的数字");
    CHECK(problems[2].what.find("对象") != std::string::npos);
    CHECK(problems[3].what.find("文字 \"x\"") != std::string::npos);
    CHECK(read_ward("[1, 2]").front().expected == "对象 {...}");
}

TEST_CASE("json reader: a long Chinese text is quoted up to a whole character") {
    for (int shift = 0; shift < 3; ++shift) {
        std::string text(static_cast<std::size_t>(shift), 'x');
        for (int i = 0; i < 40; ++i)
            text += "烟";
        const Problems problems = read_ward(
            R"({"name": "a", "at_m": [0, 0], "outline_m": [], "width_m": ")" + text + "\"}");
        REQUIRE(problems.size() == 1);
        CHECK(is_utf8(problems[0].what));
        CHECK(problems[0].what.size() < 100);
    }
}

TEST_CASE("json reader: an empty file, a cut one and bytes that are not UTF-8 are named as such") {
    CHECK(refusal_of("").what == "文件是空的");
    CHECK(refusal_of(" \n\t ").what == "文件是空的");
    CHECK(refusal_of("\xEF\xBB\xBF").what == "文件是空的");
    CHECK(refusal_of(R"({"a": [1, 2)").what == "文件在这里断了，没有写完");
    CHECK(refusal_of(R"({"a": "half)").what == "文件在这里断了，没有写完");
    const Problem bytes = refusal_of("{\"a\":\n \"\xFF\"}");
    CHECK(bytes.what == "这里的字节不是 UTF-8");
    CHECK(bytes.pointer.starts_with("2:"));
    CHECK(refusal_of("{\"a\": 1e999}").what == "数字太大");
    CHECK(refusal_of("{\"a\": nope}").what == "这里不是正确的 JSON");
    CHECK(refusal_of("{} {}").what == "这里不是正确的 JSON");
    CHECK(parse_json("t.json", "\xEF\xBB\xBF{}"));
}

TEST_CASE("json reader: a key written twice is refused, at any depth, but not across objects") {
    CHECK(refusal_of(R"({"a": 1, "a": 2})").what.find("\"a\"") != std::string::npos);
    CHECK(refusal_of(R"({"o": [{"b": {"c": 1, "c": 2}}]})").what.find("\"c\"") !=
          std::string::npos);
    CHECK(parse_json("t.json", R"([{"a": 1}, {"a": {"a": 2}}])"));
}

TEST_CASE("json reader: nesting is followed to 64 and no deeper") {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    CHECK(parse_json("t.json", nested(64)));
    CHECK(refusal_of(nested(65)).what == "嵌套太深");
    CHECK(refusal_of(std::string(1'000'000, '[')).what == "嵌套太深");
    std::string objects;
    for (int i = 0; i < 100'000; ++i)
        objects += "{\"a\":";
    CHECK(refusal_of(objects).what == "嵌套太深");
}

TEST_CASE("json reader: numbers beyond the integers are problems, not wrap-arounds") {
    const auto root = parse_json(
        "t.json", R"({"a": 18446744073709551615, "b": 9223372036854775807, "c": 1e300, "d": -1})");
    REQUIRE(root);
    JsonSource source{"t.json", {}};
    ObjectReader reader(*root, "", source);
    CHECK(reader.integer("a", 0, INT64_MAX) == 0);
    CHECK(reader.integer("b", 0, INT64_MAX) == INT64_MAX);
    CHECK(reader.integer("c", 0, 10) == 0);
    CHECK(reader.integer("d", 0, 10, 5) == 5);
    CHECK(pointers(source.problems) == std::vector<std::string>{"/a", "/c", "/d"});
}

TEST_CASE("json reader: texts have a limit and are not empty unless allowed") {
    const auto root =
        parse_json("t.json", R"({"a": "", "b": "", "c": ")" + std::string(2001, 'x') + "\"}");
    JsonSource source{"t.json", {}};
    ObjectReader reader(*root, "", source);
    reader.text("a");
    reader.text("b", "");
    reader.text("c");
    reader.finish();
    CHECK(pointers(source.problems) == std::vector<std::string>{"/a", "/c"});
}

TEST_CASE(
    "json reader: any cut or changed byte of a good file gives problems or values, never a crash") {
    const std::string good = good_ward;
    for (std::size_t n = 0; n < good.size(); ++n)
        CHECK_FALSE(read_ward(good.substr(0, n)).empty());
    CHECK(rc::check([&] {
        std::string bytes = good;
        for (int n = *rc::gen::inRange(1, 4); n > 0; --n)
            bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
        for (const Problem& p : read_ward(bytes)) {
            RC_ASSERT(!p.what.empty());
            RC_ASSERT(is_utf8(p.what));
        }
    }));
}

TEST_CASE("json reader: an object of a hundred thousand keys is refused at once") {
    std::string bytes = "{\"a\": 1";
    for (int i = 0; i < 100000; ++i)
        bytes += ", \"k" + std::to_string(i) + "\": 1";
    const auto begin = std::clock();
    const auto root = parse_json("t.json", bytes + "}");
    CHECK(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC < 0.5);
    REQUIRE_FALSE(root);
    CHECK(root.error().problems.front().what.find("256") != std::string::npos);
}
