// Reads a CSV with csv-parse in array mode and nothing else: what `preview` is compared with. Prints seconds and peak memory.
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

const started = performance.now();
let rows = 0;
for await (const _row of createReadStream(process.argv[2] ?? '', { highWaterMark: 256 * 1024 }).pipe(
  parse({ bom: true, columns: false }),
))
  rows += 1;
const seconds = (performance.now() - started) / 1000;
process.stdout.write(`${JSON.stringify({ rows, seconds, peakMiB: process.resourceUsage().maxRSS / 1024 })}\n`);
