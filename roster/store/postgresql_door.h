/// The way in to a PostgreSQL server. Only for this folder.
#pragma once
#include "roster/store/address.h"

namespace soci {
class session;
}

namespace roster::store {

/// Connects. Throws PlaceError, which says what stood in the way (address, server, database, user,
/// password) in the user's words and never repeats the address.
void open_door(soci::session& sql, const Address& address);

} // namespace roster::store
