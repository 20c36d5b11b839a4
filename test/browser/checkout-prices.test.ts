import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { newKey, usd } from '../../apps/server/src/checkout-sessions/a-checkout.fixture.ts'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer } from '../support/server.ts'
import {
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

/** What a buyer sees of the price of an order, and can do about it: promotion codes, tax, nothing to pay. */

const server = await startTestServer({}, { hasPages: true })
server.startWorker()
const browser = await launchBrowser()
after(() => browser.close())
const { open, newProfile, aSession, anOrder, create, read, order, chargesOf, expectData, takeTrouble } =
  checkoutPages(server, browser)

/** Refusals that a test provokes are lines in the browser's console; everything else there is a fault. */
let expectedTrouble: RegExp | null = null
afterEach(async () => {
  const trouble = takeTrouble(expectedTrouble)
  expectedTrouble = null
  await Promise.all(browser.contexts().map((context) => context.close()))
  assert.deepEqual(trouble, [])
})

const post = (path: string, body: unknown) =>
  expectData(201, server.call('POST', path, { body, idempotencyKey: newKey() }))
const sessionFor = async (orderSettings: object, settings: object = {}) => {
  const { order_id } = await anOrder(4200, { ...orderSettings })
  return expectData(201, create({ order_id, ...settings }))
}

const aCode = async (percent: number, special: object = {}): Promise<string> => {
  const code = newKey().toUpperCase()
  await post('/v1/promotions', {
    name: 'Spring sale',
    redemption_type: 'code',
    application_method: { type: 'percent_off', percent_off: percent },
    codes: [{ code }],
    ...special,
  })
  return code
}

const codeOpener = (page: Page) => page.getByRole('button', { name: /^Add (promotion|another) code$/ })
const codeField = (page: Page) => page.getByLabel('Promotion code', { exact: true })
const chip = (page: Page, code: string) => page.getByRole('listitem').filter({ hasText: code })
const applyCode = async (page: Page, code: string) => {
  await codeOpener(page).click()
  await codeField(page).fill(code)
  await page.getByRole('button', { name: 'Apply' }).click()
}
const payAmount = (page: Page, amount: string) =>
  page.getByRole('button', { name: `Pay ${amount}`, exact: true })
const totals = (page: Page) => page.getByRole('region', { name: 'Order summary' }).locator('dl')

describe('a buyer with a promotion code', () => {
  it('sees what it takes off, and pays the rest', async () => {
    const code = await aCode(10)
    const { url, order_id } = await aSession()
    const page = await open(url)
    await applyCode(page, code.toLowerCase())
    await payAmount(page, '$37.80').waitFor()
    await chip(page, code).getByText('−$4.20').waitFor()
    assert.match(await totals(page).innerText(), new RegExp(`Spring sale \\(${code}\\)\\s+−\\$4\\.20`))
    assert.equal(await page.title(), 'Pay $37.80 · Your shop')
    await expectAccessible(page, 'a code that is applied')
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [3780])
    assert.equal((await order(order_id)).applied_discounts[0].status, 'redeemed')
  })

  it('is told why one is declined, beside the field, and finds it as it was typed', async () => {
    const code = await aCode(10, {
      eligibility_rules: [{ field: 'order.subtotal', operator: 'gte', value: 5000 }],
    })
    const { url, order_id } = await aSession()
    expectedTrouble = /Failed to load resource.* (409|404)/
    const page = await open(url)
    await applyCode(page, code)
    await page.getByRole('alert').getByText('The order is below the minimum of the promotion.').waitFor()
    assert.equal(await codeField(page).inputValue(), code)
    assert.equal(await codeField(page).getAttribute('aria-invalid'), 'true')
    await expectAccessible(page, 'a code that was declined')
    await codeField(page).fill('NOBODY-KNOWS')
    await codeField(page).press('Enter')
    await page.getByRole('alert').getByText('There is no such promotion.').waitFor()
    await codeField(page).fill('  ')
    await codeField(page).press('Enter')
    await page.getByRole('alert').getByText('Enter a code.').waitFor()
    await payAmount(page, '$42.00').waitFor()
    assert.deepEqual((await order(order_id)).applied_discounts, [])
  })

  it('takes it off again, and adds another, with the keyboard only', async () => {
    const [first, second] = [await aCode(10), await aCode(50)]
    const { url } = await aSession()
    expectedTrouble = /Failed to load resource.* 409/
    const page = await open(url)
    const { keyboard } = page
    const focused = () =>
      page.evaluate(() => {
        const { activeElement: at } = document
        return at?.getAttribute('name') ?? at?.getAttribute('aria-label') ?? at?.textContent
      })
    await codeOpener(page).focus()
    await keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'promotion-code')
    await keyboard.type(first)
    await keyboard.press('Enter')
    await payAmount(page, '$37.80').waitFor()
    await page.waitForFunction(() => document.activeElement?.textContent === 'Add another code')
    await keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'promotion-code')
    await keyboard.type(second)
    await keyboard.press('Enter')
    await page.getByText('The promotion does not combine with another one on the order.').waitFor()
    await keyboard.press('Shift+Tab')
    assert.equal(await focused(), `Remove code ${first}`)
    await keyboard.press('Enter')
    await payAmount(page, '$42.00').waitFor()
    assert.equal(await chip(page, first).count(), 0)
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'promotion-code')
    assert.equal(await codeField(page).inputValue(), second)
    await keyboard.press('Enter')
    await payAmount(page, '$21.00').waitFor()
  })

  it('is not asked for one where the checkout takes none', async () => {
    const { url } = await aSession({ promotion_config: { codes_enabled: false } })
    const page = await open(url)
    await payButton(page).waitFor()
    assert.equal(await codeOpener(page).count(), 0)
  })
})

