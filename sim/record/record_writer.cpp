#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/record/chain.h"
#include "sim/record/frame_writer.h"
#include "sim/record/header_text.h"
#include "sim/record/record.h"
#include "sim/record/record_schema.h"
#include "sim/record/sqlite_file.h"
#include <fcntl.h>
#include <unistd.h>

namespace sim::record {

namespace {

std::string wkt_of(const plan::WalkableArea& area) {
    std::string wkt = "GEOMETRYCOLLECTION(";
    bool first = true;
    for (const plan::Sheet& sheet : area.sheets)
        for (const core::Segment& wall : sheet.walls_m) {
            const core::Vec2 a = wall.a + sheet.layout_offset_m, b = wall.b + sheet.layout_offset_m;
            wkt += fmt::format("{}LINESTRING({:.3f} {:.3f},{:.3f} {:.3f})", first ? "" : ",", a.x,
                               a.y, b.x, b.y);
            first = false;
        }
    return wkt + ")";
}

class Writer final : public RecordWriter {
public:
    Writer(SqliteFile file, std::filesystem::path path, Header header)
        : file_(std::move(file)), path_(std::move(path)), header_(std::move(header)) {
        header_.format_version = format_version;
    }

    core::Result<void> begin(const drill::World& world, const devices::Trace* trace);
    core::Result<void> append(const drill::World& world) override;
    core::Result<std::string> finish(const drill::World& world) override;

private:
    core::Result<void> make_tables();
    bool write_documents(const drill::World& world, const devices::Trace* trace);
    bool write_drawing(const drill::World& world);
    bool write_cast(const drill::World& world, const drill::Frame& frame);
    bool write_new_facts(const drill::World& world);
    bool write_checkpoint(const drill::World& world);
    bool write_header();
    core::Result<void> close_and_rename();

