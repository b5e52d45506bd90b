#include "sim/record/chain.h"

#include "sim/record/record_schema.h"
#include <algorithm>

namespace sim::record {

std::string calc_seal(const std::map<std::string, std::string>& rows,
                      const std::map<std::string, std::string>& documents) {
    std::string text;
    for (const auto& [key, value] : rows)
        if (std::find(std::begin(growing_keys), std::end(growing_keys), key) ==
            std::end(growing_keys))
            text += key + "=" + value + "\n";
    for (const auto& [kind, document] : documents)
        text += kind + " " + core::sha256_hex(document) + "\n";
    return core::sha256_hex(text);
}

} // namespace sim::record
