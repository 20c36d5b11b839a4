import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { savedCardCalls } from '../../apps/server/src/payment-methods/saved-cards.fixture.ts'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer } from '../support/server.ts'
import {
  bankPage,
  cardNumber,
  cards,
  checkoutPages,
  expectAccessible,
  paidHeading,
  payButton,
  payWith,
} from './checkout-pages.fixture.ts'

const server = await startTestServer({}, { hasPages: true })
server.startWorker()
const browser = await launchBrowser()
after(() => browser.close())
const { open, anOrder, create, order, chargesOf, expectData, takeTrouble } = checkoutPages(server, browser)
const { aCustomer, aToken, save, saved, cardsOf, remove, answerBank } = savedCardCalls(server)

/** Refusals that a test provokes are lines in the browser's console; everything else there is a fault. */
let expectedTrouble: RegExp | null = null
afterEach(async () => {
  const trouble = takeTrouble(expectedTrouble)
  expectedTrouble = null
  await Promise.all(browser.contexts().map((context) => context.close()))
  assert.deepEqual(trouble, [])
})

const sessionOf = async (customer_id: string, settings: object = {}) => {
  const { order_id } = await anOrder(4200, { customer_id })
  return expectData(201, create({ order_id, ...settings }))
}
/** Its bank asks the buyer at every payment. */
const saveCardThatAsks = async (customer_id: string) => {
  const { data } = await save({ customer_id, token: 'tok_authenticationRequired' })
  await answerBank(data.client_setup.redirect.url, 'completed')
}
const radio = (page: Page, name: string | RegExp) => page.getByRole('radio', { name })
const keep = (page: Page) => page.getByLabel('Save this card for next time')
const sourceOf = async (orderId: string) => {
  const [intentId] = (await order(orderId)).payment_intent_ids
  return (await server.call('GET', `/v1/payment-intents/${intentId}`)).data.payment_source
}

describe('a customer who keeps cards', () => {
  it('pays with one of them, without typing a number', async () => {
    const customer = await aCustomer()
    const visa = await saved(customer)
    await saved(customer, 'tok_mastercard')
    const { url, order_id } = await sessionOf(customer)
    const page = await open(url)
    await radio(page, /^Mastercard ending in .*4444.*expires \d\d\/\d\d$/).waitFor()
    assert.equal(await radio(page, /Mastercard/).isChecked(), true)
    assert.equal(await cardNumber(page).count(), 0)
    await expectAccessible(page, 'the saved cards')
    await radio(page, /Mastercard/).focus()
    await page.keyboard.press('ArrowDown')
    assert.equal(await radio(page, /Visa/).isChecked(), true)
    const tokens: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/tokens')) tokens.push(request.url())
    })
    await payButton(page).click()
    await paidHeading(page).waitFor()
    await page.getByText('Visa ending in').waitFor()
    assert.deepEqual([tokens, await chargesOf(order_id)], [[], [4200]])
    assert.equal((await sourceOf(order_id)).card.payment_method_id, visa.payment_method_id)
  })

  it('answers their bank where it asks', async () => {
    const customer = await aCustomer()
    await saveCardThatAsks(customer)
    const { url, order_id } = await sessionOf(customer)
    const page = await open(url)
    await payButton(page).click()
    await bankPage(page).getByRole('button', { name: 'Complete authentication' }).click()
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
  })

  it('is told why one was declined, and pays with a new one or from an account', async () => {
    const customer = await aCustomer()
    await saveCardThatAsks(customer)
    const { url, order_id } = await sessionOf(customer, {
      payments: { enabled_payment_options: ['card', 'ach_debit'] },
    })
    const page = await open(url)
    await payButton(page).click()
    await bankPage(page).getByRole('button', { name: 'Fail authentication' }).click()
    await page.getByRole('alert').getByText('Your bank could not confirm it was you').waitFor()
    assert.equal(await radio(page, /Visa/).isChecked(), true)
    await radio(page, 'Bank account').check()
    await page.getByLabel('Routing number').waitFor()
    assert.equal(await keep(page).count(), 0)
    await radio(page, 'New card').check()
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
  })

  it('is told that one is gone, and is not offered it again', async () => {
    const customer = await aCustomer()
    const gone = await saved(customer)
    const { url, order_id } = await sessionOf(customer)
    expectedTrouble = /Failed to load resource.* 409/
    const page = await open(url)
    await radio(page, /Visa/).waitFor()
    await remove(gone.payment_method_id)
    await payButton(page).click()
    await page.getByText('This saved card can no longer be used').waitFor()
    assert.equal(await radio(page, /Visa/).count(), 0)
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
  })

  it('is not offered one whose month has passed, nor one of somebody else', async () => {
    const [customer, other] = [await aCustomer(), await aCustomer()]
    await saved(customer, await aToken(cards.good, new Date(server.clock.nowMs()).getUTCFullYear()))
    await saved(customer, 'tok_mastercard')
    await saved(other, 'tok_amex')
    server.clock.advance(60 * 86_400_000)
    const { url } = await sessionOf(customer)
    const page = await open(url)
    await radio(page, /Mastercard/).waitFor()
    assert.equal(await page.getByRole('radio').count(), 2)
  })
})

describe('saving a new card', () => {
  it('is off until the buyer says so', async () => {
    const customer = await aCustomer()
    const { url } = await sessionOf(customer)
    const page = await open(url)
    await cardNumber(page).waitFor()
    assert.equal(await keep(page).isChecked(), false)
    await payWith(page, cards.good)
    await paidHeading(page).waitFor()
    assert.deepEqual(await cardsOf(customer), [])
  })

  it('keeps the card of the payment, which the next checkout offers', async () => {
    const customer = await aCustomer()
    const page = await open((await sessionOf(customer)).url)
    await keep(page).check()
    await expectAccessible(page, 'saving a card')
    await payWith(page, cards.noMoney)
    await page.getByText('There is not enough money on this card').waitFor()
    assert.deepEqual(await cardsOf(customer), [])
    assert.equal(await keep(page).isChecked(), true)
    await payWith(page, '5555555555554444')
    await paidHeading(page).waitFor()
    const kept = await cardsOf(customer)
    assert.deepEqual(
      kept.map(({ card, usage, saved_with }) => [card.last4, usage, saved_with]),
      [['4444', 'on_session', 'checkout']],
    )
    const next = await sessionOf(customer)
    const again = await open(next.url)
    await radio(again, /Mastercard/).waitFor()
    await payButton(again).click()
    await paidHeading(again).waitFor()
    assert.deepEqual(await chargesOf(next.order_id), [4200])
  })

  it('is offered to nobody who is no customer', async () => {
    const { order_id } = await anOrder()
    const page = await open((await expectData(201, create({ order_id }))).url)
    await cardNumber(page).waitFor()
    assert.deepEqual([await keep(page).count(), await page.getByRole('radio').count()], [0, 0])
  })
})
