import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { Webhook } from 'standardwebhooks'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'
import { expectAccessible } from './checkout-pages.fixture.ts'
import { dashboardPages } from './dashboard-pages.fixture.ts'

const server = await startTestServer({}, { hasPages: true })
server.startWorker()
const browser = await launchBrowser()
after(() => browser.close())
const dashboard = await dashboardPages(server, browser)

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  assert.deepEqual(dashboard.takeTroubles(), [])
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first()
const anOrder = async () =>
  (
    await server.call('POST', '/v1/orders', {
      body: {
        line_items: [{ name: 'Lamp', quantity: 1, unit_price_money: { amount: 4200, currency: 'USD' } }],
      },
    })
  ).data.order_id as string
const anEndpoint = async (url: string, body: object = {}) =>
  (await server.call('POST', '/v1/webhook-endpoints', { body: { url, ...body } })).data
    .webhook_endpoint_id as string
const forget = (endpointId: string) => server.call('DELETE', `/v1/webhook-endpoints/${endpointId}`)

describe('webhook endpoints', () => {
  it('are added with the events that are wanted, and a secret that checks their signatures', async () => {
    const consumer = await aConsumer()
    const page = await dashboard.open('webhooks/new')
    await page.getByLabel('URL').fill(consumer.url)
    await page.getByRole('radio', { name: 'Only these' }).check()
    assert.equal(await button(page, 'Add endpoint').getAttribute('aria-disabled'), 'true')
    await page.getByRole('searchbox', { name: 'Search event types' }).fill('order.created')
    await page.getByRole('checkbox', { name: /^order\.created/ }).check()
    await expectAccessible(page, 'adding an endpoint')
    await button(page, 'Add endpoint').click()
    const secret = await page.getByRole('textbox', { name: 'Signing secret' }).inputValue()
    await page.getByRole('link', { name: 'I have stored it' }).click()
    await heading(page, consumer.url).waitFor()
    assert.equal((await page.content()).includes(secret), false)

    await anOrder()
    const received = await waitFor('the event arrives', () => consumer.received[0])
    assert.equal(received.json.event_type, 'order.created')
    assert.doesNotThrow(() => new Webhook(secret).verify(received.text, received.headers))
    await forget(page.url().split('/').at(-1)!)
  })

  it('get a test event, and say what became of it', async () => {
    const consumer = await aConsumer(500)
    const id = await anEndpoint(consumer.url)
    const page = await dashboard.open(`webhooks/${id}`)
    await button(page, 'Send test event').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Event').selectOption('refund.created')
    await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await dialog.getByText('Not delivered').waitFor()
    await dialog.getByText(/Answered 500/).waitFor()
    await expectAccessible(page, 'the result of a test event')
    consumer.answer = 200
    await dialog.getByRole('button', { name: 'Send another' }).click()
    await dialog.getByText('Delivered', { exact: true }).waitFor()
    assert.deepEqual(
      consumer.received.map(({ json }) => [json.event_type, json.test]),
      [
        ['refund.created', true],
        ['refund.created', true],
      ],
    )
    await forget(id)
  })

  it('are disabled and enabled, and their secret is replaced', async () => {
    const consumer = await aConsumer()
    const id = await anEndpoint(consumer.url)
    const page = await dashboard.open(`webhooks/${id}`)
    await button(page, 'Disable').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click()
    await page.getByText('Disabled', { exact: true }).waitFor()
    assert.equal(await button(page, 'Send test event').getAttribute('aria-disabled'), 'true')
    await button(page, 'Enable').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click()
    await page.getByText('Enabled', { exact: true }).waitFor()

    await button(page, 'Rotate secret').click()
    await button(page, 'Make a new secret').click()
    const secret = await page.getByRole('textbox', { name: 'New signing secret' }).inputValue()
    await button(page, 'I have stored it').click()
    await anOrder()
    const received = await waitFor('the event arrives', () => consumer.received[0])
    assert.equal(received.headers['webhook-signature']!.split(' ').length, 2)
    assert.doesNotThrow(() => new Webhook(secret).verify(received.text, received.headers))
    await forget(id)
  })
})

describe('a delivery that failed', () => {
  it('shows each attempt, and is sent again', async () => {
    const consumer = await aConsumer(503)
    const id = await anEndpoint(consumer.url, { enabled_events: ['order.created'] })
    await anOrder()
    await waitFor('the first attempt', () => consumer.received[0])
    const page = await dashboard.open(`webhooks/${id}`)
    await waitFor(
      'the attempt is noted',
      async () => {
        if (await page.getByText('Answered 503').count()) return true
        await button(page, 'Reload').click()
        return false
      },
      { everyMs: 300 },
    )
    await expectAccessible(page, 'an endpoint')
    await page.getByRole('link', { name: 'order.created' }).first().click()
    await page.getByText('First attempt').waitFor()
    await page.getByText(/X-Flint-Webhook-Endpoint-ID: whep_/).waitFor()
    await page.getByRole('region', { name: 'beginning of the answer' }).getByText('noted').waitFor()
    await expectAccessible(page, 'a delivery')

    consumer.answer = 200
    await button(page, 'Resend').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Resend' }).click()
    await page.getByText('Sent again by hand').waitFor()
    assert.equal(consumer.received.length, 2)
    assert.equal(consumer.received[0]!.json.webhook_event_id, consumer.received[1]!.json.webhook_event_id)
    await forget(id)
  })

  it('is among those that are all sent again', async () => {
    const consumer = await aConsumer(500)
    const id = await anEndpoint(consumer.url, { enabled_events: ['order.created'] })
    await anOrder()
    await waitFor('the first attempt', () => consumer.received[0])
    // What still waits when an endpoint is disabled is suppressed.
    for (const enabled of [false, true]) {
      await server.call('PATCH', `/v1/webhook-endpoints/${id}`, { body: { enabled } })
    }
    consumer.answer = 200
    const page = await dashboard.open(`webhooks/${id}`)
    await button(page, 'Resend failed').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Resend' }).click()
    await page.getByText('1 delivery is sent again').waitFor()
    await waitFor('it arrives', () => consumer.received.length === 2)
    await forget(id)
  })
})

describe('the live tail', () => {
  it('shows events as they happen, stands still when asked, and is narrowed by type', async () => {
    const page = await dashboard.open('live-events')
    await page.getByText('Listening').waitFor()
    await anOrder()
    const line = page.locator('summary', { hasText: 'order.created' })
    await line.first().waitFor()
    await line.first().click()
    await page.getByRole('region', { name: 'payload as JSON' }).getByText('"order_id"').waitFor()
    await expectAccessible(page, 'the live tail')

    await button(page, 'Pause').click()
    await anOrder()
    await button(page, /^Resume, \d+ waiting$/).click()
    await waitFor('the second one is shown', async () => (await line.count()) === 2)
    await page.getByRole('searchbox', { name: 'Filter by type' }).fill('refund')
    await page.getByText('None of the events so far is of this type.').waitFor()
    assert.match(page.url(), /event_type=refund/)
  })
})

describe('events', () => {
  it('are found by what they are about, and shown with their payload', async () => {
    const orderId = await anOrder()
    const page = await dashboard.open(`events?resource_id=${orderId}`)
    await page.getByRole('link', { name: 'order.created' }).click()
    await page.getByText('No endpoint wanted this event.').waitFor()
    await page.getByRole('region', { name: 'payload as JSON' }).getByText(orderId).waitFor()
    await expectAccessible(page, 'an event')
  })
})
