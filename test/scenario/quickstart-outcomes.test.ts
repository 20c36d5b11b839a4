import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import {
  bankPage,
  cards,
  checkoutPages,
  fillCard,
  paidHeading,
  payButton,
  payWith,
} from '../browser/checkout-pages.fixture.ts'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer } from '../support/server.ts'
import { openGuideShell } from './guide-shell.ts'
import { sectionOf, stepsOf } from './guide-steps.ts'

/*
 * The quickstart's four calls, exactly as printed, with every end that the page between them can have. That it ends
 * well, with the event and the refund, is in guides.test.ts.
 */
const quickstart = readFileSync(join(import.meta.dirname, '../../docs/guides/quickstart.md'), 'utf8')
const callsOf = (heading: string) =>
  stepsOf(sectionOf(quickstart, heading)).flatMap((step) => (step.kind === 'shell' ? [step.text] : []))
const beforePage = [...callsOf('1. Create an order'), ...callsOf('3. Open a checkout session')]
const readOrder = callsOf('4. Pay on the page').find((call) => call.includes('/v1/orders/$ORDER_ID'))!

const server = await startTestServer({}, { hasPages: true })
server.startWorker()
const browser = await launchBrowser()
after(() => browser.close())
const { newProfile } = checkoutPages(server, browser)

/** Makes the calls before the page, lets a buyer act in one tab or several, then makes the last call. */
const follow = async (tabCount: number, act: (tabs: Page[]) => Promise<void>) => {
  const shell = await openGuideShell({ FLINT_URL: server.url, FLINT_KEY: server.sandboxKey })
  for (const call of beforePage) await shell.run(call)
  const { url } = JSON.parse(await readFile(join(shell.folder, 'session.json'), 'utf8')).data
  const context = await newProfile()
  const tabs: Page[] = []
  for (let tab = 0; tab < tabCount; tab++) tabs.push(await context.newPage())
  for (const tab of tabs) await tab.goto(url)
  await act(tabs)
  const { data } = JSON.parse(await shell.run(readOrder))
  await context.close()
  const { paid_money: paid, outstanding_money: outstanding } = data.settlement_amounts
  return { status: data.status, paid: paid.amount, outstanding: outstanding.amount }
}

const paidOnce = { status: 'paid', paid: 4200, outstanding: 0 }
const unpaid = { status: 'open', paid: 0, outstanding: 4200 }

describe('the quickstart, as printed', () => {
  it('a payment that succeeds', async () => {
    const seen = await follow(1, async ([page]) => {
      await payWith(page!, cards.good)
      await paidHeading(page!).waitFor()
    })
    assert.deepEqual(seen, paidOnce)
  })

  it('a card that is declined', async () => {
    const seen = await follow(1, async ([page]) => {
      await payWith(page!, cards.noMoney)
      await page!.getByText('There is not enough money on this card').waitFor()
    })
    assert.deepEqual(seen, unpaid)
  })

  it('3-D Secure, passed', async () => {
    const seen = await follow(1, async ([page]) => {
      await payWith(page!, cards.challenged)
      await bankPage(page!).getByRole('button', { name: 'Complete authentication' }).click()
      await paidHeading(page!).waitFor()
    })
    assert.deepEqual(seen, paidOnce)
  })

  it('3-D Secure, failed', async () => {
    const seen = await follow(1, async ([page]) => {
      await payWith(page!, cards.challenged)
      await bankPage(page!).getByRole('button', { name: 'Fail authentication' }).click()
      await page!.getByText('Your bank could not confirm it was you').waitFor()
    })
    assert.deepEqual(seen, unpaid)
  })

  it('a button that is pressed twice', async () => {
    const seen = await follow(1, async ([page]) => {
      await fillCard(page!, cards.good)
      await payButton(page!).dblclick()
      await paidHeading(page!).waitFor()
    })
    assert.deepEqual(seen, paidOnce)
  })

  it('two tabs that pay at once', async () => {
    const seen = await follow(2, async (tabs) => {
      for (const tab of tabs) await fillCard(tab, cards.good)
      await Promise.all(tabs.map((tab) => payButton(tab).click()))
      const isDone = /Payment complete|This order is already paid/
      await Promise.all(tabs.map((tab) => tab.getByRole('heading', { name: isDone }).waitFor()))
    })
    assert.deepEqual(seen, paidOnce)
  })

  it('a session whose day is over', async () => {
    const seen = await follow(1, async ([page]) => {
      await fillCard(page!, cards.good)
      server.clock.advance(86_401_000)
      await payButton(page!).click()
      await page!.getByRole('heading', { name: 'This checkout has expired' }).waitFor()
    })
    assert.deepEqual(seen, unpaid)
  })
})
