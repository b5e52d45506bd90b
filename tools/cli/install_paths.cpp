#include "tools/cli/install_paths.h"

#include <cstdlib>

namespace tools::cli {

namespace fs = std::filesystem;

fs::path program_path() {
    std::error_code code;
    return fs::read_symlink("/proc/self/exe", code);
}

fs::path locale_folder() {
    std::error_code code;
    const fs::path beside = program_path().parent_path();
    for (const fs::path& candidate : {beside / "../share/locale", beside / "../locale"})
        if (fs::is_directory(candidate, code)) return candidate;
    return beside / "../locale";
}

fs::path data_folder() {
    if (const char* home = std::getenv("XDG_DATA_HOME"); home && *home)
        return fs::path(home) / "yanlian";
    const char* home = std::getenv("HOME");
    return fs::path(home && *home ? home : ".") / ".local/share/yanlian";
}

} // namespace tools::cli
