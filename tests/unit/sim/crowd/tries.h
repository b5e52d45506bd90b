/// How much the dear cases of the crowd are tried: little in every run, fully with YANLIAN_LONG.
#pragma once
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <rapidcheck.h>
#include <utility>

namespace tests {

inline bool runs_long() {
    return std::getenv("YANLIAN_LONG") != nullptr;
}

/// rc::check with so many cases at most when the run is short; the environment may ask for fewer.
template <class Testable>
bool check_few(int cases, Testable&& testable) {
    rc::detail::TestParams params = rc::detail::configuration().testParams;
    if (!runs_long()) params.maxSuccess = std::min(params.maxSuccess, cases);
    const auto result = rc::detail::checkTestable(std::forward<Testable>(testable),
                                                  rc::detail::TestMetadata{}, params);
    rc::detail::printResultMessage(result, std::cerr);
    std::cerr << '\n';
    return result.template is<rc::detail::SuccessResult>();
}

} // namespace tests
