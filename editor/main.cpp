// yanlian-editor [FILE]: the desk.
#include "editor/app/app.h"
#include "editor/document/kept_language.h"
#include "sim/core/locale.h"
#include <algorithm>
#include <string_view>

namespace {

bool asks_for_language(std::string_view argument) {
    return argument == "--lang" || argument.starts_with("--lang=");
}

} // namespace

/// What was asked for now, else what the user chose last time, else the computer's own.
int main(int argc, char** argv) {
    sim::core::select_asked_language(argc, argv);
    const auto kept = editor::document::load_language();
    if (kept && std::none_of(argv, argv + argc, asks_for_language))
        sim::core::select_language(*kept, sim::core::catalogue_folder().string());
    return editor::app::run(argc, argv);
}