describe('the price summary', () => {
  const picture =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'

  it('shows pictures, what was chosen with a line, discounts, fees, tax and tip', async () => {
    const group = await post('/v1/modifier-groups', {
      name: 'Shade',
      modifiers: [{ name: 'Linen', price_delta_money: usd(300) }],
    })
    const { url } = await sessionFor(
      {
        line_items: [
          {
            name: 'Desk lamp',
            quantity: 2,
            unit_price_money: usd(4200),
            image: 'https://shop.example/lamp.svg',
            modifiers: [{ modifier_id: group.modifiers[0].modifier_id }],
          },
          { name: 'Bulb', unit_price_money: usd(500), image: 'https://shop.example/gone.svg' },
        ],
        discounts: [{ manual: { name: 'Regular customer', amount_money: usd(500) } }],
        charges: [{ type: 'delivery_fee', name: 'Delivery', amount_money: usd(400) }],
        requested_tip: { amount_money: usd(600) },
        tax: { enabled: true, location: { postal_code: '10001', country: 'US' } },
      },
      { tip: { enabled: true } },
    )
    expectedTrouble = /Failed to load resource.* 404/
    const context = await newProfile()
    await context.route('https://shop.example/*.svg', (route) =>
      route.request().url().endsWith('lamp.svg')
        ? route.fulfill({ contentType: 'image/svg+xml', body: picture })
        : route.fulfill({ status: 404 }),
    )
    const page = await context.newPage()
    await page.goto(url)
    const summary = page.getByRole('region', { name: 'Order summary' })
    await page.waitForFunction(() => {
      const image = document.querySelector('img')
      return image?.complete && image.naturalWidth > 0
    })
    await summary.getByText('Shade: Linen (+$3.00)').waitFor()
    await summary.getByText('$45.00 each').waitFor()
    // A picture that does not load leaves its line's first letter.
    await summary.getByText('B', { exact: true }).waitFor()
    assert.equal(await page.locator('img').count(), 1)
    const shown = (await totals(page).innerText()).replaceAll(/\s+/g, ' ')
    assert.match(
      shown,
      /Subtotal \$95\.00 Regular customer −\$5\.00 Delivery \$4\.00 Tax \$\d+\.\d\d Tip \$6\.00 Total/,
    )
    await expectAccessible(page, 'the summary')
  })
})

