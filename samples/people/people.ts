import type { Random } from '../random.ts';

/** An invented person. */
export interface Person {
  name: string;
  email: string;
}

const FIRST =
  'Zoë Łukasz Ada Bjørn Chiara Dmitri Éloïse Farid Grace Håkon Inés Jiří Kofi Lena Mehmet Noor Óscar Priya Quentin Ravi Søren Thảo Uma Víctor Wanda 小明 Yuki Ángela'.split(
    ' ',
  );
const LAST =
  "Brontë Nowak Lovelock Ødegård Rossi Ivanov Çelik Haddad Hopperson Lund Muñoz Dvořák Mensah Vogel Yıldız Rahman Peña Iyer Dubois Menon Kjær Nguyễn Patel Ramos Szymańska 王 Tanaka O'Neill".split(
    ' ',
  );
const DOMAINS = ['example.com', 'example.org', 'example.net', 'mail.test', 'büro.test'];

/** Every person has an e-mail of their own, at a domain that nobody can own. */
export function createPeople(random: Random): () => Person {
  let count = 0;
  return () => {
    const first = random.pick(FIRST);
    const last = random.pick(LAST);
    count++;
    return { name: `${first} ${last}`, email: `${plain(first)}.${plain(last)}${count}@${random.pick(DOMAINS)}` };
  };
}

function plain(name: string): string {
  const letters = name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
  return letters === '' ? 'person' : letters;
}
