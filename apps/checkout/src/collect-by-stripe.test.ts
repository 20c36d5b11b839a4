import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { collectByStripe } from './collect-by-stripe.ts'
import { NotCollected } from './not-collected.ts'
import { stripeAmount } from './stripe-amount.ts'
import type { StripeElements, StripeError, StripeScript } from './stripe-script.ts'

const aScript = (script: { submit?: StripeError; token?: StripeError } = {}) => {
  const asked: any[] = []
  const elements = {
    submit: () => Promise.resolve(script.submit ? { error: script.submit } : {}),
  } as unknown as StripeElements
  const stripe = {
    createConfirmationToken: (request: unknown) => {
      asked.push(request)
      const card = { brand: 'visa', last4: '4242' }
      const confirmationToken = { id: 'ctoken_1', payment_method_preview: { card } }
      return Promise.resolve(script.token ? { error: script.token } : { confirmationToken })
    },
  } as unknown as StripeScript
  return { stripe, elements, asked }
}
const buyer = { email: 'ada@example.com', phone: null, billingAddress: { line1: 'Way 1', country: 'DE' } }
const collect = ({ stripe, elements }: ReturnType<typeof aScript>, asksAddress = false) =>
  collectByStripe(stripe, elements, buyer, asksAddress)

describe("what the buyer typed into the processor's form", () => {
  it('becomes a name for it, with the card as far as it is shown', async () => {
    const script = aScript()
    assert.deepEqual(await collect(script), {
      confirmationToken: 'ctoken_1',
      card: { brand: 'visa', last4: '4242' },
    })
    assert.deepEqual(script.asked[0].params.payment_method_data.billing_details, { email: 'ada@example.com' })
  })

  it('is given the address that we asked for, whole', async () => {
    const script = aScript()
    await collect(script, true)
    assert.deepEqual(script.asked[0].params.payment_method_data.billing_details.address, {
      line1: 'Way 1',
      line2: '',
      city: '',
      state: '',
      postal_code: '',
      country: 'DE',
    })
  })

  it('that is not complete is told by the form itself', async () => {
    const script = aScript({ submit: { type: 'validation_error', message: 'Incomplete.' } })
    await assert.rejects(collect(script), (error) => error instanceof NotCollected && error.sentence === null)
    assert.equal(script.asked.length, 0)
  })

  it('that nobody could take is told in its words', async () => {
    const script = aScript({ token: { type: 'api_error', message: 'Later.' } })
    await assert.rejects(
      collect(script),
      (error) => error instanceof NotCollected && error.sentence === 'Later.',
    )
  })
})

describe("an amount in the processor's units", () => {
  for (const [amount, currency, there] of [
    [1999, 'USD', 1999],
    [500, 'JPY', 500],
    [5, 'ISK', 500],
    [500, 'MGA', 5],
  ] as const)
    it(`${amount} ${currency} is ${there}`, () => assert.equal(stripeAmount({ amount, currency }), there))
})
