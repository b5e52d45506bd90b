/// Recorded alarm and sensor traces, `.trace.jsonl`, format of docs/formats.md#trace: one header
/// line, then one object a line. At the detectors it names a trace stands in for computed smoke.
#pragma once
#include "sim/core/result.h"
#include "sim/core/tick.h"
#include "sim/devices/alarm_system.h"

namespace sim::devices {

inline constexpr std::uintmax_t trace_file_limit_bytes = 64u << 20;

/// One line applied at its tick.
struct TraceLine {
    core::Tick at;
    std::string source;   ///< detector or panel key as the plan knows it
    std::optional<DetectorReading> reading;
    std::string panel;    ///< panel line instead: "fault", "fire", "power_lost" ...; empty for readings
    std::string detail;
};

struct Trace {
    std::string name, source, licence, note;
    std::vector<TraceLine> lines; ///< by time
    std::string sha256;
};

/// All problems with line numbers; names of detectors are checked against the plan. Keys, order,
/// sequence and the hash of the rest are checked as docs/formats.md says.
[[nodiscard]] core::Result<Trace> load_trace(const std::string& file, const plan::Plan& plan);
[[nodiscard]] core::Result<Trace> parse_trace(const std::string& file, std::string_view bytes,
                                              const plan::Plan& plan);
[[nodiscard]] std::string format_trace(const Trace& trace, const plan::Plan& plan);

} // namespace sim::devices
