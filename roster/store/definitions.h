/// What a schema is made of, by "table/name", "trigger/name" …, and how one that stands differs
/// from one that the steps just built. Only for this folder.
#pragma once
#include "roster/store/engine.h"
#include <map>
#include <string>
#include <vector>

namespace roster::store {

using Definitions = std::map<std::string, std::string>;

/// First column of each row.
[[nodiscard]] std::vector<std::string> read_texts(soci::session& sql, const std::string& query);
/// Two columns of each row: name and definition.
[[nodiscard]] Definitions read_definitions(soci::session& sql, const std::string& query);

/// Names that were dropped, changed or added.
[[nodiscard]] std::vector<Unsound> compare(const Definitions& right, const Definitions& stands);
/// The table is there, as the steps build it.
[[nodiscard]] bool stands_right(const Definitions& right, const Definitions& stands,
                                const std::string& table);

} // namespace roster::store
