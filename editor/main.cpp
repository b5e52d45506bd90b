// yanlian-editor [FILE]: the desk.
#include "editor/app/app.h"

int main(int argc, char** argv) {
    return editor::app::run(argc, argv);
}
