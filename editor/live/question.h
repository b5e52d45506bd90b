/// What somebody at the desk is asked, until his answers make a decision: what to do, where or with
/// whom, how. The choices come from the building and from what has happened, never from the
/// response plan: knowing it is what is trained.
#pragma once
#include "editor/live/live_drill.h"
#include <optional>

namespace editor::live {

struct Choice {
    std::string words;
    std::string value; ///< for answer()
};

/// Answers so far. Begun anew for each decision.
struct Draft {
    std::string person; ///< key
    std::string field;  ///< of the trade: "alarm", "fire", ...; empty: not chosen
    std::optional<sim::drill::Action> action;
    std::string target, device, destination;
    std::vector<std::string> items; ///< said on the telephone, rooms reported
    bool items_said = false;
    std::size_t asked_count = 0; ///< what the dispatcher asked back
};

struct Question {
    std::string words;
    std::vector<Choice> choices; ///< empty: there is nothing to choose, `words` says why
    bool many = false;           ///< several are ticked, then send_items()
};

/// @param document of the drill, for names and for where people are
[[nodiscard]] Question next_question(const LiveDrill& live, const document::Document& document,
                                     const Draft& draft);
/// Takes a choice's value. @return the decision once nothing is left to ask
[[nodiscard]] std::optional<sim::drill::Command> answer(const LiveDrill& live, Draft& draft,
                                                        const std::string& value);
/// Takes all that was ticked in a question of many.
[[nodiscard]] std::optional<sim::drill::Command> send_items(const LiveDrill& live, Draft& draft,
                                                            std::vector<std::string> items);
/// One answer back; nothing is left to take back at the first question.
void step_back(Draft& draft);

/// What this person has seen, heard and done lately, newest last, as sentences.
[[nodiscard]] std::vector<std::string>
list_messages(const document::Document& document, std::string_view person, std::size_t most_count);

} // namespace editor::live
