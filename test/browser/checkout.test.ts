import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import { usd } from '../../apps/server/src/checkout-sessions/a-checkout.fixture.ts'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer } from '../support/server.ts'
import {
  bankPage,
  cardNumber,
  cards,
  checkoutPages,
  expectAccessible,
  fillCard,
  paidHeading,
  payButton,
  payWith,
  successUrl,
} from './checkout-pages.fixture.ts'

const server = await startTestServer({}, { hasPages: true })
server.startWorker()
const browser = await launchBrowser()
after(() => browser.close())
const { open, newProfile, aSession, create, read, order, merchantPays, chargesOf, takeTrouble } =
  checkoutPages(server, browser)

/** Refusals that a test provokes are lines in the browser's console; everything else there is a fault. */
let expectedTrouble: RegExp | null = null
const refusals = /Failed to load resource.* 409/
afterEach(async () => {
  const trouble = takeTrouble(expectedTrouble)
  expectedTrouble = null
  await Promise.all(browser.contexts().map((context) => context.close()))
  assert.deepEqual(trouble, [])
})

describe('a buyer who pays', () => {
  it('sees the order, pays, leaves no card data behind, and is led back to the shop', async () => {
    const {
      url,
      order_id,
      checkout_session_id: id,
    } = await aSession({
      redirects: { success_redirect_url: successUrl },
      customer_collection: { require_email: true },
    })
    const page = await open(url)
    await page.getByText('Desk lamp').first().waitFor()
    assert.match(await page.title(), /Pay \$42\.00 · Your shop/)
    await page.getByLabel('Email').fill('ada@example.com')
    await payWith(page, '5555555555554444')
    await paidHeading(page).waitFor()
    const kept = await page.evaluate(() =>
      JSON.stringify([document.documentElement.outerHTML, sessionStorage, localStorage, location.href]),
    )
    assert.doesNotMatch(kept, /5555[ -]?5555/)
    assert.deepEqual(await chargesOf(order_id), [4200])
    const paid = await order(order_id)
    assert.deepEqual([paid.status, paid.buyer_contact.email], ['paid', 'ada@example.com'])
    assert.equal((await read(id)).status, 'paid')
    await page.waitForURL(successUrl)
  })

  it('is told why a card was declined, keeps the form, and pays with another', async () => {
    const { url, order_id } = await aSession()
    const page = await open(url)
    await page.getByLabel('Email').fill('ada@example.com')
    await page.getByLabel('Name on card').fill('Ada Lovelace')
    await payWith(page, cards.noMoney)
    await page.getByText('There is not enough money on this card').waitFor()
    assert.equal(await page.getByLabel('Email').inputValue(), 'ada@example.com')
    assert.equal(await page.getByLabel('Name on card').inputValue(), 'Ada Lovelace')
    assert.equal(await cardNumber(page).inputValue(), '4000 0000 0000 9995')
    assert.equal(await page.getByLabel('Security code').inputValue(), '')
    assert.equal((await order(order_id)).payment_status, 'unpaid')
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
  })

  it('chooses a tip, another, one of their own, and none', async () => {
    const { url, order_id } = await aSession({ tip: { enabled: true } })
    const page = await open(url)
    await page.getByRole('radio', { name: /15%/ }).check()
    await page.getByRole('button', { name: 'Pay $48.30' }).waitFor()
    await page.getByRole('radio', { name: 'No tip' }).check()
    await page.getByRole('button', { name: 'Pay $42.00' }).waitFor()
    await page.getByRole('radio', { name: 'Other' }).check()
    await page.getByLabel('Tip amount').fill('5')
    await page.getByRole('button', { name: 'Add tip' }).click()
    await page.getByRole('button', { name: 'Pay $47.00' }).waitFor()
    await page.getByRole('radio', { name: /20%/ }).check()
    await page.getByRole('button', { name: 'Pay $50.40' }).waitFor()
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [5040])
    const { tips } = await order(order_id)
    assert.deepEqual(
      tips.filter((tip: any) => tip.status === 'settled').map((tip: any) => tip.settled_amount_money),
      [usd(840)],
    )
  })

  it('needs only the keyboard', async () => {
    const { url, order_id } = await aSession({
      tip: { enabled: true },
      customer_collection: { require_email: true },
    })
    const page = await open(url)
    await payButton(page).waitFor()
    // From the page's start: past the test-mode banner to the tips, where arrows choose.
    const { keyboard } = page
    const focused = () => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name ?? '')
    const tabTo = async (name: string) => {
      for (let presses = 0; presses < 12 && (await focused()) !== name; presses++) await keyboard.press('Tab')
      assert.equal(await focused(), name)
    }
    await page.getByRole('radio', { name: /10%/ }).focus()
    await keyboard.press('Space')
    await keyboard.press('ArrowRight')
    await page.getByRole('button', { name: 'Pay $48.30' }).waitFor()
    await tabTo('email')
    await keyboard.type('ada@example.com')
    await tabTo('cardnumber')
    await keyboard.type(cards.challenged)
    await tabTo('exp-date')
    await keyboard.type('1230')
    await tabTo('cvc')
    await keyboard.type('123')
    await keyboard.press('Enter')
    await bankPage(page).getByRole('button', { name: 'Complete authentication' }).waitFor()
    for (let presses = 0; presses < 8; presses++) {
      await keyboard.press('Tab')
      const frame = page.frames().find((one) => one.url().includes('/challenge/'))
      const label = await frame?.evaluate(() =>
        document.hasFocus() ? document.activeElement?.textContent : '',
      )
      if (label === 'Complete authentication') break
    }
    await keyboard.press('Enter')
    await paidHeading(page).waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Payment complete')
    assert.deepEqual(await chargesOf(order_id), [4830])
  })
})

