// What `match --csv FILE` does with a file of our generator, and how right it is. Prints rows, seconds, processor seconds, peak memory, F1, precision and the auto band's precision.
import { csvFile } from '../contacts/csv/source.ts';
import { matchCsv } from '../matching/host/match-csv.ts';
import { labelledContacts } from '../samples/matching/generate-contacts.ts';

const [path = '', seed = '', rows = ''] = process.argv.slice(2);
const started = performance.now();
const { ids, match } = await matchCsv({ source: csvFile(path) });
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage();
const peakMiB = process.resourceUsage().maxRSS / 1024;
const spent = { rows: ids.length, seconds, cpu: (user + system) / 1e6, peakMiB };

const entityOf = new Map<string, number>();
for (const { id, entity } of labelledContacts({ seed: Number(seed), rows: Number(rows) })) entityOf.set(id, entity);
const entities = Int32Array.from(ids, (id) => entityOf.get(id) ?? -1);
const all = score(match.clusters, entities);
const auto = score(
  match.auto.map((group, at) => (group < 0 ? at : group)),
  entities,
);
const f1 = (2 * all.right) / (all.said + all.there);
process.stdout.write(
  `${JSON.stringify({ ...spent, f1, precision: all.right / all.said, auto: auto.right / auto.said })}\n`,
);

/** Pairs of one group that are one person's, all pairs of groups, all pairs of people. */
function score(groups: Int32Array, people: Int32Array): { right: number; said: number; there: number } {
  const [cells, byGroup, byPerson] = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()];
  const add = (to: Map<number, number>, key: number): void => void to.set(key, (to.get(key) ?? 0) + 1);
  for (let at = 0; at < groups.length; at++) {
    const [group, person] = [groups[at] ?? 0, people[at] ?? 0];
    add(cells, group * 2 ** 24 + person);
    add(byGroup, group);
    add(byPerson, person);
  }
  const [right = 0, said = 0, there = 0] = [cells, byGroup, byPerson].map((counts) =>
    [...counts.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0),
  );
  return { right, said, there };
}
