#include "tools/sheets/sheet.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <fmt/format.h>

namespace tools::sheets {

namespace {

constexpr int last_column = 16'383;     // XFD
constexpr int last_row = 1'048'576;     // of Excel since 2007
constexpr double last_serial = 2958466; // 10000-01-01
constexpr int leap_bug_serial = 60;     // the 29 February 1900 that never was
constexpr int seconds_a_day = 86'400;

std::string clock_text(int second_of_day) {
    return fmt::format("{:02}:{:02}:{:02}", second_of_day / 3600, second_of_day / 60 % 60,
                       second_of_day % 60);
}

std::string day_text(int serial) {
    using namespace std::chrono;
    if (serial == leap_bug_serial) return "1900-02-29";
    const sys_days before{year{1899} / 12 / (serial < leap_bug_serial ? 31 : 30)};
    const year_month_day day{before + days{serial}};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                       static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

} // namespace

const Cell& Table::at(std::size_t row_index, int column) const noexcept {
    static const Cell empty;
    const auto& cells = rows[row_index].cells;
    return column >= 0 && static_cast<std::size_t>(column) < cells.size()
               ? cells[static_cast<std::size_t>(column)]
               : empty;
}

std::string address(CellPlace place) {
    std::string letters;
    for (int left = place.column + 1; left > 0; left = (left - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    return letters + std::to_string(place.row);
}

std::optional<CellPlace> find_place(std::string_view text) noexcept {
    CellPlace place{0, -1};
    std::size_t at = text.starts_with('$') ? 1 : 0;
    for (; at < text.size() && text[at] >= 'A' && text[at] <= 'Z'; ++at) {
        place.column = (place.column + 1) * 26 + (text[at] - 'A');
        if (place.column > last_column) return {};
    }
    if (place.column < 0) return {};
    if (at < text.size() && text[at] == '$') ++at;
    if (at == text.size() || text[at] < '1' || text[at] > '9') return {};
    for (; at < text.size(); ++at) {
        if (text[at] < '0' || text[at] > '9') return {};
        place.row = place.row * 10 + (text[at] - '0');
        if (place.row > last_row) return {};
    }
    return place;
}

std::string pointer(const Table& table, CellPlace place) {
    return table.name + "!" + address(place);
}

Cell text_cell(std::string text) {
    Cell cell;
    cell.kind = text.empty() ? CellKind::empty : CellKind::text;
    cell.text = std::move(text);
    return cell;
}

Cell number_cell(double number) {
    Cell cell;
    cell.kind = CellKind::number;
    cell.number = number;
    cell.text = number_text(number);
    return cell;
}

Cell date_cell(double serial) {
    Cell cell;
    cell.kind = CellKind::date;
    cell.number = serial;
    cell.text = serial_text(serial);
    return cell;
}

Cell day_cell(std::chrono::sys_days day) {
    using namespace std::chrono;
    constexpr sys_days before{year{1899} / 12 / 30};
    return date_cell(static_cast<double>((day - before).count()));
}

std::string serial_text(double serial) {
    if (!(serial >= 0) || serial >= last_serial) return {};
    double day = std::floor(serial);
    int second = static_cast<int>(std::lround((serial - day) * seconds_a_day));
    if (second == seconds_a_day) {
        second = 0;
        day += 1;
        if (day >= last_serial) return {};
    }
    if (day < 1) return clock_text(second);
    const std::string text = day_text(static_cast<int>(day));
    return second == 0 ? text : text + " " + clock_text(second);
}

std::string number_text(double number) {
    constexpr double without_exponent = 1e21;
    if (number == 0) return "0"; // and not "-0"
    std::string text = fmt::format("{:.15g}", number);
    if (std::abs(number) >= without_exponent || text.find('e') == std::string::npos) return text;
    if (number != std::floor(number)) return text;
    // 1.38e+16: the digits that 15 places leave, zeros behind.
    double rounded = number;
    std::from_chars(text.data(), text.data() + text.size(), rounded);
    return fmt::format("{:.0f}", rounded);
}

void trim(Table& table) {
    for (auto& row : table.rows)
        while (!row.cells.empty() && row.cells.back().kind == CellKind::empty)
            row.cells.pop_back();
    std::erase_if(table.rows, [](const Row& row) { return row.cells.empty(); });
}

bool same_values(const Table& a, const Table& b) noexcept {
    const auto same_cell = [](const Cell& x, const Cell& y) {
        return x.kind == y.kind && x.text == y.text;
    };
    const auto same_row = [&](const Row& x, const Row& y) {
        return x.number == y.number && std::equal(x.cells.begin(), x.cells.end(), y.cells.begin(),
                                                  y.cells.end(), same_cell);
    };
    return std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(), same_row);
}

} // namespace tools::sheets
