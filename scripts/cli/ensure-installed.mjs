// Installs the packages of the lockfile unless they are there: `npm run demo` and `npm test` work from a fresh clone.
// Plain JavaScript for Node 20, because nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { ROOT, refuseOldNode } from './node-version.mjs';

const WANTED = `${ROOT}/package-lock.json`;
/** npm's own record of what it has installed, written last. */
const INSTALLED = `${ROOT}/node_modules/.package-lock.json`;

refuseOldNode();
if (!isInstalled() && !install()) {
  console.error('Cannot install the packages: npm ci failed, see above');
  process.exit(6);
}

function isInstalled() {
  if (!existsSync(INSTALLED)) return false;
  return statSync(INSTALLED).mtimeMs >= statSync(WANTED).mtimeMs || hasSamePackages();
}

/** A checkout touches the lockfile also where it changes nothing in it. Packages for other systems are not installed. */
function hasSamePackages() {
  const wanted = packagesOf(WANTED);
  const installed = packagesOf(INSTALLED);
  delete wanted[''];
  const isAsWanted = ([name, { version, optional, extraneous }]) =>
    name in installed ? installed[name].version === version : Boolean(optional || extraneous);
  return Object.entries(wanted).every(isAsWanted) && Object.keys(installed).every((name) => name in wanted);
}

function packagesOf(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

function install() {
  console.error('Installing the packages of package-lock.json (npm ci)');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund'];
  const options = { cwd: ROOT, stdio: ['ignore', 2, 2] };
  const { status } = npm ? spawnSync(process.execPath, [npm, ...args], options) : spawnSync('npm', args, options);
  return status === 0;
}
