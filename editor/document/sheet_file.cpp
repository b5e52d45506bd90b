// The sheet as JSON. Times are written as the clock on the wall with its zone.
#include "editor/document/observer_sheet.h"
#include "roster/domain/calendar.h"
#include "sim/core/text.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace editor::document {

namespace core = sim::core;
using core::tr;
using core::trf;
using Json = nlohmann::ordered_json;

namespace {

constexpr const char* sheet_format = "yanlian-sheet";
constexpr const char* verdict_names[] = {"done", "omitted", "wrong"};

Json json_of(const SheetMark& mark) {
    Json json{{"at", wall_time(mark.at_ms)},
              {"at_ms", mark.at_ms},
              {"observer", mark.observer},
              {"post", mark.post},
              {"action", sim::drill::name(mark.kind)},
              {"target", mark.target},
              {"details", mark.details},
              {"person", mark.person},
              {"verdict", verdict_names[static_cast<int>(mark.verdict)]},
              {"note", mark.note},
              {"photo", mark.photo},
              {"photo_sha256", mark.photo_sha256},
              {"struck", mark.struck},
              {"from_sheet", mark.from_sheet},
              {"from_no", mark.from_no},
              {"changes", Json::array()}};
    for (const MarkChange& c : mark.changes)
        json["changes"].push_back({{"field", c.field},
                                   {"before", c.before},
                                   {"who", c.who},
                                   {"why", c.why},
                                   {"at_ms", c.at_ms}});
    return json;
}

/// Reads typed fields and notes what is missing or of another type.
class Reader {
public:
    Reader(std::string file, core::Problems& problems)
        : file_(std::move(file)), problems_(problems) {}

    template <class T>
    T get(const Json& json, const std::string& pointer, const char* key) {
        const auto at = json.is_object() ? json.find(key) : json.end();
        if (at != json.end()) {
            if constexpr (std::is_same_v<T, std::string>) {
                if (at->is_string()) return at->template get<T>();
            } else if constexpr (std::is_same_v<T, bool>) {
                if (at->is_boolean()) return at->template get<T>();
            } else if (at->is_number_integer())
                return at->template get<T>();
        }
        note(pointer + "/" + key, tr("没有这一项，或写法不对"));
        return {};
    }
    /// Members of an array, empty when it is none.
    const Json& list(const Json& json, const std::string& pointer, const char* key) {
        static const Json none = Json::array();
        const auto at = json.is_object() ? json.find(key) : json.end();
        if (at != json.end() && at->is_array()) return *at;
        note(pointer + "/" + key, tr("没有这一项，或写法不对"));
        return none;
    }
    void note(const std::string& pointer, std::string what) {
        problems_.push_back({file_, pointer, std::move(what), {}});
    }

private:
    std::string file_;
    core::Problems& problems_;
};

MarkChange read_change(Reader& reader, const Json& json, const std::string& at) {
    MarkChange change;
    change.field = reader.get<std::string>(json, at, "field");
    change.before = reader.get<std::string>(json, at, "before");
    change.who = reader.get<std::string>(json, at, "who");
    change.why = reader.get<std::string>(json, at, "why");
    change.at_ms = reader.get<std::int64_t>(json, at, "at_ms");
    return change;
}

SheetMark read_mark(Reader& reader, const Json& json, const std::string& at) {
    SheetMark mark;
    mark.at_ms = reader.get<std::int64_t>(json, at, "at_ms");
    mark.observer = reader.get<std::string>(json, at, "observer");
    mark.post = reader.get<std::string>(json, at, "post");
    const std::string action = reader.get<std::string>(json, at, "action");
    if (const auto kind = sim::drill::find_fact_kind(action))
        mark.kind = *kind;
    else
        reader.note(at + "/action", trf("不认识的动作：“{}”", action));
    mark.target = reader.get<std::string>(json, at, "target");
    mark.details = reader.get<std::string>(json, at, "details");
    mark.person = reader.get<std::string>(json, at, "person");
    const std::string verdict = reader.get<std::string>(json, at, "verdict");
    const auto* known = std::find(std::begin(verdict_names), std::end(verdict_names), verdict);
    if (known == std::end(verdict_names))
        reader.note(at + "/verdict", tr("没有这一项，或写法不对"));
    else
        mark.verdict = static_cast<Verdict>(known - std::begin(verdict_names));
    mark.note = reader.get<std::string>(json, at, "note");
    mark.photo = reader.get<std::string>(json, at, "photo");
    mark.photo_sha256 = reader.get<std::string>(json, at, "photo_sha256");
    mark.struck = reader.get<bool>(json, at, "struck");
    mark.from_sheet = reader.get<std::string>(json, at, "from_sheet");
    mark.from_no = reader.get<std::int64_t>(json, at, "from_no");
    std::size_t no = 0;
    for (const Json& change : reader.list(json, at, "changes"))
        mark.changes.push_back(
            read_change(reader, change, at + "/changes/" + std::to_string(no++)));
    return mark;
}

} // namespace

