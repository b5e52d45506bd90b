/// Sheets: whatever reads is written as .xlsx and as CSV, and both read back to equal values; every
/// refusal says what; every cell cleans to a value or a problem. The first byte chooses the way in:
/// 'F' a whole file, 'W' a worksheet's XML, 'S' shared texts, anything else (kept) CSV. Random
/// bytes seldom pass a zip's checksums, so that the XML has a door of its own.
#include "tools/sheets/clean_cell.h"
#include "tools/sheets/read_csv.h"
#include "tools/sheets/read_xlsx.h"
#include "tools/sheets/worksheet.h"
#include "tools/sheets/write_sheets.h"
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace tools::sheets;

constexpr std::size_t most_cells_written = 20'000; // a round trip of more is slow, not telling

[[noreturn]] void fail(const char* what) {
    std::fprintf(stderr, "sheet_fuzz: %s\n", what);
    std::abort();
}

void check_refusal(const sim::core::Error& error) {
    if (error.problems.empty()) fail("refused without a problem");
    for (const auto& problem : error.problems)
        if (problem.what.empty()) fail("a problem without words");
}

// What a written table can say: errors become text, formulas without a result nothing.
Table writable(Table table) {
    for (Row& row : table.rows)
        for (Cell& cell : row.cells) {
            if (cell.kind == CellKind::error) cell.kind = CellKind::text;
            if (cell.kind == CellKind::formula) cell = Cell{};
        }
    trim(table);
    return table;
}

void check_round_trips(const Table& table) {
    const WriteSheet sheet = plain_sheet(table);
    const auto bytes = write_xlsx(std::span(&sheet, 1));
    if (!bytes) fail("a table that was read is not written");
    const auto again = read_xlsx("again.xlsx", *bytes);
    if (!again) fail("a written .xlsx is not read");
    if (!same_values(again->tables.at(0), table)) fail(".xlsx changes the values");
    const auto csv = read_csv("again.csv", write_csv(sheet));
    if (!csv) fail("a written CSV is not read");
    Table texts = table;
    for (Row& row : texts.rows)
        for (Cell& cell : row.cells)
            cell = text_cell(cell.text);
    trim(texts);
    if (!same_values(csv->tables.at(0), texts)) fail("CSV changes the texts");
}

void check_cleaning(const Table& table) {
    constexpr ColumnKind kinds[] = {ColumnKind::text,  ColumnKind::word,   ColumnKind::name,
                                    ColumnKind::date,  ColumnKind::number, ColumnKind::whole,
                                    ColumnKind::phone, ColumnKind::code,   ColumnKind::flag};
    for (const Row& row : table.rows)
        for (const Cell& cell : row.cells)
            for (const ColumnKind kind : kinds) {
                const CleanValue value = clean_cell(cell, kind, {"fuzz", ""});
                if (!value.problems.empty() && !value.text.empty()) fail("refused, yet a value");
                if (!value.date || !value.problems.empty()) continue;
                const CleanValue clean = clean_cell(text_cell(value.text), kind, {"fuzz", ""});
                if (clean.date != value.date) fail("a clean date reads as another");
            }
    const ColumnSpec specs[] = {{"name", {"姓名"}, ColumnKind::name, false, false},
                                {"day", {"日期"}, ColumnKind::date, false, true}};
    if (const auto map = map_columns("fuzz", table, specs))
        (void)read_records("fuzz", table, specs, *map);
    else
        check_refusal(map.error());
}

void check_table(const Table& read) {
    std::size_t cells = 0;
    for (const Row& row : read.rows)
        cells += row.cells.size() + 1;
    const bool sparse = !read.rows.empty() &&
                        static_cast<std::size_t>(read.rows.back().number) > most_cells_written;
    if (cells > most_cells_written || sparse) return;
    const Table table = writable(read);
    check_round_trips(table);
    check_cleaning(table);
}

void check_book(const sim::core::Result<Workbook>& book) {
    if (!book) return check_refusal(book.error());
    for (const Table& table : book->tables)
        check_table(table);
}

void check_worksheet(std::string_view xml, BookParts book) {
    sim::core::Problems notes;
    const auto table = read_worksheet("1", xml, book, notes);
    if (!table) return check_refusal(table.error());
    check_table(*table);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (bytes.starts_with('F')) {
        check_book(read_sheet_bytes("fuzz", bytes.substr(1)));
    } else if (bytes.starts_with('W')) {
        BookParts book;
        book.file = "fuzz";
        book.shared_texts = {"王芳", "=1+1", ""};
        book.styles.resize(4);
        book.styles[1].format = built_in_number_format(14);
        book.styles[2].format = parse_number_format("0.0%");
        book.styles[3].format = parse_number_format("000");
        check_worksheet(bytes.substr(1), book);
    } else if (bytes.starts_with('S')) {
        const auto texts = read_shared_texts("fuzz", bytes.substr(1));
        if (!texts) check_refusal(texts.error());
        const auto styles = read_styles("fuzz", bytes.substr(1));
        if (!styles) check_refusal(styles.error());
    } else {
        check_book(read_csv("fuzz", bytes));
    }
    return 0;
}
