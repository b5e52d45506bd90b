/// The hash chains over facts and over commands: each link is the SHA-256 of the link before and
/// the line of the fact or command; both start from the seal over what the drill was run from.
#pragma once
#include "sim/core/file.h"
#include <map>

namespace sim::record {

inline const std::string chain_start = core::sha256_hex("yanlian-record/1");

/// SHA-256 over header and documents, by name.
/// @param rows of table header; those that change while a record grows are left out
/// @param documents kind and text
[[nodiscard]] std::string calc_seal(const std::map<std::string, std::string>& rows,
                                    const std::map<std::string, std::string>& documents);

[[nodiscard]] inline std::string next_link(const std::string& link, const std::string& line) {
    return core::sha256_hex(link + "\n" + line);
}

} // namespace sim::record
