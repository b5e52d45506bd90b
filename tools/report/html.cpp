#include "tools/report/html.h"

#include <cmath>
#include <fmt/format.h>

namespace tools::report {

std::string escape(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text) switch (c) {
        case '&': escaped += "&amp;"; break;
        case '<': escaped += "&lt;"; break;
        case '>': escaped += "&gt;"; break;
        case '"': escaped += "&quot;"; break;
        case '\'': escaped += "&#39;"; break;
        default: escaped += c;
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
    return fmt::format("{:02d}:{:02d}", whole / 60, whole % 60);
}

} // namespace tools::report
