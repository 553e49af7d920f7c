import type { DecidedSo } from '../../contacts/planning/decided-parts.ts';
import type { ShownWord } from '../../control/review/decide-shown.ts';
import { problemError } from '../problem.ts';

/** What a form of a cluster's page says. Throws the problem of a 422 where it says nothing that can be. */
export function readWord(fields: URLSearchParams): ShownWord {
  const word = fields.get('word');
  const because = (fields.get('because') ?? '').trim().slice(0, 1000);
  switch (word) {
    case 'approve':
    case 'reject':
    case 'later':
    case 'undo':
      return { word };
    case 'never': {
      const [a, b, ...more] = fields.getAll('never');
      if (a === undefined || b === undefined || more.length > 0 || a === b) {
        throw invalid('Choose the two that are never one person');
      }
      return { word, contacts: [a, b], because: because === '' ? null : because };
    }
    case 'primary':
    case 'without':
    case 'split':
      if (because === '') throw invalid('Say why: it is recorded with the decision');
      return { word: 'otherwise', said: saidSo(word, fields), because };
    default:
      throw invalid('What is decided is missing');
  }
}

function saidSo(word: 'primary' | 'without' | 'split', fields: URLSearchParams): DecidedSo {
  if (word === 'primary') return { primary: fields.get('primary') ?? '' };
  if (word === 'without') return { without: fields.getAll('without') };
  const parts = new Map<string, string[]>();
  for (const said of fields.getAll('part')) {
    const [id = '', part = ''] = said.split(' ');
    parts.set(part, [...(parts.get(part) ?? []), id]);
  }
  return { split: [...parts.values()] };
}

function invalid(detail: string): Error {
  return problemError('body-invalid', { detail });
}
