import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import { launchBrowser } from '../support/chromium.ts'
import { cards, flowlixCalls } from '../support/flowlix-calls.ts'
import { letTimePass } from '../support/let-time-pass.ts'
import { startTestServer } from '../support/server.ts'
import {
  bankPage,
  cardNumber,
  expectAccessible,
  fillCard,
  payButton,
  payWith,
} from './checkout-pages.fixture.ts'
import { backLink, cameBack, cancelButton, flowlixPages, heading } from './flowlix-pages.fixture.ts'

const server = await startTestServer({}, { hasPages: true })
server.startWorker()
const flowlix = await flowlixCalls(server)
const browser = await launchBrowser()
after(() => browser.close())
const { openPage, newPayer, takeTrouble } = flowlixPages(server, browser, flowlix)

/** Refusals that a test provokes are lines in the browser's console; everything else there is a fault. */
let expectedTrouble: RegExp | null = null
const refusals = /Failed to load resource.* 409/
afterEach(async () => {
  const trouble = takeTrouble(expectedTrouble)
  expectedTrouble = null
  await Promise.all(browser.contexts().map((context) => context.close()))
  assert.deepEqual(trouble, [])
})

const chargesOf = async (paymentId: string): Promise<number> => {
  const { rows } = await server.services.db.query(
    `SELECT count(*) AS n FROM payment_intents p JOIN flowlix_payments f USING (environment_id, order_id)
     WHERE f.payment_id = $1 AND p.document ->> 'status' = 'succeeded'`,
    [paymentId],
  )
  return Number(rows[0]!['n'])
}

