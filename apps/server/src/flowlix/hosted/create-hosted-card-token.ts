import { type NewToken, giveToken } from '../../card-tokens/create-token.ts'
import { paymentErrors } from '../../payments/errors.ts'
import { expectTakesPayments } from '../../payments/expect-takes-payments.ts'
import type { Context } from '../../platform/context.ts'
import { refuse } from '../../platform/http/errors.ts'
import { FlowlixRefusal } from '../face/errors.ts'
import { readCard } from '../read-card.ts'
import { findOrderOfPayment } from '../payment-queries.ts'
import { expectOwn } from './hosted-payment.ts'
import type { HostedCard } from './schemas.ts'

/**
 * A token for the page's one payment. Flowlix's own rules say what a card number does, which differ from those of the other
 * checkout page: a number that is in no table is declined. Source: contract, flowlix 12.
 */
export const createHostedCardToken = async (
  ctx: Context,
  paymentId: string,
  { name, ...card }: HostedCard,
): Promise<NewToken> => {
  expectOwn(ctx, await ctx.db.run(findOrderOfPayment(ctx, paymentId)))
  expectTakesPayments(ctx)
  return giveToken(ctx, () => {
    const { card: kept, testCard } = inWordsOfTokens(() =>
      readCard(ctx, { ...card, holder_name: name ?? '' }, 'card'),
    )
    return { card: kept, testCard, bankAccount: null }
  })
}

/** This route answers as its neighbours do, whatever API the rule comes from. */
const inWordsOfTokens = <T>(read: () => T): T => {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof FlowlixRefusal)) throw error
    const { param, message } = error.problem
    throw refuse(paymentErrors.TOKEN_CARD_INVALID, { param, message: message ?? error.message })
  }
}
