#!/usr/bin/python3
"""Pipes lines through `weir batch` that are made on the way and stand nowhere, and says how long it took and how much
memory the program had at most. Fails above 200 MB. Every pass over the lines has other ids, prices and sectors, so that
whatever keeps what it has read would grow.

usage: long_stream.py WEIR [--gigabytes N] [--threads N] [--rules FOLDER]

Without --rules: 200 generated rules over the vocabulary of tests/bench. With it: lines of few facts about parties and
holdings, which leave most rules open, so that answers are long.
"""
import argparse
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import time

LIMIT_MB = 200
ROOT = pathlib.Path(__file__).resolve().parent.parent
TRUTHS = ["acquirer.military_ties", "acquirer.sanctioned", "acquirer.state_party_cell", "target.defence_contracts",
          "target.critical_infrastructure", "target.classified_work", "target.sole_supplier",
          "transaction.access_to_technology", "transaction.board_seat", "transaction.greenfield"]
COUNTRIES = ["CN", "RU", "US", "FR", "DE", "JP", "IN", "BR", "KR", "GB"]
TECHNOLOGIES = ["ai", "biotech", "cryptography", "nuclear", "quantum", "radar", "robotics", "satcom"]
SECTORS = ["11", "21", "22", "31", "51", "52", "54", "62"]
# Replaced by the number of the pass.
PASS = b"@@@@@@"


def regime(dice):
    text = ("regime: long\ntitle: Generated rules\ncountry: CA\nprefix: wl\ndecides: nobody\nby: as_of\n"
            "in_force: 2000-01-01..\ndeterminations:\n  filing: {title: filing, levels: [none, notification], "
            "position: {notification: must-file-after}}\nrisk: {factors: {points: {title: Points}}, bands: {low: 0}}\n"
            "rules:\n")
    for number in range(200):
        conditions = [
            dice.choice(["", "not "]) + dice.choice(TRUTHS),
            f"acquirer.country in {{{', '.join(dice.sample(COUNTRIES, 3))}}}",
            f"target.sector in {{{', '.join(dice.sample(SECTORS, 2))}}}",
            f"target.technologies overlaps {{{', '.join(dice.sample(TECHNOLOGIES, 2))}}}",
            f"acquirer.state_ownership >= {dice.randrange(100)}%",
            f"transaction.price >= {dice.randrange(2000)} million CAD",
            f"target.employees >= {dice.randrange(20000)}",
        ]
        when = "".join(f'        - "{condition}"\n' for condition in dice.sample(conditions, dice.randrange(1, 4)))
        text += f"  wl.r{number}:\n    in_force: always\n    when:\n      all:\n{when}"
        text += f"    then: {{risk: {{points: {dice.randrange(1, 20)}}}}}\n"
    return text


def line_of_workload(dice, number):
    def truths(owner):
        names = [name for name in TRUTHS if name.startswith(owner)]
        return "".join(f'"{name.split(".")[1]}":{dice.choice(["true", "false"])},' for name in names)

    technologies = ",".join(f'"{item}"' for item in dice.sample(TECHNOLOGIES, dice.randrange(4)))
    return (f'{{"id":"c{number:06}-@@@@@@","as_of":"20{dice.randrange(10, 26)}-0{dice.randrange(1, 10)}-1{dice.randrange(10)}",'
            f'"acquirer":{{{truths("acquirer")}"country":"{dice.choice(COUNTRIES)}","parent_country":"{dice.choice(COUNTRIES)}",'
            f'"type":"corporate","state_ownership":"{dice.randrange(101)}%","assets":"{dice.randrange(9000)} million CAD"}},'
            f'"target":{{{truths("target")}"sector":"{dice.choice(SECTORS)}@@@@@@","technologies":[{technologies}],'
            f'"employees":{dice.randrange(30000)},"personal_records":{dice.randrange(9000000)}}},'
            f'"transaction":{{{truths("transaction")}"stake":"{dice.randrange(101)}%","price":"{dice.randrange(1, 3000)}@@@@@@ CAD"}}}}\n')


def line_of_facts(dice, number):
    holding = ""
    if dice.randrange(2):
        holding = ',"holdings":[{"owner":"acquirer","entity":"target","votes":"0% -> 60%"}]'
    return (f'{{"id":"c{number:06}-@@@@@@","as_of":"20{dice.randrange(10, 26)}-0{dice.randrange(1, 10)}-1{dice.randrange(10)}",'
            f'"acquirer":{{"kind":"corporation","formed_in":"{dice.choice(COUNTRIES)}"}},"target":{{"kind":"corporation",'
            f'"formed_in":"CA","gross_assets":"{dice.randrange(1, 3000)}@@@@@@ CAD"}}{holding}}}\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weir")
    parser.add_argument("--gigabytes", type=float, default=10)
    parser.add_argument("--threads", default="2")
    parser.add_argument("--rules")
    asked = parser.parse_args()
    dice = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        rules = asked.rules
        if not rules:
            rules = os.path.join(folder, "rules")
            os.makedirs(os.path.join(rules, "generated"))
            os.symlink(ROOT / "tests/bench/vocabulary", os.path.join(rules, "vocabulary"))
            pathlib.Path(rules, "generated", "regime.yaml").write_text(regime(dice))
        make = line_of_facts if asked.rules else line_of_workload
        block = "".join(make(dice, number) for number in range(20000)).encode()
        passes = max(1, round(asked.gigabytes * 1e9 / len(block)))
        begun = time.monotonic()
        process = subprocess.Popen([asked.weir, "batch", "--rules", rules, "--threads", asked.threads],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        seen = {"bytes": 0, "lines": 0, "refused": 0}

        def feed():
            with process.stdin as pipe:
                for number in range(passes):
                    pipe.write(block.replace(PASS, f"{number:06}".encode()))

        def drain():
            while answers := process.stdout.read(1 << 20):
                seen["bytes"] += len(answers)
                seen["lines"] += answers.count(b"\n")
                seen["refused"] += answers.count(b'"error"')

        helpers = [threading.Thread(target=work) for work in (feed, drain)]
        for helper in helpers:
            helper.start()
        for helper in helpers:
            helper.join()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - begun
        peak = usage.ru_maxrss * 1024 / 1e6
        print(f"{passes * len(block) / 1e9:.2f} GB in, {passes * 20000:,} lines; {seen['bytes'] / 1e9:.2f} GB out; "
              f"{seconds:.0f} s by the wall, {usage.ru_utime + usage.ru_stime:.0f} s of processor time; "
              f"at most {peak:.0f} MB of memory, {asked.threads} threads")
        wrong = []
        if process.returncode != 0:
            wrong.append(f"exit status {process.returncode}")
        if seen["lines"] != passes * 20000 or seen["refused"] != 0:
            wrong.append(f"{seen['lines']} answers, {seen['refused']} refused")
        if peak >= LIMIT_MB:
            wrong.append(f"more memory than {LIMIT_MB} MB")
        if wrong:
            sys.exit("failed: " + "; ".join(wrong))


main()
