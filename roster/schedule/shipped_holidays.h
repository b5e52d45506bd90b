/// Holidays of the years that ship with the program (scenarios/calendar).
#pragma once
#include <span>
#include <string_view>

namespace roster::schedule {

struct ShippedHolidays {
    int year = 0;
    std::string_view file; ///< "holidays-2026.json"
    std::string_view json;
};
[[nodiscard]] std::span<const ShippedHolidays> shipped_holidays() noexcept;

} // namespace roster::schedule
