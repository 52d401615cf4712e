#!/usr/bin/python3
"""The schemas that the program prints, held against the project's own files with Debian's python3-jsonschema: they are
valid JSON Schema, every case and every file of rules validates, and files with a mistake do not.

usage: schema.py WEIR SOURCE_FOLDER
"""
import json
import pathlib
import re
import subprocess
import sys

import jsonschema
import yaml

program, root = sys.argv[1], pathlib.Path(sys.argv[2])


class Core(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML 1.2 as editors read it: a day is a text, and so is `NO`."""


Core.yaml_implicit_resolvers = {}
Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(?:0|[1-9][0-9]*)$"), list("0123456789"))
Core.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[0-9]+\.[0-9]+$"), list("0123456789"))

failures = 0


def fail(text):
    global failures
    failures += 1
    print(text)


def validator(kind):
    schema = json.loads(subprocess.run([program, "schema", kind, "--rules", str(root / "rules")], check=True,
                                       capture_output=True, text=True).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def read(text):
    return yaml.load(text, Loader=Core)


rules, case = validator("rules"), validator("case")

files = 0
for checker, folder in ((case, "cases"), (rules, "rules")):
    for path in sorted((root / folder).rglob("*.yaml")):
        files += 1
        mistake = jsonschema.exceptions.best_match(checker.iter_errors(read(path.read_text())))
        if mistake:
            fail(f"{path}: {'/'.join(map(str, mistake.absolute_path))}: {mistake.message[:200]}")

good_case = """
case: x
as_of: 2024-09-02
sources: {s: {title: t, date: 2024}}
transaction: {kind: [shares], signing: {value: 2024-08-26, source: s}}
roles: {acquirer: a, target: b}
parties:
  a: {kind: corporation, formed_in: CN, state_ties: [CN, unknown]}
  b: {turnover: 2 million CAD..3 million CAD, activities: [radio-components]}
holdings: [{owner: a, entity: b, votes: 0% -> 25%, source: s}]
expect: [{regime: ca-ica, risk: 10..20}]
"""
good_rules = """
rules:
  ca.x:
    in_force: 2015-01-01..
    when: {all: [stake.votes >= 25%]}
    then: {notification: required}
    examples: [{fires: {target.active_in: [CA], stake.votes: 0% -> 25%, ca_question: true}}]
"""
# What is replaced in a good file, and by what.
broken_cases = [
    ("case: x", "kase: x"),
    ("kind: corporation", "kind: corporatoin"),
    ("formed_in: CN", "formed_in: China"),
    ("formed_in: CN", "formed-in: CN"),
    ("0% -> 25%", "25"),
    ("2 million CAD..3 million CAD", "2 million dollars"),
    ("as_of: 2024-09-02", "as_of: 02/09/2024"),
    ("roles: {acquirer: a, target: b}", "roles: {buyer: a}"),
    ("source: s}}", "source: s, quality: sure}}"),
    ("regime: ca-ica, ", ""),
    ("activities: [radio-components]", "activities: radio"),
    ("entity: b, ", ""),
]
broken_rules = [
    ("in_force: 2015-01-01..", "in_force: 2015-01-01"),
    ("in_force: 2015-01-01..", "note: none"),
    ("when:", "if:"),
    ("{all: [stake.votes >= 25%]}", "{all: [a], any: [b]}"),
    ("{all: [stake.votes >= 25%]}", "{every: [a]}"),
    ("target.active_in: [CA]", "target.active_in: [Canada]"),
    ("target.active_in: [CA]", "target.activ_in: [CA]"),
    ("fires:", "fired:"),
    ("rules:", "rule:"),
    ("in_force: 2015-01-01..", "in_force: 2015-01-01..\n    risk: {buyer: -5}"),
]
for checker, good, broken in ((case, good_case, broken_cases), (rules, good_rules, broken_rules)):
    for mistake in checker.iter_errors(read(good)):
        fail(f"refused, and is right: {mistake.message[:200]}\n{good}")
    for old, new in broken:
        text = good.replace(old, new)
        if text == good:
            fail(f"nothing to replace: {old}")
        elif checker.is_valid(read(text)):
            fail(f"accepted with a mistake: {old} -> {new}")

print(f"{files} files validate" if failures == 0 else f"{failures} failures")
sys.exit(1 if failures or files == 0 else 0)
