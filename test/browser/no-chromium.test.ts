import { expect, test } from 'vitest';
import { openChromium } from './chromium.ts';

test('Where there is no Chromium, a test that needs it fails and says what to install', async () => {
  await expect(async () => openChromium({ PATH: '/nowhere' })).rejects.toThrow(
    /apt-get install chromium.*CHROMIUM_PATH/,
  );
});
