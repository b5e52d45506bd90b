/// The clock of a record being watched.
#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace editor::document {

inline constexpr std::array<double, 4> playback_speeds{1, 4, 20, 60};
inline constexpr double seek_step_s = 5; ///< one press of an arrow key

struct Playback {
    double time_s = 0;
    double end_s = 0;
    double speed = 4;
    bool playing = false;

    /// Moves on by wall time while playing; stops at the end.
    void advance(double wall_s) noexcept;
    /// Any time; kept within 0 .. end_s.
    void seek(double to_s) noexcept;
    /// Starts or pauses; at the end it starts again from 0.
    void toggle() noexcept;
};

/// "3:42", "03:42", "1:02:03" or seconds "222"; none when it is no time.
[[nodiscard]] std::optional<double> parse_clock(std::string_view text) noexcept;

} // namespace editor::document
