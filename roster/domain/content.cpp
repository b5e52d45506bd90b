#include "roster/domain/content.h"

#include <algorithm>
#include <array>
#include <set>

namespace roster::domain {

namespace {

struct Sign {
    std::string_view word;
    std::string_view tag;
};

constexpr std::array<Sign, 25> signs{
    {{"消防", "fire"},       {"灭火", "fire"},       {"火灾", "fire"},
     {"火警", "fire"},       {"防火", "fire"},       {"扑救", "fire"},
     {"滅火", "fire"},       {"火災", "fire"},       {"灭火", "extinguish"},
     {"滅火", "extinguish"}, {"扑救", "extinguish"}, {"疏散", "evacuation"},
     {"逃生", "evacuation"}, {"报警", "alarm"},      {"法规", "laws"},
     {"法律", "laws"},       {"条例", "laws"},       {"操作规程", "procedures"},
     {"案例", "cases"},      {"常识", "knowledge"},  {"值班业务", "duty"},
     {"值班培训", "duty"},   {"值班制度", "duty"},   {"值班规定", "duty"},
     {"带班", "duty"}}};

/// Evacuation for one of these is no fire drill.
constexpr std::array<std::string_view, 26> other_hazards{
    "防汛", "汛期", "洪",   "地震", "防震", "台风", "暴雨", "内涝",  "反恐",
    "防恐", "防暴", "燃气", "煤气", "中毒", "疫情", "停电", "走失",  "噎食",
    "踩踏", "电梯", "溺水", "高温", "雪灾", "滑坡", "泄漏", "泥石流"};

/// Written, and not as 非消防 or 防火墙.
bool says(std::string_view text, std::string_view word) {
    constexpr std::string_view no = "非", wall = "墙";
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const bool denied = text.substr(0, at).ends_with(no);
        const bool computing = word == "防火" && text.substr(at + word.size()).starts_with(wall);
        if (!denied && !computing) return true;
    }
    return false;
}

bool says_other_hazard(std::string_view text) {
    return std::ranges::any_of(other_hazards,
                               [&](std::string_view hazard) { return says(text, hazard); });
}

bool says_fire(std::string_view text) {
    return std::ranges::any_of(
        signs, [&](const Sign& sign) { return sign.tag == "fire" && says(text, sign.word); });
}

class Reading {
public:
    void add(std::string_view tag, std::string_view word) {
        tags_.emplace(tag);
        if (std::ranges::find(answer_.words, word) == answer_.words.end())
            answer_.words.emplace_back(word);
    }
    ContentReading take() {
        answer_.tags.assign(tags_.begin(), tags_.end());
        return std::move(answer_);
    }

private:
    std::set<std::string> tags_;
    ContentReading answer_;
};

constexpr std::array<Sign, 10> tag_words{{{"消防", "fire"},
                                          {"疏散", "evacuation"},
                                          {"灭火", "extinguish"},
                                          {"报警", "alarm"},
                                          {"法规", "laws"},
                                          {"操作规程", "procedures"},
                                          {"常识", "knowledge"},
                                          {"案例", "cases"},
                                          {"设施", "facilities"},
                                          {"值班", "duty"}}};

} // namespace

ContentReading read_content(std::string_view title, std::string_view content) {
    const bool title_is_other = says_other_hazard(title) && !says_fire(title);
    const bool other = title_is_other || says_other_hazard(content);
    Reading reading;
    for (const Sign& sign : signs) {
        const bool in_title = says(title, sign.word), in_content = says(content, sign.word);
        if (!in_title && !in_content) continue;
        if (sign.tag == "fire" && title_is_other) continue;
        reading.add(sign.tag, sign.word);
        if (sign.tag == "evacuation" && !other) reading.add("fire", sign.word);
    }
    return reading.take();
}

std::optional<std::string> find_content_tag(std::string_view word) {
    for (const Sign& sign : tag_words)
        if (word == sign.word || word == sign.tag) return std::string(sign.tag);
    for (const Sign& sign : signs)
        if (word == sign.word) return std::string(sign.tag);
    return std::nullopt;
}

std::string content_word(std::string_view tag) {
    const auto found = std::ranges::find(tag_words, tag, &Sign::tag);
    return std::string(found == tag_words.end() ? tag : found->word);
}

std::string content_words(const std::vector<std::string>& tags) {
    std::string text;
    for (const std::string& tag : tags)
        text += (text.empty() ? "" : "、") + content_word(tag);
    return text;
}

} // namespace roster::domain
