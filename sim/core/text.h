/// What people read. Message ids are Chinese; English is a gettext catalogue, so that a bare C
/// locale still speaks Chinese.
#pragma once
#include <fmt/format.h>
#include <string>
#include <string_view>

namespace sim::core {

enum class Language { chinese, english };

/// Chooses the language for the whole program; call once, before threads start.
/// @param catalogue_dir folder that holds en/LC_MESSAGES/yanlian.mo
void select_language(Language language, const std::string& catalogue_dir);
[[nodiscard]] Language selected_language() noexcept;

/// Translation of a message whose id is the Chinese text. The pointer lives as long as the program.
[[nodiscard]] const char* tr(const char* chinese) noexcept __attribute__((format_arg(1)));

/// Translates, then fills {} fields.
template <class... Args>
[[nodiscard]] std::string trf(const char* chinese, const Args&... args) {
    return fmt::format(fmt::runtime(tr(chinese)), args...);
}

/// Columns on a terminal: 2 for East Asian wide characters, 0 for combining marks.
[[nodiscard]] int display_width(std::string_view utf8) noexcept;
/// Pads with spaces to `width` columns; never cuts.
[[nodiscard]] std::string pad(std::string_view utf8, int width);
/// True when the bytes are well-formed UTF-8.
[[nodiscard]] bool is_utf8(std::string_view bytes) noexcept;
/// The beginning of at most `limit_bytes` bytes that cuts no character in two.
[[nodiscard]] std::string_view beginning_of(std::string_view utf8,
                                            std::size_t limit_bytes) noexcept;

} // namespace sim::core
