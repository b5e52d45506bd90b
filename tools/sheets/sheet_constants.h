/// Limits of what is read from a sheet. A home's or a bureau's real sheet stays far below each; a
/// file that was built to fill the memory stops at the first. Chosen here, no outside source.
#pragma once
#include <cstddef>
#include <cstdint>

namespace tools::sheets {

/// Bytes of the file as it lies on the disk.
inline constexpr std::uint64_t file_limit_bytes = 20ull << 20;
/// Bytes of all parts of an .xlsx together after unpacking, as its directory announces them; a part
/// that unpacks to more than announced is refused while it is read.
inline constexpr std::uint64_t unpacked_limit_bytes = 200ull << 20;
/// Unpacked to packed, for each part beyond `ratio_floor_bytes` and for the whole file.
inline constexpr std::uint64_t unpacked_ratio_limit = 100;
/// Small parts may pack better than the ratio allows: 1 MiB at most is at stake.
inline constexpr std::uint64_t ratio_floor_bytes = 1ull << 20;
inline constexpr std::size_t part_limit = 64;        ///< files inside an .xlsx
inline constexpr int row_limit = 100'000;            ///< rows with a value, and the last row number
inline constexpr int column_limit = 200;             ///< the last column with a value
inline constexpr std::size_t cell_limit = 2'000'000; ///< of a file, up to each row's last value
inline constexpr std::size_t merge_limit = 100'000;  ///< merged areas of one sheet
/// Characters in one cell: what spreadsheet programs themselves allow.
inline constexpr std::size_t cell_text_limit = 32'767;
/// Bytes of all cells' texts of a file: a shared text or a merged area may name one long text a
/// million times.
inline constexpr std::size_t text_limit_bytes = 64u << 20;
/// After so many findings of one file the rest is counted, not listed.
inline constexpr std::size_t problem_limit = 1'000;

} // namespace tools::sheets
