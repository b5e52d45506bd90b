#include "roster/store/phone_table.h"

#include "roster/store/columns.h"

namespace roster::store {

using soci::into;
using soci::use;

Result<std::map<std::string, std::string>> load_person_phones(Database& database) {
    return guard(database, "person.phone", [](soci::session& sql) {
        std::map<std::string, std::string> phones;
        std::string key, phone;
        soci::statement rows =
            (sql.prepare << "SELECT key, phone FROM person WHERE phone <> '' ORDER BY key",
             into(key), into(phone));
        rows.execute();
        while (rows.fetch())
            phones.emplace(key, phone);
        return phones;
    });
}

Result<void> set_phone(Database& database, const std::string& person_key,
                       const std::string& phone) {
    return guard(database, "person.phone", [&](soci::session& sql) {
        sql << "UPDATE person SET phone = :phone WHERE key = :key", use(phone), use(person_key);
    });
}

} // namespace roster::store
