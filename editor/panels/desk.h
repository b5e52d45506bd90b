/// What the desk shows now, apart from how it is drawn: a test drives this without a window.
#pragma once
#include "editor/debrief/what_if.h"
#include "editor/document/captions.h"
#include "editor/document/milestones.h"
#include "editor/document/playback.h"
#include "editor/document/selection.h"
#include "editor/panels/debriefing.h"
#include "editor/panels/drawing.h"
#include "editor/panels/known_files.h"
#include "editor/panels/listing.h"
#include "editor/panels/live.h"
#include "editor/panels/observing.h"
#include "editor/panels/scripting.h"
#include "editor/view/camera.h"
#include <string>
#include <vector>

namespace editor::panels {

enum class Page {
    start,
    problems,
    document,
    film,
    draw,
    setup,
    live,
    observe_setup,
    observe,
    review,
    lists,
    script_new,
    script,
    what_if,
    pair
};

/// Keys that mean something here; the window translates its own.
enum class Key {
    space,
    left,
    right,
    up,
    down,
    home,
    end,
    page_up,
    page_down,
    enter,
    escape,
    tab,
    back_tab,
    plus,
    minus,
    fit,
    time,
    open,
    fold_left,
    fold_right,
    dark,
    draw,
    watch,        ///< a demonstration by robots
    live,         ///< today's drill
    fire,         ///< the next inject now
    skip,         ///< the next inject never
    hold,         ///< the next inject not before it is fired by hand
    projector,    ///< plan and people only
    record,       ///< a real drill; on page live: the last inject once more
    language,     ///< Chinese or English, from now on
    change,       ///< the same night with one decision changed
    compare,      ///< plan against actual
    bookmark,     ///< this moment, to come back to
    note,         ///< a finding; on page live: a note
    tracks,       ///< whole ways on the plan
    import_table, ///< of people and the like, into the ledger
    digit_1,
    digit_2,
    digit_3,
    digit_4,
    digit_5,
    digit_6,
    digit_7,
    digit_8,
    digit_9,
};

/// Where a named control was drawn last.
struct ItemPlace {
    std::string name;
    ImVec2 low, high;
};

struct Desk {
    Page page = Page::start;
    KnownFiles files; ///< examples and records offered on the start page
    std::string typed_path;
    bool focus_path = false;

    std::filesystem::path failed_path; ///< page problems: what could not be opened, and why
    sim::core::Problems problems;

    std::optional<document::Document> document;
    std::vector<document::Milestone> milestones;
    std::vector<document::Caption> captions; ///< of page film
    document::Playback playback;
    document::Selection selection;
    bool following = false; ///< keeps the selected person in the middle
    sim::plan::LevelId level;
    view::Camera camera;
    view::Viewport viewport;         ///< as drawn last
    std::optional<double> fit_ratio; ///< fit at the next drawing, then zoom by this
    bool left_folded = false, right_folded = false;
    bool scroll_to_selection = false;
    std::string typed_time;
    bool focus_time = false, typed_time_wrong = false;

    Debriefing debriefing; ///< of a record on page document

    std::optional<Drawing> drawing; ///< page draw; `document` shows its plan

    Setup setup;                  ///< page setup
    std::optional<Live> live;     ///< page live; `document` shows its world
    std::filesystem::path ledger; ///< empty: the user's own
    ObserveSetup observe_setup;
    std::optional<Observing> observing; ///< pages observe and review
    std::optional<Listing> listing;     ///< page lists
    /// Of tables that were left before they were compared; each goes when it is done.
    std::vector<std::future<sim::core::Result<ledger::Proposal>>> left_comparisons;
    std::optional<ScriptChoice> script_choice;                  ///< page script_new
    std::optional<Scripting> scripting;                         ///< page script
    std::future<sim::core::Result<ledger::DueCounts>> counting; ///< for the start page
    std::optional<ledger::DueCounts> due;

    std::optional<debrief::WhatIf> what_if; ///< pages what_if and pair; `document` is the original

    bool dark = false;
    std::filesystem::path to_open; ///< the window hands it to another program, and clears it
    std::vector<ItemPlace> items;  ///< of the last drawing
};

/// Shows the document, or the list of its problems. A record starts playing.
void open_path(Desk& desk, const std::filesystem::path& path);
void show_document(Desk& desk, document::Document document);
void show_start(Desk& desk);
/// Chooses a scenario for a simulated drill. @param folders where scripts are looked for
void show_setup(Desk& desk);
/// Robots play the drill that ships; it is shown as soon as they are done.
/// Chinese or English, from now on; only the start page, whose words are made anew each time.
void switch_language(Desk& desk);
void show_demonstration(Desk& desk);
/// Casts tonight's shift and begins. What is wrong is said on the page.
void begin_live(Desk& desk);
void resume_live(Desk& desk, const std::filesystem::path& state);
/// A record as a film of that speed, from where the clock stands. Needs a document that is played.
void show_film(Desk& desk, double speed);

/// Moves on by wall time: the clock, and the camera of who follows somebody.
void advance(Desk& desk, double wall_s);
void press(Desk& desk, Key key);

void select(Desk& desk, const document::Selection& selection);
/// Shows the selected thing's level and puts it in the middle.
void look_at_selection(Desk& desk);
void follow(Desk& desk, bool wanted);
void choose_level(Desk& desk, sim::plan::LevelId level);
/// Fits the level into the middle pane.
void fit(Desk& desk);
void zoom(Desk& desk, ImVec2 fixed, double ratio);
/// From the typed text; a text that is no time is marked as wrong and changes nothing.
void seek_typed_time(Desk& desk);

/// Rows of the left pane in order: the people of a record, the rooms of a plan's level.
[[nodiscard]] std::vector<document::Selection> list_rows(const Desk& desk);
[[nodiscard]] document::Moment moment_of(const Desk& desk) noexcept;

/// The whole window. Needs a frame begun in Dear ImGui. Cost: one drawing.
void draw_desk(Desk& desk);

} // namespace editor::panels
