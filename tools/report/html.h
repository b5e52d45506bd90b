/// Text into HTML and JSON into scripts, without surprises.
#pragma once
#include <string>
#include <string_view>

namespace tools::report {

/// & < > " ' become entities.
[[nodiscard]] std::string escape(std::string_view text);
/// JSON that may stand inside a script element: "</" and "<!--" cannot end it.
[[nodiscard]] std::string script_safe(std::string json);
/// mm:ss; "—" for none is the caller's.
[[nodiscard]] std::string clock_text(double time_s);

/// "2026-11-22 06:31" in China's time from "2026-11-21T22:31:58Z"; the text itself when it is none.
[[nodiscard]] std::string local_time_text(const std::string& utc);

} // namespace tools::report
