import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { launchBrowser } from '../support/chromium.ts'
import { cards, directBody, withCard } from '../support/flowlix-calls.ts'
import { startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'
import { expectAccessible } from './checkout-pages.fixture.ts'
import { dashboardPages, liveEnvironment } from './dashboard-pages.fixture.ts'

/* A merchant who takes payments by the Flowlix API, in the dashboard. */
const server = await startTestServer({}, { hasPages: true })
server.startWorker()
const browser = await launchBrowser()
after(() => browser.close())
const dashboard = await dashboardPages(server, browser)

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  assert.deepEqual(dashboard.takeTroubles(), [])
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).first()
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first()
const line = (page: Page, name: string, status: string) =>
  page.locator(`[data-line="${name}"][data-status="${status}"]`)
const pay = (key: string, body: object, idempotencyKey: string) =>
  server.flowlix('POST', '/v1/payments', { key, body, idempotencyKey })

/** Presses again until it is there: logs and counts are written a moment later. */
const pressUntil = (page: Page, name: string, found: () => Promise<number>, what: string) =>
  waitFor(
    what,
    async () => {
      if ((await found()) > 0) return true
      await button(page, name).click()
      return false
    },
    { everyMs: 400 },
  )

describe('a Flowlix key', () => {
  it('is made, works at once, and turns its line of the checklist', async () => {
    const page = await dashboard.open('flowlix/checklist')
    await line(page, 'test_payment_succeeded', 'open').waitFor()
    await expectAccessible(page, 'the checklist')

    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(`${server.url}/dashboard/${dashboard.environmentId}/flowlix/settings`)
    await page.getByRole('link', { name: 'Create Flowlix key' }).click()
    await page.getByRole('radio', { name: /^Flowlix Payments in one call/ }).isChecked()
    await page.getByLabel('Name').fill('Shop server')
    await expectAccessible(page, 'making a Flowlix key')
    await button(page, 'Create key').click()
    const key = await page.getByRole('textbox', { name: 'API key' }).inputValue()
    assert.match(key, /^fl_test_sk_[A-Za-z0-9]{32}$/)
    await expectAccessible(page, 'a Flowlix key that was made')

    const paid = await pay(key, directBody('a'), 'order-77')
    assert.equal(paid.status, 201, paid.text)
    assert.equal((await pay(key, directBody('a'), 'order-77')).text, paid.text)
    assert.equal((await server.call('GET', '/v1/orders', { key })).status, 401)

    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(`${server.url}/dashboard/${dashboard.environmentId}/flowlix/checklist`)
    await line(page, 'test_payment_succeeded', 'done').waitFor()
    await pressUntil(
      page,
      'Measure again',
      () => line(page, 'repeated_call_same_response', 'done').count(),
      'the repeated call was measured',
    )
  })

  it('of the second version is made for live mode, too, and listed with its API', async () => {
    const page = await dashboard.open(`/${await liveEnvironment(server)}/api-keys/new`)
    await page.getByRole('radio', { name: /^Flowlix, second version/ }).check()
    await page.getByLabel('Name').fill('Live shop')
    await button(page, 'Create key').click()
    const key = await page.getByRole('textbox', { name: 'API key' }).inputValue()
    assert.match(key, /^api_live_sk_[A-Za-z0-9]{32}$/)
    await page.goto(`${server.url}/dashboard/${await liveEnvironment(server)}/api-keys`)
    const row = page.getByRole('row', { name: /Live shop/ })
    await row.getByText('Flowlix, second version').waitFor()
    assert.equal((await page.content()).includes(key), false)
    await expectAccessible(page, 'the keys of both APIs')
  })

  it('is rotated: the new one speaks the same API', async () => {
    const { data: old } = await server.call('POST', '/v1/api-keys', {
      body: { name: 'To rotate', dialect: 'flowlix_c' },
    })
    const page = await dashboard.open(`api-keys/${old.api_key_id}/rotate`)
    await button(page, 'Create replacement').click()
    const key = await page.getByRole('textbox', { name: 'New API key' }).inputValue()
    assert.match(key, /^api_test_sk_/)
    assert.equal((await server.flowlix('GET', '/v1/payments', { key })).status, 200)
  })
})

