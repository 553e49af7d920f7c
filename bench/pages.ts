import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { csvFile } from '../contacts/csv/source.ts';
import type { Plan, PlanCluster } from '../contacts/plan.ts';
import { planFromCsv } from '../contacts/planning/plan-from-csv.ts';
import { withDigest } from '../contacts/planning/plan-text.ts';
import { DEFAULT_PROFILE } from '../contacts/profiles/profiles.ts';
import { readRules } from '../contacts/rules/rules.ts';
import { startRun } from '../control/start-run.ts';
import { until } from '../local/process/until.ts';
import { DEFAULT_TIMING } from '../workflows/timing.ts';
import { writeCsv } from './csv-file.ts';
import type { Measurement } from './measurement.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { openStage, type Stage } from './stage.ts';

/** Of ten rows of the file six are three pairs. */
const ROWS_PER_CLUSTER = 10 / 3;
const ROUNDS = 12;
/** After so many of them the server has what it keeps: its memory is flat if the others add nothing. */
const ROUNDS_BEFORE = 4;
const GOALS = { ms: 300, kib: 200, growthMiB: 40 };

/** Every page over one plan of many clusters that all wait for a person: how long each takes, how large it is, and what the server takes for it. */
export async function benchPages({ quick }: { quick: boolean }): Promise<Measurement[]> {
  const clusters = quick ? 10_000 : 100_000;
  const stage = await openStage({ clusters: 1 });
  try {
    const csv = join(stage.folder, 'contacts.csv');
    await writeCsv({ path: csv, rows: Math.ceil(clusters * ROWS_PER_CLUSTER), quotedEvery: 5 });
    const plan = await namedPlan(csv);
    await stage.worker();
    const run = await startWaiting(stage, plan);
    const server = await startPageServer(stage);
    try {
      const pages = [...(await pagesOf(server, run, plan)), ...(await uploaded(server, csv, plan))];
      return await measure(server, pages, `${plan.clusters.length.toLocaleString('en-US')} clusters`);
    } finally {
      await server.stop();
    }
  } finally {
    await stage.close();
  }
}

/** The plan of the file, with names for a person to look for, and every third cluster one that a person must look at. */
async function namedPlan(path: string): Promise<Plan> {
  const rules = await readRules('rules.default.yaml');
  const source = csvFile(path);
  const { plan } = await planFromCsv({ source, rules, neverMerge: new Map(), profile: DEFAULT_PROFILE });
  const clusters = plan.clusters.map(
    (cluster, at): PlanCluster => ({
      ...cluster,
      decision: at % 3 === 0 ? 'review' : cluster.decision,
      members: cluster.members.map((member) => ({ ...member, name: `Person Number ${at}` })),
    }),
  );
  return withDigest({ ...plan, clusters });
}

async function startWaiting({ client, database, orgSlug }: Stage, plan: Plan): Promise<string> {
  const run = await startRun({
    ...{ client, db: database.db, plan, org: orgSlug, dryRun: true, taskQueue: 'contact-dedupe' },
    options: { canary: 5, window: 4, limit: null, approve: 'none', csvDigest: null },
    timing: DEFAULT_TIMING,
  });
  return run.id;
}

interface Page {
  name: string;
  path: string;
}

async function pagesOf(server: PageServer, run: string, plan: Plan): Promise<Page[]> {
  const at = `/runs/${run}`;
  const middle = plan.clusters[Math.floor(plan.clusters.length / 2)];
  if (middle === undefined) throw new Error('The plan has no cluster in its middle');
  const place = `${Math.floor(plan.clusters.length / 2)}.${middle.id}`;
  const words = async (text: string): Promise<string> => await wordsPath(server, at, text);
  const rare = await words(`number ${plan.clusters.length - 1}`);
  const common = await words('example');
  const none = await words('nobody is called so');
  return [
    { name: 'all runs', path: '/runs' },
    { name: 'the run', path: at },
    { name: 'queue', path: `${at}/review` },
    { name: 'queue, its middle', path: `${at}/review?after=${place}` },
    { name: 'queue, by decision', path: `${at}/review?decision=review` },
    { name: 'queue, by rule', path: `${at}/review?strategy=${middle.strategy}` },
    { name: 'queue, by size', path: `${at}/review?size=2` },
    { name: 'queue, by reason', path: `${at}/review?reason=rules` },
    { name: 'queue, words that one has', path: rare },
    { name: 'queue, words that all have', path: common },
    { name: 'queue, words that none has', path: none },
    { name: 'queue, an id', path: await words(middle.primary) },
    { name: 'next cluster', path: `${at}/review/next` },
    { name: 'one cluster', path: `${at}/clusters/${middle.id}` },
    { name: 'one cluster, through words that all have', path: common.replace('/review', `/clusters/${middle.id}`) },
    { name: 'one cluster, through words that one has', path: rare.replace('/review', `/clusters/${middle.id}`) },
    { name: 'approve all', path: `${at}/review/all` },
    { name: 'approve all of a decision', path: `${at}/review/all?decision=review` },
    { name: 'clusters by state', path: `${at}/clusters?state=undecided` },
    { name: 'clusters, the middle', path: `${at}/clusters?after=${place.replace('.', '-')}` },
    { name: 'pairs', path: `${at}/pairs` },
    { name: 'REST: the run', path: `/api/v1${at}` },
    { name: 'REST: clusters', path: `/api/v1${at}/clusters?limit=500` },
    { name: 'REST: queue', path: `/api/v1${at}/queue?decision=review` },
    { name: 'start', path: '/' },
  ];
}

