import type { Socket } from 'node:net';
import { openSocket } from '../http/open-socket.ts';
import type { DevrevSettings } from './settings.ts';

/** See `openSocket`. */
export function openMergeSocket({ origin, timeoutMs }: DevrevSettings, signal?: AbortSignal): Promise<Socket> {
  return openSocket({ origin, timeoutMs, call: 'POST rev-users.merge' }, signal);
}
