#!/usr/bin/env -S node --import tsx
// Touches: this machine's processor for minutes; bench/results.json; folders of its own under the system's temp.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BENCHMARKS } from './benchmarks.ts';
import type { Measurement } from './measurement.ts';
import { table } from './table.ts';

const RESULTS = fileURLToPath(new URL('./results.json', import.meta.url));

const USAGE = `Measures, prints a table, and writes bench/results.json: the figures that docs/performance.md explains.

Usage: npm run bench [-- NAME…] [--quick]

${Object.entries(BENCHMARKS)
  .map(([name, { about }]) => `  ${name.padEnd(14)} ${about}`)
  .join('\n')}

  --quick    a tenth of the work, to see that it runs; writes no results
  --help     this text

All of them take about an hour on two cores. Nothing else should run meanwhile.
`;

interface Results {
  [benchmark: string]: { at: string; machine: string; measurements: Measurement[] };
}

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (values.help) process.stdout.write(USAGE);
else if (unknown.length > 0) {
  process.stderr.write(`No benchmark '${unknown[0]}': expected ${Object.keys(BENCHMARKS).join(', ')}\n`);
  process.exitCode = 2;
} else await measure(positionals.length > 0 ? positionals : Object.keys(BENCHMARKS), values.quick);

async function measure(names: string[], quick: boolean): Promise<void> {
  const results: Results = existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Results) : {};
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
  for (const name of names) {
    process.stderr.write(`${name}: ${BENCHMARKS[name]?.about}\n`);
    const measurements = (await BENCHMARKS[name]?.run({ quick })) ?? [];
    process.stdout.write(`\n${table(measurements)}\n`);
    results[name] = { at: new Date().toISOString(), machine, measurements };
    if (!quick) writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  }
}
