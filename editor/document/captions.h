/// What a film says below the picture while it plays faster than life.
#pragma once
#include "editor/document/document.h"
#include <string>
#include <vector>

namespace editor::document {

inline constexpr std::size_t caption_lines = 3; ///< shown at once
/// Time that a reader of 50 needs for one line. Unit: s of film; own value, 未核实.
inline constexpr double caption_film_s = 3.5;

struct Caption {
    double happened_s = 0;
    double from_s = 0, until_s = 0; ///< shown from, to; seconds of the drill
    std::size_t line = 0;           ///< < caption_lines
    std::string sentence;
};

/// Every line stays for caption_film_s at that speed. The first fact of each main kind, messages
/// of the script and people lost always come, where need be late; others only where a line is
/// free. In order of `from_s`. Cost: facts × captions.
[[nodiscard]] std::vector<Caption> plan_captions(const Document& document, double speed);
/// Of each line, the one shown at that time; null: nothing.
[[nodiscard]] std::vector<const Caption*> find_captions(const std::vector<Caption>& captions,
                                                        double time_s);

} // namespace editor::document
