import type { PlantedBug, TestName } from './run-tests.ts';

const of = (file: string, title: string): TestName => ({ file: `test/matching/${file}.test.ts`, title });

/** In who is the same person: what every day's tests plant, and what `npm run soak` plants besides. */
export const PLANTED_IN_MATCHING: { everyDay: PlantedBug[]; onSoak: PlantedBug[] } = {
  everyDay: [
    {
      name: 'a block emitted twice',
      edits: [
        {
          file: 'matching/blocking/pairs.ts',
          find: '      if (isEarlier(taken, at, a, b)) continue;\n',
          replace: '',
        },
      ],
      killer: of(
        'blocks',
        'Every pair that some rule finds comes once, with all rules that find it, also where records have several values',
      ),
    },
    {
      name: 'm and u exchanged',
      edits: [
        {
          file: 'matching/model/level-bits.ts',
          find: 'new Array<number>(size).fill(m / u)',
          replace: 'new Array<number>(size).fill(u / m)',
        },
      ],
      killer: of('learn', 'A higher level never gives fewer bits'),
    },
    {
      name: 'the frequency of a value left out',
      edits: [
        {
          file: 'matching/model/weights.ts',
          find: '  return smoothed(timesOfShared(weights, field, a, b), filled, USUAL_FREQUENCY[kind]);',
          replace: '  return smoothed(0, filled, USUAL_FREQUENCY[kind]);',
        },
      ],
      killer: of('match', 'A rare surname that agrees is worth more than a frequent one'),
    },
  ],
  onSoak: [
    {
      name: 'what a matching relied on is not compared again',
      edits: [
        {
          file: 'activities/doubts/changed-match.ts',
          find: '...fields.filter((field) => agreesLess(field, planned, now)).map(({ field }) => SHOWN_IN[field]),\n',
          replace: '',
        },
      ],
      killer: of(
        'changed-match',
        'A field that the plan relied on, and that no longer agrees, is named with both values',
      ),
    },
    {
      name: 'nobody asks what a matching relied on',
      edits: [
        {
          file: 'activities/doubts/ask-person.ts',
          find: 'reliance === null ? [] : changedMatch(',
          replace: 'reliance !== undefined ? [] : changedMatch(',
        },
      ],
      killer: {
        file: 'test/faults/matched-changed.test.ts',
        title:
          'What a matching relied on is compared again from the backups: what agrees is merged, what does not goes back to review, and nothing of it counts as bad',
      },
    },
    {
      name: 'one link joins two clusters',
      edits: [
        {
          file: 'matching/clusters/cohesion.ts',
          find: 'needed: Math.ceil(share * cross), cross }',
          replace: 'needed: 1, cross }',
        },
      ],
      killer: of(
        'cohesion',
        'One link between two clusters joins them only where that is enough of all pairs between them',
      ),
    },
    {
      name: 'a contradiction within a group ignored',
      edits: [
        {
          file: 'matching/clusters/auto-band.ts',
          find: '      if (contradicts(scorer, a, b)) return false;\n',
          replace: '',
        },
      ],
      killer: of(
        'bands',
        'Two whom a birthday tells apart are never in one group of the auto band, also not through a third without one',
      ),
    },
    {
      name: 'whoever fits two people is taken for one of them',
      edits: [
        {
          file: 'matching/clusters/auto-band.ts',
          find: '  yield* dropAmbiguous({ links, scorer, groups, out });\n',
          replace: '',
        },
      ],
      killer: of('bands', 'Somebody who fits two people belongs to neither of them before a person has looked'),
    },
    {
      name: 'a loose file has an auto band',
      edits: [{ file: 'matching/match.ts', find: 'const CLEAR = 0.7;', replace: 'const CLEAR = 0;' }],
      killer: of('bands', 'A file whose clusters hold together loosely has no auto band, and says so'),
    },
    {
      name: 'a group of any size in the auto band',
      edits: [
        {
          file: 'matching/clusters/auto-band.ts',
          find: 'const MOST_MEMBERS = 10;',
          replace: 'const MOST_MEMBERS = 1000;',
        },
      ],
      killer: of('bands', 'A group of more than ten is for a person'),
    },
    {
      name: 'a person who keeps two apart is not heard',
      edits: [
        {
          file: 'matching/records/table.ts',
          find: "  return apart !== undefined && isAmong(apart, a, b) ? { by: 'word' } : null;",
          replace: '  return null;',
        },
      ],
      killer: of('decisions', '`never` keeps two apart that are equal in all the rest, also through a third'),
    },
    {
      name: 'a word of a person makes a group of the auto band larger',
      edits: [
        {
          file: 'matching/clusters/auto-band.ts',
          find: '    if (one !== other) for (const root of [one, other]) leave(groups, root, out, OUT.word);\n',
          replace: '    if (one !== other) join(groups, one, other);\n',
        },
      ],
      killer: of(
        'decisions',
        '`merge` brings two together that have nothing in common, in review and never in the auto band',
      ),
    },
    {
      name: 'a word holds although a record has changed',
      edits: [
        {
          file: 'matching/host/decided.ts',
          find: "word !== 'never' && (filled.hashA !== hashA || filled.hashB !== hashB)",
          replace: "word !== 'never' && filled.hashA === ''",
        },
      ],
      killer: of(
        'decisions',
        '`unsure` asks no more about two; when a record changes, all words but `never` are to be said again',
      ),
    },
    {
      name: 'one home counts as several witnesses',
      edits: [
        {
          file: 'matching/model/household.ts',
          find: '  return isCause && hasNothingOwn(home, levels, at);\n',
          replace: '  return isCause && surname < 0;\n',
        },
      ],
      killer: of('match', 'Two people of one home are no cluster, however much the home explains'),
    },
    {
      name: 'who has no first name is taken for the one of a home who is there',
      edits: [
        {
          file: 'matching/model/weights.ts',
          find: '  if (mayBeOfOneHome(weights.home, levels, at)) sum -= homeDoubt(weights, { sum, a, b, levels, at });\n',
          replace: '',
        },
      ],
      killer: of(
        'homes',
        'Who has no first name may be anybody of a home: what a home explains is not enough, what one person alone has is',
      ),
    },
    {
      name: 'a switchboard is a witness',
      edits: [{ file: 'matching/records/generic.ts', find: 'const SURNAMES = 3;', replace: 'const SURNAMES = 300;' }],
      killer: of('match', 'A switchboard’s number says nothing of its people, and is told'),
    },
    {
      name: 'an unknown consent counts as opted in',
      edits: [
        {
          file: 'matching/host/consent-cells.ts',
          find: "if (cells.every((cell) => readConsentCell(header, cell) === 'in')) return first;",
          replace: "if (cells.every((cell) => readConsentCell(header, cell) !== 'out')) return first;",
        },
      ],
      killer: of('merge-list', 'Nobody is opted in by a merge: an unknown value counts as opted out'),
    },
  ],
};
