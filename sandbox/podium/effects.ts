import type { EffectLog, Numbered } from '../kit/effect-log.ts';

/**
 * `write`: the API was asked to change something; what came of it follows, with `by`. `failed`: it was accepted and will never be done.
 * `message`: a campaign reached somebody for the first time. All else is what people and Podium itself do.
 */
export interface PodiumEffectBody {
  kind: 'write' | 'failed' | 'message' | 'updated' | 'deleted' | 'restored' | 'merged' | 'added';
  /** Uids, of a write the path. */
  subject: string;
  /** The contact that Podium merged the subject into. */
  into?: string;
  by?: 'api';
  /** What of the contact a write changed; of a message whom it reached, and why it was sent. */
  what?: string;
}

export type PodiumEffect = PodiumEffectBody & Numbered;

export type PodiumEffects = EffectLog<PodiumEffectBody>;
