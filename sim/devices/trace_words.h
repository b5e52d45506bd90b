/// The closed words of a trace file, shared by reader and writer.
#pragma once
#include <string_view>

namespace sim::devices {

inline constexpr std::string_view trace_format_name = "yanlian-trace";
inline constexpr int trace_version = 1;

/// By TraceKind.
inline constexpr std::string_view trace_kind_words[] = {"rx", "tx", "sim", "mark", "assert"};

/// What a panel may say (dec.panel of an "rx" line).
inline constexpr std::string_view panel_words[] = {
    "fire",       "call_point",     "fault",        "fault_cleared", "power_lost",
    "power_back", "battery_fault",  "link_lost",    "shielded",      "supervisory",
    "started",    "feedback",       "acknowledged", "silenced",      "confirmed",
    "reset",      "mode_automatic", "mode_manual",  "heartbeat",     "other"};

/// What may be sent to a panel (dec.command of a "tx" line).
inline constexpr std::string_view panel_command_words[] = {
    "confirm", "deny", "request", "reply", "control", "sync_clock", "patrol", "other"};

inline constexpr std::string_view verdict_words[] = {"pass", "fail", "inconclusive"};

} // namespace sim::devices
