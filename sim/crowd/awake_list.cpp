#include "sim/crowd/awake_list.h"

#include <algorithm>

namespace sim::crowd {

void AwakeList::wake(std::size_t walker) {
    if (walker >= awake_.size()) awake_.resize(walker + 1, 0);
    if (awake_[walker]) return;
    awake_[walker] = 1;
    woken_.push_back(static_cast<std::uint32_t>(walker));
}

void AwakeList::renumber(const Renumbering& renumbering) {
    renumbering.apply(awake_);
    renumbering.rename(woken_);
    renumbering.rename(walkers_);
    std::sort(walkers_.begin(), walkers_.end());
}

void AwakeList::take_in() {
    if (woken_.empty()) return;
    std::sort(woken_.begin(), woken_.end());
    const auto middle = static_cast<std::ptrdiff_t>(walkers_.size());
    walkers_.insert(walkers_.end(), woken_.begin(), woken_.end());
    std::inplace_merge(walkers_.begin(), walkers_.begin() + middle, walkers_.end());
    woken_.clear();
}

} // namespace sim::crowd
