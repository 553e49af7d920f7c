import type { World } from '../../samples/world/world.ts';
import { message, smallWorld, ticket } from './small-world.ts';

/** TKT-1 with ARTIFACT-7 on its first message. */
export function worldWithFile(size: number): World {
  const artifacts = [{ id: 'ARTIFACT-7', name: 'photo.png', type: 'image/png', size }];
  return smallWorld({ tickets: [ticket({ id: 'TKT-1', messages: [message({ artifacts })] })] });
}
