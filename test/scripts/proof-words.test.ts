import { expect, test } from 'vitest';
import { proofText } from '../../scripts/prove-merge/proof-words.ts';
import type { ProofAnswers } from '../../store/proofs/merge-proofs.ts';

test('What a proof of an older version does not answer is not known, and not denied', () => {
  const answers = { duplicateGone: true, primaryThere: false, refusals: {} } as unknown as ProofAnswers;
  const said = proofText({ crm: 'podium', org: 'org', version: 'v4', kind: 'native', answers, by: 'ada' }, 'Podium');
  expect(said).toContain('the duplicate is gone, in two looks: yes');
  expect(said).toContain('the primary is there, at its own address: no');
  expect(said).toContain('what was deleted can be restored: not known');
});
