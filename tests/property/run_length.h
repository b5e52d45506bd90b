/// How much the properties of whole drills are tried: little in every run, much with YANLIAN_LONG.
#pragma once
#include <cstdlib>
#include <iostream>
#include <rapidcheck.h>
#include <utility>

namespace tests {

inline bool runs_long() {
    return std::getenv("YANLIAN_LONG") != nullptr;
}
inline double horizon_s() {
    return runs_long() ? 900 : 60;
}
inline int seed_count() {
    return runs_long() ? 20 : 1;
}

/// rc::check with so many cases: few in every run, all with YANLIAN_LONG.
template <class Testable>
bool check_cases(int few, int all, Testable&& testable) {
    rc::detail::TestParams params = rc::detail::configuration().testParams;
    params.maxSuccess = runs_long() ? all : few;
    const auto result = rc::detail::checkTestable(std::forward<Testable>(testable),
                                                  rc::detail::TestMetadata{}, params);
    rc::detail::printResultMessage(result, std::cerr);
    std::cerr << '\n';
    return result.template is<rc::detail::SuccessResult>();
}

} // namespace tests
