#include "roster/service/due.h"

#include "roster/service/due_reading.h"
#include "roster/service/due_tally.h"
#include "roster/service/rules.h"
#include "roster/store/due_table.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

using Borrowed = std::vector<const Deed*>;

/// Since when the rules of a group bind somebody.
struct Bound {
    Date since{};     ///< here
    Date first_day{}; ///< in whatever home: what runs from a first day runs once
};

RuleLine make_rule_line(const Rule& rule) {
    return {rule.id,   rule.set_key, rule.set_version, rule.source,
            rule.kind, rule.mark,    rule.min_count,   rule.window};
}

/// Answers the question for one part of the tree.
class Reckoning {
public:
    Reckoning(const DueOptions& options, std::vector<Organisation> organisations, RuleBook book)
        : options_(options), organisations_(std::move(organisations)), book_(std::move(book)),
          part_(list_subtree(organisations_, options.organisation_key)) {
        for (const std::size_t i : part_)
            for (const Rule* rule : book_.rules_of(i))
                reading_.add(*rule, options.today);
    }
    [[nodiscard]] const DueReading& reading() const noexcept { return reading_; }

    DueList answer(const store::DueTables& tables) {
        tables_ = &tables;
        index();
        for (const std::size_t i : part_)
            reckon_organisation(i);
        list_certificates();
        keep_one_of_each();
        keep_each_leave_once();
        list_.organisations = sum_up(organisations_, part_, std::move(tallies_));
        sort_lines();
        return std::move(list_);
    }

private:
    /// Lines are large: their places are sorted, and each line is moved once.
    void sort_lines() {
        std::vector<DueLine*> order;
        order.reserve(list_.lines.size());
        for (DueLine& line : list_.lines)
            order.push_back(&line);
        std::ranges::stable_sort(order, {}, [](const DueLine* line) {
            return std::tuple(-static_cast<int>(line->state), line->due_on,
                              std::string_view(line->organisation_key),
                              std::string_view(line->subject_key));
        });
        std::vector<DueLine> sorted;
        sorted.reserve(order.size());
        for (DueLine* line : order)
            sorted.push_back(std::move(*line));
        list_.lines = std::move(sorted);
    }

    void index() {
        for (const store::DueDeed& one : tables_->deeds) {
            of_organisation_[one.organisation_id].push_back(&one.deed);
            if (one.team_id != 0) of_team_[one.team_id].push_back(&one.deed);
        }
        for (const store::PostHeld& post : tables_->roll.posts)
            posts_[post.organisation_id].push_back(&post);
        for (const store::DueTeam& team : tables_->teams)
            teams_[team.organisation_id].push_back(&team);
        add_observed_drills();
    }

    /// An observed drill is the team's as well when one of it took part.
    void add_observed_drills() {
        for (const store::DueTeam& team : tables_->teams) {
            std::set<const Deed*> drills;
            for (const auto& [person, since] : team.members)
                if (const auto at = tables_->deeds_of_person.find(person);
                    at != tables_->deeds_of_person.end())
                    for (const Deed* deed : at->second)
                        if (deed->source == "drill" && since <= deed->day) drills.insert(deed);
            auto& deeds = of_team_[team.id];
            deeds.insert(deeds.end(), drills.begin(), drills.end());
        }
    }

    void reckon_organisation(std::size_t i) {
        const Organisation& organisation = organisations_[i];
        if (!is_open(organisation, options_.today)) return;
        const std::int64_t id = tables_->organisation_id.at(organisation.key);
        std::map<RuleSubject, std::vector<const Rule*>> by_subject;
        for (const Rule* rule : book_.rules_of(i))
            by_subject[rule->subject].push_back(rule);
        for (const auto& [subject, rules] : by_subject) {
            const auto groups = group_rules(rules);
            switch (subject) {
            case RuleSubject::home:
            case RuleSubject::office:
                reckon_house(organisation, id, groups);
                break;
            case RuleSubject::person:
            case RuleSubject::new_staff:
                reckon_persons(organisation, id, groups);
                break;
            case RuleSubject::team:
            case RuleSubject::team_member:
                reckon_teams(organisation, id, groups);
                break;
            }
        }
        check_teams(organisation, id);
        check_safety_manager(organisation, id);
        if (is_institution(organisation.kind)) worsen(tallies_[i].homes, id, DueState::green);
    }

