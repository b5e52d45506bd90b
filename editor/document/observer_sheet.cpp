#include "editor/document/observer_sheet.h"

#include "editor/document/sheet_merge.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/casting/observer_marks.h"

namespace editor::document {

namespace core = sim::core;
using core::tr;
using core::trf;

namespace {

tl::unexpected<core::Error> refuse(std::string what, std::string expected = {}) {
    return core::make_error(core::Errc::bad_input, {"", "", std::move(what), std::move(expected)});
}

/// What differs, as it was.
std::vector<MarkChange> find_changes(const SheetMark& before, const SheetMark& after) {
    std::vector<MarkChange> changes;
    const auto note = [&](const char* field, std::string was) {
        changes.push_back({field, std::move(was), {}, {}, 0});
    };
    if (before.at_ms != after.at_ms) note("time", std::to_string(before.at_ms));
    if (before.person != after.person) note("person", before.person);
    if (before.verdict != after.verdict) note("verdict", word(before.verdict));
    if (before.note != after.note) note("note", before.note);
    if (before.struck != after.struck) note("struck", before.struck ? "true" : "false");
    if (before.photo_sha256 != after.photo_sha256) note("photo", before.photo_sha256);
    return changes;
}

} // namespace

core::Result<SheetDocument> SheetDocument::make(const std::filesystem::path& path,
                                                const Sheet& sheet) {
    SheetDocument document;
    document.path_ = path;
    std::error_code code;
    std::filesystem::create_directories(path.parent_path(), code);
    if (std::filesystem::exists(path, code))
        return core::make_error(core::Errc::conflict,
                                {path.string(), "", tr("已经有这份记录单"), tr("另一个文件名")});
    if (auto shown = document.show(format_sheet(sheet)); !shown)
        return tl::unexpected(shown.error());
    return document;
}

core::Result<SheetDocument> SheetDocument::open(const std::filesystem::path& path) {
    auto bytes = core::read_file(path, sheet_limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    auto sheet = parse_sheet(path.string(), *bytes);
    if (!sheet) return tl::unexpected(sheet.error());
    SheetDocument document;
    document.path_ = path;
    document.text_ = std::move(*bytes);
    document.sheet_ = std::move(*sheet);
    return document;
}

core::Result<void> SheetDocument::show(std::string text) {
    auto read = parse_sheet(path_.string(), text);
    if (!read) return tl::unexpected(read.error());
    if (auto written = core::write_file(path_, text); !written) return written;
    text_ = std::move(text);
    sheet_ = std::move(*read);
    return {};
}

core::Result<void> SheetDocument::commit(const Sheet& after) {
    std::string text = format_sheet(after);
    if (text == text_) return {};
    TextPatch step = make_patch(text_, text);
    if (auto shown = show(std::move(text)); !shown) return shown;
    steps_.resize(done_count_);
    steps_.push_back(std::move(step));
    ++done_count_;
    return {};
}

core::Result<void> SheetDocument::check_open() const {
    if (!sheet_.drill.empty()) return refuse(trf("已经记入台账，编号 {}，不能再改", sheet_.drill));
    if (!sheet_.signed_by.empty()) return refuse(tr("已经签字，不能再改"), tr("先撤回签字"));
    return {};
}

core::Result<void> SheetDocument::start(std::int64_t now_ms) {
    if (auto open = check_open(); !open) return open;
    if (sheet_.started_ms != 0) return refuse(tr("已经开始计时"));
    Sheet after = sheet_;
    after.started_ms = now_ms;
    return commit(after);
}

core::Result<void> SheetDocument::mark(SheetMark mark) {
    if (sheet_.started_ms == 0) return refuse(tr("还没有开始计时"), tr("先按空格开始"));
    if (mark.person.empty() && !tools::casting::is_by_system(mark.kind))
        return refuse(tr("没有写是谁做的"));
    return add({std::move(mark)});
}

core::Result<void> SheetDocument::add(std::vector<SheetMark> marks) {
    if (auto open = check_open(); !open) return open;
    Sheet after = sheet_;
    for (SheetMark& mark : marks)
        after.marks.push_back(std::move(mark));
    return commit(after);
}

core::Result<void> SheetDocument::edit(std::size_t no, const SheetMark& wanted,
                                       const std::string& who, const std::string& why,
                                       std::int64_t now_ms) {
    if (auto open = check_open(); !open) return open;
    if (no >= sheet_.marks.size()) return refuse(tr("没有这条记录"));
    if (who.empty() || why.empty()) return refuse(tr("改记录要写谁改的、为什么"));
    Sheet after = sheet_;
    SheetMark& mark = after.marks[no];
    auto changes = find_changes(mark, wanted);
    auto kept = std::move(mark.changes);
    mark = wanted;
    mark.changes = std::move(kept); // what was said before is never rewritten
    for (MarkChange& change : changes) {
        change.who = who;
        change.why = why;
        change.at_ms = now_ms;
        mark.changes.push_back(std::move(change));
    }
    return commit(after);
}

core::Result<void> SheetDocument::sign(const std::string& who, std::int64_t now_ms) {
    if (auto open = check_open(); !open) return open;
    if (who.empty() || who != sheet_.lead_observer)
        return refuse(trf("只有总观察员 {} 能签字", sheet_.lead_observer));
    if (const auto open = find_contradictions(sheet_); !open.empty())
        return refuse(trf("还有 {} 处观察员说法不一，先裁定", open.size()));
    Sheet after = sheet_;
    after.signed_by = who;
    after.signed_ms = now_ms;
    return commit(after);
}

core::Result<void> SheetDocument::withdraw() {
    if (!sheet_.drill.empty()) return check_open();
    Sheet after = sheet_;
    after.signed_by.clear();
    after.signed_ms = 0;
    return commit(after);
}

core::Result<void> SheetDocument::note_recorded(const std::string& drill) {
    if (sheet_.signed_by.empty()) return refuse(tr("总观察员还没有签字"));
    Sheet after = sheet_;
    after.drill = drill;
    auto done = commit(after);
    if (done) { // the ledger cannot be undone from here
        steps_.clear();
        done_count_ = 0;
    }
    return done;
}

core::Result<void> SheetDocument::undo() {
    if (!can_undo()) return {};
    if (auto shown = show(revert_patch(text_, steps_[done_count_ - 1])); !shown) return shown;
    --done_count_;
    return {};
}

core::Result<void> SheetDocument::redo() {
    if (!can_redo()) return {};
    if (auto shown = show(apply_patch(text_, steps_[done_count_])); !shown) return shown;
    ++done_count_;
    return {};
}

} // namespace editor::document
