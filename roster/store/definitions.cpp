#include "roster/store/definitions.h"

#include "sim/core/text.h"

namespace roster::store {

using sim::core::tr;
using soci::into;

std::vector<std::string> read_texts(soci::session& sql, const std::string& query) {
    std::vector<std::string> texts;
    std::string text;
    soci::statement rows = (sql.prepare << query, into(text));
    rows.execute();
    while (rows.fetch())
        texts.push_back(text);
    return texts;
}

Definitions read_definitions(soci::session& sql, const std::string& query) {
    Definitions definitions;
    std::string name, text;
    soci::statement rows = (sql.prepare << query, into(name), into(text));
    rows.execute();
    while (rows.fetch())
        definitions[name] = text;
    return definitions;
}

std::vector<Unsound> compare(const Definitions& right, const Definitions& stands) {
    std::vector<Unsound> found;
    for (const auto& [name, text] : right) {
        const auto at = stands.find(name);
        if (at == stands.end())
            found.push_back({name, tr("被删掉了")});
        else if (at->second != text)
            found.push_back({name, tr("被改过，不是本程序建立的样子")});
    }
    for (const auto& [name, text] : stands)
        if (!right.contains(name)) found.push_back({name, tr("不是本程序建立的")});
    return found;
}

bool stands_right(const Definitions& right, const Definitions& stands, const std::string& table) {
    const auto wanted = right.find("table/" + table), at = stands.find("table/" + table);
    return wanted != right.end() && at != stands.end() && wanted->second == at->second;
}

} // namespace roster::store
