#include "roster/domain/alarm_escalation.h"

#include <algorithm>

namespace roster::domain {

using std::chrono::milliseconds;

AlarmEscalation::AlarmEscalation(int chain_count) : chain_count_(chain_count) {
    for (int position = 1; position <= std::min(chain_count, told_at_once_count); ++position)
        notices_.push_back({position, milliseconds{0}});
    passed_on_.resize(notices_.size());
}

std::optional<milliseconds> AlarmEscalation::next_at() const {
    if (static_cast<int>(notices_.size()) >= chain_count_) return std::nullopt;
    std::optional<milliseconds> next;
    for (std::size_t i = 0; i < notices_.size(); ++i) {
        if (notices_[i].acked || passed_on_[i]) continue;
        const milliseconds end = notices_[i].queued + ack_within;
        next = next ? std::min(*next, end) : end;
    }
    return next;
}

void AlarmEscalation::advance(milliseconds now) {
    for (auto at = next_at(); at && *at <= now; at = next_at())
        for (std::size_t i = 0; i < notices_.size(); ++i) {
            if (notices_[i].acked || passed_on_[i] || notices_[i].queued + ack_within != *at)
                continue;
            passed_on_[i] = true;
            const int next = static_cast<int>(notices_.size()) + 1;
            notices_.push_back({next, *at, notices_[i].position_no});
            passed_on_.push_back(false);
            break; // the first in the chain goes on first; the next round takes the next
        }
}

bool AlarmEscalation::acknowledge(int position_no, milliseconds at) {
    advance(at - milliseconds{1}); // an answer in the last instant is in time
    const auto notice = std::ranges::find(notices_, position_no, &AlarmNotice::position_no);
    if (notice == notices_.end() || at < notice->queued) return false;
    if (!notice->acked) notice->acked = at;
    advance(at);
    return true;
}

} // namespace roster::domain
