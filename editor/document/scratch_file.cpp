#include "editor/document/scratch_file.h"

#include <charconv>
#include <csignal>
#include <string>
#include <unistd.h>
#include <utility>

namespace editor::document {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view stem = ".work-";

/// ".work-PID-NUMBER" of a process that is no more.
bool is_orphan(const std::string& name) {
    if (!name.starts_with(stem)) return false;
    long pid = 0;
    const char* end = name.data() + name.size();
    if (std::from_chars(name.data() + stem.size(), end, pid).ec != std::errc() || pid <= 0)
        return false;
    return ::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH;
}

void sweep(const fs::path& folder) {
    std::error_code code;
    std::error_code ignored;
    for (fs::directory_iterator at(folder, code), end; !code && at != end; at.increment(code))
        if (is_orphan(at->path().filename().string())) fs::remove(at->path(), ignored);
}

} // namespace

ScratchFile::~ScratchFile() {
    std::error_code code;
    if (!path_.empty()) fs::remove(path_, code);
}

ScratchFile::ScratchFile(ScratchFile&& other) noexcept : path_(std::exchange(other.path_, {})) {}

ScratchFile& ScratchFile::operator=(ScratchFile&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
}

ScratchFile make_scratch_file(const fs::path& folder) {
    static int count = 0;
    std::error_code code;
    fs::create_directories(folder, code);
    if (count == 0) sweep(folder);
    return ScratchFile(
        folder / (std::string(stem) + std::to_string(::getpid()) + "-" + std::to_string(++count)));
}

} // namespace editor::document
