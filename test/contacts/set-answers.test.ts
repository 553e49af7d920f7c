import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { groupBySources } from '../../contacts/sets/id-groups.ts';
import { finish } from '../../contacts/sets/pausing.ts';
import { analysisJson, comparisonJson, operationJson } from '../../contacts/sets/set-answers.ts';
import { addBigInts, openSourceSets } from '../../contacts/sets/source-sets.ts';

interface Recording {
  steps: { name: string; answer: { body: string } }[];
}

const GOLDEN = new URL('../api/golden/documented.json', import.meta.url);
const SOURCES = ['salesforce', 'hubspot', 'internal'];

/** The ids of the step "upload ids in several sources, one of them twice in one". */
const IDS = [
  [105n, 101n, 102n, 103n, 103n],
  [106n, 103n, 102n, -4n],
  [107n, 103n, 9007199254740993n],
];

test.each([
  { name: 'nothing', lists: [[], [], []] },
  { name: '', lists: IDS },
])('Of ids in three sources $name: byte for byte what was recorded from FastAPI', ({ name, lists }) => {
  const { steps } = JSON.parse(readFileSync(GOLDEN, 'utf8')) as Recording;
  const recorded = (step: string): string | undefined =>
    steps.find((one) => one.name === `${step} ${name}`.trim())?.answer.body;
  // One more source, without records: that of sources that are no longer configured.
  const sets = openSourceSets({ sources: 4 });
  for (const [source, ids] of lists.entries()) addBigInts(sets, source, BigInt64Array.from(ids));
  const grouped = finish(groupBySources(sets));
  expect(Buffer.concat([...analysisJson(grouped)]).toString()).toBe(recorded('analyze'));
  expect(Buffer.concat([...comparisonJson(grouped, SOURCES)]).toString()).toBe(recorded('compare'));
});

test('One operation says what it was asked, and how many records it looked at', () => {
  const sets = openSourceSets({ sources: 4 });
  for (const [source, ids] of IDS.entries()) addBigInts(sets, source, BigInt64Array.from(ids));
  const grouped = finish(groupBySources(sets));
  const answer = (op: 'union' | 'intersection' | 'difference') =>
    Buffer.concat([...operationJson(grouped, { op, names: SOURCES })]).toString();
  const head = (op: string) => `{"op":"${op}","by":"customer_id","sources":["salesforce","hubspot","internal"]`;
  expect(answer('intersection')).toBe(
    `${head('intersection')},"count":1,"total_records":12,"without_key":0,"values":[103]}`,
  );
  expect(answer('difference')).toBe(
    `${head('difference')},"count":2,"total_records":12,"without_key":0,"values":[101,105]}`,
  );
  expect(answer('union')).toContain('"count":8,"total_records":12,"without_key":0,"values":[-4,101,');
});
