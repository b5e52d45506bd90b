/// Which language a program speaks, and where its catalogue lies: the same for every face.
#pragma once
#include "sim/core/text.h"
#include <filesystem>

namespace sim::core {

/// English only where it was asked for: by `--lang en` or by a locale that names it (LC_ALL, else
/// LC_MESSAGES, else LANG); the C locale and everything else is Chinese. Pure but for the
/// environment.
[[nodiscard]] Language find_asked_language(int argc, const char* const* argv);

/// The file of the running program; empty where /proc is missing.
[[nodiscard]] std::filesystem::path program_path();
/// Folder that holds en/LC_MESSAGES/yanlian.mo: beside the program after an install, in the build
/// tree before.
[[nodiscard]] std::filesystem::path catalogue_folder();

/// Which of a thing's two names is shown: the English one where English is spoken and it has one.
[[nodiscard]] inline const std::string& shown_name(const std::string& name,
                                                   const std::string& name_en) noexcept {
    return selected_language() == Language::english && !name_en.empty() ? name_en : name;
}

/// What main() does first: find_asked_language, then select_language.
void select_asked_language(int argc, const char* const* argv);

} // namespace sim::core
