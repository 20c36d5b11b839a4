import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ApiRefusal, NoAnswer } from '../api-request.ts'
import { initialState, type CheckoutState } from '../checkout-state.ts'
import { aCheckout } from '../order-example.ts'
import { createHostedPage } from './hosted-page.ts'
import type { HostedPayment } from './hosted-shapes.ts'
import { hostedShown } from './hosted-state.ts'

const open: HostedPayment = {
  payment_id: 'pay_1',
  status: 'pending',
  outcome: 'open',
  amount: 1250,
  currency: 'EUR',
  description: null,
  asks_billing_details: false,
  billing_details: null,
  decline_code: null,
  return_url: null,
}
const ended = (outcome: HostedPayment['outcome']): HostedPayment => ({
  ...open,
  outcome,
  return_url: 'https://shop.example/?payment_id=pay_1',
})

/** A page over a checkout that a test moves, and a server that answers in the order given; the last answer stays. */
const aPage = (answers: (HostedPayment | Error)[], canceled: HostedPayment | Error = ended('canceled')) => {
  let state: CheckoutState = { ...initialState, load: 'ready', checkout: aCheckout() }
  const listeners = new Set<() => void>()
  const calls = { read: 0, cancel: 0, lookAgain: 0 }
  const answerOf = (answer: HostedPayment | Error) => {
    if (answer instanceof Error) throw answer
    return answer
  }
  const page = createHostedPage({
    api: {
      getPayment: async () => answerOf(answers[Math.min(calls.read++, answers.length - 1)]!),
      cancelPayment: async () => {
        calls.cancel += 1
        return answerOf(canceled)
      },
    },
    checkout: {
      getState: () => state,
      subscribe: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      lookAgain: async () => {
        calls.lookAgain += 1
      },
    },
    wait: async () => {},
    newKey: () => 'key',
  })
  return {
    page,
    calls,
    move: async (change: Partial<CheckoutState>) => {
      state = { ...state, ...change }
      for (const listener of listeners) listener()
      await new Promise((done) => setTimeout(done, 0))
    },
    shown: () => hostedShown(page.getState(), state),
  }
}
const closed = () => {
  const checkout = aCheckout()
  return { ...checkout, status: 'closed' as const, order: { ...checkout.order, status: 'closed' } }
}

describe('a hosted page', () => {
  it('is open, until its one attempt has ended in this tab: then it leads back', async () => {
    const { page, move, shown } = aPage([open, ended('failed')])
    await page.load()
    assert.equal(shown(), 'open')
    await move({ activity: { kind: 'paying' } })
    assert.equal(shown(), 'open')
    await move({ activity: { kind: 'idle' }, checkout: closed() })
    assert.equal(shown(), 'failed')
    assert.equal(page.getState().hasActed, true)
  })

  it('goes on reading until the payment knows what the checkout knows, and shows no form meanwhile', async () => {
    const { page, calls, move, shown } = aPage([open, open, open, ended('succeeded')])
    await page.load()
    const moved = move({ checkout: closed() })
    assert.equal(shown(), 'finishing')
    await moved
    assert.equal(shown(), 'succeeded')
    assert.equal(calls.read, 4)
    assert.equal(page.getState().hasActed, false)
  })

  it('keeps the form after something that ended nothing', async () => {
    const { page, move, shown } = aPage([open])
    await page.load()
    await move({ activity: { kind: 'paying' } })
    await move({ activity: { kind: 'idle' } })
    assert.equal(shown(), 'open')
  })

  it('is opened after its end, and then leads nobody back by itself', async () => {
    const { page, shown } = aPage([ended('succeeded')])
    await page.load()
    assert.equal(shown(), 'succeeded')
    assert.equal(page.getState().hasActed, false)
  })

  it('does not believe an older answer once it has ended', async () => {
    const { page, shown } = aPage([ended('succeeded'), open])
    await page.load()
    await page.load()
    assert.equal(shown(), 'succeeded')
  })

  it('cancels once, however often the button is pressed', async () => {
    const { page, calls, shown } = aPage([open])
    await page.load()
    await Promise.all([page.cancel(), page.cancel()])
    assert.equal(shown(), 'canceled')
    await page.cancel()
    assert.equal(calls.cancel, 1)
  })

  it('cancels nothing while a payment runs, here or elsewhere', async () => {
    const { page, calls, move } = aPage(
      [open],
      new ApiRefusal(409, 'ORDER_COLLECTION_IN_PROGRESS', null, null),
    )
    await page.load()
    await move({ activity: { kind: 'paying' } })
    await page.cancel()
    assert.equal(calls.cancel, 0)
    await move({ activity: { kind: 'idle' } })
    await page.cancel()
    assert.deepEqual([calls.cancel, calls.lookAgain, page.getState().cancel], [1, 1, 'idle'])
  })

  it('says when it could not cancel', async () => {
    const { page, shown } = aPage([open], new NoAnswer())
    await page.load()
    await page.cancel()
    assert.equal(page.getState().cancel, 'failed')
    assert.equal(shown(), 'open')
  })

  it('knows a payment that is not there from a server that does not answer', async () => {
    const missing = aPage([new ApiRefusal(404, 'CHECKOUT_SESSION_NOT_FOUND', null, null)])
    await missing.page.load()
    assert.equal(missing.shown(), 'missing')
    const silent = aPage([new NoAnswer()])
    await silent.page.load()
    assert.equal(silent.shown(), 'unreachable')
  })
})
