import { CRMS } from '../../config/crms.ts';
import { counted } from '../../contacts/words/counted.ts';
import { durationText } from '../../contacts/words/duration-text.ts';
import type { ClusterInFlight } from '../../control/status/in-flight.ts';
import type { RunStatus } from '../../control/status/run-status.ts';
import type { StatusLine } from './lay-out.ts';
import { waitReason } from './waiting-lines.ts';

/** Clusters in flight shown to a person, the longest first; `--json` has all. */
const MOST_SHOWN = 6;

/** How fast an open run goes: when it ends, how much of the budget it uses, and what each cluster in flight does. */
export function liveStatusLines(status: RunStatus, now: number): StatusLine[] {
  if (status.state !== 'open') return [];
  const { etaMs, lanes: inFlight } = status;
  return [{ text: etaText(etaMs) }, budgetLine(status, budgetText(status), now), ...inFlightLines(inFlight, now)];
}

/** `Ends in about 8 min`: as soon as that can be told. */
export function etaText(etaMs: number | null): string {
  return etaMs === null ? 'Ends: unknown yet' : `Ends in about ${durationText(etaMs)}`;
}

/** A full budget is told here and not among the waits: it comes and goes, and a line that does would make all below it jump. */
function budgetLine(status: RunStatus, text: string, now: number): StatusLine {
  const full = status.waits.find((wait) => wait.for === 'budget');
  return full === undefined ? { text } : { text: `${text}: ${waitReason(full, status, now)}`, tone: 'waiting' };
}

function budgetText({ budget, crm }: RunStatus): string {
  if (budget === null) return `Rate budget: unknown without ${CRMS[crm]?.variables.token ?? 'a token'}`;
  const { limit, made, reserved } = budget;
  if (limit === null) return 'Rate budget: unlimited';
  const used = made + reserved;
  const share = Math.round((100 * used) / limit.calls);
  const window = `${limit.windowMs / 1000} s`;
  return `Rate budget: ${used} of ${counted(limit.calls, 'call')} per ${window} (${share} %), ${reserved} reserved`;
}

/** `3 backing up, 1 waiting for the CRM to finish` */
export function inFlightCounts(inFlight: ClusterInFlight[]): string {
  const counts = new Map<string, number>();
  for (const cluster of inFlight) counts.set(doingText(cluster), (counts.get(doingText(cluster)) ?? 0) + 1);
  return [...counts].map(([text, count]) => `${count} ${text}`).join('; ');
}

function doingText({ step, waitsFor }: ClusterInFlight): string {
  if (waitsFor === 'resume') return `${step} after a resume`;
  return waitsFor === 'budget' ? `${step}, waiting for budget` : step;
}

function inFlightLines(inFlight: ClusterInFlight[], now: number): StatusLine[] {
  if (inFlight.length === 0) return [];
  const shown = inFlight.slice(0, MOST_SHOWN);
  const hidden = inFlight.length - shown.length;
  return [
    { text: `In flight: ${inFlightCounts(inFlight)}` },
    ...shown.map((one) => {
      const { cluster, duplicate, since } = one;
      const of = duplicate === null ? '' : `  ${duplicate}`;
      return { text: `  ${cluster}${of}  ${doingText(one)}, ${durationText(now - Date.parse(since))}` };
    }),
    ...(hidden > 0 ? [{ text: `  and ${hidden} more: --json lists them` }] : []),
  ];
}
