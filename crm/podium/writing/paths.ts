/**
 * Every path by which this product asks Podium for a change. There is none that opts anybody in, none that creates a contact, and no
 * delete that nobody could take back by asking for it otherwise.
 */
export const REFUSALS = {
  transactional: '/v4/contacts/transactional/opt_out',
  marketing: '/v4/contacts/campaigns/opt_out',
} as const;

/** Conversation uid or e-mail, never a phone. */
export function contactPath(address: string): string {
  return `/v4/contacts/${encodeURIComponent(address)}`;
}
