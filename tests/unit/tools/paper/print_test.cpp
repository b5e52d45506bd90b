#include "sim/core/file.h"
#include "tools/paper/drill_record.h"
#include "tools/paper/duty_forms.h"
#include "tools/paper/forms.h"
#include "tools/paper/home_forms.h"
#include "tools/paper/inspection_forms.h"
#include "tools/paper/print.h"
#include "tools/paper/training_forms.h"
#include "tools/paper/typesetter.h"
#include "tools/sheets/read_xlsx.h"
#include "tools/sheets/zip_parts.h"
#include <algorithm>
#include <cstdio>
#include <doctest/doctest.h>
#include <filesystem>
#include <map>
#include <sstream>
#include <unistd.h>

namespace {

using namespace tools::paper;
namespace fs = std::filesystem;

std::string output_of(const std::string& command) {
    std::string text;
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe);
    char buffer[1 << 16];
    while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe))
        text.append(buffer, got);
    CHECK(pclose(pipe) == 0);
    return text;
}

/// Without what line breaking may add or take.
std::string squeezed(const std::string& text) {
    std::string kept;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool space = text[i] == ' ' || text[i] == '\n' || text[i] == '\f';
        if (space) continue;
        if (text.compare(i, 3, "　") == 0)
            i += 2;
        else
            kept += text[i];
    }
    return kept;
}

/// Every text of the PDF, line by line as drawn; -raw keeps a cell's lines together.
std::string text_of(const std::string& pdf) {
    const fs::path file =
        fs::temp_directory_path() / ("yanlian-paper-" + std::to_string(getpid()) + ".pdf");
    REQUIRE(sim::core::write_file(file, pdf));
    const std::string text = output_of("pdftotext -raw -enc UTF-8 '" + file.string() + "' -");
    fs::remove(file);
    return squeezed(text);
}

Printed printed(const Form& form) {
    auto made = print_pdf(form);
    REQUIRE(made);
    return std::move(*made);
}

struct Values {
    std::vector<std::string> texts;
    void operator()(const FieldGrid& grid) {
        for (const Field& field : grid.fields)
            texts.insert(texts.end(), {field.label, field.value});
    }
    void operator()(const FieldLine& line) {
        for (const Field& field : line.fields)
            texts.insert(texts.end(), {field.label, field.value});
    }
    void operator()(const Table& table) {
        texts.push_back(table.heading);
        for (const Column& column : table.columns)
            texts.insert(texts.end(), {column.title, column.group});
        for (const auto& row : table.rows)
            texts.insert(texts.end(), row.begin(), row.end());
    }
    void operator()(const Text& text) { texts.insert(texts.end(), {text.heading, text.text}); }
    void operator()(const Signatures& s) {
        texts.insert(texts.end(), s.labels.begin(), s.labels.end());
    }
    void operator()(const Photos& photos) {
        for (const Photo& photo : photos.photos)
            texts.insert(texts.end(), {photo.caption, photo.sha256});
    }
    void operator()(const PageBreak&) {}
};

std::vector<std::string> values_of(const Form& form) {
    Values values;
    values.texts = {form.title, form.subtitle, form.kind, form.produced};
    for (const Block& block : form.blocks)
        std::visit(values, block);
    return std::move(values.texts);
}

void check_inside(const Form& form) {
    auto layout = lay_out(form);
    REQUIRE(layout);
    constexpr double edge_mm = 5; // what office printers leave blank
    for (const Page& page : layout->pages) {
        for (const PlacedText& text : page.texts) {
            CHECK_MESSAGE(text.x_mm >= edge_mm, text.text);
            CHECK_MESSAGE(text.y_mm >= edge_mm, text.text);
            CHECK_MESSAGE(text.ink_width_mm <= text.width_mm + 0.01, text.text);
            CHECK_MESSAGE(text.x_mm + text.width_mm <= layout->width_mm - edge_mm, text.text);
            CHECK_MESSAGE(text.y_mm + text.ink_height_mm <= layout->height_mm - edge_mm, text.text);
        }
        for (const PlacedBox& box : page.boxes) {
            CHECK(box.x_mm >= edge_mm);
            CHECK(box.y_mm >= edge_mm);
            CHECK(box.x_mm + box.width_mm <= layout->width_mm - edge_mm);
            CHECK(box.y_mm + box.height_mm <= layout->height_mm - edge_mm);
        }
    }
}

