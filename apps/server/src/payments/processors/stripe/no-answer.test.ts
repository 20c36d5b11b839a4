import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { StandInFault } from '../../../../../../test/stripe-stand-in/faults.ts'
import { type ProcessorAnswer } from '../processor.ts'
import { aCharge, aLookUp, aMerchant, freshId, startStandInFixture } from './stripe-calls.fixture.ts'

const { processor, standIn, mint, logLines } = await startStandInFixture()
const hourMs = 3_600_000

const create = 'POST /v1/payment_intents'
/** The package sends a call once more by itself when its connection is cut, under the same name. */
const goWrong = (fault: StandInFault) =>
  standIn.controls.fault({ ...fault, times: fault.what.startsWith('no_answer') ? 2 : 1 })
const chargesOf = (chargeId: string) =>
  standIn.controls.state().payment_intents.filter(({ metadata }) => metadata.flint_charge_id === chargeId)
const later = (request: { now: string }, ms: number) => new Date(Date.parse(request.now) + ms).toISOString()
const hung = (answer: ProcessorAnswer) => {
  assert.ok(answer.outcome === 'unknown')
  assert.equal(answer.reference, null)
  return answer
}

describe('a charge that nobody heard of', () => {
  for (const what of [
    'no_answer_before',
    'no_answer_after',
    'hang_after',
    'error_before',
    'conflict',
    'rate_limit',
    'lock_timeout',
  ] satisfies StandInFault['what'][])
    it(`${what}: is unknown, and one charge once it is looked up`, async () => {
      const request = aCharge(await mint('visa'))
      goWrong({ on: create, what })
      hung(await processor.authorize(request))
      const answer = await processor.lookUp(aLookUp(request))
      assert.equal(answer.outcome, 'succeeded')
      assert.equal(chargesOf(request.chargeId).length, 1)
    })

  it('an internal error that Stripe repeats: what it made is sought', async () => {
    const request = aCharge(await mint('visa'))
    goWrong({ on: create, what: 'error_after' })
    hung(await processor.authorize(request))
    const answer = await processor.lookUp(aLookUp(request))
    assert.equal(answer.outcome, 'succeeded')
    assert.equal(chargesOf(request.chargeId).length, 1)
  })

  it('a decline that nobody heard of is heard, and the card is charged no more', async () => {
    const request = aCharge(await mint('visa_chargeDeclinedInsufficientFunds'))
    goWrong({ on: create, what: 'no_answer_after' })
    hung(await processor.authorize(request))
    const answer = await processor.lookUp(aLookUp(request))
    assert.ok(answer.outcome === 'declined' && answer.code === 'insufficient_funds')
    assert.equal(chargesOf(request.chargeId).length, 1)
  })

  it('is asked about as late as Stripe wishes', async () => {
    const request = aCharge(await mint('visa'))
    goWrong({ on: create, what: 'rate_limit', retryAfterSeconds: 42 })
    assert.equal(hung(await processor.authorize(request)).askAgainAt, later(request, 42_000))
  })

  it('the same call twice at once charges once', async () => {
    const request = aCharge(await mint('visa'))
    goWrong({ on: create, what: 'slow', delayMs: 300 })
    const first = processor.authorize(request)
    await new Promise((resolve) => setTimeout(resolve, 100))
    hung(await processor.authorize(request))
    assert.equal((await first).outcome, 'succeeded')
    assert.equal(chargesOf(request.chargeId).length, 1)
  })

  it('is never sent again after Stripe may have forgotten it', async () => {
    const request = aCharge(await mint('visa'))
    goWrong({ on: create, what: 'no_answer_after' })
    hung(await processor.authorize(request))
    const before = standIn.seen.filter(({ call }) => call === create).length
    const answer = await processor.lookUp(aLookUp(request, { now: later(request, 23 * hourMs) }))
    assert.equal(answer.outcome, 'succeeded')
    assert.equal(standIn.seen.filter(({ call }) => call === create).length, before)
  })

  it('that never arrived, with a token that is of no use by now, is declined at once', async () => {
    const request = aCharge('ctoken_none')
    goWrong({ on: create, what: 'no_answer_before' })
    hung(await processor.authorize(request))
    const answer = await processor.lookUp(aLookUp(request))
    assert.ok(answer.outcome === 'declined' && answer.code === 'payment_method_unavailable')
  })

  it('with a saved card that is gone by now stays unknown: it may have been charged before', async () => {
    const request = aCharge('pm_gone')
    const answer = await processor.lookUp(aLookUp(request))
    hung(answer)
  })

  it('with other words under the same name is not charged again: what there is counts', async () => {
    const request = aCharge(await mint('visa'))
    await processor.authorize(request)
    const answer = await processor.lookUp(aLookUp({ ...request, amount: 9999 }))
    assert.equal(answer.outcome, 'succeeded')
    assert.deepEqual(
      chargesOf(request.chargeId).map(({ amount }) => amount),
      [2000],
    )
  })

  it('a look-up without an answer says nothing', async () => {
    const request = aCharge(await mint('visa'))
    const { reference } = (await processor.authorize(request)) as { reference: string }
    for (const what of ['no_answer_before', 'error_before', 'rate_limit'] as const) {
      goWrong({ on: `GET ${create.slice(5)}`, what })
      const answer = await processor.lookUp(aLookUp(request, { reference }))
      assert.ok(answer.outcome === 'unknown' && answer.reference === reference)
    }
  })
})

