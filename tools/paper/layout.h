/// A form set on A4 pages, as boxes and texts with their places; nothing is drawn yet.
#pragma once
#include "sim/core/result.h"
#include "tools/paper/form.h"
#include <memory>

namespace tools::paper {

inline constexpr double a4_short_mm = 210, a4_long_mm = 297; // ISO 216
inline constexpr double smallest_pt = 6.5; // below it print on office paper cannot be read

struct Style {
    bool head = false; ///< 黑体; else 宋体
    bool bold = false;
    double size_pt = 10.5;
    Align align = Align::left;
    unsigned rgb = 0x1F2328;
};

/// All places from the page's upper left corner.
struct PlacedText {
    double x_mm = 0, y_mm = 0;
    double width_mm = 0;                        ///< in which it is wrapped
    double ink_width_mm = 0, ink_height_mm = 0; ///< what it takes of that
    std::string text;
    Style style;
};
struct PlacedBox {
    double x_mm = 0, y_mm = 0, width_mm = 0, height_mm = 0;
    unsigned fill_rgb = 0xFFFFFF;
    unsigned line_rgb = 0x2B2F33;
    double line_mm = 0; ///< 0: no frame
};
struct Page {
    std::vector<PlacedBox> boxes;
    std::vector<PlacedText> texts;
};
struct Layout {
    double width_mm = a4_short_mm, height_mm = a4_long_mm;
    std::vector<Page> pages;
    /// Characters of the form that no font on this machine has, each once; drawn as empty boxes.
    std::vector<std::string> missing;
};

class Typesetter;
/// Error: io, no font with Chinese characters; the message names the package.
[[nodiscard]] sim::core::Result<Layout> lay_out(const Form& form);
[[nodiscard]] Layout lay_out(const Form& form, Typesetter& typesetter);

} // namespace tools::paper
