#include "roster/schedule/duty_calendar_file.h"

#include "sim/core/file.h"
#include "sim/core/text.h"

namespace roster::schedule {

using sim::core::JsonSource;
using sim::core::ObjectReader;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr int holidays_version = 1;
constexpr unsigned saturday = 6;

int year_of(Date day) {
    return static_cast<int>(std::chrono::year_month_day{day}.year());
}

std::vector<Date> read_days(ObjectReader& object, std::string_view key) {
    std::vector<Date> days;
    if (!object.has(key)) return days;
    const auto words = object.texts(key);
    for (std::size_t i = 0; i < words.size(); ++i)
        if (const auto day = domain::find_date(words[i]))
            days.push_back(*day);
        else
            object.report(fmt::format("{}/{}", key, i), trf("“{}”不是日期", words[i]),
                          tr("年-月-日"));
    return days;
}

HolidaySpan read_span(ObjectReader& object, int year) {
    HolidaySpan span;
    span.name = object.text("name");
    span.days = {read_date(object, "first"), read_date(object, "last")};
    span.statutory = read_days(object, "statutory");
    if (span.days.first > span.days.last)
        object.report(
            "last",
            trf("{} 到 {} 倒着走", domain::iso(span.days.first), domain::iso(span.days.last)),
            tr("起始日不晚于结束日"));
    else if (year_of(span.days.last) < year || year_of(span.days.first) > year)
        object.report("first", trf("{} 不在 {} 年", domain::iso(span.days.first), year));
    for (std::size_t i = 0; i < span.statutory.size(); ++i)
        if (span.statutory[i] < span.days.first || span.statutory[i] > span.days.last)
            object.report(fmt::format("statutory/{}", i),
                          trf("{} 不在“{}”的假期里", domain::iso(span.statutory[i]), span.name));
    object.finish();
    return span;
}

} // namespace

Date read_date(ObjectReader& object, std::string_view key) {
    const std::string text = object.text(key);
    const auto day = domain::find_date(text);
    if (!day && !text.empty()) object.report(key, trf("“{}”不是日期", text), tr("年-月-日"));
    return day.value_or(Date{});
}
std::optional<Date> read_optional_date(ObjectReader& object, std::string_view key) {
    if (!object.has(key)) return std::nullopt;
    return read_date(object, key);
}

DutyCalendar read_calendar(ObjectReader& object) {
    DutyCalendar calendar;
    calendar.year = static_cast<int>(object.integer("year", domain::first_year, domain::last_year));
    calendar.source = object.text("source", "");
    object.objects("holidays", true, [&](ObjectReader& one) {
        calendar.holidays.push_back(read_span(one, calendar.year));
    });
    calendar.workdays = read_days(object, "workdays");
    for (std::size_t i = 0; i < calendar.workdays.size(); ++i) {
        const Date day = calendar.workdays[i];
        const std::string at = fmt::format("workdays/{}", i);
        if (year_of(day) != calendar.year)
            object.report(at, trf("{} 不在 {} 年", domain::iso(day), calendar.year));
        if (std::chrono::weekday{day}.iso_encoding() < saturday)
            object.report(at, trf("{} 本来就上班", domain::iso(day)), tr("周六或周日"));
    }
    return calendar;
}

Result<DutyCalendar> parse_holidays(const std::string& file, std::string_view bytes, int year) {
    const auto json = sim::core::parse_json(file, bytes);
    if (!json) return tl::unexpected(json.error());
    JsonSource source{file, {}};
    ObjectReader object(*json, "", source);
    const std::string format = object.text("format");
    if (format != "yanlian-holidays")
        object.report("format", trf("格式“{}”不是节假日文件", format), "yanlian-holidays");
    object.integer("version", holidays_version, holidays_version);
    DutyCalendar calendar = read_calendar(object);
    if (calendar.year != year)
        object.report("year", trf("节假日是 {} 年的", calendar.year), fmt::format("{}", year));
    object.finish();
    if (!source.problems.empty()) return sim::core::make_error(std::move(source.problems));
    return calendar;
}

Result<DutyCalendar> load_holidays(const std::string& file, int year) {
    const auto bytes = sim::core::read_file(file, holidays_file_limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    return parse_holidays(file, *bytes, year);
}

} // namespace roster::schedule
