// Runs one command and ends it when the starter's end of the channel closes, however the starter died.
// Plain JavaScript, so that this process starts without a compiler. The order of work comes as the first message.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** @type {import('node:child_process').ChildProcess | undefined} */
let child;
/** @type {{ lastSignal: NodeJS.Signals, lastGraceMs: number }} */
let order;
let ending = false;

process.once('message', start);
process.on('message', (message) => message === 'kill' && killAll());
process.once('disconnect', end);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, end);

function start(message) {
  order = message;
  if (message.umask !== undefined) process.umask(message.umask);
  child = spawn(message.command, message.args, {
    ...message.options,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  child.once('spawn', () => tell({ pid: child.pid }));
  child.once('error', (error) => child.pid === undefined && tell({ error: error.message }, leave));
  child.once('exit', (code, signal) => {
    killGroup();
    tell({ code, signal }, leave);
  });
}

/** The last signal to the command, then, past the grace, SIGKILL to all it started. A stopped command is not woken. */
function end() {
  if (child?.pid === undefined) leave();
  if (ending) return;
  ending = true;
  signalTo(child.pid, order.lastSignal);
  setTimeout(killAll, order.lastGraceMs);
}

/** Also what lives in groups of its own. */
function killAll() {
  for (const pid of descendants(child.pid)) signalTo(pid, 'SIGKILL');
  killGroup();
}

function killGroup() {
  signalTo(-child.pid, 'SIGKILL');
}

/** Also those in groups of their own. Empty where the system has no /proc: there the group must do. */
function descendants(root) {
  const children = new Map();
  for (const name of existsSync('/proc/self/stat') ? readdirSync('/proc') : []) {
    const parent = /^\d+$/.test(name) ? parentOf(name) : null;
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (pid) => (children.get(pid) ?? []).flatMap((one) => [one, ...below(one)]);
  return below(root);
}

function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

function signalTo(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone: what was wanted.
  }
}

function tell(message, done = () => {}) {
  if (process.connected) process.send(message, done);
  else done();
}

function leave() {
  process.exit(0);
}
