#include "editor/app/window.h"

#include "editor/app/display.h"
#include "editor/app/fonts.h"
#include "editor/app/key_names.h"
#include "editor/panels/debrief_hand.h"
#include "editor/panels/draw_hand.h"
#include "editor/panels/observe_hand.h"
#include "editor/panels/script_hand.h"
#include "editor/panels/trace_hand.h"
#include "editor/view/textures.h"
#include "editor/view/theme.h"
#include "sim/core/text.h"
#include <SDL_opengl.h>
#include <algorithm>
#include <backends/imgui_impl_opengl3.h>
#include <backends/imgui_impl_sdl.h>
#include <cmath>
#include <stb_image_write.h>
#include <vector>

namespace editor::app {

namespace core = sim::core;
using core::tr;
using core::trf;

namespace {

tl::unexpected<core::Error> no_window() {
    return core::make_error(
        core::Errc::io, {"", "", trf("打不开窗口：{}", SDL_GetError()),
                         tr("在有图形桌面的机器上运行；没有屏幕时用 --offscreen --shot 图.png")});
}

tl::unexpected<core::Error> no_screen() {
    return core::make_error(
        core::Errc::io, {"", "", tr("没有找到屏幕"),
                         tr("在有图形桌面的机器上运行；没有屏幕时用 --offscreen --shot 图.png")});
}

tl::unexpected<core::Error> no_graphics() {
    return core::make_error(
        core::Errc::io,
        {"", "", trf("显卡驱动画不了：{}", SDL_GetError()),
         tr("要 OpenGL 3.2；装 libgl1-mesa-dri（软件绘制，慢些也够用），再开一次")});
}

/// Text grows with the display's dots per inch, in quarters, from 96.
float display_scale() {
    float dpi = 96;
    if (SDL_GetDisplayDPI(0, &dpi, nullptr, nullptr) != 0) return 1;
    return std::clamp(std::floor(dpi / 96 * 4) / 4, 1.0f, 3.0f);
}

void place_candidates(int x, int y) { // where an input method shows its candidates
    const SDL_Rect rect{x, y, 1, static_cast<int>(view::px(view::text_size * view::line_ratio))};
    SDL_SetTextInputRect(&rect);
}

/// Thin lines of a plan stay whole when it is shown small.
void make_smaller_copies() {
    using Generate = void (*)(GLenum);
    static const auto generate =
        reinterpret_cast<Generate>(SDL_GL_GetProcAddress("glGenerateMipmap"));
    if (!generate) return;
    generate(GL_TEXTURE_2D);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
}

ImTextureID make_texture(int width_px, int height_px, const unsigned char* rgb) {
    GLuint name = 0;
    glGenTextures(1, &name);
    glBindTexture(GL_TEXTURE_2D, name);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    while (glGetError() != GL_NO_ERROR) {
    }
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGB, width_px, height_px, 0, GL_RGB, GL_UNSIGNED_BYTE, rgb);
    if (glGetError() == GL_NO_ERROR) {
        make_smaller_copies();
        return reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(name));
    }
    glDeleteTextures(1, &name); // larger than this card takes
    return nullptr;
}

void drop_texture(ImTextureID id) {
    const auto name = static_cast<GLuint>(reinterpret_cast<std::intptr_t>(id));
    glDeleteTextures(1, &name);
}

} // namespace

core::Result<std::unique_ptr<Window>> Window::make(const Options& options) {
    std::unique_ptr<Window> window(new Window);
    if (auto opened = window->open(options); !opened) return tl::unexpected(opened.error());
    return window;
}

core::Result<void> Window::open(const Options& options) {
    offscreen_ = options.offscreen;
    SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
    if (SDL_Init(SDL_INIT_VIDEO | SDL_INIT_TIMER) != 0) return no_window();
    if (!offscreen_ && !is_seen()) return no_screen();
    survive_refusals();
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 2); // lets 16-bit indices draw large plans
    window_ = SDL_CreateWindow(tr("演练"), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                               options.width_px, options.height_px,
                               SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_HIDDEN);
    if (window_) gl_ = SDL_GL_CreateContext(window_);
    if (!gl_) {
        start_again_in_software();
        return window_ ? no_graphics() : no_window();
    }
    SDL_SetWindowMinimumSize(window_, 960, 640);
    SDL_GL_SetSwapInterval(offscreen_ ? 0 : 1);

    scale_ = options.text_px > 0 ? options.text_px / view::text_size
             : offscreen_        ? 1
                                 : display_scale();
    view::set_scale(scale_);
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().ImeSetInputScreenPosFn = place_candidates;
    if (auto loaded = load_fonts(""); !loaded) return loaded;
    ImGui_ImplSDL2_InitForOpenGL(window_, gl_);
    ImGui_ImplOpenGL3_Init("#version 150");
    backends_ = true;
    view::texture_maker() = {make_texture, drop_texture};
    SDL_StopTextInput();
    return {};
}

