/// What a run over a whole city has finished: "yanlian-duty-city", one row an organisation, beside
/// the rosters. A roster counts only while the bytes of its file have the hash that stands here, so
/// that a run that was killed goes on with what is whole. Schema:
/// scenarios/schema/duty-city.schema.json.
#pragma once
#include "sim/core/result.h"
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tools::duty {

inline constexpr const char* city_manifest_name = "duty-city.json";

/// What became of one organisation.
enum class CityState {
    planned,  ///< a roster that keeps every rule
    short_of, ///< the best found; `why` says why there is none that keeps every rule
    kept,     ///< a roster that somebody changed since it was planned; left as it is
    unusable  ///< its problem cannot be read or planned at all; there is no roster
};
inline constexpr std::array<std::string_view, 4> city_state_names{"planned", "short", "kept",
                                                                  "unusable"};

struct CityRow {
    std::string key, name;
    std::string file_name;     ///< of the roster, in the folder of the manifest
    std::string input_sha256;  ///< of the problem as it was planned, with seed and budget
    std::string result_sha256; ///< of the roster's file
    CityState state = CityState::planned;
    int shift_count = 0, violation_count = 0;
    std::vector<std::string> why{}; ///< of `short_of`: conflict and ways out, a line each
    friend bool operator==(const CityRow&, const CityRow&) = default;
};

/// No file: no rows. Errors: every fault at once.
[[nodiscard]] sim::core::Result<std::vector<CityRow>> load_city_manifest(const std::string& file);
[[nodiscard]] std::string format_city_manifest(const std::vector<CityRow>& rows);

} // namespace tools::duty
