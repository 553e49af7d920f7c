import { createHash, hash } from 'node:crypto';
import type { Plan, PlanCluster, PlanVersion } from '../plan.ts';
import { clusterTexts, needsVersion2 } from './canonical-cluster.ts';

/** What a plan says. Without a version it is the lowest that has words for all of it. */
export type PlanContent = Omit<Plan, 'digest' | 'version'> & { version?: PlanVersion };

/** 32 hex of the SHA-256 of the sorted contact ids. */
export function clusterId(sortedIds: readonly string[]): string {
  return hash('sha256', sortedIds.join('\n'), 'buffer').toString('hex', 0, 16);
}

/** The plan with its version and its digest. */
export function withDigest({ clusters, ...head }: PlanContent): Plan {
  const writer = planWriter(head);
  for (const cluster of clusters) writer.add(cluster);
  const { version, digest } = writer.end();
  return { ...head, version, digest, clusters };
}

/** The plan's identity, by the rule of its own version. */
export function planDigest(content: PlanContent): string {
  return withDigest(content).digest;
}

/** The text of the plan's file, in pieces. */
export function* planText({ clusters, ...head }: PlanContent): Generator<string> {
  const writer = planWriter(head);
  for (const cluster of clusters) yield writer.add(cluster);
  yield writer.end().text;
}

export interface PlanWriter {
  /** Takes the next cluster, in order of ids, and returns the next piece of the file. */
  add: (cluster: PlanCluster) => string;
  /** Returns the last piece of the file, and what the plan has become. */
  end: () => { digest: string; version: PlanVersion; text: string };
}

/**
 * Writes and digests a plan piece by piece: a large one is longer than a string may be. The file is canonical JSON with one
 * cluster per line. The version stands at the end, where it is known.
 */
export function planWriter({ crm, profile, version: least = 1 }: Omit<PlanContent, 'clusters'>): PlanWriter {
  const digesting = createHash('sha256').update('{"clusters":[');
  let version = least;
  let count = 0;
  return {
    add: (cluster) => {
      if (version === 1 && needsVersion2(cluster)) version = 2;
      const { digested, whole } = clusterTexts(cluster);
      const first = count++ === 0;
      digesting.update(first ? digested : `,${digested}`);
      return first ? `{"clusters":[\n${whole}` : `,\n${whole}`;
    },
    end: () => {
      const rest = { crm, profile, ...(version === 1 ? {} : { version }) };
      const digest = digesting.update(`],${JSON.stringify(rest).slice(1)}`).digest('hex');
      const tail = JSON.stringify({ crm, digest, profile, version } satisfies Omit<Plan, 'clusters'>);
      return { digest, version, text: `${count === 0 ? '{"clusters":[' : ''}\n],${tail.slice(1)}\n` };
    },
  };
}
