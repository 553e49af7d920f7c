/**
 * A word of the CRM's own, such as a state, as it may stand in reasons, histories, logs and terminals. What does not look like
 * one (an e-mail, a sentence, control characters) is `unknown`.
 */
export function safeWord(text: string): string {
  return /^[a-z_]{1,40}$/.test(text) ? text : 'unknown';
}
