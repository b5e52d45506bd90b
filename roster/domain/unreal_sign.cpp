#include "roster/domain/unreal_sign.h"

#include "roster/domain/plain_text.h"
#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace roster::domain {

namespace {

/// Nobody moved, wherever it stands. Folded.
constexpr std::string_view unreal_words[] = {"桌面", "桌上",     "沙盘",     "网上",      "线上",
                                             "在线", "模拟软件", "电脑模拟", "机器人",    "虚拟",
                                             "vr",   "仿真软件", "tabletop", "table-top", "推演"};
/// Told, watched or prepared: of a title it is all that was done, in a content it may be a part.
constexpr std::string_view told_words[] = {"会议", "讨论",   "研讨",     "座谈",
                                           "观摩", "观看",   "视频会",   "演示",
                                           "ppt",  "动员会", "脚本编写", "编写脚本"};
/// A title is named after the paper; a content may go by it (按演练方案疏散).
constexpr std::string_view paper_words[] = {"演练方案", "演练计划"};
constexpr std::string_view not_held_words[] = {"未举行", "没有举行", "没举行", "未能举行",
                                               "未如期举行"};
constexpr std::string_view robot_words[] = {"机器人演示", "机器人演练", "机器人代人", "由机器人"};
/// A room is named after what is done in it: 会议室火灾疏散演练 is a drill.
constexpr std::string_view room_words[] = {"室", "厅", "中心", "区", "楼"};
/// What follows 取消 when the whole was called off; so does the end of a clause.
constexpr std::string_view called_off_words[] = {"举行", "举办", "培训", "演练", "学习",
                                                 "活动", "改期", "延期", "了",   "开展"};
constexpr std::string_view clause_marks[] = {"，", "。", "；", "、", "！", ",", ".", ";",
                                             ")",  "(",  "）", "】", "”",  ":", "!"};

bool begins_with_any(std::string_view text, std::span<const std::string_view> words) noexcept {
    return std::ranges::any_of(words, [&](std::string_view one) { return text.starts_with(one); });
}

/// @param text folded
std::string_view find_word(std::string_view text, std::span<const std::string_view> words) {
    for (const std::string_view word : words)
        for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1))
            if (!begins_with_any(text.substr(at + word.size()), room_words)) return word;
    return {};
}

/// What a document is called says nothing about the session at which it was read.
std::string drop_titles(std::string text) {
    constexpr std::string_view open = "《", close = "》";
    for (auto at = text.find(open); at != text.npos; at = text.find(open)) {
        const auto end = text.find(close, at);
        text.erase(at, end == text.npos ? text.npos : end + close.size() - at);
    }
    return text;
}

/// @param text folded
std::string_view find_not_held(std::string_view text) {
    constexpr std::string_view cancelled = "取消";
    if (const auto word = find_word(text, not_held_words); !word.empty()) return word;
    for (auto at = text.find(cancelled); at != text.npos; at = text.find(cancelled, at + 1)) {
        const std::string_view rest = text.substr(at + cancelled.size());
        if (rest.empty() || begins_with_any(rest, called_off_words) ||
            begins_with_any(rest, clause_marks))
            return cancelled;
    }
    return {};
}

/// @param text folded
std::vector<std::string_view> split_clauses(std::string_view text) {
    std::vector<std::string_view> clauses;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto* mark = std::ranges::find_if(
            clause_marks, [&](std::string_view one) { return text.substr(at).starts_with(one); });
        if (mark == std::end(clause_marks)) {
            ++at;
            continue;
        }
        if (at > begin) clauses.push_back(text.substr(begin, at - begin));
        at += mark->size();
        begin = at;
    }
    if (begin < text.size()) clauses.push_back(text.substr(begin));
    return clauses;
}

} // namespace

std::string_view find_unreal_title(std::string_view title) {
    const std::string text = fold_text(title);
    if (const auto word = find_word(text, unreal_words); !word.empty()) return word;
    if (const auto word = find_word(text, told_words); !word.empty()) return word;
    if (const auto word = find_word(text, paper_words); !word.empty()) return word;
    return find_not_held(drop_titles(text));
}

std::string_view find_unreal_sign(std::string_view content) {
    const std::string text = fold_text(content);
    if (const auto word = find_word(text, unreal_words); !word.empty()) return word;
    if (const auto word = find_not_held(drop_titles(text)); !word.empty()) return word;
    const auto clauses = split_clauses(text);
    std::string_view told;
    for (const std::string_view clause : clauses) {
        told = find_word(clause, told_words);
        if (told.empty()) return {};
    }
    return told;
}

std::string_view find_not_held_sign(std::string_view text) {
    return find_not_held(drop_titles(fold_text(text)));
}

std::string_view find_robot_sign(std::string_view text) {
    const std::string folded = fold_text(text);
    for (const std::string_view word : robot_words)
        if (folded.find(word) != folded.npos) return word;
    return {};
}

} // namespace roster::domain
