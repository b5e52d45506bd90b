#include "tools/paper/print.h"

#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/paper/rows.h"
#include "tools/sheets/read_value.h"
#include "tools/sheets/write_sheets.h"
#include <algorithm>
#include <charconv>
#include <iterator>

namespace tools::paper {

using sim::core::tr;

namespace {

using sheets::text_cell;
using sheets::WriteSheet;

constexpr std::size_t sheet_name_limit = 31; // of .xlsx
// Of columns, in Latin characters: all of a table's together, so that a page is filled at full
// size, and those of fields.
constexpr double portrait_width = 92, landscape_width = 138, narrowest = 5;
constexpr double field_name_share = 0.25;
constexpr double smallest_sheet_pt = 11, largest_sheet_pt = 18;
constexpr double writing_pt = 27;    // height of a row to fill in by hand
constexpr std::size_t iso_size = 10; // 2026-03-01
constexpr double pt_per_mm = 72 / 25.4;

/// Sheets of a form. What stands around its one table stands around it on the sheet too; a form of
/// fields and several tables is a sheet of fields and one for each table.
class SheetMaker {
public:
    explicit SheetMaker(const Form& form);
    std::vector<WriteSheet> run();

private:
    void add(const FieldGrid& grid);
    void add(const FieldLine& line) {
        for (const Field& field : line.fields)
            add_field(field);
    }
    void add(const Table& table);
    void add(const Text& text);
    void add(const Signatures& signatures);
    void add(const Photos& photos);
    void add(const PageBreak&) {}
    void add_heading(const std::string& heading);
    void add_field(const Field& field);
    void add_row(std::vector<std::string> texts, double least_pt);
    void add_line(sheets::WriteLine line);
    void finish(WriteSheet& sheet, std::size_t index) const;
    [[nodiscard]] std::string make_subtitle() const;
    [[nodiscard]] double width() const {
        return form_.paper == Paper::portrait ? portrait_width : landscape_width;
    }

