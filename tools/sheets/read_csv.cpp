#include "tools/sheets/read_csv.h"

#include "sim/core/text.h"
#include "tools/sheets/encoding.h"
#include "tools/sheets/injection.h"
#include "tools/sheets/sheet_constants.h"
#include "tools/sheets/text_forms.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

namespace tools::sheets {

using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problem;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::size_t lines_looked_at = 20;
constexpr std::array<std::string_view, 5> separators = {",", "\t", ";", "，", "；"};
constexpr std::size_t ascii_separators = 3;

// "sep=;" as Excel writes it; takes the line away.
std::optional<std::string> take_stated_separator(std::string_view& text) {
    if (!text.starts_with("sep=")) return {};
    const std::size_t end = text.find_first_of("\r\n");
    const std::string_view stated = text.substr(4, end == text.npos ? end : end - 4);
    if (std::find(separators.begin(), separators.end(), stated) == separators.end()) return {};
    text.remove_prefix(4 + stated.size());
    if (text.starts_with("\r\n")) text.remove_prefix(1);
    if (!text.empty()) text.remove_prefix(1);
    return std::string(stated);
}

using Counts = std::array<std::size_t, separators.size()>;

// How often each separator stands outside quotes, for each of the first lines that are not empty.
std::vector<Counts> count_separators(std::string_view text) {
    std::vector<Counts> lines(1);
    bool quoted = false;
    bool line_has_text = false;
    for (std::size_t at = 0; at < text.size() && lines.size() <= lines_looked_at; ++at) {
        if (text[at] == '"') quoted = !quoted;
        if (quoted) continue;
        if (text[at] == '\n' || text[at] == '\r') {
            if (line_has_text) lines.emplace_back();
            line_has_text = false;
            continue;
        }
        line_has_text = true;
        for (std::size_t s = 0; s < separators.size(); ++s)
            if (text.substr(at).starts_with(separators[s])) ++lines.back()[s];
    }
    if (!line_has_text) lines.pop_back();
    return lines;
}

std::string find_separator(std::string_view text) {
    const std::vector<Counts> lines = count_separators(text);
    Counts sums{};
    for (const Counts& line : lines)
        for (std::size_t s = 0; s < sums.size(); ++s)
            sums[s] += line[s];
    const auto most = std::max_element(sums.begin(), sums.begin() + ascii_separators);
    if (*most > 0) return std::string(separators[static_cast<std::size_t>(most - sums.begin())]);
    for (std::size_t s = ascii_separators; s < separators.size(); ++s) {
        const bool even = std::all_of(lines.begin(), lines.end(), [&](const Counts& line) {
            return line[s] == lines.front()[s];
        });
        if (sums[s] > 0 && even) return std::string(separators[s]);
    }
    return std::string(separators[0]);
}

class CsvReader {
public:
    CsvReader(std::string file, std::string_view text, std::string separator, Table& table)
        : file_(std::move(file)), text_(text), separator_(std::move(separator)), table_(table) {}

    // False when a limit ended the reading; the reason is the last problem.
    bool read();
    Problems problems;

private:
    std::string read_quoted();
    std::string read_bare();
    bool at_end_of_field() const noexcept {
        return at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r' ||
               text_.substr(at_).starts_with(separator_);
    }
    bool end_row();
    void report(std::string what, std::string expected) {
        if (problems.size() < problem_limit)
            problems.push_back({file_, address({row_number_, static_cast<int>(row_.cells.size())}),
                                std::move(what), std::move(expected)});
    }

    std::string file_;
    std::string_view text_;
    std::string separator_;
    Table& table_;
    Row row_;
    std::size_t at_ = 0;
    std::size_t cell_count_ = 0;
    int row_number_ = 1;
};

bool CsvReader::read() {
    while (at_ < text_.size()) {
        std::string field = text_[at_] == '"' ? read_quoted() : read_bare();
        if (count_points(field) > cell_text_limit) {
            report(tr("一格里的文字太长，可能少了一个引号"), trf("至多 {} 字", cell_text_limit));
            return false;
        }
        row_.cells.push_back(text_cell(std::string(unguard_formula(field))));
        if (text_.substr(at_).starts_with(separator_)) {
            at_ += separator_.size();
            // A separator at the very end has an empty field behind it, which no table keeps.
            continue;
        }
        if (at_ < text_.size()) at_ += text_.substr(at_).starts_with("\r\n") ? 2 : 1;
        if (!end_row()) return false;
    }
    return row_.cells.empty() || end_row();
}

std::string CsvReader::read_quoted() {
    std::string field;
    const std::size_t opened = at_++;
    for (;;) {
        const std::size_t quote = text_.find('"', at_);
        if (quote == text_.npos) {
            report(tr("引号没有配对"), tr("每个 \" 有一个结束的 \""));
            at_ = text_.size();
            return std::string(text_.substr(opened + 1));
        }
        field += text_.substr(at_, quote - at_);
        at_ = quote + 1;
        if (at_ == text_.size() || text_[at_] != '"') break;
        field += '"';
        ++at_;
    }
    if (!at_end_of_field()) {
        report(tr("结束的引号后面还有文字"), tr("文字里的引号写成两个 \"\""));
        field += read_bare();
    }
    return field;
}

std::string CsvReader::read_bare() {
    const std::size_t from = at_;
    while (!at_end_of_field())
        ++at_;
    return std::string(text_.substr(from, at_ - from));
}

bool CsvReader::end_row() {
    while (!row_.cells.empty() && row_.cells.back().kind == CellKind::empty)
        row_.cells.pop_back();
    if (!row_.cells.empty()) {
        cell_count_ += row_.cells.size();
        if (row_number_ > row_limit || row_.cells.size() > column_limit ||
            cell_count_ > cell_limit) {
            report(tr("表太大"),
                   trf("至多 {} 行、{} 列、{} 格", row_limit, column_limit, cell_limit));
            return false;
        }
        row_.number = row_number_;
        table_.rows.push_back(std::move(row_));
    }
    row_ = Row{};
    ++row_number_;
    return true;
}

} // namespace

Result<Workbook> read_csv(const std::string& file, std::string_view bytes) {
    if (bytes.size() > file_limit_bytes)
        return make_error(Errc::too_large,
                          {file, "", tr("文件太大"), trf("至多 {} MB", file_limit_bytes >> 20)});
    const auto decoded = decode_text(file, bytes);
    if (!decoded) return tl::make_unexpected(decoded.error());
    Workbook book;
    book.file = file;
    book.tables.emplace_back();
    book.tables[0].name = std::filesystem::path(file).stem().string();
    std::string_view text = decoded->utf8;
    const auto stated = take_stated_separator(text);
    CsvReader reader(file, text, stated ? *stated : find_separator(text), book.tables[0]);
    const bool whole = reader.read();
    if (!reader.problems.empty()) {
        auto refused = make_error(std::move(reader.problems));
        if (!whole) refused.value().code = Errc::too_large;
        return refused;
    }
    if (decoded->encoding != Encoding::utf8 && decoded->encoding != Encoding::utf8_bom)
        book.notes.push_back({file, "", trf("按 {} 读入", word(decoded->encoding)), ""});
    return book;
}

} // namespace tools::sheets
