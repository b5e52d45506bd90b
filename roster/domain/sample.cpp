#include "roster/domain/sample.h"

#include "roster/domain/inspection_constants.h"
#include "sim/core/in_chinese.h"
#include "sim/core/random.h"
#include "sim/core/text.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <utility>

namespace roster::domain {

using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

struct Grade {
    std::string_view letter;
    const char* word;
    double score; ///< lower end of the band, house rule, 未核实
};
constexpr Grade grades[] = {{"P", "优", 90}, {"S", "良", 75}, {"M", "中", 60}, {"U", "差", 30}};

const Grade* find_grade(std::string_view letter) noexcept {
    for (const Grade& grade : grades)
        if (grade.letter == letter) return &grade;
    return nullptr;
}

std::string drill_text(const SampleCandidate& candidate) {
    if (candidate.drill_score) return trf("，演练 {:.0f} 分", *candidate.drill_score);
    if (const Grade* grade = find_grade(candidate.drill_grade))
        return trf("，演练评估 {}", tr(grade->word));
    return tr(candidate.drill_grade.empty() ? "，一年内没有实战演练" : "，演练没有评估");
}

std::string reason_of(const SampleCandidate& candidate) {
    return trf("未销号 {}（重大 {}）", candidate.open_count, candidate.major_count) +
           drill_text(candidate);
}

struct Lot {
    double key; ///< larger is drawn first
    std::size_t index;
};

} // namespace

std::string show_reason(const std::string& stored) {
    SampleCandidate read;
    double score = 0;
    if (std::sscanf(stored.c_str(), "未销号 %d（重大 %d）", &read.open_count, &read.major_count) !=
        2)
        return stored;
    const std::size_t rest = stored.find("，");
    const std::string drill = rest == stored.npos ? std::string() : stored.substr(rest);
    if (std::sscanf(drill.c_str(), "，演练 %lf 分", &score) == 1)
        read.drill_score = score;
    else if (drill == "，演练没有评估")
        read.drill_grade = "-";
    for (const Grade& grade : grades)
        if (drill.ends_with(grade.word)) read.drill_grade = grade.letter;
    return reason_of(read);
}

double calc_weight(const SampleCandidate& candidate) noexcept {
    const Grade* grade = find_grade(candidate.drill_grade);
    const double score =
        std::clamp(candidate.drill_score.value_or(grade ? grade->score : 0.0), 0.0, 100.0);
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
    const sim::core::InChinese stored;
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
