#include "editor/document/recovery.h"

#include "sim/core/file.h"
#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace editor::document {

namespace core = sim::core;
namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t recovery_limit_bytes = 32u << 20; // a plan of 8 MB, quoted
constexpr const char* recovery_format = "yanlian-recovery";
constexpr const char* ending = ".recovery.json";

fs::path recovery_folder() {
    return data_folder() / "recovery";
}

/// The copy's name begins with the process that wrote it.
bool is_open_elsewhere(const fs::path& file) {
    const long process = std::atol(file.filename().c_str());
    if (process == ::getpid()) return false;
    std::error_code code;
    const fs::path program = fs::read_symlink("/proc/" + std::to_string(process) + "/exe", code);
    return !code && program == fs::read_symlink("/proc/self/exe", code);
}

std::optional<Recovery> read_recovery(const fs::path& file) {
    const auto bytes = core::read_file(file, recovery_limit_bytes);
    if (!bytes) return std::nullopt;
    const auto root = nlohmann::json::parse(*bytes, nullptr, false);
    if (!root.is_object() || root.value("format", nlohmann::json()) != recovery_format)
        return std::nullopt;
    const auto text = root.find("text"), target = root.find("target");
    if (text == root.end() || !text->is_string() || target == root.end() || !target->is_string())
        return std::nullopt;
    return Recovery{file, target->get<std::string>(), text->get<std::string>()};
}

fs::file_time_type written(const fs::path& file) {
    std::error_code code;
    return fs::last_write_time(file, code);
}

} // namespace

fs::path data_folder() {
    if (const char* home = std::getenv("XDG_DATA_HOME"); home && *home)
        return fs::path(home) / "yanlian";
    const char* home = std::getenv("HOME");
    return fs::path(home && *home ? home : ".") / ".local/share/yanlian";
}

fs::path make_recovery_path() {
    static int count = 0;
    fs::path file;
    std::error_code code;
    do
        file = recovery_folder() /
               (std::to_string(::getpid()) + "-" + std::to_string(++count) + ending);
    while (fs::exists(file, code)); // left by a process that had our number
    return file;
}

core::Result<void> keep_recovery(const Recovery& recovery) {
    std::error_code code;
    fs::create_directories(recovery.file.parent_path(), code);
    const nlohmann::json root{{"format", recovery_format},
                              {"version", 1},
                              {"target", recovery.target.string()},
                              {"text", recovery.text}};
    return core::write_file(recovery.file,
                            root.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

void drop_recovery(const fs::path& file) {
    std::error_code code;
    fs::remove(file, code);
}

std::vector<Recovery> find_recoveries() {
    std::vector<Recovery> found;
    std::error_code code;
    for (fs::directory_iterator at(recovery_folder(), code), end; !code && at != end;
         at.increment(code)) {
        if (!at->path().string().ends_with(ending) || is_open_elsewhere(at->path())) continue;
        if (auto recovery = read_recovery(at->path())) found.push_back(std::move(*recovery));
    }
    std::sort(found.begin(), found.end(), [](const Recovery& a, const Recovery& b) {
        return written(a.file) > written(b.file);
    });
    return found;
}

} // namespace editor::document
