import { randomUUID } from 'node:crypto';
import { email, phone } from '../../../samples/podium/podium-studio.ts';
import type { WorldPodiumContact } from '../../../samples/podium/podium-world.ts';
import { BY } from '../settings.ts';
import { consentProof, refusedNow } from './consent-proof.ts';
import { AGREE, agreeOn, CRM } from './letting-in.ts';
import type { VerbOptions, VerbRun } from './run-verb.ts';
import type { PodiumStage } from './stage.ts';

/** Of another block of invented numbers than the sample's. */
const MADE_FOR_IT = '+61491570006';

export interface Typing {
  say: (text: string) => void;
  type: (title: string, line: string[], more?: Partial<VerbOptions>) => Promise<VerbRun>;
}

/** The second half: it is shown that Podium merges, a person approves, all is merged while campaigns go out. True where nobody was opted in. */
export async function mergeInDemo(stage: PodiumStage, plan: string, { say, type }: Typing): Promise<boolean> {
  const { podium } = stage;
  const answer = (err: string): Promise<string> | null => agreeOn(AGREE.exec(err)?.[0]);
  await type('7. Being let write. Until here nothing could be.', ['authorize', ...CRM, '--to-merge'], { answer });
  const [place = ''] = podium.contacts().flatMap(({ locations }) => locations);
  const two = [madeForIt('kept', place), madeForIt('deleted', place)];
  for (const contact of two) podium.act({ kind: 'add', contact });
  const [kept = '', deleted = ''] = two.flatMap(({ conversations }) => conversations);
  const addresses = ['--primary', kept, '--duplicate', deleted];
  await type(
    '8. No document of Podium describes a merge: it is shown with two contacts that a person has made for it, and off until then.',
    ['prove-merge', ...CRM, '--test-org', podium.org, ...addresses, '--by', BY, '--yes'],
  );
  podium.tick();
  const before = refusedNow(podium);
  podium.configure({ tickOnChange: true });
  const started = await type('9. The same plan, for real. From now on a campaign goes out after every change.', [
    'start',
    '--plan',
    plan,
    '--yes',
    '--json',
  ]);
  const { run } = JSON.parse(started.out) as { run: string };
  await type('', ['approve', run, '--all', '--by', BY]);
  await type('', ['finish', run]);
  await type('', ['status', run, '--watch']);
  podium.tick();
  const proof = consentProof(podium, before);
  say(`10. Consent, as the practice Podium's own log has it\n\n${proof.text}`);
  await type('11. The report.', ['report', run]);
  return proof.holds;
}

function madeForIt(which: 'kept' | 'deleted', place: string): WorldPodiumContact {
  const isKept = which === 'kept';
  const at = new Date().toISOString();
  return {
    uid: randomUUID(),
    name: 'Try Example',
    channels: [phone(MADE_FOR_IT, isKept ? { marketing: [place] } : {}), ...(isKept ? [] : [email('try@example.com')])],
    tags: [],
    attributes: [],
    locations: [place],
    conversations: [randomUUID()],
    address: null,
    createdAt: at,
    updatedAt: at,
  };
}
