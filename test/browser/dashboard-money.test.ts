import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { paymentCalls, usd } from '../../apps/server/src/payments/payment-calls.fixture.ts'
import { launchBrowser } from '../support/chromium.ts'
import { disputeNow } from '../support/open-dispute.ts'
import { startTestServer } from '../support/server.ts'
import { expectAccessible } from './checkout-pages.fixture.ts'
import { dashboardPages } from './dashboard-pages.fixture.ts'

const server = await startTestServer({}, { hasPages: true })
const browser = await launchBrowser()
after(() => browser.close())
const { open, takeTroubles } = await dashboardPages(server, browser)
const { anOrder, aLeg, pay, aHold, readOrder } = paymentCalls(server)

/** Refusals that a test provokes are lines in the browser's console; everything else there is a fault. */
let expectedTrouble: RegExp | null = null
afterEach(async () => {
  const troubles = takeTroubles(expectedTrouble)
  expectedTrouble = null
  await Promise.all(browser.contexts().map((context) => context.close()))
  assert.deepEqual(troubles, [])
})

const made = async (path: string, body: unknown): Promise<any> => {
  const { data, status, json } = await server.call('POST', path, { body })
  assert.ok(status < 300, JSON.stringify(json))
  return data
}

const aPaidOrder = async (amount = 4200, special = {}): Promise<any> => {
  const order = await anOrder(amount, special)
  await pay(order.order_id, { action: 'pay', payment_source: { token: 'tok_visa' } })
  return readOrder(order.order_id)
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()
const confirm = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text })

describe('the list of orders', () => {
  it('says what to do while there are none', async () => {
    const empty = await server.anotherSandbox()
    const page = await open(`/${empty.environmentId}/orders`)
    await page.getByRole('heading', { name: 'No orders yet' }).waitFor()
    assert.match(
      await page.getByRole('region', { name: 'command' }).innerText(),
      /curl -s -X POST '.*\/v1\/orders'/,
    )
  })

  it('filters by the address, goes on and back, and leads to an order', async () => {
    const customer = await made('/v1/customers', { email: 'grace@example.com', name: 'Grace Hopper' })
    for (let count = 0; count < 26; count++) await anOrder(1000 + count)
    const paid = await aPaidOrder(7700, { customer_id: customer.customer_id })
    const page = await open('orders')
    await row(page, '$77.00').waitFor()
    await row(page, '$77.00').getByRole('link', { name: 'Grace Hopper' }).waitFor()
    await press(page, 'Next')
    await row(page, '$10.00').waitFor()
    assert.match(page.url(), /page_token=/)
    await press(page, 'Previous')
    await row(page, '$77.00').waitFor()
    await page.getByLabel('Payment', { exact: true }).selectOption('paid')
    await page.waitForURL(/payment_status=paid/)
    await page.getByText('1 shown').waitFor()
    await page.reload()
    await page.getByText('1 shown').waitFor()
    await page.getByRole('link', { name: paid.order_number, exact: true }).click()
    await page.getByRole('heading', { level: 1, name: `Order ${paid.order_number}` }).waitFor()
    await page.goBack()
    await page.getByText('1 shown').waitFor()
  })
})