describe('a buyer whose tax depends on where they are', () => {
  const aTaxedSession = () => sessionFor({ tax: { enabled: true } })
  const calculate = (page: Page) => page.getByRole('button', { name: 'Calculate tax' })

  it('says so, sees the tax, and pays the total with it', async () => {
    const { url, order_id } = await aTaxedSession()
    const page = await open(url)
    await totals(page).getByText('Needs your address').waitFor()
    await calculate(page).click()
    await page.getByRole('alert').getByText('Enter your ZIP code.').waitFor()
    await expectAccessible(page, 'the tax address')
    await page.getByLabel('ZIP code').fill('10001')
    await calculate(page).click()
    await page.getByText('The tax is $3.73.').waitFor()
    await payAmount(page, '$45.73').waitFor()
    await fillCard(page, cards.good)
    await page.getByLabel('ZIP code').fill('97201')
    await page.getByLabel('ZIP code').press('Enter')
    await page.getByText('No tax is due.').waitFor()
    // Still there after a reload, to be corrected.
    await page.reload()
    await page.getByLabel('ZIP code').fill('10001')
    await cardNumber(page).focus()
    await payAmount(page, '$45.73').waitFor()
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4573])
    const { location } = (await order(order_id)).tax
    assert.deepEqual(
      [
        location.address.country,
        location.address.postal_code,
        location.address_type,
        location.address_source,
      ],
      ['US', '10001', 'tax_address', 'provided'],
    )
  })

  it('is told where tax cannot be calculated, and what is no place', async () => {
    const { url, order_id } = await aTaxedSession()
    expectedTrouble = /Failed to load resource.* 400/
    const page = await open(url)
    await page.getByLabel('Country').selectOption('DE')
    await page.getByLabel('Postal code').fill('10115')
    await calculate(page).click()
    await page.getByRole('alert').getByText('Tax cannot be calculated for this country.').waitFor()
    assert.equal(await page.getByLabel('Country').getAttribute('aria-invalid'), 'true')
    await expectAccessible(page, 'a country without tax rates')
    await page.getByLabel('Country').selectOption('US')
    assert.equal(await page.getByRole('alert').count(), 0)
    await payButton(page).waitFor()
    await page.getByLabel('ZIP code').fill('101')
    await page.getByLabel('ZIP code').blur()
    await page.getByRole('alert').getByText('A ZIP code has five digits.').waitFor()
    // What was typed last is not what the tax was calculated for: nothing is paid.
    await fillCard(page, cards.good)
    await payButton(page).click()
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'postal-code')
    assert.deepEqual(await chargesOf(order_id), [])
    assert.equal((await order(order_id)).tax.location.address.postal_code, '10115')
  })

  it('is not asked where the order knows the place', async () => {
    const { url } = await sessionFor({
      tax: { enabled: true, location: { postal_code: '10001', country: 'US' } },
    })
    const page = await open(url)
    await payAmount(page, '$45.73').waitFor()
    assert.equal(await page.getByLabel('Country').count(), 0)
  })
})

describe('a buyer whose code leaves nothing to pay', () => {
  it('completes the order without a card', async () => {
    const code = await aCode(100)
    const session = await aSession({ redirects: { success_redirect_url: successUrl } })
    const page = await open(session.url)
    await fillCard(page, cards.noMoney)
    await applyCode(page, code)
    const complete = page.getByRole('button', { name: 'Complete order' })
    await complete.waitFor()
    assert.equal(await cardNumber(page).count(), 0)
    assert.equal((await read(session.checkout_session_id)).status, 'open')
    await expectAccessible(page, 'nothing to pay')
    await complete.click()
    await page.getByRole('heading', { name: 'Order complete' }).waitFor()
    await page.waitForURL(successUrl)
    const { status, terminal_reason } = await read(session.checkout_session_id)
    assert.deepEqual([status, terminal_reason], ['paid', 'payment_succeeded'])
    const completed = await order(session.order_id)
    assert.deepEqual(
      [completed.payment_status, completed.applied_discounts[0].status, completed.payment_intent_ids],
      ['paid', 'redeemed', []],
    )
    const again = await open(session.url)
    await again.getByRole('heading', { name: 'This order is complete' }).waitFor()
  })

  it('still gives the e-mail address that the shop asks for', async () => {
    const code = await aCode(100)
    const { url, order_id } = await aSession({ customer_collection: { require_email: true } })
    const page = await open(url)
    await applyCode(page, code)
    await page.getByRole('button', { name: 'Complete order' }).click()
    await page.getByText('Enter your email').waitFor()
    await page.getByLabel('Email').fill('ada@example.com')
    await page.getByRole('button', { name: 'Complete order' }).click()
    await page.getByRole('heading', { name: 'Order complete' }).waitFor()
    assert.equal((await order(order_id)).buyer_contact.email, 'ada@example.com')
  })

  it('pays by card again when the code is taken off', async () => {
    const code = await aCode(100)
    const { url, order_id } = await aSession()
    const page = await open(url)
    await applyCode(page, code)
    await page.getByRole('button', { name: 'Complete order' }).waitFor()
    await page.getByRole('button', { name: `Remove code ${code}` }).click()
    await payAmount(page, '$42.00').waitFor()
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
  })
})
