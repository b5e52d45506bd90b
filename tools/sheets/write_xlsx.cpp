#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/sheets/book_writer.h"
#include "tools/sheets/sheet_constants.h"
#include "tools/sheets/text_forms.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <unistd.h>

namespace tools::sheets {

using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::size_t sheet_name_limit = 31; // Excel's own
constexpr time_t written_at_s = 946'684'800; // 2000-01-01: the same sheets give the same bytes

struct TemporaryFile {
    std::string path;
    TemporaryFile() {
        std::error_code ignored;
        path = (std::filesystem::temp_directory_path(ignored) / "yanlian-XXXXXX").string();
        const int descriptor = mkstemp(path.data());
        if (descriptor < 0)
            path.clear();
        else
            close(descriptor);
    }
    ~TemporaryFile() {
        std::error_code ignored;
        if (!path.empty()) std::filesystem::remove(path, ignored);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
};

Problems check(std::span<const WriteSheet> sheets) {
    Problems problems;
    std::set<std::string> names;
    const auto report = [&](const WriteSheet& sheet, std::string what, std::string expected) {
        problems.push_back({"", sheet.name, std::move(what), std::move(expected)});
    };
    if (sheets.empty()) problems.push_back({"", "", tr("没有工作表"), tr("至少一张工作表")});
    for (const WriteSheet& sheet : sheets) {
        const bool bad_name = sheet.name.empty() || count_points(sheet.name) > sheet_name_limit ||
                              sheet.name.find_first_of("[]:*?/\\") != sheet.name.npos ||
                              sheet.name.starts_with('\'') || sheet.name.ends_with('\'');
        if (bad_name) report(sheet, tr("工作表的名字不能用"), tr("1–31 个字，不含 []:*?/\\"));
        if (!names.insert(match_form(sheet.name)).second)
            report(sheet, tr("有两张同名的工作表"), tr("各不相同"));
        std::size_t width = sheet.columns.size() + (sheet.keys.empty() ? 0 : 1);
        for (const auto& row : sheet.rows) {
            width = std::max(width, row.size());
            for (const Cell& cell : row)
                if (count_points(cell.text) > cell_text_limit)
                    report(sheet, tr("一格里的文字太长"), trf("至多 {} 字", cell_text_limit));
        }
        if (width > static_cast<std::size_t>(column_limit))
            report(sheet, tr("列太多"), trf("至多 {} 列", column_limit));
        if (sheet.rows.size() > static_cast<std::size_t>(row_limit))
            report(sheet, tr("行太多"), trf("至多 {} 行", row_limit));
        if (!sheet.keys.empty() && sheet.keys.size() != sheet.rows.size())
            report(sheet, tr("记录号与行数不同"), tr("每行一个"));
    }
    return problems;
}

} // namespace

Result<std::string> write_xlsx(std::span<const WriteSheet> sheets) {
    Problems problems = check(sheets);
    if (!problems.empty()) return make_error(std::move(problems));
    const TemporaryFile file;
    const auto failed = [] {
        return make_error(Errc::io,
                          {"", "", tr("写不成 .xlsx 文件"), tr("临时文件夹可写，磁盘有空")});
    };
    if (file.path.empty()) return failed();
    lxw_workbook* book = workbook_new(file.path.c_str());
    if (book == nullptr) return failed();
    lxw_doc_properties properties{};
    properties.created = written_at_s;
    workbook_set_properties(book, &properties);
    BookWriter writer(book);
    bool fine = true;
    for (const WriteSheet& sheet : sheets)
        fine = fine && writer.write(sheet);
    fine = fine && writer.write_choices();
    const lxw_error closed = workbook_close(book); // frees the book in every case
    if (!fine || closed != LXW_NO_ERROR) return failed();
    return sim::core::read_file(file.path, unpacked_limit_bytes);
}

} // namespace tools::sheets
