// Lines as one process hands them to another, and the rooms between them. Oracle: what is taken is
// written and read back the same; rooms have an area and turn anticlockwise.
#include "tools/dxf/line_rooms.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tools::dxf;
    constexpr std::size_t line_limit_count = 300; // GEOS is not what is tested
    const auto all = parse_linework({reinterpret_cast<const char*>(data), size});
    if (!all) return 0;
    const std::string text = format_linework(*all);
    const auto again = parse_linework(text);
    if (!again || format_linework(*again) != text) std::abort();
    if (all->lines.size() > line_limit_count) return 0;
    for (const Line& line : all->lines) // a building, not the moon
        for (const double value : {line.ends.a.x, line.ends.a.y, line.ends.b.x, line.ends.b.y})
            if (std::abs(value) > 1e3) return 0;
    const auto drawn = find_rooms(*all, {1, 0.05, {0, 1, 2}});
    if (!drawn) return 0;
    for (const DrawnRoom& room : drawn->rooms)
        if (!(sim::core::signed_area_m2(room.outline_m) > 0)) std::abort();
    return 0;
}
