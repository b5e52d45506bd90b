#include "tools/duty/weekday.h"

#include "sim/core/text.h"

namespace tools::duty {

const char* weekday_word(roster::domain::Date day) {
    constexpr const char* names[] = {"日", "一", "二", "三", "四", "五", "六"};
    return sim::core::tr(names[std::chrono::weekday(day).c_encoding()]);
}

} // namespace tools::duty
