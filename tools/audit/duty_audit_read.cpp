#include "tools/audit/duty_audit_read.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace tools::audit {

using Json = nlohmann::json;

namespace {

constexpr Day forever = 1'000'000;

/// Days from civil (Howard Hinnant's algorithm, public domain).
Day days_of(std::int64_t year, std::int64_t month, std::int64_t day) {
    year -= month <= 2;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t of_era = year - era * 400;
    const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const std::int64_t day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return era * 146097 + day_of_era - 719468;
}

struct Civil {
    std::int64_t year, month, day;
};
Civil civil_of(Day day) {
    day += 719468;
    const std::int64_t era = (day >= 0 ? day : day - 146096) / 146097;
    const std::int64_t doe = day - era * 146097;
    const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const std::int64_t mp = (5 * doy + 2) / 153;
    const std::int64_t month = mp < 10 ? mp + 3 : mp - 9;
    return {yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

Span span_of(const Json& row) {
    const Span span{parse_day(row.at("first")), parse_day(row.at("last"))};
    if (span.first > span.last) throw BadFile("起止日期颠倒：" + row.dump());
    return span;
}

RawCell cell_of(const Json& row) {
    return {row.at("person_key"), row.at("post_key"), row.at("shift_key"),
            parse_day(row.at("day"))};
}

void read_people(const Json& json, Input& input) {
    for (const Json& row : json.at("people")) {
        Person one;
        one.key = row.at("key");
        for (const Json& held : row.value("qualifications", Json::array()))
            one.held.push_back({held.at("key"),
                                {parse_day(held.at("from")),
                                 held.contains("until") ? parse_day(held.at("until")) : forever}});
        one.experienced = row.value("experienced", false);
        for (const Json& ban : row.value("bans", Json::array()))
            one.bans.push_back(
                {ban.at("kind") == "no_night", ban.at("kind") == "no_long_shift", span_of(ban)});
        one.own_limit = row.value("most_month_shifts", 0);
        if (row.contains("before")) {
            one.minutes_before = row.at("before").at("work_min");
            one.period_minutes_before = row.at("before").value("period_min", 0);
        }
        if (!input.people.emplace(one.key, one).second)
            throw BadFile("同一个人写了两次：" + one.key);
    }
    for (const Json& row : json.value("absences", Json::array())) {
        const auto at = input.people.find(row.at("person_key"));
        if (at == input.people.end()) throw BadFile("没有这个人的缺勤：" + row.dump());
        at->second.away.push_back({row.at("kind") == "sick", span_of(row)});
    }
    for (const Json& row : json.value("elsewhere", Json::array())) {
        const auto at = input.people.find(row.at("person_key"));
        if (at == input.people.end()) throw BadFile("没有这个人的外单位值班：" + row.dump());
        const Minute begin =
            parse_day(row.at("day")) * minutes_a_day + row.at("start_min").get<Minute>();
        at->second.elsewhere.emplace_back(begin, begin + row.at("length_min").get<Minute>());
    }
}

void read_posts(const Json& json, Input& input) {
    for (const Json& row : json.at("shifts")) {
        Shift one;
        one.key = row.at("key");
        one.start = row.at("start_min");
        one.length = row.at("length_min");
        one.rest_after = row.value("rest_after_min", 0);
        one.night = row.at("night");
        if (one.start < 0 || one.start >= minutes_a_day || one.length < 1 ||
            one.length > minutes_a_day)
            throw BadFile("班次的时间不对：" + row.dump());
        if (!input.shifts.emplace(one.key, one).second)
            throw BadFile("同一个班次写了两次：" + one.key);
    }
    for (const Json& row : json.at("posts")) {
        Post one;
        one.key = row.at("key");
        one.wants = row.value("qualifications", std::vector<std::string>{});
        for (const Json& shift : row.at("shifts")) {
            auto& need = one.need[shift.at("shift_key")];
            for (const char* day : {"workday", "weekend", "holiday"})
                need.push_back(shift.at(day).at("minimum"));
            if (!input.shifts.contains(shift.at("shift_key")))
                throw BadFile("岗位用了没有的班次：" + shift.dump());
        }
        one.always = row.value("always_count", 0);
        one.experienced = row.value("experienced_count", 0);
        one.hours_count = row.value("hours_count", true);
        one.layer = row.at("layer");
        one.control_room = one.layer == "control_room";
        one.long_shifts_allowed = !row.value("long_shift_basis", std::string()).empty();
        input.posts.push_back(std::move(one));
    }
}

void read_days(const Json& json, Input& input) {
    for (const Json& year : json.at("calendars")) {
        for (const Json& holiday : year.at("holidays")) {
            const Span span = span_of(holiday);
            for (Day day = span.first; day <= span.last; ++day)
                input.days_off.insert(day);
            for (const Json& day : holiday.value("statutory", Json::array()))
                input.statutory.insert(parse_day(day));
        }
        for (const Json& day : year.value("workdays", Json::array()))
            input.worked.insert(parse_day(day));
    }
}

void read_rows(const Json& json, Input& input) {
    for (const Json& row : json.value("rules", Json::array()))
        input.rules.push_back(
            {row.at("id"), row.at("kind"), row.at("value"), row.value("layer", std::string())});
    for (const Json& row : json.value("pairs", Json::array()))
        input.pairs.push_back(
            {row.at("first_key"), row.at("second_key"), row.at("kind") == "together"});
    for (const Json& row : json.value("reductions", Json::array())) {
        input.reductions.push_back(
            {"", row.at("post_key"), row.at("shift_key"), parse_day(row.at("day"))});
        input.fewer.push_back(row.at("fewer_count"));
    }
    for (const Json& row : json.value("fixed", Json::array()))
        input.fixed.push_back(cell_of(row));
    for (const Json& row : json.at("cells"))
        input.cells.push_back(cell_of(row));
}

} // namespace

bool Person::holds(const std::string& what, Day day) const {
    return std::any_of(held.begin(), held.end(),
                       [&](const Held& one) { return one.key == what && one.days.has(day); });
}

const Post* Input::find_post(const std::string& key) const {
    for (const Post& one : posts)
        if (one.key == key) return &one;
    return nullptr;
}

int Input::kind_of(Day day) const {
    if (statutory.contains(day)) return 2;
    if (days_off.contains(day)) return 1;
    if (worked.contains(day)) return 0;
    const std::int64_t weekday = ((day + 3) % 7 + 7) % 7; // 1970-01-01 was a Thursday
    return weekday >= 5 ? 1 : 0;
}

std::int64_t Input::asked(const Post& post, const std::string& shift, Day day) const {
    return post.need.at(shift)[static_cast<std::size_t>(kind_of(day))];
}

std::int64_t Input::taken_off(const Post& post, const std::string& shift, Day day) const {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < reductions.size(); ++i)
        if (reductions[i].day == day && reductions[i].post == post.key &&
            reductions[i].shift == shift)
            sum += fewer[i];
    return std::min(sum, asked(post, shift, day));
}

Rule Input::longest_shift(const Post& post) const {
    constexpr std::int64_t watch_hours = 8; // GB 25201-2010, 5.2
    Rule held{"", "shift_min", minutes_a_day, post.layer};
    if (post.long_shifts_allowed) return held;
    for (Rule one : rules) {
        const bool by_day =
            one.kind == "overtime_day_min" && months_a_period == 1 && post.hours_count;
        if (by_day) one.value += standard_hours * 60;
        if ((by_day || (one.kind == "shift_min" && one.layer == post.layer)) &&
            one.value < held.value)
            held = one;
    }
    if (post.control_room && held.value > watch_hours * 60) {
        held.id = "duty/longest-shift";
        held.value = watch_hours * 60;
    }
    return held;
}

std::optional<Rule> Input::strictest(const std::string& kind) const {
    const bool least = kind == "rest_min" || kind == "night_rest_min" || kind == "volunteers_count";
    std::optional<Rule> held;
    for (const Rule& one : rules) {
        if (one.kind != kind) continue;
        if (!held || (least ? one.value > held->value : one.value < held->value)) held = one;
    }
    return held;
}

Day parse_day(const std::string& text) {
    int year = 0, month = 0, day = 0;
    char rest = 0;
    if (text.size() == 10 &&
        std::sscanf(text.c_str(), "%4d-%2d-%2d%c", &year, &month, &day, &rest) == 3) {
        const Day number = days_of(year, month, day);
        if (date_text(number) == text) return number;
    }
    throw BadFile("没有这一天：" + text);
}

std::string date_text(Day day) {
    const Civil civil = civil_of(day);
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", static_cast<int>(civil.year),
                  static_cast<int>(civil.month), static_cast<int>(civil.day));
    return text;
}

