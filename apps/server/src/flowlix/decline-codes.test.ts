import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { declineCodes } from '../payments/decline-codes.ts'
import type { DeclineCode, PaymentIntent } from '../payments/payment.ts'
import { refundFailureReasons } from '../refunds/refund.ts'
import { declineOf, declineSentences, invalidNumber, refundDeclineOf } from './decline-codes.ts'
import type { Profile } from './flowlix-payment.ts'

const of = (
  code: DeclineCode,
  testCard: string | null = null,
  profile: Profile = 'a',
  processor = 'simulator',
) => declineOf({ lastError: { code } as PaymentIntent['lastError'], testCard, processor }, profile)!

/* Source: contract, flowlix 11, 12 and Q16. */
describe("the engine's declines in Flowlix's words", () => {
  it('has a documented code and its sentence for each of them', () => {
    for (const code of declineCodes) {
      const decline = of(code)
      assert.equal(decline.message, declineSentences[decline.code])
    }
  })

  const cases: [DeclineCode, string | null, Profile, string][] = [
    ['card_declined', null, 'a', 'generic_decline'],
    ['card_declined', 'card_declined', 'a', 'generic_decline'],
    ['card_declined', 'card_declined', 'b', 'do_not_honor'],
    ['card_declined', 'card_declined', 'c', 'do_not_honor'],
    ['card_declined', 'lost_card', 'a', 'lost_card'],
    ['card_declined', 'stolen_card', 'c', 'stolen_card'],
    ['card_declined', 'velocity_limit', 'b', 'card_velocity_exceeded'],
    ['card_declined', invalidNumber, 'a', 'invalid_number'],
    ['insufficient_funds', 'lost_card', 'a', 'insufficient_funds'],
    ['authentication_required', 'three_ds_required', 'b', 'authentication_failed'],
  ]
  for (const [code, testCard, profile, expected] of cases)
    it(`${code} of ${testCard ?? 'no test card'} in ${profile}: ${expected}`, () =>
      assert.equal(of(code, testCard, profile).code, expected))

  it('tells a thief nothing', () => {
    for (const code of ['lost_card', 'stolen_card', 'suspect_fraud', 'fraud_filter'] as const)
      assert.equal(declineSentences[code], declineSentences.generic_decline)
  })

  it('a test card in live mode is declined as any other', () =>
    assert.equal(of('card_declined', 'lost_card', 'a', 'stripe').code, 'generic_decline'))

  it('has a code and a sentence for every refund that fails', () => {
    for (const reason of refundFailureReasons) {
      const { code, message } = refundDeclineOf(reason)
      assert.ok(code in declineSentences)
      assert.match(message, /\.$/)
    }
  })
})