    const Form& form_;
    bool apart_ = false; ///< fields stand on a sheet of their own
    WriteSheet fields_;
    std::vector<sheets::WriteLine> head_; ///< before the first table
    std::vector<WriteSheet> tables_;
};

SheetMaker::SheetMaker(const Form& form) : form_(form) {
    int tables = 0;
    bool grid_first = false;
    for (const Block& block : form.blocks) {
        tables += std::holds_alternative<Table>(block) ? 1 : 0;
        grid_first = grid_first || (tables == 0 && std::holds_alternative<FieldGrid>(block));
    }
    apart_ = tables == 0 || (tables > 1 && grid_first);
}

sheets::WriteColumn::Align align_of(Align align) {
    using To = sheets::WriteColumn::Align;
    return align == Align::center ? To::center : align == Align::right ? To::right : To::left;
}

std::string name_of_sheet(std::string name) {
    name.erase(std::remove_if(name.begin(), name.end(),
                              [](char c) {
                                  return std::string_view("[]:*?/\\'").find(c) !=
                                         std::string_view::npos;
                              }),
               name.end());
    std::size_t end = 0, count = 0;
    while (end < name.size() && count < sheet_name_limit) {
        ++end;
        while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80)
            ++end;
        ++count;
    }
    return name.substr(0, end);
}

/// A cell of the kind that its column says; what does not read as one stays text.
sheets::Cell cell_of(const std::string& value, Column::Kind kind) {
    if (kind == Column::Kind::date && value.size() == iso_size && value[4] == '-')
        if (const auto day = sheets::read_date_text(value); day.value)
            return sheets::day_cell(*day.value);
    if (kind == Column::Kind::number) {
        std::string digits;
        std::copy_if(value.begin(), value.end(), std::back_inserter(digits),
                     [](char c) { return c != ','; }); // 3,200
        const bool percent = digits.ends_with('%');
        if (percent) digits.pop_back();
        double number = 0;
        const char* const end = digits.data() + digits.size();
        const auto read = std::from_chars(digits.data(), end, number, std::chars_format::fixed);
        if (!digits.empty() && read.ec == std::errc() && read.ptr == end) {
            sheets::Cell cell = sheets::number_cell(percent ? number / 100 : number);
            if (percent) cell.text = value;
            return cell;
        }
    }
    return text_cell(value);
}

sheets::WriteColumn column_of(const Column& column, double width) {
    sheets::WriteColumn made;
    made.title = translated(column.title);
    made.group = translated(column.group);
    made.width = static_cast<int>(std::max(narrowest, width));
    using Kind = sheets::WriteColumn::Kind;
    made.kind = column.kind == Column::Kind::date     ? Kind::date
                : column.kind == Column::Kind::number ? Kind::number
                                                      : Kind::text;
    made.align = align_of(column.align);
    return made;
}

void SheetMaker::add(const Table& table) {
    WriteSheet sheet;
    if (!apart_ && tables_.empty())
        add_heading(table.heading); // the sheet has the form's name
    else
        sheet.name = table.heading;
    double shares = 0;
    for (const Column& column : table.columns)
        shares += column.share;
    for (const Column& column : table.columns)
        sheet.columns.push_back(column_of(column, width() * column.share / shares));
    bool filled = false;
    for (const auto& row : table.rows) {
        auto& cells = sheet.rows.emplace_back();
        for (std::size_t c = 0; c < row.size(); ++c)
            cells.push_back(cell_of(row[c], table.columns[c].kind));
        filled = filled || row.size() > 1;
    }
    sheet.strong_rows = table.strong_rows;
    sheet.spare_rows = table.blank_rows;
    sheet.least_pt = std::max(filled ? 0 : writing_pt, table.least_mm * pt_per_mm);
    if (form_.one_page && filled)
        for (auto& column : sheet.columns)
            column.width = 0; // as wide as its content: one line a row
    if (tables_.empty()) sheet.head = std::move(head_);
    tables_.push_back(std::move(sheet));
}

void SheetMaker::add(const FieldGrid& grid) {
    // A card without a name is parted from the one above it all the same.
    add_heading(grid.heading.empty() && apart_ && !fields_.rows.empty() ? " " : grid.heading);
    for (const Field& field : grid.fields)
        add_field(field);
}

/// A paragraph a row: a row can be only so high.
void SheetMaker::add(const Text& text) {
    if (apart_) return add_row({translated(text.heading), text.text}, 0);
    add_heading(text.heading);
    for (std::size_t at = 0; at < text.text.size();) {
        const std::size_t end = std::min(text.text.find('\n', at), text.text.size());
        add_line({sheets::WriteLine::Kind::note,
                  "",
                  text.text.substr(at, end - at),
                  {},
                  0,
                  align_of(text.align)});
        at = end + 1;
    }
}

void SheetMaker::add(const Signatures& signatures) {
    sheets::WriteLine line{sheets::WriteLine::Kind::signatures};
    for (const std::string& label : signatures.labels)
        line.places.push_back(translated(label));
    (tables_.empty() || apart_ ? fields_ : tables_.back()).foot.push_back(std::move(line));
}

void SheetMaker::add(const Photos& photos) {
    if (!photos.photos.empty()) add_heading(photos.heading);
    for (const Photo& photo : photos.photos)
        add_field({photo.caption, "SHA-256 " + photo.sha256});
}

void SheetMaker::add_heading(const std::string& heading) {
    if (heading.empty()) return;
    if (!apart_) return add_line({sheets::WriteLine::Kind::heading, translated(heading)});
    fields_.headings.insert(fields_.rows.size());
    add_row({translated(heading)}, 0);
}

void SheetMaker::add_field(const Field& field) {
    const double least_pt =
        std::max(field.value.empty() ? writing_pt : 0, field.least_mm * pt_per_mm);
    if (apart_)
        add_row({translated(field.label), field.value}, least_pt);
    else
        add_line(
            {sheets::WriteLine::Kind::field, translated(field.label), field.value, {}, least_pt});
}

void SheetMaker::add_row(std::vector<std::string> texts, double least_pt) {
    auto& row = fields_.rows.emplace_back();
    for (std::string& text : texts)
        row.push_back(text_cell(std::move(text)));
    fields_.row_least_pt.push_back(least_pt);
}

void SheetMaker::add_line(sheets::WriteLine line) {
    (tables_.empty() ? head_ : tables_.back().foot).push_back(std::move(line));
}

std::string SheetMaker::make_subtitle() const {
    std::string subtitle = form_.subtitle;
    const auto append = [&subtitle](const std::string& more) {
        if (more.empty()) return;
        if (!subtitle.empty()) subtitle += tr("　");
        subtitle += more;
    };
    append(translated(form_.kind));
    if (form_.simulated) append(tr("教学仿真，不作为消防设计依据"));
    return subtitle;
}

void SheetMaker::finish(WriteSheet& sheet, std::size_t index) const {
    const std::string title = translated(form_.title), heading = translated(sheet.name);
    sheet.title = heading.empty() ? title : title + tr("　") + heading;
    sheet.name = name_of_sheet(index == 0 ? title : heading);
    if (sheet.name.empty()) sheet.name = std::to_string(index + 1);
    sheet.subtitle = make_subtitle();
    sheet.portrait = form_.paper == Paper::portrait;
    sheet.body_pt = std::clamp(form_.body_pt, smallest_sheet_pt, largest_sheet_pt);
    sheet.footer = form_.produced;
    sheet.one_page = form_.one_page;
}

std::vector<WriteSheet> SheetMaker::run() {
    for (const Block& block : form_.blocks)
        std::visit([this](const auto& one) { add(one); }, block);
    std::vector<WriteSheet> sheets;
    if (apart_) {
        fields_.columns.resize(2);
        fields_.columns[0].title = tr("项目");
        fields_.columns[0].width = static_cast<int>(field_name_share * width());
        fields_.columns[1].title = tr("内容");
        fields_.columns[1].width = static_cast<int>((1 - field_name_share) * width());
        sheets.push_back(fields_);
    }
    sheets.insert(sheets.end(), tables_.begin(), tables_.end());
    for (std::size_t i = 0; i < sheets.size(); ++i)
        finish(sheets[i], i);
    return sheets;
}

} // namespace

