#include "tools/sheets/column_map.h"

#include "sim/core/text.h"
#include "tools/sheets/id_number.h"
#include "tools/sheets/text_forms.h"

#include <algorithm>
#include <set>

namespace tools::sheets {

using sim::core::make_error;
using sim::core::Problem;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::size_t header_rows_looked_at = 20;
constexpr std::size_t deepest_header = 3;
constexpr std::string_view join = "/";

// A header as it is compared: no blanks, no signs, simplified, lower case.
std::string header_form(std::string_view text) {
    constexpr std::u32string_view signs = U"()（）[]【】「」*＊:：/、，,.。·-—_＿“”\"'";
    std::u32string form = to_points(match_form(text));
    std::erase_if(form, [&](char32_t c) { return signs.find(c) != signs.npos; });
    return to_utf8(form);
}

// Without what stands in brackets: "手机（脱敏）" gives "手机".
std::string without_brackets(std::string_view text) {
    std::u32string kept;
    int depth = 0;
    for (const char32_t c : to_points(fold_width(text))) {
        if (c == U'(' || c == U'[' || c == U'【') ++depth;
        if (depth == 0) kept += c;
        if ((c == U')' || c == U']' || c == U'】') && depth > 0) --depth;
    }
    return to_utf8(kept);
}

// The texts of one column in the rows of a header, from the top, each once.
struct Heading {
    std::vector<std::string> levels;
    [[nodiscard]] std::string full() const {
        std::string text;
        for (const auto& level : levels)
            text += (text.empty() ? "" : std::string(join)) + level;
        return text;
    }
};

using Names = std::map<std::string, std::size_t>; // compared form → index of the spec

Names names_of(std::span<const ColumnSpec> specs) {
    Names names;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        for (const auto& name : specs[i].names)
            names.emplace(header_form(name), i);
        names.emplace(header_form(specs[i].key), i);
    }
    names.erase("");
    return names;
}

std::vector<Heading> read_headings(const Table& table, std::size_t first, std::size_t depth) {
    std::size_t width = 0;
    for (std::size_t r = first; r < first + depth; ++r)
        width = std::max(width, table.rows[r].cells.size());
    std::vector<Heading> headings(width);
    for (std::size_t r = first; r < first + depth; ++r) {
        std::string group; // of the last filled cell to the left, for groups that were not merged
        for (std::size_t c = 0; c < width; ++c) {
            std::string text = strip_ends(table.at(r, static_cast<int>(c)).text);
            const bool last = r + 1 == first + depth;
            const bool below =
                !last && table.at(r + 1, static_cast<int>(c)).kind != CellKind::empty;
            if (!text.empty())
                group = text;
            else if (below)
                text = group;
            auto& levels = headings[c].levels;
            if (!text.empty() && (levels.empty() || levels.back() != text)) levels.push_back(text);
        }
    }
    return headings;
}

// Spec that a heading names; none when it names none.
std::optional<std::size_t> find_spec(const Heading& heading, const Names& names) {
    if (heading.levels.empty()) return {};
    const std::string& leaf = heading.levels.back();
    for (const std::string& text :
         {heading.full(), leaf, without_brackets(leaf), without_brackets(heading.full())}) {
        const auto found = names.find(header_form(text));
        if (found != names.end()) return found->second;
    }
    return {};
}

struct Place {
    std::size_t first = 0, depth = 0, score = 0;
};

std::size_t count_matches(const std::vector<Heading>& headings, const Names& names) {
    std::set<std::size_t> found;
    for (const Heading& heading : headings)
        if (const auto spec = find_spec(heading, names)) found.insert(*spec);
    return found.size();
}

Place find_header(const Table& table, const Names& names, int wanted_row) {
    Place best;
    for (std::size_t depth = 1; depth <= deepest_header; ++depth) {
        for (std::size_t first = 0; first + depth <= table.rows.size(); ++first) {
            const int last_number = table.rows[first + depth - 1].number;
            if (wanted_row == 0 && first >= header_rows_looked_at) break;
            if (wanted_row != 0 && last_number != wanted_row) continue;
            if (last_number - table.rows[first].number != static_cast<int>(depth) - 1) continue;
            const auto score = count_matches(read_headings(table, first, depth), names);
            if (score > best.score || (best.depth == 0 && wanted_row != 0))
                best = {first, depth, score};
        }
    }
    return best;
}

bool is_id_header(const std::string& header) {
    const std::string form = header_form(header);
    return form.find("身份证") != form.npos || form.find("证件号") != form.npos ||
           form.find("公民身份") != form.npos || form == "idcard";
}

