import { declines } from '../declines.ts'
import type { CardSummary, DeclineCode } from '../payment.ts'
import type {
  AuthorizeRequest,
  ProcessorAnswer,
  ProcessorCalls,
  RemoteProcessor,
  SetUpAnswer,
  SetUpRequest,
} from './processor.ts'

/**
 * A whole remote processor in a hundred lines, which keeps its books in memory: what it takes, holds and gives back can be
 * compared with ours. What is paid with says how it goes: `ctoken_ok`, `ctoken_challenge`, or `ctoken_` and a decline code.
 * Cards that it keeps are `kept_1`, `kept_2` …; those of `ctoken_shy` are declined without their buyer.
 */
export type TinyCharge = {
  reference: string
  request: AuthorizeRequest
  status: 'succeeded' | 'authorized' | 'declined' | 'requires_action' | 'canceled'
  code: DeclineCode | null
  captured: number
  refunds: Map<string, number>
  savedToken: string | null
}

type Call = keyof ProcessorCalls
/** before: it is not done, and no answer comes. after: it is done, and no answer comes. */
export type Fault =
  'lost before' | 'lost after' | 'rejects' | { before?: () => unknown; after?: () => unknown }

export const tinyCard = (token: string): CardSummary => ({
  brand: 'visa',
  last4: '1881',
  expMonth: 12,
  expYear: 2050,
  fingerprint: `fingerprint of ${token}`,
})