/** Where a search for words leads: the words stand in no address. */
async function wordsPath({ url, headers }: PageServer, at: string, words: string): Promise<string> {
  const body = new URLSearchParams({ words });
  const answer = await fetch(`${url}${at}/review/filter`, { method: 'POST', headers, body, redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

/** The file itself, sent and read: the page that shows its preview, and the lists that its numbers lead to. */
async function uploaded({ url, headers }: PageServer, csv: string, { clusters }: Plan): Promise<Page[]> {
  const sent = await fetch(`${url}/api/v1/plans`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/csv', 'x-file-name': 'contacts.csv' },
    body: createReadStream(csv) as unknown as ReadableStream,
    duplex: 'half',
  });
  const { id } = (await sent.json()) as { id: string };
  const isReady = async (): Promise<true | null> => {
    const { state } = (await (await fetch(`${url}/api/v1/plans/${id}`, { headers })).json()) as {
      state: { is: string };
    };
    return state.is === 'ready' ? true : null;
  };
  if ((await until(isReady, { timeoutMs: 300_000, everyMs: 500 })) === null) throw new Error('The file was not read');
  const at = `/plans/${id}`;
  const [end, rule] = [clusters.length - 50, clusters.at(-1)?.strategy];
  return [
    { name: 'preview of the file', path: at },
    { name: 'its clusters', path: `${at}/clusters` },
    { name: 'its clusters, the last ones', path: `${at}/clusters?from=${end}` },
    { name: 'its clusters, by rule and size', path: `${at}/clusters?strategy=${rule}&size=2` },
  ];
}

async function measure(server: PageServer, pages: Page[], note: string): Promise<Measurement[]> {
  const seen = new Map(pages.map((page) => [page, { times: [] as number[], kib: 0 }]));
  let first = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [page, kept] of seen) {
      const { ms, kib } = await ask(server, page);
      kept.times.push(ms);
      kept.kib = kib;
    }
    if (round === ROUNDS_BEFORE - 1) first = server.memory().nowMiB;
  }
  const { nowMiB, peakMiB } = server.memory();
  const times = [...seen].flatMap(([{ name }, kept]): Measurement[] => [
    { name, value: median(kept.times), unit: 'ms', goal: { atMost: GOALS.ms }, note: `${Math.round(kept.kib)} KiB` },
  ]);
  const largest = Math.max(...[...seen.values()].map(({ kib }) => kib));
  return [
    ...times,
    { name: 'largest page', value: largest, unit: 'KiB', goal: { atMost: GOALS.kib }, note },
    { name: `memory after ${ROUNDS_BEFORE} rounds`, value: first, unit: 'MiB', note },
    { name: `more of it after ${ROUNDS}`, value: nowMiB - first, unit: 'MiB', goal: { atMost: GOALS.growthMiB } },
    { name: 'peak memory', value: peakMiB, unit: 'MiB', note },
  ];
}

async function ask({ url, headers }: PageServer, { name, path }: Page): Promise<{ ms: number; kib: number }> {
  const began = performance.now();
  const answer = await fetch(url + path, { headers, redirect: 'manual' });
  const body = await answer.arrayBuffer();
  const ms = performance.now() - began;
  if (answer.status !== 200 && answer.status !== 303) throw new Error(`${name} was answered with ${answer.status}`);
  return { ms, kib: body.byteLength / 1024 };
}

function median(times: number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
