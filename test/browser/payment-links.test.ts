import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { usd } from '../../apps/server/src/checkout-sessions/a-checkout.fixture.ts'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer } from '../support/server.ts'
import {
  cards,
  checkoutPages,
  expectAccessible,
  paidHeading,
  payButton,
  payWith,
  successUrl,
} from './checkout-pages.fixture.ts'
import { dashboardPages } from './dashboard-pages.fixture.ts'

const server = await startTestServer({}, { hasPages: true })
server.startWorker()
const browser = await launchBrowser()
after(() => browser.close())
const { open, takeTrouble } = checkoutPages(server, browser)
const dashboard = await dashboardPages(server, browser)

/** Refusals that a test provokes are lines in the browser's console; everything else there is a fault. */
let expectedTrouble: RegExp | null = null
afterEach(async () => {
  const trouble = [...takeTrouble(expectedTrouble), ...dashboard.takeTroubles(expectedTrouble)]
  expectedTrouble = null
  await Promise.all(browser.contexts().map((context) => context.close()))
  assert.deepEqual(trouble, [])
})

const tea = {
  name: 'Tea, 100 g',
  description: 'First flush, from the northern slope.',
  unit_price_money: usd(450),
  allow_quantity_adjustment: true,
  min_quantity: 1,
  max_quantity: 9,
  key: 'tea',
}

const aLink = async (special: object = {}): Promise<any> => {
  const { data, status, json } = await server.call('POST', '/v1/payment-links', {
    body: { name: 'Tea of the month', line_items: [tea], ...special },
  })
  assert.equal(status, 201, JSON.stringify(json))
  return data
}
const change = async (id: string, body: object): Promise<any> => {
  const { data, status, json } = await server.call('PATCH', `/v1/payment-links/${id}`, { body })
  assert.equal(status, 200, JSON.stringify(json))
  return data
}
const readLink = async (id: string): Promise<any> =>
  (await server.call('GET', `/v1/payment-links/${id}`)).data
const ordersOf = async (id: string): Promise<any[]> => {
  const { data } = await server.call('GET', `/v1/checkout-sessions?payment_link_id=${id}&expand=order`)
  return (data as any[]).map((session) => session.order)
}

const goOn = (page: Page) => page.getByRole('button', { name: 'Continue to payment' }).click()
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

