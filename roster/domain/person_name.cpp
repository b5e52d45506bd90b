#include "roster/domain/person_name.h"

#include "roster/domain/plain_text.h"
#include <algorithm>
#include <vector>

namespace roster::domain {

namespace {

/// What is written where a name belongs and is none, folded. House rule.
constexpr std::string_view nobody_words[] = {
    "无",   "无人", "没有", "没人",   "未知",  "不详",   "不知道", "待定", "空",      "某人",
    "本人", "自己", "电脑", "计算机", "程序",  "软件",   "自动",   "同上", "ai",      "na",
    "n/a",  "none", "null", "nobody", "robot", "system", "bot",    "test", "unknown", "待补"};

void erase_all(std::string& text, std::string_view part) {
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at))
        text.erase(at, part.size());
}

/// Without the brackets and what stands in them; one that is not closed takes the rest along.
std::string drop_brackets(std::string text) {
    constexpr std::pair<std::string_view, std::string_view> brackets[] = {
        {"(", ")"}, {"[", "]"}, {"{", "}"}, {"<", ">"}, {"【", "】"}, {"〔", "〕"}, {"「", "」"}};
    for (const auto& [open, close] : brackets)
        for (auto at = text.find(open); at != text.npos; at = text.find(open)) {
            const auto end = text.find(close, at + open.size());
            text.erase(at, end == text.npos ? text.npos : end + close.size() - at);
        }
    return text;
}

/// Letters or characters: punctuation, of which U+2000 to U+206F and U+3000 to U+303F are the ones
/// that are typed, makes no name.
bool holds_letter(std::string_view folded) noexcept {
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const auto byte = static_cast<unsigned char>(folded[i]);
        if (byte >= 'a' && byte <= 'z') return true;
        if (byte < 0xC3) continue;
        const bool is_ideographic_sign = byte == 0xE3 && i + 1 < folded.size() &&
                                         static_cast<unsigned char>(folded[i + 1]) == 0x80;
        if (byte != 0xE2 && !is_ideographic_sign) return true;
        i += 2;
    }
    return false;
}

std::vector<std::string> split_names(std::string_view text) {
    std::string plain = fold_width(text);
    for (const std::string_view mark : {"、", "，", "；"})
        for (auto at = plain.find(mark); at != plain.npos; at = plain.find(mark))
            plain.replace(at, mark.size(), ",");
    std::vector<std::string> names(1);
    for (const char c : plain) {
        if (c == ',' || c == ';' || c == '&' || c == '+')
            names.emplace_back();
        else
            names.back() += c;
    }
    return names;
}

} // namespace

std::string fold_name(std::string_view text) {
    const std::string folded = fold_text(text);
    std::string name = drop_brackets(folded);
    if (name.empty()) { // all of it stood in brackets
        name = folded;
        for (const std::string_view one : {"(", ")", "[", "]", "{", "}", "<", ">", "【", "】"})
            erase_all(name, one);
    }
    for (const std::string_view dot : {"·", "•", "・"})
        erase_all(name, dot);
    for (const std::string_view tail : {"本人", "自己", "同志", "老师", "先生", "女士"})
        if (name.ends_with(tail) && name.size() > tail.size())
            name.erase(name.size() - tail.size());
    return name;
}

bool names_somebody(std::string_view text) {
    const std::string name = fold_name(text);
    return holds_letter(name) && std::ranges::find(nobody_words, name) == std::end(nobody_words) &&
           name.find("机器人") == name.npos && !name.starts_with("系统") &&
           !name.starts_with("robot");
}

bool means_person(std::string_view text, std::string_view person_key,
                  std::string_view person_name) {
    const std::string key = fold_text(person_key), name = fold_name(person_name);
    const auto is_it = [&](std::string_view one) {
        return (!key.empty() && fold_text(one) == key) || (!name.empty() && fold_name(one) == name);
    };
    if (is_it(text)) return true;
    const auto names = split_names(text);
    return std::ranges::any_of(names, is_it);
}

} // namespace roster::domain
