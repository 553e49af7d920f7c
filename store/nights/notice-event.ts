/** Of what somebody outside is told. Its words: activities/notify/notice-body.ts; for who writes a receiver: docs/operations.md. */
export const NOTICE_EVENTS = [
  'run-waits',
  'run-paused',
  'run-ended',
  'consent-failed',
  'contact-restored',
  'alert',
] as const;

export type NoticeEvent = (typeof NOTICE_EVENTS)[number];
