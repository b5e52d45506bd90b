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

} // namespace tools::report
