#include "editor/document/plan_document.h"

#include "sim/core/file.h"
#include "sim/core/text.h"

namespace editor::document {

namespace core = sim::core;
namespace fs = std::filesystem;
namespace plan = sim::plan;
using core::tr;

plan::Plan make_blank_plan() {
    plan::Plan blank;
    blank.key = "plan";
    blank.name = tr("我的楼");
    blank.levels.push_back({"level/1", tr("一层"), 0, 3});
    return blank;
}

PlanDocument::PlanDocument() {
    judged_.plan = make_blank_plan();
}

core::Result<PlanDocument> PlanDocument::open(const fs::path& path) {
    auto text = core::read_file(path, plan::plan_file_limit_bytes);
    if (!text) return tl::unexpected(text.error());
    auto document = recover(path, std::move(*text));
    if (document) document->saved_text_ = document->text_;
    return document;
}

core::Result<PlanDocument> PlanDocument::recover(const fs::path& path, std::string text) {
    auto judged = plan::judge_plan(path.string(), text);
    if (!judged) return tl::unexpected(judged.error());
    PlanDocument document;
    document.path_ = path;
    document.text_ = std::move(text);
    document.judged_ = std::move(*judged);
    return document;
}

core::Result<void> PlanDocument::commit(const plan::Plan& after) {
    if (after == judged_.plan) return {};
    auto judged = plan::judge_plan(path_.string(), plan::format_plan(after));
    if (!judged) return tl::unexpected(judged.error());
    std::string text = plan::format_plan(judged->plan); // reading turns outlines one way round
    if (text == text_) return {};
    steps_.resize(done_count_);
    steps_.push_back(make_patch(text_, text));
    ++done_count_;
    text_ = std::move(text);
    judged_ = std::move(*judged);
    return {};
}

void PlanDocument::show(std::string text) {
    text_ = std::move(text);
    if (text_.empty()) {
        judged_ = {make_blank_plan(), {}};
        return;
    }
    auto judged = plan::judge_plan(path_.string(), text_);
    if (judged) judged_ = std::move(*judged); // it was read before it became a step
}

void PlanDocument::undo() {
    if (can_undo()) show(revert_patch(text_, steps_[--done_count_]));
}

void PlanDocument::redo() {
    if (can_redo()) show(apply_patch(text_, steps_[done_count_++]));
}

core::Result<void> PlanDocument::save() {
    return save_as(path_);
}

core::Result<void> PlanDocument::save_as(const fs::path& path) {
    if (text_.empty())
        return core::make_error(core::Errc::bad_input,
                                {path.string(), "", tr("图上还什么都没有"), tr("先画一个房间")});
    if (auto kept = keep_backup(path); !kept) return kept;
    if (auto written = core::write_file(path, text_); !written) return written;
    path_ = path;
    saved_text_ = text_;
    return {};
}

namespace {

fs::path backup_path(const fs::path& path, int number) {
    return path.string() + ".~" + std::to_string(number) + "~";
}

} // namespace

core::Result<void> keep_backup(const fs::path& path) {
    std::error_code code;
    if (!fs::exists(path, code)) return {};
    const auto old = core::read_file(path, plan::plan_file_limit_bytes);
    if (!old) return tl::unexpected(old.error());
    for (int number = backup_limit_count - 1; number >= 1; --number)
        if (fs::exists(backup_path(path, number), code))
            fs::rename(backup_path(path, number), backup_path(path, number + 1), code);
    return core::write_file(backup_path(path, 1), *old); // a copy: the file itself never goes away
}

} // namespace editor::document