describe('what a buyer does with a challenge', () => {
  const challenged = async (card = 'authenticationRequired') => {
    const request = aCharge(await mint(card))
    const { reference } = (await processor.authorize(request)) as { reference: string }
    return { request, reference, lookUp: () => processor.lookUp(aLookUp(request, { reference })) }
  }

  it('passes: it succeeds', async () => {
    const { reference, lookUp } = await challenged()
    standIn.controls.answerChallenge({ id: reference, outcome: 'succeed' })
    assert.equal((await lookUp()).outcome, 'succeeded')
  })

  it('fails: it is declined, and nobody can use the secret any more', async () => {
    const { reference, lookUp } = await challenged()
    standIn.controls.answerChallenge({ id: reference, outcome: 'fail' })
    const answer = await lookUp()
    assert.ok(answer.outcome === 'declined' && answer.code === 'authentication_required')
    assert.equal(chargesStatus(reference), 'canceled')
    assert.deepEqual(await lookUp(), answer)
  })

  it('passes and is declined after all', async () => {
    const { reference, lookUp } = await challenged('threeDSecureRequiredChargeDeclined')
    standIn.controls.answerChallenge({ id: reference, outcome: 'succeed' })
    const answer = await lookUp()
    assert.ok(answer.outcome === 'declined' && answer.code === 'card_declined')
    assert.equal(chargesStatus(reference), 'canceled')
  })

  it('is not declined while the secret may still be used', async () => {
    const { reference, lookUp } = await challenged()
    standIn.controls.answerChallenge({ id: reference, outcome: 'fail' })
    goWrong({ on: `${create}/${reference}/cancel`, what: 'no_answer_before' })
    assert.equal((await lookUp()).outcome, 'unknown')
    assert.equal((await lookUp()).outcome, 'declined')
  })

  it('passes while it is given up: the payment stands', async () => {
    const { request, reference, lookUp } = await challenged()
    standIn.controls.answerChallenge({ id: reference, outcome: 'succeed' })
    const voided = await processor.void({ whose: aMerchant, reference, chargeId: request.chargeId })
    assert.equal(voided.outcome, 'failed')
    assert.equal((await lookUp()).outcome, 'succeeded')
  })

  const chargesStatus = (reference: string) =>
    standIn.controls.state().payment_intents.find(({ id }) => id === reference)!['status']
})