bool overlap(const PlacedText& a, const PlacedText& b) {
    constexpr double touch_mm = 0.05;
    return a.x_mm + touch_mm < b.x_mm + b.width_mm && b.x_mm + touch_mm < a.x_mm + a.width_mm &&
           a.y_mm + touch_mm < b.y_mm + b.ink_height_mm &&
           b.y_mm + touch_mm < a.y_mm + a.ink_height_mm;
}

SignIn long_list(std::size_t people_count) {
    SignIn list = sample_sign_in();
    list.people.resize(people_count, list.people.front());
    return list;
}

} // namespace

TEST_CASE("printed forms: every value and label stands in the PDF, blank and filled") {
    for (const FormEntry& entry : all_forms())
        for (const Form& form : {entry.blank(), entry.sample()}) {
            CAPTURE(entry.key);
            const Printed pdf = printed(form);
            CHECK(pdf.missing.empty());
            const std::string text = text_of(pdf.bytes);
            for (const std::string& value : values_of(form))
                for (std::size_t at = 0; at <= value.size();) {
                    const std::size_t end = std::min(value.find('\n', at), value.size());
                    const std::string piece = squeezed(value.substr(at, end - at));
                    CHECK_MESSAGE(text.find(piece) != text.npos, piece);
                    at = end + 1;
                }
        }
}

TEST_CASE("printed forms: nothing reaches past the page's edge, nothing lies on anything else") {
    for (const FormEntry& entry : all_forms())
        for (const Form& form : {entry.blank(), entry.sample()}) {
            CAPTURE(entry.key);
            check_inside(form);
            auto layout = lay_out(form);
            REQUIRE(layout);
            for (const Page& page : layout->pages)
                for (std::size_t i = 0; i < page.texts.size(); ++i)
                    for (std::size_t j = 0; j < i; ++j)
                        CHECK_MESSAGE(!overlap(page.texts[i], page.texts[j]), page.texts[i].text,
                                      " | ", page.texts[j].text);
        }
}

TEST_CASE("printed forms: keys and titles differ, and each is what its entry says") {
    std::set<std::string> keys, titles;
    for (const FormEntry& entry : all_forms()) {
        keys.insert(entry.key);
        titles.insert(entry.title);
        CHECK(entry.blank().key == entry.key);
        CHECK(entry.sample().key == entry.key);
        CHECK(entry.blank().title == entry.title);
        CHECK(find_form(entry.key) == &entry);
        CHECK(find_form(entry.title) == &entry);
    }
    CHECK(keys.size() == all_forms().size());
    CHECK(titles.size() == all_forms().size());
    CHECK(find_form("") == nullptr);
}

TEST_CASE("printed forms: pages grow with the rows, and each repeats the header and its number") {
    int before = 0;
    for (const std::size_t people : {10u, 60u, 200u}) {
        const Form form = make_form(long_list(people));
        const Printed pdf = printed(form);
        CHECK(pdf.page_count > before);
        before = pdf.page_count;
        const std::string text = text_of(pdf.bytes);
        for (int page = 1; page <= pdf.page_count; ++page)
            CHECK(text.find("第" + std::to_string(page) + "页共" + std::to_string(pdf.page_count) +
                            "页") != text.npos);
        check_inside(form);
    }
    auto layout = lay_out(make_form(long_list(200)));
    REQUIRE(layout);
    for (const Page& page : layout->pages) {
        const auto names = std::count_if(page.texts.begin(), page.texts.end(),
                                         [](const PlacedText& t) { return t.text == "签名"; });
        const bool rows = std::any_of(page.texts.begin(), page.texts.end(),
                                      [](const PlacedText& t) { return t.text == "王芳"; });
        CHECK(names == (rows ? 1 : 0));
    }
}

TEST_CASE("printed forms: a cell longer than a page goes on on the next, losing nothing") {
    DrillRecord record = sample_drill_record();
    record.setting.clear();
    for (int i = 0; i < 1500; ++i)
        record.setting += "情景第" + std::to_string(i) + "句。";
    const Form form = make_form(record);
    const Printed pdf = printed(form);
    CHECK(pdf.page_count >= 4);
    check_inside(form);
    std::string joined;
    auto layout = lay_out(form);
    REQUIRE(layout);
    for (const Page& page : layout->pages)
        for (const PlacedText& placed : page.texts)
            if (placed.text.find("情景第") != placed.text.npos) joined += placed.text;
    CHECK(joined == record.setting);
}

