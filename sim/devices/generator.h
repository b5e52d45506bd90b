/// A stand-by generator: some starts fail, one works, and then it takes a while to carry the load.
#pragma once
#include "sim/core/tick.h"
#include <optional>

namespace sim::devices {

struct GeneratorSpec {
    int failures_count = 0; ///< starts that fail before one works
    double start_s = 15;    ///< from a start that works to power. 未核实
};

class Generator {
public:
    explicit Generator(const GeneratorSpec& spec) : spec_(spec) {}
    /// @return whether this start works
    bool try_start(core::Tick now) noexcept {
        if (running_at_) return true;
        if (tries_count_++ < spec_.failures_count) return false;
        running_at_ = now + core::tick_at(spec_.start_s);
        return true;
    }
    [[nodiscard]] bool carries_load(core::Tick now) const noexcept {
        return running_at_ && now >= *running_at_;
    }

private:
    GeneratorSpec spec_;
    int tries_count_ = 0;
    std::optional<core::Tick> running_at_;
};

} // namespace sim::devices
