#include "editor/document/playback.h"

#include <algorithm>
#include <charconv>

namespace editor::document {

void Playback::advance(double wall_s) noexcept {
    if (!playing) return;
    time_s = std::min(end_s, time_s + wall_s * speed);
    if (time_s >= end_s) playing = false;
}

void Playback::seek(double to_s) noexcept {
    time_s = std::clamp(to_s, 0.0, end_s);
}

void Playback::toggle() noexcept {
    if (!playing && time_s >= end_s) time_s = 0;
    playing = !playing && end_s > 0;
}

std::optional<double> parse_clock(std::string_view text) noexcept {
    constexpr int parts_limit = 3;
    constexpr int part_limit = 100000; // beyond any drill; keeps the sum finite
    double total_s = 0;
    for (int part = 0; part < parts_limit; ++part) {
        int value = 0;
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (code != std::errc() || value < 0 || value > part_limit) return std::nullopt;
        total_s = total_s * 60 + value;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (text.empty()) return total_s;
        // A Chinese keyboard gives the full-width colon.
        const std::string_view wide = "：";
        if (text.front() == ':')
            text.remove_prefix(1);
        else if (text.substr(0, wide.size()) == wide)
            text.remove_prefix(wide.size());
        else
            return std::nullopt;
    }
    return std::nullopt;
}

} // namespace editor::document
