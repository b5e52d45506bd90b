// Forms of a home from the ledger: 志愿消防队名册, 证书台账, 安全责任公示牌, 床头疏散卡.
#include "roster/domain/team_check.h"
#include "roster/service/certificates.h"
#include "roster/service/organisations.h"
#include "roster/service/responsibilities.h"
#include "roster/store/home_people.h"
#include "roster/store/people_table.h"
#include "sim/plan/device.h"
#include "tools/cli/form_parts.h"
#include "tools/paper/home_forms.h"
#include <algorithm>
#include <array>
#include <set>

namespace tools::cli {

using roster::domain::iso;
using roster::domain::Person;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

/// 5–15 always with its answer; the 30 % beside it, which is not in force.
std::string verdict_of(const roster::domain::TeamCheck& check) {
    using namespace roster::domain;
    std::string text =
        trf("{} 人，{} {}–{} 人。", check.member_count,
            check.is_compliant() ? tr("符合") : tr("不符合"), team_least_count, team_most_count);
    text += trf("按员工 30%（报批稿，未施行）应有 {} 人，", check.share_count);
    if (check.conflict) return text + trf("超过上限 {} 人，两条规定冲突。", team_most_count);
    return text + (check.below_share ? trf("还差 {} 人。", check.share_count - check.member_count)
                                     : std::string(tr("符合。")));
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

/// "李建国/院长/0514-…": what is not given stays as it is on file for the same name.
void take_person(paper::NoticeBoard::Person& person, const std::string& text) {
    std::array<std::string, 3> parts;
    std::size_t at = 0;
    for (std::string& part : parts) {
        const std::size_t end = std::min(text.find('/', at), text.size());
        part = text.substr(std::min(at, text.size()), end - std::min(at, text.size()));
        at = end + 1;
    }
    if (parts[0] != person.name) person = {parts[0], person.post, ""}; // another one's phone
    if (!parts[1].empty()) person.post = parts[1];
    if (!parts[2].empty()) person.phone = parts[2];
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
        const std::string role = text.substr(0, equals);
        const auto* known =
            std::ranges::find_if(roles, [&](const auto& one) { return role == one.first; });
        if (equals == text.npos || (known == std::end(roles) && role != "hotline")) {
            std::string words;
            for (const auto& [word, unused] : roles)
                words += std::string(word) + " ";
            return make_error(Errc::bad_input,
                              {"", "--name", trf("看不懂：{}", text),
                               trf("责任=姓名，或 责任=姓名/单位职务/电话；责任是 {}，举报电话是 "
                                   "hotline=号码",
                                   words + "hotline")});
        }
        if (role == "hotline")
            board.hotline = text.substr(equals + 1);
        else
            take_person(*known->second, text.substr(equals + 1));
    }
    return {};
}

/// Of those who belong to the home the home; for the town its office. Who answers in another
/// office is on file by name only.
void name_offices(paper::NoticeBoard& board, OpenLedger& ledger) {
    for (auto* own : {&board.legal_representative, &board.controller, &board.leader,
                      &board.deputy_leader, &board.safety_officer})
        if (!own->name.empty() && own->post.empty()) own->post = ledger.organisation.name;
    const auto all = roster::service::list_part(ledger.opened.database, "");
    if (!all) return; // a town that is not known is left to be written
    for (const std::size_t i : roster::domain::list_ancestors(*all, ledger.organisation.key))
        if ((*all)[i].kind == roster::domain::OrganisationKind::town_office)
            if (board.town.post.empty()) board.town.post = (*all)[i].name;
}

/// A wheelchair on the stairs is another thing than in the corridor.
std::string device_words(const std::string& device) {
    const auto kind = sim::plan::find_device(device);
    if (kind == sim::plan::DeviceKind::wheelchair) return tr("轮椅；楼梯用疏散椅");
    return kind ? sim::plan::device_word(*kind) : device;
}

const char* mobility_words(roster::domain::Mobility mobility) {
    using enum roster::domain::Mobility;
    switch (mobility) {
    case a:
        return tr("A 自己走");
    case b:
        return tr("B 拄拐、扶着走");
    case c:
        return tr("C 轮椅");
    case d:
        return tr("D 卧床");
    case e:
        break;
    }
    return tr("E 游走");
}

/// So that in black and white, too, what has run out looks like nothing else.
std::string mark_of(roster::domain::Reminder reminder) {
    using enum roster::domain::Reminder;
    if (reminder == none) return "● ";
    return reminder == expired || reminder == revoked ? "■ " : "▲ ";
}

} // namespace

