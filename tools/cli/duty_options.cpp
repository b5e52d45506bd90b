#include "tools/cli/duty_options.h"

#include "sim/core/text.h"
#include <charconv>
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using sim::core::tr;
using sim::core::trf;

namespace {

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

} // namespace tools::cli
