#include "tools/casting/marks_file.h"

#include "sim/core/json_reader.h"
#include "sim/core/text.h"
#include "tools/sheets/read_csv.h"
#include "tools/sheets/text_forms.h"
#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace tools::casting {

using sim::core::ObjectReader;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

const std::map<std::string, int, std::less<>> csv_columns{
    {"时间", 0},     {"time", 0}, {"人员", 1},   {"person", 1}, {"动作", 2},
    {"action", 2},   {"地点", 3}, {"place", 3},  {"target", 3}, {"观察员", 4},
    {"observer", 4}, {"详情", 5}, {"details", 5}};

constexpr int column_count = 6;
constexpr std::array<const char*, 3> required_columns = {"时间", "人员", "动作"};

using Cells = std::vector<std::string>;

Cells trimmed_cells(const sheets::Row& row) {
    Cells cells;
    for (const sheets::Cell& cell : row.cells)
        cells.push_back(sheets::strip_ends(cell.text));
    return cells;
}

/// The line of the head that these cells are, if they are one: "# 日期,2026-05-20".
std::optional<HeadLine> find_head_line(const std::string& place, const Cells& cells) {
    if (!cells[0].starts_with("#")) return std::nullopt;
    return HeadLine{
        place, sheets::strip_ends(cells[0].substr(1)), {cells.begin() + 1, cells.end()}};
}

class CsvMarks {
public:
    explicit CsvMarks(std::string file) : file_(std::move(file)) {}

    void read(const sheets::Row& row) {
        const std::string place = trf("第 {} 行", row.number);
        const Cells cells = trimmed_cells(row);
        if (std::all_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.empty(); }))
            return;
        if (auto line = find_head_line(place, cells))
            marks.head.push_back(std::move(*line));
        else if (meaning_.empty())
            read_columns(place, cells);
        else
            read_mark(place, cells, row.number);
    }

    MarksFile marks;

private:
    void note(const std::string& place, std::string what, std::string expected = {}) {
        marks.problems.push_back({file_, place, std::move(what), std::move(expected)});
    }

    void read_columns(const std::string& place, const Cells& cells) {
        for (const std::string& cell : cells) {
            const auto known = csv_columns.find(cell);
            meaning_.push_back(known == csv_columns.end() ? -1 : known->second);
            if (known == csv_columns.end())
                note(place, trf("不认识的列：“{}”", cell),
                     tr("时间, 人员, 动作, 地点, 观察员, 详情"));
        }
        for (std::size_t need = 0; need < required_columns.size(); ++need)
            if (std::find(meaning_.begin(), meaning_.end(), static_cast<int>(need)) ==
                meaning_.end())
                note(place, trf("缺少列：{}", tr(required_columns[need])));
    }

    void read_mark(const std::string& place, const Cells& cells, int line) {
        std::array<std::string, column_count> fields;
        if (cells.size() > meaning_.size()) note(place, tr("这一行的格子比表头多"));
        for (std::size_t i = 0; i < cells.size() && i < meaning_.size(); ++i)
            if (meaning_[i] >= 0) fields.at(static_cast<std::size_t>(meaning_[i])) = cells[i];
        marks.rows.push_back(
            {place, fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], line});
    }

    std::string file_;
    std::vector<int> meaning_; ///< by column: which field; -1 unknown
};

Result<MarksFile> read_csv_marks(const std::string& file, std::string_view bytes) {
    const auto book = sheets::read_csv(file, bytes);
    if (!book) return tl::make_unexpected(book.error());
    CsvMarks reader(file);
    for (const sheets::Row& row : book->tables.front().rows)
        reader.read(row);
    return std::move(reader.marks);
}

MarkRow read_json_mark(ObjectReader& mark, int line) {
    MarkRow row;
    row.place = mark.pointer();
    row.time = mark.text("time");
    row.person = mark.text("person", "");
    row.action = mark.text("action");
    row.target = mark.text("target", "");
    row.observer = mark.text("observer", "");
    row.details = mark.text("details", "");
    row.line = line;
    mark.finish();
    return row;
}

Result<MarksFile> read_json_marks(const std::string& file, std::string_view bytes) {
    auto json = sim::core::parse_json(file, bytes);
    if (!json) return tl::make_unexpected(json.error());
    MarksFile marks;
    sim::core::JsonSource source{file, {}};
    ObjectReader root(*json, "", source);
    static constexpr std::string_view formats[] = {"yanlian-marks"};
    static_cast<void>(root.choice("format", formats));
    static_cast<void>(root.integer("version", 1, 1));
    for (const char* key : {"date", "started", "lead_observer", "start"})
        if (root.has(key)) marks.head.push_back({fmt::format("/{}", key), key, {root.text(key)}});
    root.objects("participants", false, [&](ObjectReader& one) {
        HeadLine line{one.pointer(), "participant", {one.text("role"), one.text("person")}};
        one.finish();
        if (!line.values[0].empty() && !line.values[1].empty())
            marks.head.push_back(std::move(line));
    });
    root.objects("marks", true, [&](ObjectReader& mark) {
        marks.rows.push_back(read_json_mark(mark, static_cast<int>(marks.rows.size()) + 1));
    });
    root.finish();
    marks.problems = std::move(source.problems);
    return marks;
}

} // namespace

Result<MarksFile> read_marks_file(const std::string& file, std::string_view bytes) {
    const std::size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first == bytes.npos)
        return sim::core::make_error(sim::core::Errc::bad_input,
                                     {file, "1:1", tr("文件是空的"), ""});
    return bytes[first] == '{' ? read_json_marks(file, bytes) : read_csv_marks(file, bytes);
}

} // namespace tools::casting
