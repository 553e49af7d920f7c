import type { WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import { requireRun } from '../../store/runs/runs.ts';
import { until } from '../support/outcome.ts';
import { PATIENT_TIMING } from '../support/patient.ts';
import { openMergeScene } from './merge-scene.ts';
import { keepGoing } from './mixed.ts';
import { contact, email, FLEET, mobile, phone, REFUSED } from './people.ts';

/** Two of one number, and somebody else who has something that one of them is asked for by. */
interface Mixup {
  kept: WorldPodiumContact;
  gone: WorldPodiumContact;
  stranger: WorldPodiumContact;
  /** What the stranger comes to have after the scan, so that no index knows it. */
  later: WorldPodiumContact['channels'] | null;
}

export interface PlayedAddresses {
  /** How many pairs are in which state. */
  ended: Record<string, number>;
  /** Effects of our writes on whom they were not meant for. */
  wrong: string[];
  /** Strangers who are not as they were. */
  strangers: string[];
  /** Requests that delete, asked for more than once. */
  twice: string[];
  /** Contacts that were meant by a phone. */
  byPhone: string[];
  close(): Promise<void>;
}

const ADDRESS = { addressLine1: '1 Way St', city: 'Sydney', state: 'NSW', postalCode: '2000', country: 'AU' };

/** Beside everything else, for each cluster. */
const LONGEST_MS = 6_000;

/** Merges so many clusters, of each of which something is somebody else's too; whom Podium takes of several is the one with the lowest uid. */
export async function playAddresses(count: number): Promise<PlayedAddresses> {
  const mixups = Array.from({ length: count }, (_, at) => mixupOf(at));
  const people = mixups.flatMap(({ kept, gone, stranger }) => [kept, gone, stranger]);
  const scene = await openMergeScene(people, { pageCap: 100, shared: 'first' });
  const { podium, database } = scene;
  try {
    await scene.workerHere();
    await scene.scan({ full: true });
    for (const { stranger, later } of mixups) {
      if (later === null) continue;
      stranger.channels = [...stranger.channels, ...later];
      podium.act({ kind: 'update', contact: stranger.uid, change: { channels: stranger.channels } });
    }
    const run = await scene.run({ timing: PATIENT_TIMING });
    const going = keepGoing(scene, run);
    const isOver = async (): Promise<boolean> => (await requireRun(database.db, run.id)).state !== 'open';
    await until('the run has ended', isOver, LONGEST_MS * count + 60_000).finally(going.end);
    const pairs = await scene.pairs();
    const done = new Set(pairs.filter(({ state }) => state === 'done').map(({ duplicate_id }) => duplicate_id));
    const ended: Record<string, number> = {};
    for (const { state } of pairs) ended[state] = (ended[state] ?? 0) + 1;
    const asked = podium.effects().flatMap(({ kind, subject }) => (kind === 'write' ? [subject] : []));
    const deletes = asked.filter((path) => path.startsWith('DELETE '));
    return {
      ended,
      wrong: wrongly(scene.done(), { mixups, done }),
      strangers: changed(podium.contacts(), mixups),
      twice: deletes.filter((path, at) => deletes.indexOf(path) !== at),
      byPhone: asked.filter((path) => /%2B|\/\+|\/\d{6,}$/.test(path)),
      close: scene.close,
    };
  } catch (error) {
    await scene.close();
    throw error;
  }
}

function mixupOf(at: number): Mixup {
  const number = mobile();
  const name = `Way Example${at}`;
  const [keptMail, goneMail] = [`way-kept${at}@example.com`, `way-gone${at}@example.com`];
  const consent = at % 3 === 0 ? { optedOutAt: REFUSED } : {};
  const channels = [phone(number), email(keptMail)];
  // Says more than the other, so that it is kept, and has no conversation, so that its e-mail is all that is its own.
  const attributes = ['size', 'seats'].map((label) => ({ uid: `attr_${label}`, label, value: '5' }));
  const kept = contact({ name, channels, tags: [FLEET], conversations: [], attributes, address: ADDRESS });
  const gone = contact({ name, channels: [phone(number, consent), email(goneMail)] });
  const stranger = contact({ name: `Robin Other${at}`, channels: [phone(mobile())], conversations: [] });
  const mixup: Mixup = { kept, gone, stranger, later: null };
  switch (at % 10) {
    // Nothing of its own: its e-mail is a stranger's too.
    case 1:
      gone.conversations = [];
      stranger.channels = [...stranger.channels, email(goneMail.toUpperCase()), email(goneMail)];
      break;
    // Nothing but the phone, which all of them have.
    case 3:
      gone.conversations = [];
      gone.channels = gone.channels.slice(0, 1);
      break;
    // The kept one’s only e-mail is a stranger's too.
    case 5:
      stranger.channels = [...stranger.channels, email(keptMail)];
      break;
    // Its conversation is a stranger's too, its e-mail its own.
    case 2:
    case 6:
      stranger.conversations = [...gone.conversations];
      break;
    // Its only e-mail is a stranger's too once all were scanned.
    case 4:
    case 8:
      gone.conversations = [];
      mixup.later = [email(goneMail)];
      break;
    // The kept one’s only e-mail is a stranger's too once all were scanned.
    case 9:
      mixup.later = [email(keptMail)];
      break;
  }
  return mixup;
}

/** A refusal reaches all who have the number, and none but the two has it. */
function wrongly(
  effects: readonly { kind: string; subject: string; what?: string }[],
  { mixups, done }: { mixups: readonly Mixup[]; done: ReadonlySet<string> },
): string[] {
  const kept = new Set(mixups.map(({ kept: { uid } }) => uid));
  const gone = new Set(mixups.map(({ gone: { uid } }) => uid));
  const isMeant = ({ kind, subject, what = '' }: { kind: string; subject: string; what?: string }): boolean => {
    if (kind === 'deleted') return gone.has(subject) && done.has(subject);
    return kind === 'updated' && (kept.has(subject) || (gone.has(subject) && what.includes('opt-out')));
  };
  return effects.filter((one) => !isMeant(one)).map(({ kind, subject, what }) => `${kind} ${what ?? ''} ${subject}`);
}

function changed(living: readonly WorldPodiumContact[], mixups: readonly Mixup[]): string[] {
  const now = new Map(living.map((one) => [one.uid, one]));
  const isSame = (one: WorldPodiumContact): boolean => {
    const { updatedAt: _, ...shown } = now.get(one.uid) ?? { updatedAt: '' };
    const { updatedAt: _was, ...was } = one;
    return JSON.stringify(shown) === JSON.stringify(was);
  };
  return mixups.filter(({ stranger }) => !isSame(stranger)).map(({ stranger }) => stranger.uid);
}
