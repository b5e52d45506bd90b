/// Forms as files: PDF, and the .xlsx twin with the same columns.
#pragma once
#include "sim/core/result.h"
#include "tools/paper/form.h"
#include <filesystem>
#include <span>

namespace tools::paper {

struct Printed {
    std::string bytes;
    int page_count = 0;
    std::vector<std::string> missing; ///< characters that no font has
};

/// The same form gives the same bytes on the same machine.
/// Error: io, no font with Chinese characters (the message names the package).
[[nodiscard]] sim::core::Result<Printed> print_pdf(const Form& form);
/// Several forms as one file, each with pages of its own, all of one paper. At least one form.
[[nodiscard]] sim::core::Result<Printed> print_pdf(std::span<const Form> forms);
/// One sheet for the fields, one for each table; a form that is one table is one sheet.
[[nodiscard]] sim::core::Result<std::string> print_xlsx(const Form& form);

/// By the ending: .pdf or .xlsx; written beside and renamed. Answers missing characters.
/// Errors: bad_input, another ending; io.
[[nodiscard]] sim::core::Result<std::vector<std::string>>
write_form(const std::filesystem::path& path, const Form& form);

} // namespace tools::paper
