#include "editor/document/script_document.h"

#include "editor/document/plan_document.h"
#include "sim/core/file.h"

namespace editor::document {

namespace core = sim::core;
namespace drill = sim::drill;
namespace fs = std::filesystem;

core::Result<ScriptDocument> ScriptDocument::open(const fs::path& path) {
    auto loaded = drill::load_scenario(path.string());
    if (!loaded) return tl::unexpected(loaded.error());
    ScriptDocument document;
    document.path_ = path;
    document.plan_ = std::move(loaded->plan);
    document.text_ = document.saved_text_ =
        drill::format_scenario(loaded->scenario, document.plan_);
    document.scenario_ = std::move(loaded->scenario);
    return document;
}

core::Result<ScriptDocument> ScriptDocument::make(const fs::path& path, const std::string& text,
                                                  sim::plan::Plan plan) {
    auto scenario = drill::parse_scenario(path.string(), text, plan);
    if (!scenario) return tl::unexpected(scenario.error());
    ScriptDocument document;
    document.path_ = path;
    document.plan_ = std::move(plan);
    document.text_ = drill::format_scenario(*scenario, document.plan_);
    document.scenario_ = std::move(*scenario);
    return document;
}

core::Result<void> ScriptDocument::commit(const drill::Scenario& after) {
    const std::string written = drill::format_scenario(after, plan_);
    auto read = drill::parse_scenario(path_.string(), written, plan_);
    if (!read) return tl::unexpected(read.error());
    std::string text = drill::format_scenario(*read, plan_);
    if (text == text_) return {};
    steps_.resize(done_count_);
    steps_.push_back(make_patch(text_, text));
    ++done_count_;
    text_ = std::move(text);
    scenario_ = std::move(*read);
    return {};
}

void ScriptDocument::show(std::string text) {
    text_ = std::move(text);
    auto read = drill::parse_scenario(path_.string(), text_, plan_);
    if (read) scenario_ = std::move(*read); // it was read before it became a step
}

void ScriptDocument::undo() {
    if (can_undo()) show(revert_patch(text_, steps_[--done_count_]));
}

void ScriptDocument::redo() {
    if (can_redo()) show(apply_patch(text_, steps_[done_count_++]));
}

core::Result<void> ScriptDocument::save() {
    std::error_code code;
    fs::create_directories(path_.parent_path(), code);
    if (auto kept = keep_backup(path_); !kept) return kept;
    if (auto written = core::write_file(path_, text_); !written) return written;
    saved_text_ = text_;
    return {};
}

} // namespace editor::document
