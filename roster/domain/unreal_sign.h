/// What the words of a drill say when nobody moved. Pure.
#pragma once
#include <string_view>

namespace roster::domain {

/// The first word of a content that says it was no real drill; empty: there is none. Fewer words
/// than check() refuses in a title: a meeting or a discussion may follow a real drill.
[[nodiscard]] std::string_view find_unreal_sign(std::string_view text);

} // namespace roster::domain
