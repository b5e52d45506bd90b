/// How values of the domain stand in columns. Only for this folder.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/domain/people.h"
#include "roster/store/session.h"
#include <optional>
#include <stdexcept>
#include <string>

namespace roster::store {

/// A value that may be absent, for soci::use and soci::into with its indicator.
template <class T>
struct Column {
    T value{};
    mutable soci::indicator indicator = soci::i_null; ///< soci::use wants it writable

    Column() = default;
    template <class U>
    explicit Column(const std::optional<U>& from)
        : value(from ? static_cast<T>(*from) : T{}), indicator(from ? soci::i_ok : soci::i_null) {}
    template <class U = T>
    [[nodiscard]] std::optional<U> optional() const {
        return indicator == soci::i_ok ? std::optional<U>(static_cast<U>(value)) : std::nullopt;
    }
};

[[nodiscard]] inline Column<std::string> date_column(const std::optional<domain::Date>& date) {
    return Column<std::string>(date ? std::optional(domain::iso(*date)) : std::nullopt);
}
/// Absent when empty.
[[nodiscard]] inline Column<std::string> text_column(const std::string& text) {
    return Column<std::string>(text.empty() ? std::nullopt : std::optional(text));
}

/// What the schema's checks rule out; thrown inside guard() only.
[[noreturn]] inline void refuse_column(const std::string& text) {
    throw std::runtime_error("unexpected value in the database: " + text);
}
[[nodiscard]] inline domain::Date read_date(const std::string& text) {
    const auto date = domain::find_date(text);
    return date ? *date : (refuse_column(text), domain::Date{});
}
[[nodiscard]] inline std::optional<domain::Date> read_date(const Column<std::string>& column) {
    if (column.indicator != soci::i_ok) return std::nullopt;
    return read_date(column.value);
}
[[nodiscard]] inline domain::Instant read_instant(const std::string& text) {
    const auto instant = domain::find_instant(text);
    return instant ? *instant : (refuse_column(text), domain::Instant{});
}
template <class Enum, std::size_t N>
[[nodiscard]] Enum read_named(const std::array<std::string_view, N>& names,
                              const std::string& text) {
    const auto value = domain::find_named<Enum>(names, text);
    return value ? *value : (refuse_column(text), Enum{});
}
template <class Enum, std::size_t N>
[[nodiscard]] std::string text_of(const std::array<std::string_view, N>& names, Enum value) {
    return std::string(domain::name_of(names, value));
}

} // namespace roster::store
