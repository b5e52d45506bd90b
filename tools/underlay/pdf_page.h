/// Pages of a PDF as pictures. Poppler reads it: a broken file may end the process that asks.
#pragma once
#include "tools/underlay/picture.h"

namespace tools::underlay {

/// Errors in words: not readable, locked with a password, no pages.
[[nodiscard]] sim::core::Result<int> count_pages(const std::string& file);
/// @param number from 1. No side longer than `longest_px`; never more than 200 dots per inch.
[[nodiscard]] sim::core::Result<Picture> draw_page(const std::string& file, int number,
                                                   int longest_px);

} // namespace tools::underlay
