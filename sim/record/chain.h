/// The hash chain over facts: each link is the SHA-256 of the link before and the fact's line.
#pragma once
#include "sim/core/file.h"

namespace sim::record {

inline const std::string chain_start = core::sha256_hex("yanlian-record/1");

[[nodiscard]] inline std::string next_link(const std::string& link, const std::string& fact_line) {
    return core::sha256_hex(link + "\n" + fact_line);
}

} // namespace sim::record
