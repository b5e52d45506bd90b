// The way back of an edited sheet. An edit that cannot be placed must be named: a sheet that lost a
// row, a column or a date must never look like one without changes.
#include "sim/core/text.h"
#include "tools/duty/duty_columns.h"
#include "tools/duty/duty_names.h"
#include "tools/duty/duty_sheet.h"
#include "tools/duty/duty_words.h"
#include "tools/sheets/read_value.h"
#include "tools/sheets/text_forms.h"
#include <algorithm>
#include <set>

namespace tools::duty {

using namespace roster::domain;
using namespace roster::schedule;
using roster::domain::iso;
using sheets::match_form;
using sim::core::Errc;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

bool is_word(const std::string& text, const char* word) {
    const std::string form = match_form(text);
    return std::ranges::any_of(list_spellings(word),
                               [&](const std::string& one) { return match_form(one) == form; });
}

/// The day that a cell says, as any of the usual programs writes it.
std::optional<Date> find_day(const sheets::Cell& cell) {
    return sheets::read_date_text(sheets::strip_ends(sheets::fold_width(cell.text))).value;
}

/// Parted by 、 ， , ; or line feeds; without blanks at the ends.
std::vector<std::string> split_names(std::string text) {
    for (const char* mark : {"、", "，", "；", "／", ";", ",", "\n", "\r"})
        for (std::size_t at = 0; (at = text.find(mark, at)) != text.npos;)
            text.replace(at, std::string_view(mark).size(), "\t");
    std::vector<std::string> names;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\t', at), text.size());
        if (std::string name = sheets::strip_ends(text.substr(at, end - at)); !name.empty())
            names.push_back(std::move(name));
        at = end + 1;
    }
    return names;
}

/// Parted by blanks of any kind.
std::vector<std::string> split_blanks(const std::string& text) {
    std::vector<std::string> words(1);
    for (const char c : sheets::fold_width(text))
        if (c != ' ')
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    if (words.back().empty()) words.pop_back();
    return words;
}

/// What one table says so far.
struct TableState {
    const sheets::Table& table;
    std::size_t day_column = 0;
    int header_row = 0;
    std::map<std::size_t, const ShiftColumn*> columns; ///< by where they stand
    std::set<std::size_t> known;                       ///< every column that has a title
    std::set<std::size_t> stray;                       ///< untitled, already named
};

class Reading {
public:
    Reading(const DutyFile& duty, const sheets::Workbook& book)
        : duty_(duty), book_(book), names_(duty.problem), columns_(list_columns(duty.problem)),
          before_(list_by_place(duty.cells)) {}

    Result<SheetReading> read() {
        bool found = false;
        for (const sheets::Table& table : book_.tables)
            found |= read_table(table);
        if (!found)
            complain("", tr("没有找到值班表"), tr("yanlian duty export 写出的表，表头不要改"));
        else
            find_missing_days();
        if (!problems_.empty())
            return tl::unexpected(sim::core::Error{Errc::bad_input, std::move(problems_)});
        SheetReading reading;
        reading.changes = std::move(changes_);
        reading.day_count = seen_.size();
        for (const DutyCell& cell : duty_.cells)
            if (!is_taken(cell, reading.changes)) reading.cells.push_back(cell);
        for (const SheetChange& change : reading.changes)
            for (const std::string& key : change.given_keys)
                reading.cells.push_back({key, change.day, change.post_key, change.shift_key});
        std::ranges::stable_sort(reading.cells, {}, [&](const DutyCell& cell) {
            return std::tuple(cell.day, names_.position(cell.person_key));
        });
        return reading;
    }

private:
    static bool is_taken(const DutyCell& cell, const std::vector<SheetChange>& changes) {
        return std::ranges::any_of(changes, [&](const SheetChange& one) {
            return one.day == cell.day && one.post_key == cell.post_key &&
                   one.shift_key == cell.shift_key &&
                   std::ranges::find(one.taken_keys, cell.person_key) != one.taken_keys.end();
        });
    }
    void complain(const std::string& place, std::string what, std::string expected) {
        problems_.push_back({book_.file, place, std::move(what), std::move(expected)});
    }
    static std::string place_of(const TableState& state, int row, std::size_t column) {
        return sheets::pointer(state.table, {row, static_cast<int>(column)});
    }

