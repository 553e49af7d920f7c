import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Hooks } from '../../connector.ts';

/** Whatever else it says is not looked at. Which of these are there no document shows in full: uids are taken from wherever they may stand. */
const contact = z.object({ uid: z.string().min(1).max(200), organization: z.object({ uid: z.string() }).optional() });
const event = z.object({
  uid: z.string().max(200).optional(),
  type: z.string().max(100).optional(),
  eventType: z.string().max(100).optional(),
  metadata: z
    .object({
      eventUid: z.string().max(200).optional(),
      eventType: z.string().max(100).optional(),
      organizationUid: z.string().optional(),
    })
    .optional(),
  data: z
    .object({
      uid: z.string().max(200).optional(),
      organization: z.object({ uid: z.string() }).optional(),
      before: contact.nullish(),
      after: contact.nullish(),
    })
    .optional(),
});

const GONE = ['contact.merged', 'contact.deleted'];

/** Signed over `podium-timestamp` and the body; told again for hours where nobody has answered. */
export const podiumHooks: Hooks = {
  headers: { timestamp: 'podium-timestamp', signature: 'podium-signature' },
  read: (body) => {
    const parsed = event.safeParse(jsonOf(body));
    if (!parsed.success) return null;
    const { uid, type, eventType, metadata, data } = parsed.data;
    const name = metadata?.eventType ?? eventType ?? type;
    const org =
      metadata?.organizationUid ??
      data?.organization?.uid ??
      data?.after?.organization?.uid ??
      data?.before?.organization?.uid;
    const uids = [
      ...new Set([data?.uid, data?.before?.uid, data?.after?.uid].filter((one) => one !== undefined)),
    ].sort();
    if (name === undefined || !name.startsWith('contact.') || org === undefined || uids.length === 0) return null;
    // Without an id of its own the same bytes are the same event.
    const id = metadata?.eventUid ?? uid ?? createHash('sha256').update(body).digest('hex');
    return { id, org, type: name, kind: GONE.includes(name) ? 'gone' : 'changed', uids };
  },
};

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return null;
  }
}
