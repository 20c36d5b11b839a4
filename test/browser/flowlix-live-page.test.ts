import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { startStripeStandIn } from '../stripe-stand-in/stand-in.ts'
import { launchBrowser } from '../support/chromium.ts'
import { clientOf, makeFlowlixKey } from '../support/flowlix-calls.ts'
import { makeReady } from '../support/make-ready.ts'
import { startTestServer } from '../support/server.ts'
import { cardNumber, cards, expectAccessible, payButton } from './checkout-pages.fixture.ts'
import { cameBack, cancelButton, flowlixPages, heading } from './flowlix-pages.fixture.ts'

/*
 * The hosted payment page in live mode: the processor's own form takes the card. It is tried against a stand-in of Stripe,
 * whose script puts its fields into the page where the real one has frames.
 */
const standIn = await startStripeStandIn()
after(() => standIn.close())
const server = await startTestServer(standIn.env, { hasPages: true })
await makeReady(server)
server.clock.advance(1100)
server.startWorker()
const keyOf = (dialect: 'flowlix_a' | 'flowlix_c') => makeFlowlixKey(server, dialect, { by: server.liveKey })
const a = clientOf(server, 'a', await keyOf('flowlix_a'))
const flowlix = { a, b: a, c: clientOf(server, 'c', await keyOf('flowlix_c')) }
const browser = await launchBrowser()
after(() => browser.close())
const { openPage, takeTrouble } = flowlixPages(server, browser, flowlix)

let expectedTrouble: RegExp | null = null
afterEach(async () => {
  const trouble = takeTrouble(expectedTrouble)
  expectedTrouble = null
  await Promise.all(browser.contexts().map((context) => context.close()))
  assert.deepEqual(trouble, [])
})

const challenged = '4000002760003184'
const payWith = async (page: Page, number: string) => {
  await cardNumber(page).fill(number)
  await page.getByLabel('Expiration date').fill('12/30')
  await page.getByLabel('Security code').fill('123')
  await payButton(page).click()
}
const bank = (page: Page, answer: 'Complete' | 'Fail') =>
  page.getByRole('button', { name: `${answer} authentication` })

describe('a payer on the hosted page in live mode', () => {
  it('pays by the form of the processor, and no card number comes to us', async () => {
    const { page, id, address, merchantSees } = await openPage('a')
    assert.ok(address.startsWith(`${server.url}/hpp/live/${id}#`))
    const bodies: string[] = []
    page.on('request', (request) => {
      if (request.url().startsWith(server.url)) bodies.push(request.postData() ?? '')
    })
    await cardNumber(page).waitFor()
    assert.equal(await page.getByText('Test mode').count(), 0)
    assert.equal(await page.evaluate(() => location.hash), '')
    await expectAccessible(page, "the processor's form")
    await payWith(page, cards.good)
    assert.deepEqual(await cameBack(page), { payment_id: id, status: 'succeeded' })
    assert.ok(bodies.some((body) => body.includes('"confirmation_token":"ctoken_')))
    assert.ok(!bodies.some((body) => body.includes(cards.good)))
    const seen = await merchantSees()
    assert.deepEqual([seen.status, seen.livemode, seen.card.last4], ['succeeded', true, '4242'])
  })

  it('is declined, and comes back', async () => {
    const { page, id, merchantSees } = await openPage('a')
    await payWith(page, cards.noMoney)
    await heading(page, 'The payment did not go through').waitFor()
    assert.deepEqual(await cameBack(page), { payment_id: id, status: 'failed' })
    assert.equal((await merchantSees()).decline_code, 'insufficient_funds')
  })

  it("answers their bank's question over the page, also after a reload", async () => {
    const { page, id } = await openPage('c')
    await payWith(page, challenged)
    await bank(page, 'Complete').waitFor()
    await page.reload()
    await bank(page, 'Complete').click()
    assert.deepEqual(await cameBack(page), { payment_id: id, status: 'SUCCEEDED' })
  })

  it("fails their bank's question, and comes back", async () => {
    expectedTrouble = /Failed to load resource.* 402/
    const { page, id, merchantSees } = await openPage('a')
    await payWith(page, challenged)
    await bank(page, 'Fail').click()
    assert.deepEqual(await cameBack(page), { payment_id: id, status: 'failed' })
    assert.equal((await merchantSees()).decline_code, 'authentication_failed')
  })

  it('gives up while the bank waits: the payment is canceled', async () => {
    const { page, id, merchantSees } = await openPage('c')
    await payWith(page, challenged)
    await bank(page, 'Complete').waitFor()
    // The real script's question has a way out of its own; the stand-in's stands in the way.
    await page.evaluate(() => document.querySelector('dialog')!.remove())
    await page.getByRole('button', { name: 'Cancel payment' }).click()
    assert.deepEqual(await cameBack(page), { payment_id: id, status: 'CANCELED' })
    assert.equal((await merchantSees()).status, 'CANCELED')
  })

  it('cancels before they pay', async () => {
    const { page, id } = await openPage('c')
    await cardNumber(page).waitFor()
    await cancelButton(page).click()
    assert.deepEqual(await cameBack(page), { payment_id: id, status: 'CANCELED' })
  })

  it('is led from the other address to the one that may load the form', async () => {
    expectedTrouble = /Content Security Policy|Content-Security-Policy/
    const { page, address } = await openPage('a')
    await page.goto('about:blank')
    await page.goto(address.replace('/hpp/live/', '/hpp/'))
    await cardNumber(page).waitFor()
    assert.match(page.url(), /\/hpp\/live\/pay_/)
  })
})
