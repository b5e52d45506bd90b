#include "tools/cli/form_data.h"

#include "roster/domain/team_check.h"
#include "roster/service/certificates.h"
#include "roster/service/findings.h"
#include "roster/service/organisations.h"
#include "roster/service/responsibilities.h"
#include "roster/service/rotations.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include "tools/paper/home_forms.h"
#include "tools/paper/inspection_forms.h"
#include "tools/paper/training_forms.h"
#include "tools/report/report.h"
#include <algorithm>

namespace tools::cli {

using roster::domain::iso;
using roster::domain::Person;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

std::string day_text(const std::optional<roster::domain::Date>& day) {
    return day ? iso(*day) : std::string();
}

/// What a form of the ledger says at its foot, and its date: the same ledger on the same day gives
/// the same file.
template <class Data>
void sign(Data& data, const OpenLedger& ledger) {
    data.produced = trf("台账　{}　{}", ledger.organisation.key, iso(ledger.today));
    data.created_utc = iso(ledger.today) + "T00:00:00Z";
}

const char* word_of(roster::domain::TeamRole role) {
    using roster::domain::TeamRole;
    switch (role) {
    case TeamRole::leader:
        return tr("队长");
    case TeamRole::alarm:
        return tr("报警");
    case TeamRole::extinguish:
        return tr("灭火");
    case TeamRole::evacuate:
        return tr("疏散");
    case TeamRole::rescue:
        break;
    }
    return tr("救护");
}

std::string posts_of(const Person& person) {
    std::string text;
    for (const auto& role : person.roles) {
        const std::string post = tr(word(role.post));
        if (text.find(post) == text.npos) text += (text.empty() ? "" : tr("、")) + post;
    }
    return text;
}

Result<paper::Form> fill_team(OpenLedger& ledger, const std::string& key) {
    auto& database = ledger.opened.database;
    const auto teams = roster::store::load_teams(database, ledger.organisation.key);
    if (!teams) return tl::unexpected(teams.error());
    const auto persons = roster::store::load_persons(database, ledger.organisation.key);
    if (!persons) return tl::unexpected(persons.error());
    const auto team = std::ranges::find_if(
        *teams, [&](const auto& one) { return key.empty() || one.key == key; });
    if (team == teams->end())
        return make_error(Errc::bad_input, {"", key, tr("这个单位没有这支志愿消防队"), ""});
    paper::TeamRegister form;
    form.organisation = ledger.organisation.name;
    form.team = team->name;
    form.day = iso(ledger.today);
    for (const auto& member : team->members)
        for (const Person& person : *persons)
            if (person.key == member.person_key && is_on_roll(person, ledger.today))
                form.members.push_back(
                    {person.name, posts_of(person), word_of(member.role), "",
                     member.from_day ? iso(*member.from_day) : iso(person.joined_on), "", ""});
    const auto staff = static_cast<int>(std::ranges::count_if(
        *persons, [&](const Person& one) { return is_on_roll(one, ledger.today); }));
    const auto check = roster::domain::check_team(static_cast<int>(form.members.size()), staff);
    form.member_count = std::to_string(check.member_count);
    form.staff_count = std::to_string(staff);
    form.verdict = describe(check);
    sign(form, ledger);
    return make_form(form);
}

Result<paper::Form> fill_findings(OpenLedger& ledger) {
    const auto lines =
        roster::service::list_ledger(ledger.opened.database, ledger.organisation.key, ledger.today);
    if (!lines) return tl::unexpected(lines.error());
    paper::FindingRegister form;
    form.organisation = ledger.organisation.name;
    form.day = iso(ledger.today);
    for (const auto& line : *lines) {
        const auto& row = line.row;
        const auto& finding = row.finding;
        std::string contingency = row.contingency;
        if (!row.interim_measure.empty())
            contingency += (contingency.empty() ? "" : tr("；")) + row.interim_measure;
        form.findings.push_back(
            {finding.key, iso(finding.found_on), tr(word(finding.source)), row.organisation_name,
             finding.zone, finding.text, tr(word(finding.severity)), row.responsible, row.measure,
             day_text(row.deadline), contingency,
             row.funds_yuan ? fmt::format("{:.0f}", *row.funds_yuan) : std::string(),
             line.days_left ? std::to_string(*line.days_left) : std::string(), tr(word(row.state)),
             row.closed_by, day_text(row.closed_on), ""});
    }
    sign(form, ledger);
    return make_form(form);
}

/// Name of the county above an organisation; empty where there is none.
std::string county_of(const std::vector<roster::domain::Organisation>& all,
                      const std::string& organisation_key) {
    for (const std::size_t i : roster::domain::list_ancestors(all, organisation_key))
        if (all[i].kind == roster::domain::OrganisationKind::county) return all[i].name;
    return {};
}

std::string state_text(const roster::service::RotationLine& line) {
    using roster::domain::RotationState;
    if (line.roles.empty()) return tr("已离任");
    const RotationState state = line.standing.state;
    const char* const mark = state == RotationState::overdue || state == RotationState::left_over
                                 ? "■ "
                             : state == RotationState::would_miss ? "▲ "
                                                                  : "● ";
    return std::string(mark) + tr(word(state));
}

Result<paper::Form> fill_rotation(OpenLedger& ledger) {
    const auto round = roster::service::list_rotation(ledger.opened.database,
                                                      ledger.organisation.key, 0, ledger.today);
    if (!round) return tl::unexpected(round.error());
    const auto all = roster::service::list_part(ledger.opened.database, "");
    if (!all) return tl::unexpected(all.error());
    paper::RotationTable form;
    form.organisation = ledger.organisation.name;
    form.period =
        fmt::format("{}–{}", round->from_year, round->from_year + roster::domain::cohort_count - 1);
    for (const auto& line : round->lines) {
        std::string homes, posts;
        for (const auto& role : line.roles) {
            homes += (homes.empty() ? "" : tr("、")) + role.organisation_name;
            posts += (posts.empty() ? "" : tr("、")) + std::string(tr(word(role.post)));
        }
        form.people.push_back(
            {line.roles.empty() ? std::string() : county_of(*all, line.roles[0].organisation_key),
             homes, line.name, posts, day_text(line.trained_on),
             trf("{} 第 {} 批", line.year, line.cohort_no), day_text(line.planned_day),
             day_text(line.standing.due_on), day_text(line.county_on), state_text(line)});
    }
    sign(form, ledger);
    return make_form(form);
}

Result<paper::Form> fill_certificates(OpenLedger& ledger) {
    const auto rows = roster::service::list_certificates(ledger.opened.database,
                                                         ledger.organisation.key, ledger.today);
    if (!rows) return tl::unexpected(rows.error());
    paper::CertificateRegister form;
    form.organisation = ledger.organisation.name;
    form.day = iso(ledger.today);
    for (const auto& row : *rows) {
        const auto& one = row.certificate;
        form.certificates.push_back({row.holder, row.posts, tr(word(one.kind)), one.number,
                                     one.issuer, iso(one.issued_on), day_text(one.expires_on),
                                     row.days_left ? std::to_string(*row.days_left) : std::string(),
                                     tr(word(row.reminder))});
    }
    sign(form, ledger);
    return make_form(form);
}

/// Names given on the command line come before those of the posts on file.
Result<void> take_names(paper::NoticeBoard& board, const std::vector<std::string>& names) {
    const std::pair<const char*, paper::NoticeBoard::Person*> roles[] = {
        {"legal_representative", &board.legal_representative},
        {"controller", &board.controller},
        {"leader", &board.leader},
        {"deputy_leader", &board.deputy_leader},
        {"safety_officer", &board.safety_officer},
        {"civil_affairs", &board.civil_affairs},
        {"housing", &board.housing},
        {"market_supervision", &board.market_supervision},
        {"fire", &board.fire},
        {"town", &board.town}};
    for (const std::string& text : names) {
        const std::size_t equals = text.find('=');
        const auto* role = std::ranges::find_if(
            roles, [&](const auto& one) { return text.substr(0, equals) == one.first; });
        if (equals == text.npos || role == std::end(roles)) {
            std::string words;
            for (const auto& [word, unused] : roles)
                words += (words.empty() ? "" : " ") + std::string(word);
            return make_error(Errc::bad_input, {"", "--name", trf("看不懂：{}", text),
                                                trf("责任=姓名；责任是 {}", words)});
        }
        *role->second = {text.substr(equals + 1), "", ""};
    }
    return {};
}

paper::NoticeBoard::Person* place_on(paper::NoticeBoard& board,
                                     roster::domain::ResponsibleRole role) {
    using enum roster::domain::ResponsibleRole;
    switch (role) {
    case leader:
        return &board.leader;
    case legal_representative:
        return &board.legal_representative;
    case deputy_leader:
        return &board.deputy_leader;
    case safety_officer:
        return &board.safety_officer;
    case supervisor: // of the civil affairs side; a name of the department itself comes after it
    case civil_affairs:
        return &board.civil_affairs;
    case housing:
        return &board.housing;
    case market_supervision:
        return &board.market_supervision;
    case fire:
        return &board.fire;
    case health:
    case police:
        break;
    }
    return nullptr;
}

Result<paper::Form> fill_board(OpenLedger& ledger, const std::vector<std::string>& names) {
    auto& database = ledger.opened.database;
    const auto people =
        roster::service::list_board(database, ledger.organisation.key, ledger.today);
    if (!people) return tl::unexpected(people.error());
    paper::NoticeBoard board;
    board.organisation = ledger.organisation.name;
    board.address = ledger.organisation.address;
    for (const auto& [role, one] : *people)
        if (auto* place = place_on(board, role)) *place = {one.name, tr(word(role)), one.phone};
    if (auto taken = take_names(board, names); !taken) return tl::unexpected(taken.error());
    const auto zones =
        roster::service::list_zones(database, ledger.organisation.key, {}, ledger.today);
    if (!zones) return tl::unexpected(zones.error());
    for (const auto& zone : *zones)
        if (!zone.person.empty())
            board.zones.push_back(
                {zone.zone,
                 zone.state == roster::domain::ZoneState::held ? zone.person : tr("空缺"),
                 zone.state == roster::domain::ZoneState::gap ? "" : zone.deputy, zone.phone});
    sign(board, ledger);
    return make_form(board);
}

Result<paper::Form> fill_drill_record(const std::string& file) {
    auto record = sim::record::load_record(file);
    if (!record) return tl::unexpected(record.error());
    const auto score =
        sim::drill::calc_score(record->scenario, record->plan, record->header.start, record->facts);
    report::ReportInput input;
    input.record = &*record;
    input.score = &score;
    return make_form(report::make_drill_record(input));
}

} // namespace

bool is_of_ledger(std::string_view key) noexcept {
    return key == "team_register" || key == "finding_register" || key == "notice_board" ||
           key == "certificate_register" || key == "rotation";
}

Result<paper::Form> fill_form(const std::string& key, const FormOptions& options) {
    if (key == "drill_record" && !options.record.empty()) return fill_drill_record(options.record);
    if (key == "drill_record")
        return make_error(Errc::bad_input, {"", "--record", tr("没有说从哪份演练记录填写"),
                                            tr("--record 演练记录 .drill，或 --blank")});
    if (!is_of_ledger(key))
        return make_error(Errc::bad_input, {"", key, tr("这张表不从台账填写"),
                                            tr("--blank 空表，或 --sample 填好的样表")});
    auto ledger = open_ledger(options.ledger);
    if (!ledger) return tl::unexpected(ledger.error());
    if (key == "team_register") return fill_team(*ledger, options.team);
    if (key == "finding_register") return fill_findings(*ledger);
    if (key == "rotation") return fill_rotation(*ledger);
    if (key == "certificate_register") return fill_certificates(*ledger);
    return fill_board(*ledger, options.names);
}

} // namespace tools::cli
