import type { RateLimit } from '../../config/rate-limit.ts';
import { undoCost } from '../../contacts/undo/undo-cost.ts';
import { printableText } from '../../contacts/words/printable.ts';
import type { UndoStatus } from '../../control/undo/undo-status.ts';
import type { CrmDescription } from '../../crm/crm.ts';
import { count, crmName } from '../../pages/kit/phrases.ts';
import { lostText } from '../../pages/undo/lost-words.ts';
import { planLines } from '../../pages/undo/plan-lines.ts';
import { notifyText } from '../../pages/undo/restoring-text.ts';
import type { UndoPairSeen } from '../../store/undo/read-undo.ts';

interface Shown {
  preview: UndoStatus;
  description: CrmDescription;
  rateLimit: RateLimit;
}

/** The pairs that would be taken back. */
export function comesBack(pairs: readonly UndoPairSeen[]): UndoPairSeen[] {
  return pairs.filter(({ state, plan }) => state === 'planned' && plan !== null);
}

/** Fields about which nobody has said whose value stands. */
export function askedFields(pairs: readonly UndoPairSeen[]): string[] {
  return pairs.flatMap(({ plan }) =>
    plan === null
      ? []
      : [...plan.restores, ...plan.primary].flatMap(({ field, does }) => (does === 'ask' ? [field] : [])),
  );
}

/** What would be done, with the values that a person has to choose between: contact data, for that person's terminal alone. */
export function shownText({ preview, description, rateLimit }: Shown): string {
  const { pairs, crm, runId } = preview;
  const back = comesBack(pairs);
  const { calls, minutes } = costOf(back, rateLimit);
  const asked = askedFields(back).length;
  return printableText(
    [
      `Run ${runId}: ${count(back.length, 'merge')} would be taken back, the newest first${back.length === pairs.length ? '' : `, ${pairs.length - back.length} not`}. ${crmName(crm)} has no unmerge: each contact is made anew`,
      ...pairs.flatMap((pair) => planLines(pair, description.relations)),
      ...(asked === 0 ? [] : [`${count(asked, 'value')} asked about: --keep theirs or --keep ours`]),
      `Never comes back: ${lostText(description.restoring?.lost ?? [])}`,
      ...notifyText(crm, description.relations),
      `About ${count(calls, 'call')}, ${minutes === null ? 'without a limit' : count(minutes, 'minute')}`,
    ].join('\n'),
  );
}

/** The same for programs. */
export function shownJson({ preview, rateLimit }: Shown): object {
  const back = comesBack(preview.pairs);
  return { ...preview, takenBack: back.length, asked: askedFields(back).length, ...costOf(back, rateLimit) };
}

function costOf(pairs: readonly UndoPairSeen[], rate: RateLimit): { calls: number; minutes: number | null } {
  const plans = pairs.flatMap(({ plan }) => plan ?? []);
  const perMinute = rate === null ? Number.POSITIVE_INFINITY : (rate.calls * 60_000) / rate.windowMs;
  const { calls, minutes } = undoCost(plans, perMinute);
  return { calls, minutes: rate === null ? null : minutes };
}
