/// A script that is being written: its text is the truth, each gesture one step back and forth. It
/// can always be played: what would not load is refused.
#pragma once
#include "editor/document/text_patch.h"
#include "sim/drill/scenario.h"
#include <filesystem>
#include <vector>

namespace editor::document {

class ScriptDocument {
public:
    /// With the plan that it names. Errors: as load_scenario, all at once.
    [[nodiscard]] static sim::core::Result<ScriptDocument> open(const std::filesystem::path& path);
    /// One of the library, fitted to a plan; no file yet. @param path where it will be saved; its
    /// `plan_file` must lead to the plan from there
    [[nodiscard]] static sim::core::Result<ScriptDocument>
    make(const std::filesystem::path& path, const std::string& text, sim::plan::Plan plan);

    [[nodiscard]] const sim::drill::Scenario& scenario() const noexcept { return scenario_; }
    [[nodiscard]] const sim::plan::Plan& plan() const noexcept { return plan_; }
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    [[nodiscard]] bool changed() const noexcept { return text_ != saved_text_; }

    /// One gesture. Refused, with nothing changed and every problem in words, where the result
    /// could not be played.
    [[nodiscard]] sim::core::Result<void> commit(const sim::drill::Scenario& after);
    [[nodiscard]] bool can_undo() const noexcept { return done_count_ > 0; }
    [[nodiscard]] bool can_redo() const noexcept { return done_count_ < steps_.size(); }
    void undo();
    void redo();
    /// The file that was there becomes a numbered backup. Error: cannot be written.
    [[nodiscard]] sim::core::Result<void> save();

private:
    void show(std::string text);

    std::filesystem::path path_;
    std::string text_, saved_text_;
    sim::drill::Scenario scenario_;
    sim::plan::Plan plan_;
    std::vector<TextPatch> steps_;
    std::size_t done_count_ = 0;
};

} // namespace editor::document
