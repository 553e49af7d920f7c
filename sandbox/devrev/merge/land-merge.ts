import type { Core } from '../core.ts';
import type { Bite } from '../faults/fault-book.ts';
import { rememberBefore } from '../objects/before-image.ts';
import type { EffectBody } from '../objects/effect-log.ts';
import { type ContactRecord, isAlive } from '../objects/records.ts';
import { putContact } from '../objects/store.ts';
import { consumeContact } from './consume.ts';
import { moveConversations } from './move-conversations.ts';
import { moveTickets } from './move-tickets.ts';

/** How a merge takes effect. */
export type Landing =
  | { kind: 'whole' }
  | { kind: 'partial'; tickets: number; completeAfterMs?: number | undefined }
  | { kind: 'tickets-first'; completeAfterMs?: number | undefined }
  | { kind: 'elsewhere'; into: string };

export interface MergeOrder {
  primary: string;
  duplicate: string;
  requestId: string | null;
  landing: Landing;
  /** The fault that shaped it. */
  bite: Bite | null;
}

/** Applies a merge and logs it, in one turn. What was accepted may have become impossible meanwhile: then it changes nothing. */
export function landMerge({ core, order }: { core: Core; order: MergeOrder }): void {
  const { landing, duplicate } = order;
  const primary = landing.kind === 'elsewhere' ? landing.into : order.primary;
  const survivor = core.store.contacts.get(primary);
  const consumed = core.store.contacts.get(duplicate);
  if (!isAlive(survivor) || !isAlive(consumed)) {
    log({ core, order, kind: 'merge-ignored', rest: { reason: `${isAlive(consumed) ? primary : duplicate} is gone` } });
    return;
  }
  if (order.bite !== null) order.bite.applied = true;
  rememberBefore({ store: core.store, contacts: [primary, duplicate] });
  if (landing.kind === 'partial' || landing.kind === 'tickets-first') {
    landHalf({ core, order, landing, survivor, consumed });
    return;
  }
  const tickets = move({ core, from: duplicate, to: primary });
  consumeContact({ store: core.store, primary: survivor, duplicate: consumed, settings: core.settings });
  const rest = { tickets, ...followed({ core, order: { ...order, primary } }) };
  if (landing.kind === 'whole') log({ core, order, kind: 'merge', rest });
  else log({ core, order, kind: 'merge-elsewhere', rest: { actor: 'person', primary, ...rest } });
}

interface Half {
  core: Core;
  order: MergeOrder;
  landing: Extract<Landing, { kind: 'partial' | 'tickets-first' }>;
  survivor: ContactRecord;
  consumed: ContactRecord;
}

function landHalf({ core, order, landing, survivor, consumed }: Half): void {
  const gone = landing.kind === 'partial';
  const tickets = move({ core, from: consumed.id, to: survivor.id, limit: gone ? landing.tickets : undefined });
  if (gone) consumeContact({ store: core.store, primary: survivor, duplicate: consumed, settings: core.settings });
  else putContact({ store: core.store, contact: { ...survivor, modifiedAt: new Date().toISOString() } });
  const left = [...(core.store.relations.reported.get(consumed.id) ?? [])];
  log({ core, order, kind: 'merge-partial', rest: { tickets, left, consumed: gone } });
  if (landing.completeAfterMs === undefined) return;
  core.schedule.after(landing.completeAfterMs, async () => complete({ core, order }));
}

function complete({ core, order }: { core: Core; order: MergeOrder }): void {
  const survivor = core.store.contacts.get(order.primary);
  const consumed = core.store.contacts.get(order.duplicate);
  const possible = isAlive(survivor) && (isAlive(consumed) || consumed?.consumedBy === order.primary);
  if (!possible) {
    log({ core, order, kind: 'merge-ignored', rest: { reason: 'nothing left to complete' } });
    return;
  }
  const tickets = move({ core, from: order.duplicate, to: order.primary });
  if (isAlive(consumed))
    consumeContact({ store: core.store, primary: survivor, duplicate: consumed, settings: core.settings });
  log({ core, order, kind: 'merge-completed', rest: { tickets, ...followed({ core, order }) } });
}

/** The conversations that move with the tickets; those that move later are logged by themselves. */
function followed({ core, order }: { core: Core; order: MergeOrder }): { conversations?: string[] } {
  const { store, settings, schedule } = core;
  const move = (): string[] => moveConversations({ store, from: order.duplicate, to: order.primary });
  if (settings.moveConversations === 'never') return {};
  if (settings.moveConversations === 'at-once') return { conversations: move() };
  schedule.after(settings.conversationDelayMs, async () =>
    log({ core, order, kind: 'conversations-moved', rest: { conversations: move() } }),
  );
  return {};
}

function move({
  core,
  from,
  to,
  limit,
}: {
  core: Core;
  from: string;
  to: string;
  limit?: number | undefined;
}): string[] {
  const limited = limit === undefined ? {} : { limit };
  return moveTickets({ store: core.store, from, to, authorship: core.settings.moveAuthorship, ...limited });
}

function log(options: { core: Core; order: MergeOrder; kind: EffectBody['kind']; rest: Partial<EffectBody> }): void {
  const { core, order, kind, rest } = options;
  const { primary, duplicate, requestId, bite } = order;
  const actor = requestId === null ? 'person' : 'api';
  core.effects.append({ kind, actor, requestId, fault: bite?.kind ?? null, primary, duplicate, ...rest });
}
