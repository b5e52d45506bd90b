#include "roster/service/duty_drafts.h"

#include "roster/schedule/duty_grid.h"
#include "roster/schedule/duty_rules.h"
#include "roster/service/certificates.h"
#include "roster/store/absence_table.h"
#include "roster/store/home_people.h"
#include "roster/store/people_table.h"
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

constexpr const char* leader = "leader";
constexpr const char* watch = "control_room";
constexpr const char* certificate = "fire_facility_operator";
constexpr const char* room = "duty_room";
constexpr const char* care = "care";

/// Which layer of duty a post of the ledger stands for.
const char* layer_of(Post post) {
    switch (post) {
    case Post::leader:
    case Post::deputy_leader:
    case Post::duty_leader:
    case Post::safety_manager:
    case Post::bureau_leader:
        return leader;
    case Post::control_room:
        return watch;
    case Post::carer:
    case Post::nurse:
        return care;
    case Post::guard:
    case Post::duty_officer:
    case Post::office:
    case Post::electrician:
        return room;
    default:
        return nullptr;
    }
}

DutyShift make_shift(const char* key, const char* name, int start_h, int length_h, bool night) {
    return {key, tr(name), start_h * 60, length_h * 60, night, 0};
}

PostShift every_day(const char* shift, int minimum) {
    const DutyNeed need{minimum, minimum};
    return {shift, {need, need, need}};
}

class Drafting {
public:
    Drafting(const Organisation& organisation, const DutyDraft& draft) : draft_(draft) {
        problem_.organisation_key = organisation.key;
        problem_.name = organisation.name;
        problem_.first_day = draft.days.first;
        problem_.last_day = draft.days.last;
        problem_.rules = usual_duty_rules();
        problem_.calendars = draft.calendars;
        add_shifts(organisation);
        add_posts(organisation);
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
        at->qualifications.push_back({certificate, paper.issued_on, until});
    }
    void add_team(const Team& team) {
        for (const TeamMember& member : team.members) {
            const auto at = std::ranges::find(problem_.people, member.person_key, &DutyPerson::key);
            if (at != problem_.people.end())
                at->qualifications.push_back({std::string(volunteer_qualification),
                                              member.from_day.value_or(problem_.first_day),
                                              {}});
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
    DutyProblem take() {
        leave_out_unused();
        return std::move(problem_);
    }

private:
    void add_shifts(const Organisation& organisation) {
        problem_.shifts.push_back({"H24", tr("带班"), 8 * 60, day_min, true, 0});
        const bool three = draft_.pattern == DutyPattern::three_shifts;
        if (three || organisation.watch_room == WatchRoom::control_room) {
            problem_.shifts.push_back(make_shift("D8", "早班", 7, 8, false));
            problem_.shifts.push_back(make_shift("E8", "中班", 15, 8, false));
            problem_.shifts.push_back(make_shift("N8", "夜班", 23, 8, true));
        }
        if (!three || organisation.watch_room == WatchRoom::duty_room) {
            problem_.shifts.push_back(make_shift("D12", "白班", 8, 12, false));
            problem_.shifts.push_back(make_shift("N12", "夜班", 20, 12, true));
        }
    }
    void add_posts(const Organisation& organisation) {
        DutyPost lead{leader, tr("带班领导"), DutyLayer::leader, {leader}, {every_day("H24", 1)}};
        lead.always_count = 1;
        lead.hours_count = false; // 值班, not working time; source: docs/references.md#duty-labour
        problem_.posts.push_back(lead);
        problem_.opens_min = 8 * 60; // the first shifts of the roster begin then
        if (organisation.watch_room == WatchRoom::control_room) {
            const int count = draft_.control_room_count;
            DutyPost post{watch,
                          tr("消防控制室"),
                          DutyLayer::control_room,
                          {watch, certificate},
                          {every_day("D8", count), every_day("E8", count), every_day("N8", count)}};
            post.always_count = count;
            post.single_watch_basis = draft_.single_watch_basis;
            problem_.posts.push_back(post);
        }
        if (organisation.watch_room == WatchRoom::duty_room)
            problem_.posts.push_back({room,
                                      tr("值班室"),
                                      DutyLayer::duty_room,
                                      {room},
                                      {every_day("D12", 1), every_day("N12", 1)},
                                      1});
        if (!is_institution(organisation.kind)) return;
        const int day = draft_.care_day_count, night = draft_.care_night_count;
        DutyPost post{care, tr("护理"), DutyLayer::care, {care}, {}};
        if (draft_.pattern == DutyPattern::three_shifts)
            post.shifts = {every_day("D8", day), every_day("E8", day), every_day("N8", night)};
        else
            post.shifts = {every_day("D12", day), every_day("N12", night)};
        problem_.posts.push_back(post);
    }
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
        std::erase_if(problem_.shifts,
                      [&](const DutyShift& one) { return !shifts.contains(one.key); });
    }

    const DutyDraft& draft_;
    DutyProblem problem_;
};

Result<Organisation> find_organisation(store::Database& database, const std::string& key) {
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    const auto at = std::ranges::find(*organisations, key, &Organisation::key);
    if (at != organisations->end()) return *at;
    return make_error(Errc::bad_input, {database.path().string(), key, tr("数据库里没有这个单位"),
                                        tr("已登记的单位")});
}

} // namespace

Result<DutyProblem> draft_duty(store::Database& database, const DutyDraft& draft) {
    const auto organisation = find_organisation(database, draft.organisation_key);
    if (!organisation) return tl::unexpected(organisation.error());
    const auto persons =
        store::load_home_people(database, draft.organisation_key, draft.days.first);
    if (!persons) return tl::unexpected(persons.error());
    const auto posts = store::load_posts(database, draft.organisation_key);
    if (!posts) return tl::unexpected(posts.error());
    const auto papers = list_certificates(database, draft.organisation_key, draft.days.first);
    if (!papers) return tl::unexpected(papers.error());
    const auto teams = store::load_teams(database, draft.organisation_key);
    if (!teams) return tl::unexpected(teams.error());
    const auto absences = store::load_absences(database, draft.organisation_key, draft.days.first);
    if (!absences) return tl::unexpected(absences.error());

    std::map<std::string, std::vector<PostAssignment>> posts_of;
    for (const PostAssignment& post : *posts)
        if (post.organisation_key == draft.organisation_key)
            posts_of[post.person_key].push_back(post);
    Drafting drafting(*organisation, draft);
    for (const Person& person : *persons)
        if (!person.left_on || *person.left_on >= draft.days.first)
            drafting.add_person(person, posts_of[person.key]);
    for (const CertificateRow& row : *papers)
        drafting.add_certificate(row.certificate);
    for (const Team& team : *teams)
        drafting.add_team(team);
    for (const Absence& absence : *absences)
        drafting.add_absence(absence);
    DutyProblem problem = drafting.take();
    if (auto problems = check_problem(problem); !problems.empty())
        return tl::unexpected(sim::core::Error{Errc::bad_input, std::move(problems)});
    return problem;
}

} // namespace roster::service
