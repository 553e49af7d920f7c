/**
 * Every path by which a merge asks Podium for a change; undo has `restoring/` beside it. There is none that opts anybody in, none that creates a
 * contact, and no delete that nobody could take back by asking for it otherwise.
 */
export const REFUSALS = {
  transactional: '/v4/contacts/transactional/opt_out',
  marketing: '/v4/contacts/campaigns/opt_out',
} as const;

/** Conversation uid or e-mail, never a phone. */
export function contactPath(address: string): string {
  return `/v4/contacts/${encodeURIComponent(address)}`;
}
