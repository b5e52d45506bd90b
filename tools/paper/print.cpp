#include "tools/paper/print.h"

#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/paper/rows.h"
#include "tools/sheets/write_sheets.h"
#include <algorithm>

namespace tools::paper {

using sim::core::tr;

namespace {

using sheets::text_cell;
using sheets::WriteSheet;

constexpr std::size_t sheet_name_limit = 31; // of .xlsx
// Of columns, in Latin characters: all of a table's together, and those of fields.
constexpr double sheet_width = 110, narrowest = 5;
constexpr int field_name_width = 20, field_value_width = 70;

/// Sheets of a form: fields, then one for each table, named after its heading.
class SheetMaker {
public:
    explicit SheetMaker(const Form& form) : form_(form) {}
    std::vector<WriteSheet> run();

private:
    void add(const FieldGrid& grid) {
        for (const Field& field : grid.fields)
            add_field(translated(field.label), field.value);
    }
    void add(const FieldLine& line) {
        for (const Field& field : line.fields)
            subtitle_ += (subtitle_.empty() ? "" : tr("　")) + translated(field.label) + tr("：") +
                         field.value;
    }
    void add(const Table& table);
    void add(const Text& text) { add_field(translated(text.heading), text.text); }
    void add(const Signatures& signatures) {
        for (const std::string& label : signatures.labels)
            signatures_.push_back(translated(label));
    }
    void add(const Photos& photos) {
        for (const Photo& photo : photos.photos)
            add_field(photo.caption, "SHA-256 " + photo.sha256);
    }
    void add(const PageBreak&) {}
    void add_field(const std::string& label, const std::string& value) {
        fields_.rows.push_back({text_cell(label), text_cell(value)});
    }
    void add_signatures(WriteSheet& sheet) const;
    [[nodiscard]] std::string make_subtitle() const;

    const Form& form_;
    WriteSheet fields_;
    std::string subtitle_;
    std::vector<WriteSheet> tables_;
    std::vector<std::string> signatures_;
};

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

void SheetMaker::add(const Table& table) {
    WriteSheet sheet;
    sheet.name = table.heading;
    double shares = 0;
    for (const Column& column : table.columns)
        shares += column.share;
    for (const Column& column : table.columns)
        sheet.columns.push_back(
            {translated(column.title),
             translated(column.group),
             static_cast<int>(std::max(narrowest, sheet_width * column.share / shares)),
             false,
             {}});
    for (const auto& row : table.rows) {
        auto& cells = sheet.rows.emplace_back();
        for (const std::string& value : row)
            cells.push_back(text_cell(value));
    }
    sheet.spare_rows = table.blank_rows;
    tables_.push_back(std::move(sheet));
}

/// Below the rows, one a row beside fields, side by side below a table.
void SheetMaker::add_signatures(WriteSheet& sheet) const {
    if (signatures_.empty()) return;
    for (; sheet.spare_rows > 0; --sheet.spare_rows)
        sheet.rows.emplace_back();
    if (signatures_.size() > sheet.columns.size()) {
        for (const std::string& label : signatures_)
            sheet.rows.push_back({text_cell(label)});
        return;
    }
    auto& row = sheet.rows.emplace_back();
    for (const std::string& label : signatures_)
        row.push_back(text_cell(label + tr("：")));
}

std::string SheetMaker::make_subtitle() const {
    std::string subtitle = form_.subtitle;
    const auto append = [&subtitle](const std::string& more) {
        if (more.empty()) return;
        if (!subtitle.empty()) subtitle += tr("　");
        subtitle += more;
    };
    append(translated(form_.kind));
    append(subtitle_);
    if (form_.simulated) append(tr("教学仿真，不作为消防设计依据"));
    return subtitle;
}

std::vector<WriteSheet> SheetMaker::run() {
    for (const Block& block : form_.blocks)
        std::visit([this](const auto& one) { add(one); }, block);
    std::vector<WriteSheet> sheets;
    const bool fields_first = tables_.empty() || std::holds_alternative<FieldGrid>(form_.blocks[0]);
    fields_.columns = {{tr("项目"), "", field_name_width, false, {}},
                       {tr("内容"), "", field_value_width, false, {}}};
    if (fields_first) sheets.push_back(fields_);
    sheets.insert(sheets.end(), tables_.begin(), tables_.end());
    if (!fields_first && !fields_.rows.empty()) {
        fields_.name = tr("其他");
        sheets.push_back(fields_);
    }
    add_signatures(sheets.front());
    const std::string title = translated(form_.title);
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        WriteSheet& sheet = sheets[i];
        const std::string heading = translated(sheet.name);
        sheet.title = heading.empty() ? title : title + tr("　") + heading;
        sheet.name = name_of_sheet(i == 0 ? title : heading);
        if (sheet.name.empty()) sheet.name = std::to_string(i + 1);
        sheet.subtitle = make_subtitle();
        sheet.portrait = form_.paper == Paper::portrait;
    }
    return sheets;
}

} // namespace

sim::core::Result<Printed> print_pdf(const Form& form) {
    auto typesetter = Typesetter::make();
    if (!typesetter) return tl::unexpected(typesetter.error());
    const Layout layout = lay_out(form, **typesetter);
    auto bytes = (*typesetter)->draw_pdf(layout, translated(form.title), form.created_utc);
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
