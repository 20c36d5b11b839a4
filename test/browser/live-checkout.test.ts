import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { startStripeStandIn } from '../stripe-stand-in/stand-in.ts'
import type { ApiCall } from '../support/api.ts'
import { launchBrowser } from '../support/chromium.ts'
import { makeReady } from '../support/make-ready.ts'
import { startTestServer } from '../support/server.ts'
import {
  cardNumber,
  cards,
  checkoutPages,
  expectAccessible,
  paidHeading,
  payButton,
  successUrl,
} from './checkout-pages.fixture.ts'

/*
 * The hosted page in live mode: the processor's own form takes the card. It is tried against a stand-in of Stripe, whose
 * script puts its fields into the page where the real one has frames.
 */
const standIn = await startStripeStandIn()
after(() => standIn.close())
const server = await startTestServer(standIn.env, { hasPages: true })
await makeReady(server)
server.startWorker()
const live = {
  ...server,
  call: (method: string, path: string, options: ApiCall = {}) =>
    server.call(method, path, { key: server.liveKey, ...options }),
}
const browser = await launchBrowser()
after(() => browser.close())
const { open, newProfile, aSession, anOrder, create, order, read, chargesOf, expectData, takeTrouble } =
  checkoutPages(live, browser)

/** Refusals that a test provokes are lines in the browser's console; everything else there is a fault. */
let expectedTrouble: RegExp | null = null
afterEach(async () => {
  const trouble = takeTrouble(expectedTrouble)
  expectedTrouble = null
  await Promise.all(browser.contexts().map((context) => context.close()))
  assert.deepEqual(trouble, [])
})

const always = '4000002760003184'
const payWith = async (page: Page, number: string) => {
  await cardNumber(page).fill(number)
  await page.getByLabel('Expiration date').fill('12/30')
  await page.getByLabel('Security code').fill('123')
  await payButton(page).click()
}
const bank = (page: Page, answer: 'Complete' | 'Fail') =>
  page.getByRole('button', { name: `${answer} authentication` })

describe('a buyer of a live session', () => {
  it('pays by the form of the processor, and no card number comes to us', async () => {
    const session = await aSession({ redirects: { success_redirect_url: successUrl } })
    const { url, order_id, checkout_session_id: id } = session
    assert.ok(url.startsWith(`${server.url}/checkout/live/${id}#`))
    const page = await open(url)
    const bodies: string[] = []
    page.on('request', (request) => {
      if (request.url().startsWith(server.url)) bodies.push(request.postData() ?? '')
    })
    await cardNumber(page).waitFor()
    assert.equal(await page.getByText('Test mode').count(), 0)
    await expectAccessible(page, "the processor's form")
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    assert.ok(bodies.some((body) => body.includes('"confirmation_token":"ctoken_')))
    assert.ok(!bodies.some((body) => body.includes(cards.good)))
    assert.deepEqual(await chargesOf(order_id), [4200])
    assert.equal((await read(id)).status, 'paid')
    await page.waitForURL(successUrl)
  })

  it('leaves the secret out of the address that the script can see', async () => {
    const { url } = await aSession()
    const page = await open(url)
    await cardNumber(page).waitFor()
    assert.equal(await page.evaluate(() => location.hash), '')
    await page.reload()
    await cardNumber(page).waitFor()
  })

  it('is told by the form what is missing, and nothing is sent', async () => {
    const { url, order_id } = await aSession()
    const page = await open(url)
    await cardNumber(page).waitFor()
    await payButton(page).click()
    await page.getByRole('button', { name: 'Pay $42.00', disabled: false }).waitFor()
    assert.equal((await order(order_id)).payment_intent_ids.length, 0)
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
  })

  it('is told why a card was declined, and pays with another', async () => {
    const { url, order_id } = await aSession()
    const page = await open(url)
    await payWith(page, cards.noMoney)
    await page.getByText('There is not enough money on this card').waitFor()
    assert.equal((await order(order_id)).payment_status, 'unpaid')
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
  })

  it("answers the bank's question over the page, and is charged once", async () => {
    const { url, order_id } = await aSession()
    const page = await open(url)
    await payWith(page, always)
    await bank(page, 'Complete').waitFor()
    await page.getByRole('heading', { name: 'Confirm with your bank' }).waitFor()
    assert.equal((await order(order_id)).payment_status, 'unpaid')
    await bank(page, 'Complete').click()
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
  })

  it("fails the bank's question, and pays with another card", async () => {
    expectedTrouble = /Failed to load resource.* 402/
    const { url, order_id } = await aSession()
    const page = await open(url)
    await payWith(page, always)
    await bank(page, 'Fail').click()
    await page.getByText('Your bank could not confirm it was you').waitFor()
    assert.deepEqual(await chargesOf(order_id), [])
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
  })

  it('is asked again after a reload in the middle', async () => {
    const { url, order_id } = await aSession()
    const page = await open(url)
    await payWith(page, always)
    await bank(page, 'Complete').waitFor()
    await page.reload()
    await bank(page, 'Complete').click()
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
  })

  it('gives up while the bank waits, and pays with another card', async () => {
    const { url, order_id } = await aSession()
    const page = await open(url)
    await payWith(page, always)
    await bank(page, 'Complete').waitFor()
    // The real script's question has a way out of its own; the stand-in's stands in the way.
    await page.evaluate(() => document.querySelector('dialog')!.remove())
    await page.getByRole('button', { name: 'Cancel payment' }).click()
    await page.getByText('Payment canceled').waitFor()
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
  })

  it('needs only the keyboard', async () => {
    const { url, order_id } = await aSession()
    const page = await open(url)
    await cardNumber(page).focus()
    for (const text of [cards.good, '12/30', '123']) {
      await page.keyboard.type(text)
      await page.keyboard.press('Tab')
    }
    await payButton(page).focus()
    await page.keyboard.press('Enter')
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
  })

  it('pays the total that a tip has changed, in the form that is there already', async () => {
    const { url, order_id } = await aSession({ tip: { enabled: true } })
    const page = await open(url)
    await cardNumber(page).fill('4242')
    await page.getByRole('radio', { name: /15%/ }).check()
    await page.getByRole('button', { name: 'Pay $48.30' }).waitFor()
    assert.equal(await cardNumber(page).inputValue(), '4242')
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4830])
  })

  it('keeps a card, and pays with it another time', async () => {
    const { data: customer } = await live.call('POST', '/v1/customers', {
      body: { email: 'ada@shop.example' },
    })
    const sessionOf = async () => {
      const { order_id } = await anOrder(4200, { customer_id: customer.customer_id })
      return expectData(201, create({ order_id }))
    }
    const first = await open((await sessionOf()).url)
    await first.getByLabel('Save this card for next time').check()
    await payWith(first, cards.good)
    await paidHeading(first).waitFor()
    const { url, order_id } = await sessionOf()
    const page = await open(url)
    await page.getByRole('radio', { name: /Visa ending in .*4242/ }).waitFor()
    assert.equal(await cardNumber(page).count(), 0)
    await payButton(page).click()
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
  })
})