    bool read_table(const sheets::Table& table) {
        TableState state{table, 0, 0, {}, {}, {}};
        bool begun = false;
        for (const sheets::Row& row : table.rows) {
            if (begun) {
                read_row(state, row);
                continue;
            }
            const auto at = std::ranges::find_if(
                row.cells, [](const sheets::Cell& cell) { return is_word(cell.text, "日期"); });
            if (at == row.cells.end()) {
                find_span(row);
                continue;
            }
            begun = true;
            state.day_column = static_cast<std::size_t>(at - row.cells.begin());
            state.header_row = row.number;
            read_header(state, row);
        }
        return begun;
    }

    /// "2026-12-01 到 2026-12-31" above the header: the days that the sheet had when it was made.
    void find_span(const sheets::Row& row) {
        constexpr std::size_t size = 10;
        for (const sheets::Cell& cell : row.cells) {
            std::vector<Date> days;
            for (std::size_t at = 0; at + size <= cell.text.size(); ++at)
                if (const auto day = find_date(cell.text.substr(at, size))) days.push_back(*day);
            if (days.size() == 2 && days[0] <= days[1]) owed_.push_back({days[0], days[1]});
        }
    }

    void read_header(TableState& state, const sheets::Row& row) {
        std::map<const ShiftColumn*, std::size_t> first;
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            const std::string& title = row.cells[c].text;
            const std::string form = match_form(title);
            if (form.empty()) continue;
            state.known.insert(c);
            if (c == state.day_column || is_word(title, "星期") || is_word(title, "日子") ||
                form == match_form(sheets::key_column_title))
                continue;
            const auto known = std::ranges::find_if(columns_, [&](const ShiftColumn& one) {
                return std::ranges::find(one.spellings, form) != one.spellings.end();
            });
            const std::string place = place_of(state, row.number, c);
            if (known == columns_.end()) {
                complain(place, trf("排班文件里没有“{}”这一列", title), "");
                continue;
            }
            const auto [at, fresh] = first.emplace(&*known, c);
            if (fresh)
                state.columns[c] = &*known;
            else
                complain(place, trf("“{}”这一列有两次", title),
                         trf("只有 {} 一列",
                             sheets::address({row.number, static_cast<int>(at->second)})));
        }
        for (const ShiftColumn& one : columns_)
            if (!first.contains(&one))
                complain(place_of(state, row.number, state.day_column),
                         trf("少了“{}”这一列", one.title), tr("和导出的时候一样的列"));
    }

    void read_row(TableState& state, const sheets::Row& row) {
        name_strays(state, row);
        const std::size_t at = state.day_column;
        const sheets::Cell empty;
        const sheets::Cell& cell = at < row.cells.size() ? row.cells[at] : empty;
        const std::string place = place_of(state, row.number, at);
        if (match_form(cell.text).empty()) {
            if (std::ranges::any_of(row.cells, [](const sheets::Cell& one) {
                    return !match_form(one.text).empty();
                }))
                complain(place, tr("这一行没有日期"), tr("年-月-日"));
            return;
        }
        if (const auto day = find_day(cell))
            read_day(state, row, *day, place);
        else
            complain(place, trf("“{}”不是日期", cell.text), tr("年-月-日"));
    }

    /// Names in a column without a title would be lost.
    void name_strays(TableState& state, const sheets::Row& row) {
        for (std::size_t c = 0; c < row.cells.size(); ++c)
            if (!state.known.contains(c) && !match_form(row.cells[c].text).empty() &&
                state.stray.insert(c).second)
                complain(place_of(state, row.number, c),
                         trf("“{}”所在的一列没有表头", row.cells[c].text),
                         tr("和导出的时候一样的列"));
    }

    void read_day(const TableState& state, const sheets::Row& row, Date day,
                  const std::string& place) {
        const DutyProblem& problem = duty_.problem;
        if (day < problem.first_day || problem.last_day < day) {
            complain(place, trf("{} 不在排班的日子里", iso(day)),
                     trf("{} 到 {}", iso(problem.first_day), iso(problem.last_day)));
            return;
        }
        const auto [at, fresh] = seen_.emplace(day, place);
        if (!fresh) {
            complain(place, trf("{} 有两行", iso(day)), trf("只有 {} 一行", at->second));
            return;
        }
        for (const auto& [c, column] : state.columns) {
            const std::string text = c < row.cells.size() ? row.cells[c].text : std::string();
            compare(place_of(state, row.number, c), day, *column, text);
        }
    }

    /// A sheet is written by whole months, so a day that is not there was taken out.
    void find_missing_days() {
        if (seen_.empty()) return complain("", tr("值班表里没有一天"), tr("一天一行"));
        owed_.push_back({calc_window(WindowKind::month, seen_.begin()->first).first,
                         calc_window(WindowKind::month, seen_.rbegin()->first).last});
        std::set<Date> missing;
        for (const DaySpan& span : owed_)
            for (Date day = std::max(span.first, duty_.problem.first_day);
                 day <= std::min(span.last, duty_.problem.last_day); day += Days{1})
                if (!seen_.contains(day)) missing.insert(day);
        for (auto at = missing.begin(); at != missing.end();) {
            const Date first = *at;
            Date last = first;
            while (++at != missing.end() && *at == last + Days{1})
                last = *at;
            complain("",
                     first == last ? trf("少了 {} 这一行", iso(first))
                                   : trf("少了 {} 到 {} 的行", iso(first), iso(last)),
                     tr("要空着就留下日期，把格子清空"));
        }
    }

    /// One person, or people parted by blanks only.
    std::vector<std::string> split_people(const std::string& text) const {
        if (names_.find_key(text)) return {text};
        const auto words = split_blanks(text);
        const bool all =
            words.size() > 1 && std::ranges::all_of(words, [&](const std::string& one) {
                return names_.find_key(one) || names_.is_shared(one);
            });
        return all ? words : std::vector<std::string>{text};
    }

    std::vector<std::string> read_people(const std::string& place, const std::string& text) {
        std::vector<std::string> now;
        for (const std::string& piece : split_names(text))
            for (const std::string& name : split_people(piece)) {
                const std::string* key = names_.find_key(name);
                if (names_.is_shared(name))
                    complain(place, trf("叫“{}”的不止一人", name), list_bearers(name));
                else if (!key)
                    complain(place, trf("没有叫“{}”的人", name), tr("排班文件里的姓名"));
                else if (std::ranges::find(now, *key) != now.end())
                    complain(place, trf("“{}”写了两次", name), tr("只写一次"));
                else
                    now.push_back(*key);
            }
        std::ranges::sort(now);
        return now;
    }
    std::string list_bearers(const std::string& name) const {
        std::string text;
        for (const DutyPerson& one : duty_.problem.people)
            if (match_form(one.name) == match_form(name))
                text += (text.empty() ? "" : tr("、")) + names_.shown(one.key);
        return text;
    }

    void compare(const std::string& place, Date day, const ShiftColumn& column,
                 const std::string& text) {
        const std::vector<std::string> now = read_people(place, text);
        const auto at = before_.find({day, column.post_key, column.shift_key});
        const std::vector<std::string> was =
            at == before_.end() ? std::vector<std::string>() : at->second;
        if (now == was) return;
        if (duty_.problem.frozen_until && day <= *duty_.problem.frozen_until) {
            complain(place, trf("{} 已经过去，不能再改", iso(day)), tr("保持原来的样子"));
            return;
        }
        SheetChange change{place, day, column.post_key, column.shift_key, {}, {}};
        std::ranges::set_difference(was, now, std::back_inserter(change.taken_keys));
        std::ranges::set_difference(now, was, std::back_inserter(change.given_keys));
        changes_.push_back(std::move(change));
    }

    const DutyFile& duty_;
    const sheets::Workbook& book_;
    DutyNames names_;
    std::vector<ShiftColumn> columns_;
    std::map<DutyPlace, std::vector<std::string>> before_;
    std::map<Date, std::string> seen_; ///< days and where they stand
    std::vector<DaySpan> owed_;        ///< days that must stand in the sheet
    std::vector<SheetChange> changes_;
    Problems problems_;
};

} // namespace

Result<SheetReading> read_duty_sheet(const DutyFile& duty, const sheets::Workbook& book) {
    return Reading(duty, book).read();
}

} // namespace tools::duty
