import { afterWaiting, askRemote } from '../payments/ask-remote.ts'
import { challengeUrl, setUpChallenge } from '../payments/challenge-link.ts'
import { expectProcessor } from '../payments/expect-takes-payments.ts'
import { chargedFor } from '../payments/processor-requests.ts'
import type { SetUpAnswer, SetUpRequest } from '../payments/processors/processor.ts'
import type { Context } from '../platform/context.ts'
import type { PaymentMethod, SetUp } from './payment-method.ts'

export type SettingUp = PaymentMethod & { setUp: SetUp }
type ChallengeAnswer = SetUpRequest['challenge']

/** What was heard of a set-up, and the context as it was then. */
export type HeardSetUp = { ctx: Context; answerTo(method: SettingUp): SetUpAnswer }

/**
 * Asks whether the card of this set-up may be kept, or what became of that question. A remote processor is asked here, outside
 * any transaction; one in process when it is recorded.
 */
export const hearSetUp = async (
  ctx: Context,
  found: SettingUp,
  challenge: ChallengeAnswer,
): Promise<HeardSetUp> => {
  const processor = expectProcessor(ctx)
  if (!processor.isRemote)
    return { ctx, answerTo: (method) => processor.setUp(setUpRequest(ctx, method, challenge)) }
  const { unanswered = 0 } = found.setUp
  const answer = await askRemote<SetUpAnswer>(
    ctx,
    { call: 'setUp', subject: found.paymentMethodId, unanswered },
    () => processor.setUp(setUpRequest(ctx, found, challenge)),
    { outcome: 'unknown' },
  )
  return { ctx: afterWaiting(ctx), answerTo: () => answer }
}

export const setUpRequest = (ctx: Context, method: SettingUp, challenge: ChallengeAnswer): SetUpRequest => {
  const { card, testCard, setUp, usage } = method
  const { setUpId, reference = null, processorToken = null } = setUp
  return {
    whose: chargedFor(ctx),
    setUpId,
    source: card ? { card, testCard, processorToken } : { card, testCard, processorToken: processorToken! },
    reference,
    isOffSession: usage === 'off_session',
    returnUrl: challengeUrl(ctx, setUpChallenge(method, setUpId)),
    challenge,
  }
}