describe('a standard link', () => {
  it('sells as many as the buyer chooses, and thanks as the seller likes', async () => {
    const link = await aLink({
      description: 'Posted on the first of each month.',
      custom_text: { success_message: 'Your tea is on its way.' },
    })
    const page = await open(link.url)
    await page.getByText('First flush').waitFor()
    assert.match(await page.title(), /^Tea of the month · /)
    await expectAccessible(page, 'a standard link')
    await page.getByRole('button', { name: 'More of Tea' }).click()
    await page.getByRole('button', { name: 'More of Tea' }).click()
    await page.getByText('$13.50').first().waitFor()
    await page.getByLabel('Quantity of Tea').fill('12')
    await goOn(page)
    await page.getByText('The most you can buy is 9.').waitFor()
    assert.equal(await page.evaluate(() => (document.activeElement as HTMLInputElement).name), 'quantity')
    await page.getByLabel('Quantity of Tea').fill('3')
    assert.equal(await page.getByText('The most you can buy is 9.').count(), 0)
    await goOn(page)
    await payButton(page).waitFor()
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    await page.getByText('Your tea is on its way.').waitFor()
    const { completed_count, total_quantity_sold } = await readLink(link.payment_link_id)
    assert.deepEqual([completed_count, total_quantity_sold], [1, 3])
    const [order] = await ordersOf(link.payment_link_id)
    assert.deepEqual([order.origin, order.settlement_amounts.paid_money], ['payment_link', usd(1350)])
  })

  it('keeps what was chosen for who comes back from the checkout, and makes no second order of it', async () => {
    const link = await aLink({ redirects: { success_redirect_url: successUrl } })
    const page = await open(link.url)
    await page.getByLabel('Quantity of Tea').fill('4')
    await goOn(page)
    await payButton(page).waitFor()
    await page.goBack()
    await page.getByText('$18.00').first().waitFor()
    assert.equal(await page.getByLabel('Quantity of Tea').inputValue(), '4')
    await goOn(page)
    await payButton(page).waitFor()
    assert.equal((await ordersOf(link.payment_link_id)).length, 1)
    // By the page's own way back, and with another wish.
    await page.getByRole('link', { name: /^Back to/ }).click()
    assert.equal(await page.getByLabel('Quantity of Tea').inputValue(), '4')
    await page.getByRole('button', { name: 'Fewer of Tea' }).click()
    await goOn(page)
    await page.getByRole('button', { name: 'Pay $13.50' }).waitFor()
    await payWith(page, cards.good)
    await page.waitForURL(successUrl)
    assert.equal((await ordersOf(link.payment_link_id)).length, 2)
    // The link is for the next purchase again.
    await page.goto(link.url)
    await page.getByText('$4.50').first().waitFor()
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name="quantity"]')?.value === '1',
    )
  })

  it('needs only the keyboard', async () => {
    const link = await aLink()
    const page = await open(link.url)
    await page.getByLabel('Quantity of Tea').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('$9.00').first().waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Pay $9.00' }).waitFor()
  })

  it('says that the seller has changed it, and sells on the new terms only', async () => {
    expectedTrouble = /Failed to load resource.* 409/
    const link = await aLink()
    const page = await open(link.url)
    await page.getByLabel('Quantity of Tea').fill('2')
    await change(link.payment_link_id, { line_items: [{ ...tea, unit_price_money: usd(500) }] })
    await goOn(page)
    await page.getByText('The seller has changed this page').waitFor()
    await page.getByText('$10.00').first().waitFor()
    await expectAccessible(page, 'a link that was changed')
    await goOn(page)
    await page.getByRole('button', { name: 'Pay $10.00' }).waitFor()
  })

  it('goes on although what the page was shown has grown too old', async () => {
    expectedTrouble = /Failed to load resource.* 409/
    const link = await aLink()
    const page = await open(link.url)
    await page.getByText('$4.50').first().waitFor()
    server.clock.advance(2 * 3_600_000)
    await goOn(page)
    await page.getByRole('button', { name: 'Pay $4.50' }).waitFor()
  })
})

describe('a price that is the buyer’s to choose', () => {
  it('offers suggestions and an amount within the bounds', async () => {
    const link = await aLink({
      line_items: [
        {
          key: 'album',
          name: 'Album',
          unit_price_money: usd(800),
          allow_unit_price_adjustment: true,
          min_unit_price_money: usd(500),
          max_unit_price_money: usd(5000),
          suggested_unit_price_money_options: [usd(500), usd(800), usd(1200)],
        },
      ],
    })
    const page = await open(link.url)
    assert.equal(await page.getByRole('radio', { name: '$8.00' }).isChecked(), true)
    await page.getByRole('radio', { name: 'Other amount' }).check()
    await page.getByLabel('Amount (USD)').fill('4')
    await goOn(page)
    await page.getByText('The least is $5.00.').waitFor()
    await expectAccessible(page, 'an amount below the least')
    await page.getByLabel('Amount (USD)').fill('7,50')
    await goOn(page)
    await page.getByRole('button', { name: 'Pay $7.50' }).waitFor()
  })
})

describe('a donation', () => {
  it('takes a suggested amount, or the buyer’s own', async () => {
    const link = await aLink({
      name: 'A new roof',
      payment_link_type: 'donation',
      line_items: undefined,
      donation_min_amount_money: usd(500),
      donation_max_amount_money: usd(500_000),
      donation_suggested_amount_money_options: [usd(1000), usd(2500), usd(5000)],
    })
    const page = await open(link.url)
    await page.getByRole('radio', { name: '$25.00' }).check()
    await expectAccessible(page, 'a donation')
    await page.getByRole('radio', { name: 'Other amount' }).check()
    await page.getByLabel('Amount (USD)').fill('30')
    await goOn(page)
    await page.getByRole('button', { name: 'Pay $30.00' }).waitFor()
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    const [order] = await ordersOf(link.payment_link_id)
    assert.deepEqual(
      [order.line_items.length, order.settlement_amounts.paid_money, order.requested_tip ?? null],
      [1, usd(3000), null],
    )
  })
})

