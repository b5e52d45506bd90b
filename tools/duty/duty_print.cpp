// A row a person, one letter a day: what large homes hang up; and which of the two a month takes.
#include "tools/duty/duty_print.h"

#include "sim/core/text.h"
#include "tools/duty/duty_wall.h"
#include "tools/duty/duty_words.h"
#include "tools/duty/weekday.h"
#include "tools/paper/layout.h"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace tools::duty {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::display_width;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr double shrink_pt = 0.5;
constexpr double day_share = 3.2, sum_share = 5, pad_share = 2; // in half characters

/// Of one person at one post.
struct PersonRow {
    std::size_t person = 0; ///< place in the problem
    std::string post_name, name;
    std::map<Date, std::string> codes;
};

class Grid {
public:
    explicit Grid(const WallMonth& month) : month_(month) {
        for (const DutyCell& cell : month.cells())
            add(cell);
    }
    paper::Table make_table() const {
        paper::Table table;
        double post_share = 0, name_share = 0;
        for (const auto& [at, row] : rows_) {
            post_share = std::max(post_share, 1.0 * display_width(row.post_name));
            name_share = std::max(name_share, 1.0 * display_width(row.name));
        }
        table.columns = {{"岗位", post_share + pad_share, paper::Align::center},
                         {"姓名", name_share + pad_share, paper::Align::center}};
        for (Date day = month_.days().first; day <= month_.days().last; day += Days{1})
            table.columns.push_back({title_of(day), day_share, paper::Align::center});
        table.columns.push_back({"合计", sum_share, paper::Align::center});
        for (const auto& [at, row] : rows_)
            table.rows.push_back(make_row(row));
        add_volunteers(table);
        return table;
    }
    std::string make_legend() const {
        std::string text;
        for (const DutyShift& one : month_.problem().shifts)
            if (std::ranges::any_of(month_.cells(), [&](const DutyCell& cell) {
                    return cell.shift_key == one.key;
                }))
                text += fmt::format("{} {} {}；", month_.code_of(one.key),
                                    month_.shift_name(one.key), month_.hours_of(one.key));
        text += trf("{} 不上班；{} 请假、培训", short_word("休"), short_word("假"));
        if (month_.has_volunteers()) text += tr("；★ 志愿消防队员");
        text += trf("；日期下面：{} 公休，{} 法定节日，{} 调休上班", short_word("休"),
                    short_word("节"), short_word("班"));
        const std::string notes = list_notes();
        return notes.empty() ? text : text + "\n" + notes;
    }

private:
    /// "02-14 调休上班；02-15 到 02-23 春节"
    std::string list_notes() const {
        std::string notes;
        for (Date day = month_.days().first; day <= month_.days().last; day += Days{1}) {
            const std::string note = month_.note_of(day);
            if (note.empty()) continue;
            const Date begin = day;
            while (day < month_.days().last && month_.note_of(day + Days{1}) == note)
                day += Days{1};
            const std::string first = iso(begin).substr(5), last = iso(day).substr(5);
            notes += fmt::format("{}{} {}", notes.empty() ? "" : "；",
                                 first == last ? first : trf("{} 到 {}", first, last), note);
        }
        return notes;
    }
    void add(const DutyCell& cell) {
        const DutyProblem& problem = month_.problem();
        const auto post = std::ranges::find(problem.posts, cell.post_key, &DutyPost::key);
        const std::pair at(static_cast<std::size_t>(post - problem.posts.begin()),
                           month_.names().position(cell.person_key));
        PersonRow& row = rows_[at];
        row.post_name = post == problem.posts.end() ? cell.post_key : shown_word(post->name);
        row.person = at.second;
        if (row.name.empty() || month_.is_volunteer(cell)) row.name = month_.name_of(cell);
        std::string& code = row.codes[cell.day];
        code += month_.code_of(cell.shift_key);
        on_duty_.insert({cell.day, cell.person_key});
    }
    std::string title_of(Date day) const {
        constexpr std::size_t english_size = 2; // Mo, Tu; a Chinese character has three bytes
        const std::string word = weekday_word(day), mark = day_word(month_.problem(), day);
        const bool latin = !word.empty() && static_cast<unsigned char>(word.front()) < 0x80;
        return fmt::format("{}\n{}{}{}",
                           static_cast<unsigned>(std::chrono::year_month_day(day).day()),
                           latin ? word.substr(0, english_size) : word, mark.empty() ? "" : "\n",
                           mark.empty() ? mark : short_word(mark));
    }
    bool is_away(const std::string& key, Date day) const {
        return std::ranges::any_of(month_.problem().absences, [&](const DutyAbsence& one) {
            return one.person_key == key && one.days.first <= day && day <= one.days.last;
        });
    }
    std::vector<std::string> make_row(const PersonRow& row) const {
        const DutyProblem& problem = month_.problem();
        std::vector<std::string> texts{row.post_name, row.name};
        const std::string key =
            row.person < problem.people.size() ? problem.people[row.person].key : std::string();
        for (Date day = month_.days().first; day <= month_.days().last; day += Days{1}) {
            const auto at = row.codes.find(day);
            if (at != row.codes.end())
                texts.push_back(at->second);
            else if (day < problem.first_day || problem.last_day < day ||
                     on_duty_.contains({day, key}))
                texts.emplace_back(); // no roster, or on duty in another row
            else
                texts.push_back(short_word(is_away(key, day) ? "假" : "休"));
        }
        texts.push_back(std::to_string(row.codes.size()));
        return texts;
    }
    /// How many of the team are on duty, a row a shift: the nights must be seen.
    void add_volunteers(paper::Table& table) const {
        if (!month_.has_volunteers()) return;
        for (const DutyShift& shift : month_.problem().shifts) {
            std::map<Date, std::set<std::string>> team;
            for (const DutyCell& cell : month_.cells())
                if (cell.shift_key == shift.key && month_.is_volunteer(cell))
                    team[cell.day].insert(cell.person_key);
            if (team.empty()) continue;
            table.strong_rows.insert(table.rows.size());
            std::vector<std::string> row{tr("志愿消防队"), month_.shift_name(shift.key)};
            for (Date day = month_.days().first; day <= month_.days().last; day += Days{1}) {
                const bool outside =
                    day < month_.problem().first_day || month_.problem().last_day < day;
                const auto at = team.find(day);
                row.push_back(outside ? std::string()
                                      : std::to_string(at == team.end() ? 0 : at->second.size()));
            }
            table.rows.push_back(std::move(row));
        }
    }

