/// An observer's sheet of one real drill: what was seen, when by the clock on the wall, by whom.
/// Its text is the truth; each gesture is one step back and forth, and is on disk before it counts.
#pragma once
#include "editor/document/observer_posts.h"
#include "editor/document/text_patch.h"
#include <filesystem>

namespace editor::document {

inline constexpr std::uintmax_t sheet_limit_bytes = 16u << 20;

enum class Verdict { done, omitted, wrong };
[[nodiscard]] const char* word(Verdict verdict) noexcept; ///< Chinese; pass through tr()

/// What a mark said before it was changed.
struct MarkChange {
    std::string field, before; ///< field: "time", "person", "verdict", "note", "struck"
    std::string who, why;
    std::int64_t at_ms = 0; ///< since 1970, UTC
};

struct SheetMark {
    std::int64_t at_ms = 0; ///< since 1970, UTC, by the clock of who holds the sheet
    std::string observer, post;
    sim::drill::FactKind kind{};
    std::string target, details;
    std::string person; ///< key in the scenario; empty for what the building does
    Verdict verdict = Verdict::done;
    std::string note;
    std::string photo, photo_sha256; ///< file, and what was in it when it was attached
    bool struck = false;             ///< taken back; stays to be read
    std::string from_sheet;          ///< merged: the other sheet, and the mark's place on it
    std::int64_t from_no = 0;
    std::vector<MarkChange> changes;
};

struct Sheet {
    std::string key;      ///< tells this sheet from another of the same drill
    std::string scenario; ///< file
    std::string scenario_sha256;
    std::string observer;      ///< who holds it
    std::string lead_observer; ///< who signs
    sim::drill::StartMode start = sim::drill::StartMode::system;
    std::int64_t started_ms = 0; ///< since 1970, UTC; 0: not started
    std::vector<std::pair<std::string, std::string>> participants; ///< role, person in the ledger
    std::vector<SheetMark> marks;                                  ///< in the order they were made
    std::string signed_by;
    std::int64_t signed_ms = 0;
    std::string drill; ///< number in the ledger once recorded
};

[[nodiscard]] std::string format_sheet(const Sheet& sheet);
/// All problems with their pointers.
[[nodiscard]] sim::core::Result<Sheet> parse_sheet(const std::string& file, std::string_view bytes);

/// 2026-05-20T02:00:30+08:00, the clock on the wall of the home (Asia/Shanghai).
[[nodiscard]] std::string wall_time(std::int64_t at_ms);

class SheetDocument {
public:
    /// A fresh sheet, written at once.
    [[nodiscard]] static sim::core::Result<SheetDocument> make(const std::filesystem::path& path,
                                                               const Sheet& sheet);
    [[nodiscard]] static sim::core::Result<SheetDocument> open(const std::filesystem::path& path);

    [[nodiscard]] const Sheet& sheet() const noexcept { return sheet_; }
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

    // Gestures. Each is one step and is on disk when it returns. Errors: io, and nothing changed;
    // bad_input for what cannot be. A sheet that is signed takes none but `withdraw`.

    /// Once: the stopwatch runs by the clock on the wall.
    [[nodiscard]] sim::core::Result<void> start(std::int64_t now_ms);
    [[nodiscard]] sim::core::Result<void> mark(SheetMark mark);
    /// The mark as it is to be; what it said before stays with it. `why` is not empty.
    [[nodiscard]] sim::core::Result<void> edit(std::size_t no, const SheetMark& after,
                                               const std::string& who, const std::string& why,
                                               std::int64_t now_ms);
    /// Several marks of others at once, see sheet_merge.h.
    [[nodiscard]] sim::core::Result<void> add(std::vector<SheetMark> marks);
    /// By the lead observer. Refused while observers contradict each other.
    [[nodiscard]] sim::core::Result<void> sign(const std::string& who, std::int64_t now_ms);
    /// Takes the signature back, unless the drill is in the ledger.
    [[nodiscard]] sim::core::Result<void> withdraw();
    /// It stands in the ledger under this number, for good. @pre signed
    [[nodiscard]] sim::core::Result<void> note_recorded(const std::string& drill);

    [[nodiscard]] bool can_undo() const noexcept { return done_count_ > 0; }
    [[nodiscard]] bool can_redo() const noexcept { return done_count_ < steps_.size(); }
    [[nodiscard]] sim::core::Result<void> undo(); ///< nothing when there is nothing to undo
    [[nodiscard]] sim::core::Result<void> redo();

private:
    SheetDocument() = default;
    sim::core::Result<void> commit(const Sheet& after);
    sim::core::Result<void> show(std::string text);
    [[nodiscard]] sim::core::Result<void> check_open() const;

    std::filesystem::path path_;
    std::string text_;
    Sheet sheet_;
    std::vector<TextPatch> steps_;
    std::size_t done_count_ = 0;
};

} // namespace editor::document