describe('the page of an order', () => {
  it('shows its lines, money, payments and history, each id a link', async () => {
    const order = await aPaidOrder(4200, { metadata: { shop_order: 'A-1042' } })
    const page = await open(`orders/${order.order_id}`)
    await page.getByRole('heading', { level: 1, name: `Order ${order.order_number}` }).waitFor()
    assert.match(await page.getByRole('region', { name: 'Money' }).innerText(), /Paid\s+\$42\.00/)
    assert.match(await page.getByRole('region', { name: 'Metadata' }).innerText(), /shop_order\s+A-1042/)
    await page.getByRole('table', { name: 'Payments' }).getByText('4242').waitFor()
    await page.getByRole('region', { name: 'History' }).getByText('order.paid').waitFor()
    await page.getByRole('tab', { name: 'Events and deliveries' }).click()
    await press(page, 'order.paid')
    await page.getByText('No endpoint listens for it').waitFor()
    await page.getByRole('tab', { name: 'API calls' }).click()
    await page.getByRole('table', { name: 'Payments' }).getByRole('link').first().click()
    await page.getByRole('heading', { level: 1, name: 'Payment' }).waitFor()
  })

  it('refunds an amount, then a line, and says why no more', async () => {
    const order = await aPaidOrder(4200)
    const page = await open(`orders/${order.order_id}`)
    await press(page, 'Refund')
    await page.getByLabel('An amount').check()
    await page.getByLabel('Amount (USD)').fill('12.00')
    await page.getByLabel('Reason').selectOption('requested_by_customer')
    await confirm(page, 'Refund')
    await page.getByText('$12.00 on its way back').waitFor()
    await page.getByRole('table', { name: 'Refunds' }).getByText('$12.00').waitFor()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await press(page, 'Refund')
    await confirm(page, 'Refund')
    await page.getByText('$30.00 on its way back').waitFor()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const button = page.getByRole('button', { name: 'Refund', exact: true })
    assert.equal(await button.getAttribute('aria-disabled'), 'true')
    assert.equal(await button.getAttribute('title'), 'Everything was given back already')
    assert.deepEqual((await readOrder(order.order_id)).settlement_amounts.refunded_money, usd(4200))
  })

  it('refunds units of a line', async () => {
    const order = await anOrder(0, {
      line_items: [{ name: 'Candle', quantity: 3, unit_price_money: usd(500) }],
    })
    await pay(order.order_id, { action: 'pay', payment_source: { token: 'tok_visa' } })
    const page = await open(`orders/${order.order_id}`)
    await press(page, 'Refund')
    await page.getByLabel('Some of the lines').check()
    await page.getByLabel('Candle').fill('2')
    await confirm(page, 'Refund')
    await page.getByText('$10.00 on its way back').waitFor()
    await page.getByText('2 refunded').waitFor()
  })

  it('shows what the API refuses at the field', async () => {
    expectedTrouble = /Failed to load resource.* 4\d\d/
    const order = await aPaidOrder(4200)
    const page = await open(`orders/${order.order_id}`)
    await press(page, 'Refund')
    await page.getByLabel('An amount').check()
    await page.getByLabel('Amount (USD)').fill('99.00')
    await confirm(page, 'Refund')
    await page.getByRole('dialog').getByRole('alert').waitFor()
    assert.deepEqual((await readOrder(order.order_id)).settlement_amounts.refunded_money, usd(0))
  })

  it('captures a part of a hold, and closes', async () => {
    const order = await anOrder(5000)
    const leg = await aLeg(order.order_id, { capture_method: 'manual' })
    await pay(order.order_id, {
      action: 'confirm_payment_intents',
      payment_intents: [{ payment_intent_id: leg.payment_intent_id, token: 'tok_visa' }],
    })
    const page = await open(`orders/${order.order_id}`)
    await press(page, 'Capture')
    await page.getByLabel('Amount (USD)').fill('20')
    await confirm(page, 'Capture')
    await page.getByText('Captured').first().waitFor()
    await page.getByRole('region', { name: 'Money' }).getByText('$20.00').first().waitFor()
    await press(page, 'Close')
    await confirm(page, 'Close order')
    await page.getByText('Order closed').waitFor()
    assert.equal(
      (
        await server.call('GET', `/v1/orders/${order.order_id}`, {
          headers: { 'Flint-Version': '2026-09-07' },
        })
      ).data.status,
      'closed',
    )
  })

  it('says that there is none, in this environment', async () => {
    expectedTrouble = /Failed to load resource.* 404/
    const page = await open('orders/ord_01M80ABTP3QX2S83HH3REHK4BX')
    await page.getByText('There is no such order here').waitFor()
  })
})

describe('the page of a payment', () => {
  it('tells a decline in words', async () => {
    const order = await anOrder(4200)
    await pay(order.order_id, {
      action: 'pay',
      payment_source: { token: 'tok_chargeDeclinedInsufficientFunds' },
    })
    const page = await open('payments')
    await page.getByRole('table').getByText('Insufficient funds').first().waitFor()
    await row(page, 'Insufficient funds').first().getByRole('link').first().click()
    await page.getByText('Declined: insufficient funds').waitFor()
  })

  it('cancels a hold', async () => {
    const held = await aHold(1500)
    const page = await open(`payments/${held.payment_intent_id}`)
    await press(page, 'Cancel payment')
    await confirm(page, 'Cancel payment')
    await page.getByText('Payment canceled').waitFor()
    await page.getByText('Canceled', { exact: true }).first().waitFor()
    const button = page.getByRole('button', { name: 'Capture', exact: true })
    assert.equal(await button.getAttribute('title'), 'There is no money on hold')
  })
})

