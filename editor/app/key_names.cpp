#include "editor/app/key_names.h"

namespace editor::app {

using panels::Key;

std::optional<Key> find_key(const SDL_Keysym& pressed) noexcept {
    if (pressed.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) return std::nullopt;
    const SDL_Keycode code = pressed.sym;
    if (code >= SDLK_1 && code <= SDLK_9)
        return static_cast<Key>(static_cast<int>(Key::digit_1) + (code - SDLK_1));
    if (code >= SDLK_KP_1 && code <= SDLK_KP_9 && !(pressed.mod & KMOD_NUM)) return std::nullopt;
    if (code >= SDLK_KP_1 && code <= SDLK_KP_9)
        return static_cast<Key>(static_cast<int>(Key::digit_1) + (code - SDLK_KP_1));
    switch (code) {
    case SDLK_SPACE:
        return Key::space;
    case SDLK_LEFT:
        return Key::left;
    case SDLK_RIGHT:
        return Key::right;
    case SDLK_UP:
        return Key::up;
    case SDLK_DOWN:
        return Key::down;
    case SDLK_HOME:
        return Key::home;
    case SDLK_END:
        return Key::end;
    case SDLK_PAGEUP:
        return Key::page_up;
    case SDLK_PAGEDOWN:
        return Key::page_down;
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
        return Key::enter;
    case SDLK_ESCAPE:
        return Key::escape;
    case SDLK_TAB:
        return pressed.mod & KMOD_SHIFT ? Key::back_tab : Key::tab;
    case SDLK_PLUS:
    case SDLK_EQUALS:
    case SDLK_KP_PLUS:
        return Key::plus;
    case SDLK_MINUS:
    case SDLK_KP_MINUS:
        return Key::minus;
    case SDLK_f:
    case SDLK_0:
    case SDLK_KP_0:
        return Key::fit;
    case SDLK_t:
        return Key::time;
    case SDLK_o:
        return Key::open;
    case SDLK_r:
        return Key::record;
    case SDLK_LEFTBRACKET:
        return Key::fold_left;
    case SDLK_RIGHTBRACKET:
        return Key::fold_right;
    case SDLK_c:
        return Key::change;
    case SDLK_v:
        return Key::compare;
    case SDLK_b:
        return Key::bookmark;
    case SDLK_n:
        return Key::note;
    case SDLK_i:
        return Key::import_table;
    case SDLK_j:
        return Key::tracks;
    case SDLK_d:
        return Key::dark;
    case SDLK_y:
        return Key::language;
    case SDLK_e:
        return Key::draw;
    case SDLK_w:
        return Key::watch;
    case SDLK_l:
        return Key::live;
    case SDLK_g:
        return Key::fire;
    case SDLK_h:
        return Key::hold;
    case SDLK_x:
        return Key::skip;
    case SDLK_p:
        return Key::projector;
    default:
        return std::nullopt;
    }
}

std::optional<panels::Stroke> find_stroke(const SDL_Keysym& pressed) noexcept {
    if (pressed.mod & (KMOD_ALT | KMOD_GUI)) return std::nullopt;
    const bool ctrl = pressed.mod & KMOD_CTRL, shift = pressed.mod & KMOD_SHIFT;
    SDL_Keycode code = pressed.sym;
    if (code == SDLK_KP_ENTER) code = SDLK_RETURN;
    if (code == SDLK_KP_PERIOD) code = SDLK_PERIOD;
    if (code == SDLK_KP_0) code = SDLK_0;
    if (code >= SDLK_KP_1 && code <= SDLK_KP_9) code = SDLK_1 + (code - SDLK_KP_1);
    const bool known = (code >= SDLK_a && code <= SDLK_z) || (code >= SDLK_0 && code <= SDLK_9) ||
                       code == SDLK_PERIOD || code == SDLK_RETURN || code == SDLK_ESCAPE ||
                       code == SDLK_BACKSPACE || code == SDLK_DELETE;
    if (!known) return std::nullopt;
    return panels::Stroke{static_cast<char>(code), ctrl, shift};
}

} // namespace editor::app
