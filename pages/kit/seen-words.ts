import type { ChannelSeen, PairSeen, SeenThings } from '../../store/ledger/settlement.ts';

/** What a look shows of a pair that nothing proves, thing by thing: what a person's word will be about. */
export function seenWords(pair: string, seen: PairSeen): string {
  const there = (is: boolean): string => (is ? 'is there' : 'is gone');
  const lines = [
    `Pair ${pair}, as the CRM shows it now:`,
    `  The contact that is kept ${there(seen.primaryThere)}; the duplicate ${there(seen.duplicateThere)}`,
    `  The CRM ${seen.pointsTo === null ? 'names no contact that the duplicate is now' : `says that the duplicate is ${seen.pointsTo} now`}`,
    ...(seen.consent?.map(channelLine) ??
      seen.things?.flatMap(thingLines) ?? [
        '  What the two had before is not known any more: its backups are gone or damaged. Nothing of it is proven',
      ]),
  ];
  return lines.join('\n');
}

function channelLine({ kind, must, now }: ChannelSeen, at: number): string {
  const places = (marketing: string[] | null): string =>
    marketing === null ? 'not told' : marketing.length === 0 ? 'nowhere' : `in ${marketing.join(', ')}`;
  const messages = (refused: boolean | null): string =>
    refused === null ? 'not told' : refused ? 'refused' : 'allowed';
  return `  ${kind} ${at + 1}: messages ${messages(now.refused)}, all members together ${messages(must.refused)}; marketing allowed ${places(now.marketing)}, all members together ${places(must.marketing)}`;
}

function thingLines({ relation, things, withPrimary, withDuplicate, withNeither }: SeenThings): string[] {
  const name = relation === things ? things : `${relation} ${things}`;
  const total = withPrimary.length + withDuplicate.length + withNeither.length;
  if (total === 0) return [`  ${name}: the two had none`];
  return [
    `  ${name}: ${withPrimary.length} proven to be with the contact that is kept${listOf(withPrimary)}`,
    `    not proven: ${withDuplicate.length} with the duplicate${listOf(withDuplicate)}; ${withNeither.length} with neither, or deleted${listOf(withNeither)}`,
  ];
}

function listOf(ids: string[]): string {
  return ids.length === 0 ? '' : ` (${ids.join(', ')})`;
}
