#!/usr/bin/env -S node --import tsx
// Touches: this machine's processor for minutes; bench/results.json; folders of its own under the system's temp.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BENCHMARKS } from './benchmarks.ts';
import type { BenchOptions, Measurement } from './measurement.ts';
import { table } from './table.ts';

const RESULTS = fileURLToPath(new URL('./results.json', import.meta.url));

const USAGE = `Measures, prints a table, and writes bench/results.json: the figures that docs/performance.md explains.

Usage: npm run bench [-- NAME…] [--quick]

${Object.entries(BENCHMARKS)
  .map(([name, { about }]) => `  ${name.padEnd(14)} ${about}`)
  .join('\n')}

  --quick    a tenth of the work, to see that it runs; writes no results
  --sets DIR with matching: how right it is on the labelled sets in DIR, each a folder of records.csv, columns.json and
             truth.csv; writes no results
  --help     this text

All of them take about an hour on two cores. Nothing else should run meanwhile.
`;

interface Results {
  [benchmark: string]: { at: string; machine: string; measurements: Measurement[] };
}

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    sets: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (values.help) process.stdout.write(USAGE);
else if (unknown.length > 0) {
  process.stderr.write(`No benchmark '${unknown[0]}': expected ${Object.keys(BENCHMARKS).join(', ')}\n`);
  process.exitCode = 2;
} else if (values.sets !== undefined && positionals.join() !== 'matching') {
  process.stderr.write('--sets is for matching alone: npm run bench -- matching --sets DIR\n');
  process.exitCode = 2;
} else {
  const options = { quick: values.quick, sets: values.sets ?? null };
  await measure(positionals.length > 0 ? positionals : Object.keys(BENCHMARKS), options);
}

async function measure(names: string[], options: BenchOptions): Promise<void> {
  const results: Results = existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Results) : {};
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
  for (const name of names) {
    process.stderr.write(`${name}: ${BENCHMARKS[name]?.about}\n`);
    const measurements = (await BENCHMARKS[name]?.run(options)) ?? [];
    process.stdout.write(`\n${table(measurements)}\n`);
    results[name] = { at: new Date().toISOString(), machine, measurements };
    if (!options.quick && options.sets === null) writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  }
}
