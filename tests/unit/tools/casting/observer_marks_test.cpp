#include "casting_rig.h"

#include <iconv.h>

using namespace tests;
using tools::casting::parse_marks;
using tools::casting::read_marks_head;

namespace {

/// The night drill with the people of the sample's head cast, as the ledger would.
sim::drill::LoadedScenario cast_by_hand() {
    auto loaded = load_night_drill();
    for (auto& person : loaded.scenario.people)
        for (const auto& [role, name] : read_marks_head(text_of(sample_marks_file)).participants)
            if (person.role == role) person.name = name;
    return loaded;
}

std::string problems_of(const std::string& bytes) {
    const auto marks = parse_marks("现场.csv", bytes, cast_by_hand());
    REQUIRE_FALSE(marks.has_value());
    return describe(marks.error());
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != text.npos;
}

std::string as_gb18030(std::string utf8) {
    const iconv_t converter = iconv_open("GB18030", "UTF-8");
    std::string bytes(utf8.size() * 2, '\0');
    char *from = utf8.data(), *to = bytes.data();
    std::size_t from_left = utf8.size(), to_left = bytes.size();
    REQUIRE(iconv(converter, &from, &from_left, &to, &to_left) == 0);
    iconv_close(converter);
    bytes.resize(bytes.size() - to_left);
    return bytes;
}

const std::string head =
    "# 日期,2026-05-20\n# 开始,02:00\n# 总观察员,孙建平\n时间,人员,动作,地点,观察员,详情\n";

} // namespace

TEST_CASE("marks: the shipped sample is read, and its JSON twin says the same") {
    const auto loaded = cast_by_hand();
    const auto csv = parse_marks("csv", text_of(sample_marks_file), loaded);
    REQUIRE_MESSAGE(csv.has_value(), (csv ? "" : describe(csv.error())));
    std::string json_file = sample_marks_file;
    json_file.replace(json_file.size() - 3, 3, "json");
    const auto json = parse_marks("json", text_of(json_file), loaded);
    REQUIRE_MESSAGE(json.has_value(), (json ? "" : describe(json.error())));
    CHECK(make_facts(*csv, loaded.scenario) == make_facts(*json, loaded.scenario));
    CHECK(csv->started_utc == "2026-05-19T18:00:00Z");
    CHECK(csv->participants == json->participants);
    CHECK(csv->observers == std::vector<std::string>{"孙建平", "冯敏"});
}

TEST_CASE("marks: every fact carries its observer, its role and a place in the order of time") {
    const auto loaded = cast_by_hand();
    const auto marks = parse_marks("csv", text_of(sample_marks_file), loaded);
    REQUIRE(marks.has_value());
    const auto facts = make_facts(*marks, loaded.scenario);
    REQUIRE(facts.size() == marks->marks.size() + 2);
    for (std::size_t i = 0; i < facts.size(); ++i) {
        CHECK(facts[i].seq == static_cast<std::int64_t>(i) + 1);
        if (i > 0) CHECK(facts[i].tick >= facts[i - 1].tick);
        if (facts[i].actor != "system") CHECK_FALSE(facts[i].role.empty());
        if (i > 0 && i + 1 < facts.size()) CHECK(facts[i].args.find("observer"));
    }
}

TEST_CASE("marks: all that is wrong comes in one go, each with its line") {
    const std::string text =
        problems_of("# 日期,2026-02-30\n# 开始,25:00\n# 天气,晴\n时间,人员,动作,地点,观察员,详情\n"
                    "两点,王芳,关门,door/207,冯敏,\n01:00,王小明,关门,door/"
                    "207,冯敏,\n01:00,王芳,唱歌,door/207,冯敏,\n"
                    "01:00,王芳,关门,door/999,冯敏,\n01:00,王芳,关门,door/"
                    "207,王芳,\n01:00,王芳,关门,door/207,冯敏,没有等号\n");
    for (const char* part :
         {"第 1 行: 演练日期看不懂", "第 2 行: 开始时间看不懂", "第 3 行: 不认识的表头项",
          "第 5 行: 时间看不懂", "第 6 行: 没有这个人参加：“王小明”", "第 7 行: 不认识的动作",
          "第 8 行: 图上和脚本里都没有“door/999”", "第 9 行: 王芳 不能给自己记录",
          "第 10 行: 详情看不懂", "没有总观察员"})
        CHECK_MESSAGE(contains(text, part), part, "\n", text);
}

