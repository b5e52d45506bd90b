/// Smoke by visibility class, and fires.
#pragma once
#include "editor/view/plan_painter.h"

namespace editor::view {

/// Class of visibility at eye level: 0 from 10 m, 1 from 5, 2 from 3, 3 from 1, 4 below 1 m.
[[nodiscard]] int smoke_class(double visibility_m) noexcept;
[[nodiscard]] const char* smoke_word(int smoke_class) noexcept; ///< Chinese; pass through tr()
/// How dark a class is drawn; hatched from class 3.
[[nodiscard]] float smoke_opacity(int smoke_class) noexcept;
inline constexpr int hatched_from_class = 3;

void paint_smoke(const Canvas& canvas, const Scene& scene);
void paint_fires(const Canvas& canvas, const Scene& scene);

} // namespace editor::view
