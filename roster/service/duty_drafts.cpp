#include "roster/service/duty_drafts.h"

#include "roster/schedule/duty_grid.h"
#include "roster/schedule/duty_rules.h"
#include "roster/schedule/training_model.h"
#include "roster/service/certificates.h"
#include "roster/service/duty_facts.h"
#include "roster/service/duty_pattern.h"
#include "roster/service/duty_rosters.h"
#include "roster/service/duty_training.h"
#include "roster/service/organisations.h"
#include "roster/store/absence_table.h"
#include "roster/store/duty_condition_table.h"
#include "roster/store/people_table.h"
#include "roster/store/post_table.h"
#include "roster/store/session_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <set>

namespace roster::service {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;

namespace {

/// A single day of work, or off, weighs as much as a wish of the usual weight.
/// Source: docs/references.md#duty-wishes
constexpr int isolated_weight = 1;

/// Which layer of duty a post of the ledger stands for.
const char* layer_of(Post post) {
    switch (post) {
    case Post::leader:
    case Post::deputy_leader:
    case Post::duty_leader:
    case Post::safety_manager:
    case Post::bureau_leader:
        return leader_layer;
    case Post::control_room:
        return control_room_layer;
    case Post::carer:
    case Post::nurse:
        return care_layer;
    case Post::guard:
    case Post::duty_officer:
    case Post::office:
    case Post::electrician:
        return duty_room_layer;
    default:
        return nullptr;
    }
}

class Drafting {
public:
    Drafting(const Organisation& organisation, const DutyDraft& draft) {
        problem_.organisation_key = organisation.key;
        problem_.name = organisation.name;
        problem_.first_day = draft.days.first;
        problem_.last_day = draft.days.last;
        problem_.rules = usual_duty_rules();
        problem_.hours = draft.hours;
        problem_.isolated_weight_count = isolated_weight;
        problem_.calendars = draft.calendars;
        lay_posts(organisation, draft, problem_);
        leave_out_daily_limit(problem_);
    }

