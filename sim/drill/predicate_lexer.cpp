#include "sim/drill/predicate_lexer.h"

#include "sim/core/text.h"
#include <array>
#include <charconv>
#include <optional>

namespace sim::drill {

using core::tr;
using core::trf;

namespace {

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}
bool is_word_start(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}
bool is_word_part(char c) noexcept {
    return is_word_start(c) || is_digit(c) || c == '-' || c == '/' || c == '.';
}

struct WideSign {
    std::string_view wide, plain;
};
// Chinese input methods type these; they are read as what was meant, and reported.
constexpr std::array wide_signs{WideSign{"（", "("}, WideSign{"）", ")"}, WideSign{"，", ","},
                                WideSign{"：", ":"}, WideSign{"＝", "="}, WideSign{"［", "["},
                                WideSign{"］", "]"}, WideSign{"｛", "{"}, WideSign{"｝", "}"},
                                WideSign{"＜", "<"}, WideSign{"＞", ">"}, WideSign{"“", "'"},
                                WideSign{"”", "'"},  WideSign{"‘", "'"},  WideSign{"’", "'"}};

const WideSign* find_wide_sign(std::string_view rest) noexcept {
    for (const WideSign& sign : wide_signs)
        if (rest.starts_with(sign.wide)) return &sign;
    return nullptr;
}

class Lexer {
public:
    Lexer(std::string_view text, core::Problems& problems) : text_(text), problems_(problems) {}

    std::vector<Token> split() {
        while (skip_space(), at_ < text_.size())
            read_token();
        tokens_.push_back({Token::Kind::end, "", 0, column_});
        return std::move(tokens_);
    }

private:
    [[nodiscard]] std::string_view rest() const noexcept { return text_.substr(at_); }

    /// Moves on by whole bytes; the column counts characters.
    void advance(std::size_t bytes) noexcept {
        for (std::size_t i = 0; i < bytes; ++i, ++at_)
            if ((static_cast<unsigned char>(text_[at_]) & 0xC0) != 0x80) ++column_;
    }
    void skip_space() noexcept {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' ||
                                      text_[at_] == '\n' || text_[at_] == '\r'))
            advance(1);
    }
    void add(Token::Kind kind, std::string text, int column, double number = 0) {
        tokens_.push_back({kind, std::move(text), number, column});
    }

    void read_token() {
        const char c = text_[at_];
        if (c == '\'' || c == '"') return read_quoted();
        if (const WideSign* wide = find_wide_sign(rest())) return read_wide(*wide);
        if (is_word_start(c)) return read_word();
        const bool negative = c == '-' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
        if (is_digit(c) || negative) return read_number();
        read_sign();
    }

    void read_wide(const WideSign& wide) {
        problems_.push_back(
            at_column(column_, trf("这里是全角的 {}", wide.wide), trf("半角的 {}", wide.plain)));
        add(Token::Kind::sign, std::string(wide.plain), column_);
        advance(wide.wide.size());
    }

    void read_word() {
        const int column = column_;
        std::size_t length = 0;
        while (length < rest().size() && is_word_part(rest()[length]) &&
               !find_wide_sign(rest().substr(length)))
            ++length;
        std::string word(rest().substr(0, length));
        advance(length);
        add(Token::Kind::word, std::move(word), column);
    }

    void read_quoted() {
        const int column = column_;
        const char quote = text_[at_];
        std::string text;
        std::size_t i = 1;
        for (; i < rest().size() && rest()[i] != quote; ++i) {
            const bool escaped = rest()[i] == '\\' && i + 1 < rest().size();
            text += rest()[escaped ? ++i : i];
        }
        const bool closed = i < rest().size();
        if (!closed)
            problems_.push_back(at_column(column, tr("引号没有收尾"), std::string(1, quote)));
        advance(closed ? i + 1 : rest().size());
        add(Token::Kind::quoted, std::move(text), column);
    }

    /// Digits with an optional point and exponent; none when `from_chars` takes nothing.
    std::optional<double> read_digits() {
        double number = 0;
        const char* first = text_.data() + at_;
        const auto [last, error] = std::from_chars(first, text_.data() + text_.size(), number);
        if (error == std::errc::invalid_argument) return std::nullopt;
        advance(static_cast<std::size_t>(last - first));
        if (error != std::errc{}) return std::nullopt;
        return number;
    }

    void read_number() {
        const int column = column_;
        const bool negative = text_[at_] == '-';
        const std::optional<double> number = read_digits();
        if (!number) {
            problems_.push_back(at_column(column, tr("数字超出范围")));
            return;
        }
        if (at_ + 1 < text_.size() && text_[at_] == ':' && is_digit(text_[at_ + 1])) {
            advance(1);
            const double seconds = read_digits().value_or(0);
            if (seconds >= 60) problems_.push_back(at_column(column, tr("秒数不到 60"), "m:ss"));
            add(Token::Kind::duration, "", column, *number * 60 + (negative ? -seconds : seconds));
            return;
        }
        const std::optional<double> unit_s = read_unit();
        if (unit_s)
            add(Token::Kind::duration, "", column, *number * *unit_s);
        else
            add(Token::Kind::number, "", column, *number);
    }

    /// Seconds in the unit that follows without a space, if one does.
    std::optional<double> read_unit() {
        struct Unit {
            std::string_view name;
            double seconds;
        };
        constexpr Unit units[] = {{"ms", 0.001}, {"min", 60}, {"s", 1},
                                  {"h", 3600},   {"秒", 1},   {"分钟", 60}};
        for (const Unit& unit : units) {
            if (!rest().starts_with(unit.name)) continue;
            const std::string_view after = rest().substr(unit.name.size());
            if (!after.empty() && is_word_part(after.front()) && !find_wide_sign(after)) continue;
            advance(unit.name.size());
            return unit.seconds;
        }
        return std::nullopt;
    }

    void read_sign() {
        const int column = column_;
        const std::string_view two = rest().substr(0, 2);
        if (two == "<=" || two == ">=" || two == "!=" || two == "==") {
            add(Token::Kind::sign, two == "==" ? "=" : std::string(two), column);
            return advance(2);
        }
        const std::string one(1, text_[at_]);
        if (std::string_view("()[]{},:=<>").find(text_[at_]) == std::string_view::npos)
            problems_.push_back(at_column(column, trf("不认识字符 {}", one)));
        else
            add(Token::Kind::sign, one, column);
        advance(1);
    }

    std::string_view text_;
    core::Problems& problems_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int column_ = 1;
};

} // namespace

std::vector<Token> split_tokens(std::string_view text, core::Problems& problems) {
    return Lexer(text, problems).split();
}

core::Problem at_column(int column, std::string what, std::string expected) {
    return {"", "1:" + std::to_string(column), std::move(what), std::move(expected)};
}

} // namespace sim::drill
