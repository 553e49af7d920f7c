import type { Random } from '../random.ts';
import { givenName, type Name, personName, surname } from './names.ts';

/** What there is to know of an invented person. */
export interface Contact {
  entity: number;
  name: Name;
  birth: string;
  email: string;
  phone: string;
  company: string;
  address: string;
  city: string;
}

const CITIES =
  'Springfield,Riverton,Lakewood,Fairview,Georgetown,Arlington,Clinton,Salem,Madison,Ashland,Dover,Hudson,Milton,Oxford,Auburn,Dayton,Lexington,Milford,Newport,Kingston'.split(
    ',',
  );
const STREETS =
  'Oak,Maple,Cedar,Pine,Elm,Washington,Lake,Hill,Park,Main,Church,High,Mill,River,Station,Spring,Victoria,Green,Kings,Queens'.split(
    ',',
  );
const WAYS = ['Street', 'Avenue', 'Road', 'Lane', 'Drive', 'Court'];
const TRADES =
  'Logistics,Foods,Design,Partners,Energy,Dental,Motors,Travel,Media,Systems,Legal,Textiles,Labs,Timber'.split(',');
const FORMS = ['Inc', 'LLC', 'Ltd', 'GmbH', 'Group', ''];
const DOMAINS = ['example.com', 'example.org', 'example.net', 'mail.test', 'post.test', 'inbox.test'];

export interface Company {
  name: string;
  domain: string;
  switchboard: string;
  address: string;
  city: string;
}

export function company(random: Random): Company {
  const name = `${surname(random)} ${random.pick(TRADES)}`;
  const domain = `${name.toLowerCase().replaceAll(' ', '-')}.test`;
  return { name: `${name} ${random.pick(FORMS)}`.trim(), domain, switchboard: phone(random), ...place(random) };
}

/** Of a household or of nobody: `home` is what its people share. */
export function contact(
  random: Random,
  entity: number,
  { at, home }: { at: Company | null; home: Contact | null },
): Contact {
  const name =
    home === null
      ? personName(random)
      : { ...otherGivenName(random, home.name.first), last: home.name.last, latin: null };
  const place_ = home ?? place(random);
  return {
    entity,
    name,
    birth: birthDate(random),
    email: at !== null && random.chance(0.7) ? workMail(random, name, at) : privateMail(random, name),
    // Some are reached through their household's or their company's number alone.
    phone:
      home !== null && random.chance(0.5)
        ? home.phone
        : at !== null && random.chance(0.3)
          ? at.switchboard
          : phone(random),
    company: at?.name ?? '',
    address: place_.address,
    city: place_.city,
  };
}

/** Nobody names two of one home alike. */
function otherGivenName(random: Random, taken: string): ReturnType<typeof givenName> {
  for (;;) {
    const name = givenName(random);
    if (name.first !== taken) return name;
  }
}

export function place(random: Random): { address: string; city: string } {
  return { address: `${random.int(1, 999)} ${random.pick(STREETS)} ${random.pick(WAYS)}`, city: random.pick(CITIES) };
}

export function phone(random: Random): string {
  return `+1 ${random.int(201, 989)} ${random.int(200, 999)} ${String(random.int(0, 9999)).padStart(4, '0')}`;
}

export function birthDate(random: Random): string {
  return `${random.int(1935, 2004)}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`;
}

export function privateMail(random: Random, name: Name): string {
  const [first, last] = letters(name);
  const number = random.chance(0.6) ? String(random.int(1, 999)) : '';
  const local = random.pick([
    `${first}.${last}`,
    `${first.slice(0, 1)}${last}`,
    `${first}${last.slice(0, 1)}`,
    `${last}${first}`,
  ]);
  return `${local}${number}@${random.pick(DOMAINS)}`;
}

function workMail(random: Random, name: Name, { domain }: Company): string {
  const [first, last] = letters(name);
  return `${random.pick([`${first}.${last}`, `${first.slice(0, 1)}${last}`, first])}@${domain}`;
}

function letters({ first, last, latin }: Name): [string, string] {
  const plain = (text: string): string =>
    text
      .normalize('NFD')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase() || 'person';
  return latin === null ? [plain(first), plain(last)] : [plain(latin[0]), plain(latin[1])];
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
