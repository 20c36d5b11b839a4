import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { startStripeStandIn } from '../stripe-stand-in/stand-in.ts'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'
import { cardNumber, cards, paidHeading, payButton } from './checkout-pages.fixture.ts'
import { fillVerification, mailedCode } from './dashboard-account.fixture.ts'

/*
 * The guide "Going live", walked in a browser by one person from sign-up to a refunded live payment. Each step begins where
 * the one before it ended.
 */
const standIn = await startStripeStandIn()
after(() => standIn.close())
const server = await startTestServer({ ...standIn.env, FLINT_VERIFIER: 'automatic' }, { hasPages: true })
server.startWorker()
const consumer = await aConsumer(204)
const browser = await launchBrowser()
after(() => browser.close())
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
context.setDefaultTimeout(15_000)
const page = await context.newPage()
const troubles: string[] = []
page.on('pageerror', (error) => troubles.push(error.message))
page.on('console', (message) => {
  if (message.type() === 'error' || message.type() === 'warning')
    troubles.push(`${message.text()} ${message.location().url}`)
})

const email = 'ada@lamps.example'
let secret = ''
let liveKey = ''
let orderId = ''

const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).first().click()
const confirm = (name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).first().click()
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
/** By the sidebar, as people go. */
const goTo = async (name: string, title: string | RegExp = name) => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click()
  await heading(title)
}
const switchTo = async (name: RegExp) => {
  await page.getByRole('button', { name: /Switch environment/ }).click()
  await page.getByRole('link', { name }).first().click()
}
const isTestMode = async () => (await page.getByRole('region', { name: 'Mode' }).count()) > 0
/** Opens the go-live page and waits until these lines are done. */
const expectDone = async (...lines: string[]) => {
  await goTo('Go live', 'Go-live checklist')
  await page.locator('[data-line]').first().waitFor()
  for (const line of lines) {
    await waitFor(
      `${line} is done`,
      async () => {
        if (await page.locator(`[data-line="${line}"][data-status="done"]`).count()) return true
        await press('Measure again')
        return false
      },
      { everyMs: 500 },
    )
  }
}
const expectOpen = async (line: string) => {
  const status = await page.locator(`[data-line="${line}"]`).getAttribute('data-status')
  assert.notEqual(status, 'done', line)
}

const addProduct = async () => {
  await goTo('Products')
  await press('Add product')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Desk lamp')
  await dialog.getByLabel('Price').fill('1.00')
  await confirm('Add product')
  await heading('Desk lamp')
}
const addPromotion = async () => {
  await goTo('Promotions')
  await press('Add promotion')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Opening')
  await dialog.getByLabel('Percent').fill('10')
  await dialog.getByLabel('Code').fill('HELLO')
  await confirm('Add promotion')
  await heading('Opening')
}
const setFooter = async () => {
  await goTo('Settings')
  await page.getByLabel('Below the receipt').fill('Thank you.')
  await page.getByRole('region', { name: 'Receipts' }).getByRole('button', { name: 'Save' }).click()
  await page.getByText('Settings changed').waitFor()
}

