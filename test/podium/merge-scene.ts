import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { planBase } from '../../contacts/base/plan-base.ts';
import { DEFAULT_POLICY } from '../../contacts/base/policy.ts';
import type { Plan } from '../../contacts/plan.ts';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { startRun } from '../../control/start-run.ts';
import type { ProvableMerge } from '../../crm/crm.ts';
import type { PodiumWorld, WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import type { PodiumEffect } from '../../sandbox/podium/effects.ts';
import type { PodiumSettings } from '../../sandbox/podium/settings.ts';
import { withBaseIndex } from '../../store/base/index-source.ts';
import { keepProof, type ProofAnswers } from '../../store/proofs/merge-proofs.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import type { Run } from '../../store/runs/runs.ts';
import type { Timing } from '../../workflows/timing.ts';
import { openScanScene, type ScanScene } from '../scans/scan-scene.ts';
import type { LentServers } from '../support/lent-servers.ts';
import { until } from '../support/outcome.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { LOCATIONS, TAGS } from './people.ts';

export interface PairOfRun {
  duplicate_id: string;
  state: string;
  why: { code: string; values: object } | null;
  proof: string | null;
}

/** A practice Podium in which merging was proven, and whose contacts were scanned. */
export interface MergeScene extends ScanScene {
  /** What comes of a plan by the last scan. */
  plan(): Promise<Plan>;
  /** Starts a run of it, or of another plan, in which everything is approved, or the cluster `of` this contact alone. */
  run(wish?: { of?: string; plan?: Plan; timing?: Timing }): Promise<Run>;
  pairs(): Promise<PairOfRun[]>;
  /** Waits until the pairs of these duplicates have come to an end. */
  ended(duplicates: string[], withinMs?: number): Promise<Record<string, PairOfRun>>;
  /** What a campaign has sent since, by whom it reached. */
  reached(): string[];
  /** What the API did, in order. */
  done(): PodiumEffect[];
}

export const WRITES = ['read_contacts', 'read_locations', 'write_contacts'];

export const SHOWN: ProofAnswers = {
  duplicateGone: true,
  primaryThere: true,
  fields: true,
  tags: true,
  conversations: false,
  refusals: { transactional: true, marketing: true },
  newChannelsOptedIn: false,
  restorable: null,
  addressedByUid: false,
};

export async function openMergeScene(
  people: WorldPodiumContact[],
  { kind = 'emulated', ...options }: Partial<PodiumSettings> & { kind?: ProvableMerge | null } = {},
  servers?: LentServers,
): Promise<MergeScene> {
  const world: PodiumWorld = { org: randomUUID(), locations: LOCATIONS, tags: TAGS, contacts: people };
  const settings = { granted: WRITES, whitelisted: true, nativeMerge: kind === 'native', writes: true, ...options };
  const scene = await openScanScene(settings, world, servers);
  const owner = { crm: 'podium', org: scene.world.org };
  const { db } = scene.database;
  if (kind !== null) {
    await keepProof(db, { ...owner, version: '2021.04.01', kind, answers: SHOWN, by: 'a test' });
  }
  const plan = async (): Promise<Plan> => {
    let text = '';
    const last = await withBaseIndex(db, owner, (index) => {
      if (index === null) throw new Error('There is no complete scan');
      return planBase({
        ...{ source: index.source, crm: 'podium', policy: DEFAULT_POLICY },
        regions: { locations: new Map(), regions: new Map(), region: 'AU' },
        onCluster: (_, piece) => {
          text += piece;
        },
      });
    });
    return parsePlan(text + last.lastText);
  };
  const pairs = async (): Promise<PairOfRun[]> => [
    ...(await db.execute<PairOfRun & Record<string, unknown>>(
      sql`select duplicate_id, state, why, proof from pairs order by duplicate_id`,
    )),
  ];
  return {
    ...scene,
    plan,
    run: async ({ of, plan: other, timing = TEST_TIMING } = {}) =>
      startRun({
        ...{ client: scene.client, db, plan: other ?? (await plan()), org: scene.world.org, dryRun: false },
        options: { canary: 1_000, window: 20, limit: null, approve: 'none', finish: true, csvDigest: null },
        timing,
        taskQueue: scene.env.TEMPORAL_TASK_QUEUE ?? '',
        prepare: async ({ id }) => {
          const clusters = await db.execute<{ cluster_id: string }>(
            sql`select c.cluster_id from run_clusters c join runs r on r.id = c.run_id
              join plan_clusters p on p.plan_digest = r.plan_digest and p.cluster_id = c.cluster_id
              where c.run_id = ${id} and (${of ?? null}::text is null or ${of ?? ''} = any(p.duplicates))`,
          );
          const selection = { clusters: clusters.map(({ cluster_id }) => cluster_id) };
          await storeDecision(db, { runId: id, choice: 'approve', by: 'ada', selection });
        },
      }),
    pairs,
    ended: async (duplicates, withinMs) => {
      await until(
        'every pair has ended',
        async () => {
          const found = (await pairs()).filter(({ duplicate_id }) => duplicates.includes(duplicate_id));
          return found.length >= duplicates.length && found.every(({ state }) => ENDED.includes(state));
        },
        withinMs,
      );
      return Object.fromEntries((await pairs()).map((pair) => [pair.duplicate_id, pair]));
    },
    reached: () =>
      scene.podium.effects().flatMap(({ kind: what, what: whom }) => (what === 'message' ? [whom ?? ''] : [])),
    done: () => scene.podium.effects().filter(({ by }) => by === 'api'),
  };
}

const ENDED = [
  'done',
  'held',
  'drifted',
  'skipped',
  'not-started',
  'not-applied',
  'partial',
  'conflict',
  'would-merge',
];
