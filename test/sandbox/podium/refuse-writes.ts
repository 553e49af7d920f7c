import type { PodiumSandbox } from '../../../sandbox/podium/start.ts';

/** Of a test of what only reads: throws where the API did something, or was asked to, whether it took or refused that. */
export function refuseWrites(podium: Pick<PodiumSandbox, 'effects' | 'requests'>): void {
  const done = podium.effects().filter(({ kind, by }) => kind === 'write' || by === 'api');
  const asked = podium.requests().filter(({ write, unknownPath }) => write || unknownPath);
  const all = [
    ...done.map(({ kind, subject }) => `${kind} ${subject}`),
    ...asked.map((one) => `${one.method} ${one.path}`),
  ];
  if (all.length > 0) throw new Error(`Who only reads has written: ${all.join(', ')}`);
}
