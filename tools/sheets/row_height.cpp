#include "tools/sheets/row_height.h"

#include <algorithm>

namespace tools::sheets {

namespace {

// Widths in Latin characters of the default font (7 px at 11 pt, docs/references.md#paper-forms).
constexpr double pixels = 7, pixels_per_pt = 96.0 / 72;
constexpr double wide_em = 1.0;   // a Chinese character
constexpr double latin_em = 0.64; // digits of DejaVu Sans, the widest stand-in; 宋体 has 0.5
constexpr double padding = 1;     // both edges together
constexpr double line_ratio = 1.45, edge_pt = 4, highest_pt = 409; // of Noto CJK; of .xlsx

struct Character {
    std::string_view bytes;
    double width = 0;
    bool wide = false;
};

Character take(std::string_view& text, double size_pt) {
    std::size_t length = 1;
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
        ++length;
    Character taken{text.substr(0, length)};
    text.remove_prefix(length);
    taken.wide = length >= 3; // quotes and ■ too: the Chinese fonts set them wide
    const double em_count = taken.wide ? wide_em : latin_em;
    taken.width = em_count * size_pt * pixels_per_pt / pixels;
    return taken;
}

int count_lines_of_paragraph(std::string_view text, double room, double size_pt) {
    int lines = 1;
    double used = 0, word = 0; // word: of the Latin characters since the last place to break
    while (!text.empty()) {
        const Character one = take(text, size_pt);
        if (used + one.width > room && used > 0) {
            ++lines;
            used = !one.wide && word < used ? word : 0; // the word goes along, when it fits
        }
        used += one.width;
        word = one.wide || one.bytes == " " || one.bytes == "-" ? 0 : word + one.width;
        if (word > room) word = 0; // broken inside
    }
    return lines;
}

} // namespace

int calc_line_count(std::string_view text, double width, double size_pt) noexcept {
    const double room = std::max(1.0, width - padding);
    int lines = 0;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines += count_lines_of_paragraph(text.substr(at, end - at), room, size_pt);
        at = end + 1;
    }
    return lines;
}

double calc_text_width(std::string_view text, double size_pt) noexcept {
    double width = padding;
    while (!text.empty())
        width += take(text, size_pt).width;
    return width;
}

double calc_row_height_pt(int line_count, double size_pt) noexcept {
    return std::min(highest_pt, line_count * size_pt * line_ratio + edge_pt);
}

} // namespace tools::sheets
