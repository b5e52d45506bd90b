// yanlian-editor [FILE]: the desk.
#include "editor/app/app.h"
#include "sim/core/locale.h"

int main(int argc, char** argv) {
    sim::core::select_asked_language(argc, argv);
    return editor::app::run(argc, argv);
}
