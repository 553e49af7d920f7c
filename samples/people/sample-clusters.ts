import type { ClusterSpec, Studio } from './contact-spec.ts';
import {
  biAgainstTickets,
  biTickets,
  crossAccount,
  cxpUid,
  cxpUidOf,
  genericAccount,
  genericAccountTrio,
  manyTickets,
  manyTicketsAcross,
  newest,
  noAccount,
  notBot,
  notBotTrio,
  oneTicketMissing,
  otherAccount,
  otherAccountTrio,
  type Recipe,
  refIsUserId,
  tie,
} from './recipes.ts';

const AUTO: [number, Recipe][] = [
  [12, genericAccount],
  [2, genericAccountTrio],
  [11, otherAccount],
  [3, otherAccountTrio],
  [20, cxpUid],
  [6, cxpUidOf(3)],
  [2, cxpUidOf(4)],
  [1, cxpUidOf(6)],
  [11, refIsUserId],
  [11, notBot],
  [2, notBotTrio],
  [10, biTickets],
  [1, manyTickets],
];

const REVIEW: [number, Recipe][] = [
  [3, biAgainstTickets],
  [7, newest],
  [3, tie],
  [9, crossAccount],
  [1, noAccount],
  [1, cxpUidOf(11)],
  [1, cxpUidOf(12)],
  [2, oneTicketMissing],
  [1, manyTicketsAcross],
];

/** Every rule decides some clusters; pairs, trios and larger; those that a person must look at. */
export function sampleClusters(studio: Studio): ClusterSpec[] {
  return [...AUTO, ...REVIEW].flatMap(([count, recipe]) => Array.from({ length: count }, () => recipe(studio)));
}