describe('a payment that takes its time', () => {
  it('is unknown by its name until it has ended', async () => {
    const request = aCharge(await mint('slow'))
    const answer = await processor.authorize(request)
    assert.ok(answer.outcome === 'unknown' && answer.reference)
    assert.equal(answer.askAgainAt, later(request, 60_000))
    standIn.controls.endProcessing({ id: answer.reference })
    const after = await processor.lookUp(aLookUp(request, { reference: answer.reference }))
    assert.equal(after.outcome, 'succeeded')
  })
})

describe('a hold that nobody heard of', () => {
  const held = async () => {
    const request = aCharge(await mint('visa'), { capture: 'manual' })
    const { reference } = (await processor.authorize(request)) as { reference: string }
    return { whose: aMerchant, reference, chargeId: request.chargeId, amount: 2000, currency: 'USD' }
  }

  for (const what of [
    'no_answer_before',
    'no_answer_after',
    'error_before',
    'error_after',
    'conflict',
  ] as const) {
    it(`${what}: its capture is unknown, then captured`, async () => {
      const hold = await held()
      goWrong({ on: `${create}/${hold.reference}/capture`, what })
      assert.deepEqual(await processor.capture(hold), { outcome: 'unknown' })
      assert.deepEqual(await processor.capture(hold), { outcome: 'captured' })
    })

    it(`${what}: its void is unknown, then voided`, async () => {
      const hold = await held()
      goWrong({ on: `${create}/${hold.reference}/cancel`, what })
      assert.deepEqual(await processor.void(hold), { outcome: 'unknown' })
      assert.deepEqual(await processor.void(hold), { outcome: 'voided' })
    })
  }
})

describe('a refund that nobody heard of', () => {
  const refundable = async () => {
    const request = aCharge(await mint('visa'))
    const { reference } = (await processor.authorize(request)) as { reference: string }
    const { whose, paymentIntentId } = request
    return {
      whose,
      refundId: freshId('ref'),
      paymentIntentId,
      reference,
      amount: 500,
      currency: 'USD',
      testCard: null,
    }
  }
  const refundsOf = (reference: string) =>
    standIn.controls.state().refunds.filter((refund) => refund['payment_intent'] === reference)

  for (const what of [
    'no_answer_before',
    'no_answer_after',
    'error_before',
    'error_after',
    'rate_limit',
  ] as const)
    it(`${what}: is unknown, and one refund once it is looked up`, async () => {
      const request = await refundable()
      goWrong({ on: 'POST /v1/refunds', what })
      assert.deepEqual(await processor.refund(request), { outcome: 'unknown' })
      assert.deepEqual(await processor.lookUpRefund(request), { outcome: 'succeeded' })
      assert.equal(refundsOf(request.reference).length, 1)
    })

  it('fails later, at the bank', async () => {
    const request = await refundable()
    await processor.refund(request)
    standIn.controls.endRefund({
      id: refundsOf(request.reference)[0]!['id'],
      status: 'failed',
      failureReason: 'lost_or_stolen_card',
    })
    assert.deepEqual(await processor.lookUpRefund(request), {
      outcome: 'failed',
      reason: 'lost_or_stolen_card',
    })
  })

  it('is refused while the bank has the money', async () => {
    const request = await refundable()
    standIn.controls.openDispute({ paymentIntent: request.reference })
    assert.deepEqual(await processor.refund(request), { outcome: 'failed', reason: 'payment_disputed' })
  })
})

describe('what goes over the wire', () => {
  it('every write has a name of ours, every call the version that we speak', () => {
    const writes = standIn.seen.filter(
      ({ call }) => call.startsWith('POST') && !call.includes('test_helpers'),
    )
    // A hold that Stripe repeats an error about is asked about once more, under another name.
    const named = writes.filter(({ idempotencyKey }) => /^(chg|ref|seti)_/.test(idempotencyKey ?? ''))
    assert.equal(writes.length - named.length, 2)
    assert.ok(standIn.seen.every(({ apiVersion }) => apiVersion === '2026-10-28.endive'))
  })

  it('no key and no secret is in the log', () => {
    const log = logLines.join('')
    assert.doesNotMatch(log, /sk_test|_secret_\w|ctoken_\w/)
    assert.match(log, /stripe_request_id/)
  })
})
