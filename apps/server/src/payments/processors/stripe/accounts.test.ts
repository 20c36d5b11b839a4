import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { stripeClient } from './client.ts'
import { aCharge, aLookUp, aMerchant, freshId, startStandInFixture } from './stripe-calls.fixture.ts'
import { processorOf } from './talk.ts'

describe('merchants with accounts of their own', async () => {
  const { processor, client, standIn, logLines } = await startStandInFixture('connected')
  let account: string
  let another: string
  before(async () => {
    account = (await client.accounts.create({})).id
    another = (await client.accounts.create({})).id
  })
  const whose = (processorAccountId: string | null) => ({ ...aMerchant, processorAccountId })

  it('charge into that account, and nobody else finds it', async () => {
    const { id } = standIn.controls.mintToken({ account })
    const request = aCharge(id, { whose: whose(account) })
    const answer = await processor.authorize(request)
    assert.equal(answer.outcome, 'succeeded')
    assert.equal(standIn.controls.state({ account }).payment_intents.length, 1)
    assert.equal(standIn.controls.state().payment_intents.length, 0)
    const { reference } = answer as { reference: string }
    const elsewhere = await processor.lookUp(aLookUp({ ...request, whose: whose(another) }, { reference }))
    assert.equal(elsewhere.outcome, 'unknown')
  })

  it("hand their account to the buyer's browser", async () => {
    const { id } = standIn.controls.mintToken({ card: 'authenticationRequired', account })
    const answer = await processor.authorize(aCharge(id, { whose: whose(account) }))
    const action = await processor.browserAction({
      whose: whose(account),
      reference: (answer as { reference: string }).reference,
    })
    assert.equal(action?.account, account)
  })

  it('keep their cards apart', async () => {
    const { id } = standIn.controls.mintToken({ account })
    const setUp = await processor.setUp({
      whose: whose(account),
      setUpId: freshId('seti'),
      source: { card: null, testCard: null, processorToken: id },
      reference: null,
      isOffSession: false,
      returnUrl: 'https://shop.example',
      challenge: null,
    })
    assert.ok(setUp.outcome === 'succeeded' && setUp.savedToken)
    const charge = (to: string) => processor.authorize(aCharge(setUp.savedToken!, { whose: whose(to) }))
    assert.equal((await charge(account)).outcome, 'succeeded')
    assert.equal((await charge(another)).outcome, 'declined')
  })

  it("without one nothing is charged, least of all into the platform's own", async () => {
    const { id } = standIn.controls.mintToken({})
    const answer = await processor.authorize(aCharge(id))
    assert.ok(answer.outcome === 'declined' && answer.code === 'processing_error')
    assert.equal(standIn.controls.state().payment_intents.length, 0)
    assert.match(logLines.join(''), /without an account at Stripe/)
  })
})

describe('a wrong key', async () => {
  const { standIn, mint } = await startStandInFixture()
  const settings = {
    secretKey: 'sk_test_wrong',
    publishableKey: 'pk_test_x',
    webhookSecret: 'whsec_x',
    accounts: 'platform',
    apiUrl: standIn.url,
    scriptUrl: standIn.scriptUrl,
  } as const
  const said: string[] = []
  const say = (message: string) => void said.push(message)
  const processor = processorOf({
    client: stripeClient(settings),
    settings,
    log: { info: say, warn: say, error: say },
  })

  it('declines a new charge, since nothing can have been charged, and tells the operator', async () => {
    const answer = await processor.authorize(aCharge(await mint('visa')))
    assert.ok(answer.outcome === 'declined' && answer.code === 'processing_error')
    assert.deepEqual(said, ['Stripe refused a call'])
  })

  it('leaves open what became of an earlier one, of a hold and of a refund', async () => {
    const request = aCharge(await mint('visa'))
    assert.equal((await processor.lookUp(aLookUp(request))).outcome, 'unknown')
    assert.equal((await processor.lookUp(aLookUp(request, { reference: 'pi_1' }))).outcome, 'unknown')
    const hold = { whose: aMerchant, reference: 'pi_1', chargeId: 'chg_1' }
    assert.equal((await processor.void(hold)).outcome, 'unknown')
    assert.equal((await processor.capture({ ...hold, amount: 1, currency: 'USD' })).outcome, 'unknown')
    const refund = {
      ...hold,
      refundId: 'ref_1',
      paymentIntentId: 'pi_2',
      amount: 1,
      currency: 'USD',
      testCard: null,
    }
    assert.equal((await processor.refund(refund)).outcome, 'unknown')
    assert.equal((await processor.lookUpRefund(refund)).outcome, 'unknown')
  })
})
