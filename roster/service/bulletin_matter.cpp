// Facts of each home: the first step of bulletin.h.
#include "roster/domain/team_check.h"
#include "roster/service/bulletin_reckoning.h"
#include "roster/service/due.h"
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

/// Windows of a rule that end in the period, each bound from its first day: a year is judged in the
/// second half, a quarter twice. Rolling windows and what is done once are no matter of a
/// half-year.
std::vector<DaySpan> list_judged_windows(const Rule& rule, Date since, DaySpan period) {
    std::vector<DaySpan> windows;
    if (!is_calendar(rule.window.kind)) return windows;
    const Date start = std::max(since, rule.valid_from);
    for (DaySpan window = calc_window(rule.window.kind, period.first); window.last <= period.last;
         window = calc_window(rule.window.kind, window.last + Days{1}))
        if (start <= window.first) windows.push_back(window);
    return windows;
}

/// Deeds that fill each of the windows; nothing when one stays open.
std::optional<std::vector<const Deed*>> find_proof(const Rule& rule,
                                                   const std::vector<DaySpan>& windows,
                                                   const std::vector<const Deed*>& deeds) {
    std::vector<const Deed*> proof;
    for (const DaySpan& window : windows) {
        int have = 0;
        for (const Deed* deed : deeds)
            if (window.first <= deed->day && deed->day <= window.last && counts_for(rule, *deed)) {
                proof.push_back(deed);
                ++have;
            }
        if (have < rule.min_count) return std::nullopt;
    }
    return proof;
}

std::vector<const Rule*> choose_rules(const std::vector<const Rule*>& rules, RuleSubject subject,
                                      std::string_view activity) {
    std::vector<const Rule*> chosen;
    for (const Rule* rule : rules)
        if (rule->subject == subject && rule->activity == activity) chosen.push_back(rule);
    return chosen;
}

/// A rule's source with whether it is law, and whether it was looked up.
std::string name_source(const Rule& rule) {
    RuleLine line;
    line.source = rule.source;
    line.kind = rule.kind;
    line.mark = rule.mark;
    return describe(line);
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
        m_.drill_sources.assign(drill_sources_.begin(), drill_sources_.end());
        m_.training_sources.assign(training_sources_.begin(), training_sources_.end());
    }

