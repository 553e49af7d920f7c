import { expect, test } from 'vitest';
import { standstill } from '../support/one-pair.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { previewUndo, startUndo } from '../support/undo.ts';

const OUT = 'tnt__no_mail';

test('Who has opted out on either of the two can be reached at no instant of the way back without that', async () => {
  const { world, plan } = smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]);
  for (const contact of world.contacts) {
    contact.customFields = { [OUT]: contact.id === 'REVU-2' };
    contact.phoneNumbers = ['+12025550100'];
  }
  const scene = await openScene({ world, plan });
  try {
    await scene.workerHere(PATIENT_ENV);
    const run = await scene.start({ timing: PATIENT_TIMING, consent: [{ field: OUT, optedOut: true }] });
    await standstill(scene, run);
    const shown = await previewUndo(scene, { runId: run.id });
    const reached: unknown[] = [];
    const look = (): void => {
      for (const [id, contact] of Object.entries(scene.sandbox.state().contacts)) {
        const { email, phoneNumbers, customFields } = contact as Record<string, unknown>;
        const hasAddress = email !== '' || (phoneNumbers as string[]).length > 0;
        if (hasAddress && (customFields as Record<string, unknown>)[OUT] !== true) reached.push(id);
      }
    };
    scene.sandbox.addFault({ on: '*', every: 1, do: { kind: 'run', run: look } });
    await (await startUndo(scene, { runId: run.id, shown })).result();
    look();
    expect(reached).toEqual([]);
    const addresses = Object.values(scene.sandbox.state().contacts).map(({ email }) => email);
    expect(addresses).toEqual(['person0@example.com', 'person0@example.com']);
  } finally {
    await scene.close();
  }
});
