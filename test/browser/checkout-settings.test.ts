import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { settingsCalls } from '../../apps/server/src/settings/a-setting.fixture.ts'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer } from '../support/server.ts'
import {
  cards,
  checkoutPages,
  expectAccessible,
  fillCard,
  paidHeading,
  payButton,
} from './checkout-pages.fixture.ts'

/** What a merchant's settings do to the hosted checkout page. Source: contract, flint-platform 16.1. */

const server = await startTestServer({}, { hasPages: true })
const browser = await launchBrowser()
after(() => browser.close())
const { open, aSession, read, order, takeTrouble } = checkoutPages(server, browser)
const { set, clear } = settingsCalls(server)

afterEach(async () => {
  await clear()
  const trouble = takeTrouble()
  await Promise.all(browser.contexts().map((context) => context.close()))
  assert.deepEqual(trouble, [])
})

const styleOf = (page: Page, selector: string, name: string): Promise<string> =>
  page
    .locator(selector)
    .first()
    .evaluate((element, style) => getComputedStyle(element).getPropertyValue(style), name)
const usd = (amount: number) => ({ amount, currency: 'USD' })

describe('branding on the page', () => {
  const looks = {
    'light colours, round': {
      background_color: '#fff7ed',
      primary_color: '#ea580c',
      accent_color: '#ffff00',
      text_color: '#fdba74',
      corner_radius: 24,
      font_family: 'system_serif',
    },
    'dark colours, square': {
      background_color: '#1e3a8a',
      primary_color: '#1e3a8a',
      accent_color: '#60a5fa',
      corner_radius: 0,
      font_family: 'monospace',
    },
    'one colour in the middle': { background_color: '#e11d48', accent_color: '#e11d48' },
  }
  for (const [name, branding] of Object.entries(looks))
    it(`${name}: can be read`, async () => {
      await set({ branding, tipping: { default_enabled: true } })
      const { url } = await aSession()
      const page = await open(url)
      await payButton(page).waitFor()
      await page.getByRole('button', { name: 'Add promotion code' }).click()
      await page.getByRole('button', { name: 'Apply' }).click()
      await payButton(page).click()
      // Problems too, on both halves.
      await page.getByText('Enter a code.').waitFor()
      await expectAccessible(page, name)
    })

  it('has the merchant’s background, font and corners', async () => {
    await set({ branding: looks['dark colours, square'] })
    const { url } = await aSession()
    const page = await open(url)
    await payButton(page).waitFor()
    assert.equal(await styleOf(page, '.bg-panel', 'background-color'), 'rgb(30, 58, 138)')
    assert.equal(await styleOf(page, 'button[type=submit]', 'background-color'), 'rgb(30, 58, 138)')
    assert.equal(await styleOf(page, 'button[type=submit]', 'border-radius'), '0px')
    assert.match(await styleOf(page, 'body', 'font-family'), /monospace/)
  })
})

describe('what the merchant asks of every buyer', () => {
  it('phone, billing address and consent: asked for, needed, and kept with the order', async () => {
    await set({
      checkout: { require_email: true, require_phone: true, require_billing_address: true },
      legal: {
        terms_of_service_url: 'https://shop.example/terms',
        refund_policy_url: 'https://shop.example/refunds',
        require_terms_of_service: true,
      },
    })
    const { url, order_id, checkout_session_id } = await aSession()
    const page = await open(url)
    await payButton(page).click()
    for (const problem of [
      'Enter your email address.',
      'Enter your phone number.',
      'Enter your address.',
      'Enter your city.',
      'Enter your ZIP code.',
    ])
      await page.getByText(problem).waitFor()
    await page.getByText('Please agree to the terms to continue.').waitFor()
    await expectAccessible(page, 'everything is asked for')
    assert.equal(
      await page.getByRole('link', { name: /^Refunds/ }).getAttribute('href'),
      'https://shop.example/refunds',
    )

    await page.getByLabel('Email').fill('ada@example.com')
    await page.getByLabel('Phone').fill('+1 415 555 0100')
    await fillCard(page, cards.good)
    await page.getByLabel('Address', { exact: true }).fill('1 Main Street')
    await page.getByLabel('City').fill('Springfield')
    await page.getByLabel('ZIP code').fill('62701')
    await payButton(page).click()
    assert.equal((await order(order_id)).payment_status, 'unpaid')
    await page.getByRole('checkbox', { name: /I agree/ }).check()
    await payButton(page).click()
    await paidHeading(page).waitFor()
    const paid = await order(order_id)
    assert.deepEqual(paid.buyer_contact, {
      email: 'ada@example.com',
      phone: '+1 415 555 0100',
      billing_address: {
        line1: '1 Main Street',
        city: 'Springfield',
        postal_code: '62701',
        country: 'US',
      },
    })
    assert.ok((await read(checkout_session_id)).terms_of_service_accepted_at)
  })
})

describe('tips of the merchant', () => {
  it('amounts for a small order, the default chosen; percentages for a larger one', async () => {
    await set({
      tipping: {
        default_enabled: true,
        is_smart_tips_enabled: true,
        is_custom_tip_enabled: false,
        smart_tip_money_options: [usd(50), usd(100), usd(150)],
        default_smart_tip_money: usd(100),
      },
    })
    const small = await aSession({}, 600)
    const page = await open(small.url)
    await page.getByRole('button', { name: 'Pay $7.00', exact: true }).waitFor()
    assert.equal(await page.getByRole('radio', { name: '$1.00' }).isChecked(), true)
    assert.equal(await page.getByRole('radio', { name: 'Other' }).count(), 0)
    await page.getByRole('radio', { name: '$1.50' }).check()
    await page.getByRole('button', { name: 'Pay $7.50', exact: true }).waitFor()
    await expectAccessible(page, 'tips as amounts')

    const large = await aSession({}, 6000)
    const other = await open(large.url)
    await other.getByRole('radio', { name: /15%/ }).check()
    await other.getByRole('button', { name: 'Pay $69.00', exact: true }).waitFor()
  })

  it('none while tipping.default_enabled is off', async () => {
    const page = await open((await aSession()).url)
    await payButton(page).waitFor()
    assert.equal(await page.getByRole('group', { name: 'Add a tip' }).count(), 0)
  })
})
