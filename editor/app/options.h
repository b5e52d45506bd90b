/// What the command line asks for.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace editor::app {

/// What --page knows: start, a file as it is, the same on the draw page, a frame of its film, what
/// is chosen before a simulated drill, the first of those drills as it goes on, an observer's sheet
/// to be filled and to be reviewed, and the decisions of a record that could have been others.
inline constexpr std::array<std::string_view, 12> page_names{"start",  "view",  "draw",   "trace",
                                                             "film",   "setup", "live",   "observe",
                                                             "review", "lists", "script", "whatif"};

struct Options {
    std::string file;       ///< plan or record; empty: the start page
    bool offscreen = false; ///< no display needed; draws `frames` and ends
    int width_px = 1280, height_px = 800;
    float text_px = 0; ///< size of the base text; 0: by the display
    std::string page;  ///< of page_names; empty: the one that fits the file
    std::string shot;  ///< PNG written at the end of an offscreen run
    int frames = 8;
    bool dark = false;
    std::string beside;           ///< record of the same night, shown beside FILE
    std::string film;             ///< MP4 of the record; offscreen
    double film_speed_ratio = 20; ///< seconds of the drill in one of the film
    // State at the start, for pictures.
    std::optional<double> at_s;
    bool play = false;   ///< goes on from there
    bool follow = false; ///< follows the selected person
    std::string level, select;
    double zoom = 1; ///< times the fit
};

/// Answers options, or the exit code after a message was printed.
struct Parsed {
    std::optional<Options> options;
    int exit_code = 0;
};
[[nodiscard]] Parsed parse_options(int argc, char** argv);

} // namespace editor::app
