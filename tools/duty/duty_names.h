/// People of a roster as its papers call them: by name, and two of one name with what parts them.
#pragma once
#include "roster/schedule/duty_model.h"
#include <map>

namespace tools::duty {

class DutyNames {
public:
    explicit DutyNames(const roster::schedule::DutyProblem& problem);
    /// "王芳"; "王芳（G28）" where the name is borne twice, with the end of the key when it is
    /// short and tells them apart, else with a number in the order of the file. A key that nobody
    /// has stays as it is.
    [[nodiscard]] std::string shown(const std::string& key) const;
    /// By what shown() gives, by "name key", by the key; blanks, width of letters and traditional
    /// characters do not count. nullptr: nobody, or more than one.
    [[nodiscard]] const std::string* find_key(const std::string& text) const;
    /// Whether more than one bears that name.
    [[nodiscard]] bool is_shared(const std::string& name) const;
    /// In the problem; past the last one for a key that nobody has.
    [[nodiscard]] std::size_t position(const std::string& key) const;

private:
    std::map<std::string, int> count_;               ///< by match_form
    std::map<std::string, std::string> shown_, key_; ///< by key; by match_form of what is written
    std::map<std::string, std::size_t> position_;
};

} // namespace tools::duty
