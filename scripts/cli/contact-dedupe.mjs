#!/usr/bin/env node
// The one entry: `contact-dedupe VERB` after `npm link`, and what the first line of every verb starts. It brings what reads TypeScript
// from its own folder, so that verbs run from everywhere. Plain JavaScript, because in a fresh clone nothing is installed yet.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ROOT, refuseOldNode } from './node-version.mjs';

/** Verbs whose file has another name. */
const FILES = { samples: 'generate-samples' };

refuseOldNode();
const [verb, ...args] = process.argv.slice(2);
if (verb === undefined || verb === '--help' || verb === 'help') process.stdout.write(helpText());
else if (verb === '--version') process.stdout.write(`${packageOf().version}\n`);
else await run(fileOf(verb), args);

/** `preview`, or the path of its file as the file's own first line gives it. */
function fileOf(verb) {
  const path = verb.endsWith('.ts') && existsSync(verb) ? realpathSync(verb) : null;
  if (path !== null && dirname(path) === join(ROOT, 'scripts')) return path;
  const isKnown = groupsOf().some(({ verbs }) => Object.hasOwn(verbs, verb));
  if (isKnown) return join(ROOT, 'scripts', `${FILES[verb] ?? verb}.ts`);
  process.stderr.write(`There is no verb '${verb}'. All of them: contact-dedupe --help\n`);
  process.exit(2);
}

async function run(file, args) {
  goWhereTyped();
  process.argv = [process.execPath, file, ...args];
  try {
    await import('tsx');
    if (process.stdout.isTTY || process.stderr.isTTY) await fitTerminals();
    await import(pathToFileURL(file).href);
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND' || !/^Cannot find package /.test(error.message)) throw error;
    const [, name] = /^Cannot find package '([^']*)'/.exec(error.message) ?? [];
    process.stderr.write(
      `A package is not installed${name ? ` ('${name}')` : ''}. Install what is missing, in ${ROOT}: npm ci\n`,
    );
    process.exit(6);
  }
}

/** Lines are broken at the terminal's width, whichever verb writes them. */
async function fitTerminals() {
  const { fitTerminal } = await import('./fit-terminal.ts');
  for (const stream of [process.stdout, process.stderr]) fitTerminal(stream);
}

/** npm runs scripts in the folder of package.json: files on the command line are those of the folder in which it was typed. */
function goWhereTyped() {
  const typedIn = process.env.INIT_CWD;
  delete process.env.INIT_CWD;
  if (typedIn === undefined || process.env.npm_lifecycle_event === undefined) return;
  if (realpathSync(process.cwd()) === ROOT && existsSync(typedIn)) process.chdir(typedIn);
}

function helpText() {
  const groups = groupsOf();
  const width = Math.max(...groups.flatMap(({ verbs }) => Object.keys(verbs)).map(({ length }) => length)) + 2;
  const lines = groups.flatMap(({ group, verbs }) => [
    '',
    `${group}:`,
    ...Object.entries(verbs).map(([name, words]) => `  ${name.padEnd(width)}${words}`),
  ]);
  return [
    `${packageOf().description}.`,
    '',
    'Usage: contact-dedupe VERB [options]      npm run VERB -- [options]',
    '       contact-dedupe VERB --help',
    ...lines,
    '',
    'Settings are read from .env, and folders begin, in the folder of this program, or in DEDUPE_HOME.',
    '',
  ].join('\n');
}

function groupsOf() {
  return JSON.parse(readFileSync(fileURLToPath(new URL('verbs.json', import.meta.url)), 'utf8'));
}

function packageOf() {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
}
