import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer } from '../support/server.ts'
import {
  cardNumber,
  checkoutPages,
  expectAccessible,
  paidHeading,
  payButton,
} from './checkout-pages.fixture.ts'

const server = await startTestServer({}, { hasPages: true })
server.startWorker()
const browser = await launchBrowser()
after(() => browser.close())
const { open, aSession, order, chargesOf, takeTrouble } = checkoutPages(server, browser)
afterEach(async () => {
  const trouble = takeTrouble()
  await Promise.all(browser.contexts().map((context) => context.close()))
  assert.deepEqual(trouble, [])
})

const aSessionFor = (...options: string[]) => aSession({ payments: { enabled_payment_options: options } })
const fillAccount = async (page: Page, accountNumber: string) => {
  await page.getByLabel('Name on the account').fill('Ada Lovelace')
  await page.getByLabel('Routing number').fill('110000000')
  await page.getByLabel('Account number').fill(accountNumber)
}
const confirmingHeading = (page: Page) =>
  page.getByRole('heading', { name: 'We are confirming your payment' })

describe('a buyer who pays from a bank account', () => {
  it('chooses it, waits for the bank, and leaves no account number behind', async () => {
    const { url, order_id } = await aSessionFor('card', 'ach_debit')
    const page = await open(url)
    await cardNumber(page).waitFor()
    await page.getByText('Bank account', { exact: true }).click()
    await page.getByText('Savings').click()
    await fillAccount(page, '000123456789')
    await expectAccessible(page, 'the bank form')
    await payButton(page).click()
    await confirmingHeading(page).waitFor()
    await page.getByText('can take a few business days').waitFor()
    await expectAccessible(page, 'waiting for the bank')
    server.clock.advance(5000)
    await paidHeading(page).waitFor()
    await page.getByText('Flint Test Bank').waitFor()
    const kept = await page.evaluate(() =>
      JSON.stringify([document.documentElement.outerHTML, sessionStorage, localStorage, location.href]),
    )
    assert.doesNotMatch(kept, /000123456789/)
    assert.deepEqual(await chargesOf(order_id), [4200])
    const [intentId] = (await order(order_id)).payment_intent_ids
    const { data: intent } = await server.call('GET', `/v1/payment-intents/${intentId}`)
    assert.deepEqual(intent.payment_source.ach_debit, {
      bank_name: 'Flint Test Bank',
      last4: '6789',
      account_type: 'savings',
    })
  })

  it('is told what the bank said, and pays by card instead', async () => {
    const { url, order_id } = await aSessionFor('card', 'ach_debit')
    const page = await open(url)
    await page.getByText('Bank account', { exact: true }).click()
    await payButton(page).click()
    await page.getByText('Enter the routing number.').waitFor()
    await fillAccount(page, '000222222227')
    await payButton(page).click()
    await confirmingHeading(page).waitFor()
    server.clock.advance(5000)
    await page.getByText('There is not enough money in this account').waitFor()
    await page.getByText('Card', { exact: true }).click()
    await page.getByRole('button', { name: 'Fill in test details' }).click()
    await payButton(page).click()
    await paidHeading(page).waitFor()
    assert.deepEqual(await chargesOf(order_id), [4200])
  })

  it('sees no card form where only bank accounts are taken', async () => {
    const { url } = await aSessionFor('ach_debit')
    const page = await open(url)
    await page.getByLabel('Routing number').waitFor()
    assert.equal(await cardNumber(page).count(), 0)
    await page.getByRole('button', { name: 'Fill in test details' }).click()
    await payButton(page).click()
    await confirmingHeading(page).waitFor()
  })
})
