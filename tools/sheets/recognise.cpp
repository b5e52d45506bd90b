#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/sheets/read_csv.h"
#include "tools/sheets/read_xlsx.h"
#include "tools/sheets/sheet_constants.h"

#include <algorithm>

namespace tools::sheets {

using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::size_t look_at_bytes = 4096;

// A name in an OLE directory: UTF-16, little endian.
std::string wide(std::string_view ascii) {
    std::string utf16;
    for (const char c : ascii) {
        utf16 += c;
        utf16 += '\0';
    }
    return utf16;
}

bool holds(std::string_view bytes, std::string_view text) {
    return bytes.find(text) != bytes.npos;
}

std::string lower_beginning(std::string_view bytes) {
    std::string begin(bytes.substr(0, look_at_bytes));
    std::transform(begin.begin(), begin.end(), begin.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return begin;
}

FileKind recognise_zip(std::string_view bytes) {
    // Names stand in the directory as plain text.
    if (holds(bytes, "application/vnd.oasis.opendocument.spreadsheet")) return FileKind::ods;
    if (holds(bytes, "xl/workbook.bin") || holds(bytes, "xl\\workbook.bin")) return FileKind::xlsb;
    if (holds(bytes, "word/document.xml") || holds(bytes, "ppt/presentation.xml"))
        return FileKind::other_zip;
    return FileKind::xlsx;
}

FileKind recognise_markup(const std::string& begin) {
    if (holds(begin, "urn:schemas-microsoft-com:office:spreadsheet") &&
        begin.find("<html") == begin.npos)
        return FileKind::xml_2003;
    const std::size_t first = begin.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first == begin.npos || begin[first] != '<') return FileKind::csv;
    const bool page =
        holds(begin, "<html") || holds(begin, "<table") || holds(begin, "<!doctype html");
    return page ? FileKind::web_page : FileKind::csv;
}

const char* refusal(FileKind kind) {
    switch (kind) {
    case FileKind::xls:
        return tr("这是旧版 .xls（或 WPS 的 .et），请另存为 .xlsx");
    case FileKind::encrypted:
        return tr("文件加了打开密码，请去掉密码后另存为 .xlsx");
    case FileKind::ods:
        return tr("这是 .ods 表格，请另存为 .xlsx");
    case FileKind::xlsb:
        return tr("这是二进制的 .xlsb，请另存为 .xlsx");
    case FileKind::xml_2003:
        return tr("这是 XML 表格 2003，请另存为 .xlsx");
    case FileKind::web_page:
        return tr("这是存成表格名字的网页，请用表格软件打开后另存为 .xlsx");
    case FileKind::pdf:
        return tr("这是 PDF，不是表格");
    case FileKind::other_zip:
        return tr("这是文字文稿或演示文稿，不是表格");
    case FileKind::empty:
        return tr("文件是空的");
    case FileKind::xlsx:
    case FileKind::csv:
        break;
    }
    return nullptr;
}

} // namespace

FileKind recognise(std::string_view bytes) {
    if (bytes.empty()) return FileKind::empty;
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"))
        return recognise_zip(bytes);
    if (bytes.starts_with("\xD0\xCF\x11\xE0"))
        return holds(bytes, wide("EncryptedPackage")) ? FileKind::encrypted : FileKind::xls;
    // Excel 2 to 4 without a container around it.
    if (bytes.starts_with(std::string_view("\x09\x00\x04\x00", 4)) ||
        bytes.starts_with(std::string_view("\x09\x02\x06\x00", 4)) ||
        bytes.starts_with(std::string_view("\x09\x04\x06\x00", 4)))
        return FileKind::xls;
    if (bytes.starts_with("%PDF")) return FileKind::pdf;
    return recognise_markup(lower_beginning(bytes));
}

Result<Workbook> read_sheet_bytes(const std::string& file, std::string_view bytes) {
    if (bytes.size() > file_limit_bytes)
        return make_error(Errc::too_large,
                          {file, "", tr("文件太大"), trf("至多 {} MB", file_limit_bytes >> 20)});
    const FileKind kind = recognise(bytes);
    if (const char* words = refusal(kind))
        return make_error(Errc::bad_input, {file, "", words, tr(".xlsx 或 CSV")});
    auto book = kind == FileKind::xlsx ? read_xlsx(file, bytes) : read_csv(file, bytes);
    if (!book) return book;
    const std::string extension = lower_beginning(std::filesystem::path(file).extension().string());
    const bool says_xlsx = extension == ".xlsx" || extension == ".xlsm";
    const bool says_text = extension == ".csv" || extension == ".txt" || extension == ".tsv";
    if (kind == FileKind::csv && (says_xlsx || extension == ".xls"))
        book->notes.insert(
            book->notes.begin(),
            {file, "", trf("扩展名是 {}，内容是 CSV，按 CSV 读", extension), ".csv"});
    if (kind == FileKind::xlsx && (says_text || extension == ".xls"))
        book->notes.insert(
            book->notes.begin(),
            {file, "", trf("扩展名是 {}，内容是 .xlsx，按 .xlsx 读", extension), ".xlsx"});
    return book;
}

Result<Workbook> read_sheet_file(const std::filesystem::path& path) {
    const auto bytes = sim::core::read_file(path, file_limit_bytes);
    if (!bytes) return tl::make_unexpected(bytes.error());
    return read_sheet_bytes(path.string(), *bytes);
}

} // namespace tools::sheets
