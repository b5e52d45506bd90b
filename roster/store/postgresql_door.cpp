#include "roster/store/postgresql_door.h"

#include "roster/store/engine.h"
#include "sim/core/text.h"
#include <array>
#include <chrono>
#include <memory>
#include <poll.h>
#include <soci/postgresql/soci-postgresql.h>

namespace roster::store {

using sim::core::Errc;
using sim::core::tr;

namespace {

constexpr int connect_timeout_s = 5; ///< a server that does not answer; libpq counts whole seconds

struct Refusal {
    std::string_view state; ///< SQLSTATE
    Errc code;
    const char* what;
    const char* expected;
};
constexpr std::array refusals{
    Refusal{"28P01", Errc::bad_input, "密码不对，或没有这个用户",
            "正确的用户和密码：~/.pgpass、PGPASSWORD，或写在地址里"},
    Refusal{"28000", Errc::bad_input, "服务器不让这个用户进来",
            "服务器上的用户（CREATE ROLE）和 pg_hba.conf 里的一行"},
    Refusal{"3D000", Errc::bad_input, "服务器上没有这个数据库", "先用 createdb 建立"},
    Refusal{"42501", Errc::bad_input, "这个用户没有权限连接这个数据库", "数据库的所有者"},
    Refusal{"53300", Errc::io, "服务器的连接已满", "稍后再试"},
    Refusal{"57P03", Errc::io, "数据库服务器正在停止或启动", "稍后再试"},
};

/// The address with our own wishes added, those that stand in it first.
std::string with_wishes(const Address& address) {
    std::string url = address.secret();
    const auto add = [&](const std::string& key, const std::string& value) {
        if (url.find(key + "=") != std::string::npos) return;
        url += (url.find('?') == std::string::npos ? "?" : "&") + key + "=" + value;
    };
    add("connect_timeout", std::to_string(connect_timeout_s));
    add("fallback_application_name", "yanlian");
    return url;
}

bool is_well_formed(const std::string& url) {
    char* text = nullptr; // may repeat the password: not for the user
    PQconninfoOption* const options = PQconninfoParse(url.c_str(), &text);
    PQfreemem(text);
    if (!options) return false;
    PQconninfoFree(options);
    return true;
}

using Knock = std::unique_ptr<PGconn, decltype(&PQfinish)>;

/// Connects once more with nothing but codes in the messages: a server speaks the language of its
/// administrator, and the code is not told otherwise.
Knock knock(const std::string& url) {
    Knock connection(PQconnectStart(url.c_str()), &PQfinish);
    if (!connection) return connection;
    PQsetErrorVerbosity(connection.get(), PQERRORS_SQLSTATE);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(connect_timeout_s);
    PostgresPollingStatusType state = PGRES_POLLING_WRITING;
    while (state != PGRES_POLLING_OK && state != PGRES_POLLING_FAILED &&
           std::chrono::steady_clock::now() < until) {
        const short wanted = state == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        pollfd socket{PQsocket(connection.get()), wanted, 0};
        if (::poll(&socket, 1, 1000) != 0) state = PQconnectPoll(connection.get());
    }
    return connection;
}

/// The code that ends the last line of a message: "FATAL:  28P01".
std::string last_state(const PGconn* connection) {
    std::string text = PQerrorMessage(connection);
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.pop_back();
    return text.size() < 5 ? std::string() : text.substr(text.size() - 5);
}

PlaceError explain_refusal(const std::string& url) {
    const Knock connection = knock(url);
    const std::string state = connection ? last_state(connection.get()) : std::string();
    for (const Refusal& refusal : refusals)
        if (state == refusal.state) return {refusal.code, tr(refusal.what), tr(refusal.expected)};
    if (connection && PQconnectionNeedsPassword(connection.get()) != 0)
        return {Errc::bad_input, tr("服务器要密码"), tr("~/.pgpass、PGPASSWORD，或写在地址里")};
    return {Errc::io, tr("连不上数据库服务器"), tr("服务器在运行，地址和端口正确")};
}

} // namespace

void open_door(soci::session& sql, const Address& address) {
    const std::string url = with_wishes(address);
    if (!is_well_formed(url))
        throw PlaceError(Errc::bad_input, tr("数据库地址写错了"), "postgresql://user@host/name");
    try {
        sql.open(soci::postgresql, url);
    } catch (const soci::soci_error&) {
        throw explain_refusal(url); // its own text may repeat the address
    }
}

} // namespace roster::store