describe('an event', () => {
  const anEvent = (special: object = {}) =>
    aLink({
      name: 'Winter concert',
      payment_link_type: 'event',
      line_items: [
        { ...tea, key: 'seat', name: 'Seat', description: undefined, unit_price_money: usd(3000) },
      ],
      event_config: {
        event_at: '2031-12-24T19:00:00Z',
        timezone: 'Europe/Berlin',
        venue: 'Town hall, Main Street 1',
        max_total_quantity: 3,
      },
      ...special,
    })

  it('says when it is where it is, sells its places, and is sold out then', async () => {
    expectedTrouble = /Failed to load resource.* 409/
    const link = await anEvent()
    const page = await open(link.url, { timezoneId: 'America/New_York', locale: 'en-US' })
    await page.getByText('Wednesday, December 24, 2031').waitFor()
    await page.getByText(/8:00\sPM GMT\+1/).waitFor()
    await page.getByText('Only 3 places left').waitFor()
    await expectAccessible(page, 'an event')
    const other = await open(link.url)
    await other.getByLabel('Quantity of Seat').fill('2')
    await page.getByLabel('Quantity of Seat').fill('2')
    await goOn(page)
    await payButton(page).waitFor()
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    // Fewer are left than the other page knows of.
    await goOn(other)
    await other.getByText('The most you can buy is 1.').waitFor()
    await other.getByText('Only 1 place left').waitFor()
    await other.getByLabel('Quantity of Seat').fill('1')
    await goOn(other)
    await payButton(other).waitFor()
    await payWith(other, cards.good)
    await paidHeading(other).waitFor()
    const late = await open(link.url)
    await heading(late, 'Sold out').waitFor()
    await expectAccessible(late, 'an event that is sold out')
  })
})

describe('questions to the buyer', () => {
  it('are asked for, and answered in the order', async () => {
    const link = await aLink({
      custom_fields: [
        { key: 'engraving', label: 'Engraving', required: true, max_length: 12 },
        {
          key: 'size',
          label: 'Size',
          custom_field_type: 'dropdown',
          options: ['Small', 'Large'],
          required: true,
        },
        { key: 'note', label: 'Note', custom_field_type: 'textarea', placeholder: 'Anything else' },
        { key: 'rules', label: 'I know the rules', custom_field_type: 'checkbox', required: true },
      ],
    })
    const page = await open(link.url)
    await page.getByLabel('Engraving').waitFor()
    await goOn(page)
    await page.getByText('This is needed.').waitFor()
    await page.getByText('Choose one of these.').waitFor()
    await page.getByText('Tick this box to go on.').waitFor()
    assert.equal(
      await page.evaluate(() => document.activeElement?.closest('div.min-w-0')?.textContent),
      'EngravingThis is needed.',
    )
    await expectAccessible(page, 'questions that are not answered')
    await page.getByLabel('Engraving').fill('For Ada')
    await page.getByLabel('Size').selectOption('Large')
    await page.getByLabel('I know the rules').check()
    assert.equal(await page.locator('[aria-invalid="true"]').count(), 0)
    await goOn(page)
    await payButton(page).waitFor()
    const [order] = await ordersOf(link.payment_link_id)
    assert.deepEqual(order.metadata, {
      custom_field_engraving: 'For Ada',
      custom_field_size: 'Large',
      custom_field_rules: 'true',
    })
  })
})

describe('a link for one buyer', () => {
  it('is paid by the first; the second is not charged, and reads why', async () => {
    expectedTrouble = /Failed to load resource.* (402|409)/
    const link = await aLink({ max_completions: 1, inactive_message: undefined })
    const first = await open(link.url)
    const second = await open(link.url)
    await goOn(first)
    await payButton(first).waitFor()
    await goOn(second)
    await payButton(second).waitFor()
    await payWith(first, cards.good)
    await paidHeading(first).waitFor()
    await payWith(second, cards.good)
    await second.getByText('Somebody else was quicker').waitFor()
    await second.getByText('You have not been charged.').first().waitFor()
    await second.getByRole('link', { name: /^Back to/ }).click()
    await heading(second, 'This link has been used up').waitFor()
    await expectAccessible(second, 'a link that is used up')
    assert.equal((await readLink(link.payment_link_id)).completed_count, 1)
    const paid = (await ordersOf(link.payment_link_id)).filter(
      ({ payment_status }) => payment_status === 'paid',
    )
    assert.equal(paid.length, 1)
  })
})