class Mapper {
public:
    Mapper(const std::string& file, const Table& table, std::span<const ColumnSpec> specs,
           const Mapping& mapping)
        : file_(file), table_(table), specs_(specs), mapping_(mapping), names_(names_of(specs)) {}
    Result<ColumnMap> map();

private:
    void place_column(const Heading& heading, int column);
    void check_id_numbers(std::size_t data_from);
    void report_missing();
    void report(CellPlace place, std::string what, std::string expected) {
        problems_.push_back({file_, pointer(table_, place), std::move(what), std::move(expected)});
    }
    // What the user says about a header: nothing, "" for ignore, or a key.
    std::optional<std::string> mapped_key(const Heading& heading) const;

    const std::string& file_;
    const Table& table_;
    std::span<const ColumnSpec> specs_;
    const Mapping& mapping_;
    Names names_;
    ColumnMap map_;
    Problems problems_;
};

std::optional<std::string> Mapper::mapped_key(const Heading& heading) const {
    if (heading.levels.empty()) return {};
    for (const auto& [header, key] : mapping_.key_of_header)
        if (header_form(header) == header_form(heading.full()) ||
            header_form(header) == header_form(heading.levels.back()))
            return key;
    return {};
}

void Mapper::place_column(const Heading& heading, int column) {
    if (heading.levels.empty()) return;
    ColumnMatch match{"", column, heading.full()};
    const CellPlace place{map_.header_last_row, column};
    if (is_id_header(match.header)) {
        report(place, tr("这一列是证件号，本系统不存证件号"), tr("删掉这一列"));
        return;
    }
    const auto said = mapped_key(heading);
    if (said && said->empty()) return;
    const auto spec = find_spec(heading, names_);
    if (said)
        match.key = *said;
    else if (spec)
        match.key = specs_[*spec].key;
    if (match.key.empty()) {
        map_.notes.push_back({file_, pointer(table_, place),
                              trf("不认识的列“{}”，没有读", match.header), tr("在对应关系里写明")});
        map_.unknown.push_back(std::move(match));
        return;
    }
    const int before = map_.column_of(match.key);
    if (before >= 0)
        report(place,
               trf("“{}”和 {} 列是同一项", match.header, address({map_.header_last_row, before})),
               tr("留一列，或在对应关系里写明"));
    else
        map_.columns.push_back(std::move(match));
}

// Cells of one column that hold an ID number.
struct IdCells {
    std::size_t filled_count = 0;
    std::vector<CellPlace> places;
    [[nodiscard]] bool mostly() const {
        return places.size() > 1 && 2 * places.size() > filled_count;
    }
    [[nodiscard]] std::string list() const {
        constexpr std::size_t most_listed = 20; // the column is named with the first anyhow
        std::string text;
        for (std::size_t i = 0; i < places.size() && i < most_listed; ++i)
            text += (text.empty() ? "" : tr("、")) + address(places[i]);
        return text + (places.size() > most_listed ? "…" : "");
    }
};

// A column that is read is refused as a whole when it is one of ID numbers; a few strays among
// telephones are problems of their rows (clean_cell). What is not read has no rows to say it in.
void Mapper::check_id_numbers(std::size_t data_from) {
    std::map<int, IdCells> columns;
    for (std::size_t r = data_from; r < table_.rows.size(); ++r)
        for (std::size_t c = 0; c < table_.rows[r].cells.size(); ++c) {
            const Cell& cell = table_.rows[r].cells[c];
            IdCells& column = columns[static_cast<int>(c)];
            column.filled_count += cell.kind != CellKind::empty;
            if (shows_id_number(cell))
                column.places.push_back({table_.rows[r].number, static_cast<int>(c)});
        }
    for (const auto& [at, ids] : columns) {
        const bool is_read =
            std::ranges::any_of(map_.columns, [column = at](const ColumnMatch& match) {
                return match.column == column;
            });
        if (is_read ? !ids.mostly() : ids.places.empty()) continue;
        report(ids.places.front(),
               trf("这一列有 {} 个身份证号（{}），本系统不存证件号", ids.places.size(), ids.list()),
               is_read ? tr("删掉这些号码") : tr("删掉这一列"));
    }
}