std::string minute_text(Minute minute) {
    const Day day = minute >= 0 ? minute / minutes_a_day : (minute + 1) / minutes_a_day - 1;
    const int of_day = static_cast<int>(minute - day * minutes_a_day);
    char text[16];
    std::snprintf(text, sizeof text, " %02d:%02d", of_day / 60, of_day % 60);
    return date_text(day) + text;
}

Input read_input(const std::string& text) {
    try {
        const Json json = Json::parse(text);
        if (json.at("format") != "yanlian-duty" || json.at("version") != 1)
            throw BadFile("不是 yanlian-duty 第 1 版的文件");
        Input input;
        input.first_day = parse_day(json.at("first_day"));
        input.last_day = parse_day(json.at("last_day"));
        if (input.first_day > input.last_day) throw BadFile("值班表的起止日期颠倒");
        input.opens = input.first_day * minutes_a_day + json.value("opens_min", 0);
        if (json.contains("night")) {
            input.night_from = json.at("night").at("from_min");
            input.night_until = json.at("night").at("until_min");
        }
        if (json.contains("hours")) {
            const std::string period = json.at("hours").at("period");
            input.months_a_period = period == "year" ? 12 : period == "quarter" ? 3 : 1;
        }
        if (json.contains("frozen_until")) input.frozen_until = parse_day(json.at("frozen_until"));
        read_people(json, input);
        read_posts(json, input);
        read_days(json, input);
        read_rows(json, input);
        return input;
    } catch (const Json::parse_error& error) {
        throw BadFile("不是完整的 yanlian-duty 文件：第 " + std::to_string(error.byte) +
                      " 个字节起不是 JSON");
    } catch (const Json::exception& error) {
        throw BadFile(std::string("不是完整的 yanlian-duty 文件：") + error.what());
    }
}

} // namespace tools::audit
