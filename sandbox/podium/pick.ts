import type { WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import type { PodiumCore } from './core.ts';
import { Problem } from './problems.ts';

/** The contact that a call by conversation, e-mail or phone means: of several with one phone whichever the switch says. The uid is no identifier. */
export function pick(core: PodiumCore, identifier: string): WorldPodiumContact {
  return choose(core, core.contacts.holders(identifier));
}

/** Throws Problem 404 where there is none. */
export function choose(core: PodiumCore, found: readonly WorldPodiumContact[]): WorldPodiumContact {
  core.turns += 1;
  const at = { first: 0, last: found.length - 1, turns: core.turns % Math.max(1, found.length) }[core.settings.shared];
  const contact = found[at];
  if (contact === undefined) throw new Problem(404, 'resource_not_found', 'There is no such contact');
  return contact;
}