    void reckon_house(const Organisation& organisation, std::int64_t id,
                      const std::vector<RuleGroup>& groups) {
        const Date since = organisation.opened_on.value_or(Date{});
        DueTally& tally = tally_of(organisation);
        for (const RuleGroup& group : groups) {
            const DueState state = add(group, organisation, organisation.key, organisation.name,
                                       {since, since}, of_organisation_[id]);
            worsen(is_institution(organisation.kind) ? tally.homes : tally.offices, id, state);
        }
    }

    void reckon_persons(const Organisation& organisation, std::int64_t id,
                        const std::vector<RuleGroup>& groups) {
        DueTally& tally = tally_of(organisation);
        for (const store::PostHeld* post : posts_[id]) {
            const store::PersonOnRoll& person = tables_->roll.persons.at(post->person_id);
            if (person.long_leave) {
                list_.long_leave_keys.push_back(person.key);
                continue;
            }
            const auto deeds = tables_->deeds_of_person.find(post->person_id);
            const Borrowed& done = deeds == tables_->deeds_of_person.end() ? none_ : deeds->second;
            worsen(tally.persons, post->person_id, DueState::green);
            for (const RuleGroup& group : groups)
                if (const auto state =
                        group.front()->window.kind == WindowKind::once
                            ? reckon_post_starts(group, organisation, id, person, done)
                            : reckon_service(group, organisation, id, person, done))
                    worsen(tally.persons, post->person_id, *state);
        }
    }

    std::optional<DueState> reckon_service(const RuleGroup& group, const Organisation& organisation,
                                           std::int64_t id, const store::PersonOnRoll& person,
                                           const Borrowed& deeds) {
        const auto since = find_service_start(*group.front(), id, person.stays, options_.today);
        if (!since) return std::nullopt;
        const bool any_runs = std::ranges::any_of(
            group, [](const Rule* rule) { return !is_calendar(rule->window.kind); });
        const Date first_day =
            any_runs ? std::min(*since, find_earliest_service(*group.front(), person)) : *since;
        return add(group, organisation, person.key, person.name,
                   {std::max(*since, person.bound_since), std::max(first_day, person.bound_since)},
                   deeds);
    }

    /// Months that run from the first day run once for a person, in however many homes he works.
    Date find_earliest_service(const Rule& rule, const store::PersonOnRoll& person) const {
        Date earliest = options_.today;
        for (const Stay& stay : person.stays)
            if (const auto since =
                    find_service_start(rule, stay.organisation_id, person.stays, options_.today))
                earliest = std::min(earliest, *since);
        return earliest;
    }

    /// Whoever is away is met under every rule, and in every home.
    void keep_each_leave_once() {
        auto& keys = list_.long_leave_keys;
        std::ranges::sort(keys);
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    }

    /// Of somebody in several homes, what runs from a first day stands in the list once.
    void keep_one_of_each() {
        using Key = std::tuple<std::string_view, std::string_view, int, std::string_view>;
        std::map<Key, std::size_t> first;
        std::vector<char> again(list_.lines.size(), 0);
        for (std::size_t i = 0; i < list_.lines.size(); ++i) {
            const DueLine& line = list_.lines[i];
            const RuleLine& rule = line.sources.front();
            if (line.subject != RuleSubject::person || is_calendar(rule.window.kind) ||
                rule.window.kind == WindowKind::once)
                continue;
            const auto [at, fresh] = first.try_emplace(
                Key(line.subject_key, rule.set_key, rule.set_version, rule.rule_id), i);
            if (fresh) continue;
            const bool earlier = line.due_on < list_.lines[at->second].due_on;
            again[earlier ? std::exchange(at->second, i) : i] = 1;
        }
        std::size_t i = 0;
        std::erase_if(list_.lines, [&](const DueLine&) { return again[i++] != 0; });
    }

    /// A post each: what was done for an earlier post does not count for the next.
    std::optional<DueState> reckon_post_starts(const RuleGroup& group,
                                               const Organisation& organisation, std::int64_t id,
                                               const store::PersonOnRoll& person,
                                               const Borrowed& deeds) {
        std::optional<DueState> worst;
        for (const PostStart& start :
             list_post_starts(*group.front(), id, person.stays, options_.today)) {
            Borrowed own;
            std::ranges::copy_if(deeds, std::back_inserter(own),
                                 [&](const Deed* deed) { return deed->day >= start.deeds_from; });
            const DueState state = add(group, organisation, person.key, person.name,
                                       {start.from_day, start.from_day}, own);
            worst = std::max(worst.value_or(state), state);
        }
        return worst;
    }

