/// What the observers of a real drill look out for, post by post, read off the expectations that
/// will score it.
#pragma once
#include "sim/drill/scenario.h"

namespace editor::document {

/// One thing that can be seen done: a button on the sheet.
struct Act {
    sim::drill::FactKind kind{};
    std::string target;  ///< key in plan or scenario; may be empty
    std::string details; ///< as a file of marks has them: "fields=addr+what; right=true"
    std::string words;   ///< in the language of the screen
    int expected_no = 0;
    double due_s = 0;       ///< since the start of the drill
    bool forbidden = false; ///< must not happen
};

/// Where one observer stands, with whom.
struct Post {
    std::string role; ///< key in the scenario
    std::string name;
    std::vector<Act> acts; ///< by `due_s`; what must not happen last
};

/// What stands at a key of plan or scenario, as people call it; the key's last part when unknown.
[[nodiscard]] std::string words_of_target(const sim::drill::LoadedScenario& loaded,
                                          const std::string& key);

/// One post for each role, in the scenario's order. Only what an observer can see; the same act is
/// listed once, at the post of the first expectation that names it.
[[nodiscard]] std::vector<Post> find_posts(const sim::drill::LoadedScenario& loaded,
                                           sim::drill::StartMode start);

} // namespace editor::document
