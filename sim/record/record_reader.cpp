#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/plan/plan_file.h"
#include "sim/record/chain.h"
#include "sim/record/frame_reader.h"
#include "sim/record/header_text.h"
#include "sim/record/record.h"
#include "sim/record/record_schema.h"
#include "sim/record/sqlite_file.h"
#include <cmath>

namespace sim::record {

using core::tr;
using core::trf;

namespace {

constexpr std::size_t header_row_limit = 100;
constexpr double position_limit_m = 1e6;
constexpr std::size_t person_group_count = 6;

/// How one of the two chained tables is read and what it is called.
struct Chain {
    const char* table;
    const char* sql;
    const char* count_key;
    const char* head_key;
    const char* changed; ///< message with the number of the row
    const char* missing;
};

class Reader {
public:
    Reader(SqliteFile& file, std::string name) : file_(file), name_(std::move(name)) {}
    core::Result<Record> read();

private:
    core::Result<void> check_kind();
    core::Result<void> read_header();
    core::Result<void> check_tables();
    core::Result<void> read_documents();
    void check_seal();
    core::Result<void> parse_documents();
    core::Result<void> read_cast();
    core::Result<void> read_commands();
    core::Result<void> read_facts();
    core::Result<void> check_pages();

    /// Reads rows into `items` as long as they hang together; answers the last link.
    template <class T, class Parse>
    std::string read_chain(const Chain& chain, std::vector<T>& items, const Parse& parse);
    /// Whether the header's counts and ends agree with what was read.
    void check_end(const Chain& chain, std::size_t count, const std::string& link);
    void note(std::string pointer, std::string what) {
        problems_.push_back({name_, std::move(pointer), std::move(what), ""});
    }
    [[nodiscard]] core::Result<void> problems() const {
        if (problems_.empty()) return {};
        return core::make_error(problems_);
    }

