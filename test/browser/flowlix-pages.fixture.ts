import type { Browser, Page } from 'playwright-core'
import { pageOf } from '../../apps/server/src/flowlix/hosted/a-payer.fixture.ts'
import { type Body, type FlowlixClient, type Profile, backTo } from '../support/flowlix-calls.ts'
import type { TestServer } from '../support/server.ts'
import { checkoutPages } from './checkout-pages.fixture.ts'

/** A payer's moves on the hosted payment page, for browser tests. */
export const flowlixPages = (
  server: TestServer,
  browser: Browser,
  flowlix: Record<Profile, FlowlixClient>,
) => {
  const { newProfile, takeTrouble } = checkoutPages(server, browser)

  /** A new browser profile in which the shop has a page to come back to. */
  const newPayer = async (options: Parameters<typeof newProfile>[0] = {}) => {
    const context = await newProfile(options)
    await context.route(`${backTo}*`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Shop</title><h1>Back in the shop</h1>' }),
    )
    return context
  }
  /** A payment, its page open in a profile of its own, and what its merchant sees. */
  const openPage = async (
    profile: Profile,
    change: Body = {},
    options: Parameters<typeof newProfile>[0] = {},
  ) => {
    const payment = await flowlix[profile].opened(change)
    const address = pageOf(payment)
    const context = await newPayer(options)
    const page = await context.newPage()
    await page.goto(address)
    const merchantSees = async () => (await flowlix[profile].read(payment.id)).json
    return { page, address, context, id: payment.id as string, merchantSees }
  }
  return { newPayer, openPage, takeTrouble }
}

export const cancelButton = (page: Page) => page.getByRole('button', { name: /^Cancel and go back/ })
export const heading = (page: Page, name: string) => page.getByRole('heading', { name })
export const backLink = (page: Page) => page.getByRole('link', { name: /^Back to/ })

/** Where the payer is in the shop, and what the address tells it. */
export const cameBack = async (page: Page): Promise<Record<string, string>> => {
  await page.waitForURL(`${backTo}?**`)
  return Object.fromEntries(new URL(page.url()).searchParams)
}
