#include "roster/service/own_rules.h"

#include "roster/service/open_database.h"
#include "roster/service/rules.h"
#include "tests/support/roster_fixture.h"
#include <doctest/doctest.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;

namespace {

std::string own_json(const std::string& key, int edition, const std::string& base) {
    return R"({"format": "yanlian-rules", "version": 1, "key": ")" + key +
           R"(", "name": "本院规定", "edition": )" + std::to_string(edition) +
           R"(, "jurisdiction": "安康", "bases": [")" + base + R"("], "rules": [{"id": "OWN-1",
"subject": "home", "activity": "drill", "min_count": 1, "window": {"kind": "month"},
"severity": "duty", "source": "本院 1 号", "valid_from": "2026-01-01", "kind": "house",
"mark": "verified"}]})";
}

} // namespace

TEST_CASE("own rules: a file is put in force whole, edition by edition") {
    const tests::TempFolder folder;
    auto opened = open_or_create(tests::ledger_in(folder, "home")).value();
    tests::RawDatabase raw(opened.database.path());
    const std::string json = own_json("rules/own", 1, "rules/national");
    const auto own = read_own_rules("own.rules.json", json);
    REQUIRE_MESSAGE(own, describe(own.error()));
    REQUIRE(adopt_rules(opened.database, "org/ankang", *own, make_date(2026, 1, 1), "测试"));
    CHECK(raw.rows("SELECT json FROM rule_set WHERE key = 'rules/own'") == json + "\n");
    CHECK(raw.rows("SELECT sha256 FROM rule_set WHERE key = 'rules/own'") ==
          sim::core::sha256_hex(json) + "\n");
    const auto other = read_own_rules("x", own_json("rules/own", 1, "rules/qidong"));
    REQUIRE(other);
    CHECK_FALSE(adopt_rules(opened.database, "org/ankang", *other, make_date(2026, 2, 1), "测试"));
    const auto next = read_own_rules("x", own_json("rules/own", 2, "rules/national"));
    REQUIRE(next);
    CHECK(adopt_rules(opened.database, "org/ankang", *next, make_date(2026, 3, 1), "测试"));
}

TEST_CASE("own rules: not under the key of a set that ships, nor upon one that does not") {
    const auto both = read_own_rules("x", own_json("rules/national", 9, "rules/nowhere"));
    REQUIRE_FALSE(both);
    CHECK(both.error().problems.size() == 2);
    CHECK(read_own_rules("x", find_shipped_rules("rules/qidong")->json));
    CHECK_FALSE(read_own_rules("x", "{}"));
}