describe('a buyer whose bank asks', () => {
  it('confirms inside the page, and has paid', async () => {
    const { url, order_id } = await aSession()
    const page = await open(url)
    await payWith(page, cards.challenged)
    await bankPage(page).getByText('Visa ending in 3155').waitFor()
    assert.equal((await order(order_id)).payment_status, 'unpaid')
    await bankPage(page).getByRole('button', { name: 'Complete authentication' }).click()
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
  })

  it('fails, is told so, and pays with another card', async () => {
    const { url, order_id } = await aSession()
    const page = await open(url)
    await payWith(page, cards.challenged)
    await bankPage(page).getByRole('button', { name: 'Fail authentication' }).click()
    await page.getByText('Your bank could not confirm it was you').waitFor()
    assert.deepEqual(await chargesOf(order_id), [])
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
  })

  it('gives up, and nothing is charged', async () => {
    const { url, order_id } = await aSession()
    const page = await open(url)
    await payWith(page, cards.challenged)
    await bankPage(page).getByRole('button', { name: 'Complete authentication' }).waitFor()
    await page.getByRole('button', { name: 'Cancel payment' }).click()
    await page.getByText('Cancel this payment?').waitFor()
    await page.getByRole('button', { name: 'Cancel payment' }).last().click()
    await page.getByText('Payment canceled').waitFor()
    assert.deepEqual(await chargesOf(order_id), [])
    assert.equal((await order(order_id)).active_payment_attempt, null)
  })

  it('reloads in the middle, and goes on with the same attempt', async () => {
    const { url, order_id } = await aSession()
    const page = await open(url)
    await payWith(page, cards.challenged)
    await bankPage(page).getByRole('button', { name: 'Complete authentication' }).waitFor()
    await page.reload()
    await bankPage(page).getByRole('button', { name: 'Complete authentication' }).click()
    await paidHeading(page).waitFor()
    const attempts = await server.call('GET', `/v1/orders/${order_id}/payment-attempts`)
    assert.deepEqual(
      attempts.data.map((attempt: any) => attempt.status),
      ['succeeded'],
    )
  })

  it('answers on a page of its own, also without JavaScript, and is led back', async () => {
    const { data: intent } = await server.call('POST', '/v1/payment-intents', {
      body: { amount_money: usd(900), payment_return_url: successUrl },
    })
    const confirmed = await server.call('POST', `/v1/payment-intents/${intent.payment_intent_id}/confirm`, {
      body: { payment_source_token: 'tok_threeDSecureRequired' },
    })
    const page = await open(confirmed.data.current_payment_action.client_action.redirect.url, {
      javaScriptEnabled: false,
    })
    await expectHeading('Confirm your payment')
    await page.getByRole('button', { name: 'Complete authentication' }).click()
    await expectHeading('Authentication completed')
    await page.waitForURL(successUrl)

    async function expectHeading(name: string) {
      await page.getByRole('heading', { name }).waitFor()
    }
  })
})

