#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/record/chain.h"
#include "sim/record/header_text.h"
#include "sim/record/record.h"
#include "sim/record/record_schema.h"
#include "sim/record/sqlite_file.h"
#include <cmath>
#include <fcntl.h>
#include <unistd.h>

namespace sim::record {

namespace {

// Changes smaller than these are not worth a row; the picture does not show them.
constexpr float interface_step_m = 0.02f, temperature_step_K = 1.0f, visibility_step_m = 0.25f,
                dose_step = 0.01f, hrr_step_kW = 0.5f, moved_step_m = 0.01f;

std::string wkt_of(const plan::WalkableArea& area) {
    std::string wkt = "GEOMETRYCOLLECTION(";
    bool first = true;
    for (const plan::Sheet& sheet : area.sheets)
        for (const core::Segment& wall : sheet.walls_m) {
            const core::Vec2 a = wall.a + sheet.layout_offset_m, b = wall.b + sheet.layout_offset_m;
            wkt += fmt::format("{}LINESTRING({:.3f} {:.3f},{:.3f} {:.3f})", first ? "" : ",", a.x, a.y, b.x, b.y);
            first = false;
        }
    return wkt + ")";
}

class Writer final : public RecordWriter {
public:
    Writer(SqliteFile file, std::filesystem::path path, Header header)
        : file_(std::move(file)), path_(std::move(path)), header_(std::move(header)) {}

    core::Result<void> begin(const drill::World& world, const devices::Trace* trace);
    core::Result<void> append(const drill::World& world) override;
    core::Result<std::string> finish(const drill::World& world) override;

private:
    void prepare();
    bool write_documents(const drill::World& world, const devices::Trace* trace);
    bool write_cast(const drill::World& world, const drill::Frame& frame);
    bool write_new_facts(const drill::World& world);
    bool write_frame(const drill::Frame& frame, const plan::WalkableArea& area);
    bool write_cells(const drill::Frame& frame);
    bool write_header();

