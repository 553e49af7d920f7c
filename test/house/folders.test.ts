import { describe, expect, test } from 'vitest';
import { faultsOf, type House } from '../../.ci/house.ts';

const house: House = {
  floors: { scripts: ['store'], store: [] },
  beside: ['test'],
  tests: { unit: ['store'], none: ['support'] },
  fullLevel: 2,
  fullerLevels: { scripts: 'one file per verb' },
};
const files = ['README.md', 'scripts/a.ts', 'store/a.ts', 'test/store/a.test.ts', 'test/support/a.ts'];
const withFiles = (...more: string[]): string[] => faultsOf(house, [...files, ...more]);

describe('The list of floors', () => {
  test('has nothing against the folders that it names', () => {
    expect(withFiles()).toEqual([]);
  });

  test('notices a top folder that it does not name', () => {
    expect(withFiles('matching/a.ts')).toEqual(['matching/: floors.json does not name it as a floor or beside them']);
  });

  test('notices a folder of tests that no project runs', () => {
    expect(withFiles('test/matching/a.test.ts')).toEqual([
      'test/matching/: floors.json does not name it as a folder of tests',
      'test/matching/a.test.ts: no project of floors.json runs it',
    ]);
  });

  test.for(['test/a.test.ts', 'test/support/a.test.ts', 'store/a.test.ts'])('notices that nothing runs %s', (lost) => {
    expect(withFiles(lost)).toEqual([`${lost}: no project of floors.json runs it`]);
  });

  test('notices a name whose folder is gone', () => {
    const floors = { ...house.floors, old: [] };
    expect(faultsOf({ ...house, floors }, files)).toEqual(['floors.json: there is no old/']);
  });

  test('notices a folder that two projects run', () => {
    const tests = { ...house.tests, integration: ['store'] };
    expect(faultsOf({ ...house, tests }, files)).toEqual(['floors.json names test/store/ twice']);
  });

  test('lets no floor import one that is not below it', () => {
    const floors = { scripts: ['store'], store: ['scripts'] };
    expect(faultsOf({ ...house, floors }, files)).toEqual([
      'floors.json: store/ may not import scripts/, which is no floor below it',
    ]);
  });

  test('counts the source files of each level, but for migrations, tests and the exceptions', () => {
    const many = ['a', 'b', 'c'];
    const at = (folder: string): string[] => many.map((name) => `${folder}/${name}.ts`);
    expect(withFiles(...at('scripts'), ...at('test/support'), ...at('store/migrations'), ...at('store/runs'))).toEqual([
      'store/runs/ holds 3 source files of one level, more than 2',
    ]);
    expect(withFiles('store/b.ts', 'store/runs/c.ts', 'store/table.sql')).toEqual([]);
  });

  test('has two exceptions at the most, for folders that exist', () => {
    const fullerLevels = { scripts: 'verbs', store: 'why', old: 'why' };
    expect(faultsOf({ ...house, fullerLevels }, files)).toEqual([
      'floors.json: there is no old/',
      'floors.json: more than 2 folders may be fuller',
    ]);
  });
});