describe('going live by the dashboard', () => {
  it('begins with an account, opened by the code from the mail', async () => {
    await page.goto(`${server.url}/dashboard/sign-up`)
    await page.getByLabel('First name').fill('Ada')
    await page.getByLabel('Last name').fill('Lovelace')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password').fill('violet lamps at noon')
    await press('Continue')
    await page.getByLabel('Code').fill(await mailedCode(server, email, 'verification_code'))
    await page.getByLabel('Name of the business').fill('Lamps LLC')
    await press('Create the account')
    await heading('Lamps LLC')
    assert.ok(await isTestMode())
  })

  it('builds in the sandbox first', async () => {
    await addProduct()
    await addPromotion()
    await setFooter()
  })

  it('is verified by the form', async () => {
    await goTo('Go live', 'Go-live checklist')
    await page.locator('[data-line="account_verified"]').waitFor()
    await expectOpen('account_verified')
    await page.locator('[data-line="account_verified"]').getByRole('link', { name: 'Verification' }).click()
    await heading('Verification')
    assert.equal(await isTestMode(), false)
    await fillVerification(page, email)
    await page.getByText('The account is verified').waitFor()
    await expectDone('processor_configured', 'account_verified')
    await expectOpen('live_key_created')
  })

  it('makes a live key with few scopes, whose secret is shown once', async () => {
    await page.locator('[data-line="live_key_created"]').getByRole('link', { name: 'API keys' }).click()
    await page.getByRole('link', { name: 'Create key' }).first().click()
    await page.getByLabel('Name').fill('Shop')
    await page.getByRole('radio', { name: /^Checkout/ }).check()
    await press('Create key')
    liveKey = await page.getByRole('textbox', { name: 'API key' }).inputValue()
    assert.match(liveKey, /^flint_live_[0-9a-f]{64}$/)
    await page.getByRole('link', { name: 'I have stored it' }).click()
    await heading('Shop')
    assert.equal((await page.content()).includes(liveKey), false)
    assert.equal((await server.call('GET', '/v1/orders', { key: liveKey })).status, 200)
    await expectDone('live_key_created', 'live_key_scopes_least', 'sandbox_keys_apart')
  })

  it('registers an endpoint of live mode, and proves it by a test event', async () => {
    await page
      .locator('[data-line="webhook_test_event_delivered"]')
      .getByRole('link', { name: 'Webhooks' })
      .click()
    await page.getByRole('link', { name: 'Add endpoint' }).first().click()
    await page.getByLabel('URL').fill(consumer.url)
    await press('Add endpoint')
    secret = await page.getByRole('textbox', { name: 'Signing secret' }).inputValue()
    await page.getByRole('link', { name: 'I have stored it' }).click()
    await heading(consumer.url)
    await press('Send test event')
    await page.getByRole('dialog').getByLabel('Event').selectOption('order.payment_succeeded')
    await confirm('Send')
    await page.getByRole('dialog').getByText('Delivered', { exact: true }).waitFor()
    await confirm('Close')
    const [received] = consumer.of('order.payment_succeeded')
    assert.doesNotThrow(() => new Webhook(secret).verify(received!.text, received!.headers))
    await expectDone('webhook_test_event_delivered', 'webhook_deliveries_working')
  })

  it('makes again in live mode what the sandbox has', async () => {
    for (const line of ['catalog_recreated', 'promotions_recreated', 'settings_recreated'])
      await expectOpen(line)
    await addProduct()
    await addPromotion()
    await setFooter()
    await expectDone('catalog_recreated', 'promotions_recreated', 'settings_recreated')
  })

  it('pins the version that the shop is written for', async () => {
    await expectOpen('api_version_pinned')
    await page
      .locator('[data-line="api_version_pinned"]')
      .getByRole('link', { name: 'Business profile' })
      .click()
    await press('Pin the version')
    await page.getByRole('dialog').getByLabel('Version').selectOption('2026-09-07')
    await confirm('Pin the version')
    await page.getByText('Pinned to 2026-09-07').waitFor()
    await expectDone('api_version_pinned', 'alerts_on')
  })

  it('takes one real payment on the page that was made for it', async () => {
    await goTo('Checkout', /Checkout/)
    await page.getByRole('link', { name: 'Make an order' }).first().click()
    await page.getByLabel('Item').fill('Desk lamp')
    await page.getByLabel('Quantity').fill('1')
    await page.getByLabel('Price each').fill('1.00')
    await press('Make order and page')
    await heading('The payment page is ready')
    orderId = /ord_\w+/.exec(await page.getByRole('main').innerText())![0]
    const url = await page.getByLabel('Link of the payment page').inputValue()
    assert.ok(url.startsWith(`${server.url}/checkout/live/`))

    const buyer = await (await browser.newContext()).newPage()
    await buyer.goto(url)
    await cardNumber(buyer).fill(cards.good)
    await buyer.getByLabel('Expiration date').fill('12/30')
    await buyer.getByLabel('Security code').fill('123')
    await payButton(buyer).click()
    await paidHeading(buyer).waitFor()
    await buyer.context().close()
  })

  it('sees the order paid, with its events delivered', async () => {
    await goTo('Orders')
    await page.getByRole('row').filter({ hasText: 'Paid' }).getByRole('link').first().click()
    await heading(/^Order /)
    assert.ok(page.url().endsWith(orderId))
    assert.match(await page.getByRole('region', { name: 'Money' }).innerText(), /Paid\s+\$1\.00/)
    await page.getByRole('tab', { name: 'Events and deliveries' }).click()
    const event = page.getByRole('button', { name: 'order.payment_succeeded', exact: true })
    await event.click()
    await page
      .getByText(/Delivered/)
      .first()
      .waitFor()
    assert.ok(consumer.of('order.payment_succeeded').some(({ json }) => json.data.order_id === orderId))
    await expectDone('live_order_paid')
    await expectOpen('live_order_refunded')
  })

  it('gives the money back, and is told so', async () => {
    await page.getByText(`Refund order ${orderId}.`).waitFor()
    await page.locator('[data-line="live_order_refunded"]').getByRole('link', { name: 'Orders' }).click()
    await page.getByRole('row').filter({ hasText: 'Paid' }).getByRole('link').first().click()
    await press('Refund')
    await confirm('Refund')
    await page.getByText(/^\$1\.00 (refunded|on its way back)$/).waitFor()
    await page.getByRole('table', { name: 'Refunds' }).getByText('$1.00').waitFor()
    await waitFor('the event of the refund', () => consumer.of('order.refunded')[0])
    await expectDone('live_order_refunded', 'refund_event_delivered')
    await goTo('Refunds')
    await page.getByRole('row').filter({ hasText: '$1.00' }).getByText('Succeeded').waitFor()
    const refunds = (await server.call('GET', `/v1/refunds?order_id=${orderId}`, { key: liveKey })).data
    assert.deepEqual(
      refunds.map(({ status, amount_money }: any) => [status, amount_money.amount]),
      [['succeeded', 100]],
    )
  })

  it('leaves open only what this machine cannot have, and what no call has shown yet', async () => {
    await goTo('Go live', 'Go-live checklist')
    await page.locator('[data-line]').first().waitFor()
    const open = await page
      .locator('[data-line]:not([data-status="done"])')
      .evaluateAll((lines) => lines.map((line) => line.getAttribute('data-line')))
    assert.deepEqual(open, ['public_address_https', 'webhook_endpoint_registered', 'rate_limits_respected'])
    await switchTo(/^(?!Sandboxes$).*sandbox/i)
    await page.getByRole('region', { name: 'Mode' }).waitFor()
    await goTo('Orders')
    await page.getByRole('heading', { name: 'No orders yet' }).waitFor()
    // What was made just now has no history before its call's log is written, a moment after the answer.
    assert.deepEqual(
      troubles.filter((line) => !/ 404 .*\/resource-timelines\//.test(line)),
      [],
    )
  })
})
