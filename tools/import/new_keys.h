/// Keys of people that a sheet brings. Only for this folder.
#pragma once
#include "tools/import/context.h"
#include <set>

namespace tools::import {

/// A key stays in the ledger for good and is printed where names are not to be, so it says none:
/// the staff number, or the next number of the home: "person/songhe/0012". The same sheet on the
/// same ledger gives the same keys; who is on file keeps the old one.
class NewKeys {
public:
    explicit NewKeys(const Directory& directory);
    /// One for each name and staff number of a home; asked again it answers the same.
    /// Cost: one lookup, and one for each number that is taken.
    [[nodiscard]] const std::string& key_of(const roster::domain::Organisation& home,
                                            const std::string& match, const std::string& staff_no);

private:
    [[nodiscard]] bool is_free(const std::string& key) const;
    std::map<std::string, std::string> keys_;  ///< by home, name and staff number
    std::set<std::string, std::less<>> taken_; ///< on file, and given here
    std::map<std::string, int> last_numbers_;  ///< by home
};

} // namespace tools::import
