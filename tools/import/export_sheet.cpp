#include "tools/import/export_sheet.h"

#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <set>

namespace tools::import {

using namespace roster::domain;
using roster::service::LedgerView;
using sheets::Cell;
using sheets::WriteColumn;
using sheets::WriteSheet;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

WriteColumn column(const char* title, bool locked,
                   WriteColumn::Kind kind = WriteColumn::Kind::text) {
    WriteColumn made;
    made.title = title;
    made.locked = locked;
    made.kind = kind;
    return made;
}

Cell day_cell(const std::optional<Date>& day) {
    if (!day) return {};
    return sheets::date_cell(calc_days_between(make_date(1899, 12, 30), *day));
}

std::map<std::string, std::string> home_names(const LedgerView& view) {
    std::map<std::string, std::string> names;
    for (const Organisation& one : view.organisations)
        names[one.key] = one.name;
    return names;
}

std::string posts_text(const std::vector<PersonRole>& roles) {
    std::string text;
    for (const PersonRole& role : roles) {
        const std::string one =
            std::string(word(role.post)) + (role.shift == Shift::night ? "（夜班）" : "");
        if (("、" + text + "、").find("、" + one + "、") == std::string::npos)
            text += (text.empty() ? "" : "、") + one;
    }
    return text;
}

/// One row: somebody in one home.
struct StayRow {
    const Person* person = nullptr;
    std::string home_key;
};

/// The own home, and every other with a post, past ones included.
std::set<std::string> homes_of(const LedgerView& view, const Person& person) {
    std::set<std::string> homes{person.organisation_key};
    for (const PostAssignment& post :
         std::ranges::equal_range(view.posts, person.key, {}, &PostAssignment::person_key))
        homes.insert(post.organisation_key);
    return homes;
}

/// Of the employment in the own home, of the first post in another.
Date first_day_in(const LedgerView& view, const Person& person, const std::string& home_key) {
    if (person.organisation_key == home_key) return person.joined_on;
    std::optional<Date> first;
    for (const PostAssignment& post :
         std::ranges::equal_range(view.posts, person.key, {}, &PostAssignment::person_key))
        if (post.organisation_key == home_key)
            first = std::min(first.value_or(post.from_day), post.from_day);
    return first.value_or(person.joined_on);
}

/// Team and part in it, by home and person; who leaves today is in it still.
using TeamPlaces = std::map<std::pair<std::string, std::string>, std::pair<std::string, TeamRole>>;
TeamPlaces team_places(const LedgerView& view) {
    TeamPlaces places;
    for (const Team& team : view.teams)
        for (const TeamMember& member : team.members)
            if (!member.until_day || view.today <= *member.until_day)
                places.try_emplace({team.organisation_key, member.person_key}, team.name,
                                   member.role);
    return places;
}

// Titles are those by which columns_of() finds them again; they are not translated.
WriteSheet make_people(const LedgerView& view) {
    WriteSheet sheet;
    sheet.name = "花名册";
    sheet.columns = {column("单位", true),
                     column("姓名", false),
                     column("岗位", false),
                     column("工号", false),
                     column("入职日期", false, WriteColumn::Kind::date),
                     column("离职日期", false, WriteColumn::Kind::date),
                     column("志愿消防队", false),
                     column("队内职责", false)};
    const TeamPlaces teams = team_places(view);
    const auto names = home_names(view);
    std::vector<StayRow> stays;
    for (const Person& person : view.persons)
        for (const std::string& home : homes_of(view, person))
            if (names.contains(home)) stays.push_back({&person, home});
    // By home, as they stand in the tree; the own people before those of other homes.
    std::map<std::string, std::size_t> place;
    for (const Organisation& one : view.organisations)
        place.emplace(one.key, place.size());
    std::ranges::stable_sort(stays, {}, [&](const StayRow& one) {
        return std::pair(place.at(one.home_key), one.person->organisation_key != one.home_key);
    });
    for (const auto& [person, home] : stays) {
        const auto number = view.staff_numbers.find(person->key);
        const auto stay = roster::service::find_stay(view, person->key, home);
        sheet.rows.push_back(
            {sheets::text_cell(names.at(home)), sheets::text_cell(person->name),
             sheets::text_cell(posts_text(stay.roles)),
             sheets::text_cell(number == view.staff_numbers.end() ? "" : number->second),
             day_cell(first_day_in(view, *person, home)),
             day_cell(stay.left_on ? stay.left_on : person->left_on)});
        const auto team = teams.find({home, person->key});
        const bool member = team != teams.end();
        sheet.rows.back().push_back(sheets::text_cell(member ? team->second.first : ""));
        sheet.rows.back().push_back(sheets::text_cell(member ? word(team->second.second) : ""));
        sheet.keys.push_back(person->key);
    }
    return sheet;
}

WriteSheet make_findings(const LedgerView& view) {
    WriteSheet sheet;
    sheet.name = "隐患台账";
    const auto date = WriteColumn::Kind::date;
    sheet.columns = {column("单位", true),
                     column("发现日期", true, date),
                     column("来源", true),
                     column("部位", true),
                     column("描述", true),
                     column("等级", true),
                     column("责任人", false),
                     column("整改措施", false),
                     column("时限", false, date),
                     column("应急预案", false),
                     column("资金", false, WriteColumn::Kind::number),
                     column("状态", true),
                     column("危及人身安全", true)};
    for (const auto& row : view.findings) {
        const Finding& finding = row.finding;
        sheet.rows.push_back({sheets::text_cell(row.organisation_name), day_cell(finding.found_on),
                              sheets::text_cell(word(finding.source)),
                              sheets::text_cell(finding.zone), sheets::text_cell(finding.text),
                              sheets::text_cell(word(finding.severity)),
                              sheets::text_cell(row.responsible), sheets::text_cell(row.measure),
                              day_cell(row.deadline), sheets::text_cell(row.contingency),
                              row.funds_yuan ? sheets::number_cell(*row.funds_yuan) : Cell{},
                              sheets::text_cell(word(row.state)),
                              sheets::text_cell(finding.life_safety ? "是" : "否")});
        sheet.keys.push_back(finding.key);
    }
    return sheet;
}

} // namespace

Result<WriteSheet> make_sheet(SheetKind kind, const LedgerView& view) {
    if (kind != SheetKind::people && kind != SheetKind::findings)
        return make_error(Errc::bad_input,
                          {"", "kind", tr("这一类不能导出再导入"), "people, findings"});
    WriteSheet sheet = kind == SheetKind::people ? make_people(view) : make_findings(view);
    sheet.title = view.top.name + " " + sheet.name;
    sheet.subtitle = iso(view.today);
    sheet.guarded = true;
    return sheet;
}

} // namespace tools::import
