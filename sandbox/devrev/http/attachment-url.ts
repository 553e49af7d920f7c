import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedUrl {
  origin: string;
  id: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  secret: string;
}

export function signAttachmentUrl({ origin, id, expiresAt, secret }: SignedUrl): string {
  return `${origin}/artifact/${id}?expires=${expiresAt}&signature=${sign({ id, expires: String(expiresAt), secret })}`;
}

/** The artifact that a pre-signed URL names; null when it was not signed here, or is too old. */
export function openAttachmentUrl({ url, secret, now }: { url: URL; secret: string; now: number }): string | null {
  const id = url.pathname.replace('/artifact/', '');
  const expires = url.searchParams.get('expires') ?? '';
  const given = Buffer.from(url.searchParams.get('signature') ?? '');
  const wanted = Buffer.from(sign({ id, expires, secret }));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  return now >= Number(expires) ? null : id;
}

function sign({ id, expires, secret }: { id: string; expires: string; secret: string }): string {
  return createHmac('sha256', secret).update(`${id} ${expires}`).digest('hex');
}
