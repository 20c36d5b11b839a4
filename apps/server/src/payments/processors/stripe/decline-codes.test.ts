import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { declineCodes } from '../../decline-codes.ts'
import { declineCodeOf, knownDeclineCodes } from './decline-codes.ts'

describe("a reason of Stripe's in our words", () => {
  it('is always one of the closed list', () => {
    for (const code of Object.values(knownDeclineCodes)) assert.ok(declineCodes.includes(code), code)
  })

  for (const [said, code] of [
    [{ code: 'card_declined', decline_code: 'insufficient_funds' }, 'insufficient_funds'],
    [{ code: 'card_declined', decline_code: 'generic_decline' }, 'card_declined'],
    // A thief learns nothing.
    [{ code: 'card_declined', decline_code: 'stolen_card' }, 'card_declined'],
    [{ code: 'card_declined', decline_code: 'lost_card' }, 'card_declined'],
    [{ code: 'card_declined', decline_code: 'pickup_card' }, 'card_declined'],
    [{ code: 'expired_card', decline_code: 'expired_card' }, 'expired_card'],
    [{ code: 'incorrect_cvc' }, 'incorrect_cvc'],
    [{ code: 'processing_error' }, 'processing_error'],
    [{ code: 'authentication_required', decline_code: 'authentication_required' }, 'authentication_required'],
    [{ code: 'payment_intent_authentication_failure' }, 'authentication_required'],
    [{ code: 'card_declined', decline_code: 'fraudulent' }, 'payment_blocked'],
    [{ code: 'card_declined', decline_code: 'try_again_later' }, 'payment_method_temporarily_unavailable'],
    // What nobody has told us yet.
    [{ code: 'card_declined', decline_code: 'moon_in_the_wrong_house' }, 'card_declined'],
    [{ code: 'constructor' }, 'card_declined'],
    [{}, 'card_declined'],
  ] as const)
    it(`${JSON.stringify(said)} is ${code}`, () => assert.equal(declineCodeOf(said), code))
})
