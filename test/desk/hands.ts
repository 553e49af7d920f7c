import type { Page } from 'playwright-core';
import { patience } from '../support/patience.ts';

/** What a person does on the pages, in one way or the other. */
export interface Hands {
  sendFile(path: string): Promise<void>;
  /** The real thing of at most so many clusters, and nothing is approved with it. */
  startForReal(limit: string): Promise<void>;
  /** A link, by its CSS selector. */
  follow(link: string): Promise<void>;
  /** To the cluster of an address that waits in the run at this URL. */
  goTo(run: string, email: string): Promise<void>;
  /** `a` or `r`, as its key is called. */
  say(word: 'a' | 'r'): Promise<void>;
  keepAnother(contact: string): Promise<void>;
  /** Which person each contact is. */
  split(parts: Record<string, number>): Promise<void>;
  /** From whichever page of the run. */
  toRun(run: string): Promise<void>;
  stop(word: 'pause' | 'resume'): Promise<void>;
}

const DECIDED = '[role=status]:has-text("Cluster")';

export function byMouse(page: Page): Hands {
  const leads = async (click: () => Promise<void>): Promise<void> => {
    await Promise.all([page.waitForNavigation(), click()]);
  };
  const toRun = async (run: string): Promise<void> => {
    if (page.url().split('?')[0] !== run) await page.click(`main a[href="${new URL(run).pathname}"]`);
  };
  const otherwise = async (title: string, choose: () => Promise<unknown>): Promise<void> => {
    await page.click(`summary:has-text("${title}")`);
    await choose();
    await page.fill('details[open] input[name=because]', 'as they wrote');
    await leads(() => page.click('details[open] form button'));
    await page.waitForSelector(DECIDED);
  };
  return {
    toRun,
    sendFile: async (path) => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click('#file')]);
      await chooser.setFiles(path);
      await leads(() => page.click('button:has-text("See what would be merged")'));
    },
    startForReal: async (limit) => {
      await page.check('input[value=real]');
      await page.fill('#limit', limit);
      await page.check('input[name=sure]');
      await leads(() => page.click('button:has-text("Start")'));
    },
    follow: (link) => page.click(link),
    goTo: async (run, email) => {
      await toRun(run);
      await leads(() => page.click('main a:has-text("to decide")'));
      await leads(() => page.click(`tr:has-text("${email}") a`));
    },
    say: async (word) => {
      await leads(() => page.click(`form[data-key=${word}] button`));
      await page.waitForSelector(DECIDED);
    },
    keepAnother: (contact) => otherwise('Keep another one', () => page.check(`input[value="${contact}"]`)),
    split: (parts) =>
      otherwise('Split it', async () => {
        for (const [id, part] of Object.entries(parts)) {
          await page.selectOption(`select:has(option[value="${id} 1"])`, `${id} ${part}`);
        }
      }),
    stop: (word) => leads(() => page.click(`button[value=${word}]`)),
  };
}

/** Longest way by Tab through a page. */
const MOST_TABS = 150;

export function byKeys(page: Page): Hands {
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const tabTo = async (selector: string): Promise<void> => {
    await page.waitForSelector(selector, { timeout: patience(60_000) });
    const wanted = `document.activeElement?.matches(${JSON.stringify(selector)}) === true`;
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      if (await page.evaluate(wanted)) return;
      await press('Tab');
    }
    throw new Error(`No way by Tab to ${selector}`);
  };
  const leads = async (key: string): Promise<void> => {
    await Promise.all([page.waitForNavigation(), press(key)]);
  };
  const follow = async (link: string): Promise<void> => {
    await tabTo(link);
    await leads('Enter');
  };
  const toRun = async (run: string): Promise<void> => {
    if (page.url().split('?')[0] !== run) await follow(`main a[href="${new URL(run).pathname}"]`);
  };
  const reasonAndSend = async (): Promise<void> => {
    await tabTo('details[open] input[name=because]');
    await page.keyboard.type('as they wrote');
    await leads('Enter');
    await page.waitForSelector(DECIDED);
  };
  return {
    toRun,
    sendFile: async (path) => {
      await tabTo('#file');
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press('Space')]);
      await chooser.setFiles(path);
      await press('Tab');
      await tabTo('form[data-upload] button');
      await leads('Enter');
    },
    startForReal: async (limit) => {
      await tabTo('input[name=kind]');
      await press('ArrowDown');
      await tabTo('#limit');
      await page.keyboard.type(limit);
      await tabTo('input[name=sure]');
      await press('Space', 'Tab');
      await leads('Enter');
    },
    follow,
    goTo: async (run, email) => {
      await toRun(run);
      await follow(`main a[href="${new URL(run).pathname}/review"]`);
      await follow(`main a[href$="/review/next"]`);
      while ((await page.locator('main').textContent())?.includes(email) !== true) await leads('ArrowRight');
    },
    say: async (word) => {
      await leads(word);
      await page.waitForSelector(DECIDED);
    },
    keepAnother: async (contact) => {
      await press('p');
      await tabTo(`input[value="${contact}"]`);
      await press('Space');
      await reasonAndSend();
    },
    split: async (parts) => {
      await press('s');
      for (const _ of Object.keys(parts)) {
        const value = await page.evaluate<string>('document.activeElement.value');
        await page.keyboard.type(`person ${parts[value.split(' ')[0] ?? '']}`);
        await press('Tab');
      }
      await reasonAndSend();
    },
    stop: async (word) => {
      await tabTo(`button[value=${word}]`);
      await leads('Enter');
    },
  };
}
