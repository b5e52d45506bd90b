#include "roster/service/duty_training.h"

#include "roster/service/duty_facts.h"
#include "roster/service/rules.h"
#include "roster/store/people_table.h"
#include "roster/store/training_days.h"
#include "sim/core/text.h"
#include <algorithm>

namespace roster::service {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr const char* duty_tag = "duty";

bool asks_for_duty_training(const Rule& rule) {
    return (rule.subject == RuleSubject::person || rule.subject == RuleSubject::new_staff) &&
           rule.activity == "training" && std::ranges::find(rule.tags, duty_tag) != rule.tags.end();
}

/// Last day on which a training of that day holds; nothing: for good.
std::optional<Date> calc_last_day(const Window& window, Date done) {
    if (window.kind == WindowKind::once) return std::nullopt;
    if (!is_calendar(window.kind)) return calc_rolling_end(window, done);
    return calc_window(window.kind, calc_window(window.kind, done).last + Days{1}).last;
}

bool is_watched(const DutyPost& post) {
    return post.layer == DutyLayer::leader || post.layer == DutyLayer::duty_room ||
           post.layer == DutyLayer::control_room;
}

bool is_trained(const DutyPerson& person, Date day) {
    return std::ranges::any_of(person.qualifications, [&](const DutyQualification& one) {
        return one.key == duty_training_qualification && one.from <= day &&
               (!one.until || day <= *one.until);
    });
}

/// Has what a watched post asked for before any training was asked for.
bool may_watch(const DutyProblem& problem, const DutyPerson& person) {
    return std::ranges::any_of(problem.posts, [&](const DutyPost& post) {
        return is_watched(post) &&
               std::ranges::all_of(post.qualifications, [&](const std::string& wanted) {
                   return wanted == duty_training_qualification ||
                          std::ranges::find(person.qualifications, wanted,
                                            &DutyQualification::key) != person.qualifications.end();
               });
    });
}

int count_untrained_shifts(const DutyFile& duty, const DutyPerson& person) {
    return static_cast<int>(std::ranges::count_if(duty.cells, [&](const DutyCell& cell) {
        const auto post = std::ranges::find(duty.problem.posts, cell.post_key, &DutyPost::key);
        return cell.person_key == person.key && post != duty.problem.posts.end() &&
               is_watched(*post) && !is_trained(person, cell.day);
    }));
}

} // namespace

bool is_bar(const Rule& rule) noexcept {
    return rule.severity == RuleSeverity::serious;
}

Result<std::optional<Rule>> find_duty_training_rule(store::Database& database,
                                                    const std::string& organisation_key, Date day) {
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    std::vector<Organisation> chain; // it and all above it, whose rules bind it
    for (const std::size_t at : list_ancestors(*organisations, organisation_key))
        chain.push_back((*organisations)[at]);
    std::optional<Rule> strictest;
    if (chain.empty()) return strictest;
    const auto book = RuleBook::load(database, chain, day);
    if (!book) return tl::unexpected(book.error());
    for (const Rule* rule : book->rules_of(0))
        if (asks_for_duty_training(*rule) && is_in_force(*rule, day) &&
            (!strictest || rule->severity > strictest->severity))
            strictest = *rule;
    return strictest;
}

Result<std::map<std::string, std::vector<DutyQualification>, std::less<>>>
load_duty_trainings(store::Database& database, const std::string& organisation_key,
                    const Rule& rule, Date until) {
    const auto deeds = store::load_trainings_of_staff(database, organisation_key, duty_tag, until);
    if (!deeds) return tl::unexpected(deeds.error());
    std::map<std::string, std::vector<DutyQualification>, std::less<>> trained;
    for (const auto& [person, own] : *deeds)
        for (const Deed& deed : own)
            if (counts_for(rule, deed))
                trained[person].push_back({std::string(duty_training_qualification), deed.day,
                                           calc_last_day(rule.window, deed.day)});
    return trained;
}

void require_duty_training(DutyProblem& problem) {
    for (DutyPost& post : problem.posts)
        if (is_watched(post) &&
            std::ranges::find(post.qualifications, duty_training_qualification) ==
                post.qualifications.end())
            post.qualifications.emplace_back(duty_training_qualification);
}

Result<std::vector<std::string>> list_untrained(store::Database& database, const DutyFile& duty) {
    const DutyProblem& problem = duty.problem;
    std::vector<std::string> lines;
    const auto rule =
        find_duty_training_rule(database, problem.organisation_key, problem.first_day);
    if (!rule) return tl::unexpected(rule.error());
    if (!*rule) return lines;
    const auto known = load_qualified_people(database, problem.organisation_key,
                                             {problem.first_day, problem.last_day});
    if (!known) return tl::unexpected(known.error());
    for (const DutyPerson& person : *known) {
        const auto named = std::ranges::find(problem.people, person.key, &DutyPerson::key);
        if (named == problem.people.end()) continue;
        const int shifts = count_untrained_shifts(duty, person);
        if (shifts > 0)
            lines.push_back(trf("{} 没有有效的值班业务培训，排了 {} 个带班或值班的班（{}，{}）",
                                named->name, shifts, (*rule)->id, (*rule)->source));
        else if (duty.cells.empty() && may_watch(problem, person) &&
                 !is_trained(person, problem.first_day))
            lines.push_back(trf("{} 没有有效的值班业务培训（{}，{}）", named->name, (*rule)->id,
                                (*rule)->source));
    }
    return lines;
}

} // namespace roster::service
