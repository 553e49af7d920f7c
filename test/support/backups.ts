import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scene } from './scene.ts';

export interface SeenBackup {
  /** Display ids of the reported tickets, as the pages list them. */
  tickets: string[];
  /** Tickets whose messages are there. */
  conversations: string[];
}

/** What lies in a contact's finished backup folder (the first one), read without our code; null while there is none. */
export function readBackup(scene: Pick<Scene, 'env'>, contact: string): SeenBackup | null {
  const root = scene.env.BACKUP_DIR ?? '';
  const name = existsSync(root) && readdirSync(root).find((folder) => folder.endsWith(`_${contact}`));
  if (!name || !existsSync(join(root, name, 'verification.json'))) return null;
  const text = readFileSync(join(root, name, 'tickets.json'), 'utf8');
  const { reported } = JSON.parse(text) as { reported: { works: { display_id: string }[] }[] };
  const conversations = join(root, name, 'conversations');
  const folders = existsSync(conversations) ? readdirSync(conversations) : [];
  const withMessages = folders.filter((ticket) => existsSync(join(conversations, ticket, 'messages.json')));
  return {
    tickets: reported.flatMap((page) => page.works.map((work) => work.display_id)),
    conversations: inOrder(withMessages),
  };
}

/** By number: `TKT-2` before `TKT-10`. */
function inOrder(tickets: string[]): string[] {
  return tickets.sort((a, b) => Number(a.split('-')[1]) - Number(b.split('-')[1]));
}