describe('disputes', () => {
  it('are listed, and answered with evidence', async () => {
    const order = await anOrder(4200)
    await pay(order.order_id, { action: 'pay', payment_source: { token: 'tok_createDispute' } })
    const { data: payments } = await server.call('GET', `/v1/payment-intents?order_id=${order.order_id}`)
    const id = await disputeNow(server.services, payments[0].payment_intent_id)
    const page = await open('disputes')
    await row(page, 'Needs response').getByRole('link').first().click()
    await page.waitForURL(`**/disputes/${id}`)
    await press(page, 'Submit evidence')
    await page.getByLabel('What happened').fill('winning_evidence')
    await confirm(page, 'Submit evidence')
    await page.getByText('Evidence submitted').waitFor()
    await page.getByText('Under review').first().waitFor()
  })
})

describe('customers', () => {
  it('are added, found, edited', async () => {
    const page = await open('customers')
    await page.getByRole('button', { name: 'Add customer' }).first().click()
    await page.getByRole('dialog').getByLabel('E-mail').fill('alan@example.com')
    await page.getByRole('dialog').getByLabel('Name').fill('Alan Turing')
    await confirm(page, 'Add customer')
    await page.getByRole('heading', { level: 1, name: 'Alan Turing' }).waitFor()
    await press(page, 'Edit')
    await page.getByRole('dialog').getByLabel('Name').fill('Alan M. Turing')
    await confirm(page, 'Save')
    await page.getByRole('heading', { level: 1, name: 'Alan M. Turing' }).waitFor()
  })
})

describe('products and promotions', () => {
  it('a product is added and taken off sale', async () => {
    // What was made this moment has no history yet: the page reads it again by itself.
    expectedTrouble = /Failed to load resource.* 404/
    const page = await open('products')
    await page.getByRole('button', { name: 'Add product' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Oak table')
    await dialog.getByLabel('Price').fill('189')
    await confirm(page, 'Add product')
    await page.getByRole('heading', { level: 1, name: 'Oak table' }).waitFor()
    await page.getByText('$189.00').first().waitFor()
    await press(page, 'Take off sale')
    await confirm(page, 'Take off sale')
    await page.getByText('Inactive').first().waitFor()
  })

  it('a promotion with a code is added', async () => {
    const page = await open('promotions')
    await page.getByRole('button', { name: 'Add promotion' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Summer')
    await dialog.getByLabel('Percent').fill('10')
    await dialog.getByLabel('Code').fill('SUMMER10')
    await confirm(page, 'Add promotion')
    await page.getByRole('heading', { level: 1, name: 'Summer' }).waitFor()
    await page.getByRole('table', { name: 'Codes' }).getByText('SUMMER10').waitFor()
    await page.getByText('10% off').first().waitFor()
  })
})

describe('checkout', () => {
  it('makes an order and a page whose link a buyer can open', async () => {
    const page = await open('checkout/new')
    await page.getByLabel('Item').fill('Desk lamp')
    await page.getByLabel('Quantity').fill('2')
    await page.getByLabel('Price each').fill('12.50')
    await page.locator('output', { hasText: '$25.00' }).waitFor()
    await press(page, 'Make order and page')
    await page.getByRole('heading', { level: 1, name: 'The payment page is ready' }).waitFor()
    await press(page, 'Copy link')
    const link = await page.evaluate(() => navigator.clipboard.readText())
    assert.ok(link.startsWith(`${server.url}/checkout/cs_`))
    const buyer = await (await browser.newContext()).newPage()
    await buyer.goto(link)
    await buyer.getByRole('button', { name: 'Pay $25.00' }).waitFor()
  })
})

describe('every money page', () => {
  it('is accessible, in light and dark, wide and at 360 px', async () => {
    const customer = await made('/v1/customers', { email: 'ada@example.com', name: 'Ada Lovelace' })
    const order = await aPaidOrder(9900, { customer_id: customer.customer_id })
    const refund = await made('/v1/refunds', { order_id: order.order_id, amount_money: usd(500) })
    const { data: payments } = await server.call('GET', `/v1/payment-intents?order_id=${order.order_id}`)
    for (const path of [
      'orders',
      `orders/${order.order_id}`,
      'payments',
      `payments/${payments[0].payment_intent_id}`,
      'refunds',
      `refunds/${refund.refund_id}`,
      'disputes',
      'customers',
      `customers/${customer.customer_id}`,
      'products',
      'promotions',
      'checkout',
      'checkout/new',
    ]) {
      const page = await open(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await expectAccessible(page, path)
      await page.context().close()
    }
  })
})