    SqliteFile& file_;
    std::string name_;
    Record record_;
    core::Problems problems_;
    std::map<std::string, std::string> header_rows_;
    std::vector<drill::PersonFrame> start_;
};

core::Result<void> Reader::check_kind() {
    Statement id = file_.prepare("PRAGMA application_id");
    if (!id.next()) return tl::unexpected(file_.error());
    if (id.integer(0) == application_id) return {};
    return core::make_error(core::Errc::bad_input,
                            {name_, "", tr("这不是演练记录"), tr(".drill 文件")});
}

core::Result<void> Reader::read_header() {
    Statement row = file_.prepare("SELECT key, value FROM header");
    while (header_rows_.size() < header_row_limit && row.next())
        header_rows_[row.text(0)] = row.text(1);
    if (row.failed()) return tl::unexpected(file_.error());
    auto header = parse_header(name_, header_rows_);
    if (!header) return tl::unexpected(header.error());
    record_.header = std::move(*header);
    return {};
}

core::Result<void> Reader::check_tables() {
    // The version is one that we know, so the tables are these to the letter: no view in the place
    // of a table, no column that computes.
    Statement row =
        file_.prepare("SELECT sql FROM sqlite_schema WHERE name = ? AND type = 'table'");
    for (const Table& table : tables) {
        if (table.since_version > record_.header.format_version) continue;
        row.bind(1, std::string_view(table.name));
        if (!row.next())
            note(table.name, tr("缺少这个表"));
        else if (row.text(0) != table.sql)
            note(table.name, tr("这个表的列不对"));
        row.reset();
    }
    return problems();
}

core::Result<void> Reader::read_documents() {
    const std::pair<const char*, std::string*> documents[] = {{"plan", &record_.plan_text},
                                                              {"scenario", &record_.scenario_text},
                                                              {"trace", &record_.trace_text}};
    Statement row = file_.prepare("SELECT sha256, text FROM document WHERE kind = ?");
    for (const auto& [kind, text] : documents) {
        const std::string pointer = std::string("document/") + kind;
        row.bind(1, std::string_view(kind));
        if (row.next()) {
            *text = row.text(1);
            if (core::sha256_hex(*text) != row.text(0))
                note(pointer, tr("内容与它的 SHA-256 不符，文件被改过"));
        } else if (row.failed()) {
            note(pointer, trf("文件已损坏（{}）", file_.message()));
        } else if (text != &record_.trace_text) {
            note(pointer, tr("缺少这份文件"));
        }
        row.reset();
    }
    check_seal();
    return problems();
}

void Reader::check_seal() {
    if (!problems_.empty()) return; // a document that was changed says it all
    std::map<std::string, std::string> documents{{"plan", record_.plan_text},
                                                 {"scenario", record_.scenario_text}};
    if (!record_.trace_text.empty()) documents["trace"] = record_.trace_text;
    if (header_rows_[seal_key] != calc_seal(header_rows_, documents))
        note(std::string("header/") + seal_key, tr("文件头与封印不符，被改过"));
}

core::Result<void> Reader::parse_documents() {
    auto plan = plan::parse_plan(name_ + "#plan", record_.plan_text);
    if (!plan) return tl::unexpected(plan.error());
    record_.plan = std::move(*plan);
    auto scenario = drill::parse_scenario(name_ + "#scenario", record_.scenario_text, record_.plan);
    if (!scenario) return tl::unexpected(scenario.error());
    record_.scenario = std::move(*scenario);
    record_.cells = plan::make_smoke_cells(record_.plan);
    record_.area = plan::make_walkable_area(record_.plan);
    const core::Tick end = record_.header.end;
    if (end.value < 0 || end > core::tick_at(record_.scenario.end_s))
        note("header/end_tick", trf("结束节拍 {} 不在脚本的时间之内", end.value));
    return problems();
}

core::Result<void> Reader::read_cast() {
    Statement row = file_.prepare("SELECT id, key, name, role, person_group, mobility, sheet, x_m, "
                                  "y_m, heading_rad FROM person ORDER BY id");
    const std::size_t count = record_.scenario.people.size() + record_.scenario.residents.size();
    const auto is_below = [&row](int column, std::size_t limit) {
        const std::int64_t value = row.integer(column);
        return value >= 0 && static_cast<std::uint64_t>(value) < limit;
    };
    while (row.next()) {
        const core::Vec2 at{row.real(7), row.real(8)};
        const double heading_rad = row.real(9);
        const bool good =
            record_.cast.size() < count && row.integer(0) == std::ssize(record_.cast) &&
            is_below(4, person_group_count) && is_below(6, record_.area.sheets.size()) &&
            std::abs(at.x) <= position_limit_m && std::abs(at.y) <= position_limit_m &&
            std::abs(heading_rad) <= position_limit_m;
        if (!good) {
            note(fmt::format("person/{}", row.integer(0)), tr("这一行的数字不合理"));
            return problems();
        }
        record_.cast.push_back({row.text(1), row.text(2), row.text(3),
                                static_cast<drill::PersonGroup>(row.integer(4)), row.text(5)});
        drill::PersonFrame p;
        p.position = {core::make_id<plan::SheetId>(static_cast<std::size_t>(row.integer(6))), at};
        p.heading_rad = static_cast<float>(heading_rad);
        start_.push_back(p);
    }
    if (row.failed())
        note("person", trf("文件已损坏（{}）", file_.message()));
    else if (record_.cast.size() != count)
        note("person", trf("有 {} 人，脚本里有 {} 人", record_.cast.size(), count));
    return problems();
}

template <class T, class Parse>
std::string Reader::read_chain(const Chain& chain, std::vector<T>& items, const Parse& parse) {
    std::string link = chain_start;
    Statement row = file_.prepare(chain.sql);
    while (row.next()) {
        const std::int64_t seq = std::ssize(items) + 1;
        const std::string body = row.text(2);
        auto item = parse(body);
        link = next_link(link, body);
        const bool whole = row.integer(0) == seq && item && item->seq == seq &&
                           item->tick.value == row.integer(1) && row.text(3) == link;
        if (!whole) { // everything after it hangs on this one
            note(fmt::format("{}/{}", chain.table, seq),
                 trf(row.integer(0) == seq ? chain.changed : chain.missing, seq));
            return link;
        }
        items.push_back(std::move(*item));
    }
    if (row.failed())
        note(fmt::format("{}/{}", chain.table, items.size() + 1),
             trf("读到这里，文件已损坏（{}）", file_.message()));
    else
        check_end(chain, items.size(), link);
    return link;
}

void Reader::check_end(const Chain& chain, std::size_t count, const std::string& link) {
    const auto says = [&](const char* key, const std::string& value) {
        const auto it = header_rows_.find(key);
        return it != header_rows_.end() && it->second == value;
    };
    if (!says(chain.count_key, std::to_string(count)))
        note(fmt::format("{}/{}", chain.table, count + 1), trf(chain.missing, count + 1));
    else if (!says(chain.head_key, link))
        note(std::string("header/") + chain.head_key, tr("与哈希链的末端不符，被改过"));
}

core::Result<void> Reader::read_commands() {
    constexpr Chain chain{"command",
                          "SELECT seq, tick, body, hash FROM command ORDER BY seq",
                          command_count_key,
                          command_head_key,
                          "第 {} 条指令与哈希链不符，被改过",
                          "缺少第 {} 条指令"};
    read_chain(chain, record_.commands,
               [](const std::string& line) { return drill::parse_command(line); });
    return {}; // what is wrong with the facts comes in the same go
}

core::Result<void> Reader::read_facts() {
    constexpr Chain chain{"fact",
                          "SELECT seq, tick, body, hash FROM fact ORDER BY seq",
                          fact_count_key,
                          fact_head_key,
                          "第 {} 条事实与哈希链不符，被改过",
                          "缺少第 {} 条事实"};
    record_.chain_head = read_chain(
        chain, record_.facts, [](const std::string& line) { return drill::parse_fact(line); });
    return problems();
}

core::Result<void> Reader::check_pages() {
    // After the facts: a changed fact is told by its number, not as a damaged page. Before the
    // frames: their tables are read as long as rows come, which only sound pages bring to an end.
    if (const std::string damage = file_.find_damage(); !damage.empty())
        note("", trf("文件已损坏（{}）", damage));
    if (!file_.is_whole()) note("", tr("文件在末尾断了"));
    return problems();
}

core::Result<Record> Reader::read() {
    for (const auto part : {&Reader::check_kind, &Reader::read_header, &Reader::check_tables,
                            &Reader::read_documents, &Reader::parse_documents, &Reader::read_cast,
                            &Reader::read_commands, &Reader::read_facts, &Reader::check_pages})
        if (auto done = (this->*part)(); !done) return tl::unexpected(done.error());
    if (auto frames = read_frames(file_, name_, start_, record_); !frames)
        return tl::unexpected(frames.error());
    return std::move(record_);
}

} // namespace

core::Result<Record> load_record(const std::filesystem::path& path) {
    const auto bad = [&path](core::Errc errc, std::string what) {
        return core::make_error(errc, {path.string(), "", std::move(what), tr(".drill 文件")});
    };
    std::error_code code;
    if (!std::filesystem::is_regular_file(path, code))
        return bad(core::Errc::bad_input, tr("找不到这个记录文件"));
    const std::uintmax_t size = std::filesystem::file_size(path, code);
    if (size == 0) return bad(core::Errc::bad_input, tr("文件是空的"));
    if (size > record_file_limit_bytes)
        return bad(core::Errc::too_large, trf("文件太大（{} 字节），没有读取", size));
    auto file = SqliteFile::open(path);
    if (!file) return tl::unexpected(file.error());
    return Reader(*file, path.string()).read();
}

} // namespace sim::record
