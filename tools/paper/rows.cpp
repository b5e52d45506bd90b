#include "tools/paper/rows.h"

#include "sim/core/text.h"
#include <algorithm>

namespace tools::paper {

using sim::core::tr;

namespace {

constexpr double label_width_mm = 30, standard_pt = 10.5; // four to six characters beside a field
constexpr double title_pt = 19, kind_pt = 20, kind_width_mm = 27, heading_ratio = 1.15;
constexpr double block_gap_mm = 3, signature_gap_mm = 8, photo_mm = 58;
constexpr double line_fields_portrait = 3, line_fields_landscape = 4;
constexpr double tight_pad_y_mm = 0.2;     // where a whole month must stand on a page
constexpr std::size_t unbroken_limit = 12; // characters of a date, a short number, a masked phone
constexpr double anything_mm = 1000, slack_mm = 0.3;

// One colour a kind, and always the word (look.md has the palette; print keeps it on white).
unsigned kind_rgb(const std::string& kind) {
    if (kind == "实战") return 0xB3261E;
    if (kind == "模拟") return 0x1F5FA8;
    return quiet_rgb;
}

/// A date, a number, a masked phone: short and without Chinese.
bool is_unbroken(const std::string& text) {
    return text.size() <= unbroken_limit &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

/// The longest run of Latin characters: a title is broken between words only.
std::string longest_word(const std::string& text) {
    std::string longest, word;
    for (const char c : text + ' ')
        if (c > ' ' && c <= '~') {
            word += c;
        } else {
            if (word.size() > longest.size()) longest = word;
            word.clear();
        }
    return longest;
}

/// What a title is not broken within: a word in Latin letters, a bracket with its unit.
std::vector<std::string> whole_parts(const std::string& title) {
    std::vector<std::string> parts{longest_word(title)};
    constexpr std::string_view open = "（", close = "）";
    const std::size_t begin = title.find(open), end = title.find(close);
    if (begin != title.npos && end != title.npos && begin < end)
        parts.push_back(title.substr(begin, end + close.size() - begin));
    constexpr std::size_t two_characters = 6; // bytes
    if (title.size() <= two_characters) parts.push_back(title);
    return parts;
}

class Composer {
public:
    Composer(const Form& form, double width_mm, double body_pt, Typesetter& typesetter)
        : form_(form), width_mm_(width_mm), body_{false, false, body_pt, Align::left, 0x1F2328},
          typesetter_(typesetter) {}

    Rows run() {
        add_head();
        for (const Block& block : form_.blocks)
            std::visit([this](const auto& one) { add(one); }, block);
        return std::move(rows_);
    }

private:
    void add_head();
    void add_heading(const std::string& heading);
    void add(const FieldGrid& grid);
    void add(const FieldLine& line);
    void add(const Table& table);
    void add(const Text& text);
    void add(const Signatures& signatures);
    void add(const Photos& photos);
    void add(const PageBreak&) {
        if (!rows_.rows.empty()) rows_.rows.back().breaks = true;
    }
    [[nodiscard]] Row header_of(const Table& table, const std::vector<double>& widths_mm);
    [[nodiscard]] std::string title_of(const Column& column, double width_mm);
    [[nodiscard]] std::vector<double> calc_widths_mm(const Table& table);
    [[nodiscard]] std::vector<double> calc_least_mm(const Table& table);
    [[nodiscard]] std::vector<double> calc_natural_widths_mm(const Table& table);
    [[nodiscard]] Cell cell(double x_mm, double width_mm, std::string text) const {
        Cell made{x_mm, width_mm, std::move(text), body_};
        if (form_.one_page) made.inset_y_mm = tight_pad_y_mm;
        return made;
    }
    [[nodiscard]] Cell label(double x_mm, double width_mm, const std::string& text) const;
    [[nodiscard]] int line_fields() const {
        return static_cast<int>(form_.paper == Paper::portrait ? line_fields_portrait
                                                               : line_fields_landscape);
    }

    const Form& form_;
    double width_mm_;
    Style body_;
    Typesetter& typesetter_;
    Rows rows_;
};

Cell Composer::label(double x_mm, double width_mm, const std::string& text) const {
    Cell made = cell(x_mm, width_mm, translated(text));
    made.style.head = true;
    made.style.align = Align::center;
    made.shaded = made.repeats = true;
    return made;
}

void Composer::add_head() {
    Row head;
    const double side_mm = form_.kind.empty() ? 0 : kind_width_mm;
    Cell title = cell(side_mm, width_mm_ - 2 * side_mm, translated(form_.title));
    title.framed = false;
    title.style = {true, true, title_pt, Align::center, body_.rgb};
    head.cells.push_back(title);
    if (!form_.kind.empty()) {
        Cell kind = cell(width_mm_ - kind_width_mm, kind_width_mm, translated(form_.kind));
        kind.style = {true, true, kind_pt, Align::center, kind_rgb(form_.kind)};
        kind.frame_rgb = kind.style.rgb;
        kind.line_mm = 0.8;
        head.cells.push_back(kind);
    }
    head.with_next = true;
    rows_.rows.push_back(head);
    const auto quiet = [&](const std::string& text, Align align) {
        if (text.empty()) return;
        Row row;
        Cell made = cell(0, width_mm_, text);
        made.framed = false;
        made.style.align = align;
        made.style.rgb = quiet_rgb;
        row.cells.push_back(made);
        row.gap_mm = 1;
        row.with_next = true;
        rows_.rows.push_back(row);
    };
    quiet(form_.subtitle, Align::center);
    if (form_.simulated) quiet(tr("教学仿真，不作为消防设计依据"), Align::right);
}

void Composer::add_heading(const std::string& heading) {
    if (heading.empty()) return;
    Row row;
    Cell made = cell(0, width_mm_, translated(heading));
    made.framed = false;
    made.style.head = made.style.bold = true;
    made.style.size_pt *= heading_ratio;
    row.cells.push_back(made);
    row.gap_mm = block_gap_mm;
    row.with_next = true;
    rows_.rows.push_back(row);
}

void Composer::add(const FieldGrid& grid) {
    add_heading(grid.heading);
    const double label_mm = label_width_mm * body_.size_pt / standard_pt, half_mm = width_mm_ / 2;
    bool first = grid.heading.empty();
    for (std::size_t i = 0; i < grid.fields.size(); ++i) {
        const Field& field = grid.fields[i];
        const bool pair = !field.wide && i + 1 < grid.fields.size() && !grid.fields[i + 1].wide;
        Row row;
        row.least_mm = field.least_mm;
        row.gap_mm = first ? block_gap_mm : 0;
        first = false;
        const double value_mm = (pair ? half_mm : width_mm_) - label_mm;
        row.cells.push_back(label(0, label_mm, field.label));
        row.cells.push_back(cell(label_mm, value_mm, field.value));
        if (pair) {
            const Field& other = grid.fields[++i];
            row.least_mm = std::max(row.least_mm, other.least_mm);
            row.cells.push_back(label(half_mm, label_mm, other.label));
            row.cells.push_back(cell(half_mm + label_mm, value_mm, other.value));
        }
        rows_.rows.push_back(row);
    }
}

void Composer::add(const FieldLine& line) {
    const double width_mm = width_mm_ / line_fields();
    Row row;
    double x_mm = 0;
    const auto end_row = [&] {
        if (row.cells.empty()) return;
        row.with_next = true;
        row.gap_mm = 1.5;
        rows_.rows.push_back(row);
        row = {};
        x_mm = 0;
    };
    for (const Field& field : line.fields) {
        const std::string text = translated(field.label) + tr("：") + field.value;
        constexpr double writing_mm = 20; // to write a name or a date in; house rule
        const double text_mm = typesetter_.measure(text, body_, anything_mm).width_mm +
                               (field.value.empty() ? writing_mm : 0);
        double want_mm = field.wide ? width_mm_ : width_mm;
        while (want_mm < text_mm + pad_x_mm && want_mm < width_mm_ - slack_mm)
            want_mm += width_mm;
        if (x_mm + want_mm > width_mm_ + 0.1) end_row();
        Cell made = cell(x_mm, want_mm, text);
        made.framed = false;
        made.ruled = field.value.empty();
        row.cells.push_back(made);
        x_mm += want_mm;
    }
    end_row();
}

/// A bracket goes to the next line as a whole where the title does not fit on one.
std::string Composer::title_of(const Column& column, double width_mm) {
    std::string title = translated(column.title);
    Style style = body_;
    style.head = true;
    const std::size_t bracket = title.find("（");
    if (bracket != title.npos && bracket > 0 &&
        typesetter_.measure(title, style, anything_mm).width_mm > width_mm - 2 * pad_x_mm)
        title.insert(bracket, "\n");
    return title;
}

Row Composer::header_of(const Table& table, const std::vector<double>& widths_mm) {
    Row row;
    row.with_next = true;
    double x_mm = 0;
    const bool grouped = std::any_of(table.columns.begin(), table.columns.end(),
                                     [](const Column& c) { return !c.group.empty(); });
    double group_x_mm = 0, group_mm = 0;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const Column& column = table.columns[c];
        Cell made = label(x_mm, widths_mm[c], column.title);
        made.text = title_of(column, widths_mm[c]);
        if (grouped && !column.group.empty()) {
            made.part = Cell::Part::lower;
            if (group_mm == 0) group_x_mm = x_mm;
            group_mm += widths_mm[c];
            const bool last =
                c + 1 == table.columns.size() || table.columns[c + 1].group != column.group;
            if (last) {
                Cell group = label(group_x_mm, group_mm, column.group);
                group.part = Cell::Part::upper;
                row.cells.push_back(group);
                group_mm = 0;
            }
        }
        row.cells.push_back(made);
        x_mm += widths_mm[c];
    }
    return row;
}

/// As wide as what stands in them, where all of it fits on one line each: then the text can stay
/// largest on a form that must be one page. Empty: it does not fit.
std::vector<double> Composer::calc_natural_widths_mm(const Table& table) {
    constexpr double title_share = 0.55; // a title may take two lines
    std::vector<double> widths_mm;
    double sum_mm = 0;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const auto reach = [&](const std::string& text, bool strong) {
            Style style = body_;
            style.head = style.bold = strong;
            return typesetter_.measure(text, style, anything_mm).width_mm;
        };
        const std::string title = translated(table.columns[c].title);
        double natural_mm =
            std::max(title_share * reach(title, true), reach(longest_word(title), true));
        for (std::size_t r = 0; r < table.rows.size(); ++r)
            if (c < table.rows[r].size())
                natural_mm =
                    std::max(natural_mm, reach(table.rows[r][c], table.strong_rows.contains(r)));
        widths_mm.push_back(natural_mm + 2 * pad_x_mm + slack_mm);
        sum_mm += widths_mm.back();
    }
    if (sum_mm > width_mm_) return {};
    for (double& width : widths_mm)
        width *= width_mm_ / sum_mm;
    return widths_mm;
}

/// What each column needs so that neither its dates and numbers nor the words of its title are
/// broken; where the titles ask for more than the page, they are broken as little as need be.
std::vector<double> Composer::calc_least_mm(const Table& table) {
    constexpr double step = 0.05, smallest = 0.3;
    const auto reach = [&](const std::string& text, bool head) {
        Style style = body_;
        style.head = head;
        return typesetter_.measure(text, style, anything_mm).width_mm + 2 * pad_x_mm + slack_mm;
    };
    std::vector<double> values_mm(table.columns.size()), titles_mm = values_mm;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        for (const std::string& part : whole_parts(translated(table.columns[c].title)))
            if (!part.empty()) titles_mm[c] = std::max(titles_mm[c], reach(part, true));
        for (const auto& row : table.rows)
            if (c < row.size() && is_unbroken(row[c]))
                values_mm[c] = std::max(values_mm[c], reach(row[c], false));
    }
    std::vector<double> least_mm(table.columns.size());
    for (double scale = 1; scale > smallest; scale -= step) {
        double sum_mm = 0;
        for (std::size_t c = 0; c < least_mm.size(); ++c)
            sum_mm += least_mm[c] = std::max(values_mm[c], scale * titles_mm[c]);
        if (sum_mm <= width_mm_) return least_mm;
    }
    return values_mm;
}

