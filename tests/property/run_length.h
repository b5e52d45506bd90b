/// How much the properties of whole drills are tried: little in every run, much with YANLIAN_LONG.
#pragma once
#include <cstdlib>

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

} // namespace tests
