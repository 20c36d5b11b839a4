import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { evaluateAlerts } from '../../apps/server/src/alerts/evaluate-alerts.ts'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'
import { expectAccessible } from './checkout-pages.fixture.ts'
import { dashboardPages } from './dashboard-pages.fixture.ts'

/* The home page, and what the shell says on every page: what is wrong, what is switched on, who may do what. */
const server = await startTestServer({}, { hasPages: true })
server.startWorker()
const browser = await launchBrowser()
after(() => browser.close())
const dashboard = await dashboardPages(server, browser)
const viewer = await dashboardPages(server, browser, { role: 'viewer' })

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  assert.deepEqual([...dashboard.takeTroubles(), ...viewer.takeTroubles()], [])
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).first()
const bar = (page: Page) => page.getByRole('region', { name: 'Mode' })
const anOrder = async (amount = 4200): Promise<string> =>
  (
    await server.call('POST', '/v1/orders', {
      body: { line_items: [{ name: 'Lamp', quantity: 1, unit_price_money: { amount, currency: 'USD' } }] },
    })
  ).data.order_id

describe('the home page', () => {
  it('shows an endpoint that fails at once, and its alert when it has failed for half an hour', async () => {
    const consumer = await aConsumer(500)
    const { data: endpoint } = await server.call('POST', '/v1/webhook-endpoints', {
      body: { url: consumer.url, enabled_events: ['order.created'] },
    })
    await anOrder()
    const page = await dashboard.open('')
    const failing = page.getByRole('region', { name: 'Webhooks that fail' })
    await waitFor(
      'the endpoint is shown',
      async () => {
        if (await failing.getByText(consumer.url).count()) return true
        await button(page, 'Refresh').click()
        return false
      },
      { everyMs: 300 },
    )
    assert.match(await failing.innerText(), /1 waiting/)

    server.clock.advance(31 * 60_000)
    await evaluateAlerts(server.services)
    await button(page, 'Refresh').click()
    await page.getByRole('link', { name: 'The endpoint' }).waitFor()
    await expectAccessible(page, 'home with an alert')
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.getByRole('link', { name: 'The endpoint' }).click()
    await page.getByRole('heading', { level: 1, name: consumer.url }).waitFor()
    await server.call('DELETE', `/v1/webhook-endpoints/${endpoint.webhook_endpoint_id}`)
  })
})

describe('the bar of a sandbox', () => {
  it('says that it misbehaves on purpose, and leads to where that is switched off', async () => {
    const page = await dashboard.open('orders')
    await bar(page).getByText('no real money moves here').waitFor()
    await page.goto(`${server.url}/dashboard/${dashboard.environmentId}/sandboxes/${server.seeded.sandboxId}`)
    const fault = page.getByRole('switch').first()
    await fault.click()
    await bar(page).getByRole('link', { name: '1 fault is on' }).waitFor()
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Team' }).click()
    await page.getByRole('heading', { level: 1, name: 'Team' }).waitFor()
    await expectAccessible(page, 'the bar with a fault')
    await bar(page).getByRole('link', { name: '1 fault is on' }).click()
    await page.getByRole('switch', { checked: true }).click()
    await bar(page).getByRole('link').waitFor({ state: 'detached' })
  })
})

describe('somebody who may only look', () => {
  const why = 'Your role, viewer, changes nothing'

  it('finds the actions, and why they may not do them', async () => {
    const orderId = await anOrder()
    const { data: product } = await server.call('POST', '/v1/products', {
      body: {
        name: 'Lamp',
        product_type: 'physical',
        default_variant: { unit_price_money: { amount: 4200, currency: 'USD' } },
      },
    })
    for (const [path, names] of [
      ['orders', ['Make an order']],
      [`orders/${orderId}`, ['Payment page', 'Refund', 'Resend receipt', 'Close']],
      ['customers', ['Add customer']],
      ['products', ['Add product']],
      [`products/${product.product_id}`, ['Take off sale']],
      ['promotions', ['Add promotion']],
      ['webhooks', ['Add endpoint']],
      ['api-keys', ['Create key']],
      ['sandboxes', ['Create sandbox']],
      ['settings', ['Save']],
      ['merchant', ['Save', 'Pin the version']],
      ['alerts', ['Save rules']],
    ] as const) {
      const page = await viewer.open(path)
      for (const name of names) {
        const found = button(page, name)
        await found.waitFor()
        assert.deepEqual(
          [await found.getAttribute('aria-disabled'), await found.getAttribute('title')],
          ['true', why],
          `${path}: ${name}`,
        )
      }
      await page.context().close()
    }
  })
})

describe('"Show API calls"', () => {
  it('keeps nothing of what the verification form sends', async () => {
    const page = await dashboard.open('verification')
    await page.locator('form [name="email"]').first().fill('very-private@lamps.example')
    await page.locator('form [name="website_url"]').first().fill('https://lamps.example')
    await button(page, 'Save and continue').click()
    await page.getByText('Saved').first().waitFor()
    await button(page, 'Show API calls').click()
    const panel = page.getByRole('dialog')
    await panel.getByText('What was sent is personal and not kept here').first().waitFor()
    assert.ok(!(await panel.innerText()).includes('very-private'))
  })
})

describe('mail about accounts', () => {
  it('is linked to where a local start keeps it', async () => {
    const page = await dashboard.open('mail')
    const link = page.getByRole('link', { name: 'open the mail' })
    assert.equal(await link.getAttribute('href'), '/mail')
    assert.equal((await fetch(`${server.url}/mail`)).status, 200)
  })
})
