#include "editor/document/kept_language.h"

#include "editor/document/recovery.h"
#include "sim/core/file.h"
#include "sim/core/locale.h"

namespace editor::document {

namespace core = sim::core;

namespace {

constexpr std::uintmax_t file_limit_bytes = 64;

std::filesystem::path language_file() {
    return data_folder() / "language";
}

} // namespace

std::optional<core::Language> load_language() {
    const auto kept = core::read_file(language_file().string(), file_limit_bytes);
    if (!kept) return std::nullopt;
    if (*kept == "en") return core::Language::english;
    if (*kept == "zh") return core::Language::chinese;
    return std::nullopt;
}

void choose_language(core::Language language) {
    core::select_language(language, core::catalogue_folder().string());
    std::error_code code;
    std::filesystem::create_directories(data_folder(), code);
    static_cast<void>(core::write_file(language_file().string(),
                                       language == core::Language::english ? "en" : "zh"));
}

} // namespace editor::document
