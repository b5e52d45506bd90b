// Facts of each home: the first step of bulletin.h.
#include "roster/domain/team_check.h"
#include "roster/service/bulletin_reckoning.h"
#include "roster/service/organisations.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <set>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

/// Days of the span on which the home was open.
DaySpan open_days(const Organisation& home, DaySpan span) {
    if (home.opened_on) span.first = std::max(span.first, *home.opened_on);
    if (home.closed_on) span.last = std::min(span.last, *home.closed_on);
    return span;
}

/// Whole months from the first to the last day.
int count_whole_months(DaySpan span) {
    int months = 0;
    for (Date day = calc_window(WindowKind::month, span.first).first; day <= span.last;
         day = add_months(day, 1)) {
        const DaySpan month = calc_window(WindowKind::month, day);
        months += span.first <= month.first && month.last <= span.last;
    }
    return months;
}

/// Half-yearly drill rules that bind the home in this very half-year: a window binds from the first
/// that begins when both the rule and the home are there.
std::vector<const Rule*> drill_rules(const std::vector<const Rule*>& rules,
                                     const Organisation& home, DaySpan period) {
    std::vector<const Rule*> found;
    if (home.opened_on && *home.opened_on > period.first) return found;
    for (const Rule* rule : rules)
        if (rule->subject == RuleSubject::home && rule->activity == "drill" &&
            rule->window.kind == WindowKind::half_year && rule->valid_from <= period.first)
            found.push_back(rule);
    return found;
}

class Sorting {
public:
    Sorting(BulletinMatter& matter, const RuleBook& book) : m_(matter), book_(book) {}

    void run() {
        for (const std::size_t i : m_.part) {
            HomeFacts& home = m_.homes[m_.id_of(i)];
            home.organisation = &m_.organisations[i];
            home.counted =
                is_institution(home.organisation->kind) && is_open(*home.organisation, m_.day);
        }
        sort_people();
        sort_teams();
        sort_certificates();
        sort_inspections();
        sort_findings();
        for (const auto& drill : m_.tables.drills)
            m_.homes.at(drill.organisation_id).drills.push_back(&drill);
        for (const std::size_t i : m_.part)
            judge_home(i);
        m_.drill_sources.assign(sources_.begin(), sources_.end());
    }

private:
    HomeFacts* find_counted(std::int64_t id) {
        const auto at = m_.homes.find(id);
        return at != m_.homes.end() && at->second.counted ? &at->second : nullptr;
    }

    void sort_people() {
        for (const auto& one : m_.tables.trainings)
            m_.trainings[one.person_id].push_back(one.activity_id);
        for (const auto& post : m_.tables.posts) {
            HomeFacts* home = find_counted(post.organisation_id);
            if (!home) continue;
            if (m_.tables.long_leave.contains(post.person_id)) {
                home->add(BulletinField::on_leave, post.person_id);
                continue;
            }
            home->add(BulletinField::staff, post.person_id);
            if (m_.trainings.contains(post.person_id))
                home->add(BulletinField::trained, post.person_id);
        }
    }

    /// A home with several teams has built one when any of them has.
    void sort_teams() {
        std::set<std::int64_t> built;
        for (const auto& team : m_.tables.teams) {
            HomeFacts* home = find_counted(team.organisation_id);
            if (!home || !is_residential(home->organisation->kind)) continue;
            const bool compliant = check_team(team.member_count, 0).is_compliant();
            if (compliant && built.insert(team.organisation_id).second)
                home->add(BulletinField::team_built, team.organisation_id);
            if (compliant || !built.contains(team.organisation_id))
                home->best_team_count = team.member_count;
            with_team_.insert(team.organisation_id);
        }
    }

    /// Only the newest of a holder and kind is looked at.
    void sort_certificates() {
        std::map<std::tuple<std::int64_t, std::int64_t, CertificateKind>,
                 const store::BulletinCertificate*>
            newest;
        for (const auto& one : m_.tables.certificates) {
            const auto*& kept = newest[{one.person_id, one.organisation_id, one.certificate.kind}];
            if (!kept || kept->certificate.expires_on.value_or(Date::max()) <=
                             one.certificate.expires_on.value_or(Date::max()))
                kept = &one;
        }
        std::unordered_map<std::int64_t, std::vector<std::int64_t>> homes_of;
        for (const auto& post : m_.tables.posts)
            homes_of[post.person_id].push_back(post.organisation_id);
        for (const auto& [key, one] : newest) {
            if (one->organisation_id != 0) add_certificate(one->organisation_id, one->certificate);
            if (const auto at = homes_of.find(one->person_id); at != homes_of.end())
                for (const std::int64_t home : at->second)
                    add_certificate(home, one->certificate);
        }
    }

    void add_certificate(std::int64_t organisation, const Certificate& certificate) {
        HomeFacts* home = find_counted(organisation);
        if (!home) return;
        home->add(BulletinField::certificates, certificate.id);
        switch (calc_reminder(certificate, m_.day)) {
        case Reminder::expired:
            home->add(BulletinField::expired, certificate.id);
            home->first_expiry = std::min(home->first_expiry.value_or(*certificate.expires_on),
                                          *certificate.expires_on);
            break;
        case Reminder::revoked:
            home->add(BulletinField::revoked, certificate.id);
            break;
        case Reminder::none:
            break;
        default:
            home->add(BulletinField::expiring, certificate.id);
        }
    }

