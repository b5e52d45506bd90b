#include "roster/store/file_check.h"

#include "sim/core/text.h"
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>
#include <unistd.h>

namespace roster::store {

namespace fs = std::filesystem;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

// Offsets of the SQLite 3 file header, https://www.sqlite.org/fileformat.html section 1.3.
constexpr std::size_t header_length = 100;
constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr std::size_t page_size_at = 16;
constexpr std::size_t change_counter_at = 24;
constexpr std::size_t page_count_at = 28;
constexpr std::size_t application_id_at = 68;
constexpr std::size_t version_valid_for_at = 92;
constexpr std::uint32_t largest_page_bytes = 65536; // written as 1

using Header = std::array<unsigned char, header_length>;

std::uint32_t big_endian(const Header& header, std::size_t at, std::size_t length) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < length; ++i)
        value = value << 8 | header[at + i];
    return value;
}

/// Pages may still lie in the write-ahead log, then the header says nothing about the length.
bool has_log(const fs::path& path) {
    std::error_code code;
    const auto size = fs::file_size(path.string() + "-wal", code);
    return !code && size > 0;
}

Result<void> check_header(const fs::path& path, const Header& header, std::uintmax_t size_bytes) {
    const std::string file = path.string();
    if (std::memcmp(header.data(), magic.data(), magic.size()) != 0)
        return make_error(Errc::bad_input,
                          {file, "", tr("这不是数据库文件"), tr("演练数据库 (.yanlian.db)")});
    const std::uint32_t stored = big_endian(header, page_size_at, 2);
    const std::uintmax_t page_bytes = stored == 1 ? largest_page_bytes : stored;
    const std::uintmax_t page_count = big_endian(header, page_count_at, 4);
    const bool count_is_current =
        big_endian(header, change_counter_at, 4) == big_endian(header, version_valid_for_at, 4);
    if (count_is_current && !has_log(path) && size_bytes < page_bytes * page_count)
        return make_error(Errc::io, {file, "",
                                     trf("数据库文件被截断：只有 {} 字节，应有 {} 字节", size_bytes,
                                         page_bytes * page_count),
                                     tr("最近的备份")});
    if (big_endian(header, application_id_at, 4) != application_id && !has_log(path))
        return make_error(Errc::bad_input,
                          {file, "", tr("这是别的程序的数据库"), tr("演练数据库 (.yanlian.db)")});
    return {};
}

} // namespace

Result<void> check_file(const fs::path& path, std::uintmax_t size_limit_bytes) {
    const std::string file = path.string();
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (!fs::exists(status))
        return make_error(Errc::bad_input, {file, "", tr("找不到这个数据库"), ""});
    if (!fs::is_regular_file(status))
        return make_error(Errc::bad_input, {file, "", tr("这不是文件"), tr("演练数据库文件")});
    const std::uintmax_t size_bytes = fs::file_size(path, code);
    if (size_bytes > size_limit_bytes)
        return make_error(Errc::too_large,
                          {file, "", trf("数据库太大（{} 字节），没有读取", size_bytes),
                           trf("不超过 {} 字节", size_limit_bytes)});
    // Root may write anything, yet a file without any write bit was meant to stay as it is.
    constexpr auto any_write =
        fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
    if ((status.permissions() & any_write) == fs::perms::none || ::access(path.c_str(), W_OK) != 0)
        return make_error(Errc::io, {file, "", tr("数据库是只读的"), tr("可以写的文件")});
    if (size_bytes == 0)
        return make_error(Errc::bad_input,
                          {file, "", tr("这是一个空文件"), tr("演练数据库 (.yanlian.db)")});
    Header header{};
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        return make_error(Errc::io, {file, "", trf("打不开：{}", std::strerror(errno)), ""});
    stream.read(reinterpret_cast<char*>(header.data()), header_length);
    if (stream.gcount() < static_cast<std::streamsize>(header_length))
        return make_error(Errc::bad_input,
                          {file, "", tr("这不是数据库文件"), tr("演练数据库 (.yanlian.db)")});
    return check_header(path, header, size_bytes);
}

} // namespace roster::store
