#include "roster/store/address.h"

#include <string_view>

namespace roster::store {

namespace {

constexpr std::string_view schemes[] = {"postgresql://", "postgres://"};
/// Parameters of the URL that hold a secret.
constexpr std::string_view secret_keys[] = {"password=", "sslpassword="};

std::size_t scheme_length(std::string_view text) noexcept {
    for (const std::string_view scheme : schemes)
        if (text.starts_with(scheme)) return scheme.size();
    return 0;
}

/// "user:password@host" without the password. A password may hold any character but "/" and "@",
/// and a careless one even those: everything up to the last "@" before the parameters goes.
void hide_user_password(std::string& url, std::size_t from) {
    const std::size_t end = url.find('?', from);
    const std::size_t at = url.rfind('@', end);
    if (at == std::string::npos || at < from) return;
    const std::size_t colon = url.find(':', from);
    if (colon < at) url.erase(colon, at - colon);
}

/// "?sslmode=require&password=…" without the values that nobody may read.
void hide_parameters(std::string& url) {
    std::size_t at = url.find('?');
    while (at != std::string::npos) {
        const std::size_t start = at + 1;
        const std::size_t end = url.find('&', start);
        for (const std::string_view key : secret_keys)
            if (std::string_view(url).substr(start).starts_with(key))
                url.replace(start + key.size(),
                            (end == std::string::npos ? url.size() : end) - start - key.size(),
                            "***");
        at = url.find('&', start);
    }
}

} // namespace

Dialect Address::dialect() const noexcept {
    return scheme_length(text_) > 0 ? Dialect::postgresql : Dialect::sqlite;
}

std::string Address::shown() const {
    const std::size_t scheme = scheme_length(text_);
    if (scheme == 0) return text_;
    std::string url = text_;
    hide_user_password(url, scheme);
    hide_parameters(url);
    return url;
}

} // namespace roster::store