    /// Posts within the days; who leaves earlier may stand until then.
    void add_person(const Person& person, const std::vector<PostAssignment>& posts) {
        DutyPerson one;
        one.key = person.key;
        one.name = person.name;
        for (const PostAssignment& post : posts) {
            const char* layer = layer_of(post.role.post);
            if (!layer || post.from_day > problem_.last_day ||
                (post.until_day && *post.until_day < problem_.first_day))
                continue;
            const auto until =
                person.left_on && (!post.until_day || *person.left_on < *post.until_day)
                    ? person.left_on
                    : post.until_day;
            one.qualifications.push_back({layer, post.from_day, until});
        }
        if (!one.qualifications.empty()) problem_.people.push_back(std::move(one));
    }
    void add_certificate(const Certificate& paper) {
        if (paper.kind != CertificateKind::fire_facility_operator) return;
        const auto at = std::ranges::find(problem_.people, paper.person_key, &DutyPerson::key);
        if (at == problem_.people.end()) return;
        auto until = paper.expires_on;
        if (paper.revoked_on && (!until || *paper.revoked_on <= *until))
            until = *paper.revoked_on - Days{1};
        if (until && *until < paper.issued_on) return;
        at->qualifications.push_back({watch_certificate, paper.issued_on, until});
    }
    void add_duty_training(const std::string& person_key,
                           const std::vector<DutyQualification>& trained) {
        const auto at = std::ranges::find(problem_.people, person_key, &DutyPerson::key);
        if (at != problem_.people.end())
            std::ranges::copy(trained, std::back_inserter(at->qualifications));
    }
    /// A rule bars from duty without the training.
    void require_training() { needs_training_ = true; }
    void add_team(const Team& team) {
        for (const TeamMember& member : team.members) {
            const auto at = std::ranges::find(problem_.people, member.person_key, &DutyPerson::key);
            if (at != problem_.people.end())
                at->qualifications.push_back({std::string(volunteer_qualification),
                                              member.from_day.value_or(problem_.first_day),
                                              member.until_day});
        }
    }
    void add_absence(const Absence& absence) {
        if (absence.from_day > problem_.last_day) return;
        if (std::ranges::find(problem_.people, absence.person_key, &DutyPerson::key) ==
            problem_.people.end())
            return;
        problem_.absences.push_back(
            {absence.person_key,
             AbsenceKind::leave,
             {absence.from_day, absence.until_day.value_or(problem_.last_day)},
             absence.reason});
    }
    void add_training(const std::string& person_key, DaySpan days, const std::string& reason) {
        if (days.last < problem_.first_day || days.first > problem_.last_day) return;
        if (std::ranges::find(problem_.people, person_key, &DutyPerson::key) !=
            problem_.people.end())
            problem_.absences.push_back({person_key, AbsenceKind::training, days, reason});
    }
    void add_elsewhere(const PlannedShift& shift, const std::string& where) {
        if (std::ranges::find(problem_.people, shift.person_key, &DutyPerson::key) ==
            problem_.people.end())
            return;
        const auto local = shift.begin + local_offset;
        const Date day = std::chrono::floor<Days>(local);
        const auto minutes = [](auto span) {
            return static_cast<int>(std::chrono::floor<std::chrono::minutes>(span).count());
        };
        problem_.elsewhere.push_back(
            {shift.person_key, day, minutes(local - day), minutes(shift.end - shift.begin), where});
    }
    /// Whoever has or had a post here is known; without one of duty within the days there is
    /// nothing that he may stand for.
    void know_staff(const std::string& person_key) { staff_.insert(person_key); }
    DutyFacts take_facts() {
        for (const DutyPerson& one : problem_.people)
            staff_.erase(one.key);
        for (const std::string& key : staff_) {
            DutyPerson none;
            none.key = key;
            problem_.people.push_back(std::move(none));
        }
        return {std::move(problem_.people),    std::move(problem_.absences),
                std::move(problem_.elsewhere), {},
                std::move(conditions_),        needs_training_};
    }
    DutyProblem take() {
        leave_out_unused(); // those who lack the training stay: they can be sent to one
        if (needs_training_) require_duty_training(problem_);
        return std::move(problem_);
    }
    void add_conditions(std::vector<store::DutyConditionRow> rows) {
        std::erase_if(rows, [&](const store::DutyConditionRow& one) {
            return one.from_day > problem_.last_day + Days{1};
        });
        conditions_ = std::move(rows);
    }
    [[nodiscard]] const std::vector<store::DutyConditionRow>& conditions() const noexcept {
        return conditions_;
    }

private:
    /// People who can stand at no post here, shifts that no post has.
    void leave_out_unused() {
        std::erase_if(problem_.people, [&](const DutyPerson& person) {
            return std::ranges::none_of(problem_.posts, [&](const DutyPost& post) {
                return std::ranges::all_of(post.qualifications, [&](const std::string& wanted) {
                    return std::ranges::any_of(person.qualifications,
                                               [&](const auto& has) { return has.key == wanted; });
                });
            });
        });
        std::set<std::string> keys, shifts;
        for (const DutyPerson& person : problem_.people)
            keys.insert(person.key);
        for (const DutyPost& post : problem_.posts)
            for (const PostShift& shift : post.shifts)
                shifts.insert(shift.shift_key);
        std::erase_if(problem_.absences,
                      [&](const DutyAbsence& one) { return !keys.contains(one.person_key); });
        std::erase_if(problem_.elsewhere,
                      [&](const DutyElsewhere& one) { return !keys.contains(one.person_key); });
        std::erase_if(problem_.shifts,
                      [&](const DutyShift& one) { return !shifts.contains(one.key); });
    }