describe('payment links in the dashboard', () => {
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

  it('says what to do while there are none', async () => {
    const { environmentId } = await server.anotherSandbox()
    const page = await dashboard.open(`/${environmentId}/payment-links`)
    await heading(page, 'No payment links yet').waitFor()
    assert.match(await page.getByRole('region', { name: 'command' }).innerText(), /\/v1\/payment-links/)
    await expectAccessible(page, 'no payment links')
  })

  it('makes one, which is bought by, and shows what it brought', async () => {
    // What was made this moment has no history yet: the page reads it again by itself.
    expectedTrouble = /Failed to load resource.* 404/
    const page = await dashboard.open('payment-links')
    await page.getByRole('link', { name: 'Make a payment link' }).click()
    await heading(page, 'Make a payment link').waitFor()
    await page.getByLabel('Name', { exact: true }).fill('Honey')
    await page.getByLabel('Item').fill('Honey, 250 g')
    await page.getByLabel('Price (USD)').fill('7,50')
    await page.getByLabel('Buyers choose how many').check()
    await page.getByLabel('At most').fill('5')
    await button(page, 'Add question').click()
    await page.getByLabel('Question', { exact: true }).fill('Which one?')
    await page.getByLabel('Answer', { exact: true }).selectOption('dropdown')
    await page.getByLabel('The list').fill('Lime\nHeather')
    await expectAccessible(page, 'the form of a link')
    await button(page, 'Make link').click()
    await heading(page, 'Honey').waitFor()
    const url = await page.getByLabel('Payment link', { exact: true }).inputValue()
    await button(page, 'Copy link').click()
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), url)
    await page.getByRole('img', { name: 'QR code of the payment link' }).waitFor()

    const shop = await open(url)
    await shop.getByRole('button', { name: 'More of Honey' }).click()
    await shop.getByLabel('Which one?').selectOption('Heather')
    await goOn(shop)
    await payButton(shop).waitFor()
    await payWith(shop, cards.good)
    await paidHeading(shop).waitFor()

    await page.reload()
    const results = page.getByRole('region', { name: 'Results' })
    await results.getByText('$15.00').waitFor()
    assert.match(await results.innerText(), /Paid\s+1\s[^]*Quantity sold\s+2\s/)
    await expectAccessible(page, 'the page of a link')
    const orders = page.getByRole('table', { name: 'Orders made by it' })
    await orders.getByText('$15.00').waitFor()
    await orders.getByRole('link').first().click()
    await heading(page, /^Order /).waitFor()
    assert.match(
      await page.getByRole('region', { name: 'Metadata' }).innerText(),
      /custom_field_which_one\s+Heather/,
    )
  })

  it('hands out the code as a picture, SVG or PNG', async () => {
    const link = await aLink()
    const page = await dashboard.open(`payment-links/${link.payment_link_id}`)
    for (const [kind, begin] of [
      ['SVG', '<svg'],
      ['PNG', '\x89PNG'],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        button(page, `Download QR code as ${kind}`).click(),
      ])
      assert.equal(download.suggestedFilename(), `${link.payment_link_id}.${kind.toLowerCase()}`)
      const [first] = (await (await download.createReadStream()).toArray()) as [Buffer]
      assert.equal(first.toString('latin1', 0, begin.length), begin)
    }
  })

  it('changes one, says what is wrong with it at its field, and switches it off and on', async () => {
    expectedTrouble = /Failed to load resource.* 400/
    const link = await aLink({ metadata: { shelf: 'B2' } })
    const page = await dashboard.open(`payment-links/${link.payment_link_id}`)
    await page.getByRole('link', { name: 'Change' }).click()
    await page.getByLabel('Price (USD)').fill('a lot')
    await button(page, 'Save changes').click()
    await page.locator('[aria-invalid="true"]').waitFor()
    assert.equal(await page.evaluate(() => (document.activeElement as HTMLInputElement).name), 'line_price')
    await page.getByLabel('Price (USD)').fill('5')
    await page.getByLabel('Times it can be paid').fill('10')
    await button(page, 'Save changes').click()
    await heading(page, 'Tea of the month').waitFor()
    await page.getByText('0 of 10').first().waitFor()
    const changed = await readLink(link.payment_link_id)
    assert.deepEqual(
      [changed.line_items[0].unit_price_money, changed.line_items[0].key, changed.metadata, changed.version],
      [usd(500), 'tea', { shelf: 'B2' }, 2],
    )
    for (const [name, status] of [
      ['Switch off', 'Inactive'],
      ['Switch on', 'Active'],
    ] as const) {
      await button(page, name).click()
      await page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
      await page.locator('header').getByText(status, { exact: true }).waitFor()
    }
  })

  it('makes a donation and an event, and lists them by type in the address', async () => {
    // What was made this moment has no history yet: the page reads it again by itself.
    expectedTrouble = /Failed to load resource.* 404/
    const page = await dashboard.open('payment-links/new')
    await page.getByLabel('It is for').selectOption('donation')
    await page.getByLabel('Name', { exact: true }).fill('Library fund')
    await page.getByLabel('At least (USD)').fill('5')
    await page.getByLabel('Suggestions (USD)').fill('10; 20')
    await button(page, 'Make link').click()
    await heading(page, 'Library fund').waitFor()
    await page.goto(page.url().replace(/[^/]+$/, 'new'))
    await page.getByLabel('It is for').selectOption('event')
    await page.getByLabel('Name', { exact: true }).fill('Reading')
    await page.getByLabel('Date and time').fill('2031-05-02T19:30')
    await page.getByLabel('Time zone').selectOption('America/New_York')
    await page.getByLabel('Tickets in all').fill('40')
    await page.getByLabel('Item').fill('Seat')
    await page.getByLabel('Price (USD)').fill('12')
    await expectAccessible(page, 'the form of an event')
    await button(page, 'Make link').click()
    await heading(page, 'Reading').waitFor()
    const event = await readLink(page.url().split('/').at(-1)!)
    assert.equal(Date.parse(event.event_config.event_at), Date.parse('2031-05-02T23:30:00Z'))
    await page.goto(page.url().replace(/payment-links.*$/, 'payment-links?payment_link_type=donation'))
    await page.getByRole('link', { name: 'Library fund' }).waitFor()
    assert.equal(await page.getByRole('link', { name: 'Reading' }).count(), 0)
    await expectAccessible(page, 'the list of links')
  })
})

