/// Blocks of a form as rows of cells, each as wide as the page allows and not yet on a page.
#pragma once
#include "tools/paper/typesetter.h"

namespace tools::paper {

inline constexpr double pad_x_mm = 1.3, pad_y_mm = 0.7; ///< between a frame and its text
inline constexpr double frame_mm = 0.2;                 ///< thin line of office forms
inline constexpr unsigned quiet_rgb = 0x5E656D, label_fill_rgb = 0xF1EFEA;

struct Cell {
    double x_mm = 0, width_mm = 0; ///< from the left edge of the text area
    std::string text;
    Style style;
    bool framed = true;
    bool shaded = false;
    bool ruled = false;   ///< a line to write on, from the text's end to the cell's
    bool repeats = false; ///< stands again where its row goes on on the next page
    enum class Part { whole, upper, lower } part = Part::whole; ///< of a header of two lines
    unsigned frame_rgb = 0x2B2F33;
    double line_mm = frame_mm;
    double inset_y_mm = pad_y_mm;
};

struct Row {
    std::vector<Cell> cells;
    double least_mm = 0;
    double gap_mm = 0;      ///< above it, unless it begins a page
    bool with_next = false; ///< not the last of a page
    bool breaks = false;    ///< the next row begins a page
    int header = -1;        ///< of the table it belongs to, in Rows::headers
};

struct Rows {
    std::vector<Row> rows;
    std::vector<Row> headers; ///< one for each table
};

/// Heights as they will be drawn.
struct RowHeight {
    double upper_mm = 0, whole_mm = 0;
};
[[nodiscard]] RowHeight calc_height(const Row& row, Typesetter& typesetter);

/// @param width_mm of the text area
[[nodiscard]] Rows compose(const Form& form, double width_mm, double body_pt,
                           Typesetter& typesetter);
/// Small head of every page but the first: title and kind of drill.
[[nodiscard]] Row compose_running_head(const Form& form, double width_mm);

/// The label in the reader's language; empty stays empty.
[[nodiscard]] std::string translated(const std::string& label);

} // namespace tools::paper