// Each required one is a problem of its own; the others are one note, or nobody reads the notes.
void Mapper::report_missing() {
    const std::string place = pointer(table_, {map_.header_last_row, 0});
    std::string absent;
    for (const ColumnSpec& spec : specs_) {
        if (map_.column_of(spec.key) >= 0) continue;
        map_.missing.push_back(spec.key);
        const std::string name = spec.names.empty() ? spec.key : spec.names.front();
        if (spec.required)
            problems_.push_back(
                {file_, place, trf("缺少“{}”列", name), tr("补上这一列，或在对应关系里写明")});
        else
            absent += (absent.empty() ? "" : tr("、")) + name;
    }
    if (!absent.empty())
        map_.notes.push_back({file_, place, trf("没有这些列，照样导入：{}", absent), ""});
}

Result<ColumnMap> Mapper::map() {
    // Headers that the user tied count as names too, so that the header row is found by them.
    Names names = names_;
    for (const auto& [header, key] : mapping_.key_of_header)
        for (std::size_t i = 0; i < specs_.size(); ++i)
            if (specs_[i].key == key) names.insert_or_assign(header_form(header), i);
    const Place place = find_header(table_, names, mapping_.header_row);
    if (place.score == 0 && (place.depth == 0 || mapping_.header_row == 0))
        return make_error(
            sim::core::Errc::bad_input,
            {file_, table_.name, tr("前 20 行里找不到表头"), tr("一行列名，或在对应关系里写明")});
    map_.header_first_row = table_.rows[place.first].number;
    map_.header_last_row = table_.rows[place.first + place.depth - 1].number;
    const auto headings = read_headings(table_, place.first, place.depth);
    for (std::size_t c = 0; c < headings.size(); ++c)
        place_column(headings[c], static_cast<int>(c));
    check_id_numbers(place.first + place.depth);
    report_missing();
    if (!problems_.empty()) return make_error(std::move(problems_));
    return std::move(map_);
}

bool same_header(const Table& table, std::size_t row, const ColumnMap& map) {
    std::size_t same = 0;
    for (const ColumnMatch& column : map.columns) {
        const std::size_t slash = column.header.rfind(join);
        const std::string leaf =
            slash == column.header.npos ? column.header : column.header.substr(slash + 1);
        const std::string form = header_form(table.at(row, column.column).text);
        if (!form.empty() && form == header_form(leaf)) ++same;
    }
    return same > 1 || (same == 1 && map.columns.size() == 1);
}

// One text merged across the row: a section of the list, not a person.
bool is_section(const Row& row) {
    std::size_t own = 0, repeated = 0;
    for (const Cell& cell : row.cells) {
        const bool repeats = cell.merged_from && cell.merged_from->row == row.number;
        if (repeats) ++repeated;
        if (!repeats && cell.kind != CellKind::empty) ++own;
    }
    return own == 1 && repeated > 0;
}

// Why a row holds no record; null when it does.
const char* find_reason(const Table& table, std::size_t row, const ColumnMap& map) {
    if (same_header(table, row, map)) return tr("又一行表头");
    if (is_section(table.rows[row])) return tr("合并成一格的分节标题");
    std::string first;
    for (const Cell& cell : table.rows[row].cells)
        if (first.empty()) first = header_form(cell.text);
    for (const char* total : {"合计", "小计", "总计", "共计"})
        if (first.starts_with(total)) return tr("合计行");
    for (const char* closing :
         {"填表人", "制表人", "审核人", "填报人", "负责人签字", "填表说明", "注1", "说明"})
        if (first.starts_with(closing)) return tr("表尾的说明");
    const bool any = std::any_of(map.columns.begin(), map.columns.end(), [&](const auto& column) {
        return !strip_ends(table.at(row, column.column).text).empty();
    });
    return any ? nullptr : tr("认识的列都是空的");
}

} // namespace

int ColumnMap::column_of(std::string_view key) const noexcept {
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const ColumnMatch& match) { return match.key == key; });
    return found == columns.end() ? -1 : found->column;
}

Result<ColumnMap> map_columns(const std::string& file, const Table& table,
                              std::span<const ColumnSpec> specs, const Mapping& mapping) {
    return Mapper(file, table, specs, mapping).map();
}

DataRows find_data_rows(const std::string& file, const Table& table, const ColumnMap& map) {
    DataRows found;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (table.rows[row].number <= map.header_last_row) continue;
        if (const char* reason = find_reason(table, row, map))
            found.skipped.push_back(
                {file, pointer(table, {table.rows[row].number, 0}), reason, ""});
        else
            found.rows.push_back(row);
    }
    return found;
}

} // namespace tools::sheets
