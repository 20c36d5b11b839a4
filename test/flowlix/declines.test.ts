import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cards, expectError, flowlixCalls, profiles, withCard } from '../support/flowlix-calls.ts'
import { startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 11 and 12: decline codes, test cards, and what is a format fault instead. */
const server = await startTestServer()
const clients = await flowlixCalls(server)
const thisYear = new Date(server.clock.nowMs()).getUTCFullYear()

type Outcome = 'success' | { a: string; b: string; c: string }
const all = (code: string) => ({ a: code, b: code, c: code })

const testCards: [number: string, outcome: Outcome][] = [
  [cards.visa, 'success'],
  [cards.mastercard, 'success'],
  [cards.plain, 'success'],
  // Source: contract, flowlix 18 Q16.
  [cards.declined, { a: 'generic_decline', b: 'do_not_honor', c: 'do_not_honor' }],
  [cards.insufficientFunds, all('insufficient_funds')],
  [cards.expired, all('expired_card')],
  [cards.incorrectCvc, all('incorrect_cvc')],
  [cards.processingError, all('processing_error')],
  [cards.lost, all('lost_card')],
  [cards.stolen, all('stolen_card')],
  [cards.velocity, all('card_velocity_exceeded')],
  // Numbers that no table has.
  ['4000000000003220', all('generic_decline')],
  ['4012888888881881', all('generic_decline')],
  ['6011111111111117', all('generic_decline')],
  // The last digit does not fit.
  ['4242424242424241', all('invalid_number')],
  ['4000000000000000', all('invalid_number')],
]

for (const profile of profiles) {
  const client = clients[profile]
  const outcomeOf = async (
    change: string | Record<string, unknown>,
  ): Promise<[status: string, code: string | null]> => {
    const { status, json } = await client.pay(withCard(profile, change))
    assert.ok([201, 402].includes(status), JSON.stringify(json))
    const payment = await client.settle(status === 402 ? (await client.newest()).id : json.id)
    return [payment.status.toLowerCase(), payment.decline_code]
  }

  describe(`${profile.toUpperCase()}: test cards`, () => {
    for (const [number, outcome] of testCards)
      it(`${number}: ${outcome === 'success' ? outcome : outcome[profile]}`, async () => {
        const expected = outcome === 'success' ? ['succeeded', null] : ['failed', outcome[profile]]
        assert.deepEqual(await outcomeOf(number), expected)
      })

    it('378282246310005, with four digits: success', async () =>
      assert.deepEqual(await outcomeOf({ number: cards.amex, cvc: '1234' }), ['succeeded', null]))

    it('any future expiry, any security code of the right length, any name', async () => {
      for (const change of [
        { exp_month: 12, exp_year: thisYear },
        { exp_month: 1, exp_year: thisYear + 20 },
        { cvc: '000' },
        { holder_name: 'Žemaitė Šimkus-O’Neill' },
      ])
        assert.deepEqual(await outcomeOf({ number: cards.visa, ...change }), ['succeeded', null])
    })

    it('a past expiry is a decline: expired_card', async () => {
      for (const change of [
        { exp_month: 12, exp_year: thisYear - 1 },
        { exp_month: 1, exp_year: 2000 },
      ])
        assert.deepEqual(await outcomeOf({ number: cards.visa, ...change }), ['failed', 'expired_card'])
    })

    it('a card is good to the end of its month', async () => {
      const now = new Date(server.clock.nowMs())
      const change = { exp_month: now.getUTCMonth() + 1, exp_year: now.getUTCFullYear() }
      assert.deepEqual(await outcomeOf({ number: cards.visa, ...change }), ['succeeded', null])
    })

    it('every decline has a sentence for the payer, which gives no thief away', async () => {
      const sentences = new Map<string, string>()
      for (const number of [cards.declined, cards.lost, cards.stolen, cards.insufficientFunds]) {
        const payment = await client.declined(number)
        sentences.set(number, payment.decline_message)
        assert.match(payment.decline_message, /^[A-Z].*\.$/)
      }
      assert.equal(sentences.get(cards.lost), sentences.get(cards.stolen))
      assert.doesNotMatch(sentences.get(cards.lost)!, /lost|stolen|fraud/i)
    })
  })
}

describe('A: what a decline is told by', () => {
  it('402 with the decline code of the table', async () => {
    for (const [number, outcome] of testCards)
      if (outcome !== 'success')
        expectError(await clients.a.pay(withCard('a', number)), {
          status: 402,
          type: 'card_error',
          code: 'card_declined',
          decline_code: outcome.a,
        })
  })
})

describe('with a live key', () => {
  it('a test card is never charged: no live payment has succeeded', async () => {
    const { rows } = await server.services.db.query(
      `SELECT count(*)::int AS n FROM flowlix_payments f JOIN environments e USING (environment_id)
       WHERE e.mode = 'live' AND f.status = 'succeeded'`,
    )
    assert.equal(rows[0].n, 0)
  })
})
