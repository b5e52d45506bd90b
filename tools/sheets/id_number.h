/// ID numbers in cells: they are refused wherever they stand and never repeated in a message. Pure.
#pragma once
#include "tools/sheets/sheet.h"

namespace tools::sheets {

/// Eighteen digits, or seventeen with or without X (GB 11643-1999), whether or not the check digit
/// is right: a wrong one is a person all the same. Blanks between the digits only hide a number
/// whose birth date is a date. Also one that went through a number: 3.20681E+17.
[[nodiscard]] bool shows_id_number(const Cell& cell);

} // namespace tools::sheets
