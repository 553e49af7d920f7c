/**
 * Previews 1,500 clusters of who shares a phone and writes their lines for review. With `kill` it is killed while it writes them, some being
 * on the disk. Usage: killed-preview.ts FILE [kill]
 */
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { baseInMemory } from '../../contacts/base/in-memory.ts';
import { DEFAULT_POLICY } from '../../contacts/base/policy.ts';
import { previewBase } from '../../contacts/base/preview-base.ts';
import { AU, baseContact, phone } from '../contacts/base/make-base.ts';

const CLUSTERS = 1500;
const [review = '', kill] = process.argv.slice(2);

function parts(): string[] {
  const folder = dirname(review);
  return readdirSync(folder).flatMap((name) => (name.endsWith('.part') ? [join(folder, name)] : []));
}

/** Asked of every contact in every line. */
function lastTouch(): undefined {
  const isBegun = kill === 'kill' && parts().some((path) => statSync(path).size > 0);
  if (isBegun) process.kill(process.pid, 'SIGKILL');
  return undefined;
}

const contacts = Array.from({ length: 2 * CLUSTERS }, (_, at) => {
  const contact = baseContact({
    uid: `ct_${at}`,
    name: `Person ${at}`,
    locations: [`place_${at % 2}`],
    channels: [phone(`0412 ${String(100_000 + Math.floor(at / 2))}`)],
  });
  return Object.defineProperty(contact, 'lastTouch', { get: lastTouch });
});
await previewBase({
  source: baseInMemory(contacts),
  crm: 'podium',
  policy: { ...DEFAULT_POLICY, crossLocation: 'auto_merge' },
  regions: AU,
  ...{ out: null, byHand: null, review, limit: 0 },
});
