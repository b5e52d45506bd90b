/// Lines, numbers, ticks and choices of one thing; each is one gesture when it is left.
#pragma once
#include "editor/panels/widgets.h"
#include <string>
#include <vector>

namespace editor::panels {

class Fields {
public:
    explicit Fields(Desk& desk) : desk_(desk) {}
    bool changed = false; ///< one of them was left with another value

    void text(const char* name, const char* words, std::string& value);
    void number(const char* name, const char* words, double& value);
    void tick(const char* name, const char* words, bool& value);
    /// One of a list by number.
    void choice(const char* name, const char* words, std::size_t& value,
                const std::vector<std::string>& names);

private:
    void label(const char* words);
    void done(const char* name);
    Desk& desk_;
};

} // namespace editor::panels
