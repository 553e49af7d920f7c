/** Where an upload stands, in a word or two. A state without words here does not compile. */
export const UPLOAD_WORDS: Record<'waiting' | 'reading' | 'refused' | 'ready' | 'starting' | 'started', string> = {
  waiting: 'waits for its turn',
  reading: 'is being read',
  refused: 'cannot be used',
  ready: 'can be started',
  starting: 'is being started',
  started: 'was started',
};
