/// Enumerators as words in files, JSON and SQL: one table of names an enumeration.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace roster::domain {

/// The enumerator of that name. Cost: linear.
template <class Enum, std::size_t N>
[[nodiscard]] constexpr std::optional<Enum> find_named(const std::array<std::string_view, N>& names,
                                                       std::string_view name) noexcept {
    for (std::size_t i = 0; i < N; ++i)
        if (names[i] == name) return static_cast<Enum>(i);
    return std::nullopt;
}
template <class Enum, std::size_t N>
[[nodiscard]] constexpr std::string_view name_of(const std::array<std::string_view, N>& names,
                                                 Enum value) noexcept {
    return names[static_cast<std::size_t>(value)];
}

} // namespace roster::domain
