import { createHash, hash } from 'node:crypto';
import type { Plan, PlanCluster, PlanMember } from '../plan.ts';

/** 32 hex of the SHA-256 of the sorted contact ids. */
export function clusterId(sortedIds: readonly string[]): string {
  return hash('sha256', sortedIds.join('\n'), 'buffer').toString('hex', 0, 16);
}

/** 64 hex of the SHA-256 of the canonical JSON of `{clusters, crm, profile}`: the plan's identity. */
export function planDigest({ clusters, crm, profile }: Omit<Plan, 'digest' | 'version'>): string {
  const writer = planWriter({ crm, profile });
  for (const cluster of clusters) writer.add(cluster);
  return writer.end().digest;
}

/** The text of the plan's file, in pieces. */
export function* planText({ clusters, crm, profile }: Omit<Plan, 'digest' | 'version'>): Generator<string> {
  const writer = planWriter({ crm, profile });
  for (const cluster of clusters) yield writer.add(cluster);
  yield writer.end().text;
}

export interface PlanWriter {
  /** Takes the next cluster, in order of ids, and returns the next piece of the file. */
  add: (cluster: PlanCluster) => string;
  /** Returns the last piece of the file, and the digest. */
  end: () => { digest: string; text: string };
}

/** Writes and digests a plan piece by piece: a large one is longer than a string may be. The file is canonical JSON with one cluster per line. */
export function planWriter({ crm, profile }: Pick<Plan, 'crm' | 'profile'>): PlanWriter {
  const digesting = createHash('sha256').update('{"clusters":[');
  let count = 0;
  return {
    add: (cluster) => {
      const text = canonicalCluster(cluster);
      const first = count++ === 0;
      digesting.update(first ? text : `,${text}`);
      return first ? `{"clusters":[\n${text}` : `,\n${text}`;
    },
    end: () => {
      const digest = digesting.update(`],${JSON.stringify({ crm, profile }).slice(1)}`).digest('hex');
      const rest = JSON.stringify({ crm, digest, profile, version: 1 } satisfies Omit<Plan, 'clusters'>);
      return { digest, text: `${count === 0 ? '{"clusters":[' : ''}\n],${rest.slice(1)}\n` };
    },
  };
}

/** Keys in sorted order, whatever order they were read in. `satisfies` makes a forgotten field an error. */
export function canonicalCluster(cluster: PlanCluster): string {
  const { decision, duplicates, email, id, members, primary, reason, strategy } = cluster;
  const sorted = { decision, duplicates, email, id, members: members.map(sortedMember), primary, reason, strategy };
  return JSON.stringify(sorted satisfies PlanCluster);
}

/** The member part of a contact, its keys in sorted order. */
export function sortedMember(contact: PlanMember): PlanMember {
  const { accountId, accountName, externalRef, id, modifiedBy, tickets, updatedAt, updatedByBi, userId } = contact;
  return { accountId, accountName, externalRef, id, modifiedBy, tickets, updatedAt, updatedByBi, userId };
}
