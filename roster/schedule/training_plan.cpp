#include "roster/schedule/training_plan.h"

#include "roster/schedule/training_branch.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <set>

namespace roster::schedule {

using sim::core::tr;

namespace {

constexpr Date far_day = domain::make_date(domain::last_year, 12, 31);

/// Turns an answer of the flow into names.
class Writer {
public:
    Writer(const TrainingInput& input, const TrainingNetwork& network, const SeatAnswer& answer)
        : input_(input), network_(network), answer_(answer),
          session_of_(network.people().size(), -1), late_(network.people().size(), 0),
          session_load_(network.sessions().size(), 0) {
        plan_.proven = answer.proven;
    }
    TrainingPlan run() {
        take_seats();
        find_unmet();
        write_shortage();
        give_late_seats();
        write_bookings();
        write_figures();
        const auto by_person = [](const auto& one) { return std::string_view(one.person_key); };
        std::ranges::sort(plan_.bookings, {}, by_person);
        std::ranges::sort(plan_.unmet, {}, by_person);
        std::ranges::sort(plan_.overdue, {}, by_person);
        return std::move(plan_);
    }

private:
    void sit(int person, int session) {
        session_of_[person] = session;
        ++session_load_[session];
        const int home = network_.people()[person].home;
        ++county_load_[{session, network_.homes()[home].home->county_key}];
    }
    void take_seats();
    void find_unmet();
    [[nodiscard]] UnmetPerson explain(int person) const;
    [[nodiscard]] bool is_too_soon(int person, int session, int latest) const;
    /// What keeps somebody out of a session that he could go to.
    [[nodiscard]] UnmetReason find_obstacle(int person, int session) const;
    void write_shortage();
    void give_late_seats();
    [[nodiscard]] bool has_late_seat(int person, int session) const;
    [[nodiscard]] bool would_empty_home(int person, int session) const;
    void write_bookings();
    void write_figures();
    [[nodiscard]] std::int64_t room_left(int bin) const {
        std::int64_t room = -answer_.flow.load[bin];
        for (const FlowStep& step : network_.task().bins[bin].steps)
            room += step.room_count;
        return room;
    }
    [[nodiscard]] const std::string& key_of(int person) const {
        return network_.people()[person].person->key;
    }

