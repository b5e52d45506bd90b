/// The one stretch in which two texts differ: what undo keeps of a gesture.
#pragma once
#include <string>
#include <string_view>

namespace editor::document {

struct TextPatch {
    std::size_t at = 0;         ///< bytes that both texts begin with
    std::string removed, added; ///< between the common beginning and the common end
};

/// Cost: linear. Keeps only what differs.
[[nodiscard]] TextPatch make_patch(std::string_view before, std::string_view after);
/// The text after the patch. @pre `before` is the text the patch was made from
[[nodiscard]] std::string apply_patch(std::string_view before, const TextPatch& patch);
/// The text before the patch. @pre `after` is the text that the patch led to
[[nodiscard]] std::string revert_patch(std::string_view after, const TextPatch& patch);

} // namespace editor::document
