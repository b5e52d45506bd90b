/// All printed forms, each blank and with the values of an invented home.
#pragma once
#include "tools/paper/form.h"
#include <span>
#include <string_view>

namespace tools::paper {

struct FormEntry {
    const char* key;
    const char* title; ///< message id
    Form (*blank)();
    Form (*sample)();
};
[[nodiscard]] std::span<const FormEntry> all_forms() noexcept;
/// By key or title; nullptr: none.
[[nodiscard]] const FormEntry* find_form(std::string_view name) noexcept;

} // namespace tools::paper
