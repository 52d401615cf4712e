#!/usr/bin/python3
"""`weir batch` as a filter on the real system: bad lines in their place, a run that is killed and taken up again, a full
disk, a reader that goes away, an archive that breaks off, and memory that does not grow with the input.

usage: stream.py WEIR [--no-memory]
"""
import gzip
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time

program = os.path.realpath(sys.argv[1])
look_at_memory = "--no-memory" not in sys.argv
failures = 0

VOCABULARY = """
facts:
  transaction.price: {type: money}
  party.formed_in: {type: country}
  party.employees: {type: number}
"""
REGIME = """
regime: xx-act
title: Example
country: CA
prefix: xx
decides: nobody
by: as_of
in_force: 2000-01-01..
determinations: {filing: {title: filing, levels: [none, notification], position: {notification: must-file-after}}}
risk: {factors: {target: {title: Target}}, bands: {low: 0}}
rules:
  xx.price: {in_force: always, when: transaction.price > 5 million CAD, then: {filing: notification}}
  xx.people: {in_force: always, when: target.employees >= 12, then: {risk: {target: 2}}}
  xx.country: {in_force: always, when: "acquirer.formed_in in {CN, RU}", then: {risk: {target: 4}}}
"""


def fail(text):
    global failures
    failures += 1
    print("failed:", text)


def case(number):
    country = ["CN", "RU", "US", "FR"][number % 4]
    # Every seventh case has a vendor, and is not laid out straight.
    vendor = ',"vendor":{}' if number % 7 == 0 else ""
    return (f'{{"id":"c{number}","as_of":"2020-01-01","acquirer":{{"formed_in":"{country}"}},"target":'
            f'{{"employees":{number % 30}}},"transaction":{{"price":"{number % 11}.5 million CAD"}}{vendor}}}\n')


def batch(*arguments, **more):
    return subprocess.Popen([program, "batch", "--rules", "rules", *arguments], **more)


def run(text, *arguments):
    done = subprocess.run([program, "batch", "--rules", "rules", *arguments], input=text, capture_output=True)
    return done.returncode, done.stdout, done.stderr.decode()


def bad_lines():
    good = case(1).encode()
    bad = [
        (b'{"id":"cut","as_of":"2020-01-01"', "WR1030"),
        (b"[1, 2]", "WR1030"),
        (b'{"as_of":"2020-01-01","acquirer":{"employees":"many"},"target":{}}', "WR5028"),
        (b'{"as_of":"2020-01-01","acquirer":{"employes":3},"target":{}}', "WR5019"),
        (b'{"as_of":"2020-01-01","acquirer":{},"target":{},"x":"' + b"x" * (1 << 20) + b'"}', "WR6001"),
        (b'{"as_of":"2020-01-01","acquirer":{},"target":{},"acquirer":{}}', "WR1010"),
        (b'{"as_of":"2020-01-01","acquirer":{"employees":1,"employees":1},"target":{}}', "WR1010"),
        (b'{"id":"caf\xe9","as_of":"2020-01-01","acquirer":{},"target":{}}', "WR1030"),
        (b'{"id":"\x00","as_of":"2020-01-01","acquirer":{},"target":{}}', "WR1030"),
        (b"\x00", "WR1030"),
        (b'{"as_of":"2020-01-01","acquirer":{}\x00,"target":{}}', "WR1030"),
        (b'{"acquirer":{},"target":{}}', "WR6003"),
    ]
    # Each of them alone between good lines, and all of them in one block.
    text = b"".join(good + line + b"\n" for line, _ in bad) + good
    for threads in ("1", "2"):
        status, out, err = run(text, "--threads", threads)
        if status != 1 or err:
            fail(f"bad lines: exit status {status}, {err}")
        answers = [json.loads(line) for line in out.splitlines()]
        if len(answers) != 2 * len(bad) + 1:
            return fail(f"bad lines: {len(answers)} answers")
        for place, (line, code) in enumerate(bad):
            refused = answers[2 * place + 1]
            if refused.get("line") != 2 * place + 2 or refused.get("error", {}).get("code") != code:
                fail(f"bad lines: {line[:60]} gave {refused}, not {code}")
        if any(answer != answers[0] or answer.get("id") != "c1" for answer in answers[::2]):
            fail("bad lines: a good line beside one has another answer")


