/// Posts that somebody held on a day. Only for this folder.
#pragma once
#include "roster/store/session.h"
#include <string>

namespace roster::store {

/// Words of the table, parted by blanks; wherever they are held.
[[nodiscard]] inline std::string read_held_posts(soci::session& sql, const std::string& person_key,
                                                 const std::string& day) {
    std::string post, posts;
    soci::statement rows =
        (sql.prepare << "SELECT DISTINCT a.post FROM post_assignment_in_force AS a "
                        "JOIN person AS p ON p.id = a.person_id WHERE p.key = :person "
                        "AND a.from_day <= :day AND (a.until_day IS NULL OR a.until_day >= :day2) "
                        "ORDER BY a.post",
         soci::into(post), soci::use(person_key), soci::use(day), soci::use(day));
    rows.execute();
    while (rows.fetch())
        posts += (posts.empty() ? "" : " ") + post;
    return posts;
}

} // namespace roster::store
