/** DevRev ids: a DON (`don:identity:dvrv-us-1:devo/ACME:revu/5`) and a display id (`REVU-5`) name the same object. */
const PREFIXES = {
  revu: 'REVU',
  devu: 'DEVU',
  revo: 'REV',
  account: 'ACC',
  ticket: 'TKT',
  issue: 'ISS',
  opportunity: 'OPP',
  task: 'TASK',
  conversation: 'CONV',
  artifact: 'ARTIFACT',
} as const;

export type IdKind = keyof typeof PREFIXES;

export interface ParsedId {
  kind: IdKind;
  displayId: string;
  /** Organization of a DON; null for a display id, which means the caller's own. */
  org: string | null;
}

const KINDS = new Map<string, IdKind>(
  Object.entries(PREFIXES).map(([kind, prefix]): [string, IdKind] => [prefix, kind as IdKind]),
);
const DISPLAY = /^([A-Z]+)-([0-9]+)$/;
const DON =
  /^don:(?:identity|core):dvrv-us-1:devo\/([\w-]+):(revu|devu|revo|account|ticket|issue|opportunity|task|conversation|artifact)\/([0-9]+)$/;

export function parseId(text: string): ParsedId | null {
  const [, org, kind, number] = DON.exec(text) ?? [];
  if (org !== undefined) return { kind: kind as IdKind, displayId: `${PREFIXES[kind as IdKind]}-${number}`, org };
  const named = KINDS.get(DISPLAY.exec(text)?.[1] ?? '');
  return named === undefined ? null : { kind: named, displayId: text, org: null };
}

/** The DON of a display id; a text that is no display id comes back as it is. */
export function toDon({ org, displayId }: { org: string; displayId: string }): string {
  const dash = displayId.lastIndexOf('-');
  const kind = KINDS.get(displayId.slice(0, dash));
  if (kind === undefined) return displayId;
  const service = ['ticket', 'issue', 'opportunity', 'task', 'conversation', 'artifact'].includes(kind)
    ? 'core'
    : 'identity';
  return `don:${service}:dvrv-us-1:devo/${org}:${kind}/${displayId.slice(dash + 1)}`;
}