    void reckon_teams(const Organisation& organisation, std::int64_t id,
                      const std::vector<RuleGroup>& groups) {
        DueTally& tally = tally_of(organisation);
        for (const store::DueTeam* team : teams_[id])
            for (const RuleGroup& group : groups) {
                if (group.front()->subject == RuleSubject::team) {
                    const Date first = first_day_of(*team);
                    const DueState state = add(group, organisation, team->key, team->name,
                                               {first, first}, of_team_[team->id]);
                    worsen(tally.teams, team->id, state);
                    continue;
                }
                for (const auto& [person_id, from] : team->members) {
                    const store::PersonOnRoll& person = tables_->roll.persons.at(person_id);
                    if (person.long_leave) continue;
                    const auto deeds = tables_->deeds_of_person.find(person_id);
                    const Date since = std::max(from, person.bound_since);
                    const DueState state =
                        add(group, organisation, person.key, person.name, {since, since},
                            deeds == tables_->deeds_of_person.end() ? none_ : deeds->second);
                    worsen(tally.persons, person_id, state);
                }
            }
    }

    static Date first_day_of(const store::DueTeam& team) {
        Date first{};
        bool any = false;
        for (const auto& [person, from] : team.members) {
            first = any ? std::min(first, from) : from;
            any = true;
        }
        return first;
    }

    void check_teams(const Organisation& organisation, std::int64_t id) {
        if (!is_residential(organisation.kind)) return;
        std::set<std::int64_t> staff;
        for (const store::PostHeld* post : posts_[id])
            staff.insert(post->person_id);
        const int staff_count = static_cast<int>(staff.size());
        if (teams_[id].empty() && staff_count > 0)
            list_.teams.push_back(
                {organisation.key, "", organisation.name, check_team(0, staff_count)});
        for (const store::DueTeam* team : teams_[id]) {
            const TeamCheck check = check_team(static_cast<int>(team->members.size()), staff_count);
            worsen(tally_of(organisation).teams, team->id,
                   check.is_compliant() ? DueState::green : DueState::red);
            if (!describe(check).empty())
                list_.teams.push_back({organisation.key, team->key, team->name, check});
        }
    }

    /// Evaluates a group for one subject and keeps the line when it is wanted.
    DueState add(const RuleGroup& group, const Organisation& organisation,
                 const std::string& subject_key, const std::string& name, const Bound& bound,
                 const Borrowed& deeds) {
        const Due due = calc_due(
            group, [&](const Rule& rule) { return calc_since(rule, bound); }, deeds,
            options_.today);
        if (due.state == DueState::green && !options_.with_green) return due.state;
        DueLine line{due.rule->subject,
                     organisation.key,
                     subject_key,
                     name,
                     due.state,
                     due.rule->activity,
                     {},
                     due.due_on,
                     due.yellow_on,
                     due.have_count,
                     due.want_count,
                     {},
                     is_cut(*due.rule, bound) &&
                         is_first_window(due, calc_horizon(due.rule->window, options_.today))};
        line.sources.push_back(make_rule_line(*due.rule));
        for (const Rule* rule : due.sources)
            if (rule != due.rule) line.sources.push_back(make_rule_line(*rule));
        for (const Deed* deed : due.counted)
            line.rows.push_back(fmt::format("{}/{}", deed->source, deed->source_id));
        list_.lines.push_back(std::move(line));
        return due.state;
    }

    /// A rule of calendar windows looks no further back than it is read for.
    bool is_cut(const Rule& rule, const Bound& bound) const {
        return is_calendar(rule.window.kind) &&
               bound.since < calc_horizon(rule.window, options_.today);
    }
    Date calc_since(const Rule& rule, const Bound& bound) const {
        if (is_cut(rule, bound)) return calc_horizon(rule.window, options_.today);
        return is_calendar(rule.window.kind) ? bound.since : bound.first_day;
    }

