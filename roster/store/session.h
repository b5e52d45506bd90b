/// The SOCI session behind a Database, and the one place where its exceptions become errors.
/// Only for this folder.
#pragma once
#include "roster/store/database.h"
#include <exception>
#include <soci/soci-config.h>
#include <string>
#include <type_traits>

// Boost only adds exchange of boost::optional and the like, in templates; without it SOCI needs no
// further package.
#undef SOCI_HAVE_BOOST
#undef SOCI_HAVE_BOOST_DATE_TIME
#include <soci/soci.h>

namespace roster::store {

class Engine;

struct Database::Connection {
    Address address;
    const Engine& engine;
    std::filesystem::path shown; ///< address without a password
    soci::session sql;
};

/// An exception of SOCI in the user's words.
/// @param step where it happened: "drill.insert"
[[nodiscard]] Error explain(const std::exception& exception, const Database::Connection& connection,
                            const char* step);

/// Runs `body(sql)`; what it throws comes back as an error.
template <class Body>
auto guard(Database& database, const char* step, Body&& body)
    -> Result<std::invoke_result_t<Body, soci::session&>> {
    Database::Connection& connection = database.connection();
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Body, soci::session&>>) {
            body(connection.sql);
            return {};
        } else {
            return body(connection.sql);
        }
    } catch (const std::exception& exception) {
        return tl::unexpected(explain(exception, connection, step));
    }
}

} // namespace roster::store
