/// What the words of a drill say when nobody moved. Pure.
#pragma once
#include <string_view>

namespace roster::domain {

/// The first word of the list by which check() refuses a real drill's title; empty: there is none.
/// For contents and other texts that a sheet brings.
[[nodiscard]] std::string_view find_unreal_sign(std::string_view text) noexcept;

} // namespace roster::domain
