import type { EffectLog as Log, Numbered } from '../../kit/effect-log.ts';

/**
 * `merge`: a whole merge was applied. `merge-partial`: one half of it (see `consumed` and `left`); `merge-completed`: the other half.
 * `merge-ignored`: an accepted merge changed nothing when its time came. `merge-elsewhere`: somebody else merged the duplicate.
 * `conversations-moved`: they follow a merge that was applied before. `create-ignored`: an accepted creation had become impossible when its time came.
 */
export type EffectKind =
  | 'merge'
  | 'merge-partial'
  | 'merge-completed'
  | 'merge-ignored'
  | 'merge-elsewhere'
  | 'self-merge'
  | 'update'
  | 'create'
  | 'create-ignored'
  | 'ticket-changed'
  | 'conversation-changed'
  | 'person-edit'
  | 'conversations-moved'
  | 'ticket-added'
  | 'ticket-deleted'
  | 'ticket-edited'
  | 'conversation-added'
  | 'conversation-edited'
  | 'comment-added'
  | 'file-added'
  | 'contact-deleted'
  | 'contact-restored'
  | 'workspace-deleted';

export interface EffectBody {
  kind: EffectKind;
  actor: 'api' | 'person';
  /** The request that caused it; null when a person did it in the user interface. */
  requestId: string | null;
  /** The kind of the fault that shaped it. */
  fault: string | null;
  /** Display ids. */
  primary?: string;
  duplicate?: string;
  contact?: string;
  /** What was written on, or got a file. */
  object?: string;
  /** Tickets that moved (merges) or were made (`ticket-added`). */
  tickets?: string[];
  /** Conversations that moved (merges), were made or changed. */
  conversations?: string[];
  /** Tickets that still name the duplicate after a partial merge. */
  left?: string[];
  /** Whether a partial merge took the duplicate away. */
  consumed?: boolean;
  /** Field to its values before and after. */
  changed?: Record<string, { before: unknown; after: unknown }>;
  reason?: string;
}

export type Effect = EffectBody & Numbered;

export type EffectLog = Log<EffectBody>;
