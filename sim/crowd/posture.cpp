#include "sim/crowd/posture.h"

#include "sim/crowd/crowd_constants.h"
#include <algorithm>

namespace sim::crowd {

bool is_worth_crawling(double upright_per_m, double low_per_m, bool crawls) noexcept {
    // Up again only when it is well clearer: nobody gets up and down each second.
    const double below_m = crawls ? upright_again_visibility_m : closed_visibility_m;
    const double share = crawls ? upright_again_frac : crawl_worth_frac;
    return fire::calc_visibility_m(upright_per_m) < below_m && low_per_m <= share * upright_per_m;
}

double calc_breathing_height_m(Posture posture, double upright_m) noexcept {
    switch (posture) {
    case Posture::upright:
        return upright_m;
    case Posture::crawling:
        return std::min(upright_m, crawling_mouth_m);
    case Posture::lying:
        return std::min(upright_m, lying_mouth_m);
    }
    return upright_m;
}

} // namespace sim::crowd
