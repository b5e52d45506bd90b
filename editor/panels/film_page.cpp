// A frame of a film: title and clock, the plan, and what happens in words below it.
#include "editor/panels/panes.h"
#include "editor/view/words.h"
#include <algorithm>

namespace editor::panels {

using view::palette;
using view::px;

namespace {

constexpr float caption_height = 132; ///< design px, three lines
constexpr float caption_px = 24;      ///< letters

/// Smaller letters for what does not fit, none too small to be read on a wall.
float fitting_letters(std::string_view words, float room) {
    const float width = view::calc_text_size(words, px(caption_px)).x;
    return std::max(px(view::small_text_size), px(caption_px) * std::min(1.0f, room / width));
}

void draw_captions(const Desk& desk, const Place& place) {
    const Pane pane("captions", place.low, place.size, palette().panel);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float line_px = px(caption_px * view::line_ratio);
    const auto shown = document::find_captions(desk.captions, desk.playback.time_s);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        if (!shown[i]) continue;
        const float y = place.low.y + px(12) + static_cast<float>(i) * (line_px + px(2));
        const std::string clock = view::format_clock(shown[i]->happened_s);
        view::draw_text(list, {place.low.x + px(16), y}, clock, palette().accent, px(caption_px));
        const float x = place.low.x + px(104), room = place.low.x + place.size.x - px(16) - x;
        view::draw_text(list, {x, y}, shown[i]->sentence, palette().text,
                        fitting_letters(shown[i]->sentence, room));
    }
}

} // namespace

void draw_film_page(Desk& desk, const Place& all) {
    const float top = px(title_height), below = px(caption_height);
    const ImVec2 o = all.low;
    draw_title_bar(desk, {o, {all.size.x, top}});
    const Place middle{{o.x, o.y + top}, {all.size.x, all.size.y - top - below}};
    if (desk.what_if && desk.what_if->other)
        draw_pair_plans(desk, middle);
    else
        draw_plan_pane(desk, middle);
    draw_captions(desk, {{o.x, o.y + all.size.y - below}, {all.size.x, below}});
}

} // namespace editor::panels
