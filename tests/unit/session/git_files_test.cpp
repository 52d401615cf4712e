// Commits read as files. The repository is made with the program `git`.
#include "session/git_files.hpp"

#include <stdlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "cli/run.hpp"
#include "support/catch.hpp"

namespace fs = std::filesystem;
using weir::session::GitFiles;
using Kind = weir::base::FileSystem::Kind;

namespace {

bool shell(const std::string& command) {
  return std::system((command + " > /dev/null 2>&1").c_str()) == 0;
}

/// A repository of its own with two commits below `law/rules`; gone in the end.
class Repository {
 public:
  Repository() {
    std::string pattern = (fs::temp_directory_path() / "weir-git-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    write("law/rules/a.yaml", "first: 1\n");
    write("law/rules/.hidden", "x\n");
    write("law/rules/sub/b.yaml", "b: 1\n");
    made_ = git("init -q .") && git("add -A") && commit("first") && git("tag v1");
    write("law/rules/a.yaml", "second: 2\n");
    write("law/rules/c.yaml", "c: 2\n");
    made_ = made_ && git("add -A") && commit("second");
    write("law/rules/a.yaml", "not committed\n");
  }
  ~Repository() { fs::remove_all(folder_); }
  bool made() const { return made_; }
  std::string at(const std::string& below) const { return folder_ + "/" + below; }
  void write(const std::string& path, const std::string& text) const {
    fs::create_directories(fs::path(at(path)).parent_path());
    std::ofstream(at(path), std::ios::binary) << text;
  }
  bool git(const std::string& arguments) const {
    return shell("git -C '" + folder_ +
                 "' -c user.name=test -c user.email=test@example.org -c commit.gpgsign=false " + arguments);
  }
  bool commit(const std::string& message) const { return git("commit -q -m " + message); }

 private:
  std::string folder_;
  bool made_ = false;
};

std::string failure(weir::base::FileSystem& disk, const Repository& repository, const std::string& name,
                    const std::string& folder = "rules") {
  const auto opened = GitFiles::open(disk, repository.at("law"), name, folder);
  return opened ? "" : opened.failure().message;
}

}  // namespace

TEST_CASE("git files: a commit's tree is read as it was, all else as it is", "[session][git]") {
  const Repository repository;
  REQUIRE(repository.made());
  weir::base::DiskFileSystem disk;
  // The folder of the same name as the rules folder, from where one stands.
  auto opened = GitFiles::open(disk, repository.at("law"), "v1", "rules");
  REQUIRE(opened.ok());
  GitFiles& first = *opened.value();
  CHECK(first.root() == "v1:law/rules");
  CHECK(first.kind("v1:law/rules") == Kind::folder);
  CHECK(first.kind("v1:law/rules/a.yaml") == Kind::file);
  CHECK(first.kind("v1:law/rules/c.yaml") == Kind::missing);
  CHECK(first.read("v1:law/rules/a.yaml", 100).value() == "first: 1\n");
  CHECK(first.read("v1:law/rules/sub/b.yaml", 100).value() == "b: 1\n");
  CHECK(first.list("v1:law/rules").value() == std::vector<std::string>{"a.yaml", "sub"});
  CHECK_FALSE(first.read("v1:law/rules/a.yaml", 3).ok());
  CHECK_FALSE(first.read("v1:law/rules/c.yaml", 100).ok());
  CHECK(first.write("v1:law/rules/a.yaml", "x").has_value());
  // What lies elsewhere is the disk's.
  CHECK(first.read(repository.at("law/rules/a.yaml"), 100).value() == "not committed\n");
  // Ancestors and paths as git writes them.
  auto before = GitFiles::open(disk, repository.at("law"), "HEAD~1:law/rules/sub", "rules");
  REQUIRE(before.ok());
  CHECK(before.value()->list("HEAD~1:law/rules/sub").value() == std::vector<std::string>{"b.yaml"});
  auto head = GitFiles::open(disk, repository.at("law"), "HEAD", "rules");
  REQUIRE(head.ok());
  CHECK(head.value()->read("HEAD:law/rules/a.yaml", 100).value() == "second: 2\n");
}

TEST_CASE("git files: what cannot be opened says what to do", "[session][git]") {
  const Repository repository;
  REQUIRE(repository.made());
  weir::base::DiskFileSystem disk;
  CHECK(failure(disk, repository, "v2").find("neither a folder nor a revision") != std::string::npos);
  CHECK(failure(disk, repository, "v1:rules").find("has no folder `rules`") != std::string::npos);
  CHECK(failure(disk, repository, "v1:law/rules/a.yaml").find("has no folder") != std::string::npos);
  CHECK(failure(disk, repository, "v1", "/").find("outside the git repository") != std::string::npos);
  const auto nowhere = GitFiles::open(disk, "/", "v1", "rules");
  REQUIRE_FALSE(nowhere.ok());
  CHECK(nowhere.failure().message.find("no git repository") != std::string::npos);
}

TEST_CASE("git files: rule sets of two revisions are compared", "[session][git][suite]") {
  const Repository repository;
  REQUIRE(repository.made());
  const auto rules = [&](const std::string& amount) {
    repository.write("law/rules/vocabulary/core.yaml",
                     "facts:\n  transaction.closing: {type: date}\n  transaction.stake: {type: number}\n");
    repository.write(
        "law/rules/xx/regime.yaml",
        "regime: xx\ntitle: Example\ncountry: CA\nprefix: xx\ndecides: Minister\nby: transaction.closing\n"
        "in_force: 2000-01-01..\ndeterminations: {filing: {title: filing, levels: [none, notification], "
        "position: {notification: must-file-after}}}\n"
        "risk: {factors: {target: {title: Target}}, bands: {low: 0}}\n"
        "rules:\n  xx.a: {title: large, in_force: always, when: transaction.stake > " +
            amount + ", then: {filing: notification}}\n");
  };
  fs::remove_all(repository.at("law/rules"));
  rules("100");
  REQUIRE((repository.git("add -A") && repository.commit("hundred")));
  rules("200");
  REQUIRE((repository.git("add -A") && repository.commit("two-hundred")));
  repository.write("deal.yaml",
                   "case: deal\nas_of: 2020-01-01\nacquirer: {}\ntarget: {}\ntransaction: {closing: "
                   "2020-01-01, stake: 150}\n");
  weir::base::DiskFileSystem disk;
  std::string out, err;
  weir::cli::Environment env{disk, out, err};
  env.repository = repository.at("law");
  const std::vector<std::string> args = {"diff", "HEAD~1", "HEAD:law/rules", repository.at("deal.yaml")};
  const int exit = weir::cli::run(args, env);
  INFO(err);
  INFO(out);
  CHECK(exit == 1);
  CHECK(out.find("notification → none") != std::string::npos);
  CHECK(out.find("transaction.stake > 100 → transaction.stake > 200") != std::string::npos);
}
