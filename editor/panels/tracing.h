/// What a drawing is traced from: choosing a file, the work of other programs on it, and the
/// picture under each level.
#pragma once
#include "editor/document/child_program.h"
#include "editor/document/found_files.h"
#include "editor/document/pixels.h"
#include "editor/document/scratch_file.h"
#include "editor/view/textures.h"
#include "sim/plan/plan.h"
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace editor::panels {

struct Desk;

/// Work of another program, and what comes of it.
struct Task {
    std::unique_ptr<document::ChildProgram> program;
    document::ScratchFile out; ///< that it writes
    std::string words;         ///< what it does, for the user
    /// Takes the file that was written.
    std::function<void(Desk&, const sim::core::Result<std::string>& answer,
                       document::ScratchFile out)>
        then;
    [[nodiscard]] explicit operator bool() const noexcept { return program != nullptr; }
};

/// What stands in the middle of the draw page.
enum class TraceSheet {
    plan,  ///< the drawing
    files, ///< which file to trace
    pages, ///< which page of a PDF
    dxf,   ///< which layers of a CAD drawing
};

enum class TraceStep { none, scale, straighten }; ///< two points are being clicked

/// A CAD drawing while its layers are chosen.
struct CadDrawing {
    struct Layer {
        int number = 0;
        std::string name;
        std::size_t line_count = 0;
        sim::plan::Vec2 low, high; ///< in units of the drawing
        bool wanted = false;
    };
    document::ScratchFile lines; ///< what the reader left
    std::vector<Layer> layers;
    double unit_m = 0.001;  ///< metres of one unit
    bool unit_said = false; ///< by the file
    double join_m = 0.05;
    std::size_t skipped_count = 0;
    view::Texture picture;      ///< of the wanted layers
    std::string picture_layers; ///< which those were
};
/// Numbers with commas, as the reader takes them.
[[nodiscard]] std::string wanted_layers(const CadDrawing& cad);
/// What the wanted layers cover, metres; (0, 0) for none.
[[nodiscard]] sim::plan::Vec2 size_of(const CadDrawing& cad);

struct Tracing {
    TraceSheet sheet = TraceSheet::plan;
    TraceStep step = TraceStep::none;
    Task task;  ///< shown with progress; the user waits for it
    Task quiet; ///< pictures to show

    std::vector<document::FoundFile> found;
    std::size_t row = 0; ///< of the file or the layer that the keys are on
    std::string typed_path;
    std::filesystem::path source; ///< file that was chosen
    int page = 1, page_count = 0; ///< of a PDF
    view::Texture page_picture;   ///< of that page, small
    int page_shown = 0;           ///< number of `page_picture`
    CadDrawing cad;
    std::map<std::filesystem::path, view::Texture> thumbnails;
    std::set<std::filesystem::path> without_thumbnail; ///< tried, and none came

    std::map<std::string, view::Texture> pictures; ///< by the file of the underlay
    std::map<std::string, std::string> missing;    ///< why a picture is not shown, in words
    float live_opacity_frac = -1;                  ///< while the slider moves; < 0: it does not
};

} // namespace editor::panels
