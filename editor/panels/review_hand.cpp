#include "editor/panels/review_hand.h"

#include "editor/document/sheet_photos.h"
#include "editor/ledger/drill_photos.h"
#include "editor/panels/observe_hand.h"
#include "sim/core/text.h"

namespace editor::panels {

namespace core = sim::core;
namespace fs = std::filesystem;
using core::tr;
using core::trf;

namespace {

constexpr double printing_limit_s = 60;

void say(Desk& desk, std::string words, bool refused) {
    desk.observing->notice = std::move(words);
    desk.observing->refused = refused;
}

} // namespace

void choose_photo(Desk& desk) {
    Observing& o = *desk.observing;
    o.choosing_photo = true;
    o.photos = document::find_trace_files();
    std::erase_if(o.photos, [](const document::FoundFile& file) {
        document::TraceKind kind{};
        return !document::find_trace_kind(file.path, kind) || kind != document::TraceKind::picture;
    });
}

void attach_photo(Desk& desk, const fs::path& photo) {
    Observing& o = *desk.observing;
    const auto mark = document::with_photo(o.file, o.chosen, photo);
    if (!mark) return say(desk, core::describe(mark.error()), true);
    if (o.why.empty()) o.why = tr("附照片");
    change_mark(desk, *mark);
    o.choosing_photo = o.refused;
}

void hand_in_photos(Desk& desk) {
    const document::Sheet& sheet = desk.observing->file.sheet();
    const auto photos = document::list_photos(sheet);
    if (!photos) return say(desk, core::describe(photos.error()), true);
    std::vector<ledger::DrillPhoto> handed;
    for (const document::SheetPhoto& photo : *photos)
        handed.push_back({photo.file, photo.note});
    if (handed.empty()) return;
    const auto done = ledger::hand_in_photos({desk.ledger}, sheet.drill, handed, sheet.signed_by);
    if (!done) return say(desk, core::describe(done.error()), true);
    say(desk, trf("{} 张照片已存进台账", handed.size()), false);
}

void print_form(Desk& desk) {
    Observing& o = *desk.observing;
    const document::Sheet& sheet = o.file.sheet();
    if (sheet.drill.empty()) return say(desk, tr("记入台账以后才能打印记录表"), true);
    o.form = o.file.path();
    o.form.replace_extension().replace_extension(".pdf");
    std::vector<std::string> words{
        "form",       "print",        "drill_record", "--drill",      "drill/" + sheet.drill,
        "--scenario", sheet.scenario, "--out",        o.form.string()};
    if (!desk.ledger.empty()) words.insert(words.end(), {"--db", desk.ledger.string()});
    o.printing = std::make_unique<document::ChildProgram>("yanlian", words, printing_limit_s);
    say(desk, tr("正在写演练记录表…"), false);
}

bool is_printing(const Desk& desk) noexcept {
    return desk.observing && desk.observing->printing;
}

bool see_to_printing(Desk& desk) {
    Observing& o = *desk.observing;
    if (!o.printing->poll()) return false;
    const auto answer = o.printing->answer();
    o.printing.reset();
    if (answer)
        say(desk, trf("演练记录表：{}", o.form.string()), false);
    else
        say(desk, core::describe(answer.error()), true);
    return true;
}

} // namespace editor::panels