describe('a Flowlix payment', () => {
  it('is found by its own id on its order’s page', async () => {
    const paid = await pay(server.flowlixKey, directBody('a'), 'order-80')
    const { data: orders } = await server.call('GET', '/v1/orders?origin=flowlix&page_size=1')
    const page = await dashboard.open(`orders/${orders[0].order_id}`)
    const section = page.getByRole('region', { name: 'Flowlix payment' })
    await section.getByText(paid.json.id).waitFor()
    await section.getByText('By a direct call').waitFor()
    await expectAccessible(page, 'the order of a Flowlix payment')
  })
})

describe('endpoints and notices', () => {
  it('are made, shown with their attempts, and sent again by hand', async () => {
    const consumer = await aConsumer(500)
    const page = await dashboard.open('flowlix/endpoints')
    await heading(page, 'No endpoint yet').waitFor()
    await page.getByRole('link', { name: 'Add endpoint' }).first().click()
    await page.getByLabel('URL').fill(consumer.url)
    await page.getByLabel('payment.succeeded').check()
    await expectAccessible(page, 'making an endpoint')
    await button(page, 'Add endpoint').click()
    assert.match(await page.getByRole('textbox', { name: 'Signing secret' }).inputValue(), /^whsec_/)
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.getByRole('link', { name: 'I have stored it' }).click()
    await heading(page, consumer.url).waitFor()
    await expectAccessible(page, 'an endpoint')

    await pay(server.flowlixKey, directBody('a'), 'order-81')
    await waitFor('it was sent', () => consumer.received.length > 0)
    consumer.answer = 200
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(`${server.url}/dashboard/${dashboard.environmentId}/flowlix/notices`)
    await page.getByRole('link', { name: 'payment.succeeded' }).first().waitFor()
    await expectAccessible(page, 'the notices')
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.getByRole('link', { name: 'payment.succeeded' }).first().click()
    await page.getByText('Answered 500').waitFor()
    await button(page, 'Resend').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Resend' }).click()
    await page.getByText('Answered 200').waitFor()
    assert.equal(consumer.received[0]!.json.id, consumer.received.at(-1)!.json.id)
    await expectAccessible(page, 'a notice')
  })

  it('the callback secret is shown when somebody asks for it', async () => {
    const page = await dashboard.open('flowlix/settings')
    await button(page, 'Show secret').click()
    const shown = page.getByRole('region', { name: 'secret that signs callbacks' })
    const { data } = await server.call('GET', '/v1/flowlix/callback-secret')
    await shown.getByText(data.secret).waitFor()
    await expectAccessible(page, 'what is set for the Flowlix API')
  })

  it('the form of the API is chosen', async () => {
    const page = await dashboard.open('flowlix/settings')
    await page.getByLabel('Form B from version').fill('2026-06-01')
    await button(page, 'Save').click()
    await page.getByText('Settings changed').waitFor()
    assert.equal((await server.call('GET', '/v1/flowlix/settings')).data.b_from, '2026-06-01')
  })
})

describe('monitoring', () => {
  it('shows declines by code, errors and refused calls of both APIs and of each key', async () => {
    for (const number of [cards.insufficientFunds, cards.expired, cards.declined, cards.lost])
      await pay(server.flowlixKey, withCard('a', number), `declined-${number.slice(-4)}`)
    const page = await dashboard.open('monitoring')
    await pressUntil(
      page,
      'Refresh',
      () => page.getByRole('table', { name: 'Declines by code' }).getByText('Insufficient funds').count(),
      'declines are shown',
    )
    await page.getByRole('region', { name: '5xx rate' }).waitFor()
    await page.getByRole('region', { name: 'Rate-limit hits' }).waitFor()
    await pressUntil(
      page,
      'Refresh',
      () => page.getByRole('table', { name: 'Calls by key' }).getByText('FLOWLIX_TEST_KEY').count(),
      'the key is shown',
    )
    await page.getByRole('button', { name: 'Flowlix', exact: true }).click()
    await page.getByText('FLINT_TEST_KEY').first().waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Last 7 days' }).click()
    await page.waitForURL(/span=7d/)
    await page.getByRole('table', { name: 'Declines by code' }).waitFor()
    await expectAccessible(page, 'monitoring')
  })

  it('alert rules may tell webhook endpoints', async () => {
    const page = await dashboard.open('alerts')
    await page.getByLabel('Declined payments: webhook').uncheck()
    await button(page, 'Save rules').click()
    await page.getByText('Rules saved').waitFor()
    const { data } = await server.call('GET', '/v1/dashboard/alert-rules')
    assert.equal(data.rules.find((rule: any) => rule.rule === 'decline_rate').sends_webhook, false)
    await expectAccessible(page, 'the alert rules')
  })
})
