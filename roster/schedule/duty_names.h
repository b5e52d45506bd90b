/// How names of posts and shifts are said in messages. They are data once they stand in a file;
/// what drafts call them is said in the reader's language, any other name as it is.
#pragma once
#include "sim/core/text.h"
#include <string>

namespace roster::schedule {

[[nodiscard]] inline std::string shown_name(const std::string& name) {
    return sim::core::tr(name.c_str());
}

} // namespace roster::schedule
