import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer } from '../support/server.ts'
import { expectAccessible } from './checkout-pages.fixture.ts'
import { dashboardPages, liveEnvironment } from './dashboard-pages.fixture.ts'

const server = await startTestServer({}, { hasPages: true })
const browser = await launchBrowser()
after(() => browser.close())
const { open, takeTroubles, environmentId } = await dashboardPages(server, browser)

let expectedTrouble: RegExp | null = null
afterEach(async () => {
  const troubles = takeTroubles(expectedTrouble)
  expectedTrouble = null
  await Promise.all(browser.contexts().map((context) => context.close()))
  assert.deepEqual(troubles, [])
})

const anOrder = async () =>
  (
    await server.call('POST', '/v1/orders', {
      body: { line_items: [{ name: 'Desk lamp', unit_price_money: { amount: 4200, currency: 'USD' } }] },
    })
  ).data
const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')

describe('GET /dashboard', () => {
  it('serves one shell to all addresses below it, under a policy without exceptions', async () => {
    const answers = await Promise.all(
      ['/dashboard', '/dashboard/sign-in', '/dashboard/menv_any/orders'].map((path) =>
        fetch(server.url + path),
      ),
    )
    const texts = await Promise.all(answers.map((answer) => answer.text()))
    assert.equal(new Set(texts).size, 1)
    const policy = answers[0]!.headers.get('content-security-policy')!
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "frame-ancestors 'none'",
    ])
      assert.ok(policy.split('; ').includes(rule), rule)
    assert.doesNotMatch(texts[0]!, /<style|style=|<script(?![^>]*\bsrc=)|\son\w+=/i)
    assert.equal(answers[0]!.headers.get('cache-control'), 'no-cache')
  })
})

describe('who is not signed in', () => {
  it('is led to sign in, with the way back', async () => {
    expectedTrouble = /Failed to load resource.* 401/
    const page = await (await browser.newContext()).newPage()
    await page.goto(`${server.url}/dashboard/${environmentId}/orders?status=open`)
    await page.waitForURL('**/dashboard/sign-in?**')
    const back = new URL(page.url()).searchParams.get('return_to')
    assert.equal(back, `/dashboard/${environmentId}/orders?status=open`)
  })
})

describe('the shell', () => {
  it('marks test mode always and plainly, and live mode not', async () => {
    const page = await open('orders')
    await page.getByText('Test mode').waitFor()
    await page.getByRole('button', { name: /Switch environment$/ }).click()
    await page.getByRole('link', { name: 'Live', exact: true }).click()
    await page.waitForURL(`**/${await liveEnvironment(server)}/orders`)
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
    assert.equal(await page.getByText('Test mode').count(), 0)
  })

  it('leads from any id that is pasted to its page, and from other words to the orders', async () => {
    const order = await anOrder()
    const page = await open('payments')
    const search = page.getByRole('searchbox', { name: 'Paste an id, or search orders' })
    await search.waitFor()
    await page.keyboard.press('/')
    assert.ok(await search.evaluate((field) => field === document.activeElement))
    await page.keyboard.type(` ${order.order_id} `)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: `Order ${order.order_number}` }).waitFor()
    await search.fill('ada@example.com')
    await search.press('Enter')
    await page.waitForURL('**/orders?query=ada%40example.com')
  })

  it('shows the calls behind the page, which work as they are printed', async () => {
    const order = await anOrder()
    const page = await open(`orders/${order.order_id}`)
    await page.getByRole('heading', { level: 1, name: `Order ${order.order_number}` }).waitFor()
    await page.getByRole('button', { name: 'Show API calls' }).click()
    const command = await page
      .getByRole('region', { name: `GET /v1/orders/${order.order_id}?expand=customer` })
      .innerText()
    const url = /'(http[^']+)'/.exec(command)![1]!
    const version = /Flint-Version: ([\d-]+)/.exec(command)![1]!
    const answer = await fetch(url, {
      headers: { Authorization: `Bearer ${server.sandboxKey}`, 'Flint-Version': version },
    })
    assert.equal(((await answer.json()) as any).data.order_id, order.order_id)
    assert.match(command, /Authorization: Bearer \$FLINT_KEY/)
    await page.keyboard.press('Escape')
    assert.equal(await page.getByRole('dialog').count(), 0)
    assert.match(
      await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''),
      /Show API calls/,
    )
  })

  it('copies an id', async () => {
    const order = await anOrder()
    const page = await open(`orders/${order.order_id}`)
    await page
      .getByRole('button', { name: `Copy ${order.order_id}` })
      .first()
      .click()
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), order.order_id)
  })

  it('needs only the keyboard: skips to the content, moves on, focuses what is new', async () => {
    const page = await open('orders')
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
    await page.keyboard.press('Tab')
    assert.equal(await focusedText(page), 'Skip to content')
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'content')
    await page.getByRole('link', { name: 'Refunds' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Refunds' }).waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
    assert.equal(await focusedText(page), 'Refunds')
    assert.equal(await page.title(), 'Refunds · Flint')
    await page.getByRole('button', { name: /Switch environment$/ }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'A')
    await page.keyboard.press('Escape')
    assert.match(await focusedText(page), /Switch environment$/)
  })

  it('keeps its menu behind a button at 360 px', async () => {
    const page = await open('orders', { width: 360, colorScheme: 'dark' })
    await page.getByRole('button', { name: 'Open menu' }).click()
    const menu = page.getByRole('dialog', { name: 'Menu' })
    await menu.getByRole('link', { name: 'Payments' }).click()
    await page.getByRole('heading', { level: 1, name: 'Payments' }).waitFor()
    await menu.waitFor({ state: 'hidden' })
    await expectAccessible(page, 'payments, after the menu')
  })

  it('says so where there is no such page or environment', async () => {
    const page = await open('nothing-of-this-name')
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    const other = await open('/menv_01M80ABTP3QX2S83HH3REHK4BX/orders')
    await other.getByRole('heading', { name: 'There is no such environment' }).waitFor()
  })
})
