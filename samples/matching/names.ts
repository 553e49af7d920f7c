import type { Random } from '../random.ts';

/** Given names with what friends call them. */
const GIVEN: readonly (readonly string[])[] = (
  'Robert Bob Rob,William Bill Will,Elizabeth Liz Beth,Katherine Kate Kathy,Michael Mike,James Jim Jamie,Margaret Maggie Peggy,' +
  'Thomas Tom,Jennifer Jen Jenny,Christopher Chris,Patricia Pat Trish,Richard Rick Dick,Susan Sue,Joseph Joe,Samuel Sam,' +
  'Alexander Alex,Rebecca Becky,Anthony Tony,Deborah Debbie,Daniel Dan,Maria,Anna,Julia,Noah,Emma,Olivia,Lucas,Mia,Leon,Sofia,' +
  'Mateo,Hugo,Chloe,Ines,Ahmed,Fatima,Yusuf,Aisha,Omar,Leila,Ravi,Priya,Arjun,Anika,Kofi,Ama,Chidi,Ngozi,Hiroshi,Yuki,Kenji,' +
  'Aiko,Minh,Linh,Thuy,Pavel,Olga,Irina,Viktor,Zoë,Łukasz,Bjørn,Håkon,Søren,José,Inés,Jürgen,Käthe,François,Éloïse,Darlene,Darla,' +
  'Marcus,Martin,Marta,Marie,Marina,Carla,Carlo,Clara,Laura,Lara,Nora,Norah,Eric,Erik,Erica,Stefan,Stefanie,Paul,Paula,Pauline,' +
  'George,Georgia,Henry,Henrietta,Louis,Louise,Oscar,Felix,Simon,Simone,Nina,Tina,Gina,Lena,Jonas,Johanna,Peter,Petra,Andrea,' +
  'Andreas,Kevin,Karen,Brian,Ryan,Diane,Diana,Helen,Ellen,Alan,Allan,Gary,Mary,Sharon,Shannon,Sean,Shaun,Craig,Greta,Ruth,Judith'
)
  .split(',')
  .map((line) => line.split(' '));

/** Of other scripts, with the spelling in Latin letters that another record has. */
const FOREIGN: readonly (readonly [string, string, string, string])[] = [
  ['Иван', 'Петров', 'Ivan', 'Petrov'],
  ['Ольга', 'Смирнова', 'Olga', 'Smirnova'],
  ['Дмитрий', 'Кузнецов', 'Dmitry', 'Kuznetsov'],
  ['小明', '王', 'Xiaoming', 'Wang'],
  ['伟', '李', 'Wei', 'Li'],
  ['Γιώργος', 'Παππάς', 'Giorgos', 'Pappas'],
  ['محمد', 'حداد', 'Mohammed', 'Haddad'],
];

const STARTS =
  'Har,Mc,Bel,Car,Del,Es,Fer,Gar,Hol,Jen,Kel,Lam,Mar,Nor,Ol,Pet,Ros,San,Tor,Van,Wil,Bar,Ber,Bran,Col,Dan,Fin,Gil,Hart,Lin'.split(
    ',',
  );
const MIDDLES = 'a,e,i,o,an,en,er,in,on,ar,el,il,ing,am'.split(',');
const ENDS =
  'son,sen,ton,ley,man,ford,well,field,ez,ski,ova,ini,ard,er,by,wood,stein,berg,land,worth,ham,dale,ner,ick,ett'.split(
    ',',
  );

export interface Name {
  first: string;
  last: string;
  /** What else the first name is written as. */
  others: readonly string[];
  /** The whole name in Latin letters where it is of another script. */
  latin: readonly [string, string] | null;
}

/** Surnames as they are: some hundred of them are everywhere, most are rare. */
export function surname(random: Random): string {
  const at = Math.floor(random.next() ** 3 * STARTS.length * MIDDLES.length * ENDS.length);
  const [start, rest] = [STARTS[at % STARTS.length], Math.floor(at / STARTS.length)];
  return `${start}${MIDDLES[rest % MIDDLES.length]}${ENDS[Math.floor(rest / MIDDLES.length) % ENDS.length]}`;
}

export function givenName(random: Random): { first: string; others: readonly string[] } {
  const [first = '', ...others] = GIVEN[Math.floor(random.next() ** 1.6 * GIVEN.length)] ?? [];
  return { first, others };
}

export function personName(random: Random): Name {
  if (random.chance(0.01)) {
    const [first, last, latinFirst, latinLast] = random.pick(FOREIGN);
    return { first, last, others: [], latin: [latinFirst, latinLast] };
  }
  return { ...givenName(random), last: surname(random), latin: null };
}
