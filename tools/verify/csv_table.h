/// Tables of numbers as the reference folder holds them: a header line, commas, empty = NaN.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tools::verify {

struct CsvTable {
    std::vector<std::string> columns;
    std::vector<std::vector<double>> rows;
    /// NaN when there is no such column. @param row < rows.size()
    [[nodiscard]] double at(std::size_t row, std::string_view column) const noexcept;
    /// Mean of a column over rows with from <= `time_s` column <= to; NaN when there is none.
    [[nodiscard]] double mean(std::string_view column, double from_s, double to_s) const noexcept;
};
/// Empty table when the file is absent or not readable.
[[nodiscard]] CsvTable load_csv(const std::filesystem::path& file);

} // namespace tools::verify
