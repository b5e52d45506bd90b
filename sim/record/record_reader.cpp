#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/plan/plan_file.h"
#include "sim/record/chain.h"
#include "sim/record/header_text.h"
#include "sim/record/record.h"
#include "sim/record/record_schema.h"
#include "sim/record/sqlite_file.h"
#include <cmath>

namespace sim::record {

using core::tr;
using core::trf;

namespace {

// A drill of a day with a thousand people; anything beyond is not a record of ours.
constexpr std::int64_t end_tick_limit = 24ll * 3600 * core::tick_rate_Hz;
constexpr std::int64_t person_limit = 100000;
constexpr std::int64_t person_frame_limit = 100'000'000;

class Reader {
public:
    Reader(SqliteFile& file, std::string name) : file_(file), name_(std::move(name)) {}
    core::Result<Record> read();

private:
    core::Result<void> read_header();
    core::Result<void> read_documents();
    core::Result<void> read_cast();
    core::Result<void> read_commands();
    core::Result<void> read_facts();
    core::Result<void> read_frames();
    void read_people();
    void read_cells();
    void read_others();
    void note(std::string pointer, std::string what) {
        problems_.push_back({name_, std::move(pointer), std::move(what), ""});
    }
    [[nodiscard]] std::size_t frame_count() const {
        return static_cast<std::size_t>(record_.header.end.value / frame_period_ticks) + 1;
    }
    /// Frame in which something of that tick is first shown; beyond the end for bad ticks.
    [[nodiscard]] std::size_t frame_at(std::int64_t tick) const {
        if (tick < 0 || tick > record_.header.end.value) return frame_count();
        return static_cast<std::size_t>((tick + frame_period_ticks - 1) / frame_period_ticks);
    }
    bool index_ok(std::int64_t index, std::size_t size, const char* table) {
        if (index >= 0 && static_cast<std::size_t>(index) < size) return true;
        if (problems_.size() < 20) note(table, trf("编号 {} 不存在", index));
        return false;
    }

