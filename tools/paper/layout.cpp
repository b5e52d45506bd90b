#include "tools/paper/layout.h"

#include "sim/core/text.h"
#include "tools/paper/rows.h"
#include <algorithm>

namespace tools::paper {

using sim::core::tr;
using sim::core::trf;

namespace {

constexpr double margin_mm = 15, top_mm = 13, bottom_mm = 19; // printers leave 5 mm at most
constexpr double foot_mm = 16, foot_pt = 7.5;                 // of the foot's upper edge
constexpr double foot_number_mm = 38;
constexpr double least_piece_mm = 24; // a row that is cut leaves at least this much
constexpr double tall_share = 0.3;    // of a page: a row taller than that may be cut
constexpr double shrink_pt = 0.5;

class Paginator {
public:
    Paginator(const Form& form, Typesetter& typesetter) : form_(form), typesetter_(typesetter) {
        if (form.paper == Paper::landscape) std::swap(layout_.width_mm, layout_.height_mm);
        limit_mm_ = layout_.height_mm - bottom_mm;
        layout_.pages.emplace_back();
    }
    Layout run(double body_pt);

private:
    void turn_page(int header);
    void place(const Row& row, double height_mm, double upper_mm);
    void place_cell(const Cell& cell, double y_mm, double height_mm);
    void place_tall(Row row);
    [[nodiscard]] Row cut(Row& row, double room_mm);
    /// What must stand on one page with row i: it, and those it may not be parted from.
    [[nodiscard]] double calc_need_mm(const Rows& rows, std::size_t i);
    [[nodiscard]] bool is_tall(double height_mm) const {
        return height_mm > tall_share * (limit_mm_ - top_mm);
    }
    void add_feet();

