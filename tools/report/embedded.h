/// Files of assets/report and the chart library, inside the program.
#pragma once
#include <string_view>

namespace tools::report {

[[nodiscard]] std::string_view report_css() noexcept;
[[nodiscard]] std::string_view film_js() noexcept;
[[nodiscard]] std::string_view charts_js() noexcept;
[[nodiscard]] std::string_view echarts_js() noexcept;

} // namespace tools::report