    const WallMonth& month_;
    std::map<std::pair<std::size_t, std::size_t>, PersonRow> rows_; ///< by post and person
    std::set<std::pair<Date, std::string>> on_duty_;
};

} // namespace

paper::Form make_people_wall(const DutyFile& duty, Date month) {
    const WallMonth wall(duty, month);
    const Grid grid(wall);
    paper::Form form = wall.make_form();
    form.blocks.push_back(paper::Text{"", grid.make_legend()});
    form.blocks.push_back(grid.make_table());
    return form;
}

paper::Form make_wall(const DutyFile& duty, Date month, paper::Typesetter& typesetter) {
    paper::Form days = make_days_wall(duty, month);
    if (paper::lay_out(days, typesetter).pages.size() == 1) return days;
    paper::Form people = make_people_wall(duty, month);
    const auto count_pages = [&](double size_pt) {
        people.body_pt = people.least_pt = size_pt;
        return paper::lay_out(people, typesetter).pages.size();
    };
    const std::size_t fewest = count_pages(smallest_wall_pt);
    for (double size_pt = largest_wall_pt; size_pt > smallest_wall_pt; size_pt -= shrink_pt)
        if (count_pages(size_pt) == fewest) return people;
    people.body_pt = people.least_pt = smallest_wall_pt;
    return people;
}

} // namespace tools::duty
