#include "sim/core/file.h"

#include "sim/core/text.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

namespace sim::core {

namespace fs = std::filesystem;

Result<std::string> read_file(const fs::path& path, std::uintmax_t limit_bytes) {
    std::error_code code;
    const auto status = fs::status(path, code);
    if (!fs::exists(status))
        return make_error(Errc::bad_input, {path.string(), "", tr("找不到这个文件"), ""});
    if (fs::is_directory(status))
        return make_error(Errc::bad_input,
                          {path.string(), "", tr("这是一个文件夹"), tr("一个文件")});
    const std::uintmax_t size = fs::is_regular_file(status) ? fs::file_size(path, code) : 0;
    if (!code && size > limit_bytes)
        return make_error(Errc::too_large,
                          {path.string(), "", trf("文件太大（{} 字节），没有读取", size),
                           trf("不超过 {} 字节", limit_bytes)});
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return make_error(Errc::io,
                          {path.string(), "", trf("打不开：{}", std::strerror(errno)), ""});
    std::string bytes;
    char buffer[1 << 16];
    ssize_t got = 0;
    while ((got = ::read(fd, buffer, sizeof buffer)) > 0 && bytes.size() <= limit_bytes)
        bytes.append(buffer, static_cast<std::size_t>(got));
    const int read_errno = errno;
    ::close(fd);
    if (got < 0)
        return make_error(Errc::io,
                          {path.string(), "", trf("读不出来：{}", std::strerror(read_errno)), ""});
    if (bytes.size() > limit_bytes)
        return make_error(Errc::too_large, {path.string(), "", tr("文件太大，没有读完"),
                                            trf("不超过 {} 字节", limit_bytes)});
    return bytes;
}

Result<void> write_file(const fs::path& path, std::string_view bytes) {
    const fs::path beside = path.string() + ".tmp" + std::to_string(::getpid());
    const auto fail = [&](const char* what) {
        const std::string reason = std::strerror(errno);
        ::unlink(beside.c_str());
        return make_error(Errc::io, {path.string(), "", trf("{}：{}", what, reason), ""});
    };
    const int fd = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) return fail(tr("不能写入"));
    while (!bytes.empty()) {
        const ssize_t put = ::write(fd, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) {
            const int write_errno = errno;
            ::close(fd);
            errno = write_errno;
            return fail(tr("写到一半失败"));
        }
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    if (::fsync(fd) != 0) {
        ::close(fd);
        return fail(tr("不能存盘"));
    }
    ::close(fd);
    if (::rename(beside.c_str(), path.c_str()) != 0) return fail(tr("不能改名"));
    return {};
}

std::string sha256_hex(std::string_view bytes) {
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    std::string hex;
    for (const unsigned char byte : hash)
        hex += fmt::format("{:02x}", byte);
    return hex;
}

} // namespace sim::core
