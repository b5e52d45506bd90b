#include "editor/document/sheet_merge.h"

#include "sim/core/text.h"
#include <algorithm>

namespace editor::document {

namespace core = sim::core;
using core::tr;

core::Result<std::vector<SheetMark>> take_marks(const Sheet& sheet, const Sheet& other,
                                                std::int64_t offset_ms) {
    if (other.key == sheet.key)
        return core::make_error(core::Errc::bad_input, {"", "", tr("这就是同一份记录单"), ""});
    if (other.scenario_sha256 != sheet.scenario_sha256)
        return core::make_error(core::Errc::bad_input,
                                {"", "", tr("那份记录单是另一个脚本的"), ""});
    std::vector<SheetMark> taken;
    for (std::size_t i = 0; i < other.marks.size(); ++i) {
        SheetMark mark = other.marks[i];
        if (mark.from_sheet.empty()) {
            mark.from_sheet = other.key;
            mark.from_no = static_cast<std::int64_t>(i) + 1;
        }
        const bool own = mark.from_sheet == sheet.key;
        const bool known =
            std::any_of(sheet.marks.begin(), sheet.marks.end(), [&](const SheetMark& m) {
                return m.from_sheet == mark.from_sheet && m.from_no == mark.from_no;
            });
        if (own || known) continue;
        mark.at_ms += offset_ms;
        taken.push_back(std::move(mark));
    }
    return taken;
}

std::vector<Contradiction> find_contradictions(const Sheet& sheet) {
    std::vector<Contradiction> found;
    const auto& marks = sheet.marks;
    for (std::size_t i = 0; i < marks.size(); ++i)
        for (std::size_t k = i + 1; k < marks.size(); ++k) {
            const SheetMark &a = marks[i], &b = marks[k];
            if (a.struck || b.struck || a.observer == b.observer || a.kind != b.kind ||
                a.target != b.target || a.person != b.person || a.details != b.details)
                continue;
            if (a.verdict != b.verdict)
                found.push_back({i, k, true});
            else if (a.verdict != Verdict::omitted && std::abs(a.at_ms - b.at_ms) > same_moment_ms)
                found.push_back({i, k, false});
        }
    return found;
}

} // namespace editor::document