describe('the form of the processor that does not load', () => {
  it('says so, and loads when asked again', async () => {
    expectedTrouble = /Failed to load resource/
    const { url } = await aSession()
    const context = await newProfile()
    await context.route(standIn.scriptUrl, (route) => route.abort())
    const page = await context.newPage()
    await page.goto(url)
    await page.getByText('The payment form did not load').waitFor()
    await context.unroute(standIn.scriptUrl)
    await page.getByRole('button', { name: 'Load it again' }).click()
    await cardNumber(page).waitFor()
  })
})

describe('the address of a live session', () => {
  it('is found from the other one', async () => {
    // The first address's page may not load the script, and says so before it is left.
    expectedTrouble = /Content Security Policy|Content-Security-Policy/
    const { url } = await aSession()
    const page = await open(url.replace('/checkout/live/', '/checkout/'))
    await cardNumber(page).waitFor()
    assert.match(page.url(), /\/checkout\/live\/cs_/)
  })

  it('allows the script of the processor; the other one does not', async () => {
    const policyOf = async (path: string) =>
      (await fetch(`${server.url}${path}`)).headers.get('content-security-policy')!.split('; ')
    const origin = new URL(standIn.scriptUrl).origin
    const inLive = await policyOf('/checkout/live/cs_any')
    for (const rule of ['script-src', 'frame-src', 'connect-src'])
      assert.ok(inLive.includes(`${rule} 'self' ${origin}`), rule)
    assert.ok(!(await policyOf('/checkout/cs_any')).join().includes(origin))
  })
})

describe("the bank's page of a live payment, for a merchant with a page of its own", () => {
  const aWaitingPayment = async () => {
    const { order_id } = await anOrder(4200)
    const { payment_intent } = await expectData(
      201,
      live.call('POST', `/v1/orders/${order_id}/payment-intents`, {
        body: { payment_return_url: successUrl },
        idempotencyKey: `leg-${order_id}`,
      }),
    )
    const { id: token } = standIn.controls.mintToken({ card: 'authenticationRequired' })
    const { payment_intent_id } = payment_intent
    const { order: after, payment_attempt } = await expectData(
      200,
      live.call('POST', `/v1/orders/${order_id}/pay`, {
        body: {
          action: 'confirm_payment_intents',
          payment_intents: [{ payment_intent_id, confirmation_token: token }],
        },
        idempotencyKey: `pay-${order_id}`,
      }),
    )
    assert.equal(payment_attempt.status, 'requires_action', JSON.stringify(after))
    return {
      orderId: order_id,
      link: payment_attempt.pending_actions[0].client_action.redirect.url as string,
    }
  }

  it('asks by the script, leads back, and the payment goes on by itself', async () => {
    const { orderId, link } = await aWaitingPayment()
    const page = await open(link)
    await bank(page, 'Complete').waitFor()
    assert.equal(await page.getByText('Test bank').count(), 0)
    await bank(page, 'Complete').click()
    await page.waitForURL(successUrl)
    server.clock.advance(11_000)
    for (let turn = 0; turn < 50 && (await order(orderId)).payment_status !== 'paid'; turn++)
      await new Promise((done) => setTimeout(done, 100))
    assert.deepEqual(await chargesOf(orderId), [4200])
  })

  it('can be asked again when the script did not load, and without JavaScript says what is missing', async () => {
    expectedTrouble = /Failed to load resource/
    const { link } = await aWaitingPayment()
    const context = await newProfile()
    await context.route(standIn.scriptUrl, (route) => route.abort())
    const page = await context.newPage()
    await page.goto(link)
    await page.getByText('could not be opened').waitFor()
    await context.unroute(standIn.scriptUrl)
    await page.getByRole('button', { name: 'Try again' }).click()
    await bank(page, 'Complete').waitFor()
    const bare = await open(link, { javaScriptEnabled: false })
    await bare.locator('noscript p').waitFor()
  })
})

describe('what is kept of it', () => {
  it('has no client secret: not in rows, not in the log of calls', async () => {
    const { rows } = await server.services.db.query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    )
    for (const { name } of rows) {
      const { rows: found } = await server.services.db.query(
        `SELECT 1 FROM "${name}" t WHERE t::text LIKE '%\\_secret\\_%' LIMIT 1`,
      )
      assert.equal(found.length, 0, name)
    }
    assert.ok(!server.logLines.join('').includes('_secret_'))
  })
})
