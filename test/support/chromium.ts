import { chromium, type Browser } from 'playwright-core'
import { findChromium } from '../../scripts/find-chromium.ts'

/**
 * Starts the system's Chromium for a browser test. playwright-core gives each start a new profile folder, and removes it.
 *
 * @throws When there is none, with what to do: a missing browser fails its tests, it never skips them.
 * @example const browser = await launchBrowser(); after(() => browser.close())
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) {
    throw new Error(
      'Browser tests need Chromium, and none was found. Install it (Debian and Ubuntu: apt-get install chromium) ' +
        'or set CHROMIUM_PATH to a Chromium or Chrome.',
    )
  }
  return await chromium.launch({
    executablePath,
    headless: true,
    args: [
      // Chromium refuses to sandbox itself as root, and containers rarely let it.
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // The default shared memory of containers is too small for it.
      '--disable-dev-shm-usage',
    ],
  })
}
