// The schemas that `weir schema` prints, held against what editors use: ajv accepts every case and refuses broken ones,
// yaml-language-server completes and warns from them. Usage: node check.mjs WEIR SOURCE_FOLDER
import Ajv from 'ajv/dist/2020.js';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'yaml';

const [program, root] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
let passed = 0;

function check(what, holds, seen) {
  if (!holds) {
    console.error(`check-editor: ${what} FAILED; seen: ${JSON.stringify(seen)}`);
    process.exit(1);
  }
  ++passed;
  console.log(`ok  ${what}`);
}

const schema = Object.fromEntries(
  ['rules', 'case'].map((kind) => [
    kind,
    execFileSync(program, ['schema', kind, '--rules', join(root, 'rules')], { encoding: 'utf8', maxBuffer: 1 << 28 }),
  ]),
);
const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false });
const accepts = Object.fromEntries(Object.entries(schema).map(([kind, text]) => [kind, ajv.compile(JSON.parse(text))]));

const yamlFiles = (folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(root, folder, name))
    .sort();
// YAML 1.2: a day is a text, and so is `NO`.
const read = (text) => parse(text, { version: '1.2', schema: 'core' });

for (const [kind, folder] of [['case', 'cases'], ['rules', 'rules']]) {
  const files = yamlFiles(folder);
  const refused = files.filter((path) => !accepts[kind](read(readFileSync(path, 'utf8'))));
  check(`ajv accepts all ${files.length} files of ${folder}`, files.length > 0 && refused.length === 0, refused);
}

const good = readFileSync(join(here, 'good.yaml'), 'utf8');
check('ajv accepts the case that is right', accepts.case(read(good)), accepts.case.errors);
const broken = JSON.parse(readFileSync(join(here, 'broken.json'), 'utf8'));
for (const [before, after] of broken) {
  const text = good.replace(before, after);
  check(`ajv refuses \`${after}\` for \`${before}\``, text !== good && !accepts.case(read(text)), text);
}

// A session with yaml-language-server, as any editor with YAML support holds one.
const folder = mkdtempSync(join(tmpdir(), 'weir-schema-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'case.json'), schema.case);
const server = spawn('node', [join(here, 'node_modules/yaml-language-server/bin/yaml-language-server'), '--stdio']);
const waiting = new Map();
const published = new Map();
let buffer = Buffer.alloc(0);
let next = 1;

function send(message) {
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
  server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
  server.stdin.write(body);
}
function ask(method, params) {
  const id = next++;
  send({ id, method, params });
  return new Promise((done, failed) => {
    waiting.set(id, done);
    setTimeout(() => failed(new Error(`${method} is not answered`)), 60000).unref();
  });
}
server.stdout.on('data', (data) => {
  buffer = Buffer.concat([buffer, data]);
  for (;;) {
    const end = buffer.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(buffer.toString('utf8', 0, end))[1]);
    if (buffer.length < end + 4 + length) return;
    const message = JSON.parse(buffer.toString('utf8', end + 4, end + 4 + length));
    buffer = buffer.subarray(end + 4 + length);
    if (message.method === 'textDocument/publishDiagnostics') published.set(message.params.uri, message.params.diagnostics);
    if (message.id !== undefined && message.method) send({ id: message.id, result: message.method === 'workspace/configuration' ? message.params.items.map(() => null) : null });
    else if (message.id !== undefined) waiting.get(message.id)?.(message.result);
  }
});

const header = `# yaml-language-server: $schema=${pathToFileURL(join(folder, 'case.json'))}\n`;
const uri = pathToFileURL(join(folder, 'deal.yaml')).href;
const lines = (text) => text.split('\n');
async function open(text, version) {
  if (version === 1) send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version, text } } });
  else send({ method: 'textDocument/didChange', params: { textDocument: { uri, version }, contentChanges: [{ text }] } });
}
async function complete(text, mark, version) {
  const at = text.indexOf(mark);
  const before = lines(text.slice(0, at));
  await open(text.replace(mark, ''), version);
  const position = { line: before.length - 1, character: before.at(-1).length };
  const answer = await ask('textDocument/completion', { textDocument: { uri }, position });
  return (answer.items ?? answer).map((item) => item.label);
}

await ask('initialize', { processId: null, rootUri: null, capabilities: {} });
send({ method: 'initialized', params: {} });
send({ method: 'workspace/didChangeConfiguration', params: { settings: { yaml: { completion: true, hover: true, validate: true, schemaStore: { enable: false } } } } });

const begin = `${header}case: a-deal\nas_of: 2024-09-02\nroles: {acquirer: a, target: b}\nparties:\n  b: {}\n  a:\n    `;
const fields = await complete(`${begin}^\n`, '^', 1);
check('the facts of a party are offered', ['formed_in', 'kind', 'state_ties'].every((name) => fields.includes(name)), fields);
const kinds = await complete(`${begin}kind: ^\n`, '^', 2);
check('the values of an enumeration are offered', kinds.includes('corporation') && kinds.includes('individual'), kinds.slice(0, 20));
await open(`${begin}kind: corporatoin\n`, 3);
for (let i = 0; i < 600 && !(published.get(uri)?.length > 0); ++i) await new Promise((done) => setTimeout(done, 100));
check('a misspelt value is underlined', published.get(uri)?.some((one) => one.range.start.line === 7), published.get(uri));
const text = `${begin}formed_in: CN\n`;
await open(text, 4);
const hover = await ask('textDocument/hover', { textDocument: { uri }, position: { line: 7, character: 6 } });
check('the question of a fact is shown', JSON.stringify(hover ?? '').includes('Under which law'), hover);

server.kill();
console.log(`${passed} passed`);
process.exit(0);