private:
    HomeFacts* find_counted(std::int64_t id) {
        const auto at = m_.homes.find(id);
        return at != m_.homes.end() && at->second.counted ? &at->second : nullptr;
    }

    void sort_people() {
        for (const auto& one : m_.tables.trainings)
            if (const auto at = m_.tables.training_deeds.find(one.activity_id);
                at != m_.tables.training_deeds.end())
                deeds_of_[one.person_id].push_back(&at->second);
        std::map<std::int64_t, std::vector<const Rule*>> rules_of;
        for (const std::size_t i : m_.part)
            rules_of[m_.id_of(i)] =
                choose_rules(book_.rules_of(i), RuleSubject::person, "training");
        for (const auto& post : m_.tables.roll.posts)
            if (HomeFacts* home = find_counted(post.organisation_id))
                judge_person(*home, post, rules_of[post.organisation_id]);
    }

    /// By the rules that the list of what is due goes by.
    void judge_person(HomeFacts& home, const store::PostHeld& post,
                      const std::vector<const Rule*>& rules) {
        const store::PersonOnRoll& person = m_.tables.roll.persons.at(post.person_id);
        if (person.long_leave) {
            home.add(BulletinField::on_leave, post.person_id);
            return;
        }
        bool bound = false, trained = true;
        for (const Rule* rule : rules) {
            const auto start =
                find_service_start(*rule, post.organisation_id, person.stays, m_.day);
            if (!start) continue;
            const auto windows =
                list_judged_windows(*rule, std::max(*start, person.bound_since), m_.period);
            if (windows.empty()) continue;
            bound = true;
            training_sources_.insert(name_source(*rule));
            const auto proof = find_proof(*rule, windows, deeds_of_[post.person_id]);
            trained &= proof.has_value();
            if (proof) keep_proof(post.person_id, *proof);
        }
        home.add(bound ? BulletinField::staff : BulletinField::staff_not_bound, post.person_id);
        if (bound && trained) home.add(BulletinField::trained, post.person_id);
    }

    void keep_proof(std::int64_t person, const std::vector<const Deed*>& proof) {
        auto& rows = m_.trainings[person];
        for (const Deed* deed : proof)
            if (std::ranges::find(rows, deed->source_id) == rows.end())
                rows.push_back(deed->source_id);
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

    [[nodiscard]] static bool is_replaced(const Certificate& revoked,
                                          const std::vector<Certificate>& all) {
        return std::ranges::any_of(all, [&](const Certificate& one) {
            return one.kind == revoked.kind && one.person_key == revoked.person_key &&
                   one.organisation_key == revoked.organisation_key &&
                   one.issued_on >= *revoked.revoked_on;
        });
    }

    /// Those that speak for their holder (domain/certificate.h).
    void sort_certificates() {
        std::vector<Certificate> all;
        for (const auto& one : m_.tables.certificates)
            all.push_back(one.certificate);
        std::unordered_map<std::int64_t, std::vector<std::int64_t>> homes_of;
        for (const auto& post : m_.tables.roll.posts)
            homes_of[post.person_id].push_back(post.organisation_id);
        std::vector<const Certificate*> told = list_standing(all, m_.day);
        for (const Certificate& one : all) // a revocation counts until a new card replaces it
            if (calc_reminder(one, m_.day) == Reminder::revoked && !is_replaced(one, all) &&
                std::ranges::find(told, &one) == told.end())
                told.push_back(&one);
        std::ranges::sort(told);
        for (const Certificate* one : told) {
            const auto& row = m_.tables.certificates[static_cast<std::size_t>(one - all.data())];
            if (row.organisation_id != 0) add_certificate(row.organisation_id, *one);
            if (const auto at = homes_of.find(row.person_id); at != homes_of.end())
                for (const std::int64_t home : at->second)
                    add_certificate(home, *one);
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
            if (!one.deadline) {
                home.add(BulletinField::findings_undated, one.id);
                home.oldest_undated =
                    std::min(home.oldest_undated.value_or(one.found_on), one.found_on);
                continue;
            }
            if (*one.deadline >= m_.day) continue;
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
        if (home.count(BulletinField::staff) + home.count(BulletinField::staff_not_bound) +
                home.count(BulletinField::on_leave) ==
            0)
            home.add(BulletinField::staff_unknown, id);
        if (is_residential(organisation.kind)) {
            home.add(BulletinField::team_due, id);
            if (!with_team_.contains(id)) home.add(BulletinField::team_absent, id);
        }
        judge_drills(i, id, home);
        judge_patrols(id, home);
        const bool found_something = home.count(BulletinField::findings_found) > 0;
        const bool drilled = std::ranges::any_of(
            home.drills, [&](const auto* one) { return one->deed.day >= m_.period.first; });
        if (!home.inspected && !drilled && !found_something && !m_.tables.active.contains(id))
            home.add(BulletinField::no_record, id);
    }

    void judge_drills(std::size_t i, std::int64_t id, HomeFacts& home) {
        std::vector<const Deed*> deeds;
        for (const auto* one : home.drills)
            deeds.push_back(&one->deed);
        bool bound = false, done = true;
        std::set<const Deed*> proofs;
        for (const Rule* rule : choose_rules(book_.rules_of(i), RuleSubject::home, "drill")) {
            const auto windows = list_judged_windows(
                *rule, home.organisation->opened_on.value_or(Date{}), m_.period);
            if (windows.empty()) continue;
            bound = true;
            drill_sources_.insert(name_source(*rule));
            const auto proof = find_proof(*rule, windows, deeds);
            done &= proof.has_value();
            if (proof) proofs.insert(proof->begin(), proof->end());
            // A quarter is overdue before the half-year ends.
            auto ended = windows;
            std::erase_if(ended,
                          [&](const DaySpan& window) { return !m_.over && window.last >= m_.day; });
            home.drill_overdue |= !proof && !find_proof(*rule, ended, deeds);
        }
        // Of the first half only what a yearly rule was met by.
        std::erase_if(home.drills, [&](const auto* one) {
            return one->deed.day < m_.period.first && !proofs.contains(&one->deed);
        });
        if (!bound) return;
        home.add(BulletinField::drill_due, id);
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
    std::set<std::string> drill_sources_, training_sources_;
    std::unordered_map<std::int64_t, std::vector<const Deed*>> deeds_of_; ///< by person
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
    if (auto done = add_duty(database, matter); !done) return tl::unexpected(done.error());
    return matter;
}

} // namespace roster::service
