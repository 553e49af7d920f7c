import type { ColumnKind } from './kinds.ts';

/**
 * What says whether somebody may be written to, whatever else the header names: a column of it that is taken for another kind would keep
 * one row's yes. Subscriptions are also bought, and preferences also of seats.
 */
const CONSENT: RegExp = new RegExp(
  [
    /opt(ed)? ?(in|out)\b/,
    /\b(consents?|permissions?|gdpr|newsletters?|mailing list|(legal|lawful) (basis|ground)|rechtsgrundlage|einwilligung|werbung|abgemeldet)\b/,
    /\b(un)?subscrib(e|ed|ing)\b|\bunsubscri/,
    /\bsubscriber status\b|^subscriber$/,
    /\bsubscriptions?\b(?! (id|no|nr|number|plan|price|tier|name|start|end|renewal|amount))/,
    /^(?!.*\b(language|locale|currency|time ?zone|seat|meal|size|colou?r|product)\b).*\bpreferences?\b/,
    /\bdo ?not ?(call|mail|e ?mail|contact|text|sms|fax|phone|write|disturb|track|sell|share)\b|\bdnc\b/,
    /\bmarketing (contact )?(status|e ?mails?|sms|calls?|communications?|allowed)\b|\baccepts? .*\bmarketing\b/,
    /\b(may|can|ok|okay|allowed) (to |be )*(contact|e ?mail|call|text|write)(ed)?\b/,
    /\bsuppress(ed|ion)?\b|\b(black|block) ?list(ed)?\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** What a header says, most telling first. */
const HEADERS: readonly (readonly [ColumnKind, RegExp])[] = [
  [
    'id',
    /^(record |contact |row |unique |customer |person )?(id|key|guid|uuid)$|^(rec|record|contact|person|row) (id|no|nr|number)$/,
  ],
  [
    'other',
    /\b(type|label|status|count of|url|website|fax|stage|lead|score|language|currency|notes?|description|title|role)\b/,
  ],
  ['consent', /\bmarketing\b/],
  ['email', /\be ?mail\b|\bmail\b/],
  ['phone', /\b(phone|mobile|cell|telephone|telefon|tel|handy)\b/],
  ['date_of_birth', /\b(dob|birth ?(date|day)?|date of birth|born|geburtsdatum)\b/],
  ['updated', /\b(updated|modified|last (change|edit|seen)|changed)\b/],
  ['created', /\b(created?|creation|added|signup|registered)\b/],
  ['activity', /\b(activity|activities|tickets|orders|visits|last contacted|times)\b/],
  ['owner', /\bowner\b|\bassigned\b/],
  ['source', /\b(source|system|origin)\b/],
  ['first_name', /\b(first|given|fore|christian) ?names?\b|^(fname|vorname|first|given)$/],
  ['middle_name', /\b(middle|second|additional) ?(name|initial)s?\b/],
  ['last_name', /\b(last|family|sur) ?names?\b|^(lname|nachname|last|surname)$/],
  ['postcode', /\b(post ?code|zip|zip ?code|postal ?code|plz|postal)\b/],
  ['company', /\b(company|organi[sz]ation|employer|firma?|account|business)\b/],
  ['city', /\b(city|town|suburb|locality|ort|municipality)\b/],
  ['state', /\b(state|province|region|county)\b/],
  ['country', /\b(country|land|nation)\b/],
  ['address', /\b(address|street|addr|line ?[123]|house|strasse|road)\b/],
  [
    'identifier',
    /\b(ssn|soc sec( id)?|social security|tax|vat|passport|licen[cs]e|member(ship)?|account|customer|national|insurance|patient|medicare|ref|reference|id|number|no|nr)\b/,
  ],
  ['full_name', /\b(full ?name|display ?name|name)\b|^(contact|customer|person)$/],
];

/** A suffix that says that it is only about the kind: `phone type`, `home state`. */
const PLACES_OF: readonly (readonly [ColumnKind, RegExp])[] = [
  ['country', /\bcountry( code)?$/],
  ['state', /\b(state|province)$/],
];

/** Words of a header: `FirstName`, `E-mail 1 - Value` and `first_name` alike. */
export function headerWords(header: string): string {
  return header
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/([a-z])(\d)/g, '$1 $2')
    .trim();
}

/** Null: the header says nothing. */
export function kindByHeader(header: string): ColumnKind | null {
  const words = headerWords(header);
  if (CONSENT.test(words)) return 'consent';
  for (const [kind, pattern] of [...PLACES_OF, ...HEADERS]) if (pattern.test(words)) return kind;
  return null;
}
