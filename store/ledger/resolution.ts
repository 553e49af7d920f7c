/** A person's word on a pair that waits for one. */
export type Resolution = 'resend' | 'abandon' | 'merged';
