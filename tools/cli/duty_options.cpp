#include "tools/cli/duty_options.h"

#include "roster/schedule/duty_calendar_file.h"
#include "roster/schedule/shipped_holidays.h"
#include "sim/core/text.h"
#include "tools/cli/usage.h"
#include <charconv>
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

/// As long as a file may ask for: a week.
constexpr int longest_rest_h = 7 * 24;

/// Minutes of "09:30"; nothing else.
std::optional<int> find_minutes(std::string_view text) {
    constexpr int hours_per_day = 24, minutes_per_hour = 60;
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    int hours = 0, minutes = 0;
    const auto a = std::from_chars(text.data(), text.data() + 2, hours);
    const auto b = std::from_chars(text.data() + 3, text.data() + 5, minutes);
    if (a.ptr != text.data() + 2 || b.ptr != text.data() + 5 || hours < 0 || minutes < 0 ||
        hours >= hours_per_day || minutes >= minutes_per_hour)
        return std::nullopt;
    return hours * minutes_per_hour + minutes;
}

} // namespace

std::optional<Instant> find_local_instant(const std::string& text, Date today) {
    constexpr std::size_t day_size = 10;
    if (const auto utc = find_instant(text)) return utc;
    std::optional<Date> day = today;
    std::string_view clock = text;
    if (text.size() > day_size && (text[day_size] == ' ' || text[day_size] == 'T')) {
        day = find_date(text.substr(0, day_size));
        clock.remove_prefix(day_size + 1);
    }
    const auto minutes = find_minutes(clock);
    if (!day || !minutes) return std::nullopt;
    return Instant{*day} - local_offset + std::chrono::minutes{*minutes};
}

std::string local_text(Instant instant) {
    const std::string text = iso(instant + local_offset);
    return text.substr(0, 10) + " " + text.substr(11, 5);
}

Instant read_instant(Answers& answers, const char* option, const std::string& text, Date today,
                     Instant otherwise) {
    if (text.empty()) return otherwise;
    if (const auto at = find_local_instant(text, today)) return *at;
    answers.note({"", option, trf("“{}”不是时刻", text), tr("时:分，或 年-月-日 时:分")});
    return otherwise;
}

Instant read_clock() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

Result<NumberedDuty> load_numbered_duty(const std::string& file) {
    auto duty = load_duty(file);
    if (!duty) return tl::unexpected(duty.error());
    auto grid = make_grid(duty->problem);
    if (!grid) return tl::unexpected(grid.error());
    auto cells = load_cells(duty->problem, *grid, duty->cells);
    return NumberedDuty{std::move(*duty), std::move(*grid), std::move(cells.table)};
}

Result<std::vector<DutyCalendar>> find_calendars(DaySpan days) {
    std::vector<DutyCalendar> calendars;
    for (int year = static_cast<int>(std::chrono::year_month_day(days.first).year());
         year <= static_cast<int>(std::chrono::year_month_day(days.last).year()); ++year) {
        const auto files = shipped_holidays();
        const auto at = std::ranges::find(files, year, &ShippedHolidays::year);
        if (at == files.end()) {
            DutyCalendar plain;
            plain.year = year;
            plain.source = trf("没有 {} 年的节假日文件，只按周六周日", year);
            calendars.push_back(std::move(plain));
            continue;
        }
        auto calendar = parse_holidays(std::string(at->file), at->json, year);
        if (!calendar) return tl::unexpected(calendar.error());
        calendars.push_back(std::move(*calendar));
    }
    return calendars;
}

void add_pattern_options(CLI::App& command, PatternOptions& options) {
    command
        .add_option("--pattern", options.pattern,
                    tr("护理的班制：3x8、2x12，或 24 小时（下班后休息，要有综合计算工时的批准）"))
        ->check(one_of({"3x8", "2x12", "24"}));
    command
        .add_option("--care-rest", options.care_rest_h,
                    tr("护理上完 24 小时至少休息几小时，只用于 --pattern 24"))
        ->check(between(0, longest_rest_h));
    command
        .add_option("--leader-rest", options.leader_rest_h,
                    tr("带班领导上完 24 小时至少休息几小时；不写只按休息的规定"))
        ->check(between(0, longest_rest_h));
    command.add_option("--care-day", options.care_day, tr("白天每班护理员至少几人"))
        ->check(between(0, 100));
    command.add_option("--care-night", options.care_night, tr("夜班护理员至少几人"))
        ->check(between(0, 100));
    command.add_option("--room", options.room, tr("消防控制室每班几人；1 人要写依据"))
        ->check(between(1, 4));
    command.add_option("--single-basis", options.basis, tr("单人值班的地方规定和批准"));
    command
        .add_option("--experienced", options.experienced,
                    tr("护理每班至少几名有经验的人，见 duty condition experienced"))
        ->check(between(0, 100));
    command
        .add_option("--hours", options.hours,
                    tr("工时按什么算：按月；按季、按年是综合计算工时，要写批准文号"))
        ->transform(choice_of({{"month", "按月"}, {"quarter", "按季"}, {"year", "按年"}}));
    command.add_option("--approval", options.approval, tr("综合计算工时的批准文号"));
}

void fill_pattern(roster::service::DutyDraft& draft, const PatternOptions& options) {
    draft.pattern = *find_named<roster::service::DutyPattern>(roster::service::duty_pattern_names,
                                                              options.pattern);
    draft.care_day_count = options.care_day;
    draft.care_night_count = options.care_night;
    draft.care_rest_min = options.care_rest_h * 60;
    draft.leader_rest_min = options.leader_rest_h * 60;
    draft.control_room_count = options.room;
    draft.single_watch_basis = options.basis;
    draft.experienced_count = options.experienced;
    draft.hours = {*find_named<HoursPeriod>(hours_period_names, options.hours), options.approval};
}

} // namespace tools::cli
