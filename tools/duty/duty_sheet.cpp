#include "tools/duty/duty_sheet.h"

#include "roster/schedule/duty_grid.h"
#include "sim/core/text.h"
#include "tools/duty/weekday.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace tools::duty {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Errc;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr const char* sheet_name = "值班表";
constexpr std::size_t first_shift_column = 3; // after day, weekday and kind of day

/// A column of the sheet.
struct ShiftColumn {
    std::string post_key, shift_key, title;
};

std::vector<ShiftColumn> list_columns(const DutyProblem& problem) {
    std::vector<ShiftColumn> columns;
    for (const DutyPost& post : problem.posts)
        for (const PostShift& one : post.shifts) {
            const auto shift = std::ranges::find(problem.shifts, one.shift_key, &DutyShift::key);
            columns.push_back(
                {post.key, one.shift_key,
                 post.name + " " + (shift == problem.shifts.end() ? one.shift_key : shift->name)});
        }
    return columns;
}

/// 休 or 节; nothing on a workday.
std::string day_word(const DutyProblem& problem, Date day) {
    switch (calc_day_kind(problem.calendars, day)) {
    case DayKind::weekend:
        return tr("休");
    case DayKind::holiday:
        return tr("节");
    default:
        return {};
    }
}

/// People by how the sheet calls them: the name, or name and key where a name is borne twice.
class Names {
public:
    explicit Names(const DutyProblem& problem) {
        for (const DutyPerson& one : problem.people)
            ++count_[one.name];
        for (const DutyPerson& one : problem.people) {
            position_.emplace(one.key, position_.size());
            shown_[one.key] = count_[one.name] > 1 ? one.name + " " + one.key : one.name;
            key_[shown_[one.key]] = one.key;
            key_[one.name + " " + one.key] = one.key;
        }
    }
    const std::string& shown(const std::string& key) const { return shown_.at(key); }
    const std::string* find_key(const std::string& text) const {
        const auto at = key_.find(text);
        return at == key_.end() ? nullptr : &at->second;
    }
    std::size_t position(const std::string& key) const { return position_.at(key); }
    bool is_shared(const std::string& name) const {
        const auto at = count_.find(name);
        return at != count_.end() && at->second > 1;
    }

private:
    std::map<std::string, int> count_;
    std::map<std::string, std::string> shown_, key_;
    std::map<std::string, std::size_t> position_; ///< in the problem
};

/// Names of a cell, parted by 、 ， , ; or line feeds.
std::vector<std::string> split_names(std::string text) {
    for (const char* mark : {"、", "，", "；", ";", ",", "\n", "\r"})
        for (std::size_t at = 0; (at = text.find(mark, at)) != text.npos;)
            text.replace(at, std::string_view(mark).size(), "\t");
    std::vector<std::string> names;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\t', at), text.size());
        std::string name = text.substr(at, end - at);
        const std::size_t first = name.find_first_not_of(' ');
        if (first != name.npos)
            names.push_back(name.substr(first, name.find_last_not_of(' ') - first + 1));
        at = end + 1;
    }
    return names;
}

