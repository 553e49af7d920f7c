// Starts one program of a bundle that has many. What V8 made of it is kept beside it: a process then need not read ten megabytes of
// JavaScript first. `node launch.cjs FOLDER BUNDLE NAME…` makes what is kept. Plain JavaScript: each start of a script comes through here.
const { readFileSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { constants, Script } = require('node:vm');

/** Node's own for a program whose last word never came. */
const UNSETTLED = 13;

/** Runs a program of the bundle in this process. */
module.exports = function launch(folder, bundle, name) {
  load(folder, bundle, runMain).programs[name]();
};

if (require.main === module) keepCompiled(...process.argv.slice(2));

/** Loads what these programs import, and runs none of them. */
function keepCompiled(folder, bundle, ...names) {
  const { script, programs, compiledFile } = load(folder, bundle, () => {});
  for (const name of names) programs[name]();
  writeFileSync(compiledFile, script.createCachedData());
}

function load(folder, bundle, run) {
  const filename = join(folder, `${bundle}.cjs`);
  const compiledFile = join(folder, `${bundle}.compiled`);
  // The bundle is all ASCII, which is read fastest so. As in the modules that it was made of, everything is strict.
  const source = `(function (module, require, runMain) { 'use strict'; ${readFileSync(filename, 'latin1')}\n})`;
  const script = new Script(source, {
    filename,
    cachedData: compiled(compiledFile),
    importModuleDynamically: constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module = { exports: {} };
  script.runInThisContext()(module, createRequire(filename), run);
  return { script, programs: module.exports, compiledFile };
}

/** V8 itself refuses what another V8, or one with other flags, has made. */
function compiled(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** As Node runs the body of a module that awaits. */
function runMain(main) {
  let isOver = false;
  process.once('beforeExit', () => {
    if (!isOver) process.exitCode ??= UNSETTLED;
  });
  main().then(() => {
    isOver = true;
  });
}