    const Form& form_;
    Typesetter& typesetter_;
    Layout layout_;
    double limit_mm_ = 0, y_mm_ = top_mm;
    bool fresh_ = true; ///< nothing but heads on this page yet
    Rows rows_;
};

void Paginator::turn_page(int header) {
    layout_.pages.emplace_back();
    y_mm_ = top_mm;
    const Row head = compose_running_head(form_, layout_.width_mm - 2 * margin_mm);
    place(head, calc_height(head, typesetter_).whole_mm, 0);
    y_mm_ += 1;
    if (header >= 0) {
        const Row& again = rows_.headers[static_cast<std::size_t>(header)];
        const RowHeight height = calc_height(again, typesetter_);
        place(again, height.whole_mm, height.upper_mm);
    }
    fresh_ = true;
}

void Paginator::place_cell(const Cell& cell, double y_mm, double height_mm) {
    Page& page = layout_.pages.back();
    const double x_mm = margin_mm + cell.x_mm;
    const double inset_mm = cell.framed ? pad_x_mm : 0, inner_mm = cell.width_mm - 2 * inset_mm;
    if (cell.framed)
        page.boxes.push_back({x_mm, y_mm, cell.width_mm, height_mm,
                              cell.shaded ? label_fill_rgb : 0xFFFFFF, cell.frame_rgb,
                              cell.line_mm});
    const Measured text = typesetter_.measure(cell.text, cell.style, inner_mm);
    const double text_y_mm = y_mm + (height_mm - text.height_mm) / 2;
    if (cell.ruled) {
        const double begin_mm = std::min(text.width_mm + 1, cell.width_mm);
        page.boxes.push_back({x_mm + begin_mm, text_y_mm + text.height_mm,
                              std::max(0.0, cell.width_mm - begin_mm - 3), 0, 0xFFFFFF,
                              cell.frame_rgb, frame_mm});
    }
    if (!cell.text.empty())
        page.texts.push_back({x_mm + inset_mm, text_y_mm, inner_mm, text.width_mm, text.height_mm,
                              cell.text, cell.style});
}

void Paginator::place(const Row& row, double height_mm, double upper_mm) {
    for (const Cell& cell : row.cells)
        switch (cell.part) {
        case Cell::Part::whole:
            place_cell(cell, y_mm_, height_mm);
            break;
        case Cell::Part::upper:
            place_cell(cell, y_mm_, upper_mm);
            break;
        case Cell::Part::lower:
            place_cell(cell, y_mm_ + upper_mm, height_mm - upper_mm);
            break;
        }
    y_mm_ += height_mm;
    fresh_ = false;
}

/// Takes the lines that fit out of `row` and answers them as a row of their own; at least one line.
Row Paginator::cut(Row& row, double room_mm) {
    Row piece = row;
    bool left = false;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
        Cell& rest = row.cells[c];
        const double inset_mm = rest.framed ? 2 * pad_x_mm : 0;
        const Measured text = typesetter_.measure(rest.text, rest.style, rest.width_mm - inset_mm);
        double used_mm = 2 * rest.inset_y_mm;
        std::size_t lines = 0;
        while (lines < text.lines.size() &&
               (lines == 0 || used_mm + text.lines[lines].height_mm <= room_mm))
            used_mm += text.lines[lines++].height_mm;
        if (lines == text.lines.size()) {
            if (!rest.repeats) rest.text.clear();
            continue;
        }
        left = true;
        piece.cells[c].text = rest.text.substr(0, text.lines[lines - 1].end);
        rest.text.erase(0, text.lines[lines].begin);
    }
    if (!left) row.cells.clear(); // all of it fitted
    piece.least_mm = std::min(piece.least_mm, room_mm);
    row.least_mm = 0;
    row.gap_mm = 0;
    return piece;
}

void Paginator::place_tall(Row row) {
    if (!fresh_ && limit_mm_ - y_mm_ < least_piece_mm) turn_page(row.header);
    while (!row.cells.empty()) {
        const Row piece = cut(row, limit_mm_ - y_mm_);
        const RowHeight height = calc_height(piece, typesetter_);
        place(piece, height.whole_mm, height.upper_mm);
        if (!row.cells.empty()) turn_page(row.header);
    }
}

double Paginator::calc_need_mm(const Rows& rows, std::size_t i) {
    double need_mm = 0;
    for (; i < rows.rows.size(); ++i) {
        const double height_mm = calc_height(rows.rows[i], typesetter_).whole_mm;
        const bool last = !rows.rows[i].with_next;
        need_mm += rows.rows[i].gap_mm + (last && is_tall(height_mm) ? least_piece_mm : height_mm);
        if (last) break;
    }
    return need_mm;
}

void Paginator::add_feet() {
    const double width_mm = layout_.width_mm - 2 * margin_mm, y_mm = layout_.height_mm - foot_mm;
    const Style quiet{false, false, foot_pt, Align::left, quiet_rgb};
    const auto add = [&](Page& page, double x_mm, double room_mm, std::string text, Align align) {
        if (text.empty()) return;
        Style style = quiet;
        style.align = align;
        const Measured size = typesetter_.measure(text, style, room_mm);
        page.texts.push_back({margin_mm + x_mm, y_mm, room_mm, size.width_mm, size.height_mm,
                              std::move(text), style});
    };
    std::string left = form_.produced;
    if (form_.simulated) {
        if (!left.empty()) left += '\n';
        left += tr("教学仿真，不作为消防设计依据");
    }
    for (std::size_t i = 0; i < layout_.pages.size(); ++i) {
        add(layout_.pages[i], 0, width_mm - foot_number_mm, left, Align::left);
        add(layout_.pages[i], width_mm - foot_number_mm, foot_number_mm,
            trf("第 {} 页　共 {} 页", i + 1, layout_.pages.size()), Align::right);
    }
}

Layout Paginator::run(double body_pt) {
    rows_ = compose(form_, layout_.width_mm - 2 * margin_mm, body_pt, typesetter_);
    for (std::size_t i = 0; i < rows_.rows.size(); ++i) {
        const Row& row = rows_.rows[i];
        const double gap_mm = fresh_ ? 0 : row.gap_mm;
        if (!fresh_ && y_mm_ + calc_need_mm(rows_, i) > limit_mm_) turn_page(row.header);
        if (!fresh_) y_mm_ += gap_mm;
        const RowHeight height = calc_height(row, typesetter_);
        if (y_mm_ + height.whole_mm > limit_mm_)
            place_tall(row);
        else
            place(row, height.whole_mm, height.upper_mm);
        if (row.breaks && i + 1 < rows_.rows.size()) turn_page(-1);
    }
    add_feet();
    const auto& missing = typesetter_.missing();
    layout_.missing.assign(missing.begin(), missing.end());
    return std::move(layout_);
}

} // namespace

Layout lay_out(const Form& form, Typesetter& typesetter) {
    Layout layout = Paginator(form, typesetter).run(form.body_pt);
    if (!form.one_page || layout.pages.size() == 1) return layout;
    const double least_pt = std::max(smallest_pt, form.least_pt);
    for (double size_pt = form.body_pt - shrink_pt; size_pt >= least_pt; size_pt -= shrink_pt) {
        Layout smaller = Paginator(form, typesetter).run(size_pt);
        if (smaller.pages.size() == 1) return smaller;
    }
    return layout;
}

sim::core::Result<Layout> lay_out(const Form& form) {
    auto typesetter = Typesetter::make();
    if (!typesetter) return tl::unexpected(typesetter.error());
    return lay_out(form, **typesetter);
}

} // namespace tools::paper
