import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { root } from '../../scripts/test-files.ts'
import { launchBrowser } from '../support/chromium.ts'
import { stepsOf } from './guide-steps.ts'

/** What a guide asks its reader to do in a browser, by the words of its `<!-- test: … -->`. */
const byHand: Record<string, (folder: string) => Promise<void>> = {
  'pay on the page': async (folder) => {
    const { data } = await savedAnswer(folder, 'session.json')
    await inBrowser(data.url, async (page) => {
      await page.getByLabel('Card number').fill('4242 4242 4242 4242')
      await page.getByLabel('Expiry').fill('12 / 40')
      await page.getByLabel('Security code').fill('123')
      await page.getByRole('button', { name: /^Pay/ }).click()
      await page.getByRole('heading', { name: 'Payment complete' }).waitFor()
    })
  },
  'pay on the Flowlix page': async (folder) => {
    const { redirect_url: url } = await savedAnswer(folder, 'payment.json')
    await inBrowser(url, async (page) => {
      await page.getByLabel('Card number').fill('4242 4242 4242 4242')
      await page.getByLabel('Expiry').fill('12 / 40')
      await page.getByLabel('Security code').fill('123')
      const name = page.getByLabel('Name on card')
      if (await name.isVisible()) await name.fill('Ada Lovelace')
      await page.getByRole('button', { name: /^Pay/ }).click()
      await page.waitForURL(/\/done\?/)
    })
  },
  'pay on the live page': async (folder) => {
    const { data } = await savedAnswer(folder, 'session.json')
    await inBrowser(data.url, async (page) => {
      await page.getByLabel('Card number').fill('4242424242424242')
      await page.getByLabel('Expiration date').fill('12/40')
      await page.getByLabel('Security code').fill('123')
      await page.getByRole('button', { name: /^Pay/ }).click()
      await page.getByRole('heading', { name: 'Payment complete' }).waitFor()
    })
  },
  'save receiver.mjs of the quickstart': async (folder) => {
    const guide = readFileSync(join(root, 'docs/guides/quickstart.md'), 'utf8')
    const file = stepsOf(guide).find((step) => step.kind === 'file' && step.name === 'receiver.mjs')
    await writeFile(join(folder, 'receiver.mjs'), file!.text)
  },
  'complete the challenge': async (folder) => {
    const { pending_actions: actions } = await savedAnswer(folder, 'attempt.json')
    await inBrowser(actions[0].client_action.redirect.url, async (page) => {
      const button = page.getByRole('button', { name: 'Complete authentication' })
      await button.click()
      await button.waitFor({ state: 'detached' })
    })
  },
}

/** @param folder Where the guide's shell has kept its files. */
export const doByHand = async (what: string, folder: string): Promise<void> => {
  const deed = byHand[what]
  if (!deed) throw new Error(`No test knows how to "${what}".`)
  await deed(folder)
}

const savedAnswer = async (folder: string, name: string) =>
  JSON.parse(await readFile(join(folder, name), 'utf8'))

const inBrowser = async (url: string, act: (page: Page) => Promise<void>) => {
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(url)
    await act(page)
  } finally {
    await browser.close()
  }
}
