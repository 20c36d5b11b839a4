import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { checkoutCalls } from '../../apps/server/src/checkout-sessions/a-checkout.fixture.ts'
import type { TestServer } from '../support/server.ts'

/** A buyer's moves on the hosted checkout page, for browser tests. */

export const cards = {
  good: '4242424242424242',
  noMoney: '4000000000009995',
  challenged: '4000002500003155',
} as const

export const successUrl = 'https://shop.example/thanks'

type Trouble = { page: Page; lines: string[] }

export const checkoutPages = (server: TestServer, browser: Browser) => {
  const calls = checkoutCalls(server)
  const watched: Trouble[] = []

  /** A new browser profile: nothing is remembered from another test. */
  const newProfile = async (options: Parameters<Browser['newContext']>[0] = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
    context.setDefaultTimeout(15_000)
    await context.route(successUrl, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Thanks</title><h1>Thanks</h1>' }),
    )
    context.on('page', (page) => {
      const trouble: Trouble = { page, lines: [] }
      watched.push(trouble)
      page.on('pageerror', (error) => trouble.lines.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') trouble.lines.push(message.text())
      })
    })
    return context
  }

  /** Opens a session's page in a profile of its own. */
  const open = async (url: string, options?: Parameters<typeof newProfile>[0]): Promise<Page> => {
    const context = await newProfile(options)
    const page = await context.newPage()
    await page.goto(url)
    return page
  }

  const paymentsOf = async (orderId: string) => {
    const { data } = await server.call('GET', `/v1/payment-intents?order_id=${orderId}`)
    return (data as any[]).filter((intent) => intent.status === 'succeeded')
  }

  return {
    ...calls,
    newProfile,
    open,
    /** How often, and how much, the order was charged. */
    chargesOf: async (orderId: string): Promise<number[]> =>
      (await paymentsOf(orderId)).map((intent) => intent.captured_money.amount),
    /** The lines that browsers' consoles showed since the last call, without refusals that a test expects. */
    takeTrouble: (expected: RegExp | null = null): string[] =>
      watched.splice(0).flatMap(({ lines }) => lines.filter((line) => !expected?.test(line))),
  }
}

export const cardNumber = (page: Page) => page.getByLabel('Card number')
export const payButton = (page: Page) => page.getByRole('button', { name: /^Pay / })
export const bankPage = (page: Page) => page.frameLocator('iframe')
export const paidHeading = (page: Page) => page.getByRole('heading', { name: 'Payment complete' })

export const fillCard = async (page: Page, number: string) => {
  await cardNumber(page).fill(number)
  await page.getByLabel('Expiry').fill('12/30')
  await page.getByLabel('Security code').fill('123')
}

export const payWith = async (page: Page, number: string) => {
  await fillCard(page, number)
  await payButton(page).click()
}

/** No accessibility problem, in light at full width and in dark at the width of a small phone, and no sideways scrolling. */
export const expectAccessible = async (page: Page, what: string) => {
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 360],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 800 })
    // Colours that are on their way from one scheme to the other are neither's.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .options({ resultTypes: ['violations'] })
      .analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    assert.deepEqual(found, [], `${what}, ${colorScheme}, ${width} px`)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    assert.ok(overflow <= 0, `${what} scrolls sideways by ${overflow} px at ${width} px`)
  }
}