FilledForm fill_team(OpenLedger& ledger, const FormOptions& options) {
    auto& database = ledger.opened.database;
    const auto teams = roster::store::load_teams(database, ledger.organisation.key);
    if (!teams) return tl::unexpected(teams.error());
    const auto persons =
        roster::store::load_home_people(database, ledger.organisation.key, ledger.today);
    if (!persons) return tl::unexpected(persons.error());
    const auto team = std::ranges::find_if(
        *teams, [&](const auto& one) { return options.team.empty() || one.key == options.team; });
    if (team == teams->end())
        return make_error(Errc::bad_input,
                          {"", options.team, tr("这个单位没有这支志愿消防队"), ""});
    const auto roll = roster::store::load_team_roll(database, team->key, ledger.today);
    if (!roll) return tl::unexpected(roll.error());
    paper::TeamRegister form;
    form.organisation = ledger.organisation.name;
    form.team = team->name;
    form.day = iso(ledger.today);
    for (const auto& one : *roll)
        form.members.push_back({one.name, post_words(one.posts), tr(word(one.role)),
                                masked(one.phone), iso(one.from_day), day_text(one.trained_on),
                                one.other_home});
    const auto staff = static_cast<int>(std::ranges::count_if(
        *persons, [&](const Person& one) { return is_on_roll(one, ledger.today); }));
    const auto check = roster::domain::check_team(static_cast<int>(form.members.size()), staff);
    form.member_count = std::to_string(check.member_count);
    form.staff_count = std::to_string(staff);
    form.verdict = verdict_of(check);
    sign(form, ledger);
    return make_form(form);
}

FilledForm fill_certificates(OpenLedger& ledger, const FormOptions&) {
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
                                     row.superseded
                                         ? std::string("○ ") + tr("已被更新")
                                         : mark_of(row.reminder) + tr(word(row.reminder))});
    }
    sign(form, ledger);
    return make_form(form);
}

FilledForm fill_board(OpenLedger& ledger, const FormOptions& options) {
    auto& database = ledger.opened.database;
    const auto people =
        roster::service::list_board(database, ledger.organisation.key, ledger.today);
    if (!people) return tl::unexpected(people.error());
    paper::NoticeBoard board;
    board.organisation = ledger.organisation.name;
    board.address = ledger.organisation.address;
    for (const auto& [role, one] : *people)
        if (auto* place = place_on(board, role)) *place = {one.name, "", one.phone};
    if (auto taken = take_names(board, options.names); !taken) return tl::unexpected(taken.error());
    name_offices(board, ledger);
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

FilledForm fill_cards(OpenLedger& ledger, const FormOptions& options) {
    auto& database = ledger.opened.database;
    const auto residents = roster::store::load_residents(database, ledger.organisation.key);
    if (!residents) return tl::unexpected(residents.error());
    const auto persons =
        roster::store::load_home_people(database, ledger.organisation.key, ledger.today);
    if (!persons) return tl::unexpected(persons.error());
    std::set<std::string> wanted(options.beds.begin(), options.beds.end());
    paper::BedsideCards form;
    form.organisation = ledger.organisation.name;
    for (const auto& resident : *residents) {
        const std::string bed = number_of(resident.bed_key);
        if (!options.beds.empty() && wanted.erase(bed) == 0) continue;
        std::string device = device_words(resident.device);
        if (resident.assist_count > 1)
            device += (device.empty() ? "" : tr("，")) + trf("{} 人", resident.assist_count);
        std::string carer; // who has left answers for nobody
        for (const Person& person : *persons)
            if (person.key == resident.carer_key && is_on_roll(person, ledger.today))
                carer = person.name;
        form.cards.push_back({bed, resident.alias, mobility_words(resident.mobility), device, carer,
                              "", "", resident.oxygen ? tr("吸氧：先关氧气") : ""});
    }
    if (!wanted.empty() || form.cards.empty())
        return make_error(Errc::bad_input,
                          {"", wanted.empty() ? ledger.organisation.key : *wanted.begin(),
                           wanted.empty() ? tr("台账里没有老人") : tr("这张床上没有人"),
                           tr("--bed 床号，例如 207-1；不写是全部")});
    sign(form, ledger);
    return make_form(form);
}

} // namespace tools::cli
