#include "tools/report/html.h"

#include <cmath>
#include <cstdlib>
#include <ctime>
#include <fmt/format.h>

namespace tools::report {

std::string escape(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text)
        switch (c) {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        case '\'':
            escaped += "&#39;";
            break;
        default:
            escaped += c;
        }
    return escaped;
}

std::string script_safe(std::string json) {
    std::string safe;
    safe.reserve(json.size());
    for (const char c : json) {
        if (c == '<')
            safe += "\\u003c";
        else
            safe += c;
    }
    return safe;
}

std::string clock_text(double time_s) {
    const long whole = std::lround(time_s);
    return fmt::format("{}{:02d}:{:02d}", whole < 0 ? "-" : "", std::abs(whole) / 60,
                       std::abs(whole) % 60);
}

std::string local_time_text(const std::string& utc) {
    constexpr std::time_t china_offset_s = 8 * 3600; // one zone, no summer time
    std::tm parts{};
    const char* end = strptime(utc.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    if (!end || *end != '\0') return utc;
    const std::time_t local = timegm(&parts) + china_offset_s;
    gmtime_r(&local, &parts);
    return fmt::format("{:04d}-{:02d}-{:02d} {:02d}:{:02d}", parts.tm_year + 1900, parts.tm_mon + 1,
                       parts.tm_mday, parts.tm_hour, parts.tm_min);
}

} // namespace tools::report
