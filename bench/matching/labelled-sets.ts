import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { csvFile } from '../../contacts/csv/source.ts';
import { matchCsv } from '../../matching/host/match-csv.ts';
import { readColumnMap } from '../../matching/host/read-map.ts';
import type { Measurement } from '../measurement.ts';
import { autoScore, f1Of, precisionOf, score } from './score.ts';

/** F1 that is to be reached, by the name of a set's folder. */
const GOALS: Readonly<Record<string, number>> = { febrl3: 0.997, fake_1000: 0.955, dqbench_t1: 0.97 };

/**
 * How right `match` is on labelled sets, each a folder with records.csv (first column `id`), columns.json and truth.csv (id,entity), all with one setting.
 * Throws where a folder has none of them.
 */
export async function benchLabelledSets(folder: string): Promise<Measurement[]> {
  const names = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory());
  const sets = names.map(({ name }) => name).filter((name) => existsSync(join(folder, name, 'truth.csv')));
  if (sets.length === 0) throw new Error(`${folder} has no folder with records.csv, columns.json and truth.csv`);
  const measurements: Measurement[] = [];
  for (const name of sets.sort()) measurements.push(...(await measured(join(folder, name), name)));
  return measurements;
}

async function measured(folder: string, name: string): Promise<Measurement[]> {
  const map = await readColumnMap(join(folder, 'columns.json'));
  const { ids, match } = await matchCsv({ source: csvFile(join(folder, 'records.csv')), map });
  const truth = parse(await readFile(join(folder, 'truth.csv')), { columns: true }) as Record<string, string>[];
  const numbers = new Map<string, number>();
  const entityOf = new Map(truth.map(({ id = '', entity = '' }) => [id, numberOf(numbers, entity)]));
  const people = Int32Array.from(ids, (id) => entityOf.get(id) ?? -1);
  const all = score(match.clusters, people);
  const note = `${ids.length.toLocaleString('en')} rows`;
  const goal = GOALS[name];
  return [
    {
      name: `match, F1 of ${name}`,
      value: f1Of(all),
      unit: '',
      ...(goal !== undefined && { goal: { atLeast: goal } }),
      note,
    },
    { name: `match, precision of ${name}`, value: precisionOf(all), unit: '', note },
    {
      name: `match, precision of the auto band of ${name}`,
      value: precisionOf(autoScore(match.auto, people)),
      unit: '',
      goal: { atLeast: 1 },
      note,
    },
  ];
}

function numberOf(numbers: Map<string, number>, entity: string): number {
  const number = numbers.get(entity) ?? numbers.size;
  numbers.set(entity, number);
  return number;
}