/// Dates, numbers and words of titles are not broken: narrow columns that hold them take from the
/// others.
std::vector<double> Composer::calc_widths_mm(const Table& table) {
    if (form_.one_page && !table.rows.empty() && table.rows.front().size() > 1)
        if (auto natural = calc_natural_widths_mm(table); !natural.empty()) return natural;
    const std::vector<double> least_mm = calc_least_mm(table);
    std::vector<double> widths_mm(table.columns.size());
    std::vector<bool> fixed(table.columns.size());
    for (bool again = true; again;) { // each round fixes one more column or ends
        again = false;
        double free_mm = width_mm_, shares = 0;
        for (std::size_t c = 0; c < fixed.size(); ++c)
            fixed[c] ? free_mm -= widths_mm[c] : shares += table.columns[c].share;
        for (std::size_t c = 0; c < fixed.size(); ++c) {
            if (fixed[c]) continue;
            widths_mm[c] = free_mm * table.columns[c].share / shares;
            if (widths_mm[c] >= least_mm[c] || least_mm[c] > free_mm / 2) continue;
            widths_mm[c] = least_mm[c];
            fixed[c] = again = true;
            break;
        }
    }
    return widths_mm;
}

void Composer::add(const Table& table) {
    add_heading(table.heading);
    const std::vector<double> widths_mm = calc_widths_mm(table);
    const int header = static_cast<int>(rows_.headers.size());
    rows_.headers.push_back(header_of(table, widths_mm));
    rows_.rows.push_back(rows_.headers.back());
    if (table.heading.empty()) rows_.rows.back().gap_mm = block_gap_mm;
    const std::size_t count =
        table.rows.size() + static_cast<std::size_t>(std::max(0, table.blank_rows));
    for (std::size_t r = 0; r < count; ++r) {
        Row row;
        row.header = header;
        row.least_mm = table.least_mm;
        double x_mm = 0;
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const bool given = r < table.rows.size() && c < table.rows[r].size();
            Cell made = cell(x_mm, widths_mm[c], given ? table.rows[r][c] : std::string());
            made.style.align = table.columns[c].align;
            made.style.head = made.style.bold = table.strong_rows.contains(r);
            row.cells.push_back(made);
            x_mm += widths_mm[c];
        }
        rows_.rows.push_back(row);
    }
}