    void sort_inspections() {
        for (const auto& one : m_.tables.inspections) {
            HomeFacts& home = m_.homes.at(one.organisation_id);
            home.inspected = true;
            if (!home.counted) continue;
            switch (one.kind) {
            case InspectionKind::daily_patrol:
                home.add_amount(BulletinField::patrol_done, one.day_count);
                break;
            case InspectionKind::monthly_self_check:
                home.add_amount(BulletinField::self_check_done, one.month_count);
                break;
            case InspectionKind::town_monthly:
                home.add_amount(BulletinField::town_visits, one.row_count);
                break;
            case InspectionKind::county_visit:
            case InspectionKind::county_joint:
                home.add_amount(BulletinField::county_visits, one.row_count);
                break;
            case InspectionKind::city_sample:
            case InspectionKind::city_patrol:
                home.add_amount(BulletinField::city_visits, one.row_count);
                break;
            default:
                break;
            }
        }
    }

    void sort_findings() {
        for (const auto& one : m_.tables.findings) {
            HomeFacts& home = m_.homes.at(one.organisation_id);
            home.add(one.found_on < m_.period.first ? BulletinField::findings_carried
                                                    : BulletinField::findings_found,
                     one.id);
            if (one.state == FindingState::closed) {
                home.add(BulletinField::findings_closed, one.id);
                continue;
            }
            home.add(BulletinField::findings_open, one.id);
            if (one.severity == Severity::major) home.add(BulletinField::major_open, one.id);
            if (one.life_safety) home.add(BulletinField::life_safety_open, one.id);
            if (!one.deadline || *one.deadline >= m_.day) continue;
            home.add(BulletinField::findings_overdue, one.id);
            home.oldest_deadline =
                std::min(home.oldest_deadline.value_or(*one.deadline), *one.deadline);
        }
    }

    void judge_home(std::size_t i) {
        const std::int64_t id = m_.id_of(i);
        HomeFacts& home = m_.homes.at(id);
        if (!home.counted) return;
        const Organisation& organisation = *home.organisation;
        home.add(BulletinField::homes, id);
        if (organisation.opened_on && *organisation.opened_on > m_.period.first)
            home.add(BulletinField::homes_new, id);
        if (home.count(BulletinField::staff) + home.count(BulletinField::on_leave) == 0)
            home.add(BulletinField::staff_unknown, id);
        if (is_residential(organisation.kind)) {
            home.add(BulletinField::team_due, id);
            if (!with_team_.contains(id)) home.add(BulletinField::team_absent, id);
        }
        judge_drills(i, id, home);
        judge_patrols(id, home);
        const bool found_something = home.count(BulletinField::findings_found) > 0;
        if (!home.inspected && home.drills.empty() && !found_something &&
            !m_.tables.active.contains(id))
            home.add(BulletinField::no_record, id);
    }

    void judge_drills(std::size_t i, std::int64_t id, HomeFacts& home) {
        const auto rules = drill_rules(book_.rules_of(i), *home.organisation, m_.period);
        if (rules.empty()) return;
        home.add(BulletinField::drill_due, id);
        bool done = true;
        for (const Rule* rule : rules) {
            sources_.insert(rule->source);
            done &= std::ranges::count_if(home.drills, [&](const auto* one) {
                        return counts_for(*rule, one->deed);
                    }) >= rule->min_count;
        }
        home.add(done ? BulletinField::drill_done : BulletinField::drill_open, id);
    }

    void judge_patrols(std::int64_t id, HomeFacts& home) {
        if (home.amount(BulletinField::patrol_done) + home.amount(BulletinField::self_check_done) ==
            0) {
            home.add(BulletinField::patrol_silent, id);
            return;
        }
        const DaySpan days = open_days(*home.organisation, {m_.period.first, m_.inspected_until});
        if (days.last < days.first) return;
        home.add_amount(BulletinField::patrol_due, calc_days_between(days.first, days.last) + 1);
        home.add_amount(BulletinField::self_check_due, count_whole_months(days));
    }

    BulletinMatter& m_;
    const RuleBook& book_;
    std::set<std::int64_t> with_team_;
    std::set<std::string> sources_;
};

} // namespace

Result<BulletinMatter> load_matter(store::Database& database, const std::string& organisation_key,
                                   const HalfYear& half, Date today) {
    if (today < half.span.first)
        return make_error(Errc::bad_input,
                          {"", "--half", trf("{} 还没有开始", half.name), tr("已经开始的半年")});
    auto organisations = list_part(database, "");
    if (!organisations) return tl::unexpected(organisations.error());
    BulletinMatter matter;
    matter.organisations = std::move(*organisations);
    matter.part = list_subtree(matter.organisations, organisation_key);
    if (matter.part.empty())
        return make_error(Errc::bad_input, {database.path().string(), organisation_key,
                                            tr("数据库里没有这个单位"), tr("已登记的单位")});
    matter.period = half.span;
    matter.over = today > half.span.last;
    matter.day = std::min(today, half.span.last);
    matter.inspected_until = std::min(today - Days{1}, half.span.last);
    const auto book = RuleBook::load(database, matter.organisations, matter.day);
    if (!book) return tl::unexpected(book.error());
    auto tables = store::load_bulletin_tables(database, organisation_key, half.span, matter.day,
                                              matter.inspected_until);
    if (!tables) return tl::unexpected(tables.error());
    matter.tables = std::move(*tables);
    Sorting(matter, *book).run();
    return matter;
}

} // namespace roster::service