    /// The window that was missed is the first that was looked at.
    static bool is_first_window(const Due& due, Date horizon) {
        if (due.state != DueState::red || due.rule->valid_from >= horizon) return false;
        const DaySpan missed = calc_window(due.rule->window.kind, due.due_on);
        return calc_window(due.rule->window.kind, missed.first - Days{1}).first < horizon;
    }

    /// A home has a 安全管理人, and his certificate, where one is on file, still holds.
    void check_safety_manager(const Organisation& organisation, std::int64_t id) {
        if (!is_institution(organisation.kind)) return;
        bool held = false, valid = false;
        for (const store::PostHeld* post : posts_[id]) {
            const store::PersonOnRoll& person = tables_->roll.persons.at(post->person_id);
            const bool own = std::ranges::any_of(person.stays, [&](const Stay& stay) {
                return stay.organisation_id == id && stay.post == Post::safety_manager &&
                       covers(stay, options_.today);
            });
            held |= own;
            valid |= own && !has_lapsed(person.key);
        }
        if (!valid) list_.vacancies.push_back({organisation.key, organisation.name, held});
    }

    /// Certificates as a safety manager are on file, and none of them holds today.
    bool has_lapsed(const std::string& person_key) const {
        bool any = false;
        for (const Certificate& one : tables_->certificates) {
            if (one.person_key != person_key || one.kind != CertificateKind::safety_manager)
                continue;
            const Reminder reminder = calc_reminder(one, options_.today);
            if (reminder != Reminder::expired && reminder != Reminder::revoked) return false;
            any = true;
        }
        return any;
    }

    /// A certificate that another one replaces needs no reminder.
    void list_certificates() {
        std::map<std::string_view, std::int64_t> home_of;
        for (const store::PostHeld& post : tables_->roll.posts)
            home_of.emplace(tables_->roll.persons.at(post.person_id).key, post.organisation_id);
        std::map<std::string_view, std::string_view> name_of;
        for (const auto& [id, person] : tables_->roll.persons)
            name_of.emplace(person.key, person.name);
        for (const std::size_t i : part_)
            name_of.emplace(organisations_[i].key, organisations_[i].name);
        for (const Certificate* one : list_standing(tables_->certificates, options_.today)) {
            const Reminder reminder = calc_reminder(*one, options_.today);
            if (reminder == Reminder::none) continue;
            std::string organisation = one->organisation_key;
            if (organisation.empty()) {
                const auto at = home_of.find(one->person_key);
                if (at == home_of.end()) continue; // has left
                organisation = tables_->organisation_key.at(at->second);
            }
            const auto holder =
                name_of.find(one->person_key.empty() ? one->organisation_key : one->person_key);
            list_.certificates.push_back(
                {organisation, std::string(holder == name_of.end() ? "" : holder->second), *one,
                 reminder});
            for (const std::size_t i : part_)
                if (organisations_[i].key == organisation) ++tallies_[i].certificate_count;
        }
    }

    DueTally& tally_of(const Organisation& organisation) {
        return tallies_[static_cast<std::size_t>(&organisation - organisations_.data())];
    }

    const DueOptions& options_;
    std::vector<Organisation> organisations_;
    RuleBook book_;
    std::vector<std::size_t> part_;
    DueReading reading_;
    const store::DueTables* tables_ = nullptr;
    std::map<std::int64_t, Borrowed> of_organisation_, of_team_;
    std::map<std::int64_t, std::vector<const store::PostHeld*>> posts_;
    std::map<std::int64_t, std::vector<const store::DueTeam*>> teams_;
    DueTallies tallies_;
    const Borrowed none_;
    DueList list_;
};

} // namespace

Result<DueList> list_due(store::Database& database, const DueOptions& options) {
    auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    if (list_subtree(*organisations, options.organisation_key).empty())
        return make_error(Errc::bad_input, {database.path().string(), options.organisation_key,
                                            tr("数据库里没有这个单位"), tr("已登记的单位")});
    auto book = RuleBook::load(database, *organisations, options.today);
    if (!book) return tl::unexpected(book.error());
    Reckoning reckoning(options, std::move(*organisations), std::move(*book));
    const auto tables =
        store::load_due_tables(database, options.organisation_key, reckoning.reading().horizons,
                               reckoning.reading().old_deeds, options.today);
    if (!tables) return tl::unexpected(tables.error());
    return reckoning.answer(*tables);
}

} // namespace roster::service
