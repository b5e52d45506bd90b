#include "sim/core/locale.h"

#include <cstdlib>

namespace sim::core {

namespace fs = std::filesystem;

namespace {

Language language_named(std::string_view name) {
    return name.starts_with("en") ? Language::english : Language::chinese;
}

} // namespace

Language find_asked_language(int argc, const char* const* argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--lang" && i + 1 < argc) return language_named(argv[i + 1]);
        if (argument.starts_with("--lang=")) return language_named(argument.substr(7));
    }
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value && *value) return language_named(value);
    }
    return Language::chinese;
}

fs::path program_path() {
    std::error_code code;
    return fs::read_symlink("/proc/self/exe", code);
}

fs::path catalogue_folder() {
    std::error_code code;
    const fs::path beside = program_path().parent_path();
    for (const fs::path& candidate : {beside / "../share/locale", beside / "../locale"})
        if (fs::is_directory(candidate, code)) return candidate;
    return beside / "../locale";
}

void select_asked_language(int argc, const char* const* argv) {
    select_language(find_asked_language(argc, argv), catalogue_folder().string());
}

} // namespace sim::core
