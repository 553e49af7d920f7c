#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
import { printableText } from '../contacts/words/printable.ts';
/** A practice CRM to try everything against. Listens on loopback only; writes nothing but the effect log it is asked for. */
import { untilStopped } from '../sandbox/kit/until-stopped.ts';
import type { Practice } from './sandbox/practice.ts';
import { serveDevrev } from './sandbox/serve-devrev.ts';
import { servePodium } from './sandbox/serve-podium.ts';

const SERVED: Readonly<Record<string, (argv: string[]) => Promise<Practice>>> = {
  devrev: serveDevrev,
  podium: servePodium,
};

const STOPS = 'Ending the practice CRM. What was merged there is forgotten: the next one has all contacts again';

const practice = await serve(process.argv.slice(2)).catch(refuse);
if ('usage' in practice) {
  process.stdout.write(practice.usage);
} else {
  const stopped = untilStopped({ leash: practice.leash });
  process.stdout.write(practice.ready);
  await stopped;
  process.stderr.write(`${STOPS}\n`);
  await practice.close();
  process.stdin.destroy();
}

/** The CRM comes first, since each has options of its own. */
async function serve(argv: string[]): Promise<Practice> {
  const at = argv.findIndex((word) => word === '--crm' || word.startsWith('--crm='));
  if (at < 0) return await serveDevrev(argv);
  const crm = argv[at]?.split('=')[1] ?? argv[at + 1] ?? '';
  const start = Object.hasOwn(SERVED, crm) ? SERVED[crm] : undefined;
  if (start === undefined) throw new TypeError(`No --crm "${crm}": expected one of ${Object.keys(SERVED).join(', ')}`);
  return await start(argv.toSpliced(at, argv[at]?.includes('=') ? 1 : 2));
}

function refuse(error: unknown): never {
  const words = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${printableText(words)}\nTry npm run sandbox -- --help\n`);
  process.exit(2);
}