export const tinyProcessor = () => {
  const charges = new Map<string, TinyCharge>()
  const setUps = new Map<string, SetUpAnswer>()
  const kept = new Map<string, string>()
  const faults = new Map<Call, Fault[]>()
  const asked: Call[] = []
  let refundOutcome: 'succeeds' | 'fails' | 'pending' = 'succeeds'

  const keep = (token: string): string => {
    const name = `kept_${kept.size + 1}`
    kept.set(name, token)
    return name
  }

  const statusFor = ({ source, capture, isOffSession }: AuthorizeRequest): TinyCharge['status'] => {
    const token = kept.get(source.processorToken!) ?? source.processorToken!
    if (token === 'ctoken_challenge') return 'requires_action'
    if (token.slice('ctoken_'.length) in declines || (token === 'ctoken_shy' && isOffSession))
      return 'declined'
    return capture === 'manual' ? 'authorized' : 'succeeded'
  }

  const charge = (request: AuthorizeRequest): TinyCharge => {
    const known = charges.get(request.chargeId)
    if (known) return known
    const status = statusFor(request)
    const named = request.source.processorToken!.slice('ctoken_'.length)
    const made: TinyCharge = {
      reference: `tiny_${request.chargeId}`,
      request,
      status,
      code:
        status !== 'declined' ? null : named in declines ? (named as DeclineCode) : 'authentication_required',
      captured: status === 'succeeded' ? request.amount : 0,
      refunds: new Map(),
      savedToken: request.cardToSave ? keep(request.source.processorToken!) : null,
    }
    charges.set(request.chargeId, made)
    return made
  }

  const answerOf = ({
    reference,
    status,
    code,
    captured,
    savedToken,
    request,
  }: TinyCharge): ProcessorAnswer => {
    const card = tinyCard(request.source.processorToken!)
    if (status === 'requires_action') return { outcome: status, reference }
    if (status === 'declined' || status === 'canceled')
      return { outcome: 'declined', reference, code: code ?? 'payment_not_completed', message: 'No.', card }
    const part = status === 'succeeded' && captured < request.amount ? { captured } : {}
    return { outcome: status, reference, card, ...part, ...(savedToken ? { savedToken } : {}) }
  }

  const byReference = (reference: string): TinyCharge => {
    const found = [...charges.values()].find((one) => one.reference === reference)
    if (!found) throw new Error(`tiny has no payment ${reference}`)
    return found
  }

  const setUp = ({ setUpId, source: { processorToken }, challenge }: SetUpRequest): SetUpAnswer => {
    const known = setUps.get(setUpId)
    if (known && known.outcome !== 'requires_action') return known
    const succeeded = (): SetUpAnswer => ({
      outcome: 'succeeded',
      card: tinyCard(processorToken!),
      savedToken: keep(processorToken!),
    })
    const named = processorToken!.slice('ctoken_'.length)
    const answer: SetUpAnswer =
      named in declines || challenge === 'failed'
        ? {
            outcome: 'declined',
            code: challenge ? 'authentication_required' : (named as DeclineCode),
            message: 'No.',
          }
        : named === 'challenge' && challenge === null
          ? { outcome: 'requires_action', reference: `tiny_${setUpId}` }
          : succeeded()
    setUps.set(setUpId, answer)
    return answer
  }

  const calls: ProcessorCalls = {
    authorize: (request) => answerOf(charge(request)),
    lookUp: (request) => answerOf(request.reference ? byReference(request.reference) : charge(request)),
    capture: ({ reference, amount }) => {
      const hold = byReference(reference)
      if (hold.status === 'succeeded' && hold.captured === amount) return { outcome: 'captured' }
      if (hold.status !== 'authorized') return { outcome: 'failed', message: 'There is no such hold.' }
      Object.assign(hold, { status: 'succeeded', captured: amount })
      return { outcome: 'captured' }
    },
    void: ({ reference }) => {
      const hold = byReference(reference)
      if (hold.status === 'succeeded') return { outcome: 'failed', message: 'The money was taken.' }
      hold.status = 'canceled'
      return { outcome: 'voided' }
    },
    setUp,
    refund: ({ refundId, paymentIntentId, reference, amount }) => {
      if (refundOutcome === 'fails') return { outcome: 'failed', reason: 'expired_or_canceled_card' }
      byReference(reference).refunds.set(`${refundId} ${paymentIntentId}`, amount)
      return { outcome: refundOutcome === 'pending' ? 'pending' : 'succeeded' }
    },
    lookUpRefund: (request) => calls.refund(request),
  }

  const unknownTo = (call: Call, request: { now?: string }) =>
    call === 'authorize' || call === 'lookUp'
      ? { outcome: 'unknown', reference: null, askAgainAt: request.now }
      : { outcome: 'unknown' }

  const remote = (call: Call) => async (request: any) => {
    asked.push(call)
    const fault = faults.get(call)?.shift()
    if (fault === 'lost before') return unknownTo(call, request)
    if (fault === 'rejects') throw new Error('The connection was reset.')
    if (typeof fault === 'object') await fault.before?.()
    const answer = calls[call](request)
    if (typeof fault === 'object') await fault.after?.()
    return fault === 'lost after' ? unknownTo(call, request) : answer
  }

  const processor = {
    name: 'tiny',
    isRemote: true,
    ...Object.fromEntries(Object.keys(calls).map((call) => [call, remote(call as Call)])),
    browserAction: async ({ reference }: { reference: string }) => ({
      publishableKey: 'tiny',
      clientSecret: reference,
      account: null,
    }),
  } as unknown as RemoteProcessor

  return {
    processor,
    charges,
    /** The calls that came, in their order; emptied by the test. */
    asked,
    /** What goes wrong with the next calls of this kind, one each. */
    goesWrong: (call: Call, ...next: Fault[]) =>
      void faults.set(call, [...(faults.get(call) ?? []), ...next]),
    refundsWill: (outcome: typeof refundOutcome) => void (refundOutcome = outcome),
    chargesOf: (paymentIntentId: string) =>
      [...charges.values()].filter((one) => one.request.paymentIntentId === paymentIntentId),
    /** The buyer has been at their bank. */
    buyerAnswers: (paymentIntentId: string, outcome: 'completed' | 'failed') => {
      for (const one of charges.values())
        if (one.request.paymentIntentId === paymentIntentId && one.status === 'requires_action') {
          one.status =
            outcome === 'failed' ? 'declined' : one.request.capture === 'manual' ? 'authorized' : 'succeeded'
          one.captured = one.status === 'succeeded' ? one.request.amount : 0
          one.code = outcome === 'failed' ? 'authentication_required' : null
        }
    },
  }
}
export type Tiny = ReturnType<typeof tinyProcessor>
