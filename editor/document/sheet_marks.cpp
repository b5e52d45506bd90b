#include "editor/document/sheet_marks.h"

#include "sim/core/text.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace editor::document {

namespace core = sim::core;
using core::tr;

namespace {

/// Minutes, seconds and tenths since the start; a mark before it counts as the start.
std::string time_text(std::int64_t since_ms) {
    const std::int64_t tenths = std::max<std::int64_t>(0, since_ms) / 100;
    return fmt::format("{:02}:{:02}.{}", tenths / 600, tenths / 10 % 60, tenths % 10);
}

/// A note may say anything; the signs that part details are written full width.
std::string as_detail(std::string_view text) {
    std::string safe;
    for (const char c : text)
        if (c == ';')
            safe += "；";
        else if (c == '+')
            safe += "＋";
        else if (c == '\n' || c == '\r')
            safe += ' ';
        else
            safe += c;
    return safe;
}

std::string details_of(const SheetMark& mark) {
    std::string details = mark.details;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) details += (details.empty() ? "" : "; ") + (name + ("=" + value));
    };
    add("note", as_detail(mark.note));
    add("photo", mark.photo_sha256.empty() ? "" : "sha256:" + mark.photo_sha256);
    return details;
}

std::string utc_text(std::int64_t at_ms) {
    return wall_time(at_ms - 8 * 3600 * 1000).substr(0, 19) + "Z";
}

} // namespace

std::string format_marks(const Sheet& sheet) {
    const std::string started = wall_time(sheet.started_ms);
    nlohmann::ordered_json json{
        {"format", "yanlian-marks"},
        {"version", 1},
        {"date", started.substr(0, 10)},
        {"started", started.substr(11, 5)},
        {"lead_observer", sheet.lead_observer},
        {"start", sheet.start == sim::drill::StartMode::scene ? "scene" : "system"},
        {"participants", nlohmann::ordered_json::array()},
        {"marks", nlohmann::ordered_json::array()}};
    for (const auto& [role, person] : sheet.participants)
        json["participants"].push_back({{"role", role}, {"person", person}});
    std::vector<const SheetMark*> seen;
    for (const SheetMark& mark : sheet.marks)
        if (!mark.struck && mark.verdict == Verdict::done) seen.push_back(&mark);
    std::stable_sort(seen.begin(), seen.end(),
                     [](const SheetMark* a, const SheetMark* b) { return a->at_ms < b->at_ms; });
    for (const SheetMark* mark : seen) {
        nlohmann::ordered_json row{{"time", time_text(mark->at_ms - sheet.started_ms)}};
        if (!mark->person.empty()) row["person"] = mark->person;
        row["action"] = sim::drill::name(mark->kind);
        if (!mark->target.empty()) row["target"] = mark->target;
        row["observer"] = mark->observer;
        if (const std::string details = details_of(*mark); !details.empty())
            row["details"] = details;
        json["marks"].push_back(std::move(row));
    }
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

core::Result<tools::casting::RealDrill> preview(const Sheet& sheet, tools::casting::Ledger& ledger,
                                                sim::drill::LoadedScenario loaded,
                                                std::int64_t now_ms) {
    if (sheet.started_ms == 0)
        return core::make_error(core::Errc::bad_input, {"", "", tr("还没有开始计时"), ""});
    return tools::casting::read_real_drill(tr("观察记录"), format_marks(sheet), ledger, loaded,
                                           utc_text(now_ms));
}

core::Result<tools::casting::LedgerEntry> record(SheetDocument& document,
                                                 tools::casting::Ledger& ledger,
                                                 sim::drill::LoadedScenario loaded,
                                                 std::int64_t now_ms) {
    const Sheet& sheet = document.sheet();
    if (sheet.signed_by.empty())
        return core::make_error(core::Errc::bad_input,
                                {"", "", tr("总观察员还没有签字"), tr("签字以后才能记入台账")});
    if (!sheet.drill.empty())
        return core::make_error(core::Errc::conflict,
                                {"", "", core::trf("已经记入台账，编号 {}", sheet.drill), ""});
    const std::string written = loaded.scenario_text;
    const auto real = tools::casting::read_real_drill(tr("观察记录"), format_marks(sheet), ledger,
                                                      loaded, utc_text(now_ms));
    if (!real) return tl::unexpected(real.error());
    auto entry = ledger.record(tools::casting::finish(*real, loaded, written));
    if (!entry) return entry;
    if (auto noted = document.note_recorded(entry->drill); !noted)
        return tl::unexpected(noted.error());
    return entry;
}

} // namespace editor::document
