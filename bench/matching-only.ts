// What `match --csv FILE` does with a file of our generator, and how right it is. Prints rows, seconds, processor seconds, peak memory, F1, precision and the auto band's precision.
import { csvFile } from '../contacts/csv/source.ts';
import { matchCsv } from '../matching/host/match-csv.ts';
import { labelledContacts } from '../samples/matching/generate-contacts.ts';
import { autoScore, f1Of, precisionOf, score } from './matching/score.ts';

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
const right = { f1: f1Of(all), precision: precisionOf(all), auto: precisionOf(autoScore(match.auto, entities)) };
process.stdout.write(`${JSON.stringify({ ...spent, ...right })}\n`);