describe('one payment only', () => {
  it('when the button is pressed twice', async () => {
    const { url, order_id } = await aSession()
    const page = await open(url)
    await fillCard(page, cards.good)
    await payButton(page).dblclick()
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
    const attempts = await server.call('GET', `/v1/orders/${order_id}/payment-attempts`)
    assert.equal(attempts.data.length, 1)
  })

  it('when two tabs pay at once', async () => {
    expectedTrouble = refusals
    const { url, order_id } = await aSession()
    const context = await newProfile()
    const tabs = [await context.newPage(), await context.newPage()]
    for (const tab of tabs) {
      await tab.goto(url)
      await fillCard(tab, cards.good)
    }
    await Promise.all(tabs.map((tab) => payButton(tab).click()))
    const isDone = /Payment complete|This order is already paid/
    await Promise.all(tabs.map((tab) => tab.getByRole('heading', { name: isDone }).waitFor()))
    assert.deepEqual(await chargesOf(order_id), [4200])
  })

  it('when one tab waits for the bank and another wants to pay', async () => {
    expectedTrouble = refusals
    const { url, order_id } = await aSession()
    const context = await newProfile()
    const [first, second] = [await context.newPage(), await context.newPage()]
    await second.goto(url)
    await fillCard(second, cards.good)
    await first.goto(url)
    await payWith(first, cards.challenged)
    await bankPage(first).getByRole('button', { name: 'Complete authentication' }).waitFor()
    await payButton(second).click()
    await second.getByRole('heading', { name: 'A payment is already under way' }).waitFor()
    await bankPage(first).getByRole('button', { name: 'Complete authentication' }).click()
    await paidHeading(first).waitFor()
    await second.getByRole('heading', { name: 'This order is already paid' }).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
  })
})

describe('a checkout that is over', () => {
  const brief = { expiration: { expires_in_seconds: 60 } }

  it('says that it has expired, and takes no card', async () => {
    const { url } = await aSession(brief)
    server.clock.advance(61_000)
    const page = await open(url)
    await page.getByRole('heading', { name: 'This checkout has expired' }).waitFor()
    assert.equal(await cardNumber(page).count(), 0)
    await expectAccessible(page, 'the expired checkout')
  })

  it('says so too when the time runs out under the form', async () => {
    expectedTrouble = refusals
    const { url, order_id } = await aSession(brief)
    const page = await open(url)
    await fillCard(page, cards.good)
    server.clock.advance(61_000)
    await payButton(page).click()
    await page.getByRole('heading', { name: 'This checkout has expired' }).waitFor()
    assert.deepEqual(await chargesOf(order_id), [])
  })

  it('says that it is already paid', async () => {
    const { url, order_id } = await aSession()
    await merchantPays(order_id)
    const page = await open(url)
    await page.getByRole('heading', { name: 'This order is already paid' }).waitFor()
    assert.equal(await cardNumber(page).count(), 0)
  })

  it('says that it was changed, replaced or closed, and that a link is wrong', async () => {
    const changed = await aSession()
    await server.call('POST', `/v1/orders/${changed.order_id}/line-items`, {
      body: { line_items: [{ name: 'Bulb', unit_price_money: usd(800) }] },
    })
    const replaced = await aSession()
    await create({ order_id: replaced.order_id, replace_checkout_session_id: replaced.checkout_session_id })
    const closed = await aSession()
    await server.call('POST', `/v1/checkout-sessions/${closed.checkout_session_id}/close`)
    const page = await (await newProfile()).newPage()
    for (const [url, heading] of [
      [changed.url, 'This checkout is no longer valid'],
      [replaced.url, 'There is a newer checkout for this order'],
      [closed.url, 'This checkout was closed'],
      [`${closed.url.split('#')[0]}#wrong`, /find this checkout|not found/i],
    ] as const) {
      await page.goto('about:blank')
      await page.goto(url)
      await page.getByRole('heading', { name: heading }).waitFor()
    }
    expectedTrouble = /Failed to load resource.* 40[14]/
    await page.goto(`${server.url}/challenge/menv_0/pi_0/none`)
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor()
    await expectAccessible(page, 'a challenge with a wrong link')
  })
})

describe('accessibility', () => {
  it('of the form, its problems, a decline, the bank’s question and the end', async () => {
    const { url } = await aSession({ tip: { enabled: true }, customer_collection: { require_email: true } })
    const page = await open(url)
    await payButton(page).waitFor()
    await expectAccessible(page, 'the form')
    await payButton(page).click()
    await page.getByLabel('Email').fill('ada@example.com')
    await expectAccessible(page, 'the form with problems')
    await payWith(page, cards.noMoney)
    await page.getByText('There is not enough money on this card').waitFor()
    await expectAccessible(page, 'the decline')
    await payWith(page, cards.challenged)
    await bankPage(page).getByRole('button', { name: 'Complete authentication' }).waitFor()
    await expectAccessible(page, 'the bank’s question')
    const frame = page.frames().find((one) => one.url().includes('/challenge/'))!
    const alone = await page.context().newPage()
    await alone.goto(frame.url())
    await expectAccessible(alone, 'the challenge page')
    await alone.close()
    await bankPage(page).getByRole('button', { name: 'Complete authentication' }).click()
    await paidHeading(page).waitFor()
    await expectAccessible(page, 'the end')
  })
})