TEST_CASE("printed forms: the same values give the same bytes, other values others") {
    for (const FormEntry& entry : all_forms()) {
        CAPTURE(entry.key);
        CHECK(printed(entry.sample()).bytes == printed(entry.sample()).bytes);
        CHECK(print_xlsx(entry.sample()).value() == print_xlsx(entry.sample()).value());
    }
    DrillRecord other = sample_drill_record();
    other.place = "三楼 301 室";
    CHECK(printed(make_form(other)).bytes != printed(make_form(sample_drill_record())).bytes);
}

TEST_CASE("printed forms: rare characters of names are drawn, what no font has is reported") {
    SignIn list = sample_sign_in();
    list.people = {{"𠮷田䶮", "", "", "", ""}, {"孟堃燚囧", "", "", "", ""}};
    const Printed pdf = printed(make_form(list));
    CHECK(pdf.missing.empty());
    const std::string text = text_of(pdf.bytes);
    CHECK(text.find("𠮷田䶮") != text.npos);
    CHECK(text.find("孟堃燚囧") != text.npos);
    list.people.push_back({"甲\U0010FFFD乙", "", "", "", ""});
    CHECK(printed(make_form(list)).missing == std::vector<std::string>{"\U0010FFFD"});
}

TEST_CASE("printed forms: the kind of drill is on every page, and so is what a simulation is not") {
    DrillRecord record = sample_drill_record();
    record.kind = "演示";
    record.simulated = true;
    record.course.resize(120, {"00:10", "内容", "王芳"});
    auto layout = lay_out(make_form(record));
    REQUIRE(layout);
    REQUIRE(layout->pages.size() >= 3);
    for (const Page& page : layout->pages) {
        const auto says = [&](const char* words) {
            return std::any_of(page.texts.begin(), page.texts.end(), [&](const PlacedText& t) {
                return t.text.find(words) != t.text.npos;
            });
        };
        CHECK(says("演示"));
        CHECK(says("教学仿真，不作为消防设计依据"));
    }
}

TEST_CASE("printed forms: dates stay on one line, long names wrap whole inside their cells") {
    for (const FormEntry& entry : all_forms()) {
        auto layout = lay_out(entry.sample());
        REQUIRE(layout);
        for (const Page& page : layout->pages)
            for (const PlacedText& text : page.texts) {
                const bool date = text.text.size() == 10 && text.text[4] == '-' &&
                                  text.text[7] == '-' && text.text.starts_with("20");
                const double line_mm = text.style.size_pt * 25.4 / 72;
                if (date) CHECK_MESSAGE(text.ink_height_mm < 2 * line_mm, entry.key, text.text);
            }
    }
    SignIn list = sample_sign_in();
    list.people.front().name = "阿卜杜热合曼·买买提依明江·吐尔逊阿依古丽";
    list.organisation = std::string(200, 'x') + "养老服务有限公司";
    const Form form = make_form(list);
    check_inside(form);
    const std::string text = text_of(printed(form).bytes);
    CHECK(text.find(list.people.front().name) != text.npos);
    CHECK(text.find(list.organisation) != text.npos);
}

TEST_CASE("duty roster: a month of 31 days stands on one page, blank and filled") {
    for (const Form& form : {find_form("duty_roster")->blank(), find_form("duty_roster")->sample()})
        CHECK(printed(form).page_count == 1);
}

TEST_CASE("notice board: every missing name is named, and no board is printed without them") {
    NoticeBoard board = sample_notice_board();
    REQUIRE(make_form(board));
    board.leader.name.clear();
    board.housing.name.clear();
    auto refused = make_form(board);
    REQUIRE(!refused);
    CHECK(refused.error().code == sim::core::Errc::bad_input);
    REQUIRE(refused.error().problems.size() == 2);
    CHECK(refused.error().problems[0].what.find("机构主要负责人") != std::string::npos);
    CHECK(refused.error().problems[1].what.find("住建部门") != std::string::npos);
    CHECK(make_form(NoticeBoard{}).error().problems.size() == 6);
    board = sample_notice_board();
    board.town.name.clear(); // not required
    CHECK(make_form(board));
}