    SqliteFile file_;
    std::filesystem::path path_;
    Header header_;
    Statement header_row_, command_, fact_, checkpoint_;
    FrameWriter frames_;
    std::size_t commands_written_ = 0, facts_written_ = 0;
    std::string seal_, command_link_ = chain_start, fact_link_ = chain_start;
};

core::Result<void> Writer::make_tables() {
    // A process that dies loses nothing the kernel has; finish() syncs before it renames.
    const std::string pragmas =
        fmt::format("PRAGMA page_size=8192; PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF;"
                    "PRAGMA application_id={}; PRAGMA user_version={}; BEGIN",
                    application_id, format_version);
    if (auto done = file_.execute(pragmas.c_str()); !done) return done;
    for (const Table& table : tables)
        if (auto done = file_.execute(table.sql); !done) return done;
    if (auto done = file_.execute(fact_list_view); !done) return done;
    header_row_ = file_.prepare("INSERT OR REPLACE INTO header VALUES(?,?)");
    command_ = file_.prepare("INSERT INTO command VALUES(?,?,?,?)");
    fact_ = file_.prepare("INSERT INTO fact VALUES(?,?,?,?)");
    checkpoint_ = file_.prepare("INSERT INTO checkpoint VALUES(?,?,?)");
    return {};
}

core::Result<void> Writer::begin(const drill::World& world, const devices::Trace* trace) {
    if (auto made = make_tables(); !made) return made;
    frames_ = FrameWriter(file_, world.area());
    const drill::Frame frame = world.frame();
    if (!write_documents(world, trace) || !write_drawing(world) || !write_cast(world, frame) ||
        !write_new_facts(world) || !frames_.write(frame) || !write_header())
        return tl::unexpected(file_.error());
    return file_.execute("COMMIT; BEGIN");
}

bool Writer::write_header() {
    auto rows = header_rows(header_);
    rows[seal_key] = seal_;
    rows[fact_count_key] = std::to_string(facts_written_);
    rows[fact_head_key] = fact_link_;
    rows[command_count_key] = std::to_string(commands_written_);
    rows[command_head_key] = command_link_;
    bool ok = true;
    for (const auto& [key, value] : rows)
        ok = ok && header_row_.bind(1, key).bind(2, value).run();
    return ok;
}

bool Writer::write_documents(const drill::World& world, const devices::Trace* trace) {
    const drill::LoadedScenario& loaded = world.loaded();
    std::map<std::string, std::string> documents{{"plan", loaded.plan_text},
                                                 {"scenario", loaded.scenario_text}};
    if (trace) documents["trace"] = devices::format_trace(*trace, loaded.plan);
    seal_ = calc_seal(header_rows(header_), documents);
    Statement document = file_.prepare("INSERT INTO document VALUES(?,?,?)");
    bool ok = true;
    for (const auto& [kind, text] : documents)
        ok = ok && document.bind(1, kind).bind(2, core::sha256_hex(text)).bind(3, text).run();
    return ok;
}

bool Writer::write_drawing(const drill::World& world) {
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
    const bool ok =
        say("version", "2") &&
        say("fps", std::to_string(core::tick_rate_Hz / frame_period_ticks)) &&
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
        ok = person.bind(1, static_cast<std::int64_t>(i))
                 .bind(2, c.key)
                 .bind(3, c.name)
                 .bind(4, c.role)
                 .bind(5, std::int64_t{static_cast<int>(c.group)})
                 .bind(6, c.mobility)
                 .bind(7, std::int64_t{p.position.sheet.value})
                 .bind(8, p.position.at_m.x)
                 .bind(9, p.position.at_m.y)
                 .bind(10, static_cast<double>(p.heading_rad))
                 .run();
    }
    return ok;
}

bool Writer::write_new_facts(const drill::World& world) {
    const auto put = [](Statement& row, const auto& item, std::string& link,
                        const std::string& body) {
        link = next_link(link, body);
        return row.bind(1, item.seq).bind(2, item.tick.value).bind(3, body).bind(4, link).run();
    };
    const auto commands = world.commands();
    for (; commands_written_ < commands.size(); ++commands_written_) {
        const drill::Command& c = commands[commands_written_];
        if (!put(command_, c, command_link_, drill::format_command(c))) return false;
    }
    const auto facts = world.facts();
    for (; facts_written_ < facts.size(); ++facts_written_) {
        const drill::Fact& f = facts[facts_written_];
        if (!put(fact_, f, fact_link_, drill::format_fact(f))) return false;
    }
    return true;
}

bool Writer::write_checkpoint(const drill::World& world) {
    header_.end = world.now();
    return checkpoint_.bind(1, world.now().value)
               .bind(2, static_cast<std::int64_t>(world.facts().size()))
               .bind(3, fmt::format("{:016x}", world.state_hash()))
               .run() &&
           write_header();
}

core::Result<void> Writer::append(const drill::World& world) {
    const std::int64_t tick = world.now().value;
    bool ok = write_new_facts(world);
    if (tick % frame_period_ticks == 0) ok = ok && frames_.write(world.frame());
    if (tick % checkpoint_period_ticks == 0) {
        ok = ok && write_checkpoint(world);
        if (ok)
            if (auto done = file_.execute("COMMIT; BEGIN"); !done) return done;
    }
    if (!ok) return tl::unexpected(file_.error());
    return {};
}

core::Result<std::string> Writer::finish(const drill::World& world) {
    header_.finished = true;
    if (!write_new_facts(world)) return tl::unexpected(file_.error());
    header_.end = world.now();
    if (!write_header()) return tl::unexpected(file_.error());
    if (auto done = file_.execute(closing_sql); !done) return tl::unexpected(done.error());
    if (auto done = file_.execute("COMMIT"); !done) return tl::unexpected(done.error());
    if (auto renamed = close_and_rename(); !renamed) return tl::unexpected(renamed.error());
    return fact_link_;
}

bool sync(const std::filesystem::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0) ::close(fd);
    return synced;
}

core::Result<void> Writer::close_and_rename() {
    for (Statement* s : {&header_row_, &command_, &fact_, &checkpoint_})
        *s = Statement();
    frames_ = FrameWriter();
    if (auto closed = file_.close(); !closed) return closed;
    const std::filesystem::path part = path_.string() + ".part";
    std::error_code code;
    const bool synced = sync(part);
    if (synced) std::filesystem::rename(part, path_, code);
    if (!synced || code)
        return core::make_error(core::Errc::io, {path_.string(), "", core::tr("记录不能存盘"), ""});
    const std::filesystem::path folder = path_.parent_path();
    sync(folder.empty() ? "." : folder); // the new name too; the record is whole either way
    return {};
}

} // namespace

core::Result<std::unique_ptr<RecordWriter>> RecordWriter::make(const std::filesystem::path& path,
                                                               const Header& header,
                                                               const drill::World& world,
                                                               const devices::Trace* trace) {
    const std::string part = path.string() + ".part";
    const auto remove_part = [&part] {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        std::filesystem::remove(part + "-journal", ignored);
    };
    if (std::error_code code; std::filesystem::is_directory(path, code))
        return core::make_error(
            core::Errc::io, {path.string(), "", core::tr("这是一个文件夹"), core::tr("一个文件")});
    remove_part();
    auto file = SqliteFile::create(part);
    if (!file) return tl::unexpected(file.error());
    auto writer = std::make_unique<Writer>(std::move(*file), path, header);
    if (auto begun = writer->begin(world, trace); !begun) {
        writer.reset();
        remove_part();
        return tl::unexpected(begun.error());
    }
    return std::unique_ptr<RecordWriter>(std::move(writer));
}

} // namespace sim::record
