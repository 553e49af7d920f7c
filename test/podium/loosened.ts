import type { WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import type { MergeScene, PairOfRun } from './merge-scene.ts';
import { contact, email, FLEET, HARBOUR, mobile, phone, REFUSED } from './people.ts';

export interface Loosened {
  kept: WorldPodiumContact;
  gone: WorldPodiumContact;
  pair: PairOfRun | undefined;
  runId: string;
}

/** A pair whose delete takes the refusals of the kept one away, in a CRM that accepts new ones and does none of them. */
export async function loosened(scene: MergeScene): Promise<Loosened> {
  const number = mobile();
  const name = `Lee Example${number.slice(-4)}`;
  const channels = [phone(number, { marketing: [HARBOUR] }), email(`${number.slice(1)}@example.com`)];
  const kept = contact({ name, channels, tags: [FLEET] });
  const gone = contact({ name, channels: [phone(number, { optedOutAt: REFUSED })] });
  const fine = mobile();
  const others = [
    contact({ name: 'Kim Fine', channels: [phone(fine), email(`${fine.slice(1)}@example.com`)], tags: [FLEET] }),
    contact({ name: 'Kim Fine', channels: [phone(fine)] }),
  ];
  for (const one of [kept, gone, ...others]) scene.podium.act({ kind: 'add', contact: one });
  await scene.scan({ full: true });
  scene.podium.addFault({
    on: 'delete',
    do: {
      kind: 'run',
      run: () => {
        scene.podium.act({ kind: 'update', contact: kept.uid, change: { channels } });
        scene.podium.addFault({ on: 'consent', times: 1_000, do: { kind: 'never-land' } });
      },
    },
  });
  const { id: runId } = await scene.run({ of: gone.uid });
  const ended = await scene.ended([gone.uid]);
  return { kept, gone, pair: ended[gone.uid], runId };
}