def taken_up_again(text, whole):
    for threads in ("1", "2"):
        with open("answers", "wb") as out:
            process = batch("--threads", threads, stdin=subprocess.PIPE, stdout=out)
            process.stdin.write(text[: 2 * len(text) // 3])
            process.stdin.flush()
            end = time.monotonic() + 60
            while os.path.getsize("answers") == 0 and time.monotonic() < end:
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
            process.wait()
            process.stdin.close()
        written = pathlib.Path("answers").read_bytes()
        written = written[: written.rfind(b"\n") + 1]
        lines = written.count(b"\n")
        if not 0 < lines < whole.count(b"\n"):
            fail(f"killed with {threads} threads: {lines} lines were written")
        status, rest, err = run(text, "--threads", threads, "--skip", str(lines))
        if status != 0 or err or written + rest != whole:
            fail(f"killed with {threads} threads and taken up again: other answers, status {status} {err}")


def full_disk(text):
    for arguments in ([], ["--summary"]):
        with open("/dev/full", "wb") as out:
            process = batch(*arguments, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.PIPE)
            _, err = process.communicate(text)
        if process.returncode != 2 or b"the output cannot be written" not in err:
            fail(f"full disk {arguments}: status {process.returncode}, {err.decode()}")


def reader_gone():
    # Python's children find the signal ignored unless it is restored for them.
    for restored in (True, False):
        pathlib.Path("long").write_text("".join(case(number) for number in range(40000)))
        process = batch("--threads", "1", "long", stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                        restore_signals=restored)
        first = process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
        process.wait(60)
        if not first.startswith(b'{"id":"c0"') or err or process.returncode != -signal.SIGPIPE:
            fail(f"reader gone: status {process.returncode}, {err.decode()}")


def archive(text, whole):
    packed = gzip.compress(text, 6)
    if run(packed) != (0, whole, ""):
        fail("archive: other answers than unpacked")
    outputs = set()
    for threads in ("1", "2"):
        status, out, err = run(packed[: len(packed) // 2], "--threads", threads)
        outputs.add(out)
        if status != 2 or "the gzip data breaks off" not in err or not out or not whole.startswith(out):
            fail(f"archive cut: status {status}, {len(out)} bytes, {err}")
    if len(outputs) != 1:
        fail("archive cut: the number of threads changes what is answered")


def peak_megabytes(amount):
    block = "".join(case(number) for number in range(5000)).encode()
    process = batch("--threads", "2", stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)

    def feed():
        with process.stdin as pipe:
            for _ in range(amount // len(block)):
                pipe.write(block)

    feeder = threading.Thread(target=feed)
    feeder.start()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    feeder.join()
    if process.returncode != 0:
        fail(f"memory: status {process.returncode}")
    return usage.ru_maxrss / 1000


def memory():
    few, many = peak_megabytes(5_000_000), peak_megabytes(50_000_000)
    if many > few + 16 or many > 200:
        fail(f"memory: {few:.0f} MB for 5 MB of lines, {many:.0f} MB for 50 MB")


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for name, words in (("vocabulary/core.yaml", VOCABULARY), ("xx/xx-act/regime.yaml", REGIME)):
        path = pathlib.Path("rules", name)
        path.parent.mkdir(parents=True)
        path.write_text(words)
    lines = "".join(case(number) for number in range(30000)).encode()
    status, answers, err = run(lines, "--threads", "1")
    if status != 0 or err or answers.count(b"\n") != 30000:
        fail(f"all lines: status {status}, {err}")
    for threads in ("2", "4"):
        if run(lines, "--threads", threads) != (0, answers, ""):
            fail(f"all lines: other answers with {threads} threads")
    bad_lines()
    taken_up_again(lines, answers)
    full_disk(lines)
    reader_gone()
    archive(lines, answers)
    if look_at_memory:
        memory()
    os.chdir("/")

if failures:
    sys.exit(1)
print("the stream holds up")
