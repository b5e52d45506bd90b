#include "editor/document/text_patch.h"

#include <algorithm>

namespace editor::document {

namespace {

std::string replace(std::string_view text, std::size_t at, std::string_view old,
                    std::string_view with) {
    std::string result(text.substr(0, at));
    return result.append(with).append(text.substr(at + old.size()));
}

} // namespace

TextPatch make_patch(std::string_view before, std::string_view after) {
    const auto head = static_cast<std::size_t>(
        std::mismatch(before.begin(), before.end(), after.begin(), after.end()).first -
        before.begin());
    const std::size_t rest = std::min(before.size(), after.size()) - head;
    std::size_t tail = 0;
    while (tail < rest && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    return {head, std::string(before.substr(head, before.size() - head - tail)),
            std::string(after.substr(head, after.size() - head - tail))};
}

std::string apply_patch(std::string_view before, const TextPatch& patch) {
    return replace(before, patch.at, patch.removed, patch.added);
}

std::string revert_patch(std::string_view after, const TextPatch& patch) {
    return replace(after, patch.at, patch.added, patch.removed);
}

} // namespace editor::document
