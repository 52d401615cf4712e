// What `weir check --format sarif` writes, held against the published schema of SARIF 2.1.0: over the rules, over a folder
// with mistakes, and three logs that are broken on purpose. Usage: node sarif.mjs WEIR SOURCE_FOLDER
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [program, root] = process.argv.slice(2);
let passed = 0;

function check(what, holds, seen) {
  if (!holds) {
    console.error(`check-editor: ${what} FAILED; seen: ${JSON.stringify(seen)?.slice(0, 2000)}`);
    process.exit(1);
  }
  ++passed;
  console.log(`ok  ${what}`);
}

// The package holds the schema and is not run.
const schema = createRequire(import.meta.url).resolve('@microsoft/jest-sarif').replace(/index\.js$/, 'schemas/sarif-2.1.0-rtm.5.json');
const ajv = new Ajv({ strict: false, allErrors: false, unicodeRegExp: false });
addFormats(ajv);
const accepts = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));

function log(folder, status) {
  const run = spawnSync(program, ['check', folder, '--format', 'sarif'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  check(`\`weir check\` ends with ${status}`, run.status === status, run.stderr);
  return JSON.parse(run.stdout);
}
const results = (sarif) => sarif.runs.flatMap((run) => run.results);

const whole = log('rules', 0);
check('SARIF of the rules is valid', accepts(whole), accepts.errors);

// Mistakes of every phase, with fixes, second places and letters beyond ASCII.
const folder = mkdtempSync(join(tmpdir(), 'weir-sarif-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
cpSync(join(root, 'tests/editor/project/rules'), folder, { recursive: true });
const rules = join(folder, 'xx/xx-act/rules.yaml');
const text = readFileSync(rules, 'utf8');
writeFileSync(rules, `${text}  xx.notify.größe:\n    titel: Größe\n    in_force: 06/02/2017..\n    when: target.staff = 5 and acquirer.kind == 'fund'\n`);
writeFileSync(join(folder, 'xx/xx-act/more.yaml'), 'rules:\n  xx.more:\n    when: target.staff > 1\n    when: target.staff > 2\n');
writeFileSync(join(folder, 'xx/xx-act/broken.yaml'), 'rules: "never closed\n');
const broken = log(folder, 1);
check('SARIF of a folder with mistakes is valid', accepts(broken), accepts.errors);
const codes = new Set(results(broken).map((result) => result.ruleId));
check('it has mistakes of several kinds', codes.size >= 4, [...codes]);
check('and fixes', results(broken).some((result) => result.fixes?.length > 0), [...codes]);

const spoilt = [
  ['a level that there is not', (sarif) => { results(sarif)[0].level = 'fatal'; }],
  ['a line before the first', (sarif) => { results(sarif)[0].locations[0].physicalLocation.region.startLine = 0; }],
  ['a result without a message', (sarif) => { delete results(sarif)[0].message; }],
];
for (const [what, spoil] of spoilt) {
  const copy = structuredClone(broken);
  spoil(copy);
  check(`the schema refuses ${what}`, !accepts(copy), what);
}
console.log(`${passed} passed`);
