#include "roster/domain/lesson_cards.h"

#include <array>

namespace roster::domain {

namespace {

constexpr std::array cards{
    LessonCard{"call-119", "怎么报火警",
               "先按手动报警按钮，再打 119。\n说清单位、地址、几层、什么在烧、有没有人被困、"
               "有多少卧床老人。\n留下电话，派人到路口接车。\n每个人复述一遍本院的地址。",
               "alarm"},
    LessonCard{"first-minute", "发现起火的第一分钟",
               "喊人，按报警按钮，把身边的老人带离着火的房间。\n随手关上那间房的门。\n"
               "火比一个人高，不扑救，先疏散。\n每个人说出自己这一班谁报警、谁扑救、谁疏散。",
               "procedures"},
    LessonCard{"extinguisher", "灭火器怎么用",
               "提、拔、握、压，对准火焰根部。\n上风方向，离火两三米，背对出口。\n"
               "油锅盖锅盖，电器先断电，不用水。\n指出离自己最近的两具灭火器，看压力指针。",
               "extinguish"},
    LessonCard{"doors", "门就是墙",
               "常闭防火门不用东西顶住。\n疏散完一间关一间，烟就进不了走廊。\n"
               "门把手烫，不开门。\n现在检查本楼层每扇防火门能不能自己关严。",
               "evacuation"},
    LessonCard{"bedridden", "卧床老人怎么转移",
               "先转移离火最近、最不能动的。\n两人一床单：裹紧、抬头侧、脚先出。\n"
               "等候区关门，堵门缝，守着老人报位置。\n两人一组，空手演一次裹床单。",
               "evacuation"},
    LessonCard{"wheelchair", "轮椅和失智老人",
               "轮椅先放脚踏、松刹车，不坐电梯。\n失智老人一人一带，走在前面，说短句。\n"
               "到集合点马上清点，一个人不离开。\n说出本楼层谁要人带。",
               "evacuation"},
    LessonCard{"night", "夜里人少怎么办",
               "夜班每层只有一两个人：先报警叫人，再就近转移。\n先关着火房间的门，再一间一间来。\n"
               "值班领导、保安、住院里的人都要叫醒。\n对一遍今晚在岗的人和电话。",
               "duty"},
    LessonCard{"smoking", "吸烟、蜡烛和电热毯",
               "床上吸烟、蚊香、蜡烛是夜里起火的头一条。\n收走打火机，给指定的吸烟点。\n"
               "电热毯不折叠，睡前断电。\n今天巡一遍床头。",
               "knowledge"},
    LessonCard{"charging", "充电的规矩",
               "电动车、轮椅电池不进楼、不进房。\n插线板不串接，不压在被子下面。\n"
               "制氧机旁边不见明火。\n找出本楼层正在充电的东西。",
               "knowledge"},
    LessonCard{"kitchen", "厨房",
               "起锅不离人，收工关气关电。\n油锅起火：关火、盖盖，不泼水。\n"
               "报警器响：不开关电器，开窗关阀。\n指出燃气总阀在哪里。",
               "procedures"},
    LessonCard{"longhua", "案例：没有人守的一层",
               "2025 年一家老年公寓夜里起火，三层没有人值守，门锁着，二十位老人没有出来。\n"
               "烟几分钟就封住走廊。\n每层有人、门打得开、听得见报警，缺一样都不行。\n"
               "对照本院，说出最像的一处。",
               "cases"},
    LessonCard{"duties", "法规里写给每个人的三条",
               "安全生产法：发现隐患要马上报告。\n消防法：任何人不得占用、堵塞、封闭疏散通道，"
               "不得损坏、挪用消防设施。\n违章指挥可以拒绝。\n说出今天看到的一处隐患，登记它。",
               "laws"},
};

} // namespace

std::span<const LessonCard> lesson_cards() noexcept {
    return cards;
}

const LessonCard* find_lesson_card(std::string_view key) noexcept {
    for (const LessonCard& card : cards)
        if (key == card.key) return &card;
    return nullptr;
}

const LessonCard& choose_lesson_card(Date day) noexcept {
    const int days = calc_days_between(make_date(2020, 1, 1), day);
    const int count = static_cast<int>(cards.size());
    return cards[static_cast<std::size_t>((days % count + count) % count)];
}

std::optional<ShiftName> read_shift_name(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == text.npos) return std::nullopt;
    const auto day = find_date(text.substr(0, slash));
    const auto which = text.substr(slash + 1);
    if (!day || which.empty()) return std::nullopt;
    return ShiftName{*day, std::string(which)};
}

} // namespace roster::domain
