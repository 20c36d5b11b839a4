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
const anOrder = async (buyer_contact?: object) =>
  (
    await server.call('POST', '/v1/orders', {
      body: {
        line_items: [{ name: 'Lamp', quantity: 1, unit_price_money: { amount: 4200, currency: 'USD' } }],
        ...(buyer_contact ? { buyer_contact } : {}),
      },
    })
  ).data.order_id as string
const pay = (orderId: string) =>
  server.call('POST', `/v1/orders/${orderId}/pay`, {
    body: { action: 'pay', payment_source: { token: 'tok_visa' } },
    idempotencyKey: `pay-${orderId}`,
  })
const contextOf = (key: string) => server.call('GET', '/v1/developer/auth-context', { key })

describe('API keys', () => {
  it('are made with few scopes, work at once, and show their text once', async () => {
    const page = await dashboard.open('api-keys/new')
    await page.getByLabel('Name').fill('Shop server')
    await page.getByRole('radio', { name: /^Read only/ }).check()
    await expectAccessible(page, 'making a key')
    await button(page, 'Create key').click()
    const secret = await page.getByRole('textbox', { name: 'API key' }).inputValue()
    assert.match(secret, /^flint_test_[0-9a-f]{64}$/)
    await expectAccessible(page, 'a key that was made')

    assert.equal((await server.call('GET', '/v1/orders', { key: secret })).status, 200)
    const refused = await server.call('POST', '/v1/orders', { key: secret, body: { line_items: [] } })
    assert.equal(refused.error.code, 'INSUFFICIENT_SCOPE')

    await page.getByRole('link', { name: 'I have stored it' }).click()
    await heading(page, 'Shop server').waitFor()
    assert.equal((await page.content()).includes(secret), false)
    await page.goBack()
    await heading(page, 'Create an API key').waitFor()
    assert.equal((await page.content()).includes(secret), false)
  })

  it('are rotated step by step: the new one works before the old one is refused', async () => {
    const made = await server.call('POST', '/v1/api-keys', {
      body: { name: 'To rotate', scopes: ['commerce.orders.read'] },
    })
    const { api_key_id, secret_key: old } = made.data
    const page = await dashboard.open(`api-keys/${api_key_id}/rotate`)
    await heading(page, 'Rotate To rotate').waitFor()
    assert.equal(await button(page, 'Revoke old key').getAttribute('aria-disabled'), 'true')
    await button(page, 'Create replacement').click()
    const replacement = await page.getByRole('textbox', { name: 'New API key' }).inputValue()
    assert.deepEqual([(await contextOf(old)).status, (await contextOf(replacement)).status], [200, 200])
    assert.deepEqual((await contextOf(replacement)).data.scopes, ['commerce.orders.read'])

    await button(page, 'Revoke old key').click()
    await button(page, 'Revoke key').click()
    await page.getByRole('link', { name: 'Open the new key' }).waitFor()
    assert.equal((await contextOf(old)).error.code, 'API_KEY_REVOKED')
    assert.equal((await contextOf(replacement)).status, 200)
  })

  it('are listed with what they are for, on a phone too', async () => {
    const page = await dashboard.open('api-keys', { width: 360 })
    await page.getByText('FLINT_TEST_KEY').waitFor()
    await expectAccessible(page, 'the keys')
  })
})

describe('request logs', () => {
  it('lead from a refused call to what to do about it', async () => {
    await server.call('POST', '/v1/orders', { body: { line_items: [] } })
    const page = await dashboard.open('request-logs?status_bucket=client_error&http_method=POST')
    await waitFor(
      'the call is logged',
      async () => {
        if (await page.getByText('MISSING_LINE_ITEMS').count()) return true
        await page.reload()
        await page.getByRole('search', { name: 'Filters' }).waitFor()
        return false
      },
      { everyMs: 300 },
    )
    await expectAccessible(page, 'the request logs')
    await page
      .getByRole('link', { name: /POST\s*\/v1\/orders/ })
      .first()
      .click()
    await page.getByText('Send line_items with one entry or more.', { exact: true }).waitFor()
    await page
      .getByRole('region', { name: 'command' })
      .getByText(/curl -s -X POST/)
      .waitFor()
    await expectAccessible(page, 'a request log')
  })
})

describe('the mail catcher', () => {
  it('shows a receipt as the buyer sees it', async () => {
    const orderId = await anOrder({ email: 'ada@example.com' })
    await pay(orderId)
    await waitFor('the receipt is written', async () => {
      const { data } = await server.call('GET', '/v1/developer/emails')
      return data[0]?.status === 'sent'
    })
    const page = await dashboard.open('mail')
    await page.getByRole('link', { name: /Your receipt/ }).click()
    const message = page.frameLocator('iframe')
    await message.getByText('Lamp').first().waitFor()
    const ground = await message
      .getByText('Test mode')
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor)
    assert.notEqual(ground, 'rgba(0, 0, 0, 0)')
    await page.getByRole('tab', { name: 'As text' }).click()
    await page.getByRole('region', { name: 'The message as text' }).getByText('Lamp').waitFor()
    await expectAccessible(page, 'a message')
  })
})
