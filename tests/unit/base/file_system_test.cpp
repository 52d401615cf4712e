#include "base/file_system.hpp"

#include <filesystem>

#include "support/catch.hpp"

using namespace weir::base;

TEST_CASE("file system: memory", "[base]") {
  MemoryFileSystem files;
  files.add("rules/gb/regime.yaml", "regime: gb\n");
  files.add("rules/gb/.hidden", "");
  files.add("rules/b.yaml", "b");
  CHECK(files.kind("rules") == FileSystem::Kind::folder);
  CHECK(files.kind("./rules/gb/") == FileSystem::Kind::folder);
  CHECK(files.kind("rules/b.yaml") == FileSystem::Kind::file);
  CHECK(files.kind("rules/b") == FileSystem::Kind::missing);
  CHECK(files.list("rules").value() == std::vector<std::string>{"b.yaml", "gb"});
  CHECK(files.list("rules/gb").value() == std::vector<std::string>{"regime.yaml"});
  CHECK(files.list(".").value() == std::vector<std::string>{"rules"});
  CHECK(files.read("./rules//b.yaml", 10).value() == "b");
  CHECK(files.read("rules/gb/regime.yaml", 5).failure().message ==
        "cannot read `rules/gb/regime.yaml`: it is larger than 5 bytes");
  CHECK(files.read("rules", 5).failure().message == "cannot read `rules`: it is a folder");
  CHECK(files.read("none", 5).failure().message == "cannot read `none`: there is no such file");
  CHECK_FALSE(files.list("none"));
}

TEST_CASE("file system: memory lies over the disk", "[base]") {
  const DiskFileSystem disk;
  MemoryFileSystem files(&disk);
  const std::string folder = WEIR_SOURCE_DIR "/tests/support";
  files.add(join_path(folder, "extra.txt"), "here");
  const auto names = files.list(folder);
  REQUIRE(names);
  CHECK(std::find(names.value().begin(), names.value().end(), "catch.hpp") != names.value().end());
  CHECK(std::find(names.value().begin(), names.value().end(), "extra.txt") != names.value().end());
  CHECK(files.read(join_path(folder, "catch.hpp"), 1u << 20));
  CHECK(files.read(join_path(folder, "extra.txt"), 10).value() == "here");
}

TEST_CASE("file system: disk", "[base]") {
  const DiskFileSystem disk;
  CHECK(disk.kind(WEIR_SOURCE_DIR) == FileSystem::Kind::folder);
  CHECK(disk.kind(WEIR_SOURCE_DIR "/CMakeLists.txt") == FileSystem::Kind::file);
  CHECK(disk.kind(WEIR_SOURCE_DIR "/none") == FileSystem::Kind::missing);
  CHECK_FALSE(disk.read(WEIR_SOURCE_DIR "/CMakeLists.txt", 10));
  CHECK_FALSE(disk.read(WEIR_SOURCE_DIR, 10));
  CHECK_FALSE(disk.list(WEIR_SOURCE_DIR "/CMakeLists.txt"));
}

TEST_CASE("file system: what is written is read, whole, and folders are made for it", "[base]") {
  MemoryFileSystem memory;
  CHECK_FALSE(memory.write("a/b/c.yaml", "one"));
  CHECK(memory.read("a/b/c.yaml", 10).value() == "one");
  CHECK_FALSE(memory.write("a/b/c.yaml", "two"));
  CHECK(memory.read("a/b/c.yaml", 10).value() == "two");
  CHECK(memory.write("a/b", "folder")->message == "cannot write `a/b`: it is a folder");

  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "weir-file-system-test";
  std::filesystem::remove_all(folder);
  DiskFileSystem disk;
  const std::string path = (folder / "below" / "c.yaml").string();
  CHECK_FALSE(disk.write(path, "one\r\n"));
  CHECK(disk.read(path, 10).value() == "one\r\n");
  std::filesystem::permissions(path, std::filesystem::perms::owner_read |
                                         std::filesystem::perms::owner_write |
                                         std::filesystem::perms::group_read);
  const auto before = std::filesystem::status(path).permissions();
  CHECK_FALSE(disk.write(path, "two"));
  CHECK(disk.read(path, 10).value() == "two");
  CHECK(std::filesystem::status(path).permissions() == before);
  CHECK(disk.list((folder / "below").string()).value() == std::vector<std::string>{"c.yaml"});
  // A link stays a link, and what it leads to is written.
  const std::filesystem::path link = folder / "link.yaml";
  std::filesystem::create_symlink(path, link);
  CHECK_FALSE(disk.write(link.string(), "three"));
  CHECK(std::filesystem::is_symlink(link));
  CHECK(disk.read(path, 10).value() == "three");
  CHECK(disk.write(folder.string(), "x")->message ==
        "cannot write `" + folder.string() + "`: it is a folder");
  CHECK(disk.write(path + "/deeper.yaml", "x"));
  std::filesystem::remove_all(folder);
}

TEST_CASE("file system: paths", "[base]") {
  CHECK(join_path("a/", "b") == "a/b");
  CHECK(join_path("a", "b") == "a/b");
  CHECK(join_path("", "b") == "b");
  CHECK(parent_path("a/b/c") == "a/b");
  CHECK(parent_path("a") == ".");
  CHECK(parent_path("/a") == "/");
}
