#include "roster/store/session.h"

#include "sim/core/text.h"
#include <soci/sqlite3/soci-sqlite3.h>

namespace roster::store {

using sim::core::Errc;
using sim::core::tr;
using sim::core::trf;

namespace {

struct Explanation {
    int code; ///< primary result code of SQLite
    Errc errc;
    const char* what;
    const char* expected;
};
constexpr Explanation explanations[] = {
    {SQLITE_BUSY, Errc::conflict, "数据库正被另一个程序占用，没有写入任何内容",
     "关掉另一个程序后再试"},
    {SQLITE_LOCKED, Errc::conflict, "数据库正被占用，没有写入任何内容", "稍后再试"},
    {SQLITE_READONLY, Errc::io, "数据库是只读的，没有写入任何内容", "可以写的文件和文件夹"},
    {SQLITE_FULL, Errc::io, "磁盘满了，没有写入任何内容", "腾出空间后再试"},
    {SQLITE_IOERR, Errc::io, "磁盘读写失败，没有写入任何内容", "检查磁盘和空间后再试"},
    {SQLITE_CANTOPEN, Errc::io, "数据库打不开", "可以读写的文件和文件夹"},
    {SQLITE_PERM, Errc::io, "没有权限使用这个数据库", "可以读写的文件和文件夹"},
    {SQLITE_CORRUPT, Errc::io, "数据库文件损坏", "最近的备份"},
    {SQLITE_NOTADB, Errc::bad_input, "这不是数据库文件", "演练数据库 (.yanlian.db)"},
    {SQLITE_TOOBIG, Errc::too_large, "内容太长，没有写入", ""},
};

/// What triggers of the ledger refuse, by a part of their message.
struct Refusal {
    const char* mark;
    const char* what;
};
constexpr Refusal refusals[] = {
    {"nobody took part", "证据防火墙拒绝：演示和计划里没有人真正参加"},
    {"finding: illegal transition", "隐患不能跳过中间的步骤"},
    {"finding: an extension ends later", "延期后的时限要晚于原来的时限"},
    {"finding: closed by a second person", "不能自己给自己销号"},
    {"finding: a major one has", "重大隐患要有民政部门的督办人、资金和整改期间防范措施"},
    {"finding: only an extension", "时限只能用延期来改"},
    {"finding: extended by",
     "延期要由有权的人批：民政部门的人；一般隐患也可以是机构负责人，但不能是整改责任人自己"},
    {"finding: only closure lifts", "只有销号才能恢复被暂停的区域或服务"},
    {"activity is recorded already", "这次活动已经登记过"},
    {"quiz_paper is recorded already", "这个人这个时刻的答题已经登记过"},
    {"append-only: assessment", "这个人在这次培训的这一项已经考评过"},
};

} // namespace

Error explain(const std::exception& exception, const std::filesystem::path& path,
              const char* step) {
    const auto* sqlite_error = dynamic_cast<const soci::sqlite3_soci_error*>(&exception);
    const int code = sqlite_error ? sqlite_error->result() & 0xff : 0;
    for (const Explanation& explanation : explanations)
        if (explanation.code == code)
            return {explanation.errc,
                    {{path.string(), step, tr(explanation.what), tr(explanation.expected)}}};
    const std::string_view message = exception.what();
    for (const Refusal& refusal : refusals)
        if (message.find(refusal.mark) != std::string_view::npos)
            return {Errc::conflict, {{path.string(), step, tr(refusal.what), ""}}};
    if (message.find("evidence firewall") != std::string_view::npos)
        return {Errc::conflict,
                {{path.string(), step, tr("证据防火墙拒绝：这不能作为能力等级的证据"), ""}}};
    if (message.find("recorded already") != std::string_view::npos)
        return {Errc::conflict, {{path.string(), step, tr("这次演练已经记录过"), ""}}};
    if (message.find("append-only") != std::string_view::npos)
        return {Errc::conflict,
                {{path.string(), step, tr("只增不改的记录不能修改或删除"), tr("新增一条更正")}}};
    if (code == SQLITE_CONSTRAINT)
        return {Errc::conflict, {{path.string(), step, trf("数据不符合规则：{}", message), ""}}};
    return {Errc::internal, {{path.string(), step, trf("数据库出错：{}", message), ""}}};
}

} // namespace roster::store
