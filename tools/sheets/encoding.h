/// Which character set a text file is in, by a rule and not by a guess.
#pragma once
#include "sim/core/result.h"
#include <string>
#include <string_view>

namespace tools::sheets {

enum class Encoding { utf8, utf8_bom, utf16_le, utf16_be, gb18030 };
/// As people call it: "UTF-8", "GB18030".
[[nodiscard]] const char* word(Encoding encoding) noexcept;

struct DecodedText {
    std::string utf8; ///< without a byte-order mark
    Encoding encoding{};
};

/// The rule, first that fits: a byte-order mark (UTF-8, UTF-16) decides; bytes that are well-formed
/// UTF-8 are UTF-8; bytes that are well-formed GB18030 (GBK, GB 2312) are GB18030.
/// Errors: none of them fits (with the first bad byte's position), NUL or another control character
/// than tab and line ends: a binary file.
[[nodiscard]] sim::core::Result<DecodedText> decode_text(const std::string& file,
                                                         std::string_view bytes);

} // namespace tools::sheets
