import type { ReportPair } from '../../store/reports/types.ts';

/** Why a pair was not merged, without what differs from pair to pair: contacts, clusters, runs and numbers. */
export function causeOf({ reason, result, primary, duplicate }: ReportPair): string {
  if (reason === null) return `${result}, without a reason`;
  return [primary, duplicate]
    .filter((id) => id !== '')
    .sort((a, b) => b.length - a.length)
    .reduce((text, id) => text.replaceAll(id, 'a contact'), reason)
    .replaceAll(/\b[0-9a-f]{32}\.\S+/g, 'another pair')
    .replaceAll(/\b(?:run )?[0-9a-f]{12}-\d+\b/g, 'another run')
    .replaceAll(/\b[A-Z]{2,}-\d+\b/g, 'a record')
    .replaceAll(/(?<!answered )\b\d+\b/g, 'N');
}
