#include "tools/audit/duty_audit_words.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace tools::audit {

using Json = nlohmann::json;

namespace {

std::map<std::string, std::string> read_names(const Json& json, const char* list,
                                              const char* value) {
    std::map<std::string, std::string> names;
    const Json nothing = Json::array();
    for (const Json& row : json.contains(list) ? json.at(list) : nothing)
        names[row.at("key")] = row.value(value, "");
    return names;
}

std::string name_of(const std::map<std::string, std::string>& names, const std::string& key) {
    const auto at = names.find(key);
    return at == names.end() || at->second.empty() ? key : at->second;
}

std::string hours(std::int64_t minutes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f 小时", static_cast<double>(minutes) / 60.0);
    return text;
}
std::string count(std::int64_t number, const char* unit) {
    return std::to_string(number) + " " + unit;
}

/// Breaches without figures.
const std::map<std::string, const char*> plain{{"duty/absence", "休假、培训或病假，却排了班"},
                                               {"duty/apart", "不能同时在岗"},
                                               {"duty/ban", "本人不得上这个班"},
                                               {"duty/elsewhere", "同时在别的单位值班"},
                                               {"duty/frozen", "已定的班变了"},
                                               {"duty/one-a-day", "一人一天有两个班"},
                                               {"duty/qualification", "没有这个岗位要求的有效资格"},
                                               {"duty/together", "应同班"},
                                               {"duty/unknown", "没有这个人、岗位、班次或日期"}};

std::string span_text(const Finding& finding) {
    if (finding.from < finding.until)
        return minute_text(finding.from) + " 到 " + minute_text(finding.until);
    if (finding.first == finding.last) return date_text(finding.first);
    return date_text(finding.first) + " 到 " + date_text(finding.last);
}

} // namespace

DutyWords::DutyWords(const std::string& text) {
    try {
        const Json json = Json::parse(text);
        people_ = read_names(json, "people", "name");
        posts_ = read_names(json, "posts", "name");
        shifts_ = read_names(json, "shifts", "name");
        for (const Json& row : json.at("rules"))
            kinds_[row.at("id")] = row.at("kind");
    } catch (const Json::exception& error) {
        throw BadFile(std::string("不是完整的 yanlian-duty 文件：") + error.what());
    }
}

std::string DutyWords::post(const std::string& key) const {
    return name_of(posts_, key);
}

std::string DutyWords::people(const Finding& finding) const {
    std::string text;
    for (const std::string& key : finding.people)
        text += (text.empty() ? "" : "、") + name_of(people_, key);
    return text;
}

std::string DutyWords::breach(const Finding& finding) const {
    const std::int64_t got = finding.got, limit = finding.limit;
    if (const auto at = plain.find(finding.rule); at != plain.end()) return at->second;
    if (finding.rule == "duty/experienced")
        return "有经验的 " + count(got, "人") + "，至少 " + count(limit, "人");
    if (finding.rule == "duty/own-limit")
        return "上班 " + count(got, "次") + "，本人至多 " + count(limit, "次");
    const std::string kind = kinds_.contains(finding.rule) ? kinds_.at(finding.rule) : "";
    if (kind == "run_days") return "连续上班 " + count(got, "天") + "，至多 " + count(limit, "天");
    if (kind == "run_nights")
        return "连续夜班 " + count(got, "个") + "，至多 " + count(limit, "个");
    if (kind == "month_shifts")
        return "一个月上班 " + count(got, "次") + "，至多 " + count(limit, "次");
    const bool is_rest =
        kind == "rest_min" || kind == "night_rest_min" || finding.rule == "duty/shift-rest";
    if (is_rest && got < 0) return "两班重叠 " + hours(-got) + "，中间至少休息 " + hours(limit);
    if (is_rest) return "两班之间休息 " + hours(got) + "，至少 " + hours(limit);
    if (kind == "shift_min" || kind == "overtime_day_min" || finding.rule == "duty/longest-shift")
        return "一班 " + hours(got) + "，至多 " + hours(limit);
    if (kind.ends_with("_min")) return "工时 " + hours(got) + "，至多 " + hours(limit);
    return "只有 " + count(got, "人") + "，至少 " + count(limit, "人");
}

std::string DutyWords::describe(const Finding& finding) const {
    std::string text = span_text(finding);
    if (!finding.people.empty()) text += " " + people(finding);
    if (!finding.post.empty()) text += " " + post(finding.post);
    if (!finding.shift.empty()) text += " " + name_of(shifts_, finding.shift);
    return text + "：" + breach(finding) + "（" + finding.rule + "）";
}

} // namespace tools::audit
