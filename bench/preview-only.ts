// What `preview --csv FILE --out FILE` does with a CSV, without the start of the process. Prints seconds and peak memory.
import { csvFile } from '../contacts/csv/source.ts';
import { preview } from '../contacts/preview/preview.ts';
import { DEFAULT_PROFILE } from '../contacts/profiles/profiles.ts';
import { readRules } from '../contacts/rules/rules.ts';

const path = process.argv[2] ?? '';
const rules = await readRules('rules.default.yaml');
const started = performance.now();
const summary = await preview({
  source: csvFile(path),
  rules,
  neverMerge: new Map(),
  profile: DEFAULT_PROFILE,
  out: `${path}.plan.json`,
  csvOut: null,
  strict: false,
});
const seconds = (performance.now() - started) / 1000;
const peakMiB = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`${JSON.stringify({ rows: summary.findings.rows, seconds, peakMiB })}\n`);
