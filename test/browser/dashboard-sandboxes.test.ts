import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
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
const anOrder = async (key = server.sandboxKey) =>
  (
    await server.call('POST', '/v1/orders', {
      body: {
        line_items: [{ name: 'Lamp', quantity: 1, unit_price_money: { amount: 4200, currency: 'USD' } }],
      },
      key,
    })
  ).data.order_id as string
const pay = (orderId: string, token: string) =>
  server.call('POST', `/v1/orders/${orderId}/pay`, {
    body: { action: 'pay', payment_source: { token } },
    idempotencyKey: `pay-${orderId}-${token}`,
  })
const ordersOf = async (key: string) => (await server.call('GET', '/v1/orders', { key })).data as unknown[]

describe('a sandbox', () => {
  it('is made with a first key, forked, emptied and archived, from within another sandbox', async () => {
    const page = await dashboard.open('sandboxes')
    await button(page, 'Create sandbox').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Checkout (tests)')
    await dialog.getByLabel('Make a first test key').check()
    await dialog.getByRole('button', { name: 'Create sandbox' }).click()
    const key = await dialog.getByRole('textbox', { name: 'API key' }).inputValue()
    await expectAccessible(page, 'a new sandbox')
    await button(page, 'I have stored it').click()
    await heading(page, 'Checkout (tests)').waitFor()
    await anOrder(key)
    const path = page.url()

    await button(page, 'Fork').click()
    await dialog.getByLabel('Make a first test key').check()
    await dialog.getByRole('button', { name: 'Fork sandbox' }).click()
    const forkKey = await dialog.getByRole('textbox', { name: 'API key' }).inputValue()
    assert.equal((await ordersOf(forkKey)).length, 1)
    await page.goto(path)

    await button(page, 'Reset').click()
    await dialog.getByLabel(/^Type “Checkout \(tests\)” to confirm$/).fill('Checkout tests')
    await dialog.getByRole('button', { name: 'Reset sandbox' }).click()
    assert.equal((await ordersOf(key)).length, 1)
    await dialog.getByLabel(/^Type/).fill('Checkout (tests)')
    await dialog.getByRole('button', { name: 'Reset sandbox' }).click()
    await page.getByText('Sandbox emptied').waitFor()
    assert.deepEqual([(await ordersOf(key)).length, (await ordersOf(forkKey)).length], [0, 1])

    await button(page, 'Archive').click()
    await dialog.getByLabel(/^Type/).fill('Checkout (tests)')
    await dialog.getByRole('button', { name: 'Archive sandbox' }).click()
    await heading(page, 'Checkout (tests)').waitFor()
    await page.getByText('This sandbox is archived').waitFor()
    const refused = await server.call('GET', '/v1/orders', { key })
    assert.equal(refused.error.code, 'API_KEY_SANDBOX_UNAVAILABLE')
  })

  it('goes into a file, and from there into an empty one', async () => {
    const orderId = await anOrder()
    const page = await dashboard.open(`sandboxes/${server.seeded.sandboxId}`)
    const downloading = page.waitForEvent('download')
    await button(page, 'Export').click()
    const file = await (await downloading).path()

    const { data } = await server.call('POST', '/v1/developer/sandboxes', {
      body: { name: 'Loaded', issue_test_key: true },
      key: server.liveKey,
    })
    await page.goto(page.url().replace(server.seeded.sandboxId, data.sandbox_id))
    await button(page, 'Import…').click()
    await page.getByLabel('File', { exact: true }).setInputFiles(file)
    await button(page, 'Import').click()
    await page.getByText(/rows were imported/).waitFor()
    assert.equal((await server.call('GET', `/v1/orders/${orderId}`, { key: data.secret_key })).status, 200)
  })
})

describe('a sandbox’s clock', () => {
  it('is moved on, which settles a bank debit, and says what happened', async () => {
    const orderId = await anOrder()
    const page = await dashboard.open(`sandboxes/${server.seeded.sandboxId}`)
    await button(page, 'Freeze').click()
    await button(page, 'Resume').waitFor()
    await pay(orderId, 'tok_us_bank_account_success')
    assert.equal((await server.call('GET', `/v1/orders/${orderId}`)).data.payment_status, 'unpaid')

    await page.getByLabel('By', { exact: true }).fill('3')
    await page.getByLabel('Unit').selectOption('days')
    await button(page, 'Advance').click()
    const happened = page.getByRole('list', { name: 'What happened' })
    await happened.getByText('payment_intent.succeeded').waitFor()
    await expectAccessible(page, 'a sandbox whose clock was moved')
    assert.equal((await server.call('GET', `/v1/orders/${orderId}`)).data.payment_status, 'paid')
    await button(page, 'Resume').click()
    await button(page, 'Freeze').waitFor()
  })
})

describe('faults', () => {
  it('take effect when they are switched on, say so plainly, and end when they are switched off', async () => {
    const page = await dashboard.open(`sandboxes/${server.seeded.sandboxId}`)
    const storm = page.getByRole('switch', { name: 'Cards decline' })
    const fault = page.getByRole('listitem').filter({ has: storm })
    await fault.getByLabel('Decline code').selectOption('insufficient_funds')
    await storm.click()
    await page.getByText('This sandbox misbehaves on purpose').waitFor()
    assert.equal(await storm.getAttribute('aria-checked'), 'true')
    await expectAccessible(page, 'a sandbox with a fault')
    const attempt = await waitFor('the fault counts', async () => {
      const { payment_attempt } = (await pay(await anOrder(), 'tok_visa')).data
      return payment_attempt.status === 'failed' && payment_attempt
    })
    assert.equal(attempt.failure_code, 'insufficient_funds')

    await storm.press('Space')
    await page.getByText('This sandbox misbehaves on purpose').waitFor({ state: 'detached' })
    await waitFor('the fault is over', async () => {
      const { order } = (await pay(await anOrder(), 'tok_visa')).data
      return order.payment_status === 'paid'
    })
  })
})
