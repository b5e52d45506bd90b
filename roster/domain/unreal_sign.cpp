#include "roster/domain/unreal_sign.h"

#include "roster/domain/plain_text.h"
#include "sim/core/simplify.h"
#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace roster::domain {

namespace {

/// Nobody moved, wherever it stands. Folded and simplified.
constexpr std::string_view unreal_words[] = {
    "桌面", "桌上",       "沙盘",     "网上",       "线上",     "在线", "模拟软件",
    "仿真", "电脑模拟",   "机器人",   "计算机模拟", "虚拟",     "vr",   "口头演练",
    "推演", "simulation", "tabletop", "table-top",  "纸上谈兵", "demo"};
/// A title that ends so; 演练模拟二楼起火 is said of a real one.
constexpr std::string_view unreal_end = "演练模拟";
/// Told, watched or prepared: of a title it is all that was done, in a content it may be a part.
constexpr std::string_view told_words[] = {"会议", "讨论",   "研讨",     "座谈",     "观摩",
                                           "观看", "视频会", "演示",     "ppt",      "动员会",
                                           "直播", "录播",   "脚本编写", "编写脚本", "视频学习"};
/// A title is named after the paper; a content may go by it (按演练方案疏散).
constexpr std::string_view paper_words[] = {"演练方案", "演练计划"};
/// Not held, or not yet.
constexpr std::string_view not_held_words[] = {
    "未举行",   "没有举行",   "没举行",       "未能举行",   "未如期举行",   "未举办",
    "没有举办", "没举办",     "未开展",       "没有开展",   "没开展",       "未能开展",
    "未按期",   "未组织演练", "没有组织演练", "未进行演练", "没有进行演练", "拟举行",
    "拟举办",   "拟开展",     "拟组织",       "拟于",       "将举行",       "将举办",
    "将开展",   "待举行",     "待开展",       "计划举行",   "计划开展",     "计划于",
    "准备举行", "准备开展",   "下周举行",     "下周开展",   "下周组织",     "下月举行",
    "下月开展", "下月组织",   "下个月举行",   "下个月开展", "下个月组织",   "择期",
    "择日"};
/// Put off, when it is said of the whole.
constexpr std::string_view put_off_words[] = {"改期", "延期", "推迟"};
constexpr std::string_view whole_words[] = {"演练", "培训", "活动", "学习", "班"};
constexpr std::string_view robot_words[] = {"机器人演示", "机器人演练", "机器人代人", "由机器人"};
/// A room is named after what is done in it: 会议室火灾疏散演练 is a drill.
constexpr std::string_view room_words[] = {"室", "厅", "中心", "区", "楼"};
/// What follows 取消 when the whole was called off; so does the end of a clause.
constexpr std::string_view called_off_words[] = {"举行", "举办", "培训", "演练", "学习", "活动",
                                                 "改期", "延期", "了",   "开展", "至",   "到"};
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

bool ends_with_any(std::string_view text, std::span<const std::string_view> words) noexcept {
    return std::ranges::any_of(words, [&](std::string_view one) { return text.ends_with(one); });
}

/// What stands before in the same clause.
std::string_view clause_before(std::string_view text) noexcept {
    std::size_t begin = 0;
    for (const std::string_view mark : clause_marks)
        if (const auto at = text.rfind(mark); at != text.npos)
            begin = std::max(begin, at + mark.size());
    return text.substr(begin);
}

/// 消防演练改期, 因雨延期, （推迟）; not 隐患整改延期.
bool speaks_of_whole(std::string_view before) noexcept {
    for (const std::string_view already : {"已", "将", "已经"})
        if (before.ends_with(already)) before.remove_suffix(already.size());
    return before.empty() || before.starts_with("因") || ends_with_any(before, whole_words);
}

/// @param text folded
std::string_view find_put_off(std::string_view text) {
    for (const std::string_view word : put_off_words)
        for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
            const std::string_view rest = text.substr(at + word.size());
            const bool ends = rest.empty() || begins_with_any(rest, called_off_words) ||
                              begins_with_any(rest, clause_marks);
            if (ends && speaks_of_whole(clause_before(text.substr(0, at)))) return word;
        }
    return {};
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
    return find_put_off(text);
}

/// One form of what is written: width, blanks, capitals and script make no difference.
std::string plain_form(std::string_view text) {
    return fold_text(sim::core::simplify(text));
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
    const std::string text = plain_form(title);
    if (const auto word = find_word(text, unreal_words); !word.empty()) return word;
    if (const auto word = find_word(text, told_words); !word.empty()) return word;
    if (const auto word = find_word(text, paper_words); !word.empty()) return word;
    if (text.ends_with(unreal_end)) return unreal_end;
    return find_not_held(drop_titles(text));
}

std::string_view find_unreal_sign(std::string_view content) {
    const std::string text = plain_form(content);
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
    return find_not_held(drop_titles(plain_form(text)));
}

std::string_view find_robot_sign(std::string_view text) {
    const std::string folded = plain_form(text);
    for (const std::string_view word : robot_words)
        if (folded.find(word) != folded.npos) return word;
    return {};
}

} // namespace roster::domain
