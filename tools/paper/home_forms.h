/// Papers of a home: 安全责任公示牌, 床头疏散卡, 志愿消防队名册, 证书台账.
#pragma once
#include "sim/core/result.h"
#include "tools/paper/form.h"

namespace tools::paper {

/// 安全责任公示牌. Six of the names are required: without them the board says nobody is
/// responsible.
struct NoticeBoard {
    std::string organisation, address;
    struct Person {
        std::string name, post, phone;
    };
    Person legal_representative, controller;                 ///< 法定代表人, 实际控制人
    Person leader;                                           ///< 机构主要负责人, required
    Person deputy_leader;                                    ///< 安全生产分管负责人
    Person safety_officer;                                   ///< 专职安全员, required
    Person civil_affairs, housing, market_supervision, fire; ///< supervisors, all required
    Person town;                                             ///< 属地镇街
    struct Zone {
        std::string zone, person, deputy, phone;
    };
    std::vector<Zone> zones; ///< 责任区; none: no such table
    std::string hotline;     ///< to whom anybody can report
    std::string produced, created_utc;
};
/// Error: bad_input, every required name that is empty.
[[nodiscard]] sim::core::Result<Form> make_form(const NoticeBoard& board);
/// To fill in by hand.
[[nodiscard]] Form blank_notice_board();
[[nodiscard]] NoticeBoard sample_notice_board();

/// 床头疏散卡: two to a page, to be cut apart.
struct BedsideCards {
    struct Card {
        std::string bed, alias, mobility, device, responsible, second, place;
        std::string note; ///< oxygen, hearing
    };
    std::string organisation;
    std::vector<Card> cards;
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const BedsideCards& cards);
[[nodiscard]] BedsideCards sample_bedside_cards();

struct TeamRegister {
    std::string organisation, team, day;
    std::string member_count, staff_count, verdict; ///< verdict: 5–15 and 30 % side by side
    struct Member {
        std::string name, post, duty, phone, since, training, note;
    };
    std::vector<Member> members;
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const TeamRegister& team);
[[nodiscard]] TeamRegister sample_team_register();

struct CertificateRegister {
    std::string organisation, day;
    struct Certificate {
        std::string holder, post, kind, number, issuer, issued_on, expires_on, days_left, state;
    };
    std::vector<Certificate> certificates;
    std::string produced, created_utc;
};
[[nodiscard]] Form make_form(const CertificateRegister& certificates);
[[nodiscard]] CertificateRegister sample_certificate_register();

} // namespace tools::paper
