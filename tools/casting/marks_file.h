/// The file of marks as it stands on paper: lines of the head and rows of marks, in words. What
/// they mean is for observer_marks.h.
#pragma once
#include "sim/core/result.h"
#include <string>
#include <string_view>
#include <vector>

namespace tools::casting {

/// One line of the head: "# 参加,角色,姓名".
struct HeadLine {
    std::string place; ///< "第 3 行", or the pointer in JSON
    std::string key;
    std::vector<std::string> values;
};

/// One mark as written.
struct MarkRow {
    std::string place, time, person, action, target, observer, details;
    int line = 0;
};

struct MarksFile {
    std::vector<HeadLine> head;
    std::vector<MarkRow> rows;
    sim::core::Problems problems; ///< unknown columns, missing keys; the rest was read all the same
};

/// CSV (the character sets and separators of tools/sheets/read_csv.h) or JSON.
/// Errors: all that keeps the file from being read at all.
[[nodiscard]] sim::core::Result<MarksFile> read_marks_file(const std::string& file,
                                                           std::string_view bytes);

} // namespace tools::casting
