import { jsonObject } from '../http/json.ts';

/**
 * Whether a 404 speaks of the object asked for. An unrouted path (`{"message":"route not found"}`, reference/devrev-api.md,
 * section 3) and a gateway's page answer 404 too, and say nothing about it.
 */
export function isOwnNotFound(body: Uint8Array): boolean {
  const object = jsonObject(body);
  return object !== null && object.message !== 'route not found';
}