TEST_CASE("marks: a lead observer who took part is refused") {
    CHECK(contains(
        problems_of(with(text_of(sample_marks_file), "# 总观察员,孙建平", "# 总观察员,王芳")),
        "总观察员 王芳 自己参加了演练"));
}

TEST_CASE("marks: another spelling of a name is the same person, and no robot observes") {
    const auto led_by = [](const char* name) {
        return problems_of(with(text_of(sample_marks_file), "# 总观察员,孙建平",
                                std::string("# 总观察员,") + name));
    };
    for (const char* name : {"王 芳", "　王芳", "王芳（总观察员）"})
        CHECK_MESSAGE(contains(led_by(name), "自己参加了演练"), name);
    for (const char* name : {"机器人", "系统", "-"})
        CHECK_MESSAGE(contains(led_by(name), "不是人的姓名"), name);
    CHECK_FALSE(led_by("　").empty());
    const std::string head = "# 日期,2026-05-20\n# 开始,02:00\n# 总观察员,孙建平\n"
                             "时间,人员,动作,地点,观察员,详情\n01:00,王芳,关门,door/207,";
    CHECK(contains(problems_of(head + "王 芳,\n"), "不能给自己记录"));
    CHECK(contains(problems_of(head + "无,\n"), "不是人的姓名"));
}

TEST_CASE("marks: a name that two participants bear must be written as a key") {
    auto loaded = cast_by_hand();
    for (auto& person : loaded.scenario.people)
        if (person.role == "carer-3") person.name = "王芳";
    const auto by_name = parse_marks("m", head + "01:00,王芳,关门,door/207,冯敏,\n", loaded);
    REQUIRE_FALSE(by_name.has_value());
    CHECK(contains(describe(by_name.error()), "有 2 个人叫“王芳”"));
    const auto by_key =
        parse_marks("m", head + "01:00,person/carer-2,关门,door/207,冯敏,\n", loaded);
    REQUIRE(by_key.has_value());
    CHECK(by_key->marks.front().person == "person/carer-2");
}

TEST_CASE("marks: empty, cut and foreign bytes are refused with a reason") {
    CHECK(contains(problems_of(""), "文件是空的"));
    CHECK(contains(problems_of("\xEF\xBB\xBF \r\n"), "文件是空的"));
    CHECK(contains(problems_of("\xFF\xFF,1\n"), "现场.csv"));
    CHECK(contains(problems_of(head), "没有一条记录"));
    CHECK(contains(problems_of(head + "01:00,王芳,\"关门,door/207,冯敏,\n"), "引号没有配对"));
    CHECK(contains(problems_of("{\"format\": \"yanlian-marks\", \"version\": 1, \"marks\": ["),
                   "现场.csv"));
    CHECK(contains(
        problems_of(
            R"({"format": "yanlian-marks", "version": 2, "marks": [{"time": 5, "extra": 1}]})"),
        "extra"));
}

TEST_CASE("marks: a file of Windows line ends and a byte order mark reads the same") {
    const auto loaded = cast_by_hand();
    const std::string text = text_of(sample_marks_file);
    std::string windows = "\xEF\xBB\xBF";
    for (const char c : text)
        windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    const auto plain = parse_marks("m", text, loaded), marked = parse_marks("m", windows, loaded);
    REQUIRE(plain.has_value());
    REQUIRE_MESSAGE(marked.has_value(), (marked ? "" : describe(marked.error())));
    CHECK(make_facts(*plain, loaded.scenario) == make_facts(*marked, loaded.scenario));
    CHECK(read_marks_head(windows).started_utc == read_marks_head(text).started_utc);
}

TEST_CASE("marks: a sheet that Excel or WPS saved in GB18030 reads the same") {
    const auto loaded = cast_by_hand();
    const std::string text = text_of(sample_marks_file);
    const auto plain = parse_marks("m", text, loaded);
    const auto saved = parse_marks("m", as_gb18030(text), loaded);
    REQUIRE(plain.has_value());
    REQUIRE_MESSAGE(saved.has_value(), (saved ? "" : describe(saved.error())));
    CHECK(make_facts(*plain, loaded.scenario) == make_facts(*saved, loaded.scenario));
    CHECK(plain->sha256 != saved->sha256);
}
