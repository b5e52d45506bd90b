/// One workbook as libxlsxwriter writes it: rows, merged heads, widths, heights, print set-up.
/// write_xlsx() has checked the sheets; nobody else here sees the library.
#pragma once
#include "tools/sheets/write_sheets.h"
#include <map>
#include <xlsxwriter.h>

namespace tools::sheets {

class BookWriter {
public:
    /// @param book outlives the writer; its owner closes it
    explicit BookWriter(lxw_workbook* book) : book_(book) {}
    /// False when the library refuses; what it wrote so far is worth nothing then.
    [[nodiscard]] bool write(const WriteSheet& sheet);
    /// The hidden sheet of drop-down lists that are too long to stand in place; call it last.
    [[nodiscard]] bool write_choices();

private:
    enum class Role { title, subtitle, header, cell, strong_cell, label, note };
    lxw_format* format(Role role, const std::string& code = {}, bool locked = true,
                       WriteColumn::Align align = WriteColumn::Align::usual);
    void set_widths(const WriteSheet& sheet);
    void write_head(const WriteSheet& sheet);
    void write_groups(const WriteSheet& sheet);
    void set_header_heights(const WriteSheet& sheet, bool grouped);
    void write_rows(const WriteSheet& sheet);
    void write_row(const WriteSheet& sheet, std::size_t i, lxw_row_t row);
    void write_cell(lxw_row_t row, lxw_col_t column, const Cell& cell, const WriteColumn* spec,
                    Role role = Role::cell);
    void write_line(const WriteSheet& sheet, const WriteLine& line, lxw_row_t row);
    /// Answers the rows it took.
    lxw_row_t write_places(const WriteLine& line, lxw_row_t row);
    void write_field(const std::string& label, const std::string& value, double least_pt,
                     lxw_row_t row);
    void set_choices(const WriteSheet& sheet);
    void set_print(const WriteSheet& sheet);
    void merge(lxw_row_t row, lxw_col_t first, lxw_row_t last_row, lxw_col_t last,
               const std::string& text, lxw_format* style);
    void set_height(lxw_row_t row, int line_count, double size_pt, double least_pt = 0);
    /// Of the columns first … last together, in Latin characters.
    [[nodiscard]] double width_of(std::size_t first, std::size_t last) const;

    lxw_workbook* book_;
    lxw_worksheet* page_ = nullptr;
    lxw_row_t header_row_ = 0, first_row_ = 0, end_row_ = 0; ///< of the data: first, past the last
    double body_pt_ = 0;
    std::vector<double> widths_;    ///< of the columns
    std::size_t label_columns_ = 0; ///< how many a line's label takes
    bool fine_ = true;
    std::map<std::string, lxw_format*> formats_;
    std::vector<std::vector<std::string>> long_choices_;
};

} // namespace tools::sheets
