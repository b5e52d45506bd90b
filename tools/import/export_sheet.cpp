#include "tools/import/export_sheet.h"

#include "sim/core/text.h"
#include <algorithm>
#include <map>

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

// Titles are those by which columns_of() finds them again; they are not translated.
WriteSheet make_people(const LedgerView& view) {
    WriteSheet sheet;
    sheet.name = "花名册";
    sheet.columns = {column("单位", true),
                     column("姓名", false),
                     column("岗位", false),
                     column("工号", false),
                     column("入职日期", false, WriteColumn::Kind::date),
                     column("离职日期", false, WriteColumn::Kind::date)};
    const auto names = home_names(view);
    for (const Person& person : view.persons) {
        const auto number = view.staff_numbers.find(person.key);
        const auto stay = roster::service::find_stay(view, person.key, person.organisation_key);
        sheet.rows.push_back(
            {sheets::text_cell(names.at(person.organisation_key)), sheets::text_cell(person.name),
             sheets::text_cell(posts_text(stay.roles)),
             sheets::text_cell(number == view.staff_numbers.end() ? "" : number->second),
             day_cell(person.joined_on), day_cell(stay.left_on ? stay.left_on : person.left_on)});
        sheet.keys.push_back(person.key);
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