    DutyProblem problem_;
    std::set<std::string> staff_;
    bool needs_training_ = false;
    std::vector<store::DutyConditionRow> conditions_;
};

/// Posts, here and elsewhere, of everybody with a post here.
Result<std::vector<PostAssignment>> load_posts_of_staff(store::Database& database,
                                                        const std::string& organisation_key) {
    auto posts = store::load_posts_around(database, organisation_key);
    if (!posts) return posts;
    std::set<std::string> here;
    for (const PostAssignment& post : *posts)
        if (post.organisation_key == organisation_key) here.insert(post.person_key);
    std::erase_if(*posts,
                  [&](const PostAssignment& post) { return !here.contains(post.person_key); });
    return posts;
}

/// Organisations in which people with a post here have another.
std::set<std::string> list_neighbours(const std::vector<PostAssignment>& posts,
                                      const std::string& organisation_key) {
    std::set<std::string> keys;
    for (const PostAssignment& post : posts)
        if (post.organisation_key != organisation_key) keys.insert(post.organisation_key);
    return keys;
}

/// Staff of the organisation, and of others where they hold a post here; with their certificates.
Result<void> draft_people(store::Database& database, const DutyDraft& draft,
                          const std::vector<PostAssignment>& posts, Drafting& drafting) {
    std::map<std::string, std::vector<PostAssignment>> posts_of;
    for (const PostAssignment& post : posts)
        if (post.organisation_key == draft.organisation_key)
            posts_of[post.person_key].push_back(post);
    for (const auto& [key, held] : posts_of)
        drafting.know_staff(key);
    std::vector<std::string> places{draft.organisation_key};
    std::ranges::copy(list_neighbours(posts, draft.organisation_key), std::back_inserter(places));
    for (const std::string& place : places) {
        const auto persons = store::load_persons(database, place);
        if (!persons) return tl::unexpected(persons.error());
        for (const Person& person : *persons)
            if ((!person.left_on || *person.left_on >= draft.days.first) &&
                posts_of.contains(person.key))
                drafting.add_person(person, posts_of[person.key]);
    }
    for (const std::string& place : places) {
        const auto papers = list_certificates(database, place, draft.days.first);
        if (!papers) return tl::unexpected(papers.error());
        for (const CertificateRow& row : *papers)
            if (row.organisation_key == place) drafting.add_certificate(row.certificate);
    }
    return {};
}

/// Sessions to which somebody is booked, wherever they are held.
Result<void> draft_training(store::Database& database,
                            const std::vector<Organisation>& organisations, const DutyDraft& draft,
                            Drafting& drafting) {
    const auto up = list_ancestors(organisations, draft.organisation_key);
    const std::string& top = organisations[up.back()].key;
    const auto sessions = store::load_sessions(database, top);
    if (!sessions) return tl::unexpected(sessions.error());
    const auto bookings = store::load_session_bookings(database, top);
    if (!bookings) return tl::unexpected(bookings.error());
    std::map<std::string, const store::SessionRow*> by_key;
    for (const store::SessionRow& one : *sessions)
        if (one.state != name_of(session_state_names, SessionState::cancelled))
            by_key[one.key] = &one;
    for (const store::SessionBookingRow& booking : *bookings)
        if (const auto at = by_key.find(booking.session_key); at != by_key.end())
            drafting.add_training(booking.person_key, at->second->days,
                                  at->second->course.empty() ? booking.session_key
                                                             : at->second->course);
    return {};
}

/// Published shifts in other organisations, from the eve to the day after.
Result<void> draft_elsewhere(store::Database& database,
                             const std::vector<Organisation>& organisations, const DutyDraft& draft,
                             const std::vector<PostAssignment>& posts, Drafting& drafting) {
    for (const std::string& place : list_neighbours(posts, draft.organisation_key)) {
        const auto planned = load_planned_duty(
            database, place, {draft.days.first - Days{1}, draft.days.last + Days{1}});
        if (!planned) return tl::unexpected(planned.error());
        const auto at = std::ranges::find(organisations, place, &Organisation::key);
        for (const PlannedShift& shift : planned->shifts)
            drafting.add_elsewhere(shift, at == organisations.end() ? place : at->name);
    }
    return {};
}

/// Who was trained for duty, where a rule asks for it.
Result<void> draft_duty_training(store::Database& database, const DutyDraft& draft,
                                 Drafting& drafting) {
    const auto rule = find_duty_training_rule(database, draft.organisation_key, draft.days.first);
    if (!rule) return tl::unexpected(rule.error());
    if (!*rule) return {};
    const auto trained =
        load_duty_trainings(database, draft.organisation_key, **rule, draft.days.last);
    if (!trained) return tl::unexpected(trained.error());
    for (const auto& [person, held] : *trained)
        drafting.add_duty_training(person, held);
    if (is_bar(**rule)) drafting.require_training();
    return {};
}

/// An organisation and what a drawing of its duty begins with.
struct Sheet {
    std::vector<Organisation> organisations;
    std::vector<PostAssignment> posts;
    Drafting drafting;
};
/// Who is there, and qualified for what.
Result<Sheet> draw_people(store::Database& database, const DutyDraft& draft) {
    auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    const auto organisation =
        std::ranges::find(*organisations, draft.organisation_key, &Organisation::key);
    if (organisation == organisations->end())
        return make_error(Errc::bad_input, {database.path().string(), draft.organisation_key,
                                            tr("数据库里没有这个单位"), tr("已登记的单位")});
    auto posts = load_posts_of_staff(database, draft.organisation_key);
    if (!posts) return tl::unexpected(posts.error());
    const auto teams = store::load_teams(database, draft.organisation_key);
    if (!teams) return tl::unexpected(teams.error());

    Drafting drafting(*organisation, draft);
    if (auto done = draft_people(database, draft, *posts, drafting); !done)
        return tl::unexpected(done.error());
    for (const Team& team : *teams)
        drafting.add_team(team);
    if (auto done = draft_duty_training(database, draft, drafting); !done)
        return tl::unexpected(done.error());
    return Sheet{std::move(*organisations), std::move(*posts), std::move(drafting)};
}

/// And on leave when, booked to what, on duty where else.
Result<Drafting> draw(store::Database& database, const DutyDraft& draft) {
    auto sheet = draw_people(database, draft);
    if (!sheet) return tl::unexpected(sheet.error());
    auto& [organisations, posts, drafting] = *sheet;
    const auto absences = store::load_absences(database, draft.organisation_key, draft.days.first);
    if (!absences) return tl::unexpected(absences.error());
    auto conditions =
        store::load_duty_conditions(database, draft.organisation_key, draft.days.first);
    if (!conditions) return tl::unexpected(conditions.error());
    for (const Absence& absence : *absences)
        drafting.add_absence(absence);
    drafting.add_conditions(std::move(*conditions));
    if (auto done = draft_training(database, organisations, draft, drafting); !done)
        return tl::unexpected(done.error());
    if (auto done = draft_elsewhere(database, organisations, draft, posts, drafting); !done)
        return tl::unexpected(done.error());
    return std::move(drafting);
}

} // namespace

Result<DutyFacts> load_duty_facts(store::Database& database, const std::string& organisation_key,
                                  DaySpan days) {
    DutyDraft draft;
    draft.organisation_key = organisation_key;
    draft.days = days;
    auto drafting = draw(database, draft);
    if (!drafting) return tl::unexpected(drafting.error());
    DutyFacts facts = drafting->take_facts();
    const auto people = store::load_person_days(database);
    if (!people) return tl::unexpected(people.error());
    for (const auto& [key, employed] : *people)
        if (employed.left_on) facts.last_days.emplace(key, *employed.left_on);
    return facts;
}

Result<std::vector<DutyPerson>> load_qualified_people(store::Database& database,
                                                      const std::string& organisation_key,
                                                      DaySpan days) {
    DutyDraft draft;
    draft.organisation_key = organisation_key;
    draft.days = days;
    auto sheet = draw_people(database, draft);
    if (!sheet) return tl::unexpected(sheet.error());
    return std::move(sheet->drafting.take_facts().people);
}

Result<DutyProblem> draft_duty(store::Database& database, const DutyDraft& draft) {
    auto drafting = draw(database, draft);
    if (!drafting) return tl::unexpected(drafting.error());
    DutyProblem problem = drafting->take();
    if (auto done = carry_over(database, problem); !done) return tl::unexpected(done.error());
    apply_conditions(drafting->conditions(), problem);
    auto problems = check_pattern(draft);
    std::ranges::move(check_problem(problem), std::back_inserter(problems));
    if (!problems.empty())
        return tl::unexpected(sim::core::Error{Errc::bad_input, std::move(problems)});
    return problem;
}

Result<std::vector<Organisation>>
list_duty_organisations(store::Database& database, const std::string& top_key, DaySpan days) {
    auto part = list_part(database, top_key);
    if (!part) return tl::unexpected(part.error());
    std::vector<Organisation> owing;
    for (Organisation& one : *part) {
        if ((one.opened_on && *one.opened_on > days.last) ||
            (one.closed_on && *one.closed_on < days.first))
            continue;
        bool owes = is_institution(one.kind) || one.kind == OrganisationKind::bureau ||
                    one.kind == OrganisationKind::town_office;
        if (!owes) {
            const auto posts = store::load_posts(database, one.key);
            if (!posts) return tl::unexpected(posts.error());
            owes = std::ranges::any_of(*posts, [&](const PostAssignment& post) {
                return post.organisation_key == one.key && layer_of(post.role.post) &&
                       post.from_day <= days.last &&
                       (!post.until_day || days.first <= *post.until_day);
            });
        }
        if (owes) owing.push_back(std::move(one));
    }
    return owing;
}

} // namespace roster::service
