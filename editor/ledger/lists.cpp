#include "editor/ledger/lists.h"

#include "editor/ledger/list_parts.h"
#include "roster/schedule/training_model.h"
#include "roster/service/competence_list.h"
#include "roster/service/due.h"
#include "roster/service/example_home.h"
#include "roster/service/findings.h"
#include "roster/service/sessions.h"
#include "roster/service/teams.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>

namespace editor::ledger {

namespace core = sim::core;
namespace domain = roster::domain;
namespace service = roster::service;
using core::tr;
using core::trf;
using domain::iso;

std::string days_words(const domain::DaySpan& days) {
    return days.first == days.last ? iso(days.first)
                                   : trf("{} 至 {}", iso(days.first), iso(days.last));
}

namespace {

std::string day_words(const std::optional<domain::Date>& day) {
    return day ? iso(*day) : std::string();
}

std::string number(std::size_t value) {
    return std::to_string(value);
}

Tone tone_of(domain::DueState state) {
    return state == domain::DueState::red      ? Tone::overdue
           : state == domain::DueState::yellow ? Tone::soon
                                               : Tone::in_time;
}

const char* due_word(domain::DueState state) {
    return state == domain::DueState::red      ? tr("逾期")
           : state == domain::DueState::yellow ? tr("将到期")
                                               : tr("未到期");
}

using Names = std::map<std::string, std::string, std::less<>>; ///< of organisations, by key

const std::string& name_in(const Names& names, const std::string& key) {
    const auto known = names.find(key);
    return known == names.end() ? key : known->second;
}

Row due_row(const service::DueLine& line, const Names& names) {
    Row row{line.subject_key,
            {due_word(line.state), line.name, name_in(names, line.organisation_key), describe(line),
             fmt::format("{}/{}", line.have_count, line.want_count),
             line.or_earlier ? trf("{} 以前", iso(line.due_on)) : iso(line.due_on)},
            {},
            tone_of(line.state)};
    for (const service::RuleLine& rule : line.sources)
        row.details.push_back(trf("依据：{}", describe(rule)));
    for (const std::string& one : line.rows)
        row.details.push_back(trf("已算进去：{}", one));
    if (line.rows.empty()) row.details.push_back(tr("还没有可以算的记录"));
    return row;
}

core::Result<Table> load_due(OpenLedger& ledger) {
    const auto list =
        service::list_due(ledger.opened.database, {ledger.top.key, ledger.today, false});
    if (!list) return tl::unexpected(list.error());
    Names names;
    for (const auto& one : list->organisations)
        names.emplace(one.key, one.name);
    Table table;
    table.columns = {tr("状态"), tr("谁"), tr("单位"), tr("要做什么"), tr("已做"), tr("期限")};
    int red = 0, yellow = 0;
    for (const service::DueLine& line : list->lines) {
        red += line.state == domain::DueState::red;
        yellow += line.state == domain::DueState::yellow;
        table.rows.push_back(due_row(line, names));
    }
    for (const service::CertificateLine& one : list->certificates) {
        table.rows.push_back({one.certificate.person_key,
                              {tr("证书"), one.name, name_in(names, one.organisation_key),
                               describe(one), "", day_words(one.certificate.expires_on)},
                              {},
                              Tone::soon});
    }
    for (const service::VacancyLine& one : list->vacancies)
        table.rows.push_back({one.organisation_key,
                              {tr("空缺"), one.name, one.name, describe(one), "", ""},
                              {},
                              Tone::overdue});
    table.headline =
        trf("{}　{}：逾期 {} 项，将到期 {} 项", ledger.top.name, iso(ledger.today), red, yellow);
    return table;
}

/// As the forms head their columns, in the order of all_competence_elements.
constexpr const char* element_words[] = {"懂危险性", "会报警", "会扑救", "会疏散", "指挥"};

Row person_row(const service::PartLine& one) {
    Row row{one.line.person.key, {one.line.person.name, one.organisation_name}, {}, Tone::plain};
    for (const domain::Standing& standing : one.line.levels)
        row.cells.push_back(standing.blocked ? trf("{} 级（停升）", standing.level)
                                             : trf("{} 级", standing.level));
    row.cells.push_back(day_words(one.next_fall));
    for (std::size_t i = 0; i < one.falls.size(); ++i)
        for (const domain::Fall& fall : one.falls[i])
            row.details.push_back(
                trf("{} 在 {} 降到 {} 级", tr(element_words[i]), iso(fall.on), fall.level));
    for (const domain::Advice& advice : one.line.advice)
        row.details.push_back(trf("{} 要 {} 级（{}）",
                                  tr(element_words[static_cast<std::size_t>(advice.element)]),
                                  advice.wanted_level, advice.reason));
    row.organisation_key = one.line.person.organisation_key;
    if (const auto& from = one.line.person.leave_from)
        row.details.push_back(trf("请假 {} 到 {}", iso(*from),
                                  one.line.person.leave_until ? iso(*one.line.person.leave_until)
                                                              : std::string(tr("未定"))));
    if (!one.line.on_roll) row.details.push_back(tr("不在岗"));
    if (one.line.on_long_leave) row.details.push_back(tr("长期休假"));
    return row;
}

core::Result<Table> load_people(OpenLedger& ledger) {
    const auto part =
        service::list_part_competence(ledger.opened.database, ledger.top.key, ledger.today);
    if (!part) return tl::unexpected(part.error());
    Table table;
    table.columns = {tr("姓名"),           tr("单位"),           tr(element_words[0]),
                     tr(element_words[1]), tr(element_words[2]), tr(element_words[3]),
                     tr(element_words[4]), tr("最近下降")};
    for (const service::PartLine& one : part->people)
        table.rows.push_back(person_row(one));
    table.headline = trf("{}　{} 人", ledger.top.name, table.rows.size());
    return table;
}

core::Result<Table> load_teams(OpenLedger& ledger) {
    const auto teams = service::list_teams(ledger.opened.database, ledger.top.key, ledger.today);
    if (!teams) return tl::unexpected(teams.error());
    Table table;
    table.columns = {tr("单位"), tr("队名"), tr("人数"), tr("职工"), tr("说明")};
    for (const service::TeamRow& team : *teams) {
        const bool good = !team.key.empty() && team.check.is_compliant();
        Row row{team.key,
                {team.organisation, team.key.empty() ? std::string(tr("没有建队")) : team.name,
                 number(team.members.size()), std::to_string(team.check.staff_count),
                 describe(team.check)},
                {},
                good ? Tone::in_time : Tone::overdue,
                team.organisation_key};
        for (const auto& member : team.members)
            row.details.push_back(
                trf("{}（{}），{} 起", member.name, tr(word(member.role)), iso(member.from_day)));
        table.rows.push_back(std::move(row));
    }
    const auto bad = std::count_if(table.rows.begin(), table.rows.end(),
                                   [](const Row& row) { return row.tone == Tone::overdue; });
    table.headline = trf("{}　志愿消防队：{} 处没有建成", ledger.top.name, bad);
    return table;
}

std::string countdown(const std::optional<int>& days_left) {
    if (!days_left) return "";
    if (*days_left == 0) return tr("今天到期");
    return *days_left > 0 ? trf("剩 {} 天", *days_left) : trf("逾期 {} 天", -*days_left);
}

Row finding_row(const service::LedgerLine& line) {
    const auto& row = line.row;
    const domain::Finding& f = row.finding;
    constexpr int soon_days = 7;
    const bool soon = line.days_left && *line.days_left <= soon_days;
    Row shown{f.key,
              {tr(word(row.state)), countdown(line.days_left), f.text, row.organisation_name,
               row.responsible, day_words(row.deadline), iso(f.found_on), f.key},
              {},
              !line.is_open()     ? Tone::in_time
              : line.is_overdue() ? Tone::overdue
              : soon              ? Tone::soon
                                  : Tone::plain};
    const auto add = [&](const std::string& name, const std::string& value) {
        if (!value.empty()) shown.details.push_back(name + "：" + value);
    };
    add(tr("来源"), tr(word(f.source)));
    add(tr("部位"), f.zone);
    add(tr("等级"), tr(word(f.severity)));
    add(tr("措施"), row.measure);
    add(tr("应急预案"), row.contingency);
    add(tr("复查人"), row.closed_by);
    if (row.suspended) shown.details.emplace_back(tr("有区域或服务因此暂停"));
    return shown;
}

core::Result<Table> load_findings(OpenLedger& ledger) {
    const auto lines = service::list_ledger(ledger.opened.database, ledger.top.key, ledger.today);
    if (!lines) return tl::unexpected(lines.error());
    Table table;
    table.columns = {tr("状态"),   tr("剩余"), tr("问题"),     tr("单位"),
                     tr("责任人"), tr("时限"), tr("发现日期"), tr("编号")};
    for (const service::LedgerLine& line : *lines)
        table.rows.push_back(finding_row(line));
    table.when_empty = tr("没有登记过隐患。看演练记录时按 N 登记；检查中发现的，请管台账的人登记");
    const service::FindingTally total = service::count_findings(*lines).total;
    table.headline = trf("{}　隐患 {} 条：未销号 {}（逾期 {}），已销号 {}", ledger.top.name,
                         total.registered, total.open, total.overdue, total.closed);
    return table;
}

core::Result<Table> load_sessions(OpenLedger& ledger) {
    auto& database = ledger.opened.database;
    const auto lines = service::list_sessions(database, ledger.top.key);
    if (!lines) return tl::unexpected(lines.error());
    Table table;
    table.columns = {tr("课程"), tr("期"),     tr("日期"),   tr("地点"), tr("座位"),
                     tr("状态"), tr("已安排"), tr("已通知"), tr("编号")};
    for (const service::SessionLine& line : *lines) {
        const service::SessionOffer& one = line.offer;
        const bool held = !line.activity_key.empty();
        Row row{one.key,
                {one.course, std::to_string(one.batch_no), days_words(one.days), one.venue,
                 std::to_string(one.capacity_count),
                 held ? std::string(tr("已举行")) : std::string(tr(word(one.state))),
                 std::to_string(line.booked_count), std::to_string(line.told_count), one.key},
                {},
                held                           ? Tone::in_time
                : one.days.last < ledger.today ? Tone::overdue
                                               : Tone::plain};
        const auto guests = service::list_session_guests(database, one.key);
        if (!guests) return tl::unexpected(guests.error());
        for (const service::SessionGuest& guest : *guests)
            row.details.push_back(guest.name + (guest.told ? tr("（已通知）") : ""));
        table.rows.push_back(std::move(row));
    }
    table.when_empty =
        tr("还没有培训班；请管台账的人开一期（yanlian training session add），或从表里导入");
    table.headline = trf("{}：培训班 {} 期", ledger.top.name, table.rows.size());
    return table;
}

} // namespace

const char* word(ListKind kind) noexcept {
    switch (kind) {
    case ListKind::due:
        return "到期";
    case ListKind::people:
        return "人员";
    case ListKind::teams:
        return "志愿队";
    case ListKind::findings:
        return "隐患";
    case ListKind::sessions:
        return "培训班";
    case ListKind::roster:
        return "本月值班";
    case ListKind::swaps:
        return "换班";
    }
    return "";
}

namespace {

core::Result<Table> load_rows(OpenLedger& ledger, ListKind kind) {
    switch (kind) {
    case ListKind::due:
        return load_due(ledger);
    case ListKind::people:
        return load_people(ledger);
    case ListKind::teams:
        return load_teams(ledger);
    case ListKind::findings:
        return load_findings(ledger);
    case ListKind::sessions:
        return load_sessions(ledger);
    case ListKind::roster:
        return load_roster(ledger);
    case ListKind::swaps:
        return load_swaps(ledger);
    }
    return Table{};
}

} // namespace

core::Result<Table> load_list(const Place& place, ListKind kind) {
    auto ledger = open_ledger(place);
    if (!ledger) return tl::unexpected(ledger.error());
    auto table = load_rows(*ledger, kind);
    if (table) table->of_example = ledger->top.key == service::example_home_key;
    return table;
}

core::Result<DueCounts> count_due(const Place& place) {
    auto ledger = open_ledger(place);
    if (!ledger) return tl::unexpected(ledger.error());
    const auto list =
        service::list_due(ledger->opened.database, {ledger->top.key, ledger->today, false});
    if (!list) return tl::unexpected(list.error());
    DueCounts counts;
    for (const service::DueLine& line : list->lines) {
        counts.overdue += line.state == domain::DueState::red;
        counts.soon += line.state == domain::DueState::yellow;
    }
    return counts;
}

} // namespace editor::ledger
