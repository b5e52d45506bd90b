/// The seats of a round as a flow: what plan_training solves. Internal to the folder; the people
/// are rows by home and key, the sessions of the city rows by first day and key.
#pragma once
#include "roster/schedule/training_flow.h"
#include "roster/schedule/training_plan.h"
#include <span>

namespace roster::schedule {

/// A day as a number, for loops. Days since 1970-01-01.
[[nodiscard]] inline int day_no(Date day) noexcept {
    return static_cast<int>(day.time_since_epoch().count());
}

struct SeatRow {
    const TrainingSession* session = nullptr;
    int first = 0, last = 0; ///< days
    int year = 0;            ///< of the round
    bool upcoming = false;   ///< not cancelled, not begun
    bool takes_new = false;  ///< and open or invited, with notice
    bool overlaps = false;   ///< another upcoming one on one of its days
};
struct PersonRow {
    const TrainingPerson* person = nullptr;
    int home = 0; ///< row of homes
    std::optional<TrainingDemand> demand;
    int before = -1; ///< session of the last plan
    int fixed = -1;  ///< session that keeps the booking
};
struct HomeRow {
    const TrainingHome* home = nullptr;
    int first_person = 0, people_count = 0;
};

/// Why a pair of person and session is no choice.
enum class PairState { free, too_early, too_late, closed, off_roll, blocked };

class TrainingNetwork {
public:
    /// @param input checked; outlives the network
    explicit TrainingNetwork(const TrainingInput& input);

    [[nodiscard]] const std::vector<SeatRow>& sessions() const noexcept { return sessions_; }
    [[nodiscard]] const std::vector<PersonRow>& people() const noexcept { return people_; }
    [[nodiscard]] const std::vector<HomeRow>& homes() const noexcept { return homes_; }
    [[nodiscard]] const FlowTask& task() const noexcept { return task_; }
    [[nodiscard]] int person_of(int subject) const noexcept { return person_of_[subject]; }
    [[nodiscard]] int session_of(int choice) const noexcept { return session_of_[choice]; }
    [[nodiscard]] int session_bin(int session) const noexcept {
        return first_session_bin_ + session;
    }
    /// -1: nobody of the home has a choice there.
    [[nodiscard]] int home_bin(int home, int session) const noexcept {
        return home_bin_[home * session_count() + session];
    }
    [[nodiscard]] int quota_bin(int home, int session) const;
    /// Below it a bin is a year, a session or a quota; from it on a home in a session.
    [[nodiscard]] int first_home_bin() const noexcept { return first_home_bin_; }
    [[nodiscard]] std::pair<int, int> home_and_session_of(int bin) const noexcept {
        return owner_of_[bin - first_home_bin_];
    }
    /// What the wishes cost in an answer, without moves and people left out.
    [[nodiscard]] std::int64_t calc_wishes(const FlowAnswer& answer) const noexcept;

    /// @param latest last day on which the session may end
    [[nodiscard]] PairState calc_pair(int person, int session, int earliest, int latest) const;
    /// On the roll; of those, present: not on leave, not sick. Of a home on a day.
    struct Presence {
        int roll_count = 0, present_count = 0;
    };
    [[nodiscard]] Presence count_present(int home, int day) const;
    /// On the roll, owes nothing and was trained in this round.
    [[nodiscard]] bool counts_as_done(const PersonRow& row) const noexcept;
    /// First day of a session that somebody new may be booked into.
    [[nodiscard]] int notice_day() const noexcept;

private:
    [[nodiscard]] int session_count() const noexcept { return static_cast<int>(sessions_.size()); }
    void list_sessions();
    void list_people();
    void take_over_bookings();
    void make_year_bins();
    void make_session_bins();
    void make_quota_bins();
    void make_home_bins();
    [[nodiscard]] int calc_home_room(int home, int session) const;
    void make_subjects();
    void make_choices(int person);
    [[nodiscard]] std::int64_t calc_wish_cost(const PersonRow& row, const SeatRow& seat) const;
    void weigh();

    const TrainingInput& input_;
    std::vector<SeatRow> sessions_;
    std::vector<PersonRow> people_;
    std::vector<HomeRow> homes_;
    FlowTask task_;
    std::vector<int> person_of_, session_of_;
    std::vector<char> is_move_;                 ///< by choice
    std::vector<std::pair<int, int>> owner_of_; ///< by bin of a home: home and session
    std::vector<int> home_bin_;                 ///< by home and session
    std::vector<std::vector<std::pair<std::string_view, int>>> quota_bins_; ///< by session
    std::vector<int> fixed_count_;                                          ///< by session
    int first_session_bin_ = 0, first_home_bin_ = 0;
    std::int64_t move_cost_ = 0;
};

} // namespace roster::schedule
