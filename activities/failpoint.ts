import { ConfigError } from '../config/config-error.ts';
import type { CrmSettings } from '../config/crm-settings.ts';
import { isLoopback } from '../config/loopback.ts';

/** Does nothing, except in a fault test, where the process dies here. */
export type Failpoint = (name: FailpointName) => void;

/** Every place where a fault test may kill the worker: before and after each step of the merge protocol, of a scan, of the audit, of telling somebody, and of taking a merge back. */
export const FAILPOINTS = [
  'backup.before',
  'backup.written',
  'backup.after',
  'verify.before',
  'verify.after',
  'consent.before',
  'consent.after',
  'carry.before',
  'carry.after',
  'fresh.before',
  'fresh.after',
  'intent.before',
  'intent.after',
  'sent.before',
  'sent.after',
  'post.before',
  'post.after',
  'answer.before',
  'answer.after',
  'reconcile.before',
  'reconcile.after',
  'done.before',
  'done.after',
  'ref.before',
  'ref.after',
  'scan.opened',
  'scan.read',
  'scan.kept',
  'scan.listed',
  'scan.complete',
  'audit.noted',
  'audit.appended',
  'notice.sent',
  'undo.look.before',
  'undo.look.after',
  'undo.free.before',
  'undo.free.after',
  'undo.create.before',
  'undo.create.after',
  'undo.journal.before',
  'undo.journal.after',
  'undo.opt-out.before',
  'undo.opt-out.after',
  'undo.fill.before',
  'undo.fill.after',
  'undo.hand-back.before',
  'undo.hand-back.after',
  'undo.restore.before',
  'undo.restore.after',
  'undo.reference.before',
  'undo.reference.after',
  'undo.done.before',
  'undo.done.after',
] as const;

export type FailpointName = (typeof FAILPOINTS)[number];

/**
 * Reads `<name>:<hit>:kill` (die at the nth pass) or `<name>:<hit>:stop` (SIGSTOP there). Throws ConfigError when the
 * CRM is not on this machine: nobody may arm one against real data.
 */
export function createFailpoint(options: { spec: string | null; crms: readonly CrmSettings[] }): Failpoint {
  if (options.spec === null) return () => {};
  const elsewhere = options.crms.find(({ baseUrl }) => !isLoopback(new URL(baseUrl).hostname));
  if (elsewhere !== undefined) {
    throw new ConfigError(
      `DEDUPE_FAILPOINT is set, but ${elsewhere.variables.baseUrl} is not on this machine: unset it`,
    );
  }
  const [name = '', hit = '', action = ''] = options.spec.split(':');
  const known = (FAILPOINTS as readonly string[]).includes(name);
  if (!known || !/^[1-9]\d*$/.test(hit) || (action !== 'kill' && action !== 'stop')) {
    throw new ConfigError(
      `DEDUPE_FAILPOINT is '${options.spec}', expected NAME:HIT:kill with NAME one of ${FAILPOINTS.join(', ')}`,
    );
  }
  let passes = 0;
  return (passed) => {
    if (passed !== name) return;
    passes += 1;
    if (passes === Number(hit)) process.kill(process.pid, action === 'kill' ? 'SIGKILL' : 'SIGSTOP');
  };
}