void Composer::add(const Text& text) {
    add_heading(text.heading);
    bool first = text.heading.empty();
    for (std::size_t at = 0; at < text.text.size();) {
        const std::size_t end = std::min(text.text.find('\n', at), text.text.size());
        Row row;
        Cell made = cell(0, width_mm_, text.text.substr(at, end - at));
        made.framed = false;
        made.style.size_pt *= text.scale;
        made.style.align = text.align;
        row.cells.push_back(made);
        row.gap_mm = first ? block_gap_mm : 0.6;
        first = false;
        rows_.rows.push_back(row);
        at = end + 1;
    }
}

/// As many beside one another as leave room to sign behind each label.
void Composer::add(const Signatures& signatures) {
    constexpr double signing_mm = 28, between_mm = 4; // a name by hand; house rule
    double longest_mm = 0;
    for (const std::string& text : signatures.labels)
        longest_mm =
            std::max(longest_mm,
                     typesetter_.measure(translated(text) + tr("："), body_, anything_mm).width_mm);
    auto per_row = static_cast<std::size_t>(line_fields());
    while (per_row > 1 &&
           width_mm_ / static_cast<double>(per_row) < longest_mm + signing_mm + between_mm)
        --per_row;
    for (std::size_t from = 0; from < signatures.labels.size(); from += per_row) {
        const std::size_t count = std::min(per_row, signatures.labels.size() - from);
        Row row;
        row.gap_mm = signature_gap_mm;
        for (std::size_t i = 0; i < count; ++i) {
            const double width_mm = width_mm_ / static_cast<double>(count);
            Cell made = cell(width_mm * static_cast<double>(i), width_mm - between_mm,
                             translated(signatures.labels[from + i]) + tr("："));
            made.framed = false;
            made.ruled = true;
            row.cells.push_back(made);
        }
        rows_.rows.push_back(row);
    }
}

