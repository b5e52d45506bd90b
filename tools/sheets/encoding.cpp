#include "tools/sheets/encoding.h"

#include "sim/core/text.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <iconv.h>

namespace tools::sheets {

using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

struct Conversion {
    std::string utf8;
    std::size_t bad_at = std::string::npos; ///< npos: all of it was converted
};

Conversion convert(std::string_view bytes, const char* from) {
    Conversion result;
    const iconv_t converter = iconv_open("UTF-8", from);
    if (converter == reinterpret_cast<iconv_t>(-1)) {
        result.bad_at = 0;
        return result;
    }
    std::array<char, 8192> buffer;
    char* in = const_cast<char*>(bytes.data()); // iconv does not write there
    std::size_t left = bytes.size();
    while (left > 0) {
        char* out = buffer.data();
        std::size_t room = buffer.size();
        const std::size_t done = iconv(converter, &in, &left, &out, &room);
        result.utf8.append(buffer.data(), buffer.size() - room);
        if (done == static_cast<std::size_t>(-1) && errno != E2BIG) {
            result.bad_at = bytes.size() - left;
            break;
        }
    }
    iconv_close(converter);
    return result;
}

tl::unexpected<sim::core::Error> not_text(const std::string& file, std::size_t at) {
    return make_error(Errc::bad_input, {file, trf("第 {} 字节", at + 1),
                                        tr("不是文字：既不是 UTF-8，也不是 GB18030"),
                                        tr("UTF-8 或 GB18030 的 CSV")});
}

// Line and position of a character that no text holds; npos when there is none.
std::size_t find_binary(std::string_view utf8) noexcept {
    const auto found = std::find_if(utf8.begin(), utf8.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t' && c != '\r' && c != '\n') || byte == 0x7F;
    });
    return found == utf8.end() ? utf8.npos : static_cast<std::size_t>(found - utf8.begin());
}

} // namespace

const char* word(Encoding encoding) noexcept {
    switch (encoding) {
    case Encoding::utf8:
        return "UTF-8";
    case Encoding::utf8_bom:
        return "UTF-8 (BOM)";
    case Encoding::utf16_le:
        return "UTF-16 LE";
    case Encoding::utf16_be:
        return "UTF-16 BE";
    case Encoding::gb18030:
        return "GB18030";
    }
    return "";
}

Result<DecodedText> decode_text(const std::string& file, std::string_view bytes) {
    DecodedText decoded;
    Conversion converted;
    if (bytes.starts_with(utf8_mark)) {
        decoded.encoding = Encoding::utf8_bom;
        converted.utf8 = bytes.substr(utf8_mark.size());
        if (!sim::core::is_utf8(converted.utf8))
            return make_error(Errc::bad_input, {file, "", tr("带 UTF-8 标记，内容却不是 UTF-8"),
                                                tr("用 UTF-8 重新保存")});
    } else if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        const bool little = bytes.starts_with("\xFF\xFE");
        decoded.encoding = little ? Encoding::utf16_le : Encoding::utf16_be;
        converted = convert(bytes.substr(2), little ? "UTF-16LE" : "UTF-16BE");
    } else if (sim::core::is_utf8(bytes)) {
        decoded.encoding = Encoding::utf8;
        converted.utf8 = bytes;
    } else {
        decoded.encoding = Encoding::gb18030;
        converted = convert(bytes, "GB18030");
    }
    const std::size_t binary = find_binary(converted.utf8);
    if (binary != std::string::npos) {
        const auto line = 1 + std::count(converted.utf8.begin(),
                                         converted.utf8.begin() + static_cast<long>(binary), '\n');
        return make_error(Errc::bad_input, {file, trf("第 {} 行", line),
                                            tr("有文字里不会有的控制字符，像是二进制文件"),
                                            tr("UTF-8 或 GB18030 的 CSV")});
    }
    if (converted.bad_at != std::string::npos) return not_text(file, converted.bad_at);
    decoded.utf8 = std::move(converted.utf8);
    return decoded;
}

} // namespace tools::sheets
