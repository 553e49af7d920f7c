import type { World } from '../../samples/world/world.ts';
import type { Scene } from './scene.ts';

/** The world with these contacts called so. */
export function withNames(world: World, names: Record<string, string>): World {
  return {
    ...world,
    contacts: world.contacts.map((one) => ({ ...one, fullName: names[one.id] ?? one.fullName })),
  };
}

/** A person calls a contact otherwise, in the CRM. */
export function rename(scene: Scene, id: string, fullName: string): void {
  scene.sandbox.act({ kind: 'editContact', id, patch: { fullName } });
}
