// Decisions and the trainer's words as lines of a file: what is written is read back the same, and
// what cannot be is named by its line.
#include "sim/drill/team_policy.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <fstream>

namespace drill = sim::drill;
using drill::Command;
using drill::CommandKind;

namespace {

const drill::LoadedScenario& night() {
    static const auto loaded = drill::load_scenario(
        YANLIAN_SOURCE_DIR "/scenarios/drills/ankang-night-smoking.drill.json");
    REQUIRE(loaded);
    return *loaded;
}

struct Lines {
    tests::TempFolder folder;
    std::string file = (folder / "a.decisions.jsonl").string();
    sim::core::Result<std::vector<Command>> load(const std::string& text) {
        std::ofstream(file) << text;
        return drill::load_decisions(file, night());
    }
    /// The problem's words; empty: none.
    std::string refusal(const std::string& text) {
        const auto loaded = load(text);
        return loaded ? "" : sim::core::describe(loaded.error());
    }
};

Command note(const std::string& text, const std::string& place, const std::string& about) {
    Command command;
    command.kind = CommandKind::note;
    command.source = "trainer";
    command.tick = sim::core::tick_at(61.5);
    command.target = place;
    command.args.set("text", text);
    if (!about.empty()) command.args.set("about", about);
    return command;
}

} // namespace

TEST_CASE("decisions: notes are read back as they were written, whatever is in them") {
    Lines lines;
    const std::string person = night().scenario.people.front().key;
    for (const Command& command :
         {note("门开着", "room/207", person), note("“引号” \"quoted\" \\ 反斜杠\n两行", "", ""),
          note("x", "", person)}) {
        const auto back = lines.load(drill::format_decision(command) + "\n");
        REQUIRE_MESSAGE(back, sim::core::describe(back.error()));
        REQUIRE(back->size() == 1);
        CHECK(back->front() == command);
    }
}

TEST_CASE("decisions: a note is nobody's decision") {
    const std::vector<Command> commands{note("门开着", "", "person/x")};
    CHECK(drill::list_deciding(commands).empty());
}

TEST_CASE("decisions: the trainer's other words and what is wrong with them, by the line") {
    Lines lines;
    const auto fine =
        lines.load(R"({"t_s": 5, "trainer": "skip", "inject": 1, "args": {"held": true}})"
                   "\n");
    REQUIRE_MESSAGE(fine, sim::core::describe(fine.error()));
    CHECK(fine->front().kind == CommandKind::skip_inject);
    CHECK(lines.refusal(R"({"t_s": 5, "trainer": "shout", "inject": 1})").find("shout") !=
          std::string::npos);
    CHECK(lines.refusal(R"({"t_s": 5, "trainer": "fire", "inject": 999})").find("999") !=
          std::string::npos);
    CHECK(lines.refusal(R"({"t_s": 5, "trainer": "note", "text": "x", "place": "room/none"})")
              .find("room/none") != std::string::npos);
    CHECK(lines.refusal(R"({"t_s": 5, "trainer": "note"})").find("text") != std::string::npos);
    CHECK_FALSE(
        lines.refusal(R"({"t_s": 5, "trainer": "note", "text": "x", "inject": 1})").empty());
}