TEST_CASE("printed forms: the .xlsx twin has the columns of the paper, in its order") {
    for (const FormEntry& entry : all_forms()) {
        CAPTURE(entry.key);
        const Form form = entry.sample();
        auto bytes = print_xlsx(form);
        REQUIRE(bytes);
        auto book = tools::sheets::read_xlsx("form.xlsx", *bytes);
        REQUIRE(book);
        for (const Block& block : form.blocks) {
            const auto* table = std::get_if<Table>(&block);
            if (!table) continue;
            std::vector<std::string> wanted;
            for (const Column& column : table->columns)
                wanted.push_back(column.title);
            const bool found = std::any_of(
                book->tables.begin(), book->tables.end(), [&](const tools::sheets::Table& t) {
                    return std::any_of(t.rows.begin(), t.rows.end(), [&](const auto& row) {
                        std::vector<std::string> titles;
                        for (const auto& cell : row.cells)
                            titles.push_back(cell.text);
                        return titles == wanted;
                    });
                });
            CHECK_MESSAGE(found, table->heading);
        }
    }
}

namespace {

tools::sheets::Workbook book_of(const Form& form) {
    auto bytes = print_xlsx(form);
    REQUIRE(bytes);
    auto book = tools::sheets::read_xlsx("form.xlsx", *bytes);
    REQUIRE(book);
    return std::move(*book);
}

/// Every text of the book, each cell between line feeds.
std::string sheet_text(const tools::sheets::Workbook& book) {
    std::string text = "\n";
    for (const auto& table : book.tables)
        for (const auto& row : table.rows)
            for (const auto& cell : row.cells)
                if (!cell.merged_from) text += cell.text + "\n";
    return text;
}

std::string part_of(const Form& form, const char* part) {
    const auto bytes = print_xlsx(form);
    REQUIRE(bytes);
    return tools::sheets::ZipParts::open("a.xlsx", *bytes).value().read(part).value();
}

} // namespace

TEST_CASE("printed forms: every value and label stands in the .xlsx twin, blank and filled") {
    for (const FormEntry& entry : all_forms())
        for (const Form& form : {entry.blank(), entry.sample()}) {
            CAPTURE(entry.key);
            const std::string text = squeezed(sheet_text(book_of(form)));
            for (const std::string& value : values_of(form)) {
                if (value == form.produced) continue; // at the foot of the page
                for (std::size_t at = 0; at <= value.size();) {
                    const std::size_t end = std::min(value.find('\n', at), value.size());
                    std::string piece = squeezed(value.substr(at, end - at));
                    if (piece == "3,200") piece = "3200"; // as a number
                    CHECK_MESSAGE(text.find(piece) != text.npos, piece);
                    at = end + 1;
                }
            }
        }
}

TEST_CASE("printed forms: each bedside card begins with its bed, and a blank one has room for it") {
    const BedsideCards cards = sample_bedside_cards();
    const std::string text = sheet_text(book_of(make_form(cards)));
    for (const auto& card : cards.cards)
        CHECK(text.find("\n" + card.bed + " 床\n") != text.npos);
    const Form blank = find_form("bedside_card")->blank();
    CHECK(sheet_text(book_of(blank)).find("\n床号\n") != std::string::npos);
    CHECK(text_of(printed(blank).bytes).find("床号") != std::string::npos);
    CHECK(printed(blank).page_count == 1);
}

TEST_CASE("printed forms: on a sheet a head is a row a field, with room to write, and to sign") {
    const Form form = find_form("sign_in")->blank();
    const auto book = book_of(form);
    REQUIRE(book.tables.size() == 1);
    int fields = 0;
    for (const auto& row : book.tables[0].rows)
        for (const char* label : {"学时", "应到人数", "实到人数", "主讲人"})
            fields += row.cells[0].text == label ? 1 : 0;
    CHECK(fields == 4);
    const std::string sheet =
        part_of(find_form("training_register")->blank(), "xl/worksheets/sheet1.xml");
    CHECK(sheet.find(" ht=\"27\"") != sheet.npos);
    CHECK(sheet.find(" ht=\"32\"") != sheet.npos); // where three people sign
}

