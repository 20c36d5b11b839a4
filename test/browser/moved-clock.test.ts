import assert from 'node:assert/strict'
import { after, afterEach, it } from 'node:test'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer } from '../support/server.ts'
import { cards, checkoutPages, paidHeading, payWith } from './checkout-pages.fixture.ts'

const server = await startTestServer({}, { hasPages: true })
server.startWorker()
const browser = await launchBrowser()
after(() => browser.close())
const { open, aSession, order, takeTrouble } = checkoutPages(server, browser)

afterEach(async () => {
  const trouble = takeTrouble(null)
  await Promise.all(browser.contexts().map((context) => context.close()))
  assert.deepEqual(trouble, [])
})

it('a checkout page lives in the time of its sandbox: a year ahead it is open, payable, and expires there', async () => {
  const advance = (by: string) =>
    server.call('POST', `/v1/developer/sandboxes/${server.seeded.sandboxId}/clock/advance`, { body: { by } })
  await advance('P1Y')
  const brief = { expiration: { expires_in_seconds: 3600 } }
  const { url, order_id } = await aSession(brief)
  await payWith(await open(url), cards.good)
  await paidHeading(browser.contexts()[0]!.pages()[0]!).waitFor()
  assert.equal((await order(order_id)).status, 'paid')

  const late = await aSession(brief)
  await advance('PT2H')
  const page = await open(late.url)
  await page.getByRole('heading', { name: 'This checkout has expired' }).waitFor()
})
