/// A plan that is being drawn: its text is the truth, each gesture one step back and forth.
#pragma once
#include "editor/document/text_patch.h"
#include "sim/plan/plan_file.h"
#include <filesystem>
#include <vector>

namespace editor::document {

/// What a new drawing starts from: one level, nothing on it.
[[nodiscard]] sim::plan::Plan make_blank_plan();

class PlanDocument {
public:
    /// Nothing drawn and no file yet.
    PlanDocument();
    /// Plans with problems open, so that they can be mended; what cannot be read does not.
    [[nodiscard]] static sim::core::Result<PlanDocument> open(const std::filesystem::path& path);
    /// Text kept after a crash. @param path where it will be saved; empty: none chosen yet
    [[nodiscard]] static sim::core::Result<PlanDocument> recover(const std::filesystem::path& path,
                                                                 std::string text);

    [[nodiscard]] const sim::plan::Plan& plan() const noexcept { return judged_.plan; }
    [[nodiscard]] const sim::core::Problems& problems() const noexcept { return judged_.problems; }
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    [[nodiscard]] bool changed() const noexcept { return text_ != saved_text_; }

    /// One gesture: the whole plan as it is afterwards. Refused, with nothing changed, where the
    /// result could not be read back. A gesture that changes nothing is no step.
    [[nodiscard]] sim::core::Result<void> commit(const sim::plan::Plan& after);
    [[nodiscard]] bool can_undo() const noexcept { return done_count_ > 0; }
    [[nodiscard]] bool can_redo() const noexcept { return done_count_ < steps_.size(); }
    void undo(); ///< nothing when there is nothing to undo
    void redo();

    /// The file that was there becomes a numbered backup. Error: cannot be written; nothing drawn.
    [[nodiscard]] sim::core::Result<void> save();
    [[nodiscard]] sim::core::Result<void> save_as(const std::filesystem::path& path);

private:
    void show(std::string text);

    std::filesystem::path path_;
    std::string text_;       ///< empty: the blank plan
    std::string saved_text_; ///< as the file has it
    sim::plan::JudgedPlan judged_;
    std::vector<TextPatch> steps_;
    std::size_t done_count_ = 0; ///< of the steps; the rest can be redone
};

inline constexpr int backup_limit_count = 9;
/// "X.~1~" is the newest; older ones move up and the oldest goes. Nothing when X is not there.
[[nodiscard]] sim::core::Result<void> keep_backup(const std::filesystem::path& path);

} // namespace editor::document
