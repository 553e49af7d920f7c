import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../local/process/until.ts';
import { writeCsv } from './csv-file.ts';
import type { Measurement } from './measurement.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { openStage } from './stage.ts';

const ROUNDS = 5;
const CUSTOMERS = 5_000;
/** Requests leave at this pace, whether or not those before are answered: who is served slowly asks no less. */
const EVERY_MS = 10;
const LONGEST_MS = 20_000;
const PATHS = ['/api/v1/customers?limit=100', '/api/v1/deduplication/compare-sources', '/health'];

/** How long the customers API takes for one in a hundred, alone and while a file is previewed: the medians of a few rounds, in turn. */
export async function benchBesidePreview({ quick }: { quick: boolean }): Promise<Measurement[]> {
  const stage = await openStage({ clusters: 1 });
  try {
    const csv = join(stage.folder, 'contacts.csv');
    await writeCsv({ path: csv, rows: quick ? 50_000 : 500_000, quotedEvery: 5 });
    const server = await startPageServer(stage);
    try {
      await fill(server);
      const file = readFileSync(csv);
      await latencies(server, () => Promise.resolve(false), 2_000);
      const rounds: { alone: number; beside: number; asked: number }[] = [];
      while (rounds.length < (quick ? 1 : ROUNDS)) rounds.push(await round(server, file));
      return measurements(rounds);
    } finally {
      await server.stop();
    }
  } finally {
    await stage.close();
  }
}

function measurements(rounds: { alone: number; beside: number; asked: number }[]): Measurement[] {
  const asked = rounds.reduce((sum, one) => sum + one.asked, 0);
  const note = `median of ${rounds.length}; ${asked.toLocaleString('en-US')} requests beside previews, one every ${EVERY_MS} ms`;
  const median = (of: (round: (typeof rounds)[number]) => number): number =>
    rounds.map(of).toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0;
  return [
    { name: 'p99 of the customers API, alone', value: median(({ alone }) => alone), unit: 'ms', note },
    { name: 'p99 of the customers API, beside a preview', value: median(({ beside }) => beside), unit: 'ms', note },
    {
      ...{ name: 'beside a preview, of alone', value: median(({ alone, beside }) => beside / alone), unit: '×' },
      ...{ goal: { atMost: 1.2 }, note },
    },
  ];
}

async function round(server: PageServer, file: Buffer): Promise<{ alone: number; beside: number; asked: number }> {
  const isBusy = await upload(server, file);
  const during = await latencies(server, isBusy, LONGEST_MS);
  if ((await until(async () => ((await isBusy()) ? null : true), { timeoutMs: 300_000, everyMs: 500 })) === null) {
    throw new Error('The file was not read');
  }
  const alone = await latencies(server, () => Promise.resolve(true), during.length * EVERY_MS);
  return { alone: p99(alone), beside: p99(during), asked: during.length };
}

/** Sends the file, and waits until it is being read. What it returns says whether it still is. */
async function upload({ url, headers }: PageServer, body: Buffer): Promise<() => Promise<boolean>> {
  const sent = await fetch(`${url}/api/v1/plans`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/csv' },
    body: new Uint8Array(body),
  });
  const { id } = (await sent.json()) as { id: string };
  return async () => {
    const answer = await fetch(`${url}/api/v1/plans/${id}`, { headers });
    const { state } = (await answer.json()) as { state: { is: string } };
    return state.is === 'waiting' || state.is === 'reading';
  };
}

/** In milliseconds, of as many requests as leave while it goes on, or within this time. */
async function latencies({ url }: PageServer, goesOn: () => Promise<boolean>, mostMs: number): Promise<number[]> {
  const times: number[] = [];
  const pending: Promise<void>[] = [];
  const began = performance.now();
  let isOver = false;
  const watch = (async (): Promise<void> => {
    while (!isOver && (await goesOn())) await sleep(250);
    isOver = true;
  })();
  for (let at = 0; !isOver && performance.now() - began < mostMs; at += 1) {
    pending.push(timed(url + PATHS[at % PATHS.length], times));
    await sleep(Math.max(0, began + (at + 1) * EVERY_MS - performance.now()));
  }
  isOver = true;
  await Promise.all([...pending, watch]);
  return times;
}

async function timed(url: string, times: number[]): Promise<void> {
  const began = performance.now();
  await (await fetch(url)).arrayBuffer();
  times.push(performance.now() - began);
}

function p99(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(0.99 * sorted.length))] ?? Number.NaN;
}

async function fill({ url }: PageServer): Promise<void> {
  const customers = Array.from({ length: CUSTOMERS }, (_, id) => ({
    ...{ customer_id: id + 1, name: `Person ${id + 1}`, email: `person.${id + 1}@example.org`, source: 'hubspot' },
  }));
  const answer = await fetch(`${url}/api/v1/customers/bulk`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ customers }),
  });
  if (!answer.ok) throw new Error(`The customers were answered with ${answer.status}: ${await answer.text()}`);
}