    const TrainingInput& input_;
    const TrainingNetwork& network_;
    const SeatAnswer& answer_;
    TrainingPlan plan_;
    std::vector<int> session_of_; ///< by person
    std::vector<char> late_;
    std::vector<int> session_load_;
    std::map<std::pair<int, std::string_view>, int> county_load_;
    std::vector<int> left_out_; ///< people without a seat in time
};

void Writer::take_seats() {
    const auto& choice_of = answer_.flow.choice_of;
    for (std::size_t i = 0; i < choice_of.size(); ++i) {
        const int person = network_.person_of(static_cast<int>(i));
        if (choice_of[i] >= 0)
            sit(person, network_.session_of(choice_of[i]));
        else
            left_out_.push_back(person);
    }
    for (std::size_t i = 0; i < session_of_.size(); ++i) {
        const int fixed = network_.people()[i].fixed;
        if (fixed >= 0) sit(static_cast<int>(i), fixed);
    }
}

void Writer::find_unmet() {
    for (const int person : left_out_)
        plan_.unmet.push_back(explain(person));
    for (std::size_t i = 0; i < network_.people().size(); ++i) {
        const PersonRow& row = network_.people()[i];
        if (const auto owed = find_overdue(input_, *row.person))
            plan_.overdue.push_back({row.person->key, *owed});
        if (row.fixed < 0 || !row.demand) continue;
        if (network_.sessions()[row.fixed].last <= day_no(row.demand->due_on)) continue;
        late_[i] = 1;
        plan_.unmet.push_back({row.person->key, UnmetReason::told_late, row.demand->due_on});
    }
}

UnmetReason Writer::find_obstacle(int person, int session) const {
    const int home = network_.people()[person].home;
    if (room_left(network_.session_bin(session)) <= 0) return UnmetReason::full;
    const int quota = network_.quota_bin(home, session);
    if (quota >= 0 && room_left(quota) <= 0) return UnmetReason::quota;
    int booked = 0;
    const HomeRow& row = network_.homes()[home];
    for (int i = row.first_person; i < row.first_person + row.people_count; ++i)
        booked += session_of_[i] == session;
    const bool capped = network_.sessions()[session].session->home_cap_count <= booked;
    return capped ? UnmetReason::home_cap : UnmetReason::home_emptied;
}

/// Could be attended in time, were there the days of notice.
bool Writer::is_too_soon(int person, int session, int latest) const {
    const SeatRow& seat = network_.sessions()[session];
    return seat.upcoming && seat.session->state != SessionState::frozen &&
           network_.calc_pair(person, session, day_no(input_.today), latest) == PairState::free;
}

UnmetPerson Writer::explain(int person) const {
    const PersonRow& row = network_.people()[person];
    UnmetPerson unmet{row.person->key, UnmetReason::no_session, row.demand->due_on};
    std::array<int, unmet_reason_names.size()> held{};
    for (std::size_t i = 0; i < network_.sessions().size(); ++i) {
        const int session = static_cast<int>(i);
        const SeatRow& seat = network_.sessions()[i];
        const int latest = day_no(row.demand->due_on);
        if (!seat.takes_new && !(seat.upcoming && row.before == session)) {
            if (is_too_soon(person, session, latest)) unmet.reason = UnmetReason::short_notice;
            continue;
        }
        const PairState state = network_.calc_pair(person, session, network_.notice_day(), latest);
        if (state != PairState::free && state != PairState::blocked) continue;
        ++unmet.in_time_count;
        ++held[static_cast<int>(state == PairState::blocked ? UnmetReason::blocked
                                                            : find_obstacle(person, session))];
    }
    const auto count = [&](UnmetReason reason) { return held[static_cast<int>(reason)]; };
    unmet.blocked_count = count(UnmetReason::blocked);
    unmet.full_count = count(UnmetReason::full);
    unmet.held_by_home_count =
        count(UnmetReason::quota) + count(UnmetReason::home_cap) + count(UnmetReason::home_emptied);
    if (unmet.blocked_count > 0) unmet.reason = UnmetReason::blocked;
    for (const UnmetReason reason :
         {UnmetReason::home_emptied, UnmetReason::home_cap, UnmetReason::quota, UnmetReason::full})
        if (count(reason) > 0) unmet.reason = reason;
    return unmet;
}

void Writer::write_shortage() {
    // Banned choices of branches are not in the task: the proof speaks of the network alone.
    if (left_out_.empty() || answer_.branched) return;
    const FlowShortage found = find_shortage(network_.task(), answer_.flow);
    plan_.shortage.people_count = static_cast<int>(found.subjects.size());
    plan_.shortage.seats_count = static_cast<int>(found.room_count);
    std::set<int> sessions, homes;
    for (const int bin : found.bins) {
        if (bin >= network_.first_home_bin())
            homes.insert(network_.home_and_session_of(bin).first);
        else if (bin >= network_.session_bin(0))
            sessions.insert(bin - network_.session_bin(0));
    }
    for (const int session : sessions)
        if (session < static_cast<int>(network_.sessions().size()))
            plan_.shortage.session_keys.push_back(network_.sessions()[session].session->key);
    for (const int home : homes)
        plan_.shortage.home_keys.push_back(network_.homes()[home].home->key);
}

bool Writer::would_empty_home(int person, int session) const {
    const SeatRow& seat = network_.sessions()[session];
    const int home = network_.people()[person].home;
    const HomeRow& row = network_.homes()[home];
    for (int day = seat.first; day <= seat.last; ++day) {
        const auto presence = network_.count_present(home, day);
        int gone = 1;
        for (int i = row.first_person; i < row.first_person + row.people_count; ++i)
            gone += session_of_[i] >= 0 && network_.sessions()[session_of_[i]].first <= day &&
                    day <= network_.sessions()[session_of_[i]].last;
        if (presence.roll_count > 1 && presence.present_count - gone < 1) return true;
    }
    return false;
}

bool Writer::has_late_seat(int person, int session) const {
    const PersonRow& row = network_.people()[person];
    const SeatRow& seat = network_.sessions()[session];
    const bool kept = row.before == session && seat.upcoming;
    if (!(seat.takes_new || kept) || seat.last <= day_no(row.demand->due_on)) return false;
    const int latest = day_no(row.person->left_on.value_or(far_day));
    if (network_.calc_pair(person, session, network_.notice_day(), latest) != PairState::free)
        return false;
    if (session_load_[session] >= seat.session->capacity_count) return false;
    const HomeRow& home = network_.homes()[row.home];
    int of_home = 0;
    for (int i = home.first_person; i < home.first_person + home.people_count; ++i)
        of_home += session_of_[i] == session;
    for (const CountyQuota& quota : seat.session->quotas) {
        const auto load = county_load_.find({session, quota.county_key});
        const int taken = load == county_load_.end() ? 0 : load->second;
        if (quota.county_key == home.home->county_key && quota.seats_count <= taken) return false;
    }
    return of_home < seat.session->home_cap_count && !would_empty_home(person, session);
}

/// Those unmet, the earliest day first, each the earliest seat that is left; named all the same.
void Writer::give_late_seats() {
    std::ranges::stable_sort(left_out_, {}, [&](int person) {
        return std::pair(network_.people()[person].demand->due_on, key_of(person));
    });
    const int count = static_cast<int>(network_.sessions().size());
    for (const int person : left_out_) {
        const int before = network_.people()[person].before;
        int session = before >= 0 && has_late_seat(person, before) ? before : 0;
        while (session < count && !has_late_seat(person, session))
            ++session;
        if (session == count) continue;
        sit(person, session);
        late_[person] = 1;
    }
}

void Writer::write_bookings() {
    for (std::size_t i = 0; i < network_.people().size(); ++i) {
        const PersonRow& row = network_.people()[i];
        if (session_of_[i] >= 0)
            plan_.bookings.push_back({row.person->key,
                                      network_.sessions()[session_of_[i]].session->key,
                                      row.fixed >= 0, late_[i] != 0});
        if (row.before >= 0 && row.demand && session_of_[i] != row.before) ++plan_.moved_count;
    }
}

void Writer::write_figures() {
    for (std::size_t i = 0; i < network_.sessions().size(); ++i) {
        const SeatRow& seat = network_.sessions()[i];
        if (seat.upcoming)
            plan_.loads.push_back(
                {seat.session->key, session_load_[i], seat.session->capacity_count});
    }
    std::set<std::string_view> alone;
    for (std::size_t i = 0; i < network_.people().size(); ++i) {
        const PersonRow& row = network_.people()[i];
        if (session_of_[i] >= 0) {
            const SeatRow& seat = network_.sessions()[session_of_[i]];
            ++plan_.year_count[seat.year];
            if (network_.count_present(row.home, seat.first).roll_count == 1)
                alone.insert(network_.homes()[row.home].home->key);
        } else if (network_.counts_as_done(row)) {
            ++plan_.year_count[calc_round_year(input_, *row.person->passed_on)];
        }
    }
    plan_.homes_left_alone.assign(alone.begin(), alone.end());
    plan_.wish_cost = network_.calc_wishes(answer_.flow);
}

} // namespace

const char* word(UnmetReason reason) noexcept {
    constexpr const char* words[] = {
        "到期前没有培训班",     "都在不能参加的日子",      "都已满",
        "县区名额用完",         "机构每期人数用完",        "机构会没有责任人在岗",
        "通知的班次晚于到期日", "到期前的培训班来不及通知"};
    return words[static_cast<int>(reason)];
}

sim::core::Result<TrainingPlan> plan_training(const TrainingInput& input) {
    if (auto problems = check(input); !problems.empty())
        return sim::core::make_error(std::move(problems));
    const TrainingNetwork network(input);
    if (!fits_flow(network.task()))
        return sim::core::make_error(
            sim::core::Errc::bad_input,
            {"", "/rules/wishes", tr("权重太大，人数这么多时算不准"), tr("调小权重")});
    return Writer(input, network, solve_seats(network)).run();
}

} // namespace roster::schedule
