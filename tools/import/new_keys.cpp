#include "tools/import/new_keys.h"

#include <algorithm>
#include <fmt/format.h>

namespace tools::import {

namespace {

constexpr std::size_t staff_no_limit = 20; // bytes; longer ones are no staff numbers

/// Digits, Latin letters and hyphens: others may be a name.
bool fits_key(const std::string& staff_no) {
    return !staff_no.empty() && staff_no.size() <= staff_no_limit &&
           std::ranges::any_of(staff_no, [](char c) { return c >= '0' && c <= '9'; }) &&
           std::ranges::all_of(staff_no, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      c == '-';
           });
}

} // namespace

NewKeys::NewKeys(const Directory& directory) {
    for (const auto& person : directory.view().persons)
        taken_.insert(person.key);
}

bool NewKeys::is_free(const std::string& key) const {
    return !taken_.contains(key);
}

const std::string& NewKeys::key_of(const roster::domain::Organisation& home,
                                   const std::string& match, const std::string& staff_no) {
    const auto [at, is_new] = keys_.emplace(home.key + "\n" + match + "\n" + staff_no, "");
    if (!is_new) return at->second;
    const std::string folder = "person/" + slug(home.key) + "/";
    at->second = folder + staff_no;
    if (!fits_key(staff_no) || !is_free(at->second)) {
        int& number = last_numbers_[home.key];
        do
            at->second = fmt::format("{}{:04}", folder, ++number);
        while (!is_free(at->second));
    }
    taken_.insert(at->second);
    return at->second;
}

} // namespace tools::import
