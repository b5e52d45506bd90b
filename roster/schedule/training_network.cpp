#include "roster/schedule/training_network.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <unordered_map>

namespace roster::schedule {

namespace {

constexpr int days_per_month = 30; // for wishes only; deadlines are calendar months
constexpr int no_bound = std::numeric_limits<int>::max() / 2;
constexpr int home_keeps_count = 1; // of the responsible people present, on every day

bool is_away(const TrainingPerson& person, int day) noexcept {
    return std::ranges::any_of(person.blocked, [&](const BlockedSpan& span) {
        return takes_from_home(span.reason) && day_no(span.days.first) <= day &&
               day <= day_no(span.days.last);
    });
}
bool is_on_roll(const TrainingPerson& person, int day) noexcept {
    return day_no(person.joined_on) <= day && (!person.left_on || day <= day_no(*person.left_on));
}

} // namespace

TrainingNetwork::TrainingNetwork(const TrainingInput& input) : input_(input) {
    list_sessions();
    list_people();
    take_over_bookings();
    make_year_bins();
    make_session_bins();
    make_quota_bins();
    make_home_bins();
    make_subjects();
    weigh();
}

int TrainingNetwork::notice_day() const noexcept {
    return day_no(input_.today) + input_.rules.notice_days;
}

void TrainingNetwork::list_sessions() {
    for (const TrainingSession& session : input_.sessions) {
        if (session.level != TrainingLevel::city || session.form != SessionForm::ordinary) continue;
        SeatRow row{&session, day_no(session.days.first), day_no(session.days.last), 0, {}, {}, {}};
        row.year = calc_round_year(input_, session.days.first);
        row.upcoming =
            session.state != SessionState::cancelled && input_.today <= session.days.first;
        row.takes_new =
            row.upcoming && session.state != SessionState::frozen && notice_day() <= row.first;
        sessions_.push_back(row);
    }
    std::ranges::sort(sessions_, {}, [](const SeatRow& row) {
        return std::tuple(row.first, std::string_view(row.session->key));
    });
    for (std::size_t i = 0; i < sessions_.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            SeatRow &a = sessions_[i], &b = sessions_[j];
            if (!a.upcoming || !b.upcoming || a.first > b.last || b.first > a.last) continue;
            a.overlaps = b.overlaps = true;
        }
}

void TrainingNetwork::list_people() {
    std::unordered_map<std::string_view, const TrainingHome*> by_key;
    for (const TrainingHome& home : input_.homes)
        by_key.emplace(home.key, &home);
    for (const TrainingPerson& person : input_.people)
        people_.push_back({&person, 0, find_demand(input_, person), -1, -1});
    std::ranges::sort(people_, {}, [](const PersonRow& row) {
        return std::tuple(std::string_view(row.person->organisation_key),
                          std::string_view(row.person->key));
    });
    for (std::size_t i = 0; i < people_.size(); ++i) {
        const TrainingHome* home = by_key.at(people_[i].person->organisation_key);
        if (homes_.empty() || homes_.back().home != home)
            homes_.push_back({home, static_cast<int>(i), 0});
        people_[i].home = static_cast<int>(homes_.size()) - 1;
        ++homes_.back().people_count;
    }
}

void TrainingNetwork::take_over_bookings() {
    std::unordered_map<std::string_view, int> person_at, session_at;
    for (std::size_t i = 0; i < people_.size(); ++i)
        person_at.emplace(people_[i].person->key, static_cast<int>(i));
    for (std::size_t i = 0; i < sessions_.size(); ++i)
        session_at.emplace(sessions_[i].session->key, static_cast<int>(i));
    fixed_count_.assign(sessions_.size(), 0);
    for (const TrainingBooking& booking : input_.booked) {
        const auto session = session_at.find(booking.session_key);
        if (session == session_at.end()) continue; // of another level: not of the rotation
        const int person = person_at.at(booking.person_key), at = session->second;
        const SeatRow& row = sessions_[at];
        if (row.last < day_no(input_.today)) continue; // history
        people_[person].before = at;
        const bool told = row.session->state == SessionState::invited ||
                          row.session->state == SessionState::frozen ||
                          row.first < day_no(input_.today);
        if (!told || row.session->state == SessionState::cancelled ||
            calc_pair(person, at, row.first, row.last) != PairState::free)
            continue;
        people_[person].fixed = at;
        ++fixed_count_[at];
    }
}

PairState TrainingNetwork::calc_pair(int person, int session, int earliest, int latest) const {
    const SeatRow& seat = sessions_[session];
    const TrainingPerson& one = *people_[person].person;
    if (seat.last > latest) return PairState::too_late;
    const bool kept = people_[person].before == session && seat.upcoming &&
                      seat.session->state != SessionState::frozen;
    if (seat.first < earliest && !kept) return PairState::too_early;
    if (!is_on_roll(one, seat.first) || !is_on_roll(one, seat.last)) return PairState::off_roll;
    for (const BlockedSpan& span : one.blocked)
        if (day_no(span.days.first) <= seat.last && seat.first <= day_no(span.days.last))
            return PairState::blocked;
    return PairState::free;
}

TrainingNetwork::Presence TrainingNetwork::count_present(int home, int day) const {
    Presence presence;
    const HomeRow& row = homes_[home];
    for (int i = row.first_person; i < row.first_person + row.people_count; ++i) {
        const TrainingPerson& person = *people_[i].person;
        if (!is_on_roll(person, day)) continue;
        ++presence.roll_count;
        if (!is_away(person, day)) ++presence.present_count;
    }
    return presence;
}

bool TrainingNetwork::counts_as_done(const PersonRow& row) const noexcept {
    const TrainingPerson& person = *row.person;
    const bool gone = person.left_on && *person.left_on < input_.today;
    return !row.demand && !gone && person.passed_on && input_.round_from <= *person.passed_on;
}

/// A third of everybody each year, less who was trained in it; what years gone by left over is
/// spread over the years to come.
void TrainingNetwork::make_year_bins() {
    std::array<int, domain::cohort_count> done{}, target{};
    int all = 0, owed = 0;
    for (const PersonRow& row : people_) {
        if (row.fixed >= 0)
            ++done[sessions_[row.fixed].year];
        else if (row.demand)
            ++owed;
        else if (counts_as_done(row))
            ++done[calc_round_year(input_, *row.person->passed_on)];
        else
            continue;
        ++all;
    }
    const int from = calc_round_year(input_, input_.today);
    int rest = owed;
    for (int year = from; year < domain::cohort_count; ++year) {
        const int third = all / domain::cohort_count + (year < all % domain::cohort_count);
        target[year] = std::clamp(third - done[year], 0, rest);
        rest -= target[year];
    }
    const int open = domain::cohort_count - from;
    for (int year = from; year < domain::cohort_count; ++year)
        target[year] += rest / open + (year - from < rest % open);
    const int price = input_.rules.wishes.third_per_person;
    for (const int room : target) {
        const int tenth = (room + 9) / 10;
        task_.bins.push_back({-1, {{room, 0}, {tenth, price}, {no_bound, 2 * price}}});
    }
}

void TrainingNetwork::make_session_bins() {
    first_session_bin_ = static_cast<int>(task_.bins.size());
    std::int64_t seats = 0, owed = 0;
    for (std::size_t i = 0; i < sessions_.size(); ++i)
        if (sessions_[i].takes_new) seats += sessions_[i].session->capacity_count - fixed_count_[i];
    for (const PersonRow& row : people_)
        owed += row.demand && row.fixed < 0;
    for (std::size_t i = 0; i < sessions_.size(); ++i) {
        const SeatRow& row = sessions_[i];
        const std::int64_t room =
            row.upcoming ? std::max(0, row.session->capacity_count - fixed_count_[i]) : 0;
        const std::int64_t even =
            seats == 0 ? room : std::min(room, (owed * room + seats - 1) / seats);
        // Dearer and dearer above the even share, so that no session is left to carry the rest.
        const std::int64_t price = input_.rules.wishes.level_per_person, over = room - even;
        const std::int64_t little = std::min(over, (even + 3) / 4);
        const std::int64_t some = std::min(over - little, (even + 3) / 4);
        task_.bins.push_back(
            {row.year,
             {{even, 0}, {little, price}, {some, 2 * price}, {over - little - some, 4 * price}}});
    }
}

void TrainingNetwork::make_quota_bins() {
    quota_bins_.resize(sessions_.size());
    for (std::size_t i = 0; i < sessions_.size(); ++i) {
        for (const CountyQuota& quota : sessions_[i].session->quotas) {
            std::int64_t room = quota.seats_count;
            for (const PersonRow& row : people_)
                if (row.fixed == static_cast<int>(i) &&
                    homes_[row.home].home->county_key == quota.county_key)
                    --room;
            quota_bins_[i].emplace_back(quota.county_key, static_cast<int>(task_.bins.size()));
            task_.bins.push_back(
                {session_bin(static_cast<int>(i)), {{std::max<std::int64_t>(room, 0), 0}}});
        }
    }
}

int TrainingNetwork::quota_bin(int home, int session) const {
    for (const auto& [county, bin] : quota_bins_[session])
        if (county == homes_[home].home->county_key) return bin;
    return -1;
}

/// Of those who are not fixed: the session's cap, and on each day the ones present less one, less
/// who is fixed in a session of that day.
int TrainingNetwork::calc_home_room(int home, int session) const {
    const SeatRow& seat = sessions_[session];
    const HomeRow& row = homes_[home];
    const auto count_fixed = [&](auto in) {
        int count = 0;
        for (int i = row.first_person; i < row.first_person + row.people_count; ++i)
            count += people_[i].fixed >= 0 && in(people_[i].fixed);
        return count;
    };
    int room = seat.session->home_cap_count - count_fixed([&](int at) { return at == session; });
    for (int day = seat.first; day <= seat.last; ++day) {
        const Presence presence = count_present(home, day);
        const int gone = count_fixed(
            [&](int at) { return sessions_[at].first <= day && day <= sessions_[at].last; });
        if (presence.roll_count > home_keeps_count)
            room = std::min(room, presence.present_count - gone - home_keeps_count);
    }
    return std::max(room, 0);
}

void TrainingNetwork::make_home_bins() {
    first_home_bin_ = static_cast<int>(task_.bins.size());
    home_bin_.assign(homes_.size() * sessions_.size(), -1);
    for (std::size_t session = 0; session < sessions_.size(); ++session) {
        if (!sessions_[session].upcoming) continue;
        for (std::size_t home = 0; home < homes_.size(); ++home) {
            const int h = static_cast<int>(home), s = static_cast<int>(session);
            const int quota = quota_bin(h, s);
            home_bin_[home * sessions_.size() + session] = static_cast<int>(task_.bins.size());
            owner_of_.emplace_back(h, s);
            task_.bins.push_back({quota < 0 ? session_bin(s) : quota, {{calc_home_room(h, s), 0}}});
        }
    }
}

void TrainingNetwork::make_subjects() {
    for (std::size_t i = 0; i < people_.size(); ++i) {
        const PersonRow& row = people_[i];
        if (!row.demand || row.fixed >= 0) continue;
        person_of_.push_back(static_cast<int>(i));
        // Whose day comes later is left out rather: the next plan may still help.
        const int months = (day_no(row.demand->due_on) - day_no(input_.today)) / days_per_month;
        task_.miss_cost.push_back(std::max(0, input_.rules.window_months + 1 - months));
        make_choices(static_cast<int>(i));
    }
}

void TrainingNetwork::make_choices(int person) {
    const PersonRow& row = people_[person];
    const int subject = static_cast<int>(task_.miss_cost.size()) - 1;
    const int latest = day_no(row.demand->due_on);
    for (int session = 0; session < session_count(); ++session) {
        const SeatRow& seat = sessions_[session];
        const bool kept = row.before == session;
        if (!seat.takes_new && !(kept && seat.upcoming)) continue;
        if (calc_pair(person, session, notice_day(), latest) != PairState::free) continue;
        task_.choices.push_back({subject, home_bin(row.home, session), calc_wish_cost(row, seat)});
        session_of_.push_back(session);
        is_move_.push_back(row.before >= 0 && !kept);
    }
}

std::int64_t TrainingNetwork::calc_wish_cost(const PersonRow& row, const SeatRow& seat) const {
    const TrainingWishes& wishes = input_.rules.wishes;
    std::int64_t cost = 0;
    if (row.person->cohort_no && *row.person->cohort_no != seat.year + 1)
        cost += wishes.cohort_per_person;
    const int months = (day_no(row.demand->due_on) - seat.last) / days_per_month;
    if (months < wishes.ideal_months)
        cost += static_cast<std::int64_t>(wishes.ideal_months - months) * wishes.late_per_month;
    else if (row.demand->kind == DemandKind::again && !row.demand->overdue)
        cost += static_cast<std::int64_t>(months - wishes.ideal_months) * wishes.early_per_month;
    return cost;
}

/// A move costs more than all wishes of everybody together, somebody unmet more than all moves.
void TrainingNetwork::weigh() {
    std::int64_t dearest = 0;
    for (const std::int64_t cost : task_.miss_cost)
        dearest = std::max(dearest, cost);
    for (const FlowChoice& choice : task_.choices)
        dearest = std::max(dearest, choice.cost);
    const TrainingWishes& wishes = input_.rules.wishes;
    dearest += 2 * wishes.third_per_person + 4 * wishes.level_per_person;
    const auto people = static_cast<std::int64_t>(task_.miss_cost.size());
    move_cost_ = people * dearest + 1;
    const std::int64_t unmet_cost = people * (move_cost_ + dearest) + 1;
    for (std::size_t i = 0; i < task_.choices.size(); ++i)
        if (is_move_[i] != 0) task_.choices[i].cost += move_cost_;
    for (std::size_t i = 0; i < task_.miss_cost.size(); ++i) {
        task_.miss_cost[i] += unmet_cost;
        if (people_[person_of_[i]].before >= 0) task_.miss_cost[i] += move_cost_;
    }
}

std::int64_t TrainingNetwork::calc_wishes(const FlowAnswer& answer) const noexcept {
    std::int64_t cost = answer.cost;
    for (std::size_t i = 0; i < answer.choice_of.size(); ++i) {
        const int choice = answer.choice_of[i];
        if (choice < 0)
            cost -= task_.miss_cost[i];
        else if (is_move_[choice] != 0)
            cost -= move_cost_;
    }
    return cost;
}

} // namespace roster::schedule