Window::~Window() {
    view::texture_maker() = {};
    if (backends_) {
        ImGui_ImplOpenGL3_Shutdown();
        ImGui_ImplSDL2_Shutdown();
    }
    if (ImGui::GetCurrentContext()) ImGui::DestroyContext();
    view::faces() = {};
    if (gl_) SDL_GL_DeleteContext(gl_);
    if (window_) SDL_DestroyWindow(window_);
    SDL_Quit();
}

void Window::show() {
    SDL_ShowWindow(window_);
}

bool Window::take(const SDL_Event& event, panels::Desk& desk) {
    ImGui_ImplSDL2_ProcessEvent(&event);
    if (event.type == SDL_QUIT) return false;
    if (event.type == SDL_DROPFILE && event.drop.file) {
        const std::string file = event.drop.file;
        SDL_free(event.drop.file);
        panels::drop_file(desk, file);
    }
    if (event.type != SDL_KEYDOWN || ImGui::GetIO().WantTextInput) return true;
    if (event.key.keysym.sym == SDLK_q && (event.key.keysym.mod & KMOD_CTRL)) return false;
    if (desk.page == panels::Page::draw)
        if (const auto stroke = find_stroke(event.key.keysym)) {
            panels::press(desk, *stroke);
            return true;
        }
    if (desk.scripting && (event.key.keysym.mod & KMOD_CTRL) != 0)
        if (const auto stroke = find_stroke(event.key.keysym))
            panels::press_on_script(desk, *stroke);
    if (panels::is_debriefing(desk) && (event.key.keysym.mod & KMOD_CTRL) != 0)
        if (const auto stroke = find_stroke(event.key.keysym))
            panels::press_on_debrief(desk, *stroke);
    if (desk.observing && (event.key.keysym.mod & KMOD_CTRL) != 0)
        if (const auto stroke = find_stroke(event.key.keysym))
            panels::press_on_sheet(desk, *stroke);
    if (const auto key = find_key(event.key.keysym)) panels::press(desk, *key);
    return true;
}

void Window::fit_fonts(const panels::Desk& desk) {
    const std::string texts = heading_texts(desk) + view::faces().wanted;
    if (!lacks_characters(texts)) return;
    view::set_scale(scale_); // the projector's view enlarges what was loaded
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    static_cast<void>(load_fonts(texts)); // loaded before: the files are there
    ImGui_ImplOpenGL3_CreateFontsTexture();
}

void Window::draw(panels::Desk& desk, double wall_s) {
    fit_fonts(desk);
    panels::advance(desk, wall_s);
    view::use_dark_palette(desk.dark);
    const float enlarged =
        desk.live && desk.live->is_projected ? view::projected_text_px / view::text_size : 1;
    view::set_scale(scale_ * enlarged);
    ImGui::GetIO().FontGlobalScale = enlarged; // the faces stay as they were loaded
    view::apply_style();
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplSDL2_NewFrame();
    ImGuiIO& io = ImGui::GetIO();
    if (SDL_GetMouseFocus() ==
        window_) { // the backend asks the desktop, which lags behind on some servers
        int x = 0, y = 0;
        SDL_GetMouseState(&x, &y);
        io.MousePos = {static_cast<float>(x), static_cast<float>(y)};
    } else if (offscreen_)
        io.MousePos = {-1e6f, -1e6f};
    ImGui::NewFrame();
    panels::draw_desk(desk);
    ImGui::Render();
    // An input method would swallow the letter keys: it is on only while a field is written in.
    if (io.WantTextInput != (SDL_IsTextInputActive() == SDL_TRUE))
        io.WantTextInput ? SDL_StartTextInput() : SDL_StopTextInput();

    int width = 0, height = 0;
    SDL_GL_GetDrawableSize(window_, &width, &height);
    glViewport(0, 0, width, height);
    const ImVec4 paper = ImGui::ColorConvertU32ToFloat4(view::palette().paper);
    glClearColor(paper.x, paper.y, paper.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    if (!offscreen_) SDL_GL_SwapWindow(window_);
}

Window::Picture Window::picture() const {
    Picture one;
    SDL_GL_GetDrawableSize(window_, &one.width_px, &one.height_px);
    one.rgb.resize(static_cast<std::size_t>(one.width_px) *
                   static_cast<std::size_t>(one.height_px) * 3);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, one.width_px, one.height_px, GL_RGB, GL_UNSIGNED_BYTE, one.rgb.data());
    return one;
}

bool Window::save_picture(const std::string& file) const {
    const Picture one = picture();
    stbi_flip_vertically_on_write(1);
    return stbi_write_png(file.c_str(), one.width_px, one.height_px, 3, one.rgb.data(),
                          one.width_px * 3) != 0;
}

} // namespace editor::app
