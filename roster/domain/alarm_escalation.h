/// Who is told of an alarm and when: the first three at once, whoever comes next in the chain for
/// each one who does not answer in time. Times count from the alarm. Pure.
#pragma once
#include <chrono>
#include <optional>
#include <vector>

namespace roster::domain {

/// The control room or duty room, the head of the home, the safety manager.
/// Source: docs/references.md#alarm-notices
inline constexpr int told_at_once_count = 3;
/// An answer is awaited so long. Source: as above
inline constexpr std::chrono::milliseconds ack_within{60'000};

struct AlarmNotice {
    int position_no = 0; ///< in the chain, 1 and up
    std::chrono::milliseconds queued{};
    std::optional<int> after_no{}; ///< whose silence it follows; empty: told at once
    std::optional<std::chrono::milliseconds> acked{};
};

class AlarmEscalation {
public:
    /// Queues the first notices at the alarm itself. @param chain_count people and rooms in it
    explicit AlarmEscalation(int chain_count);
    /// Goes on to `now`: each silence that has lasted ack_within by then tells the next one, in the
    /// order of the chain. Earlier instants change nothing.
    void advance(std::chrono::milliseconds now);
    /// Goes on to that instant, then takes the answer; a second one changes nothing.
    /// @return false when nobody of that position had been told by then
    bool acknowledge(int position_no, std::chrono::milliseconds at);
    /// When the next silence runs out; nothing once everybody told has answered or nobody is left.
    [[nodiscard]] std::optional<std::chrono::milliseconds> next_at() const;
    /// In the order in which they were queued, which is that of the chain.
    [[nodiscard]] const std::vector<AlarmNotice>& notices() const noexcept { return notices_; }

private:
    int chain_count_;
    std::vector<AlarmNotice> notices_;
    std::vector<bool> passed_on_; ///< by notice: its silence told somebody
};

} // namespace roster::domain
