import { readPayment } from '../payments/processors/stripe/disputes.ts'
import { talkOf } from '../payments/processors/stripe/talk-to-stripe.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { findIntent } from '../payments/queries.ts'
import { findEnvironment, findLiveEnvironment } from '../platform/auth/queries.ts'
import { type Context, type Environment, type Services, systemContext } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { setTimer } from '../platform/jobs/timers.ts'
import { findRefund } from '../refunds/queries.ts'
import { findMerchantOfProcessorAccount } from '../verification/index.ts'
import type { NewsSubject } from './subject.ts'

export const newsTimerKinds = {
  payment: 'payment_news',
  refund: 'refund_news',
  failedRefund: 'failed_refund_news',
  refundMadeThere: 'refund_made_there_news',
  dispute: 'dispute_news',
  account: 'account_news',
} as const

/**
 * Keeps that there is something to look at: the worker asks what it is. So news that come twice, late or in another order do
 * no harm, and news that are lost are only late, since payments and refunds are looked at without them too.
 */
export const noteNews = async (services: Services, subject: NewsSubject): Promise<void> => {
  switch (subject.kind) {
    case 'payment':
      return notePayment(services, subject)
    case 'refund':
      return noteRefund(services, subject)
    case 'refund_made_there':
      return noteOfPayment(services, subject, newsTimerKinds.refundMadeThere, subject.refundReference)
    case 'dispute':
      return noteOfPayment(services, subject, newsTimerKinds.dispute, subject.disputeReference)
    case 'account':
      return noteAccount(services, subject.account)
    case 'payout':
      return services.log.info('A payout moved at the processor', { ...subject })
  }
}

const note = async (ctx: Context, kind: string, subjectId: string): Promise<void> => {
  await ctx.db.run(setTimer(ctx, kind, subjectId, ctx.now))
  ctx.wakeups.wake('timers')
}

/** The live environment that the news name, if the account that they come from is its merchant's. */
const reach = async (
  services: Services,
  environmentId: string,
  account: string | null,
): Promise<Context | null> => {
  const environment = await services.db.run(findEnvironment(environmentId))
  if (!environment || environment.mode !== 'live') return null
  return accountIsTheirs(services, environment, account) ? systemContext(services, environment) : null
}

const accountIsTheirs = (
  { config }: Pick<Services, 'config'>,
  { account: { processorAccountId } }: Environment,
  account: string | null,
) =>
  config.stripe?.accounts === 'connected'
    ? account !== null && account === processorAccountId
    : account === null

const ignore = ({ log }: Services, subject: NewsSubject, reason: string): void =>
  log.warn('News of the processor were ignored', { ...subject, reason })

const notePayment = async (services: Services, subject: NewsSubject & { kind: 'payment' }): Promise<void> => {
  const ctx = await reach(services, subject.environmentId, subject.account)
  const intent = ctx && (await ctx.db.run(findIntent(ctx, subject.paymentIntentId)))
  if (!ctx || !intent) return ignore(services, subject, 'there is no such payment')
  const isOfThisTry = isCurrent(intent, subject)
  if (isOfThisTry && isOpen(intent)) return note(ctx, newsTimerKinds.payment, intent.paymentIntentId)
  if (subject.isPaid && !(isOfThisTry && intent.status === 'succeeded'))
    return services.log.error('Money was taken at the processor for a payment that counts as not paid', {
      ...subject,
      status: intent.status,
    })
  if (!isOfThisTry) ignore(services, subject, 'it is of an earlier try')
}

const isCurrent = (
  { processorReference, chargeId }: PaymentIntent,
  subject: NewsSubject & { kind: 'payment' },
): boolean => (processorReference ? processorReference === subject.reference : chargeId === subject.chargeId)

/** It waits for what the processor says; what has ended here is not looked at again. */
const isOpen = ({ status, pendingCommand }: PaymentIntent): boolean =>
  status === 'processing' || status === 'requires_action' || Boolean(pendingCommand)

const noteRefund = async (services: Services, subject: NewsSubject & { kind: 'refund' }): Promise<void> => {
  const ctx = await reach(services, subject.environmentId, subject.account)
  const refund = ctx && (await ctx.db.run(findRefund(ctx, subject.refundId)))
  if (!ctx || !refund) return ignore(services, subject, 'there is no such refund')
  return note(ctx, subject.hasFailed ? newsTimerKinds.failedRefund : newsTimerKinds.refund, refund.refundId)
}

/** Some name the payment only as Stripe does: that one knows whose it is. */
const noteOfPayment = async (
  services: Services,
  subject: NewsSubject & { kind: 'dispute' | 'refund_made_there' },
  timerKind: string,
  reference: string,
): Promise<void> => {
  const { account, paymentReference } = subject
  const whose = { environmentId: '', merchantId: '', processorAccountId: account }
  const heard = await readPayment(talkOf(services), { whose, reference: paymentReference })
  // Stripe sends it again when it is not answered.
  if (heard.kind === 'unknown') throw refuse(httpErrors.SERVICE_UNAVAILABLE)
  if (heard.kind !== 'said') return ignore(services, subject, 'there is no such payment')
  const { flint_environment_id: environmentId, flint_payment_intent_id: paymentIntentId } =
    heard.value.metadata
  if (!environmentId || !paymentIntentId) return
  const ctx = await reach(services, environmentId, account)
  const intent = ctx && (await ctx.db.run(findIntent(ctx, paymentIntentId)))
  // News can be quicker than the answer that brings the payment's reference.
  const isOnItsWay =
    intent?.processorReference === null && intent.chargeId === heard.value.metadata['flint_charge_id']
  if (!ctx || (intent?.processorReference !== paymentReference && !isOnItsWay))
    return ignore(services, subject, 'there is no such payment')
  return note(ctx, timerKind, reference)
}

const noteAccount = async (services: Services, account: string): Promise<void> => {
  const merchantId = await services.db.run(findMerchantOfProcessorAccount(account))
  const environment = merchantId && (await services.db.run(findLiveEnvironment(merchantId)))
  if (environment) await note(systemContext(services, environment), newsTimerKinds.account, account)
}
