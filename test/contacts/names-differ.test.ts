import { expect, test } from 'vitest';
import { DEFAULT_SHORT_NAMES } from '../../contacts/names/default-short-names.ts';
import { namesDiffer } from '../../contacts/names/names-differ.ts';

/** By what the two differ, and nothing else. */
const SAME: Record<string, [string, string][]> = {
  order: [
    ['Ada Lovelace', 'Lovelace Ada'],
    ['Lovelace, Ada', 'Ada Lovelace'],
    ['García Márquez, Gabriel', 'Gabriel García Márquez'],
    ['Nguyễn Thảo', 'Thảo Nguyễn'],
    ['John & Mary Smith', 'Mary and John Smith'],
  ],
  case: [
    ['ADA LOVELACE', 'ada lovelace'],
    ['McDonald Ian', 'MCDONALD IAN'],
    ['Jürgen STRAẞE', 'jürgen strasse'],
    ['ΟΔΥΣΣΕΥΣ Παππάς', 'οδυσσευς παππας'],
  ],
  accents: [
    ['Zoë Brontë', 'Zoe Bronte'],
    ['Łukasz Dvořák', 'Lukasz Dvorak'],
    ['Søren Kjær', 'Soren Kjar'],
    ['Jürgen Müller', 'Juergen Mueller'],
    ['Jose\u0301 Peña', 'José Pen\u0303a'],
    ['İpek Yıldız', 'Ipek Yildiz'],
    ['Фёдор Орлов', 'Федор Орлов'],
  ],
  initials: [
    ['J. Smith', 'John Smith'],
    ['J Smith', 'Smith, Jane'],
    ['John R. Smith', 'John Robert Smith'],
    ['J.-L. Picard', 'Jean-Luc Picard'],
    ['J.R.R. Tolkien', 'John Ronald Reuel Tolkien'],
    ['A. L.', 'Ada Lovelace'],
    ['É. Zola', 'Emile Zola'],
    ['И. Петров', 'Иван Петров'],
  ],
  'short forms': [
    ['Bob Stone', 'Robert Stone'],
    ['Bobby Stone', 'Rob Stone'],
    ['Stone, Bill', 'William Stone'],
    ['Liz Peña', 'Elizabeth Pena'],
    ['Sasha Ivanov', 'Alexander Ivanov'],
    ['Mo Haddad', 'Muhammad Haddad'],
    ['R. Stone', 'Bob Stone'.replace('Bob', 'Rob')],
  ],
  'a missing part': [
    ['Ada', 'Ada Lovelace'],
    ['Lovelace', 'Ada Lovelace'],
    ['Gabriel García', 'Gabriel García Márquez'],
    ['Dr. Ada Lovelace', 'Ada Lovelace, PhD'],
    ['Ada Lovelace', 'Mrs Ada Lovelace'],
    ['Anna Maria Rossi', 'Anna Rossi'],
  ],
  'how it is put together': [
    ["Grace O'Neill", 'Grace O’Neill'],
    ["Grace O'Neill", 'Grace ONeill'],
    ['Mary Ann Wolf', 'Maryann Wolf'],
    ['Anna-Maria Rossi', 'Anna Maria Rossi'],
    ['  Ada   Lovelace ', 'Ada\u00a0Lovelace'],
    ['Ada\u200b Lovelace', 'Ada Lovelace'],
    ['Ａｄａ Lovelace', 'Ada Lovelace'],
  ],
  'nothing that can be compared': [
    ['', 'Ada Lovelace'],
    ['ada@example.com', 'Ada Lovelace'],
    ['+1 202 555 0100', 'Ada Lovelace'],
  ],
  'spaces in Chinese, Japanese and Korean names': [
    ['王小明', '王 小明'],
    ['小明 王', '王小明'],
    ['小明', '王小明'],
    ['欧阳小明', '欧阳 小明'],
    ['山田 誠', '山田誠'],
    ['김민수', '김 민수'],
    ['ジョン・スミス', 'ジョン スミス'],
  ],
};

const OTHERS: Record<string, [string, string][]> = {
  'one family': [
    ['Ada Lovelace', 'William Lovelace'],
    ['John Smith', 'Mary Smith'],
    ['J. Smith', 'M. Smith'],
    ['Anna Rossi', 'Anne-Sophie Rossi'],
    ['John Smith Jr.', 'John Smith Sr.'],
    ['Mr Smith', 'Mrs Smith'],
    ['Joe Smith', 'Jo Smith'],
    ['Hans Bauer', 'Heinz Bauer'],
    ['王小明', '王小红'],
    ['王明', '王小明'],
    ['김민수', '김민지'],
    ['山田太郎', '山田花子'],
  ],
  'a couple in one record': [
    ['John & Mary Smith', 'John Smith'],
    ['Anna und Karl Wolf', 'Karl Wolf'],
    ['Marie et Jean Petit', 'Petit Marie'],
  ],
  strangers: [
    ['Ada Lovelace', 'Grace Hopper'],
    ['Ada', 'Grace'],
    ['Ada', 'Lovelace'],
    ['王', '李'],
    ['Rob Stone', 'Ben Stone'],
    ['Chris Lund', 'Kim Lund'],
    ['Front Desk 1', 'Night Shift'],
  ],
  'more than one part of each': [
    ['Anna Maria Rossi', 'Anna Rossi Bianchi'],
    ['Ada King', 'Ada Lovelace'],
    ['John R. Smith', 'John B. Smith'],
  ],
  'marks that make another letter': [
    ['राम', 'रमा'],
    ['かな', 'がな'],
  ],
};

function rows(table: Record<string, [string, string][]>): [string, string, string][] {
  return Object.entries(table).flatMap(([kind, pairs]) =>
    pairs.map(([a, b]): [string, string, string] => [a, b, kind]),
  );
}

test.each(rows(SAME))('"%s" and "%s" may be one person: only %s', (a, b) => {
  expect([namesDiffer(a, b, DEFAULT_SHORT_NAMES), namesDiffer(b, a, DEFAULT_SHORT_NAMES)]).toEqual([false, false]);
});

test.each(rows(OTHERS))('"%s" and "%s" may be two people: %s', (a, b) => {
  expect([namesDiffer(a, b, DEFAULT_SHORT_NAMES), namesDiffer(b, a, DEFAULT_SHORT_NAMES)]).toEqual([true, true]);
});

test('Only short forms of the list count', () => {
  expect(namesDiffer('Bob Stone', 'Robert Stone', [])).toBe(true);
  expect(namesDiffer('Zed Stone', 'Zachary Stone', [['Zachary', 'zéd']])).toBe(false);
});

test('Very long texts are compared too, in no time', () => {
  const [one, other] = ['a '.repeat(5000), 'b '.repeat(5000)];
  expect([namesDiffer(one, one, DEFAULT_SHORT_NAMES), namesDiffer(one, other, DEFAULT_SHORT_NAMES)]).toEqual([
    false,
    true,
  ]);
});
