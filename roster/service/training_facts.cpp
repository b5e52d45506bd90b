#include "roster/domain/activity.h"
#include "roster/service/round_rule.h"
#include "roster/service/session_rows.h"
#include "roster/service/training_plans.h"
#include "roster/store/people_table.h"
#include "roster/store/rotation_table.h"
#include "roster/store/session_people.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace roster::service {

using namespace roster::domain;
using schedule::BlockedSpan;
using schedule::BlockReason;
using schedule::SessionForm;
using schedule::SessionState;
using schedule::TrainingInput;
using schedule::TrainingLevel;
using schedule::TrainingPerson;
using sim::core::Result;
using sim::core::tr;
using store::SessionPost;

namespace {

constexpr Date far_day = make_date(last_year, 12, 31);

int year_of(Date day) noexcept {
    return static_cast<int>(std::chrono::year_month_day{day}.year());
}

/// Posts of the three roles at one home that follow each other without a day between.
struct Stretch {
    const SessionPost* post = nullptr; ///< the last one
    Date from{};
    std::optional<Date> until{};
};

std::optional<Date> earlier(std::optional<Date> a, std::optional<Date> b) {
    if (!a || !b) return a ? a : b;
    return std::min(*a, *b);
}

/// @param posts of one person, by home and first day
std::vector<Stretch> join_posts(const std::vector<const SessionPost*>& posts) {
    std::vector<Stretch> stretches;
    for (const SessionPost* post : posts) {
        Stretch* last = stretches.empty() ? nullptr : &stretches.back();
        const bool follows = last && last->post->organisation_key == post->organisation_key &&
                             (!last->until || post->from_day <= *last->until + Days{1});
        if (!follows) {
            stretches.push_back({post, post->from_day, earlier(post->until_day, post->left_on)});
            continue;
        }
        // The role that is held longest stands; an open end stays open.
        if (!last->until) continue;
        last->post = post;
        const auto until = earlier(post->until_day, post->left_on);
        last->until = until ? std::optional(std::max(*until, *last->until)) : std::nullopt;
    }
    return stretches;
}

/// The stretch that a plan goes by: of those not over the oldest, else the last one that ended.
const Stretch* choose_stretch(const std::vector<Stretch>& stretches, Date today) {
    const Stretch* best = nullptr;
    const auto rank = [&](const Stretch& one) {
        const bool over = one.until && *one.until < today;
        return std::tuple(over, over ? -calc_days_between(Date{}, *one.until)
                                     : calc_days_between(Date{}, one.from));
    };
    for (const Stretch& one : stretches)
        if (!best || rank(one) < rank(*best)) best = &one;
    return best;
}

/// Everything that is asked of the ledger.
struct Tables {
    std::vector<Organisation> organisations;
    std::vector<SessionPost> posts;
    std::vector<store::SessionAbsence> absences;
    store::SessionDeeds deeds;
    std::vector<store::RotationSlotRow> slots;
    std::vector<store::SessionRow> sessions;
    std::vector<store::SessionQuotaRow> quotas;
    std::vector<store::SessionBookingRow> bookings;
};

Result<Tables> load_tables(store::Database& database, const TrainingQuestion& question) {
    Tables tables;
    std::optional<sim::core::Error> failed;
    const auto take = [&](auto& into, auto&& from) {
        if (!from)
            failed = from.error();
        else
            into = std::move(*from);
    };
    const std::string& top = question.organisation_key;
    take(tables.organisations, store::load_organisations(database));
    take(tables.posts, store::load_session_posts(database, top));
    take(tables.absences, store::load_session_absences(database, top, question.today));
    take(tables.deeds, store::load_session_deeds(database, question.today));
    take(tables.slots, store::load_rotation_slots(database, top));
    take(tables.sessions, store::load_sessions(database, top));
    take(tables.quotas, store::load_session_quotas(database, top));
    take(tables.bookings, store::load_session_bookings(database, top));
    if (failed) return tl::unexpected(*failed);
    return tables;
}

class Assembly {
public:
    Assembly(const TrainingQuestion& question, const Tables& tables, const RoundRule& round)
        : question_(question), tables_(tables), round_(round) {
        for (const Organisation& one : tables.organisations)
            organisation_of_[one.key] = &one;
        for (const auto& one : tables.absences)
            absences_[one.person_key].push_back(&one);
    }
    TrainingFacts run() {
        set_round();
        choose_bookings();
        add_people();
        add_sessions();
        keep_known_bookings();
        return std::move(facts_);
    }

private:
    void set_round();
    void choose_bookings();
    void add_people();
    void add_person(const std::vector<const SessionPost*>& posts);
    void set_training(TrainingPerson& person, Date employed_on) const;
    void block(TrainingPerson& person, Date employed_on) const;
    void add_home(const std::string& key);
    [[nodiscard]] std::string county_of(const std::string& home) const;
    void add_sessions();
    [[nodiscard]] bool is_asked_for(const store::SessionRow& row) const;
    void keep_known_bookings();

