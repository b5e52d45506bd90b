// A row a day: what most homes hang up.
#include "sim/core/text.h"
#include "tools/duty/duty_columns.h"
#include "tools/duty/duty_print.h"
#include "tools/duty/duty_wall.h"
#include "tools/duty/duty_words.h"
#include "tools/duty/weekday.h"
#include <algorithm>
#include <fmt/format.h>

namespace tools::duty {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::display_width;
using sim::core::tr;

namespace {

constexpr double pad_share = 2; // both edges of a cell, in half characters
constexpr double day_share = 6, weekday_share = 5;
constexpr double bold_ratio = 1.15; // digits of 黑体 to half a character

struct WallColumn {
    const DutyPost* post;
    const PostShift* shift;
    std::map<Date, std::string> texts;
    double share = 0; ///< in half characters
};

bool is_owed(const PostShift& shift) {
    return std::ranges::any_of(shift.need, [](const DutyNeed& one) { return one.minimum > 0; });
}

double widest_word(const std::string& text) {
    double widest = 0;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
        widest = std::max(widest, 1.0 * display_width(text.substr(at, end - at)));
        at = end + 1;
    }
    return widest;
}

std::vector<WallColumn> list_wall_columns(const WallMonth& month) {
    std::map<DutyPlace, std::vector<const DutyCell*>> places;
    for (const DutyCell& cell : month.cells())
        places[{cell.day, cell.post_key, cell.shift_key}].push_back(&cell);
    std::vector<WallColumn> columns;
    for (const DutyPost& post : month.problem().posts)
        for (const PostShift& shift : post.shifts) {
            WallColumn column{&post, &shift, {}, 0};
            for (const auto& [place, cells] : places) {
                if (std::get<1>(place) != post.key || std::get<2>(place) != shift.shift_key)
                    continue;
                std::string text, plain;
                for (const DutyCell* cell : cells) {
                    const std::string name = month.name_of(*cell);
                    text += (text.empty() ? "" : "、") + unbroken(name);
                    plain += (plain.empty() ? "" : "、") + name;
                }
                column.share = std::max(column.share, 1.0 * display_width(plain));
                column.texts[std::get<0>(place)] = std::move(text);
            }
            if (column.texts.empty() && !is_owed(shift)) continue;
            const double hours = bold_ratio * display_width(month.hours_of(shift.shift_key));
            column.share =
                pad_share + std::max({column.share, hours, widest_word(shown_word(post.name)),
                                      widest_word(month.shift_name(shift.shift_key))});
            columns.push_back(std::move(column));
        }
    return columns;
}

paper::Table make_table(const WallMonth& month, const std::vector<WallColumn>& columns) {
    paper::Table table;
    table.columns = {{"日期", day_share, paper::Align::center},
                     {shown_word("星期"), weekday_share, paper::Align::center}};
    for (const WallColumn& one : columns) {
        const std::string hours = fmt::format("\n{}", month.hours_of(one.shift->shift_key));
        const bool single = one.post->shifts.size() == 1;
        paper::Column column{shown_word(one.post->name) + hours, one.share};
        if (!single) {
            column.title = month.shift_name(one.shift->shift_key) + hours;
            column.group = shown_word(one.post->name);
        }
        table.columns.push_back(std::move(column));
    }
    double note_share = 0;
    for (Date day = month.days().first; day <= month.days().last; day += Days{1})
        note_share = std::max(note_share, 1.0 * display_width(month.note_of(day)));
    if (note_share > 0) table.columns.push_back({"备注", note_share + pad_share});
    for (Date day = month.days().first; day <= month.days().last; day += Days{1}) {
        if (month.is_bold(day)) table.strong_rows.insert(table.rows.size());
        const std::string mark = day_word(month.problem(), day);
        std::vector<std::string> row{
            iso(day).substr(5),
            fmt::format("{}{}{}", weekday_word(day), mark.empty() ? "" : " ", mark)};
        for (const WallColumn& one : columns) {
            const auto at = one.texts.find(day);
            row.push_back(at == one.texts.end() ? std::string() : at->second);
        }
        if (note_share > 0) row.push_back(month.note_of(day));
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

paper::Form make_days_wall(const DutyFile& duty, Date month) {
    const WallMonth wall(duty, month);
    paper::Form form = wall.make_form();
    form.blocks.push_back(make_table(wall, list_wall_columns(wall)));
    std::string legend = tr("休 公休，节 法定节日，班 调休上班。");
    if (wall.has_volunteers()) legend += tr("★ 志愿消防队员。");
    form.blocks.push_back(paper::Text{"", legend});
    return form;
}

} // namespace tools::duty
