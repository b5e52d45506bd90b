#include "editor/debrief/what_if.h"

#include "sim/core/text.h"
#include <chrono>
#include <fmt/chrono.h>

namespace editor::debrief {

namespace core = sim::core;
namespace fs = std::filesystem;
using core::tr;
using core::trf;

namespace {

std::string utc_now() {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(
                                                    std::chrono::system_clock::now())));
}

bool is_same_house(const sim::record::Record& a, const sim::record::Record& b) {
    const auto key_of = [](const auto& one) { return one.key; };
    return a.plan_text == b.plan_text && a.header.seed == b.header.seed &&
           std::equal(a.cast.begin(), a.cast.end(), b.cast.begin(), b.cast.end(),
                      [&](const auto& x, const auto& y) { return key_of(x) == key_of(y); });
}

void show_other(WhatIf& what_if, const document::Document& document, document::Document other) {
    what_if.comparison = sim::debrief::compare_nights(document.record, other.record);
    what_if.other = std::move(other);
}

} // namespace

fs::path free_path(const fs::path& record) {
    constexpr std::string_view ending = ".drill";
    std::string stem = record.string();
    if (stem.ends_with(".part")) stem.resize(stem.size() - 5);
    if (stem.ends_with(ending)) stem.resize(stem.size() - ending.size());
    std::error_code code;
    for (int n = 1;; ++n)
        if (const fs::path path = trf("{}.假设{}.drill", stem, n);
            !fs::exists(path, code) && !fs::exists(path.string() + ".part", code))
            return path;
}

WhatIf make_what_if(const document::Document& document, double time_s) {
    WhatIf what_if;
    what_if.decisions = sim::debrief::list_decisions(document.record);
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < what_if.decisions.size(); ++i)
        if (core::seconds(what_if.decisions[i].tick) <= time_s) chosen = i;
    choose_decision(what_if, document, chosen);
    return what_if;
}

core::Result<WhatIf> make_pair(const document::Document& document, document::Document other) {
    if (!document.played || !other.played || !is_same_house(document.record, other.record))
        return core::make_error(core::Errc::bad_input,
                                {other.path.string(), "",
                                 tr("这两份记录不是同一晚：图纸、人员或种子不同"),
                                 tr("一份记录和由它假设出来的记录")});
    WhatIf what_if = make_what_if(document, 0);
    show_other(what_if, document, std::move(other));
    return what_if;
}

void choose_decision(WhatIf& what_if, const document::Document& document, std::size_t index) {
    if (index >= what_if.decisions.size() || what_if.night) return;
    what_if.chosen = index;
    what_if.offers = sim::debrief::offer_changes(document.record, what_if.decisions[index].seq);
    what_if.notice.clear();
}

void start(WhatIf& what_if, const document::Document& document, std::size_t offer) {
    if (offer >= what_if.offers.size() || what_if.night) return;
    what_if.notice.clear();
    what_if.other.reset();
    what_if.change = what_if.offers[offer];
    what_if.path = free_path(document.path);
    auto night = sim::debrief::ChangedNight::begin(document.record, *what_if.change, what_if.path,
                                                   {YANLIAN_VERSION, "", utc_now()});
    if (night)
        what_if.night = std::move(*night);
    else
        what_if.notice = core::describe(night.error());
}

bool advance(WhatIf& what_if, const document::Document& document) {
    if (!what_if.night) return false;
    const auto give_up = [&](const core::Error& error) {
        what_if.notice = core::describe(error);
        what_if.night.reset();
        return false;
    };
    if (auto done = what_if.night->advance(slice); !done) return give_up(done.error());
    if (!what_if.night->ended()) return false;
    if (auto chain = what_if.night->finish(); !chain) return give_up(chain.error());
    what_if.night.reset();
    auto other = document::open_document(what_if.path);
    if (!other) return give_up(other.error());
    show_other(what_if, document, std::move(*other));
    return true;
}

void cancel(WhatIf& what_if) {
    what_if.night.reset();
}

} // namespace editor::debrief