    const TrainingQuestion& question_;
    const Tables& tables_;
    const RoundRule& round_;
    TrainingFacts facts_;
    std::map<std::string_view, const Organisation*> organisation_of_;
    std::map<std::string_view, std::vector<const store::SessionAbsence*>> absences_;
    std::map<std::string_view, int> cohort_of_;
    std::map<std::string_view, std::string_view> booked_; ///< person to session
    std::set<std::string> homes_, counties_;
};

void Assembly::set_round() {
    TrainingInput& input = facts_.input;
    int first = question_.from_year;
    for (const auto& slot : tables_.slots) {
        const int from = slot.year - slot.cohort_no + 1;
        if (first == 0 && from <= year_of(question_.today) &&
            year_of(question_.today) < from + cohort_count)
            first = from;
    }
    if (first == 0) first = year_of(question_.today);
    for (const auto& slot : tables_.slots)
        if (slot.year - slot.cohort_no + 1 == first) cohort_of_[slot.person_key] = slot.cohort_no;
    input.today = question_.today;
    input.round_from = make_date(first, 1, 1);
    if (round_.in_force) input.rule_from = round_.rule.valid_from;
    input.rules.window_months = round_.rule.window.length_count;
    if (round_.rule.first_within_months > 0)
        input.rules.joiner_months = round_.rule.first_within_months;
    input.rules.notice_days = question_.notice_days;
}

/// What stands for each person: a session to come, else the last one that he was not trained in.
void Assembly::choose_bookings() {
    std::map<std::string_view, const store::SessionRow*> session_of;
    for (const store::SessionRow& row : tables_.sessions)
        if (is_asked_for(row) && row.level == "city" && row.form == "ordinary")
            session_of[row.key] = &row;
    for (const auto& one : tables_.bookings) {
        const auto at = session_of.find(one.session_key);
        if (at == session_of.end()) continue;
        const store::SessionRow& row = *at->second;
        // Held today: the result stands, nobody is to come any more.
        if (is_held(row) && question_.today <= row.days.last) continue;
        const auto known = booked_.find(one.person_key);
        if (known == booked_.end() || session_of.at(known->second)->days.first < row.days.first)
            booked_[one.person_key] = one.session_key;
    }
}

std::string Assembly::county_of(const std::string& home) const {
    const auto up = list_ancestors(tables_.organisations, home);
    for (const std::size_t i : up)
        if (tables_.organisations[i].kind == OrganisationKind::county)
            return tables_.organisations[i].key;
    return question_.organisation_key; // directly below the city
}

void Assembly::add_home(const std::string& key) {
    if (!homes_.insert(key).second) return;
    const auto at = organisation_of_.find(key);
    facts_.input.homes.push_back(
        {key, at == organisation_of_.end() ? key : at->second->name, county_of(key)});
    counties_.insert(facts_.input.homes.back().county_key);
}

void Assembly::set_training(TrainingPerson& person, Date employed_on) const {
    const auto at = tables_.deeds.find(person.key);
    if (at == tables_.deeds.end()) return;
    for (const Deed& deed : at->second) { // by day
        // 岗前 is no turn of the rotation, whoever holds it.
        const bool before_work = deed.form == name_of(activity_form_names, ActivityForm::pre_job);
        if (!before_work && counts_for(round_.rule, deed)) person.passed_on = deed.day;
        if (before_work && employed_on <= deed.day && !person.pre_job_on)
            person.pre_job_on = deed.day;
    }
}

void Assembly::block(TrainingPerson& person, Date employed_on) const {
    if (question_.today < employed_on)
        person.blocked.push_back(
            {{question_.today, employed_on - Days{1}}, BlockReason::other, tr("还没有入职")});
    if (const auto at = absences_.find(person.key); at != absences_.end())
        for (const store::SessionAbsence* one : at->second) {
            const bool sick = one->reason.find("病") != std::string::npos;
            person.blocked.push_back({{one->from_day, one->until_day.value_or(far_day)},
                                      sick ? BlockReason::sick : BlockReason::leave,
                                      one->reason});
        }
    for (const BlockedSpan& one : question_.festivals)
        if (question_.today <= one.days.last) person.blocked.push_back(one);
}

void Assembly::add_person(const std::vector<const SessionPost*>& posts) {
    const auto stretches = join_posts(posts);
    const Stretch* stretch = choose_stretch(stretches, question_.today);
    if (!stretch) return;
    const bool over = stretch->until && *stretch->until < question_.today;
    if (over && !booked_.contains(stretch->post->person_key)) return;
    TrainingPerson person;
    person.key = stretch->post->person_key;
    person.name = stretch->post->person_name;
    person.organisation_key = stretch->post->organisation_key;
    person.role = stretch->post->post;
    person.joined_on = stretch->from;
    person.left_on = stretch->until;
    const Date employed_on = std::min(stretch->post->joined_on, stretch->from);
    set_training(person, employed_on);
    block(person, employed_on);
    if (const auto at = cohort_of_.find(person.key); at != cohort_of_.end())
        person.cohort_no = at->second;
    add_home(person.organisation_key);
    facts_.input.people.push_back(std::move(person));
}

void Assembly::add_people() {
    std::vector<const SessionPost*> posts;
    for (std::size_t i = 0; i < tables_.posts.size(); ++i) {
        posts.push_back(&tables_.posts[i]);
        const bool last = i + 1 == tables_.posts.size() ||
                          tables_.posts[i + 1].person_key != tables_.posts[i].person_key;
        if (!last) continue;
        add_person(posts);
        posts.clear();
    }
}

/// Sessions of the round that its people may go to.
bool Assembly::is_asked_for(const store::SessionRow& row) const {
    const Date last = schedule::calc_round_end(facts_.input);
    if (row.days.last < facts_.input.round_from || last < row.days.first) return false;
    return row.level != "county" || row.organisation_key == question_.organisation_key;
}

void Assembly::add_sessions() {
    for (const store::SessionRow& row : tables_.sessions) {
        if (!is_asked_for(row)) continue;
        const SessionOffer offer = read_offer(row);
        const bool of_home =
            offer.level == TrainingLevel::home || offer.level == TrainingLevel::shift;
        if (of_home && !homes_.contains(row.organisation_key)) continue;
        schedule::TrainingSession session;
        session.key = offer.key;
        session.level = offer.level;
        session.form = offer.form;
        session.state = offer.state;
        session.course = offer.course;
        session.batch_no = offer.batch_no;
        session.days = offer.days;
        session.venue = offer.venue;
        if (of_home) session.organisation_key = offer.organisation_key;
        session.capacity_count = offer.capacity_count;
        session.home_cap_count = offer.home_cap_count;
        for (const auto& quota : tables_.quotas)
            if (quota.session_key == row.key && counties_.contains(quota.county_key))
                session.quotas.push_back({quota.county_key, quota.seats_count});
        if (row.days.last < question_.today && !is_held(row) &&
            offer.state != SessionState::cancelled)
            facts_.unrecorded_session_keys.push_back(row.key);
        facts_.input.sessions.push_back(std::move(session));
    }
}

/// What concerns people of the plan, and is not settled by a training since.
void Assembly::keep_known_bookings() {
    std::map<std::string_view, Date> last_day_of;
    for (const auto& session : facts_.input.sessions)
        last_day_of[session.key] = session.days.last;
    for (const TrainingPerson& person : facts_.input.people) {
        const auto at = booked_.find(person.key);
        if (at == booked_.end() || !last_day_of.contains(at->second)) continue;
        const Date last = last_day_of.at(at->second);
        const bool settled =
            last < question_.today && person.passed_on && last <= *person.passed_on;
        if (!settled) facts_.input.booked.push_back({person.key, std::string(at->second)});
    }
}

} // namespace

Result<TrainingFacts> load_training(store::Database& database, const TrainingQuestion& question) {
    const auto tables = load_tables(database, question);
    if (!tables) return tl::unexpected(tables.error());
    const auto rule =
        find_round_rule(database, tables->organisations, question.organisation_key, question.today);
    if (!rule) return tl::unexpected(rule.error());
    return Assembly(question, *tables, *rule).run();
}

} // namespace roster::service
