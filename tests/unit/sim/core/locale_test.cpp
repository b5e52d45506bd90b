#include "sim/core/locale.h"

#include <array>
#include <cstdlib>
#include <doctest/doctest.h>
#include <initializer_list>
#include <optional>
#include <vector>

namespace {

using namespace sim::core;

/// The locale of a shell, put back at the end.
class ShellLocale {
public:
    explicit ShellLocale(std::initializer_list<std::pair<const char*, const char*>> variables) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (const char* value = std::getenv(names[i])) before_[i] = value;
            unsetenv(names[i]);
        }
        for (const auto& [name, value] : variables)
            setenv(name, value, 1);
    }
    ~ShellLocale() {
        for (std::size_t i = 0; i < names.size(); ++i)
            before_[i] ? setenv(names[i], before_[i]->c_str(), 1) : unsetenv(names[i]);
    }
    ShellLocale(const ShellLocale&) = delete;
    ShellLocale& operator=(const ShellLocale&) = delete;

private:
    static constexpr std::array names{"LC_ALL", "LC_MESSAGES", "LANG"};
    std::array<std::optional<std::string>, 3> before_;
};

Language asked(std::vector<const char*> arguments = {}) {
    arguments.insert(arguments.begin(), "program");
    return find_asked_language(static_cast<int>(arguments.size()), arguments.data());
}

} // namespace

TEST_CASE("language: Chinese without a locale, in the C locale and in any that is not English") {
    {
        const ShellLocale none({});
        CHECK(asked() == Language::chinese);
    }
    for (const char* name : {"", "C", "C.UTF-8", "POSIX", "zh_CN.UTF-8", "de_DE.UTF-8"}) {
        const ShellLocale locale({{"LANG", name}});
        CHECK_MESSAGE(asked() == Language::chinese, name);
    }
}

TEST_CASE("language: English by the locale, LC_ALL before LC_MESSAGES before LANG") {
    {
        const ShellLocale locale({{"LANG", "en_US.UTF-8"}});
        CHECK(asked() == Language::english);
    }
    {
        const ShellLocale locale({{"LANG", "en_US.UTF-8"}, {"LC_MESSAGES", "zh_CN.UTF-8"}});
        CHECK(asked() == Language::chinese);
    }
    const ShellLocale locale({{"LC_ALL", "en_GB"}, {"LC_MESSAGES", "zh_CN"}, {"LANG", "zh_CN"}});
    CHECK(asked() == Language::english);
}

TEST_CASE("language: --lang comes before the locale, in both spellings") {
    const ShellLocale locale({{"LANG", "en_US.UTF-8"}});
    CHECK(asked({"--lang", "zh"}) == Language::chinese);
    CHECK(asked({"drill", "--lang=zh"}) == Language::chinese);
    CHECK(asked({"--lang=en"}) == Language::english);
    CHECK(asked({"--lang"}) == Language::english); // no value: the locale
}

TEST_CASE("language: a thing is shown by its English name where English is spoken and it has one") {
    select_language(Language::english, "/nonexistent");
    CHECK(shown_name("安康养老院", "Ankang Care Home") == "Ankang Care Home");
    CHECK(shown_name("安康养老院", "") == "安康养老院");
    select_language(Language::chinese, "/nonexistent");
    CHECK(shown_name("安康养老院", "Ankang Care Home") == "安康养老院");
}

TEST_CASE("language: the catalogue is looked for beside the program") {
    CHECK_FALSE(program_path().empty());
    CHECK(catalogue_folder().parent_path().parent_path() == program_path().parent_path());
}