    SqliteFile& file_;
    std::string name_;
    Record record_;
    core::Problems problems_;
    std::vector<drill::PersonFrame> initial_;
};

core::Result<void> Reader::read_header() {
    Statement id = file_.prepare("PRAGMA application_id");
    if (!id.next()) return tl::unexpected(file_.error());
    if (id.integer(0) != application_id)
        return core::make_error(core::Errc::bad_input, {name_, "", tr("这不是演练记录"), tr(".drill 文件")});
    std::map<std::string, std::string> rows;
    Statement row = file_.prepare("SELECT key, value FROM header");
    while (row.next()) rows[row.text(0)] = row.text(1);
    if (row.failed()) return tl::unexpected(file_.error());
    auto header = parse_header(name_, rows);
    if (!header) return tl::unexpected(header.error());
    record_.header = std::move(*header);
    if (record_.header.end.value < 0 || record_.header.end.value > end_tick_limit)
        return core::make_error(core::Errc::bad_input,
                                {name_, "header/end_tick", trf("结束节拍 {} 不合理", record_.header.end.value), ""});
    return {};
}

core::Result<void> Reader::read_documents() {
    Statement row = file_.prepare("SELECT kind, sha256, text FROM document");
    while (row.next()) {
        const std::string kind = row.text(0), text = row.text(2);
        if (core::sha256_hex(text) != row.text(1)) note("document/" + kind, tr("内容与它的 SHA-256 不符，文件被改过"));
        if (kind == "plan") record_.plan_text = text;
        if (kind == "scenario") record_.scenario_text = text;
        if (kind == "trace") record_.trace_text = text;
    }
    if (row.failed()) return tl::unexpected(file_.error());
    auto plan = plan::parse_plan(name_ + "#plan", record_.plan_text);
    if (!plan) return tl::unexpected(plan.error());
    record_.plan = std::move(*plan);
    auto scenario = drill::parse_scenario(name_ + "#scenario", record_.scenario_text, record_.plan);
    if (!scenario) return tl::unexpected(scenario.error());
    record_.scenario = std::move(*scenario);
    record_.cells = plan::make_smoke_cells(record_.plan);
    record_.area = plan::make_walkable_area(record_.plan);
    return {};
}

core::Result<void> Reader::read_cast() {
    Statement row = file_.prepare("SELECT id, key, name, role, person_group, mobility, sheet, x_m, y_m, heading_rad "
                                  "FROM person ORDER BY id");
    while (row.next()) {
        const std::int64_t sheet = row.integer(6), group = row.integer(4);
        const bool good = row.integer(0) == static_cast<std::int64_t>(record_.cast.size()) && sheet >= 0 &&
                          static_cast<std::size_t>(sheet) < record_.area.sheets.size() && group >= 0 && group <= 5 &&
                          row.integer(0) < person_limit;
        if (!good) {
            note(fmt::format("person/{}", row.integer(0)), tr("这一行的数字不合理"));
            return core::make_error(problems_);
        }
        record_.cast.push_back({row.text(1), row.text(2), row.text(3), static_cast<drill::PersonGroup>(group), row.text(5)});
        drill::PersonFrame p;
        p.position = {core::make_id<plan::SheetId>(static_cast<std::size_t>(sheet)), {row.real(7), row.real(8)}};
        p.heading_rad = static_cast<float>(row.real(9));
        initial_.push_back(p);
    }
    if (row.failed()) return tl::unexpected(file_.error());
    return {};
}

core::Result<void> Reader::read_commands() {
    Statement row = file_.prepare("SELECT seq, body FROM command ORDER BY seq");
    while (row.next()) {
        auto command = drill::parse_command(row.text(1));
        if (!command || command->seq != row.integer(0)) {
            note(fmt::format("command/{}", row.integer(0)), tr("这条指令读不出来"));
            continue;
        }
        record_.commands.push_back(std::move(*command));
    }
    if (row.failed()) return tl::unexpected(file_.error());
    return {};
}

core::Result<void> Reader::read_facts() {
    std::string chain = chain_start;
    Statement row = file_.prepare("SELECT seq, tick, body, hash FROM fact ORDER BY seq");
    while (row.next()) {
        const std::int64_t seq = row.integer(0);
        const std::string body = row.text(2);
        chain = next_link(chain, body);
        if (seq != static_cast<std::int64_t>(record_.facts.size()) + 1) {
            note(fmt::format("fact/{}", record_.facts.size() + 1), trf("缺少第 {} 条事实", record_.facts.size() + 1));
            break;
        }
        auto fact = drill::parse_fact(body);
        if (chain != row.text(3) || !fact || fact->seq != seq || fact->tick.value != row.integer(1)) {
            note(fmt::format("fact/{}", seq), trf("第 {} 条事实与哈希链不符，被改过", seq));
            break; // everything after it hangs on this one
        }
        record_.facts.push_back(std::move(*fact));
    }
    if (row.failed()) return tl::unexpected(file_.error());
    record_.chain_head = chain;
    return {};
}

void Reader::read_people() {
    const std::size_t count = frame_count(), people = record_.cast.size();
    // What changes seldom, carried forward from change to change.
    std::vector<drill::PersonFrame> now = initial_;
    Statement state = file_.prepare("SELECT tick, person, sheet, outcome, present, moving, dose FROM person_state ORDER BY tick, person");
    Statement step = file_.prepare("SELECT frame, id, pos_x, pos_y, ori_x, ori_y FROM trajectory_data ORDER BY frame, id");
    bool more_states = state.next(), more_steps = step.next();
    for (std::size_t f = 0; f < count; ++f) {
        for (; more_states && frame_at(state.integer(0)) <= f; more_states = state.next()) {
            const std::int64_t person = state.integer(1), sheet = state.integer(2), outcome = state.integer(3);
            if (!index_ok(person, people, "person_state") || !index_ok(sheet, record_.area.sheets.size(), "person_state") ||
                !index_ok(outcome, 4, "person_state"))
                continue;
            drill::PersonFrame& p = now[static_cast<std::size_t>(person)];
            p.position.sheet = core::make_id<plan::SheetId>(static_cast<std::size_t>(sheet));
            p.outcome = static_cast<drill::PersonOutcome>(outcome);
            p.present = state.integer(4) != 0;
            p.moving = state.integer(5) != 0;
            p.dose = static_cast<float>(state.real(6));
        }
        for (; more_steps && step.integer(0) <= static_cast<std::int64_t>(f); more_steps = step.next()) {
            if (!index_ok(step.integer(1), people, "trajectory_data")) continue;
            drill::PersonFrame& p = now[static_cast<std::size_t>(step.integer(1))];
            p.position.at_m = core::Vec2{step.real(2), step.real(3)} -
                              record_.area.sheets[p.position.sheet.index()].layout_offset_m;
            p.heading_rad = static_cast<float>(std::atan2(step.real(5), step.real(4)));
        }
        record_.frames[f].people = now;
    }
}

void Reader::read_cells() {
    std::vector<drill::CellFrame> now(record_.cells.cells.size());
    for (std::size_t i = 0; i < now.size(); ++i)
        now[i].interface_height_m = static_cast<float>(record_.cells.cells[i].height_m);
    Statement row = file_.prepare("SELECT tick, cell, interface_height_m, upper_temperature_K, lower_temperature_K, "
                                  "visibility_m, upper_extinction_per_m, carbon_monoxide_ppm FROM smoke ORDER BY tick, cell");
    bool more = row.next();
    for (std::size_t f = 0; f < record_.frames.size(); ++f) {
        for (; more && frame_at(row.integer(0)) <= f; more = row.next()) {
            if (!index_ok(row.integer(1), now.size(), "smoke")) continue;
            now[static_cast<std::size_t>(row.integer(1))] = {
                static_cast<float>(row.real(2)), static_cast<float>(row.real(3)), static_cast<float>(row.real(4)),
                static_cast<float>(row.real(5)), static_cast<float>(row.real(6)), static_cast<float>(row.real(7))};
        }
        record_.frames[f].cells = now;
    }
}

void Reader::read_others() {
    std::vector<float> open(record_.plan.openings.size(), 0), hrr(record_.scenario.fires.size(), 0);
    std::vector<unsigned char> alarms(record_.plan.detectors.size(), 0);
    Statement door = file_.prepare("SELECT tick, opening, open_frac FROM door ORDER BY tick");
    Statement fire = file_.prepare("SELECT tick, fire, hrr_kW FROM fire ORDER BY tick");
    Statement detector = file_.prepare("SELECT tick, detector, alarm FROM detector ORDER BY tick");
    Statement device = file_.prepare("SELECT tick, kind, sheet, x_m, y_m, heading_rad, length_m, width_m FROM device ORDER BY tick");
    bool more_doors = door.next(), more_fires = fire.next(), more_detectors = detector.next(), more_devices = device.next();
    for (std::size_t f = 0; f < record_.frames.size(); ++f) {
        drill::Frame& frame = record_.frames[f];
        for (; more_doors && frame_at(door.integer(0)) <= f; more_doors = door.next())
            if (index_ok(door.integer(1), open.size(), "door"))
                open[static_cast<std::size_t>(door.integer(1))] = static_cast<float>(door.real(2));
        for (; more_fires && frame_at(fire.integer(0)) <= f; more_fires = fire.next())
            if (index_ok(fire.integer(1), hrr.size(), "fire"))
                hrr[static_cast<std::size_t>(fire.integer(1))] = static_cast<float>(fire.real(2));
        for (; more_detectors && frame_at(detector.integer(0)) <= f; more_detectors = detector.next())
            if (index_ok(detector.integer(1), alarms.size(), "detector"))
                alarms[static_cast<std::size_t>(detector.integer(1))] = detector.integer(2) != 0;
        for (; more_devices && frame_at(device.integer(0)) <= f; more_devices = device.next())
            if (index_ok(device.integer(2), record_.area.sheets.size(), "device") && index_ok(device.integer(1), 6, "device"))
                frame.devices.push_back({static_cast<assist::DeviceKind>(device.integer(1)),
                                         core::make_id<plan::SheetId>(static_cast<std::size_t>(device.integer(2))),
                                         {device.real(3), device.real(4)}, static_cast<float>(device.real(5)),
                                         static_cast<float>(device.real(6)), static_cast<float>(device.real(7))});
        frame.open_frac = open;
        frame.fire_hrr_kW = hrr;
        frame.detector_alarms = alarms;
    }
}

core::Result<void> Reader::read_frames() {
    if (static_cast<std::int64_t>(frame_count() * std::max<std::size_t>(record_.cast.size(), 1)) > person_frame_limit)
        return core::make_error(core::Errc::too_large, {name_, "", tr("记录太长，装不下"), ""});
    record_.frames.resize(frame_count());
    for (std::size_t f = 0; f < record_.frames.size(); ++f)
        record_.frames[f].tick = {static_cast<std::int64_t>(f) * frame_period_ticks};
    read_people();
    read_cells();
    read_others();
    return {};
}

core::Result<Record> Reader::read() {
    for (const auto part : {&Reader::read_header, &Reader::read_documents, &Reader::read_cast, &Reader::read_commands,
                            &Reader::read_facts})
        if (auto done = (this->*part)(); !done) {
            problems_.insert(problems_.end(), done.error().problems.begin(), done.error().problems.end());
            return tl::unexpected(core::Error{done.error().code, problems_});
        }
    if (!problems_.empty()) return core::make_error(std::move(problems_));
    if (auto frames = read_frames(); !frames) return tl::unexpected(frames.error());
    if (!problems_.empty()) return core::make_error(std::move(problems_));
    return std::move(record_);
}

} // namespace

core::Result<Record> load_record(const std::filesystem::path& path) {
    std::error_code code;
    if (!std::filesystem::is_regular_file(path, code))
        return core::make_error(core::Errc::bad_input, {path.string(), "", tr("找不到这个记录文件"), ""});
    if (std::filesystem::file_size(path, code) == 0)
        return core::make_error(core::Errc::bad_input, {path.string(), "", tr("文件是空的"), ""});
    auto file = SqliteFile::open(path);
    if (!file) return tl::unexpected(file.error());
    return Reader(*file, path.string()).read();
}

} // namespace sim::record
