/// Dates, numbers and telephone numbers as people type them. Pure; texts come folded to half-width
/// (fold_width) and with their ends stripped.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tools::sheets {

/// A value, or the reason why there is none.
template <class T>
struct Reading {
    std::optional<T> value;
    std::string refused; ///< in the user's language; empty when there is a value
};

/// As clean_cell() says for texts.
[[nodiscard]] Reading<std::chrono::sys_days> read_date_text(std::string_view text);
/// Of a bare number: 20240301, or a serial of the file's date system.
[[nodiscard]] Reading<std::chrono::sys_days> read_date_number(double number, bool system_1904);
/// Of a date cell; the time of day is dropped.
[[nodiscard]] Reading<std::chrono::sys_days> read_date_serial(double serial);
[[nodiscard]] std::string iso(std::chrono::sys_days day);

[[nodiscard]] Reading<double> read_number_text(std::string_view text);
/// 12 of 十二, 2024 of 二〇二四, 105 of 一百零五; up to 9999. Nothing for other text.
[[nodiscard]] std::optional<int> find_chinese_number(std::string_view text);

/// Digits of a telephone number as written in a text.
[[nodiscard]] Reading<std::string> read_phone_text(std::string_view text);
/// Of a number cell, which cannot hold a leading zero.
[[nodiscard]] Reading<std::string> read_phone_number(double number);

} // namespace tools::sheets
