/// The header as rows of key and value, and back.
#pragma once
#include "sim/record/record.h"
#include <map>

namespace sim::record {

[[nodiscard]] std::map<std::string, std::string> header_rows(const Header& header);
/// Problems name the key; `file` only names the source.
[[nodiscard]] core::Result<Header> parse_header(const std::string& file,
                                                const std::map<std::string, std::string>& rows);

} // namespace sim::record