describe('a link that nobody can buy by', () => {
  it('says what the seller says, and opens again once it is switched on', async () => {
    const link = await aLink({ inactive_message: 'Back in spring.' })
    await change(link.payment_link_id, { status: 'inactive' })
    const page = await open(link.url)
    await heading(page, 'This link is not active').waitFor()
    await page.getByText('Back in spring.').waitFor()
    await expectAccessible(page, 'a link that is not active')
    await change(link.payment_link_id, { status: 'active' })
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await page.getByRole('button', { name: 'Continue to payment' }).waitFor()
  })

  it('says that its end has come', async () => {
    const tomorrow = Date.parse(server.clock.now()) + 86_400_000
    const link = await aLink({ expiration: { expires_at: new Date(tomorrow).toISOString() } })
    // The sandbox's own clock: a page learns of it from every answer.
    const { status } = await server.call(
      'POST',
      `/v1/developer/sandboxes/${server.seeded.sandboxId}/clock/advance`,
      { body: { by: 'P2D' } },
    )
    assert.equal(status, 200)
    const page = await open(link.url)
    await heading(page, 'This link has expired').waitFor()
    await expectAccessible(page, 'a link that has expired')
  })

  it('says that there is none', async () => {
    expectedTrouble = /Failed to load resource.* 404/
    const page = await open(`${server.url}/l/pl_01M80ABTP3QX2S83HH3REHK4BX`)
    await heading(page, 'We can’t find this page').waitFor()
    await expectAccessible(page, 'a link that is missing')
  })
})