sim::core::Result<Printed> print_pdf(const Form& form) {
    return print_pdf(std::span(&form, 1));
}

sim::core::Result<Printed> print_pdf(std::span<const Form> forms) {
    auto typesetter = Typesetter::make();
    if (!typesetter) return tl::unexpected(typesetter.error());
    Layout layout = lay_out(forms.front(), **typesetter);
    for (const Form& form : forms.subspan(1)) {
        Layout next = lay_out(form, **typesetter);
        std::move(next.pages.begin(), next.pages.end(), std::back_inserter(layout.pages));
        layout.missing = std::move(next.missing); // of everything set so far
    }
    auto bytes =
        (*typesetter)->draw_pdf(layout, translated(forms.front().title), forms.front().created_utc);
    if (!bytes) return tl::unexpected(bytes.error());
    return Printed{std::move(*bytes), static_cast<int>(layout.pages.size()), layout.missing};
}

sim::core::Result<std::string> print_xlsx(const Form& form) {
    return sheets::write_xlsx(SheetMaker(form).run());
}

sim::core::Result<std::vector<std::string>> write_form(const std::filesystem::path& path,
                                                       const Form& form) {
    Printed printed;
    if (path.extension() == ".pdf") {
        auto made = print_pdf(form);
        if (!made) return tl::unexpected(made.error());
        printed = std::move(*made);
    } else if (path.extension() == ".xlsx") {
        auto made = print_xlsx(form);
        if (!made) return tl::unexpected(made.error());
        printed.bytes = std::move(*made);
    } else {
        return sim::core::make_error(
            sim::core::Errc::bad_input,
            {path.string(), "", tr("不知道要写成哪种文件"), tr("以 .pdf 或 .xlsx 结尾的名字")});
    }
    if (auto written = sim::core::write_file(path, printed.bytes); !written)
        return tl::unexpected(written.error());
    return printed.missing;
}

} // namespace tools::paper