const char* word(Verdict verdict) noexcept {
    constexpr const char* words[] = {"做到", "漏做", "做错"};
    return words[static_cast<int>(verdict)];
}

std::string wall_time(std::int64_t at_ms) {
    using namespace std::chrono;
    const roster::domain::Instant local{duration_cast<roster::domain::Instant::duration>(
        floor<seconds>(milliseconds(at_ms)) + roster::domain::local_offset)};
    std::string text = roster::domain::iso(local);
    if (!text.empty() && text.back() == 'Z') text.pop_back();
    return text + "+08:00";
}

std::string format_sheet(const Sheet& sheet) {
    Json json{{"format", sheet_format},
              {"version", 1},
              {"key", sheet.key},
              {"scenario", sheet.scenario},
              {"scenario_sha256", sheet.scenario_sha256},
              {"observer", sheet.observer},
              {"lead_observer", sheet.lead_observer},
              {"start", sheet.start == sim::drill::StartMode::scene ? "scene" : "system"},
              {"started", sheet.started_ms ? wall_time(sheet.started_ms) : ""},
              {"started_ms", sheet.started_ms},
              {"signed_by", sheet.signed_by},
              {"signed_ms", sheet.signed_ms},
              {"drill", sheet.drill},
              {"participants", Json::array()},
              {"marks", Json::array()}};
    for (const auto& [role, person] : sheet.participants)
        json["participants"].push_back({{"role", role}, {"person", person}});
    for (const SheetMark& mark : sheet.marks)
        json["marks"].push_back(json_of(mark));
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

core::Result<Sheet> parse_sheet(const std::string& file, std::string_view bytes) {
    const Json json = Json::parse(bytes, nullptr, false);
    if (!json.is_object() || json.value("format", Json()) != sheet_format)
        return core::make_error(core::Errc::bad_input, {file, "", tr("不是观察员的记录单"), ""});
    if (json.value("version", Json()) != 1)
        return core::make_error(core::Errc::newer_version,
                                {file, "/version", tr("记录单是更新的版本写的"), "1"});
    core::Problems problems;
    Reader reader(file, problems);
    Sheet sheet;
    sheet.key = reader.get<std::string>(json, "", "key");
    sheet.scenario = reader.get<std::string>(json, "", "scenario");
    sheet.scenario_sha256 = reader.get<std::string>(json, "", "scenario_sha256");
    sheet.observer = reader.get<std::string>(json, "", "observer");
    sheet.lead_observer = reader.get<std::string>(json, "", "lead_observer");
    sheet.start = reader.get<std::string>(json, "", "start") == "scene"
                      ? sim::drill::StartMode::scene
                      : sim::drill::StartMode::system;
    sheet.started_ms = reader.get<std::int64_t>(json, "", "started_ms");
    sheet.signed_by = reader.get<std::string>(json, "", "signed_by");
    sheet.signed_ms = reader.get<std::int64_t>(json, "", "signed_ms");
    sheet.drill = reader.get<std::string>(json, "", "drill");
    std::size_t no = 0;
    for (const Json& one : reader.list(json, "", "participants")) {
        const std::string at = "/participants/" + std::to_string(no++);
        sheet.participants.emplace_back(reader.get<std::string>(one, at, "role"),
                                        reader.get<std::string>(one, at, "person"));
    }
    no = 0;
    for (const Json& one : reader.list(json, "", "marks"))
        sheet.marks.push_back(read_mark(reader, one, "/marks/" + std::to_string(no++)));
    if (!problems.empty()) return core::make_error(std::move(problems));
    return sheet;
}

} // namespace editor::document
