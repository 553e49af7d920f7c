import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from '../../kit/deliver.ts';
import { send } from '../../kit/deliver.ts';
import type { Core } from '../core.ts';
import { cannedReply } from '../faults/canned-reply.ts';
import type { BittenHook, Disturbance } from '../faults/fault-book.ts';
import { runHooks } from '../faults/hooks.ts';
import type { Landing } from '../merge/land-merge.ts';
import { landMerge } from '../merge/land-merge.ts';
import { internalError } from './problems.ts';
import type { Outcome } from './route.ts';

export interface Performance {
  core: Core;
  requestId: string;
  /** Handles the request; may throw a refusal. */
  handle: () => Outcome;
  hooks: BittenHook[];
  disturbance: Disturbance | null;
}

/** Handles one request the way its faults want it. */
export async function perform(performance: Performance): Promise<Delivery> {
  const { core, disturbance, hooks, handle } = performance;
  await runHooks({ core, hooks, when: 'request' });
  const what = disturbance?.do;
  const canned = what === undefined ? null : cannedReply(what);
  if (canned !== null) return send(canned);
  if (what?.kind === 'drop-before') return { how: 'drop', reply: null };
  if (what?.kind === 'hang') return { how: 'hang', reply: null };
  if (what?.kind === 'slow' && what.apply === 'after') await sleep(what.ms, undefined, { ref: false });

  const outcome = handle();
  const applyLater = await applyOutcome({ performance, outcome });
  const reply = outcome.kind === 'update' ? outcome.reply() : outcome.reply;
  if (what?.kind === 'apply-then-drop') return { how: 'drop', reply: null };
  if (what?.kind === '500-after') return send(internalError().reply);
  if (what?.kind === 'slow' && what.apply !== 'after') {
    applyLater();
    await sleep(what.ms, undefined, { ref: false });
    return send(reply);
  }
  const cut = what?.kind === 'truncate' ? { cut: { at: what.at, clean: what.clean ?? false } } : {};
  return { ...send(reply), ...cut, afterSend: applyLater };
}

/** Applies what is to be applied before the answer; the rest is returned, to be started with it. */
async function applyOutcome(options: { performance: Performance; outcome: Outcome }): Promise<() => void> {
  const { performance, outcome } = options;
  const { core, requestId, disturbance, hooks } = performance;
  const what = disturbance?.do;
  const nothing = (): void => undefined;
  if (outcome.kind === 'read' || what?.kind === 'never') return nothing;

  const bite = disturbance?.bite ?? null;
  const apply = async (): Promise<void> => {
    await runHooks({ core, hooks, when: 'apply' });
    if (outcome.kind === 'update') {
      outcome.apply({ requestId, fault: what?.kind ?? null });
      if (bite !== null) bite.applied = true;
    } else {
      const { primary, duplicate } = outcome;
      landMerge({ core, order: { primary, duplicate, requestId, landing: landingOf(what), bite } });
    }
  };
  const atOnce = what?.kind === 'apply-then-drop' || what?.kind === '500-after';
  if (atOnce || (outcome.kind === 'update' && what?.kind !== 'late')) {
    await apply();
    return nothing;
  }
  return () => core.schedule.after(what?.kind === 'late' ? what.ms : core.settings.mergeDelayMs, apply);
}

function landingOf(what: Disturbance['do'] | undefined): Landing {
  if (what?.kind === 'partial')
    return { kind: 'partial', tickets: what.tickets, completeAfterMs: what.completeAfterMs };
  if (what?.kind === 'tickets-first') return { kind: 'tickets-first', completeAfterMs: what.completeAfterMs };
  return what?.kind === 'conflict' ? { kind: 'elsewhere', into: what.into } : { kind: 'whole' };
}