using Place = std::tuple<Date, std::string, std::string>;
std::map<Place, std::vector<std::string>> list_by_place(const DutyRoster& cells) {
    std::map<Place, std::vector<std::string>> people;
    for (const DutyCell& cell : cells)
        people[{cell.day, cell.post_key, cell.shift_key}].push_back(cell.person_key);
    for (auto& [place, keys] : people)
        std::ranges::sort(keys);
    return people;
}

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
        if (!problems_.empty())
            return tl::unexpected(sim::core::Error{Errc::bad_input, std::move(problems_)});
        SheetReading reading{{}, std::move(changes_)};
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

    bool read_table(const sheets::Table& table) {
        std::map<std::size_t, const ShiftColumn*> at;
        bool begun = false;
        for (const sheets::Row& row : table.rows) {
            if (row.cells.empty()) continue;
            if (!begun) {
                begun = row.cells.front().text == tr("日期");
                if (begun) read_header(table, row, at);
                continue;
            }
            if (const auto day = find_date(row.cells.front().text))
                read_day(table, row, *day, at);
            else if (!row.cells.front().text.empty())
                complain(sheets::pointer(table, {row.number, 0}),
                         trf("“{}”不是日期", row.cells.front().text), tr("年-月-日"));
        }
        return begun;
    }

    void read_header(const sheets::Table& table, const sheets::Row& row,
                     std::map<std::size_t, const ShiftColumn*>& at) {
        for (std::size_t c = first_shift_column; c < row.cells.size(); ++c) {
            const std::string& title = row.cells[c].text;
            if (title.empty() || title == sheets::key_column_title) continue;
            const auto known = std::ranges::find(columns_, title, &ShiftColumn::title);
            if (known == columns_.end())
                complain(sheets::pointer(table, {row.number, static_cast<int>(c)}),
                         trf("排班文件里没有“{}”这一列", title), "");
            else
                at[c] = &*known;
        }
    }

    void read_day(const sheets::Table& table, const sheets::Row& row, Date day,
                  const std::map<std::size_t, const ShiftColumn*>& at) {
        const DutyProblem& problem = duty_.problem;
        const std::string place = sheets::pointer(table, {row.number, 0});
        if (day < problem.first_day || problem.last_day < day) {
            complain(place, trf("{} 不在排班的日子里", iso(day)),
                     trf("{} 到 {}", iso(problem.first_day), iso(problem.last_day)));
            return;
        }
        for (const auto& [c, column] : at) {
            const std::string text = c < row.cells.size() ? row.cells[c].text : std::string();
            compare(sheets::pointer(table, {row.number, static_cast<int>(c)}), day, *column, text);
        }
    }

    void compare(const std::string& place, Date day, const ShiftColumn& column,
                 const std::string& text) {
        std::vector<std::string> now;
        for (const std::string& name : split_names(text)) {
            const std::string* key = names_.find_key(name);
            if (names_.is_shared(name))
                complain(place, trf("叫“{}”的不止一人", name), tr("姓名 空格 人员编号"));
            else if (!key)
                complain(place, trf("没有叫“{}”的人", name), tr("排班文件里的姓名"));
            else if (std::ranges::find(now, *key) != now.end())
                complain(place, trf("“{}”写了两次", name), tr("只写一次"));
            else
                now.push_back(*key);
        }
        std::ranges::sort(now);
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
    Names names_;
    std::vector<ShiftColumn> columns_;
    std::map<Place, std::vector<std::string>> before_;
    std::vector<SheetChange> changes_;
    Problems problems_;
};

} // namespace

sheets::WriteSheet make_duty_sheet(const DutyFile& duty, DaySpan days) {
    const Names names(duty.problem);
    const std::vector<ShiftColumn> columns = list_columns(duty.problem);
    sheets::WriteSheet sheet;
    sheet.name = tr(sheet_name);
    sheet.title = duty.problem.name + " " + tr("值班表");
    sheet.subtitle = trf("{} 到 {}", iso(days.first), iso(days.last));
    sheet.guarded = true;
    sheet.columns = {
        {tr("日期"), "", 12, true}, {tr("星期"), "", 6, true}, {tr("日子"), "", 6, true}};
    for (const ShiftColumn& column : columns)
        sheet.columns.push_back({column.title, "", 0, false});
    const auto people = list_by_place(duty.cells);
    for (Date day = days.first; day <= days.last; day += Days{1}) {
        std::vector<sheets::Cell> row{sheets::day_cell(day), sheets::text_cell(weekday_word(day)),
                                      sheets::text_cell(day_word(duty.problem, day))};
        for (const ShiftColumn& column : columns) {
            std::string text;
            if (const auto at = people.find({day, column.post_key, column.shift_key});
                at != people.end())
                for (const std::string& key : at->second)
                    text += (text.empty() ? "" : "、") + names.shown(key);
            row.push_back(sheets::text_cell(text));
        }
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

Result<SheetReading> read_duty_sheet(const DutyFile& duty, const sheets::Workbook& book) {
    return Reading(duty, book).read();
}

} // namespace tools::duty
