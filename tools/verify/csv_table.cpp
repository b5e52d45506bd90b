#include "tools/verify/csv_table.h"
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>

namespace tools::verify {

namespace {
constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::vector<std::string> split(std::string line) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    std::vector<std::string> out(1);
    for (const char c : line) {
        if (c == ',')
            out.emplace_back();
        else
            out.back().push_back(c);
    }
    return out;
}
} // namespace

double CsvTable::at(std::size_t row, std::string_view column) const noexcept {
    const auto found = std::find(columns.begin(), columns.end(), column);
    const auto k = static_cast<std::size_t>(found - columns.begin());
    return k < columns.size() && k < rows[row].size() ? rows[row][k] : none;
}

double CsvTable::mean(std::string_view column, double from_s, double to_s) const noexcept {
    double sum = 0;
    int count = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double t = at(i, "time_s"), x = at(i, column);
        if (!(t >= from_s && t <= to_s) || std::isnan(x)) continue;
        sum += x;
        ++count;
    }
    return count > 0 ? sum / count : none;
}

CsvTable load_csv(const std::filesystem::path& file) {
    CsvTable out;
    std::ifstream in(file);
    std::string line;
    if (!std::getline(in, line)) return out;
    out.columns = split(line);
    while (std::getline(in, line)) {
        if (line.empty()) continue;
        auto& row = out.rows.emplace_back();
        for (const std::string& cell : split(line)) {
            char* end = nullptr;
            const double x = std::strtod(cell.c_str(), &end);
            row.push_back(end == cell.c_str() ? none : x);
        }
    }
    return out;
}

} // namespace tools::verify
