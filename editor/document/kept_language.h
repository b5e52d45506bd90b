/// The language that the user chose at the desk, kept for the next time.
#pragma once
#include "sim/core/text.h"
#include <optional>

namespace editor::document {

/// None: never chosen, or the file says something else.
[[nodiscard]] std::optional<sim::core::Language> load_language();
/// Speaks it from now on, and the next time too; a disk that takes no file is no obstacle.
void choose_language(sim::core::Language language);

} // namespace editor::document
