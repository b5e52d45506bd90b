/// Recorded alarm and sensor traces, `.trace.jsonl`, format of docs/formats.md#trace: one header
/// line, then one object a line. At the detectors it names a trace stands in for computed smoke.
#pragma once
#include "sim/core/result.h"
#include "sim/core/tick.h"
#include "sim/devices/alarm_system.h"

namespace sim::devices {

inline constexpr std::uintmax_t trace_file_limit_bytes = 64u << 20;
inline constexpr std::size_t trace_line_limit_bytes = 16u << 10;
/// Longest time a line may have: 31 days.
inline constexpr std::int64_t trace_time_limit_ns = 31LL * 24 * 3600 * 1'000'000'000;
/// More problems than this are counted, not listed.
inline constexpr std::size_t trace_problem_limit_count = 100;

enum class TraceKind {
    received,  ///< "rx": came from the device
    sent,      ///< "tx": went to the device
    simulated, ///< "sim": a sensor reading
    mark,      ///< a remark of the recorder
    assertion, ///< "assert": what a check expected and got
};

/// What a check of a hardware test said.
struct TraceCheck {
    std::string id, expect, got, verdict;
    std::int64_t deadline_ns = 0;
};

/// One line applied at its tick.
struct TraceLine {
    core::Tick at;      ///< nearest to t_ns
    std::string source; ///< detector or equipment as the plan knows it; else the line's src
    /// Of "sim" lines, and of "rx" lines that report a fire at a detector of the plan (alarm set).
    std::optional<DetectorReading> reading;
    std::string panel; ///< panel line: "fault", "fire", "power_lost" ...; empty for readings
    std::string detail;

    // As it stands in the file.
    TraceKind kind = TraceKind::simulated;
    std::int64_t seq = 0, t_ns = 0;  ///< t_ns from the trace's t0
    std::string point;               ///< of "rx": what the panel names; may be empty
    std::string command;             ///< of "tx"
    std::optional<TraceCheck> check; ///< of "assert"
    std::string src, dst, raw /* lower-case hex */, wall, dir, conn, fault, note;
};

struct Trace {
    std::string name, source, licence, note;
    std::string device, link, clock, t0_wall, tz;
    std::vector<TraceLine> lines;  ///< "sim" and "rx", by time: to be applied
    std::vector<TraceLine> asides; ///< the other kinds, by time: kept, never applied
    std::string sha256;            ///< of everything after the header line
};

/// All problems with line numbers; names of detectors are checked against the plan. Keys, order,
/// sequence and the hash of the rest are checked as docs/formats.md says.
[[nodiscard]] core::Result<Trace> load_trace(const std::string& file, const plan::Plan& plan);
[[nodiscard]] core::Result<Trace> parse_trace(const std::string& file, std::string_view bytes,
                                              const plan::Plan& plan);
/// Canonical text: keys sorted, shortest numbers that read back equal, the hash computed anew.
/// Parsing it gives the same trace, and formatting that the same bytes.
[[nodiscard]] std::string format_trace(const Trace& trace, const plan::Plan& plan);

} // namespace sim::devices
