import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { guides } from '../../apps/server/src/docs/guides.ts'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer()
const browser = await launchBrowser()
after(() => browser.close())

type View = { width: number; colorScheme: 'light' | 'dark' }

/** A page that notes what must not happen: requests to other hosts, what the policy refused, script errors. */
const openPage = async ({ width, colorScheme }: View): Promise<{ page: Page; faults: string[] }> => {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(server.url) && !url.startsWith('data:') && !url.startsWith('blob:')) faults.push(url)
  })
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(error.message))
  return { page, faults }
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Hundreds of entries look alike; a scan of the first ones says as much, and takes seconds less. */
const keepSamples = (page: Page) =>
  page.evaluate(() => {
    for (const each of document.querySelectorAll('.code-entry:nth-of-type(n + 4), tbody tr:nth-child(n + 6)'))
      each.remove()
    for (const each of document.querySelectorAll('.events .table ~ .table')) each.remove()
  })

const missing = '/docs/nothing-of-this-name'
const paths = [...guides.map(({ path }) => path), missing]

for (const view of [
  { width: 1440, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const)
  describe(`every page, ${view.width} px wide, ${view.colorScheme}`, () => {
    for (const path of paths)
      it(`${path} is accessible, fits, and asks nobody else for anything`, async () => {
        const { page, faults } = await openPage(view)
        const answer = await page.goto(`${server.url}${path}`)
        assert.equal(answer!.status(), path === missing ? 404 : 200)
        assert.equal(await overflow(page), 0, 'it is wider than the window')
        await keepSamples(page)
        const { violations } = await new AxeBuilder({ page }).analyze()
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
          [],
        )
        // The browser reports the page that is not there as an error of its own.
        if (path !== missing) assert.deepEqual(faults, [])
        await page.context().close()
      })
  })

describe('a page', () => {
  it('copies a code block as it is printed', async () => {
    const { page } = await openPage({ width: 1440, colorScheme: 'light' })
    await page.goto(`${server.url}/docs/quickstart`)
    const block = page.locator('figure.code').nth(2)
    await block.getByRole('button', { name: 'Copy' }).click()
    await block.getByRole('button', { name: 'Copied' }).waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    assert.equal(copied.trim(), (await block.locator('code').textContent())!.trim())
    await page.context().close()
  })

  it('shows the address of the server that serves it', async () => {
    const { page } = await openPage({ width: 1440, colorScheme: 'light' })
    await page.goto(`${server.url}/docs/quickstart`)
    const text = await page.locator('main').innerText()
    assert.ok(text.includes(`FLINT_URL=${server.url}`))
    assert.ok(!text.includes('127.0.0.1:4242'))
    await page.context().close()
  })

  it('opens and closes its menu by keyboard on a narrow window', async () => {
    const { page } = await openPage({ width: 360, colorScheme: 'light' })
    await page.goto(`${server.url}/docs`)
    const menu = page.getByRole('button', { name: 'Menu' })
    const link = page.locator('nav.pages').getByRole('link', { name: 'Quickstart', exact: true })
    await menu.focus()
    assert.equal(await link.isVisible(), false)
    await page.keyboard.press('Enter')
    assert.equal(await link.isVisible(), true)
    await page.keyboard.press('Escape')
    assert.equal(await link.isVisible(), false)
    await menu.click()
    await link.click()
    await page.waitForURL('**/docs/quickstart')
    await page.context().close()
  })

  it('keeps the theme that a reader chose', async () => {
    const { page } = await openPage({ width: 1440, colorScheme: 'light' })
    await page.goto(`${server.url}/docs`)
    await page.getByRole('button', { name: 'Use the dark theme' }).click()
    await page.goto(`${server.url}/docs/testing`)
    assert.equal(await page.evaluate(() => document.documentElement.dataset['theme']), 'dark')
    await page.context().close()
  })
})

describe('an error answer', () => {
  it('leads by its doc_url to the entry of its code', async () => {
    const { error } = await server.call('GET', '/v1/orders/ord_none')
    const { page } = await openPage({ width: 1440, colorScheme: 'light' })
    await page.goto(error.doc_url)
    const entry = page.locator(':target')
    assert.equal(await entry.getAttribute('id'), 'ORDER_NOT_FOUND')
    assert.match(await entry.innerText(), /404[\s\S]*not_found_error/)
    await page.getByLabel('Find a code').fill('idempotency_key_reused')
    assert.equal(await page.locator('.code-entry:visible').count(), 1)
    await page.context().close()
  })
})

describe('the API reference', () => {
  for (const view of [
    { width: 1440, colorScheme: 'light' },
    { width: 360, colorScheme: 'dark' },
  ] as const)
    it(`shows the operations, ${view.width} px wide, and asks nobody else for anything`, async () => {
      const { page, faults } = await openPage(view)
      await page.goto(`${server.url}/docs/api`)
      await page.getByRole('heading', { name: 'Flint API' }).waitFor()
      await page.getByText('Create an order').first().waitFor({ state: 'attached' })
      const links = await page
        .locator('a[href^="http"]:visible')
        .evaluateAll((found) => found.map((link) => (link as HTMLAnchorElement).href))
      assert.deepEqual(
        links.filter((href) => !href.startsWith(server.url)),
        [],
      )
      assert.equal(await overflow(page), 0)
      const theme = () => page.evaluate(() => document.querySelector('body.dark-mode') !== null)
      assert.equal(await theme(), view.colorScheme === 'dark')
      await page.getByRole('button', { name: /^Use the \w+ theme$/ }).click()
      assert.equal(await theme(), view.colorScheme !== 'dark')
      assert.deepEqual(faults, [])
      await page.context().close()
    })
})
