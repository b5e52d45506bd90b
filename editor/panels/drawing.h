/// The hand on the draw page: which tool, what is begun, what is typed. A test drives it without a
/// window.
#pragma once
#include "editor/document/bed_passages.h"
#include "editor/document/plan_document.h"
#include "editor/document/plan_edits.h"
#include "editor/document/plan_problems.h"
#include "editor/document/snapping.h"
#include "editor/panels/known_files.h"
#include "editor/panels/tracing.h"
#include <optional>
#include <string>

namespace editor::panels {

enum class Tool {
    select,
    room,    ///< rectangle: two corners, or one and two typed lengths
    outline, ///< corner by corner
    wall,
    door,
    doorway,
    window,
    exit,
    gap, ///< partition that ends at a hung ceiling: smoke passes above
    bed,
    resident, ///< the same words for every bed that is clicked
    equipment,
    detector,
    stair,
    compartment, ///< rooms into fire compartments
    stamp,       ///< whole rooms as they usually are
    underlay,    ///< the picture to trace from
};
inline constexpr std::size_t tool_count = 17;

struct ToolWords {
    Tool tool;
    const char* words; ///< Chinese; pass through tr()
    char key;          ///< upper case
    const char* hint;  ///< what to do now; Chinese
};
[[nodiscard]] const ToolWords& words_of(Tool tool) noexcept;

/// A key while drawing: letter, digit, '.', or one of the control characters below.
struct Stroke {
    char sign = 0;
    bool ctrl = false, shift = false;
};
inline constexpr char stroke_enter = '\r', stroke_escape = 27, stroke_backspace = 8,
                      stroke_delete = 127;

struct Drawing {
    document::PlanDocument file;
    std::filesystem::path kept; ///< the recovery copy
    Tool tool = Tool::select;
    sim::plan::SpaceKind space_kind = sim::plan::SpaceKind::bedroom;
    sim::plan::Occupant resident; ///< of the beds that are clicked next
    sim::plan::EquipmentKind equipment_kind = sim::plan::EquipmentKind::extinguisher;
    sim::plan::DetectorKind detector_kind = sim::plan::DetectorKind::smoke;
    std::optional<std::size_t> compartment;      ///< rooms go into this one; none: into a new one
    std::size_t stamp = 1;                       ///< of document::room_stamps()
    int stamp_quarters = 0;                      ///< turned to the left
    std::vector<sim::plan::Vec2> points_m;       ///< corners of what is begun
    document::Snapped pointer;                   ///< where the next corner would go
    std::string typed;                           ///< length being typed, metres
    std::vector<double> typed_lengths_m;         ///< entered before: the first side of a rectangle
    std::string judged;                          ///< the text that `problems` are of
    std::vector<document::PlanProblem> problems; ///< found when the text changes, not every frame
    document::BedPassages bed_passages;          ///< asked on while nobody drags
    std::string notice;                          ///< what was refused, or done; in words
    bool refused = false;
    Tracing trace;
    std::vector<OfferedTemplate> templates; ///< offered while nothing is drawn
};

/// The corner that the next click sets: the pointer, with typed lengths instead of its own.
[[nodiscard]] sim::plan::Vec2 next_point(const Drawing& drawing);
/// Outline of the room that is begun, with the pointer as its next corner; empty when none is.
[[nodiscard]] sim::plan::Polygon begun_outline(const Drawing& drawing);
/// Number in the text; none when it is no length.
[[nodiscard]] std::optional<double> parse_length(const std::string& text);

} // namespace editor::panels
