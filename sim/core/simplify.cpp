#include "sim/core/simplify.h"

#include "sim/core/simplified_pairs.h"
#include <map>

namespace sim::core {

namespace {

/// Characters of both scripts have three bytes.
constexpr std::size_t ideograph_bytes = 3;

const std::map<std::string_view, std::string_view>& simplified() {
    static const auto pairs = [] {
        std::map<std::string_view, std::string_view> made;
        for (std::size_t at = 0; at + 2 * ideograph_bytes <= simplified_pairs.size();
             at += 2 * ideograph_bytes)
            made.emplace(simplified_pairs.substr(at, ideograph_bytes),
                         simplified_pairs.substr(at + ideograph_bytes, ideograph_bytes));
        return made;
    }();
    return pairs;
}

/// Bytes of the character that begins there; 1 for what is no character.
std::size_t character_length(unsigned char lead) noexcept {
    return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
}

} // namespace

std::string simplify(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    while (!text.empty()) {
        const auto one = text.substr(0, character_length(static_cast<unsigned char>(text.front())));
        const auto found =
            one.size() == ideograph_bytes ? simplified().find(one) : simplified().end();
        plain += found == simplified().end() ? one : found->second;
        text.remove_prefix(one.size());
    }
    return plain;
}

} // namespace sim::core
