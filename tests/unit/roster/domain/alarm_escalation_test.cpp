#include "roster/domain/alarm_escalation.h"

#include <doctest/doctest.h>

using namespace roster::domain;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("alarm escalation: three are told at once") {
    const AlarmEscalation five(5);
    REQUIRE(five.notices().size() == 3);
    for (const AlarmNotice& one : five.notices()) {
        CHECK(one.queued <= seconds{1});
        CHECK_FALSE(one.after_no);
    }
    CHECK(AlarmEscalation(2).notices().size() == 2);
    CHECK(AlarmEscalation(0).notices().empty());
}

TEST_CASE("alarm escalation: sixty seconds of silence tell the next one, an answer tells nobody") {
    AlarmEscalation chain(5);
    CHECK(chain.acknowledge(1, seconds{20}));
    chain.advance(milliseconds{59'999});
    CHECK(chain.notices().size() == 3);
    CHECK(chain.acknowledge(3, seconds{60})); // the last instant
    REQUIRE(chain.notices().size() == 4);
    CHECK(chain.notices()[3].position_no == 4);
    CHECK(chain.notices()[3].queued == seconds{60});
    CHECK(chain.notices()[3].after_no == 2);
    CHECK(chain.next_at() == seconds{120});
    CHECK(chain.acknowledge(4, seconds{90}));
    chain.advance(seconds{600});
    CHECK(chain.notices().size() == 4); // two's silence told one person, not one a minute
    CHECK_FALSE(chain.next_at());
}

TEST_CASE("alarm escalation: several silences tell as many, in the order of the chain") {
    AlarmEscalation chain(6);
    chain.advance(seconds{61});
    REQUIRE(chain.notices().size() == 6);
    for (int n = 0; n < 3; ++n) {
        CHECK(chain.notices()[static_cast<std::size_t>(3 + n)].after_no == n + 1);
        CHECK(chain.notices()[static_cast<std::size_t>(3 + n)].queued == seconds{60});
    }
    chain.advance(seconds{10'000}); // nobody is left
    CHECK(chain.notices().size() == 6);
}

TEST_CASE("alarm escalation: nobody answers before he was told, and a second answer is none") {
    AlarmEscalation chain(4);
    CHECK_FALSE(chain.acknowledge(4, seconds{59}));
    CHECK_FALSE(chain.acknowledge(9, seconds{59}));
    CHECK(chain.acknowledge(1, seconds{5}));
    CHECK(chain.acknowledge(1, seconds{50}));
    CHECK(chain.notices()[0].acked == seconds{5});
}