describe('a payer on the hosted page', () => {
  it('sees what is to be paid, pays, and comes back to the shop, where the payment has succeeded', async () => {
    const { page, id, merchantSees } = await openPage('a')
    await page.getByText('Order 77').waitFor()
    assert.match(await page.title(), /^Pay €12\.50 · /)
    assert.equal(await page.getByText('Powered by').count(), 0)
    await payWith(page, cards.mastercard)
    await heading(page, 'Payment complete').waitFor()
    const kept = await page.evaluate(() =>
      JSON.stringify([document.documentElement.outerHTML, sessionStorage, localStorage, location.href]),
    )
    assert.doesNotMatch(kept, /5555[ -]?5555/)
    assert.deepEqual(await cameBack(page), { payment_id: id, status: 'succeeded' })
    assert.equal((await merchantSees()).status, 'succeeded')
    assert.equal(await chargesOf(id), 1)
  })

  it('whose card is declined comes back, and pays with a new payment', async () => {
    const { page, id, merchantSees } = await openPage('a')
    await payWith(page, cards.insufficientFunds)
    await heading(page, 'The payment did not go through').waitFor()
    await page.getByText('There is not enough money available on this card.').waitFor()
    assert.equal(await cardNumber(page).count(), 0)
    assert.deepEqual(await cameBack(page), { payment_id: id, status: 'failed' })
    const failed = await merchantSees()
    assert.deepEqual([failed.status, failed.decline_code], ['failed', 'insufficient_funds'])

    const again = await openPage('a')
    await payWith(again.page, cards.visa)
    assert.deepEqual(await cameBack(again.page), { payment_id: again.id, status: 'succeeded' })
    assert.equal((await merchantSees()).status, 'failed')
  })

  it("answers their bank's question, and has paid", async () => {
    const { page, id, merchantSees } = await openPage('b')
    await payWith(page, cards.challenged)
    await bankPage(page).getByRole('button', { name: 'Complete authentication' }).waitFor()
    assert.equal((await merchantSees()).status, 'requires_action')
    await bankPage(page).getByRole('button', { name: 'Complete authentication' }).click()
    assert.deepEqual(await cameBack(page), { payment_id: id, status: 'succeeded' })
    assert.equal(await chargesOf(id), 1)
  })

  it("fails their bank's question, and comes back without having paid", async () => {
    const { page, id, merchantSees } = await openPage('c')
    await payWith(page, cards.challenged)
    await bankPage(page).getByRole('button', { name: 'Fail authentication' }).click()
    await page.getByText('The bank check was not completed.').waitFor()
    assert.deepEqual(await cameBack(page), { payment_id: id, status: 'FAILED' })
    assert.equal((await merchantSees()).decline_code, 'authentication_failed')
    assert.equal(await chargesOf(id), 0)
  })

  it('gives up before their bank, and the payment is canceled', async () => {
    const { page, id } = await openPage('b')
    await payWith(page, cards.challenged)
    await bankPage(page).getByRole('button', { name: 'Complete authentication' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Cancel payment' }).last().click()
    assert.deepEqual(await cameBack(page), { payment_id: id, status: 'canceled' })
  })

  it('is asked again after a reload in the middle, and is led back all the same', async () => {
    const { page, id } = await openPage('b')
    await payWith(page, cards.challenged)
    await bankPage(page).getByRole('button', { name: 'Complete authentication' }).waitFor()
    await page.reload()
    await bankPage(page).getByRole('button', { name: 'Complete authentication' }).click()
    assert.deepEqual(await cameBack(page), { payment_id: id, status: 'succeeded' })
  })

  for (const [profile, status] of [
    ['a', 'failed'],
    ['b', 'canceled'],
    ['c', 'CANCELED'],
  ] as const)
    it(`cancels with the button: form ${profile} says ${status}`, async () => {
      const { page, id, merchantSees } = await openPage(profile)
      await cancelButton(page).click()
      assert.deepEqual(await cameBack(page), { payment_id: id, status })
      assert.equal((await merchantSees()).status, status)
    })

  it('sees that the time is over, on a page that was left open', async () => {
    const { page, id, merchantSees } = await openPage('b')
    await cardNumber(page).waitFor()
    await letTimePass(server, 24 * 3_600_000)
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await heading(page, 'The time to pay is over').waitFor()
    assert.equal(await cardNumber(page).count(), 0)
    assert.equal((await merchantSees()).status, 'expired')
    await backLink(page).click()
    assert.deepEqual(await cameBack(page), { payment_id: id, status: 'expired' })
  })

  it('of form c finds their details filled in, changes them, and the changes count', async () => {
    const { page, merchantSees } = await openPage('c')
    assert.equal(await page.getByLabel('Email').inputValue(), 'buyer@example.com')
    assert.equal(await page.getByLabel('City').inputValue(), 'Berlin')
    await page.getByLabel('First name').fill('Ada')
    await page.getByLabel('City').fill('')
    await fillCard(page, cards.visa)
    await payButton(page).click()
    await page.getByText('Enter your city.').waitFor()
    await page.getByLabel('City').fill('Hamburg')
    await payButton(page).click()
    await cameBack(page)
    const { billing_details: billing, status } = await merchantSees()
    assert.deepEqual([status, billing.first_name, billing.address.city], ['SUCCEEDED', 'Ada', 'Hamburg'])
    assert.equal(billing.last_name, 'Buyer')
  })

  it('of form c without details is asked for them, and can fill in a test payer', async () => {
    const { page, merchantSees } = await openPage('c', { billing_details: null })
    await payButton(page).click()
    await page.getByText('Enter your email address.').waitFor()
    await page.getByRole('button', { name: 'Fill in test details' }).click()
    await payButton(page).click()
    await cameBack(page)
    assert.equal((await merchantSees()).billing_details.address.city, 'New York')
  })

  it('uses the keyboard alone', async () => {
    const { page, id } = await openPage('a')
    await cardNumber(page).focus()
    for (const text of ['4242424242424242', '1240', '123', 'Test Buyer']) {
      await page.keyboard.type(text)
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    assert.deepEqual(await cameBack(page), { payment_id: id, status: 'succeeded' })
  })
})

describe('nobody pays twice', () => {
  it('by pressing the button twice', async () => {
    const { page, id } = await openPage('a')
    await fillCard(page, cards.visa)
    await payButton(page).dblclick()
    await cameBack(page)
    assert.equal(await chargesOf(id), 1)
  })

  it('in two tabs: the second sees that it is over, and leads back', async () => {
    expectedTrouble = refusals
    const { page, id, context, address } = await openPage('a')
    const second = await context.newPage()
    await second.goto(address)
    await fillCard(second, cards.visa)
    await payWith(page, cards.visa)
    await cameBack(page)
    await payButton(second).click()
    await heading(second, 'Payment complete').waitFor()
    assert.deepEqual(await cameBack(second), { payment_id: id, status: 'succeeded' })
    assert.equal(await chargesOf(id), 1)
  })

  it('in two tabs at the same moment', async () => {
    expectedTrouble = refusals
    const { page, id, context, address } = await openPage('a')
    const second = await context.newPage()
    await second.goto(address)
    for (const tab of [page, second]) await fillCard(tab, cards.visa)
    await Promise.all([page, second].map((tab) => payButton(tab).click()))
    await Promise.all([page, second].map(cameBack))
    assert.equal(await chargesOf(id), 1)
  })

  it('by coming back with the back button, or by opening the link again', async () => {
    const { page, id, address } = await openPage('a')
    await payWith(page, cards.visa)
    await cameBack(page)
    await page.goBack()
    await heading(page, 'Payment complete').waitFor()
    assert.equal(await cardNumber(page).count(), 0)

    const context = await newPayer()
    const again = await context.newPage()
    await again.goto(address)
    await heading(again, 'Payment complete').waitFor()
    assert.equal(await cardNumber(again).count(), 0)
    await backLink(again).click()
    assert.deepEqual(await cameBack(again), { payment_id: id, status: 'succeeded' })
    assert.equal(await chargesOf(id), 1)
  })

  it('after a decline, with the link that is still there', async () => {
    const { page, id, address } = await openPage('b')
    await payWith(page, cards.declined)
    await cameBack(page)
    await page.goto(address)
    await heading(page, 'The payment did not go through').waitFor()
    assert.equal(await cardNumber(page).count(), 0)
    assert.equal(await page.getByText('Taking you back').count(), 0)
    assert.equal(await chargesOf(id), 0)
  })
})

describe('the page', () => {
  it('without the end of its link, or for no payment, says so', async () => {
    expectedTrouble = /Failed to load resource.* 40[134]/
    const { id, address } = await openPage('a')
    const context = await newPayer()
    const page = await context.newPage()
    for (const wrong of [
      `${server.url}/hpp/${id}`,
      address.replace(id, `pay_${'x'.repeat(24)}`),
      `${address}x`,
    ]) {
      await page.goto('about:blank')
      await page.goto(wrong)
      await heading(page, 'We can’t find this payment').waitFor()
    }
    await expectAccessible(page, 'not found')
  })

  it('runs no script but its own, under a policy that allows none inline', async () => {
    const response = await fetch(`${server.url}/hpp/pay_any`)
    const policy = response.headers.get('content-security-policy')!
    assert.match(policy, /script-src 'self'(;|$)/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.doesNotMatch(await response.text(), /<script(?![^>]*\bsrc=)|<style|\son\w+=/)
  })

  it('is accessible in each of its states', async () => {
    const open = await openPage('c')
    await cardNumber(open.page).waitFor()
    await expectAccessible(open.page, 'open')
    await open.page.getByLabel('City').fill('')
    await payButton(open.page).click()
    await open.page.getByText('Enter your city.').waitFor()
    await expectAccessible(open.page, 'with problems')

    const asked = await openPage('b')
    await payWith(asked.page, cards.challenged)
    await bankPage(asked.page).getByRole('button', { name: 'Complete authentication' }).waitFor()
    await expectAccessible(asked.page, "the bank's question")
    const elsewhere = await (await newPayer()).newPage()
    await elsewhere.goto(asked.address)
    await heading(elsewhere, 'A payment is already under way').waitFor()
    await expectAccessible(elsewhere, 'elsewhere')

    for (const [number, name] of [
      [cards.visa, 'Payment complete'],
      [cards.declined, 'The payment did not go through'],
    ] as const) {
      const { page, address } = await openPage('a')
      await payWith(page, number)
      await cameBack(page)
      await page.goto(address)
      await heading(page, name).waitFor()
      await expectAccessible(page, name)
    }
    const canceled = await openPage('b')
    await cancelButton(canceled.page).click()
    await cameBack(canceled.page)
    await canceled.page.goto(canceled.address)
    await heading(canceled.page, 'The payment was canceled').waitFor()
    await expectAccessible(canceled.page, 'canceled')

    const late = await openPage('b')
    await cardNumber(late.page).waitFor()
    await letTimePass(server, 24 * 3_600_000)
    await late.page.reload()
    await heading(late.page, 'The time to pay is over').waitFor()
    await expectAccessible(late.page, 'expired')
  })
})
