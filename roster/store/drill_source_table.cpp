#include "roster/store/drill_source_table.h"

#include "roster/store/columns.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include <sodium.h>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

constexpr int base64 = sodium_base64_VARIANT_ORIGINAL;

/// A server's text holds well-formed UTF-8 without NUL.
bool is_plain(const std::string& bytes) {
    return sim::core::is_utf8(bytes) && bytes.find('\0') == bytes.npos;
}

std::string to_base64(const std::string& bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), base64), '\0');
    sodium_bin2base64(text.data(), text.size(),
                      reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), base64);
    text.pop_back(); // the NUL that ends it
    return text;
}

std::string from_base64(const std::string& text) {
    std::string bytes(text.size(), '\0');
    std::size_t length = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &length, nullptr, base64) != 0)
        refuse_column("drill_text");
    bytes.resize(length);
    return bytes;
}

/// Row of the text, written if nobody wrote it before.
long long keep_text(soci::session& sql, const std::string& bytes) {
    const std::string hash = sim::core::sha256_hex(bytes);
    Column<long long> there;
    sql << "SELECT max(id) FROM drill_text WHERE sha256 = :hash",
        into(there.value, there.indicator), use(hash);
    if (there.indicator == soci::i_ok) return there.value;
    const bool plain = is_plain(bytes);
    const std::string encoding = plain ? "utf8" : "base64", body = plain ? bytes : to_base64(bytes);
    long long id = 0;
    sql << "INSERT INTO drill_text(sha256, encoding, body) VALUES(:hash, :encoding, :body) "
           "RETURNING id",
        into(id), use(hash), use(encoding), use(body);
    return id;
}

std::string read_text(soci::session& sql, long long id) {
    std::string encoding, body;
    sql << "SELECT encoding, body FROM drill_text WHERE id = :id", into(encoding), into(body),
        use(id);
    return encoding == "utf8" ? body : from_base64(body);
}

} // namespace

Result<void> insert_drill_source(Database& database, std::int64_t drill_id,
                                 const DrillSource& source) {
    return guard(database, "drill.source.insert", [&](soci::session& sql) {
        const long long drill = drill_id, scenario = keep_text(sql, source.scenario_text),
                        plan = keep_text(sql, source.plan_text);
        const Column<long long> marks(
            source.marks.empty() ? std::nullopt : std::optional(keep_text(sql, source.marks)));
        sql << "INSERT INTO drill_source(drill_id, scenario_text_id, plan_text_id, marks_text_id) "
               "VALUES(:drill, :scenario, :plan, :marks)",
            use(drill), use(scenario), use(plan), use(marks.value, marks.indicator);
    });
}

Result<std::optional<DrillSource>> find_drill_source(Database& database, std::int64_t drill_id) {
    return guard(database, "drill.source.find", [&](soci::session& sql) {
        std::optional<DrillSource> found;
        const long long drill = drill_id;
        long long scenario = 0, plan = 0;
        Column<long long> marks;
        sql << "SELECT scenario_text_id, plan_text_id, marks_text_id FROM drill_source "
               "WHERE drill_id = :drill",
            into(scenario), into(plan), into(marks.value, marks.indicator), use(drill);
        if (!sql.got_data()) return found;
        found.emplace();
        found->scenario_text = read_text(sql, scenario);
        found->plan_text = read_text(sql, plan);
        if (const auto row = marks.optional()) found->marks = read_text(sql, *row);
        return found;
    });
}

} // namespace roster::store