TEST_CASE("sign-in list: rows for who came without being named, fifteen when nothing is known") {
    const auto rows_of = [](const SignIn& list) {
        const Form form = make_form(list);
        for (const Block& block : form.blocks)
            if (const auto* table = std::get_if<Table>(&block)) return table->rows.size();
        return std::size_t{0};
    };
    SignIn list;
    CHECK(rows_of(list) == 15);
    list.unnamed_count = 4;
    CHECK(rows_of(list) == 4);
    list.people = {{"王芳", "", "", "", ""}};
    CHECK(rows_of(list) == 5);
    list.unnamed_count = 0;
    CHECK(rows_of(list) == 1);
}

TEST_CASE("printed forms: dates, counts and shares of a sheet can be sorted and added up") {
    using tools::sheets::CellKind;
    const auto kinds_of = [](const char* key, const char* value) {
        const auto book = book_of(find_form(key)->sample());
        for (const auto& table : book.tables)
            for (const auto& row : table.rows)
                for (const auto& cell : row.cells)
                    if (cell.text == value) return cell.kind;
        return CellKind::empty;
    };
    CHECK(kinds_of("certificate_register", "2027-06-19") == CellKind::date);
    CHECK(kinds_of("certificate_register", "-21") == CellKind::number);
    CHECK(kinds_of("finding_register", "3200") == CellKind::number);
    CHECK(kinds_of("bulletin", "93.6%") == CellKind::number);
    CHECK(kinds_of("sign_in", "138****2010") == CellKind::text);
    CHECK(kinds_of("rotation", "2026-06-18") == CellKind::date);
}

TEST_CASE("printed forms: a sample says on its sheets that it is invented") {
    for (const FormEntry& entry : all_forms())
        CHECK_MESSAGE(
            part_of(entry.sample(), "xl/worksheets/sheet1.xml").find("示例，人名地名均为虚构") !=
                std::string::npos,
            entry.key);
}

TEST_CASE("printed forms: a holiday stands in bold") {
    auto layout = lay_out(find_form("duty_roster")->sample());
    REQUIRE(layout);
    int bold = 0;
    for (const PlacedText& text : layout->pages.at(0).texts) {
        CHECK(text.style.size_pt >= 7.5);
        bold += text.style.bold && text.text.starts_with("05-") ? 1 : 0;
    }
    CHECK(bold == 5);
    CHECK(part_of(find_form("duty_roster")->sample(), "xl/styles.xml").find("<b/>") !=
          std::string::npos);
}

TEST_CASE("printed forms: wide registers are set in 9.5 points and more") {
    for (const char* key : {"finding_register", "training_register", "rotation"}) {
        CHECK(find_form(key)->blank().body_pt >= 9.5);
        CHECK(printed(find_form(key)->sample()).page_count == 1);
    }
}

TEST_CASE("fonts: the first wanted family that is installed is taken, none says so") {
    CHECK(choose_family(body_families(), {"Noto Sans CJK SC", "Noto Serif CJK SC"}) ==
          "Noto Serif CJK SC");
    CHECK(choose_family(head_families(), {"Noto Sans CJK SC", "DejaVu Sans"}) ==
          "Noto Sans CJK SC");
    CHECK(choose_family(body_families(), {"DejaVu Sans"}).empty());
}

TEST_CASE("printed forms: a file is written by its ending, and only .pdf and .xlsx are") {
    const fs::path folder =
        fs::temp_directory_path() / ("yanlian-paper-out-" + std::to_string(getpid()));
    fs::create_directories(folder);
    const Form form = find_form("patrol")->sample();
    CHECK(write_form(folder / "a.pdf", form));
    CHECK(write_form(folder / "a.xlsx", form));
    CHECK(sim::core::read_file(folder / "a.pdf", 64u << 20).value().starts_with("%PDF-"));
    auto refused = write_form(folder / "a.doc", form);
    REQUIRE(!refused);
    CHECK(refused.error().code == sim::core::Errc::bad_input);
    CHECK(!write_form(folder / "none" / "a.pdf", form));
    CHECK(std::distance(fs::directory_iterator(folder), fs::directory_iterator()) == 2);
    fs::remove_all(folder);
}
