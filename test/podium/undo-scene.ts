import { sql } from 'drizzle-orm';
import type { WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import { PATIENT_TIMING } from '../support/patient.ts';
import { previewUndo, startUndo, type UndonePair, undonePairs } from '../support/undo.ts';
import type { MergeScene } from './merge-scene.ts';
import { contact, email, FLEET, HARBOUR, mobile, NEWSLETTER, phone, RIDGE } from './people.ts';

export interface Couple {
  kept: WorldPodiumContact;
  gone: WorldPodiumContact;
}

let count = 0;

/** Two of one number; the first says no less, is newer and so is kept, the second has an e-mail of its own unless its channels say otherwise. */
export function couple(traits: Partial<WorldPodiumContact> = {}): Couple {
  count += 1;
  const number = mobile();
  const name = `Una Example${count}`;
  const kept = contact({
    name,
    channels: [phone(number), email(`kept-${count}@example.com`)],
    updatedAt: '2025-03-01T00:00:00.000Z',
    tags: [NEWSLETTER],
    locations: [HARBOUR, RIDGE],
    attributes: [{ uid: 'attr_size', label: 'size', value: 'M' }],
    address: { addressLine1: '1 Kept St', city: 'Sydney', state: 'NSW', postalCode: '2000', country: 'AU' },
  });
  const gone = contact({
    name,
    channels: [phone(number), email(`gone-${count}@example.com`)],
    tags: [FLEET],
    ...traits,
  });
  return { kept, gone };
}

interface Merge {
  runId: string;
  gone: WorldPodiumContact;
}

/** What a preview of taking the merge of one contact back has come to. */
export async function previewed(scene: MergeScene, merge: Merge): Promise<UndonePair | undefined> {
  const preview = await previewUndo(scene, await orderOf(scene, merge));
  const [shown] = await undonePairs(scene, preview.undoId);
  return shown;
}

/** Takes it back after a preview; `between` the two somebody else may do something. */
export async function takeBack(
  scene: MergeScene,
  { between, ...merge }: Merge & { between?: () => void },
): Promise<{ shown: UndonePair | undefined; pair: UndonePair | undefined }> {
  const order = await orderOf(scene, merge);
  const preview = await previewUndo(scene, order);
  const [shown] = await undonePairs(scene, preview.undoId);
  between?.();
  if (shown?.state !== 'planned') return { shown, pair: undefined };
  const started = await startUndo(scene, { ...order, shown: preview });
  await started.result();
  const [pair] = await undonePairs(scene, started.id);
  return { shown, pair };
}

async function orderOf(scene: MergeScene, { runId, gone }: Merge) {
  return { runId, clusterId: await clusterOf(scene, gone.uid), duplicateId: gone.uid, timing: PATIENT_TIMING };
}

async function clusterOf({ database }: MergeScene, duplicate: string): Promise<string | null> {
  const [row] = await database.db.execute<{ cluster: string }>(
    sql`select cluster_id as cluster from pairs where duplicate_id = ${duplicate}`,
  );
  return row?.cluster ?? null;
}

/** What the API was asked to change since, in order, after so many effects. */
export function askedSince({ podium }: MergeScene, seen: number): string[] {
  const since = podium.effects().slice(seen);
  return since.flatMap(({ kind, subject }) => (kind === 'write' ? [subject] : []));
}
