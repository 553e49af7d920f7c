import type { Random } from '../random.ts';
import { instant } from '../time.ts';
import { AGENTS } from './agents.ts';
import { createMessages, type MessageOptions } from './messages.ts';
import type { WorldTicket } from './world.ts';

export interface TicketRequest {
  reportedBy: string[];
  createdBy?: string | undefined;
  ownedBy?: string[];
  issue?: boolean;
  /** One of so many that each should be small. */
  busy?: boolean;
}

export interface TicketMaker {
  random: Random;
  tickets: WorldTicket[];
  ticket: (request: TicketRequest) => void;
}

const TITLES = [
  'Cannot sign in',
  'Invoice is missing',
  'Zahlung doppelt abgebucht',
  '=SUM(A1:A9) in an export',
  'アカウントを確認したい',
  'Export takes "forever"',
  'Where is my order?',
];

/** Makes tickets one by one, with their timelines. */
export function createTicketMaker(random: Random, options: MessageOptions): TicketMaker {
  const tickets: WorldTicket[] = [];
  const messages = createMessages(random, options);
  return {
    random,
    tickets,
    ticket: ({ reportedBy, createdBy, ownedBy, issue = false, busy = false }) => {
      const number = tickets.length + 1;
      const at = random.int(0, 250_000);
      tickets.push({
        id: `${issue ? 'ISS' : 'TKT'}-${number}`,
        type: issue ? 'issue' : 'ticket',
        title: random.pick(TITLES),
        body: `Report number ${number}.`,
        reportedBy,
        createdBy: createdBy ?? random.pick(AGENTS),
        ownedBy: ownedBy ?? [random.pick(AGENTS)],
        createdAt: instant(at),
        modifiedAt: instant(at + random.int(1, 30_000)),
        messages: messages({ contact: reportedBy[0] ?? '', at, busy }),
      });
    },
  };
}
