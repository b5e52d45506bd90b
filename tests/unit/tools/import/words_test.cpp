// What the program prints is what it reads again.
#include "tools/import/kinds.h"

#include "roster/schedule/duty_names.h"
#include <doctest/doctest.h>

using namespace roster::domain;
using namespace tools::import;

namespace {
template <class Enum, std::size_t N, class Find>
void check_words(const std::array<std::string_view, N>& names, Find find) {
    for (std::size_t i = 0; i < N; ++i) {
        const auto value = static_cast<Enum>(i);
        CHECK_MESSAGE(find(word(value)) == value, names[i], " ", std::string(word(value)));
    }
}
} // namespace

TEST_CASE("import: the word of every value is one that is read as that value") {
    check_words<Post>(post_names, find_post);
    check_words<CertificateKind>(certificate_kind_names, find_certificate);
    check_words<ActivityLevel>(activity_level_names, find_level);
    check_words<ActivityScope>(activity_scope_names, find_scope);
    check_words<ActivityForm>(activity_form_names, find_form);
    check_words<Severity>(severity_names, find_severity);
    check_words<FindingSource>(finding_source_names, find_source);
    check_words<FindingState>(finding_state_names, find_state);
    for (const ActivityKind kind :
         {ActivityKind::drill, ActivityKind::tabletop, ActivityKind::demonstration})
        CHECK(find_drill_kind(word(kind)) == kind);
    for (std::size_t i = 0; i < mobility_names.size(); ++i)
        CHECK(find_mobility(mobility_names[i]) == static_cast<Mobility>(i));
    // As explanations of a roster name what is lacking.
    for (const char* key : {"leader", "control_room", "duty_room", "care"}) {
        const std::string post = roster::schedule::describe_qualification(key);
        CHECK_MESSAGE(find_post(post).has_value(), post);
    }
    // As the bedside card prints it; letter and word must agree.
    CHECK(find_mobility("C轮椅") == Mobility::c);
    CHECK(find_mobility("C 轮椅") == Mobility::c);
    CHECK(find_mobility("D卧床") == Mobility::d);
    CHECK_FALSE(find_mobility("C卧床"));
    CHECK_FALSE(find_mobility("轮椅卧床"));
}
