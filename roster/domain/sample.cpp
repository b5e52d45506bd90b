#include "roster/domain/sample.h"

#include "roster/domain/inspection_constants.h"
#include "sim/core/random.h"
#include "sim/core/text.h"
#include <algorithm>
#include <cmath>
#include <utility>

namespace roster::domain {

using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

std::string reason_of(const SampleCandidate& candidate) {
    std::string text = trf("未销号 {}（重大 {}）", candidate.open_count, candidate.major_count);
    text += candidate.drill_score ? trf("，演练 {:.0f} 分", *candidate.drill_score)
                                  : std::string(tr("，一年内没有实战演练"));
    return text;
}

struct Lot {
    double key; ///< larger is drawn first
    std::size_t index;
};

} // namespace

double calc_weight(const SampleCandidate& candidate) noexcept {
    const double score = std::clamp(candidate.drill_score.value_or(0.0), 0.0, 100.0);
    return weight_base + weight_of_open_finding * candidate.open_count +
           weight_of_major_finding * candidate.major_count +
           weight_of_weak_drill * (1 - score / 100);
}

int calc_wanted(int homes_count, double share) noexcept {
    // 0.4 of 5 is 2, whatever 0.4 is in binary.
    return std::min(homes_count, static_cast<int>(std::ceil(share * homes_count - 1e-9)));
}

Result<std::vector<SampledHome>> draw_sample(std::span<const SampleCandidate> candidates,
                                             double share, std::uint64_t seed, int year) {
    if (!(share >= sample_share_least && share <= 1))
        return sim::core::make_error(
            sim::core::Errc::bad_input,
            {"", "/share", trf("抽查比例 {} 不合规定", share), tr("0.4 到 1 之间")});
    std::vector<SampledHome> homes;
    for (const SampleCandidate& candidate : candidates)
        homes.push_back({candidate.key, calc_weight(candidate), false, reason_of(candidate)});
    choose_homes(homes, calc_wanted(static_cast<int>(homes.size()), share), seed, year);
    return homes;
}

void choose_homes(std::vector<SampledHome>& homes, int wanted, std::uint64_t seed, int year) {
    std::vector<Lot> lots;
    for (SampledHome& home : homes) {
        home.chosen = false;
        const sim::core::DrawKey key{seed, sim::core::Stream::inspection_sample,
                                     sim::core::hash_key(home.key),
                                     static_cast<std::uint32_t>(year), 0};
        const double u = std::max(sim::core::draw_uniform(key), 0x1p-53);
        lots.push_back({std::log(u) / home.weight, lots.size()});
    }
    std::ranges::sort(lots, [&](const Lot& a, const Lot& b) {
        return a.key != b.key ? a.key > b.key : homes[a.index].key < homes[b.index].key;
    });
    for (std::size_t i = 0; i < lots.size() && std::cmp_less(i, wanted); ++i)
        homes[lots[i].index].chosen = true;
}

} // namespace roster::domain
