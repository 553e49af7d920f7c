import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvInMemory } from '../../contacts/csv/source.ts';
import { planFromCsv } from '../../contacts/planning/plan-from-csv.ts';
import { findProfile } from '../../contacts/profiles/profiles.ts';
import { readRules } from '../../contacts/rules/rules.ts';
import { chooseClusters } from '../../contacts/sample/choose-clusters.ts';
import { createSample } from '../../contacts/sample/create-sample.ts';
import { SAMPLES } from '../../samples/sample.ts';

const rules = await readRules('rules.default.yaml');

async function optionsOf(content: string | Uint8Array) {
  const source = csvInMemory('contacts.csv', content);
  return { source, rules, neverMerge: new Map(), profile: await findProfile(source, null) };
}

async function sampleOf(content: Uint8Array, { size, seed }: { size: number; seed: number }) {
  const pieces: Uint8Array[] = [];
  const write = (bytes: Uint8Array): number => pieces.push(Buffer.from(bytes));
  const sample = await createSample({ ...(await optionsOf(content)), size, seed, write });
  return { ...sample, text: Buffer.concat(pieces).toString('utf8') };
}

test.each(Object.entries(SAMPLES))(
  'Of %s, a sample of any size and seed plans into the same whole clusters, of rows that stand in the CSV as they do in it, and none is rejected',
  async (_, { csv }) => {
    const content = readFileSync(csv);
    const whole = await planFromCsv(await optionsOf(content));
    const lines = content.toString('utf8').split('\n');
    const arbitrary = fc.record({ size: fc.integer({ min: 1, max: 40 }), seed: fc.nat() });
    await fc.assert(
      fc.asyncProperty(arbitrary, async (asked) => {
        const { text, clusters, rows, kinds, notWhole } = await sampleOf(content, asked);
        const { plan, rejected, rows: read } = await planFromCsv(await optionsOf(text));
        const known = new Map(whole.plan.clusters.map((cluster) => [cluster.id, cluster]));
        expect(rejected).toEqual([]);
        expect(plan.clusters.map(({ id }) => id).sort()).toEqual(clusters.map(({ id }) => id).sort());
        for (const cluster of plan.clusters) expect(cluster).toEqual(known.get(cluster.id));
        expect(clusters).toHaveLength(Math.min(asked.size, whole.plan.clusters.length - notWhole));
        expect(kinds.reduce((sum, { taken }) => sum + taken, 0)).toBe(clusters.length);
        const taken = text.trimEnd().split('\n');
        let at = 0;
        for (const line of lines) if (line === taken[at]) at += 1;
        expect(at).toBe(taken.length);
        expect(rows).toBe(read);
      }),
      { numRuns: 8 },
    );
  },
);

test('One of each kind comes before a second of any, and a larger size keeps what a smaller one has', async () => {
  const { plan } = await planFromCsv(await optionsOf(readFileSync(SAMPLES['external-contacts']?.csv ?? '')));
  const { kinds } = chooseClusters(plan.clusters, { size: 1, seed: 1 });
  expect(kinds.length).toBeGreaterThan(4);
  expect(kinds.filter(({ taken }) => taken > 0)).toHaveLength(1);
  const each = chooseClusters(plan.clusters, { size: kinds.length, seed: 1 });
  expect(each.kinds.map(({ taken }) => taken)).toEqual(kinds.map(() => 1));
  const more = chooseClusters(plan.clusters, { size: kinds.length + 3, seed: 1 });
  expect(more.clusters.slice(0, kinds.length)).toEqual(each.clusters);
  expect(chooseClusters(plan.clusters, { size: 4, seed: 1 })).toEqual(
    chooseClusters(plan.clusters, { size: 4, seed: 1 }),
  );
  const others = new Set(
    [1, 2, 3, 4, 5].map((seed) =>
      chooseClusters(plan.clusters, { size: 4, seed })
        .clusters.map(({ id }) => id)
        .join(),
    ),
  );
  expect(others.size).toBeGreaterThan(1);
});

test('A CSV in which nobody belongs together gives no sample', async () => {
  const [header] = readFileSync(SAMPLES['revu-user']?.csv ?? '', 'utf8').split('\n');
  await expect(sampleOf(Buffer.from(`${header}\n`), { size: 4, seed: 1 })).rejects.toThrow('nothing to take');
});
