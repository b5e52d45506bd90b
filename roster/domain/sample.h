/// The city's yearly sample of homes: weighted, and the same again from the same seed. Pure.
#pragma once
#include "sim/core/result.h"
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace roster::domain {

/// A home that may be drawn, and what speaks for drawing it.
struct SampleCandidate {
    std::string key;
    int open_count = 0;  ///< findings not closed
    int major_count = 0; ///< of them 重大
    /// Score of the last real drill of the past year, 0–100; none: no drill, or one that was
    /// entered by hand.
    std::optional<double> drill_score{};
    /// Grade of one that was entered by hand: "P", "S", "M", "U", "-" not graded; empty: none was.
    std::string drill_grade{};
};
struct SampledHome {
    std::string key;
    double weight = 0; ///< > 0
    bool chosen = false;
    std::string reason; ///< what the weight is made of, in Chinese: it is stored
};
/// A stored reason in the language of the screen.
[[nodiscard]] std::string show_reason(const std::string& stored);

/// More open findings, major ones and a weak or missing drill weigh more; never 0. A grade weighs
/// as the lower end of its band; a drill that nobody graded shows nothing and weighs like none.
[[nodiscard]] double calc_weight(const SampleCandidate& candidate) noexcept;
/// Homes that a share comes to, rounded up: 40 % of 154 are 62.
[[nodiscard]] int calc_wanted(int homes_count, double share) noexcept;
/// Marks `wanted` of the homes as chosen, by their weights; a draw that is on file is checked so.
void choose_homes(std::vector<SampledHome>& homes, int wanted, std::uint64_t seed, int year);
/// Draws without replacement, by weight (the keys ln(u)/w of Efraimidis and Spirakis, u keyed by
/// seed, year and home), so that the order of the list does not matter. Error: bad_input when the
/// share is not within sample_share_least to 1.
[[nodiscard]] sim::core::Result<std::vector<SampledHome>>
draw_sample(std::span<const SampleCandidate> candidates, double share, std::uint64_t seed,
            int year);

} // namespace roster::domain