void Composer::add(const Photos& photos) {
    add_heading(photos.heading);
    const std::size_t count =
        photos.photos.size() + static_cast<std::size_t>(std::max(0, photos.blank_count));
    for (std::size_t i = 0; i < count; i += 2) {
        Row row;
        row.least_mm = photo_mm;
        for (std::size_t side = 0; side < 2 && i + side < count; ++side) {
            const bool given = i + side < photos.photos.size();
            Cell made = cell(width_mm_ / 2 * static_cast<double>(side), width_mm_ / 2, "");
            if (given) {
                const Photo& photo = photos.photos[i + side];
                made.text = photo.caption + "\nSHA-256 " + photo.sha256;
            }
            made.style.align = Align::center;
            made.style.rgb = quiet_rgb;
            row.cells.push_back(made);
        }
        rows_.rows.push_back(row);
    }
}

} // namespace

std::string translated(const std::string& label) {
    return label.empty() ? label : std::string(tr(label.c_str())); // "" is the catalogue's header
}

RowHeight calc_height(const Row& row, Typesetter& typesetter) {
    double whole_mm = row.least_mm, upper_mm = 0, lower_mm = 0;
    for (const Cell& cell : row.cells) {
        const double inset_mm = cell.framed ? 2 * pad_x_mm : 0;
        const double height_mm =
            typesetter.measure(cell.text, cell.style, cell.width_mm - inset_mm).height_mm +
            2 * cell.inset_y_mm;
        double& part = cell.part == Cell::Part::whole   ? whole_mm
                       : cell.part == Cell::Part::upper ? upper_mm
                                                        : lower_mm;
        part = std::max(part, height_mm);
    }
    whole_mm = std::max(whole_mm, upper_mm + lower_mm);
    return {upper_mm, whole_mm};
}

Rows compose(const Form& form, double width_mm, double body_pt, Typesetter& typesetter) {
    return Composer(form, width_mm, body_pt, typesetter).run();
}

Row compose_running_head(const Form& form, double width_mm) {
    std::string text = translated(form.title);
    if (!form.kind.empty()) text += tr("　") + translated(form.kind);
    Cell cell{0, width_mm, text, {true, false, 9, Align::right, quiet_rgb}};
    cell.framed = false;
    Row row;
    row.cells.push_back(cell);
    return row;
}

} // namespace tools::paper