    SqliteFile file_;
    std::filesystem::path path_;
    Header header_;
    Statement header_row_, command_, fact_, checkpoint_, state_, smoke_, door_, fire_, device_, detector_,
        trajectory_, frame_data_;
    std::size_t commands_written_ = 0, facts_written_ = 0;
    std::string chain_ = chain_start;
    drill::Frame last_;
    std::vector<unsigned char> moved_; ///< by person: appears in trajectory_data from now on
    bool any_frame_ = false;
};

void Writer::prepare() {
    header_row_ = file_.prepare("INSERT OR REPLACE INTO header VALUES(?,?)");
    command_ = file_.prepare("INSERT INTO command VALUES(?,?,?)");
    fact_ = file_.prepare("INSERT INTO fact VALUES(?,?,?,?)");
    checkpoint_ = file_.prepare("INSERT INTO checkpoint VALUES(?,?,?)");
    state_ = file_.prepare("INSERT INTO person_state VALUES(?,?,?,?,?,?,?)");
    smoke_ = file_.prepare("INSERT INTO smoke VALUES(?,?,?,?,?,?,?,?)");
    door_ = file_.prepare("INSERT INTO door VALUES(?,?,?)");
    fire_ = file_.prepare("INSERT INTO fire VALUES(?,?,?)");
    device_ = file_.prepare("INSERT INTO device VALUES(?,?,?,?,?,?,?,?)");
    detector_ = file_.prepare("INSERT INTO detector VALUES(?,?,?)");
    trajectory_ = file_.prepare("INSERT INTO trajectory_data VALUES(?,?,?,?,?,?)");
    frame_data_ = file_.prepare("INSERT INTO frame_data VALUES(?,1)");
}

core::Result<void> Writer::begin(const drill::World& world, const devices::Trace* trace) {
    // A process that dies loses nothing the kernel has; finish() syncs before it renames.
    const std::string pragmas =
        fmt::format("PRAGMA page_size=8192; PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF;"
                    "PRAGMA application_id={}; PRAGMA user_version={};",
                    application_id, format_version);
    if (auto done = file_.execute(pragmas.c_str()); !done) return done;
    if (auto done = file_.execute("BEGIN"); !done) return done;
    if (auto done = file_.execute(schema_sql); !done) return done;
    prepare();
    const drill::Frame frame = world.frame();
    if (!write_header() || !write_documents(world, trace) || !write_cast(world, frame) ||
        !write_new_facts(world) || !write_frame(frame, world.area()) || !write_cells(frame))
        return tl::unexpected(file_.error());
    return file_.execute("COMMIT; BEGIN");
}

bool Writer::write_header() {
    bool ok = true;
    for (const auto& [key, value] : header_rows(header_)) ok = ok && header_row_.bind(1, key).bind(2, value).run();
    return ok;
}

bool Writer::write_documents(const drill::World& world, const devices::Trace* trace) {
    Statement document = file_.prepare("INSERT INTO document VALUES(?,?,?)");
    const drill::LoadedScenario& loaded = world.loaded();
    const auto put = [&](std::string_view kind, const std::string& text) {
        return document.bind(1, kind).bind(2, core::sha256_hex(text)).bind(3, text).run();
    };
    bool ok = put("plan", loaded.plan_text) && put("scenario", loaded.scenario_text);
    if (trace) ok = ok && put("trace", devices::format_trace(*trace, loaded.plan));
    Statement metadata = file_.prepare("INSERT INTO metadata VALUES(?,?)");
    core::Box box;
    for (const plan::Sheet& sheet : world.area().sheets)
        for (const core::Segment& wall : sheet.walls_m) {
            box.include(wall.a + sheet.layout_offset_m);
            box.include(wall.b + sheet.layout_offset_m);
        }
    const auto say = [&](std::string_view key, const std::string& value) {
        return metadata.bind(1, key).bind(2, value).run();
    };
    ok = ok && say("version", "2") && say("fps", std::to_string(core::tick_rate_Hz / frame_period_ticks)) &&
         say("xmin", std::to_string(box.low.x)) && say("xmax", std::to_string(box.high.x)) &&
         say("ymin", std::to_string(box.low.y)) && say("ymax", std::to_string(box.high.y));
    Statement geometry = file_.prepare("INSERT INTO geometry VALUES(1,?)");
    return ok && geometry.bind(1, wkt_of(world.area())).run();
}

bool Writer::write_cast(const drill::World& world, const drill::Frame& frame) {
    Statement person = file_.prepare("INSERT INTO person VALUES(?,?,?,?,?,?,?,?,?,?)");
    bool ok = true;
    for (std::size_t i = 0; i < world.cast().size() && ok; ++i) {
        const drill::Cast& c = world.cast()[i];
        const drill::PersonFrame& p = frame.people[i];
        ok = person.bind(1, static_cast<std::int64_t>(i)).bind(2, c.key).bind(3, c.name).bind(4, c.role)
                 .bind(5, std::int64_t{static_cast<int>(c.group)}).bind(6, c.mobility)
                 .bind(7, std::int64_t{p.position.sheet.value}).bind(8, p.position.at_m.x)
                 .bind(9, p.position.at_m.y).bind(10, static_cast<double>(p.heading_rad)).run();
    }
    moved_.assign(world.cast().size(), 0);
    return ok;
}

bool Writer::write_new_facts(const drill::World& world) {
    const auto commands = world.commands();
    for (; commands_written_ < commands.size(); ++commands_written_) {
        const drill::Command& c = commands[commands_written_];
        if (!command_.bind(1, c.seq).bind(2, c.tick.value).bind(3, drill::format_command(c)).run()) return false;
    }
    const auto facts = world.facts();
    for (; facts_written_ < facts.size(); ++facts_written_) {
        const drill::Fact& f = facts[facts_written_];
        const std::string body = drill::format_fact(f);
        chain_ = next_link(chain_, body);
        if (!fact_.bind(1, f.seq).bind(2, f.tick.value).bind(3, body).bind(4, chain_).run()) return false;
    }
    return true;
}

bool Writer::write_frame(const drill::Frame& frame, const plan::WalkableArea& area) {
    const std::int64_t tick = frame.tick.value, number = tick / frame_period_ticks;
    bool ok = frame_data_.bind(1, number).run();
    for (std::size_t i = 0; i < frame.people.size() && ok; ++i) {
        const drill::PersonFrame& p = frame.people[i];
        const drill::PersonFrame* before = any_frame_ ? &last_.people[i] : nullptr;
        const bool sheet_changed = before && before->position.sheet != p.position.sheet;
        const bool changed = !before || sheet_changed || before->outcome != p.outcome ||
                             before->present != p.present || before->moving != p.moving ||
                             std::abs(before->dose - p.dose) > dose_step;
        if (changed)
            ok = state_.bind(1, tick).bind(2, static_cast<std::int64_t>(i))
                     .bind(3, std::int64_t{p.position.sheet.value})
                     .bind(4, std::int64_t{static_cast<int>(p.outcome)}).bind(5, std::int64_t{p.present})
                     .bind(6, std::int64_t{p.moving}).bind(7, static_cast<double>(p.dose)).run();
        if (before && (sheet_changed || core::distance(before->position.at_m, p.position.at_m) > moved_step_m))
            moved_[i] = 1;
        // Who has not left his bed or post yet stands in table person and costs no rows.
        if (moved_[i] && p.present) {
            const core::Vec2 at = p.position.at_m + area.sheets[p.position.sheet.index()].layout_offset_m;
            ok = ok && trajectory_.bind(1, number).bind(2, static_cast<std::int64_t>(i)).bind(3, at.x).bind(4, at.y)
                           .bind(5, std::cos(static_cast<double>(p.heading_rad)))
                           .bind(6, std::sin(static_cast<double>(p.heading_rad))).run();
        }
        if (before && !changed) last_.people[i].position = p.position;
        if (changed && any_frame_) last_.people[i] = p;
    }
    for (std::size_t i = 0; i < frame.open_frac.size() && ok; ++i)
        if (!any_frame_ || std::abs(last_.open_frac[i] - frame.open_frac[i]) > 0.01f)
            ok = door_.bind(1, tick).bind(2, static_cast<std::int64_t>(i))
                     .bind(3, static_cast<double>(frame.open_frac[i])).run();
    for (std::size_t i = 0; i < frame.detector_alarms.size() && ok; ++i)
        if (!any_frame_ ? frame.detector_alarms[i] != 0 : last_.detector_alarms[i] != frame.detector_alarms[i])
            ok = detector_.bind(1, tick).bind(2, static_cast<std::int64_t>(i))
                     .bind(3, std::int64_t{frame.detector_alarms[i]}).run();
    for (const drill::DeviceFrame& d : frame.devices)
        ok = ok && device_.bind(1, tick).bind(2, std::int64_t{static_cast<int>(d.kind)})
                       .bind(3, std::int64_t{d.sheet.value}).bind(4, d.center_m.x).bind(5, d.center_m.y)
                       .bind(6, static_cast<double>(d.heading_rad)).bind(7, static_cast<double>(d.length_m))
                       .bind(8, static_cast<double>(d.width_m)).run();
    if (!any_frame_) last_ = frame;
    last_.open_frac = frame.open_frac;
    last_.detector_alarms = frame.detector_alarms;
    return ok;
}

bool Writer::write_cells(const drill::Frame& frame) {
    const std::int64_t tick = frame.tick.value;
    bool ok = true;
    for (std::size_t i = 0; i < frame.cells.size() && ok; ++i) {
        const drill::CellFrame &c = frame.cells[i], &b = last_.cells[i];
        const bool changed = !any_frame_ || std::abs(c.interface_height_m - b.interface_height_m) > interface_step_m ||
                             std::abs(c.upper_temperature_K - b.upper_temperature_K) > temperature_step_K ||
                             std::abs(c.visibility_m - b.visibility_m) > visibility_step_m;
        if (!changed) continue;
        last_.cells[i] = c;
        ok = smoke_.bind(1, tick).bind(2, static_cast<std::int64_t>(i))
                 .bind(3, static_cast<double>(c.interface_height_m)).bind(4, static_cast<double>(c.upper_temperature_K))
                 .bind(5, static_cast<double>(c.lower_temperature_K)).bind(6, static_cast<double>(c.visibility_m))
                 .bind(7, static_cast<double>(c.upper_extinction_per_m))
                 .bind(8, static_cast<double>(c.carbon_monoxide_ppm)).run();
    }
    for (std::size_t i = 0; i < frame.fire_hrr_kW.size() && ok; ++i)
        if (!any_frame_ || std::abs(frame.fire_hrr_kW[i] - last_.fire_hrr_kW[i]) > hrr_step_kW) {
            last_.fire_hrr_kW[i] = frame.fire_hrr_kW[i];
            ok = fire_.bind(1, tick).bind(2, static_cast<std::int64_t>(i))
                     .bind(3, static_cast<double>(frame.fire_hrr_kW[i])).run();
        }
    any_frame_ = true;
    return ok;
}

core::Result<void> Writer::append(const drill::World& world) {
    bool ok = write_new_facts(world);
    const std::int64_t tick = world.now().value;
    if (tick % frame_period_ticks == 0) {
        const drill::Frame frame = world.frame();
        ok = ok && write_frame(frame, world.area());
        if (tick % cell_period_ticks == 0) ok = ok && write_cells(frame);
    }
    if (ok && tick % checkpoint_period_ticks == 0) {
        ok = checkpoint_.bind(1, tick).bind(2, static_cast<std::int64_t>(world.facts().size()))
                 .bind(3, fmt::format("{:016x}", world.state_hash())).run();
        header_.end = world.now();
        ok = ok && write_header();
        if (ok)
            if (auto done = file_.execute("COMMIT; BEGIN"); !done) return done;
    }
    if (!ok) return tl::unexpected(file_.error());
    return {};
}

core::Result<std::string> Writer::finish(const drill::World& world) {
    header_.end = world.now();
    header_.finished = true;
    if (!write_new_facts(world) || !write_header()) return tl::unexpected(file_.error());
    if (auto done = file_.execute("COMMIT; CREATE INDEX frame_id_idx ON trajectory_data(frame, id);"
                                  "CREATE UNIQUE INDEX geometry_hash ON geometry(hash);");
        !done)
        return tl::unexpected(done.error());
    for (Statement* s : {&header_row_, &command_, &fact_, &checkpoint_, &state_, &smoke_, &door_, &fire_, &device_,
                         &detector_, &trajectory_, &frame_data_})
        *s = Statement();
    if (auto closed = file_.close(); !closed) return tl::unexpected(closed.error());
    const std::string part = path_.string() + ".part";
    const int fd = ::open(part.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0) ::close(fd);
    std::error_code code;
    if (synced) std::filesystem::rename(part, path_, code);
    if (!synced || code)
        return core::make_error(core::Errc::io, {path_.string(), "", core::tr("记录不能存盘"), ""});
    return chain_;
}

} // namespace

core::Result<std::unique_ptr<RecordWriter>> RecordWriter::make(const std::filesystem::path& path,
                                                               const Header& header, const drill::World& world,
                                                               const devices::Trace* trace) {
    const std::string part = path.string() + ".part";
    std::error_code code;
    std::filesystem::remove(part, code);
    std::filesystem::remove(part + "-journal", code);
    auto file = SqliteFile::create(part);
    if (!file) return tl::unexpected(file.error());
    auto writer = std::make_unique<Writer>(std::move(*file), path, header);
    if (auto begun = writer->begin(world, trace); !begun) return tl::unexpected(begun.error());
    return std::unique_ptr<RecordWriter>(std::move(writer));
}

} // namespace sim::record
