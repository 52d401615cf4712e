// Any bytes come in on the connection of the language server, as frames and as bodies of messages; the server
// answers or ends.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

#include "lsp/framing.hpp"
#include "lsp/server.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace weir;
  base::MemoryFileSystem files;
  files.add("/w/rules/vocabulary/core.yaml",
            "facts:\n  party.kind: {type: one of form}\n  party.formed_in: {type: country}\n"
            "  transaction.closing: {type: date}\nenumerations: {form: {members: {fund: Fund}}}\n");
  files.add("/w/rules/xx/xx-act/regime.yaml",
            "regime: xx-act\ntitle: Example\ncountry: CA\nprefix: xx\nby: transaction.closing\n"
            "determinations: {filing: {levels: [none, due], position: {due: must-file-after}}}\n"
            "definitions: {xx_fund: acquirer.kind == fund}\n"
            "rules: {xx.a: {in_force: always, when: xx_fund, then: {filing: due}}}\n");
  // Bodies are parted by zero bytes; what a whole frame is, the server sees as bytes too.
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  std::size_t answers = 0;
  std::string input = lsp::framed(
      R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"rootUri":"file:///w","capabilities":{}}})");
  for (std::size_t begin = 0; begin <= bytes.size();) {
    const std::size_t end = std::min(bytes.find('\0', begin), bytes.size());
    const std::string body = bytes.substr(begin, end - begin);
    input += body.starts_with("Content-") ? body : lsp::framed(body);
    begin = end + 1;
  }
  std::size_t at = 0;
  const lsp::Channel channel{[&](char* into, std::size_t room) {
                               const std::size_t count = std::min(room, input.size() - at);
                               std::memcpy(into, input.data() + at, count);
                               at += count;
                               return count;
                             },
                             [&](std::string_view out) {
                               if (!out.starts_with("Content-Length: ")) std::abort();
                               if (out.find("-32603") != out.npos && out.find("weir failed") != out.npos)
                                 std::abort();
                               ++answers;
                             }};
  lsp::ServerOptions options;
  options.mode = lsp::Scheduler::Mode::immediate;
  lsp::Server server(files, channel, std::move(options));
  server.run();
  if (answers == 0) std::abort();  // at least `initialize` is answered
  return 0;
}
