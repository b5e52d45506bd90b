#include "editor/app/display.h"

#include <SDL.h>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>
#include <vector>

namespace editor::app {

namespace {

constexpr const char* software = "LIBGL_ALWAYS_SOFTWARE";

std::string read_arguments() {
    std::ifstream file("/proc/self/cmdline", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

bool is_seen() noexcept {
    if (std::getenv("SDL_VIDEODRIVER")) return true;
    const char* driver = SDL_GetCurrentVideoDriver();
    return driver && std::strcmp(driver, "offscreen") != 0 && std::strcmp(driver, "dummy") != 0 &&
           std::strcmp(driver, "evdev") != 0;
}

void survive_refusals() noexcept {
    using Handler = int (*)(void*, void*);
    using SetHandler = Handler (*)(Handler);
    void* library = dlopen("libX11.so.6", RTLD_NOW); // SDL loads it too, where there is one
    if (!library) return;
    if (const auto set = reinterpret_cast<SetHandler>(dlsym(library, "XSetErrorHandler")))
        set([](void*, void*) { return 0; });
}

void start_again_in_software() noexcept {
    if (std::getenv(software)) return;
    std::string text = read_arguments();
    std::vector<char*> arguments;
    for (std::size_t at = 0; at < text.size(); at += std::strlen(&text[at]) + 1)
        arguments.push_back(&text[at]);
    if (arguments.empty()) return;
    arguments.push_back(nullptr);
    ::setenv(software, "1", 1);
    SDL_Quit();
    ::execv("/proc/self/exe", arguments.data());
}

} // namespace editor::app
