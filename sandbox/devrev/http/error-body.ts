import type { Delivery } from '../../kit/deliver.ts';
import type { Reply } from '../../kit/reply.ts';
import type { Settings } from '../settings.ts';

/** A refusal in the style that is switched on; its status and headers stay as they are. */
export function withErrorBody({ delivery, style }: { delivery: Delivery; style: Settings['errorBodies'] }): Delivery {
  const { reply } = delivery;
  if (reply === null || reply.status < 400) return delivery;
  return { ...delivery, reply: { ...reply, body: bodyOf({ reply, style }) } };
}

function bodyOf({ reply, style }: { reply: Reply; style: Settings['errorBodies'] }): unknown {
  const { status, body } = reply;
  if (style === 'documented' || typeof body !== 'object' || body === null) return body;
  if (style === 'html') return `<html><body><h1>${status}</h1></body></html>`;
  if (style === 'extended') return { ...body, x_field_of_tomorrow: { level: 1 }, detail: ['of', 'another', 'type'] };
  return 'message' in body ? { message: body.message } : {};
}
