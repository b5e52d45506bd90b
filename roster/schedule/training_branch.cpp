#include "roster/schedule/training_branch.h"

#include <algorithm>
#include <map>
#include <queue>
#include <set>

namespace roster::schedule {

namespace {

/// A person who must not be away on a day.
struct Ban {
    int subject = 0, day = 0;
};
struct Branch {
    std::vector<Ban> bans;
    FlowAnswer flow;
    int no = 0; ///< in the order of making: ties are broken by it
};
struct Dearer {
    bool operator()(const Branch& a, const Branch& b) const noexcept {
        return std::pair(a.flow.cost, a.no) > std::pair(b.flow.cost, b.no);
    }
};

class Search {
public:
    explicit Search(const TrainingNetwork& network) : network_(network), left_(most_flows_count) {}

    SeatAnswer run() {
        open_.push(solve({}));
        bool proven = true;
        while (true) {
            const Branch branch = open_.top();
            open_.pop();
            const auto bans = find_bans(branch.flow);
            if (bans.empty()) return {branch.flow, proven, !branch.bans.empty()};
            // Out of budget: only the first of the ways, so that an end comes.
            proven = proven && left_ > 0;
            if (!proven) open_ = {};
            for (const Ban& ban : bans) {
                auto all = branch.bans;
                all.push_back(ban);
                open_.push(solve(std::move(all)));
                if (!proven) break;
            }
        }
    }

private:
    [[nodiscard]] bool is_on(int session, int day) const {
        const SeatRow& seat = network_.sessions()[session];
        return seat.first <= day && day <= seat.last;
    }
    Branch solve(std::vector<Ban> bans);
    [[nodiscard]] std::vector<Ban> find_bans(const FlowAnswer& flow) const;

    const TrainingNetwork& network_;
    int left_;
    int made_count_ = 0;
    std::priority_queue<Branch, std::vector<Branch>, Dearer> open_;
};

Branch Search::solve(std::vector<Ban> bans) {
    --left_;
    Branch branch{std::move(bans), {}, made_count_++};
    if (branch.bans.empty()) {
        branch.flow = solve_flow(network_.task());
        return branch;
    }
    std::multimap<int, int> days_of;
    for (const Ban& ban : branch.bans)
        days_of.emplace(ban.subject, ban.day);
    FlowTask task{network_.task().miss_cost, network_.task().bins, {}};
    std::vector<int> kept; // position in the full task
    for (std::size_t i = 0; i < network_.task().choices.size(); ++i) {
        const FlowChoice& choice = network_.task().choices[i];
        const auto [from, to] = days_of.equal_range(choice.subject);
        if (std::any_of(from, to, [&](const auto& ban) {
                return is_on(network_.session_of(static_cast<int>(i)), ban.second);
            }))
            continue;
        task.choices.push_back(choice);
        kept.push_back(static_cast<int>(i));
    }
    branch.flow = solve_flow(task);
    for (int& choice : branch.flow.choice_of)
        if (choice >= 0) choice = kept[choice];
    return branch;
}

/// The first home and day without anybody: who of those booked there could stay.
std::vector<Ban> Search::find_bans(const FlowAnswer& flow) const {
    std::map<int, std::vector<std::pair<int, int>>> going; // by home: subject or -1, session
    for (std::size_t i = 0; i < flow.choice_of.size(); ++i) {
        if (flow.choice_of[i] < 0) continue;
        const int session = network_.session_of(flow.choice_of[i]);
        const int home = network_.people()[network_.person_of(static_cast<int>(i))].home;
        if (network_.sessions()[session].overlaps)
            going[home].emplace_back(static_cast<int>(i), session);
    }
    if (going.empty()) return {};
    for (const PersonRow& row : network_.people())
        if (row.fixed >= 0 && network_.sessions()[row.fixed].overlaps && going.contains(row.home))
            going[row.home].emplace_back(-1, row.fixed);
    for (const auto& [home, who] : going) {
        std::set<int> days;
        for (const auto& [subject, session] : who)
            for (int day = network_.sessions()[session].first;
                 day <= network_.sessions()[session].last; ++day)
                days.insert(day);
        for (const int day : days) {
            const auto presence = network_.count_present(home, day);
            std::vector<Ban> bans;
            int gone = 0;
            for (const auto& [subject, session] : who) {
                if (!is_on(session, day)) continue;
                ++gone;
                if (subject >= 0) bans.push_back({subject, day});
            }
            if (presence.roll_count > 1 && presence.present_count - gone < 1 && !bans.empty())
                return bans;
        }
    }
    return {};
}

} // namespace

SeatAnswer solve_seats(const TrainingNetwork& network) {
    const bool overlapping =
        std::ranges::any_of(network.sessions(), [](const SeatRow& seat) { return seat.overlaps; });
    if (!overlapping) return {solve_flow(network.task()), true};
    return Search(network).run();
}

} // namespace roster::schedule
