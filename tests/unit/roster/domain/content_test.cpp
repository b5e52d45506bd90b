#include "roster/domain/content.h"

#include "roster/domain/activity.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace roster::domain;

namespace {
bool is_fire(const char* title, const char* content = "") {
    const auto tags = read_content(title, content).tags;
    return std::ranges::find(tags, "fire") != tags.end();
}
} // namespace

TEST_CASE("content: fire is read from the words that speak of it, and from no other") {
    for (const char* title :
         {"消防疏散灭火演练", "消防安全培训", "夜间疏散演练", "火灾逃生演练", "灭火器使用",
          "防汛、消防综合演练", "滅火訓練", "防火巡查培训", "初起火灾扑救"})
        CHECK_MESSAGE(is_fire(title), title);
    for (const char* title :
         {"防汛演练", "防汛疏散演练", "地震疏散演练", "养老政策解读", "反恐防暴演练",
          "燃气泄漏疏散", "护理技能培训", "网络防火墙培训", "非火灾突发事件演练", "半年例会", ""})
        CHECK_MESSAGE(!is_fire(title), title);
}

TEST_CASE("content: a title about another hazard is not made a fire drill by its content") {
    CHECK(is_fire("综合演练", "二层起火，灭火后疏散"));
    CHECK_FALSE(is_fire("防汛演练", "从消防通道转移老人"));
    CHECK_FALSE(is_fire("应急演练", "模拟地震，疏散全部老人"));
    CHECK_FALSE(is_fire("应急演练", "转移老人"));
}

TEST_CASE("content: the words that decided are named, and tags stand once, in order") {
    const ContentReading read = read_content("消防疏散灭火演练", "灭火");
    CHECK(read.tags == std::vector<std::string>{"evacuation", "extinguish", "fire"});
    CHECK(read.words == std::vector<std::string>{"消防", "灭火", "疏散"});
    CHECK(content_words(read.tags) == "疏散、灭火、消防");
    CHECK(read_content("例会", "").tags.empty());
    for (const char* title : {"值班业务培训", "值班培训", "带班人员培训"})
        CHECK(read_content(title, "").tags == std::vector<std::string>{"duty"});
    CHECK(read_content("交接", "值班规定").tags == std::vector<std::string>{"duty"});
}

TEST_CASE("content: every tag is found by its own name and by its word") {
    for (const auto tag : content_tag_names) {
        CHECK(find_content_tag(tag) == std::string(tag));
        CHECK(find_content_tag(content_word(tag)) == std::string(tag));
    }
    CHECK(find_content_tag("火灾") == "fire");
    CHECK_FALSE(find_content_tag("舞蹈"));
    CHECK(content_word("flood") == "flood");
}
